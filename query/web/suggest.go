package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/suggest"
	"newsgraph/query"
)

// A Merge is a pair of things that may be one.
type Merge struct {
	Gives   Named    `json:"gives"` // would be merged
	Stays   Named    `json:"stays"` // into this
	Score   float64  `json:"score"` // 0 to 1
	Reasons []string `json:"reasons"`
}

// A MergeList has the likeliest first.
type MergeList struct {
	Merges []Merge `json:"merges"`
	More   int     `json:"more,omitempty"` // that are not listed
}

// Merges suggests at most so many pairs of at least that score.
func (l local) Merges(ctx context.Context, limit int, score float64) (MergeList, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return MergeList{}, err
	}
	defer snap.Close()
	view := viewFunc(func(p graph.Pattern, yield func(quad.Quad) error) error { return snap.Quads(ctx, p, yield) })
	pairs, more, err := suggest.Merges(ctx, view, suggest.Bounds{Pairs: limit, Score: score})
	if err != nil {
		return MergeList{}, err
	}
	list := MergeList{Merges: []Merge{}, More: more}
	for _, p := range pairs {
		list.Merges = append(list.Merges, Merge{namedOf(p.Gives), namedOf(p.Stays), p.Score, p.Reasons})
	}
	return list, nil
}

type viewFunc func(graph.Pattern, func(quad.Quad) error) error

func (f viewFunc) Quads(p graph.Pattern, yield func(quad.Quad) error) error { return f(p, yield) }

func namedOf(t suggest.Thing) Named { return Named{End{t.IRI.String(), t.Name}, t.Type} }

// merges answers GET /api/suggest/merges?limit=N&score=S; no request gets more than the server's settings say.
func (d *desk) merges(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, err := count(q.Get("limit"))
	if err != nil {
		return err
	}
	if limit == 0 || limit > d.options.Pairs {
		limit = d.options.Pairs
	}
	score := 0.0
	if text := q.Get("score"); text != "" {
		if score, err = strconv.ParseFloat(text, 64); err != nil || !(score >= 0 && score <= 1) {
			return &Problem{Status: http.StatusBadRequest, Message: "score: " + quoted(text) + " is no number from 0 to 1", Hint: "leave it out or write 0.5"}
		}
	}
	ctx, cancel := d.limited(r.Context())
	defer cancel()
	list, err := d.service.Merges(ctx, limit, score)
	if err != nil {
		return query.Late(ctx, err)
	}
	answer(w, http.StatusOK, list)
	return nil
}

// Merges asks GET /api/suggest/merges.
func (c *Client) Merges(ctx context.Context, limit int, score float64) (list MergeList, err error) {
	asked := url.Values{"limit": {strconv.Itoa(limit)}, "score": {strconv.FormatFloat(score, 'f', -1, 64)}}
	err = c.ask(ctx, http.MethodGet, "/api/suggest/merges?"+asked.Encode(), nil, &list)
	return list, err
}
