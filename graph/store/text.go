package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/derive"
	"newsgraph/graph/fulltext"
)

// ErrNoText says that the full-text index is not there or of another version. Opening the store for writing builds it.
var ErrNoText = errors.New("the store has no full-text index of this version")

// stampNote is where the store keeps by which rules the derived layer and the postings were made. It is taken away while they are
// made anew, so that a process that is killed meanwhile leaves the work to the next one.
const stampNote = "made by"

func stamp() string { return fmt.Sprintf("derive %d, text %d", derive.Version, fulltext.Version) }

// upToDate sees, when a store is opened for writing, that what follows from the articles follows by the rules of this program.
func (s *Store) upToDate() error {
	v, err := s.engine.view()
	if err != nil {
		return err
	}
	_, quads := v.size()
	made, err := v.note(stampNote)
	v.close()
	switch {
	case err != nil || made == stamp():
		return err
	case made == importingNote:
		if err := s.empty(); err != nil {
			return err
		}
		return durable(s.engine.change(context.Background(), func(c change) error { return c.setNote(stampNote, stamp()) }))
	case quads == 0:
		return durable(s.engine.change(context.Background(), func(c change) error { return c.setNote(stampNote, stamp()) }))
	}
	if s.opts.Notice != nil {
		s.opts.Notice("another version wrote the store, or a repair was cut short: the derived layer and the full-text index are made anew")
	}
	return s.Repair(context.Background())
}

// empty takes out what an import that was cut short left.
func (s *Store) empty() error {
	if s.opts.Notice != nil {
		s.opts.Notice("an import into the store was cut short: it is empty again")
	}
	if e, ok := s.engine.(embedded); ok {
		return e.db.Clear()
	}
	return nil
}

// half is ErrHalf for a store that only opening it for writing makes whole.
func (s *Store) half() error {
	v, err := s.engine.view()
	if err != nil {
		return err
	}
	defer v.close()
	if made, err := v.note(stampNote); err != nil || made != importingNote {
		return err
	}
	return ErrHalf
}

// repairBatch is how many articles are indexed in one transaction.
const repairBatch = 200

// Repair makes the derived layer and the full-text index anew from articles and corrections. Articles that are put meanwhile are
// not lost; a repair that is cut short goes on when the store is opened for writing.
func (s *Store) Repair(ctx context.Context) error {
	err := s.transact(ctx, func(c change) error {
		if err := c.setNote(stampNote, ""); err != nil {
			return err
		}
		if err := c.clearPostings(); err != nil {
			return err
		}
		return s.rederive(ctx, c)
	})
	if err != nil {
		return fmt.Errorf("repair: %w", err)
	}
	if err := s.repost(ctx); err != nil {
		return fmt.Errorf("repair: %w", err)
	}
	return s.transact(ctx, func(c change) error { return c.setNote(stampNote, stamp()) })
}

func (s *Store) repost(ctx context.Context) error {
	return s.repostWith(ctx, func(fn func(change) error) error { return s.transact(ctx, fn) })
}

// repostWith makes the postings in several transactions, each made by change.
func (s *Store) repostWith(ctx context.Context, transact func(func(change) error) error) error {
	v, err := s.view(ctx)
	if err != nil {
		return err
	}
	all, err := fulltext.Indexed(reading{ctx, v})
	v.close()
	for len(all) > 0 && err == nil {
		n := min(repairBatch, len(all))
		err = transact(func(c change) error {
			return s.text.Read(c, all[:n], func(ps []fulltext.Posting) error { return c.post(nil, ps) })
		})
		all = all[n:]
	}
	return err
}

// index brings the postings in step with a change, in its transaction.
func (s *Store) index(c change, removed, added []quad.Quad) error {
	del, set, err := s.text.Delta(c, removed, added)
	if err != nil {
		return fmt.Errorf("full text: %w", err)
	}
	return c.post(del, set)
}

// textProblems compares the postings with what articles and names say.
func (s *Store) textProblems(ctx context.Context, v view) ([]Problem, error) {
	const where = "full text"
	if made, err := v.note(stampNote); err != nil || made != stamp() {
		return []Problem{{where, fmt.Sprintf("made by %q, this program makes %q", made, stamp())}}, err
	}
	all, err := fulltext.Indexed(reading{ctx, v})
	if err != nil {
		return nil, err
	}
	var out []Problem
	wanted := int64(0)
	missing, absent := 0, int64(0)
	err = s.text.Read(reading{ctx, v}, all, func(ps []fulltext.Posting) error {
		seen := map[fulltext.Posting]bool{}
		for _, p := range ps {
			if seen[p] {
				continue
			}
			seen[p] = true
			wanted++
			value, ok, err := v.posting(p)
			if err != nil {
				return err
			}
			if ok && value == p.Value {
				continue
			}
			if !ok {
				absent++
			}
			if missing++; missing <= maxNamed {
				out = append(out, Problem{where, fmt.Sprintf("%q of %s is missing or wrong", p.Term, p.Doc)})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	have, err := v.countPostings()
	if extra := have - (wanted - absent); extra > 0 {
		out = append(out, Problem{where, fmt.Sprintf("%d postings too many", extra)})
	}
	return out, err
}

// Search finds sentences and names by words, and sentences by the other names.
func (s *Snapshot) Search(ctx context.Context, text string, others []string, b fulltext.Bounds) (fulltext.Result, error) {
	if made, err := s.v.note(stampNote); err != nil {
		return fulltext.Result{}, err
	} else if made != stamp() {
		return fulltext.Result{}, ErrNoText
	}
	return s.text.Search(ctx, reading{ctx, s.v}, s.v, text, others, b)
}

// rederive makes the derived layer what derive says it is.
func (s *Store) rederive(ctx context.Context, c change) error {
	whole, err := s.deriver.Whole(c)
	if err != nil {
		return fmt.Errorf("derive: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	old, err := collect(c, graph.Pattern{L: graph.Derived})
	if err != nil {
		return err
	}
	_, err = c.apply(difference(old, whole))
	return err
}
