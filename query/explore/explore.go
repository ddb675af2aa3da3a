// Package explore walks the derived graph: it finds shortest chains between two entities, explains every hop with its claims and
// sentences, resolves the names that people type, and cuts out what lies around an entity or what an article says, as a Subgraph
// that package graph/format writes. For example, a chain from Kim Jong-un to Russland is
// Kim Jong-un -meets-> Wladimir Putin -hasRole-> Russland.
//
// It searches over an interface of two methods and reads quads through one more; it knows no store and parses no query.
package explore

import (
	"context"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A Graph is what a search walks on: the shortcuts of the derived layer (predicates rel:, disputed:, maybe:, denied:), each once
// and in any order. Other quads that it yields are passed over. An error of yield stops the walk and is returned as it is.
type Graph interface {
	Out(ctx context.Context, node quad.Value, yield func(quad.Quad) error) error // shortcuts whose subject is node
	In(ctx context.Context, node quad.Value, yield func(quad.Quad) error) error  // shortcuts whose object is node
}

// A Reader looks quads up by pattern; it explains hops and resolves names.
type Reader interface {
	Quads(ctx context.Context, p graph.Pattern, yield func(quad.Quad) error) error
}
