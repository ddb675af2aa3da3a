package store

import (
	"context"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
)

// A Snapshot is one state of the graph, for work that looks more than once: whatever is written meanwhile, it stays the same.
// On the memory backend writers wait until it is closed, and what reads it must not read the store itself meanwhile: it would
// wait for a writer that waits for it.
type Snapshot struct {
	v    view
	text *fulltext.Analyser
}

// Snapshot opens the present state; the caller closes it.
func (s *Store) Snapshot(ctx context.Context) (*Snapshot, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	return &Snapshot{v, s.text}, nil
}

// Close gives the state up.
func (s *Snapshot) Close() { s.v.close() }

// Quads yields the quads that match.
func (s *Snapshot) Quads(ctx context.Context, p graph.Pattern, yield func(quad.Quad) error) error {
	return s.v.Quads(p, func(q quad.Quad) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(q)
	})
}

// Out yields the shortcuts whose subject is node, each once.
func (s *Snapshot) Out(ctx context.Context, node quad.Value, yield func(quad.Quad) error) error {
	return s.shortcuts(ctx, node, quad.Subject, yield)
}

// In yields the shortcuts whose object is node, each once.
func (s *Snapshot) In(ctx context.Context, node quad.Value, yield func(quad.Quad) error) error {
	return s.shortcuts(ctx, node, quad.Object, yield)
}

func (s *Snapshot) shortcuts(ctx context.Context, node quad.Value, d quad.Direction, yield func(quad.Quad) error) error {
	return s.v.edges(node, d, isShortcut, func(q quad.Quad) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if q.Label != quad.Value(graph.Derived) {
			return nil
		}
		return yield(q)
	})
}

func isShortcut(p quad.Value) bool {
	_, _, ok := graph.ParseShortcut(p)
	return ok
}
