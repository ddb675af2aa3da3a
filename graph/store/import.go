package store

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
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
// deriving leaves the store as it was. What is imported is held in memory until then, about 1 KB a quad.
//
// Article graphs replace those of the same articles, corrections are added, the derived layer is built anew, and everything
// else becomes a plain graph under its own label, so that export, import and export again give the same text.
func (s *Store) Import(ctx context.Context, next func() (quad.Quad, error)) (ImportReport, error) {
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
			return fmt.Errorf("quad %d: %w", i.report.Read, err)
		}
	}
}

// take sorts a quad into its layer.
func (i *importing) take(q quad.Quad) error {
	if q.Label == quad.Value(graph.Derived) {
		i.report.Derived++
		return nil
	}
	if q.Label == nil {
		q.Label = Foreign
		i.report.Unlabelled++
	}
	q, err := stored(q)
	if err != nil {
		return err
	}
	switch {
	case graph.IsArticle(q.Label):
		old, err := i.article(q.Label)
		if err != nil {
			return err
		}
		if _, known := old[q]; known {
			old[q] = true
			return nil
		}
	case q.Label == quad.Value(graph.Corrections):
		i.report.Corrections++
	default:
		i.report.Foreign++
	}
	if i.batch = append(i.batch, q); len(i.batch) >= importBatch {
		return i.flush()
	}
	return nil
}

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
