package store

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A Problem is a disagreement that Check found.
type Problem struct {
	Where string // which structure or layer
	What  string
}

func (p Problem) String() string { return p.Where + ": " + p.What }

// maxNamed is how many quads of one kind Check names; it counts the others.
const maxNamed = 10

// Check compares everything that the store keeps twice: the backend's indexes, dictionary and counts with each other, the
// derived layer with what the other layers say, and the full-text index with the articles. No problems means that they agree; an error means that it could not tell.
func (s *Store) Check(ctx context.Context) ([]Problem, error) {
	s.writer.Lock() // indexes and derived layer are to be read in the same state
	defer s.writer.Unlock()
	v, err := s.view(ctx)
	if err != nil {
		return nil, err
	}
	defer v.close()
	out, err := v.problems(ctx)
	if err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	whole, err := s.deriver.Whole(v)
	if err != nil {
		return nil, fmt.Errorf("check: derive: %w", err)
	}
	old, err := collect(v, graph.Pattern{L: graph.Derived})
	if err != nil {
		return nil, fmt.Errorf("check: %w", err)
	}
	extra, missing := difference(old, whole)
	out = append(out, named("derived", "follows from no article and no correction", extra)...)
	out = append(out, named("derived", "is missing", missing)...)
	text, err := s.textProblems(ctx, v)
	if err != nil {
		return nil, fmt.Errorf("check: full text: %w", err)
	}
	return append(out, text...), ctx.Err()
}

func named(where, what string, quads []quad.Quad) []Problem {
	var out []Problem
	for i, q := range quads {
		if i == maxNamed {
			out = append(out, Problem{where, fmt.Sprintf("and %d more: %s", len(quads)-i, what)})
			break
		}
		out = append(out, Problem{where, q.NQuad() + " " + what})
	}
	return out
}
