package explore_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/query/explore"
)

// quads is a graph in memory, in whatever order it was written.
type quads []quad.Quad

func (g quads) Out(ctx context.Context, n quad.Value, yield func(quad.Quad) error) error {
	return g.Quads(ctx, graph.Pattern{S: n}, yield)
}

func (g quads) In(ctx context.Context, n quad.Value, yield func(quad.Quad) error) error {
	return g.Quads(ctx, graph.Pattern{O: n}, yield)
}

func (g quads) Quads(ctx context.Context, p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range g {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

// edges reads lines such as "a rel:meets b".
func edges(lines ...string) quads {
	var g quads
	for _, l := range lines {
		f := strings.Fields(l)
		g = append(g, quad.Quad{Subject: quad.IRI(f[0]), Predicate: quad.IRI(f[1]), Object: quad.IRI(f[2]), Label: graph.Derived})
	}
	return g
}

func show(path []explore.Step) string {
	var b strings.Builder
	for _, s := range path {
		arrow := map[bool]string{true: "-%s:%s-> ", false: "<-%s:%s- "}[s.Forward]
		fmt.Fprintf(&b, "%s "+arrow, string(s.From.(quad.IRI)), s.Tier, s.Relation)
	}
	if len(path) > 0 {
		b.WriteString(string(path[len(path)-1].To.(quad.IRI)))
	}
	return b.String()
}

func shown(found explore.Paths) (out []string) {
	for _, p := range found.Paths {
		out = append(out, show(p.Steps))
	}
	return out
}

func iris(names ...string) (out []quad.IRI) {
	for _, n := range names {
		out = append(out, quad.IRI(n))
	}
	return out
}

// failing is a graph that cannot be read.
type failing struct{ err error }

func (f failing) Out(context.Context, quad.Value, func(quad.Quad) error) error { return f.err }
func (f failing) In(context.Context, quad.Value, func(quad.Quad) error) error  { return f.err }
