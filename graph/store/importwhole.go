package store

import (
	"context"
	"errors"
	"io"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/index"
)

// importingNote is what the note says of a store while the first quads it gets are imported. Whoever opens it for writing and finds that,
// empties it: the import was cut short.
const importingNote = "an import"

// ErrHalf says that a store cannot be read, because the import that made it was cut short.
var ErrHalf = errors.New("an import into the store was cut short")

// importFirst imports into an empty store. There the quads need not be held in memory until all are read: what is in the store before its
// note says that it is whole, nobody has seen, and it goes again if anything fails.
func (s *Store) importFirst(ctx context.Context, db *index.DB, next func() (quad.Quad, error)) (r ImportReport, err error) {
	note := func(text string) error {
		return durable(s.engine.change(ctx, func(c change) error { return c.setNote(stampNote, text) }))
	}
	if err := note(importingNote); err != nil {
		return r, err
	}
	defer func() {
		if err != nil {
			ctx = context.WithoutCancel(ctx)
			r, err = ImportReport{}, errors.Join(err, db.Clear(), note(stamp()))
		}
	}()
	articles := map[quad.Value]bool{}
	if r.Added, err = db.Load(ctx, func() (quad.Quad, error) { return r.next(articles, next) }); err != nil {
		return r, err
	}
	r.Articles = len(articles)
	if err := s.loadDerived(ctx, db); err != nil {
		return r, err
	}
	if err := s.repostWith(ctx, func(fn func(change) error) error { return durable(s.engine.change(ctx, fn)) }); err != nil {
		return r, err
	}
	return r, note(stamp())
}

// next is the next quad that is kept, in its stored form and counted.
func (r *ImportReport) next(articles map[quad.Value]bool, next func() (quad.Quad, error)) (quad.Quad, error) {
	for {
		q, err := next()
		if err != nil {
			return q, err
		}
		r.Read++
		if q.Label == quad.Value(graph.Derived) {
			r.Derived++
			continue
		}
		if q, err = r.layer(q); err != nil {
			return q, placeOf(r.Read, err)
		}
		if graph.IsArticle(q.Label) {
			articles[q.Label] = true
		}
		return q, nil
	}
}

func (s *Store) loadDerived(ctx context.Context, db *index.DB) error {
	v, err := s.engine.view()
	if err != nil {
		return err
	}
	whole, err := s.deriver.Whole(reading{ctx, v})
	v.close()
	if err != nil {
		return err
	}
	_, err = db.Load(ctx, func() (q quad.Quad, err error) {
		if len(whole) == 0 {
			return q, io.EOF
		}
		q, whole = whole[0], whole[1:]
		return q, nil
	})
	return err
}
