package cli

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/store"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/quads"
	"newsgraph/query/web"
)

// A press reads the articles that the server is given. Its loader is built when the first one comes.
type press struct {
	app    *app
	store  *store.Store
	loader func() (*loader.Loader, error)
}

func (a *app) press(st *store.Store) *press {
	return &press{app: a, store: st, loader: sync.OnceValues(a.loader)}
}

// shownPreviews bounds the articles of one preview.
const shownPreviews = 20

// Preview implements web.Press.
func (p *press) Preview(ctx context.Context, d web.Draft) (web.PreviewList, error) {
	l, err := p.loader()
	if err != nil {
		return web.PreviewList{}, err
	}
	list := web.PreviewList{Articles: []web.Preview{}}
	for art, err := range p.articles(ctx, d) {
		if ctx.Err() != nil {
			return web.PreviewList{}, ctx.Err()
		}
		if len(list.Articles)+len(list.Refused) == shownPreviews {
			list.More = true
			break
		}
		if most := p.app.settings.Serve.Body; err == nil && int64(len(art.Text)) > int64(most) {
			err = &article.InputError{Source: art.ID, Reason: "too large for a preview", Detail: fmt.Sprintf("its text has %d bytes", len(art.Text)), Hint: "load it, or raise serve.body", Kind: article.ErrBad}
		}
		var read *doc.Document
		if err == nil {
			read, err = l.Read(art)
		}
		if err != nil {
			list.Refused = append(list.Refused, refusedEvent(err))
			continue
		}
		hash, _, found, err := p.store.Article(ctx, graph.Article(art.ID))
		if err != nil {
			return web.PreviewList{}, err
		}
		shown := previewOf(read)
		switch {
		case !found:
			shown.Stored = "no"
		case hash == art.Hash:
			shown.Stored = "same"
		default:
			shown.Stored = "other"
		}
		list.Articles = append(list.Articles, shown)
	}
	return list, nil
}

// Load implements web.Press.
func (p *press) Load(ctx context.Context, d web.Draft) (web.LoadReport, error) {
	l, err := p.loader()
	if err != nil {
		return web.LoadReport{}, err
	}
	out := web.LoadReport{Articles: []web.LoadEvent{}}
	report, err := l.Load(ctx, p.articles(ctx, d), p.store, loader.Options{Workers: p.app.settings.Load.Workers, Force: d.Force}, func(e loader.Event) {
		event := web.LoadEvent{Outcome: outcomeNames[e.Outcome], ID: e.ID, Source: e.Source, Reason: e.Reason, Claims: e.Claims, Quads: e.Quads}
		if e.ID != "" {
			event.IRI = graph.Article(e.ID).String()
		}
		if e.Err != nil {
			refused := refusedEvent(e.Err)
			event.Reason, event.Hint = refused.Reason, refused.Hint
		}
		out.Articles = append(out.Articles, event)
	})
	out.Loaded, out.Unchanged = report.Loaded, report.Unchanged
	for _, n := range report.Skipped {
		out.Skipped += n
	}
	for _, n := range report.Failed {
		out.Failed += n
	}
	return out, err
}

// articles are those that somebody gave.
func (p *press) articles(ctx context.Context, d web.Draft) iter.Seq2[article.Article, error] {
	meta := article.Meta{ID: d.ID, Title: d.Title, Date: d.Date, URL: d.URL, Publisher: d.Publisher}
	r, err := article.New(article.Options{MaxBytes: int64(p.app.settings.Load.Bytes), Stdin: strings.NewReader(d.File)})
	one := func(read func() (article.Article, error)) iter.Seq2[article.Article, error] {
		return func(yield func(article.Article, error) bool) { yield(read()) }
	}
	switch {
	case err != nil:
		return one(func() (article.Article, error) { return article.Article{}, err })
	case d.Text != "":
		return one(func() (article.Article, error) { return r.Text(d.Text, meta) })
	case d.Fetch != "":
		return one(func() (article.Article, error) {
			page, at, err := p.app.fetch(ctx, d.Fetch)
			if err != nil {
				return article.Article{}, err
			}
			if meta.URL == "" {
				meta.URL = at
			}
			return r.Page(page, meta)
		})
	}
	return r.Read(ctx, "-")
}

