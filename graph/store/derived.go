package store

import (
	"github.com/cayleygraph/quad"

	"newsgraph/data"
	"newsgraph/graph/derive"
	"newsgraph/internal/ontology"
)

// deriver is graph/derive as the store uses it; tests put one in its place that fails.
type deriver interface {
	Whole(v derive.View) ([]quad.Quad, error)
	Update(v derive.View, removed, added []quad.Quad) (del, add []quad.Quad, err error)
}

// rules are those of the one ontology there is.
func rules() (deriver, error) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return nil, err
	}
	return derive.New(o), nil
}
