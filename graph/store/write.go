package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/index"
)

// Put makes the quads the article's graph, in place of what was there, and derives, in one durable transaction.
func (s *Store) Put(ctx context.Context, article quad.IRI, quads []quad.Quad) error {
	return durable(s.Apply(ctx, article, quads))
}

// Apply is Put without waiting for the disk: readers see the article at once, stored waits until it is durable. Articles that are applied one
// after the other become durable together, which matters where a disk takes its time to sync.
func (s *Store) Apply(ctx context.Context, article quad.IRI, quads []quad.Quad) (stored func() error, err error) {
	if !graph.IsArticle(article) {
		return nil, fmt.Errorf("put %v: %w: not an article's IRI", article, ErrValue)
	}
	quads, err = canonical(quads, article)
	if err != nil {
		return nil, fmt.Errorf("put %v: %w", article, err)
	}
	synced, err := s.apply(ctx, s.deriving(ctx, func(c change) (removed, added []quad.Quad, err error) {
		old, err := collect(c, graph.Pattern{L: article})
		removed, added = difference(old, quads)
		return removed, added, err
	}))
	if err != nil {
		return nil, fmt.Errorf("put %v: %w", article, err)
	}
	return func() error {
		if err := synced(); err != nil {
			return fmt.Errorf("put %v: %w", article, err)
		}
		return nil
	}, nil
}

// Remove takes an article or a foreign graph out of the store. It is ErrNotFound if there is none with that label.
func (s *Store) Remove(ctx context.Context, label quad.IRI) error {
	if label == graph.Derived || label == graph.Corrections {
		return fmt.Errorf("remove %v: %w: this layer cannot be removed", label, ErrValue)
	}
	err := s.change(ctx, func(c change) (removed, added []quad.Quad, err error) {
		removed, err = collect(c, graph.Pattern{L: label})
		if err == nil && len(removed) == 0 {
			err = ErrNotFound
		}
		return removed, nil, err
	})
	if err != nil {
		return fmt.Errorf("remove %v: %w", label, err)
	}
	return nil
}

// Correct appends to the layer of corrections and derives, in one durable transaction.
func (s *Store) Correct(ctx context.Context, quads []quad.Quad) error {
	quads, err := canonical(quads, graph.Corrections)
	if err != nil {
		return fmt.Errorf("correct: %w", err)
	}
	err = s.change(ctx, func(c change) (removed, added []quad.Quad, err error) {
		old, err := collect(c, graph.Pattern{L: graph.Corrections})
		_, added = difference(old, quads)
		return nil, added, err
	})
	if err != nil {
		return fmt.Errorf("correct: %w", err)
	}
	return nil
}

// Amend makes the correction that somebody wishes, appends it and derives, in one durable transaction. It is a *correct.Refusal or a
// *naming.Error where the graph has nothing that the wish could mean.
func (s *Store) Amend(ctx context.Context, w correct.Wish) (e correct.Entry, err error) {
	err = s.change(ctx, func(c change) (removed, added []quad.Quad, err error) {
		if e, err = correct.Compose(c, w); err != nil {
			return nil, nil, err
		}
		if added, err = correct.Quads(e.Correction); err != nil {
			return nil, nil, err
		}
		added, err = canonical(added, graph.Corrections)
		return nil, added, err
	})
	if err != nil {
		return correct.Entry{}, fmt.Errorf("correct: %w", err)
	}
	return e, nil
}

// Corrections lists the log, the newest entry first.
func (s *Store) Corrections(ctx context.Context) ([]correct.Entry, error) {
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	return correct.Log(reading{ctx, v})
}

// reading is a view for as long as a context holds.
type reading struct {
	ctx context.Context
	view
}

func (r reading) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	return r.view.Quads(p, func(q quad.Quad) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		return yield(q)
	})
}

// change applies what fn wants changed in layers 1 and 2 and what follows from it in layer 3.
func (s *Store) change(ctx context.Context, fn func(change) (removed, added []quad.Quad, err error)) error {
	return s.transact(ctx, s.deriving(ctx, fn))
}

func (s *Store) deriving(ctx context.Context, fn func(change) (removed, added []quad.Quad, err error)) func(change) error {
	return func(c change) error {
		removed, added, err := fn(c)
		if err != nil || len(removed)+len(added) == 0 {
			return err
		}
		if _, err := c.apply(removed, added); err != nil {
			return err
		}
		del, add, err := s.deriver.Update(c, removed, added)
		if err != nil {
			return fmt.Errorf("derive: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err = c.apply(del, add); err != nil {
			return err
		}
		return s.index(c, slices.Concat(removed, del), slices.Concat(added, add))
	}
}

// transact changes the graph and waits until the change is durable.
func (s *Store) transact(ctx context.Context, fn func(change) error) error {
	return durable(s.apply(ctx, fn))
}

func durable(stored func() error, err error) error {
	if err != nil {
		return err
	}
	return stored()
}

// apply lets one writer at a time change the graph; many may wait for the disk.
func (s *Store) apply(ctx context.Context, fn func(change) error) (stored func() error, err error) {
	if s.opts.ReadOnly {
		return nil, ErrReadOnly
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.state.RLock()
	closed := s.closed
	s.state.RUnlock()
	if closed {
		return nil, ErrClosed
	}
	return s.engine.change(ctx, fn)
}

// canonical gives quads their stored form and sees that all bear the label.
func canonical(quads []quad.Quad, label quad.IRI) ([]quad.Quad, error) {
	out := make([]quad.Quad, len(quads))
	for i, q := range quads {
		if q.Label != label {
			return nil, fmt.Errorf("quad %v has label %v: %w", q, q.Label, ErrValue)
		}
		var err error
		if out[i], err = stored(q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// stored gives a quad its stored form and refuses what no RDF format could write.
func stored(q quad.Quad) (quad.Quad, error) {
	if _, ok := q.Predicate.(quad.IRI); !ok {
		return q, fmt.Errorf("quad %v: the predicate is no IRI: %w", q, ErrValue)
	}
	if _, ok := q.Subject.(quad.Identifier); !ok {
		return q, fmt.Errorf("quad %v: the subject is a literal: %w", q, ErrValue)
	}
	if _, ok := q.Label.(quad.Identifier); !ok {
		return q, fmt.Errorf("quad %v: the label is a literal: %w", q, ErrValue)
	}
	return index.Canonical(q)
}
