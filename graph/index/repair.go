package index

import (
	"context"
	"fmt"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
)

// Repair mends what Cayley v0.7.7 does to a query. It puts a sound iterator in the place of the recursive one: asked
// for a node that it has not met yet, Cayley's searches on, but then answers with the tags of the node it was asked for before.
// It takes branches that turned out to be empty out of a union, which Cayley would build as if they were not. And it keeps the
// size that an exception is thought to have from falling below nothing, by which the planner would divide.
func Repair(s shape.Shape) (shape.Shape, bool) {
	var done bool
	mend := func(in shape.Shape) shape.Shape {
		if fmt.Sprintf("%T", in) != "path.iteratorBuilder" { // the type has no exported name and no other use
			return in
		}
		done = true
		return recursion{in}
	}
	switch t := s.(type) {
	case shape.Intersect:
		s = shape.Intersect(mendAll(t, mend))
	case shape.Union:
		out := slices.DeleteFunc(mendAll(t, mend), shape.IsNull)
		if len(out) == 0 {
			return nil, true
		}
		s, done = shape.Union(out), done || len(out) < len(t)
	case shape.Except:
		return rest{t}, true
	case shape.Quads:
		out := append(shape.Quads{}, t...)
		for i := range out {
			out[i].Values = mend(out[i].Values)
		}
		s = out
	case shape.Save:
		t.From = mend(t.From)
		s = t
	case shape.Filter:
		t.From = mend(t.From)
		s = t
	case shape.Unique:
		t.From = mend(t.From)
		s = t
	}
	return s, done
}

func mendAll(in []shape.Shape, mend func(shape.Shape) shape.Shape) []shape.Shape {
	out := make([]shape.Shape, len(in))
	for i := range in {
		out[i] = mend(in[i])
	}
	return out
}

// recursion is Cayley's recursive step with a look-up that can be trusted.
type recursion struct{ inner shape.Shape }

func (r recursion) Optimize(shape.Optimizer) (shape.Shape, bool) { return r, false }

func (r recursion) BuildIterator(qs cayley.QuadStore) cayley.Iterator {
	return cayley.AsLegacy(recursionShape{cayley.AsShape(r.inner.BuildIterator(qs))})
}

type recursionShape struct{ cayley.IteratorShape }

func (r recursionShape) Optimize(ctx context.Context) (cayley.IteratorShape, bool) {
	inner, ok := r.IteratorShape.Optimize(ctx)
	return recursionShape{inner}, ok
}

func (r recursionShape) Lookup() cayley.Index { return recursionIndex{r.IteratorShape.Lookup()} }

type recursionIndex struct{ cayley.Index }

// Contains asks twice: the second time the node is known, and with it its tags.
func (r recursionIndex) Contains(ctx context.Context, v cayley.Ref) bool {
	if !r.Index.Contains(ctx, v) {
		return false
	}
	return r.Index.Contains(ctx, v)
}

// rest is what an exception leaves.
type rest struct{ shape.Except }

func (r rest) Optimize(shape.Optimizer) (shape.Shape, bool) { return r, false }

func (r rest) BuildIterator(qs cayley.QuadStore) cayley.Iterator {
	return cayley.AsLegacy(restShape{cayley.AsShape(r.Except.BuildIterator(qs))})
}

type restShape struct{ cayley.IteratorShape }

func (r restShape) Optimize(ctx context.Context) (cayley.IteratorShape, bool) {
	inner, ok := r.IteratorShape.Optimize(ctx)
	return restShape{inner}, ok
}

func (r restShape) Stats(ctx context.Context) (cayley.IteratorCosts, error) {
	costs, err := r.IteratorShape.Stats(ctx)
	costs.Size.Size = max(costs.Size.Size, 0)
	return costs, err
}
