package store

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
)

// engine is what a backend gives: consistent states and atomic changes.
type engine interface {
	view() (view, error)
	// change runs fn over the graph; what fn applied is kept as a whole if it returns nil, and forgotten as a whole if not. Others see it at
	// once, stored waits until it is durable.
	change(ctx context.Context, fn func(change) error) (stored func() error, err error)
	close() error
}

// view is one consistent state of the graph until it is closed.
type view interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
	// quadStore is the state as Cayley sees it; its iterators end when ctx does.
	quadStore(ctx context.Context) quadStore
	// edges yields the quads that have node in direction d and a predicate that is wanted.
	edges(node quad.Value, d quad.Direction, want func(predicate quad.Value) bool, yield func(quad.Quad) error) error
	size() (nodes, quads int64)
	problems(ctx context.Context) ([]Problem, error) // how the backend's own structures disagree
	postings
	close()
}

// quadStore, closed at the end, closes the iterators that Cayley left open. It tells of errors that Cayley's interface has no place for.
type quadStore interface {
	cayley.QuadStore
	shape.Optimizer
	Err() error
}

// change is a transaction. Quads sees what was applied so far; apply tells how many quads it changed, since what is already so
// does not count.
type change interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
	apply(removed, added []quad.Quad) (int, error)
	post(removed, added []fulltext.Posting) error
	clearPostings() error
	setNote(name, text string) error
}

// postings are those of a state, with the notes that are kept beside them.
type postings interface {
	fulltext.Index
	posting(p fulltext.Posting) (value string, ok bool, err error)
	countPostings() (int64, error)
	note(name string) (string, error)
}

func collect(v interface {
	Quads(graph.Pattern, func(quad.Quad) error) error
}, p graph.Pattern) ([]quad.Quad, error) {
	var out []quad.Quad
	err := v.Quads(p, func(q quad.Quad) error {
		out = append(out, q)
		return nil
	})
	return out, err
}

// difference is what has to be removed from and added to old to make it new.
func difference(old, new []quad.Quad) (removed, added []quad.Quad) {
	in := make(map[quad.Quad]bool, len(new)) // true once it is known to be in old too
	for _, q := range new {
		in[q] = false
	}
	for _, q := range old {
		if _, keep := in[q]; keep {
			in[q] = true
		} else {
			removed = append(removed, q)
		}
	}
	for _, q := range new {
		if !in[q] {
			in[q] = true // a duplicate is added once
			added = append(added, q)
		}
	}
	return removed, added
}
