package store

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/fulltext"
	"newsgraph/graph/index"
)

// embedded is the index as an engine.
type embedded struct{ db *index.DB }

func (e embedded) close() error { return e.db.Close() }

func (e embedded) view() (view, error) {
	snap, err := e.db.Snapshot()
	if err != nil {
		return nil, err
	}
	return embeddedView{snap}, nil
}

func (e embedded) change(ctx context.Context, fn func(change) error) (stored func() error, err error) {
	return e.db.Apply(ctx, func(tx *index.Tx) error { return fn(embeddedChange{tx}) })
}

type embeddedChange struct{ *index.Tx }

func (c embeddedChange) apply(removed, added []quad.Quad) (int, error) {
	n := 0
	for _, q := range removed {
		done, err := c.Remove(q)
		if err != nil {
			return n, err
		}
		if done {
			n++
		}
	}
	for _, q := range added {
		done, err := c.Add(q)
		if err != nil {
			return n, fmt.Errorf("add %v: %w", q, err)
		}
		if done {
			n++
		}
	}
	return n, nil
}

func (c embeddedChange) post(removed, added []fulltext.Posting) error {
	for _, p := range removed {
		if err := c.RemovePosting(byte(p.List), p.Term, p.Doc); err != nil {
			return err
		}
	}
	for _, p := range added {
		if err := c.SetPosting(byte(p.List), p.Term, p.Doc, []byte(p.Value)); err != nil {
			return err
		}
	}
	return nil
}

func (c embeddedChange) clearPostings() error { return c.ClearPostings() }

func (c embeddedChange) setNote(name, text string) error { return c.SetNote(name, text) }

type embeddedView struct{ *index.Snapshot }

func (v embeddedView) edges(node quad.Value, d quad.Direction, want func(quad.Value) bool, yield func(quad.Quad) error) error {
	return v.Edges(node, d, want, yield)
}

func (v embeddedView) Postings(list fulltext.List, term string) (fulltext.Cursor, error) {
	return v.Snapshot.Postings(byte(list), term)
}

func (v embeddedView) Terms(list fulltext.List, prefix string, yield func(string) bool) error {
	return v.Snapshot.Terms(byte(list), prefix, yield)
}

func (v embeddedView) posting(p fulltext.Posting) (string, bool, error) {
	value, ok, err := v.Posting(byte(p.List), p.Term, p.Doc)
	return string(value), ok, err
}

func (v embeddedView) countPostings() (int64, error) { return v.CountPostings() }

func (v embeddedView) note(name string) (string, error) { return v.Note(name) }

func (v embeddedView) size() (nodes, quads int64) { return v.Size() }

func (v embeddedView) quadStore(ctx context.Context) quadStore { return v.Graph(ctx) }

func (v embeddedView) close() { v.Snapshot.Close() }

// problems asks the index to compare its orders, dictionary and counts.
func (v embeddedView) problems(ctx context.Context) ([]Problem, error) {
	found, err := v.Check(ctx)
	out := make([]Problem, len(found))
	for i, f := range found {
		out[i] = Problem{"index", f}
	}
	return out, err
}
