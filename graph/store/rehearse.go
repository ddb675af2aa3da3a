package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
)

// errRehearsed ends a change that is only tried.
var errRehearsed = errors.New("rehearsed")

// Rehearse is Amend without its effect: the correction that it would make, and what that would change in the derived layer. It holds
// writers up as long as Amend does.
func (s *Store) Rehearse(ctx context.Context, w correct.Wish) (e correct.Entry, removed, added []quad.Quad, err error) {
	err = s.transact(ctx, func(c change) error {
		if e, err = correct.Compose(c, w); err != nil {
			return err
		}
		quads, err := correct.Quads(e.Correction)
		if err != nil {
			return err
		}
		if quads, err = canonical(quads, graph.Corrections); err != nil {
			return err
		}
		if _, err = c.apply(nil, quads); err != nil {
			return err
		}
		if removed, added, err = s.deriver.Update(c, nil, quads); err != nil {
			return fmt.Errorf("derive: %w", err)
		}
		return errRehearsed
	})
	if !errors.Is(err, errRehearsed) {
		return correct.Entry{}, nil, nil, fmt.Errorf("correct: %w", err)
	}
	return e, removed, added, nil
}