// refusedEvent tells which article was not read and why: sources are "-" with a line, addresses or IDs, not the server's files.
func refusedEvent(err error) web.LoadEvent {
	e := web.LoadEvent{Outcome: "failed", Reason: "it cannot be read", Hint: hintOf(err)}
	var input *article.InputError
	var problem *web.Problem
	switch {
	case errors.As(err, &input):
		e.Reason = input.Reason
		if e.Source = input.Where(); e.Source == "-" {
			e.Source = ""
		}
		if input.Detail != "" {
			e.Reason += ": " + input.Detail
		}
		if errors.Is(err, article.ErrSkipped) {
			e.Outcome = "skipped"
		}
	case errors.As(err, &problem):
		e.Reason = problem.Message
	}
	return e
}

// previewOf is a document as the server shows it.
func previewOf(d *doc.Document) web.Preview {
	a := d.Article
	things, claims := quads.Nodes(d)
	written := d.Written()
	out := web.Preview{
		Article: web.Article{IRI: graph.Article(a.ID).String(), ID: a.ID, Date: a.Date, Publisher: a.Publisher, Agency: a.Agency, Title: a.Title, URL: a.URL, Hash: a.Hash, Claims: len(d.Claims)},
		Text:    a.Text, Zones: []web.Zone{}, Mentions: []web.Mention{}, Claims: []web.ClaimRow{},
	}
	for _, z := range a.Zones {
		out.Zones = append(out.Zones, web.Zone{Kind: string(z.Kind), Start: z.Start, End: z.End})
	}
	for i, m := range d.Mentions {
		if ref := d.Refs[i]; ref >= 0 && written[ref] {
			start, end := d.Span(m.First, m.Last)
			e := d.Entities[ref]
			out.Mentions = append(out.Mentions, web.Mention{Start: start, End: end, Named: web.Named{End: web.End{IRI: things[ref].String(), Name: e.Name}, Type: e.Type}})
		}
	}
	for i, c := range d.Claims {
		out.Claims = append(out.Claims, claimRow(d, c, claims[i], things))
	}
	return out
}

func claimRow(d *doc.Document, c doc.Claim, claim quad.IRI, things []quad.IRI) web.ClaimRow {
	row := web.ClaimRow{Subject: d.Entities[c.Subject].Name, SubjectIRI: things[c.Subject].String(), Predicate: c.Predicate}
	if c.Object >= 0 {
		row.Object, row.ObjectIRI = d.Entities[c.Object].Name, things[c.Object].String()
	}
	for _, g := range c.Goods {
		row.Goods = append(row.Goods, g.Name)
	}
	names := func(is []int) (names, iris []string) {
		for _, i := range is {
			names, iris = append(names, d.Entities[i].Name), append(iris, things[i].String())
		}
		return names, iris
	}
	row.Proof = web.Proof{
		Sentence: strings.Join(strings.Fields(d.Article.Text[c.Evidence.Start:c.Evidence.End]), " "), Start: c.Evidence.Start, End: c.Evidence.End,
		Article: graph.Article(d.Article.ID).String(), Claim: claim.String(), Title: d.Article.Title, Date: d.Article.Date, Publisher: d.Article.Publisher,
		URL: d.Article.URL, Role: c.Role, When: c.Date, Modality: c.Modality, Polarity: c.Polarity, Frame: c.Frame, Confidence: c.Confidence,
	}
	row.Speakers, row.SpeakerIRIs = names(c.AttributedTo)
	row.Deniers, row.DenierIRIs = names(c.DeniedBy)
	if q := c.Quantity; q != nil {
		about := map[bool]string{true: "~"}[q.Approximate]
		row.Quantity = strings.TrimSpace(about + decimal(q.Value) + " " + q.Unit)
	}
	return row
}

// errFetch is what is told where the server may not go to the net.
var errFetch = &web.Problem{Status: http.StatusForbidden, Message: "this server does not fetch pages", Hint: "paste the text, or set serve.fetch"}

// schemes of addresses that are fetched.
var schemes = []string{"http", "https"}

func fetchable(scheme string) bool { return slices.Contains(schemes, scheme) }
