package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/suggest"
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

// A PairsRequest asks for pairs of things that may be one.
type PairsRequest struct {
	Limit int     `json:"limit,omitempty"`
	Score float64 `json:"score,omitempty"` // the least, 0 to 1
}

func (req *PairsRequest) bound(o Options) error {
	if !(req.Score >= 0 && req.Score <= 1) {
		return &Problem{Status: http.StatusBadRequest, Message: fmt.Sprintf("score: %v is no number from 0 to 1", req.Score), Hint: "leave it out or write 0.5"}
	}
	req.Limit = lower(o.Pairs, req.Limit)
	return nil
}

func (l Local) pairs(ctx context.Context, req PairsRequest) (MergeList, error) {
	return l.Merges(ctx, req.Limit, req.Score)
}

// Merges suggests at most so many pairs of at least that score.
func (l Local) Merges(ctx context.Context, limit int, score float64) (MergeList, error) {
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
