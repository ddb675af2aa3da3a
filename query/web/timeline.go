package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/query"
	"newsgraph/query/explore"
)

// A TimelineRequest asks what happened, was planned, may have been or was denied: around a thing, between several, or of the claims
// and statements in the rows of a Gizmo query.
type TimelineRequest struct {
	Names   Names  `json:"name,omitempty" example:"Armenien"`
	Query   string `json:"query,omitempty"`
	Since   string `json:"since,omitempty"`
	Until   string `json:"until,omitempty"`
	Sources int    `json:"sources,omitempty"` // independent ones that a moment must have
	In      Names  `json:"in,omitempty"`      // only what these articles say
	Limit   int    `json:"limit,omitempty"`   // moments, 0 = all; of more the latest stay
	Claims  int    `json:"claims,omitempty"`  // of each moment, 0 = all
}

// A Timeline is the answer, in the order of time.
type Timeline struct {
	Of      []End    `json:"of,omitempty"`
	Moments []Moment `json:"moments"`
	More    int      `json:"more,omitempty"` // earlier ones that are not listed
}

// A Moment is what claims say of one statement for one time.
type Moment struct {
	Date        string `json:"date,omitempty"`
	Granularity string `json:"granularity,omitempty"` // "day", "month", "year", "interval"
	Of          string `json:"of,omitempty"`          // "event": the claims say the date; "report": it is that of their articles
	Kind        string `json:"kind"`                  // "happened", "planned", "uncertain", "denied"
	Fact
}

// Timeline resolves the names, or asks the query, and reads.
func (l Local) Timeline(ctx context.Context, req TimelineRequest) (Timeline, error) {
	if (len(req.Names) == 0) == (req.Query == "") {
		return Timeline{}, &Problem{Status: http.StatusBadRequest, Message: "names or a query are wanted, and only one of them", Hint: root + "/timeline?name=Armenien"}
	}
	named, err := l.named(ctx, req.Query)
	if err != nil {
		return Timeline{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Timeline{}, err
	}
	defer snap.Close()
	q := explore.Question{Filter: explore.Filter{Since: req.Since, Until: req.Until, Sources: req.Sources}}
	for _, id := range req.In {
		q.Articles = append(q.Articles, explore.ArticleIRI(id))
	}
	out := Timeline{Moments: []Moment{}}
	if req.Query != "" {
		q.Claims, _, err = explore.Meant(ctx, snap, named)
	} else {
		q.Entities, out.Of, err = resolved(ctx, snap, req.Names)
	}
	if err != nil {
		return Timeline{}, err
	}
	found, more, err := explore.Timeline(ctx, snap, q, explore.Bounds{Statements: req.Limit, Claims: req.Claims})
	for _, m := range found {
		out.Moments = append(out.Moments, momentOf(m))
	}
	out.More = more
	return out, err
}

func momentOf(m explore.Moment) Moment {
	of := map[bool]string{true: "event", false: "report"}[m.Own]
	if m.Date == "" {
		of = ""
	}
	st := m.Statement
	st.Claims, st.More, st.Sources = m.Claims, m.More, m.Voices
	return Moment{Date: m.Date, Granularity: m.Granularity, Of: of, Kind: m.Kind, Fact: factOf(st)}
}

// named are the IRIs in the rows of a query. One with more rows than a server gives is refused: a part of them would be another answer.
func (l Local) named(ctx context.Context, text string) (out []quad.IRI, err error) {
	if text == "" {
		return nil, nil
	}
	req := query.Request{Lang: "gizmo", Text: text, Limits: l.options.Limits}
	res, err := query.Run(ctx, l.store, req, func(r query.Row) error {
		for _, f := range r {
			if name, ok := query.Plain(f.Value).(string); ok && len(name) > 2 && name[0] == '<' && name[len(name)-1] == '>' {
				out = append(out, quad.IRI(name[1:len(name)-1]))
			}
		}
		return nil
	})
	if err == nil && res.Truncated != "" {
		err = &Problem{Status: http.StatusUnprocessableEntity, Message: fmt.Sprintf("the query has more than %d rows", res.Rows), Hint: "narrow the query, or raise query." + res.Truncated, kind: "rows"}
	}
	return out, err
}

// momentRows are the moments as rows, each with its strongest claim.
func (l Local) momentRows(ctx context.Context, req TimelineRequest, yield func(query.Row) error) error {
	req.Claims = cmp.Or(req.Claims, 1)
	t, err := l.Timeline(ctx, req)
	if err != nil {
		return err
	}
	for _, m := range t.Moments {
		row := query.Row{
			{Name: "date", Value: m.Date}, {Name: "granularity", Value: m.Granularity}, {Name: "of", Value: m.Of}, {Name: "kind", Value: m.Kind},
			{Name: "subject", Value: m.Subject}, {Name: "predicate", Value: m.Predicate}, {Name: "object", Value: m.Object}, {Name: "goods", Value: strings.Join(m.Goods, ", ")},
			{Name: "tier", Value: m.Tier}, {Name: "sources", Value: int64(m.Sources)},
		}
		for _, p := range m.Evidence[:min(1, len(m.Evidence))] {
			row = append(row, query.Row{{Name: "speakers", Value: strings.Join(p.Speakers, ", ")}, {Name: "sentence", Value: p.Sentence},
				{Name: "article", Value: p.Article}, {Name: "claim", Value: p.Claim}}...)
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return nil
}
