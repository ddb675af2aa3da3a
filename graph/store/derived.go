package store

import (
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// deriver is graph/derive as the store uses it; tests put another in its place.
type deriver interface {
	whole(v base) ([]quad.Quad, error)
	update(v base, removed, added []quad.Quad) (del, add []quad.Quad, err error)
}

// base is what deriving reads.
type base interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
}

type derived struct{}

func (derived) whole(base) ([]quad.Quad, error) { return nil, nil }

func (derived) update(base, []quad.Quad, []quad.Quad) (del, add []quad.Quad, err error) {
	return nil, nil, nil
}
