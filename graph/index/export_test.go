package index

import (
	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

// Recode writes a value and reads it back.
func Recode(v quad.Value) (quad.Value, error) {
	b, err := encode(v)
	if err != nil {
		return nil, err
	}
	return decode(b)
}

// Planned reports whether all of a path is a plan.
func Planned(qs cayley.QuadStore, s shape.Shape) bool {
	s, _ = shape.Optimize(s, qs)
	return shape.IsNull(s) || planOf(s) != nil
}
