package explore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// ErrNoArticle says that no article has the id.
var ErrNoArticle = errors.New("no such article")

// An Article is what the graph knows of an article beside its text.
type Article struct {
	IRI                           quad.IRI
	ID, Date                      string
	Publisher, Agency, Title, URL string
	Hash, Extractor               string // of what it was read from, and by whom
	Claims                        int
}

// Articles lists the articles of the graph, the latest first, at most limit of them (0 = all) behind the first ones (after), and says
// how many there are.
func Articles(ctx context.Context, r Reader, after, limit int) (found []Article, all int, err error) {
	l := &lookup{ctx: ctx, r: r}
	var out []Article
	for _, v := range l.ends(graph.Pattern{P: graph.Type, O: graph.ClassArticle}, quad.Subject) {
		iri, _ := v.(quad.IRI)
		out = append(out, Article{IRI: iri, Date: l.text(iri, graph.Published, iri)})
	}
	slices.SortStableFunc(out, func(a, b Article) int { return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.IRI, b.IRI)) })
	found = out[min(after, len(out)):]
	found = found[:bounded(len(found), limit)]
	for i, a := range found {
		found[i] = l.article(a.IRI)
	}
	return found, len(out), l.err
}

// About describes articles, by date.
func About(ctx context.Context, r Reader, articles []quad.IRI) ([]Article, error) {
	l := &lookup{ctx: ctx, r: r}
	out := make([]Article, len(articles))
	for i, iri := range articles {
		out[i] = l.article(iri)
	}
	slices.SortFunc(out, func(a, b Article) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.IRI, b.IRI)) })
	return out, l.err
}

func (l *lookup) article(iri quad.IRI) Article {
	a := Article{IRI: iri}
	for _, q := range l.quads(graph.Pattern{S: iri, L: iri}) {
		switch text := quad.ToString(q.Object); q.Predicate {
		case graph.ID:
			a.ID = text
		case graph.Published:
			a.Date = text
		case graph.Publisher:
			a.Publisher = text
		case graph.Agency:
			a.Agency = text
		case graph.Headline:
			a.Title = text
		case graph.URL:
			a.URL = text
		case graph.Hash:
			a.Hash = text
		case graph.Extractor:
			a.Extractor = text
		}
	}
	a.Claims = len(l.ends(graph.Pattern{P: graph.Type, O: graph.ClassClaim, L: iri}, quad.Subject))
	return a
}

// ArticleIRI is the IRI of the article that somebody names by its id or its IRI in angle brackets.
func ArticleIRI(given string) quad.IRI {
	if inner, ok := strings.CutPrefix(given, "<"); ok {
		return quad.IRI(strings.TrimSuffix(inner, ">"))
	}
	return graph.Article(given)
}

// Read returns an article with what it says, each claim under the statement that it is joined to, in the order of the text. A
// claim that corrections have retracted is joined to none: its Statement is nil.
func Read(ctx context.Context, r Reader, id string) (Article, []Statement, error) {
	l := &lookup{ctx: ctx, r: r}
	iri := ArticleIRI(id)
	if len(l.ends(graph.Pattern{S: iri, P: graph.Type, O: graph.ClassArticle, L: iri}, quad.Object)) == 0 {
		return Article{}, nil, cmp.Or(l.err, fmt.Errorf("%w: %q", ErrNoArticle, id))
	}
	var out []Statement
	for _, c := range l.ends(graph.Pattern{P: graph.Type, O: graph.ClassClaim, L: iri}, quad.Subject) {
		out = append(out, l.joined(c, iri)...)
	}
	slices.SortStableFunc(out, func(a, b Statement) int { return cmp.Compare(a.Claims[0].Start, b.Claims[0].Start) })
	return l.article(iri), out, l.err
}

// joined are the statements of a claim: one for each kind of goods.
func (l *lookup) joined(claim quad.Value, article quad.IRI) []Statement {
	var out []Statement
	for _, st := range l.ends(graph.Pattern{P: graph.HasClaim, O: claim, L: graph.Derived}, quad.Subject) {
		out = append(out, l.statement(st))
	}
	if len(out) == 0 {
		bare := l.asRead(claim, article)
		out = append(out, bare)
	}
	for i := range out {
		out[i].Claims = []Claim{l.claim(claim)}
	}
	return out
}

// asRead is a claim that no statement holds, in the names of its own article.
func (l *lookup) asRead(claim quad.Value, article quad.IRI) Statement {
	var s Statement
	for _, q := range l.quads(graph.Pattern{S: claim, L: article}) {
		switch q.Predicate {
		case graph.ClaimSubject:
			s.Subject = l.text(q.Object, graph.NameRead, article)
			s.SubjectIRI, _ = q.Object.(quad.IRI)
		case graph.ClaimObject:
			s.Object = l.text(q.Object, graph.NameRead, article)
			s.ObjectIRI, _ = q.Object.(quad.IRI)
		case graph.ClaimPredicate:
			_, s.Relation, _ = graph.ParseShortcut(q.Object)
		}
	}
	return s
}

// Names lists the names of entities of which a word begins with what somebody has typed, sorted, at most limit of them
// (0 = all): what a command line completes.
func Names(ctx context.Context, r Reader, typed string, limit int) ([]string, error) {
	l := &lookup{ctx: ctx, r: r}
	key := ontology.Fold(typed)
	var out []string
	for _, v := range l.ends(graph.Pattern{P: graph.Name, L: graph.Derived}, quad.Object) {
		if name := quad.ToString(v); strings.Contains(" "+ontology.Fold(name), " "+key) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:bounded(len(out), limit)], l.err
}
