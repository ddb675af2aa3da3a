package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
	"newsgraph/graph/index"
)

// An ImportReport counts what an import read and what became of it.
type ImportReport struct {
	Read        int `json:"read"`        // quads
	Articles    int `json:"articles"`    // article graphs, each in place of what the store had of the article
	Corrections int `json:"corrections"` // quads of the corrections layer, added to those there are
	Derived     int `json:"derived"`     // quads passed over, because the derived layer is built anew
	Foreign     int `json:"foreign"`     // quads that are neither: stored as plain graphs of their own
	Unlabelled  int `json:"unlabelled"`  // of the foreign ones, those that had no label and were given Foreign
	Added       int `json:"added"`       // quads of all these layers that the store did not have
	Removed     int `json:"removed"`     // quads of replaced articles that are gone
}

// Import takes quads until next gives io.EOF, in one durable transaction: an error of next (a broken line), of a quad or of
// deriving leaves the store as it was. What is imported is held in memory until then, about 1 KB a quad, unless the store is empty.
//
// Article graphs replace those of the same articles, corrections are added, the derived layer is built anew, and everything
// else becomes a plain graph under its own label, so that export, import and export again give the same text.
func (s *Store) Import(ctx context.Context, next func() (quad.Quad, error)) (ImportReport, error) {
	if db, err := s.emptyIndex(ctx); err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	} else if db != nil {
		defer s.writer.Unlock()
		r, err := s.importFirst(ctx, db, next)
		if err != nil {
			err = fmt.Errorf("import: %w", err)
		}
		return r, err
	}
	var r ImportReport
	err := s.transact(ctx, func(c change) error {
		i := importing{change: c, report: &r, replaced: map[quad.Value]map[quad.Quad]bool{}}
		if err := i.read(ctx, next); err != nil {
			return err
		}
		if err := i.finish(); err != nil {
			return err
		}
		if r.Added+r.Removed == 0 {
			return nil
		}
		return s.rebuild(ctx, c)
	})
	if err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	return r, nil
}

// emptyIndex gives the index of a store in which nothing is, with the right to write; nil if the store is another.
func (s *Store) emptyIndex(ctx context.Context) (*index.DB, error) {
	e, ok := s.engine.(embedded)
	if !ok || s.opts.ReadOnly {
		return nil, nil
	}
	s.writer.Lock()
	v, err := s.view(ctx)
	if err == nil {
		defer v.close()
		if _, quads := v.size(); quads == 0 {
			return e.db, nil
		}
	}
	s.writer.Unlock()
	return nil, err
}

// rebuild makes anew what follows from all articles: the derived layer and the postings.
func (s *Store) rebuild(ctx context.Context, c change) error {
	if err := s.rederive(ctx, c); err != nil {
		return err
	}
	if err := c.clearPostings(); err != nil {
		return err
	}
	all, err := fulltext.Indexed(c)
	if err != nil {
		return err
	}
	return s.text.Read(c, all, func(ps []fulltext.Posting) error { return errors.Join(ctx.Err(), c.post(nil, ps)) })
}

// importing is one import on its way.
type importing struct {
	change
	report   *ImportReport
	replaced map[quad.Value]map[quad.Quad]bool // what the store has of each article seen, true once it came again
	batch    []quad.Quad
}

// importBatch is how many quads are looked up and applied at once.
const importBatch = 10_000

func (i *importing) read(ctx context.Context, next func() (quad.Quad, error)) error {
	for {
		q, err := next()
		if errors.Is(err, io.EOF) {
			return i.flush()
		}
		if err != nil {
			return err
		}
		i.report.Read++
		if i.report.Read%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := i.take(q); err != nil {
			return placeOf(i.report.Read, err)
		}
	}
}

// take sorts a quad into its layer.
func (i *importing) take(q quad.Quad) error {
	if q.Label == quad.Value(graph.Derived) {
		i.report.Derived++
		return nil
	}
	q, err := i.report.layer(q)
	if err != nil {
		return err
	}
	if graph.IsArticle(q.Label) {
		old, err := i.article(q.Label)
		if err != nil {
			return err
		}
		if _, known := old[q]; known {
			old[q] = true
			return nil
		}
	}
	if i.batch = append(i.batch, q); len(i.batch) >= importBatch {
		return i.flush()
	}
	return nil
}

// layer gives a quad its label and its stored form, and counts where it goes.
func (r *ImportReport) layer(q quad.Quad) (quad.Quad, error) {
	if q.Label == nil {
		q.Label = Foreign
		r.Unlabelled++
	}
	q, err := stored(q)
	switch {
	case err != nil || graph.IsArticle(q.Label):
	case q.Label == quad.Value(graph.Corrections):
		r.Corrections++
	default:
		r.Foreign++
	}
	return q, err
}

func placeOf(n int, err error) error { return fmt.Errorf("quad %d: %w", n, err) }

// article is what the store has of an article before the import.
func (i *importing) article(label quad.Value) (map[quad.Quad]bool, error) {
	old, seen := i.replaced[label]
	if seen {
		return old, nil
	}
	i.report.Articles++
	old = map[quad.Quad]bool{}
	i.replaced[label] = old
	return old, i.Quads(graph.Pattern{L: label}, func(q quad.Quad) error {
		old[q] = false
		return nil
	})
}

func (i *importing) flush() error {
	n, err := i.apply(nil, i.batch)
	i.report.Added += n
	i.batch = i.batch[:0]
	return err
}

// finish removes what the imported graphs of articles no longer say.
func (i *importing) finish() error {
	var gone []quad.Quad
	for _, old := range i.replaced {
		for q, again := range old {
			if !again {
				gone = append(gone, q)
			}
		}
	}
	n, err := i.apply(gone, nil)
	i.report.Removed = n
	return err
}
