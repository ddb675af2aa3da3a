package explore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

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

func (g quads) Quads(_ context.Context, p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range g {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
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

func TestShortest(t *testing.T) {
	g := edges("a rel:meets b", "b rel:meets a", "b rel:supplies c", "d rel:attacks c", "a maybe:visits d", "a denied:aids d", "d disputed:aids e", "c ng:about a", "a schema:name z")
	for _, c := range []struct {
		name, from, to string
		o              explore.Options
		want           string
	}{
		{"over facts, against the arrow too", "a", "d", explore.Options{}, "a -rel:meets-> b -rel:supplies-> c <-rel:attacks- d"},
		{"over what may be, when asked", "a", "d", explore.Options{Tiers: graph.Tiers()}, "a -maybe:visits-> d"},
		{"over disputed facts", "e", "c", explore.Options{}, "e <-disputed:aids- d -rel:attacks-> c"},
		{"with the arrows only", "a", "c", explore.Options{Directed: true}, "a -rel:meets-> b -rel:supplies-> c"},
		{"over some relations only", "b", "c", explore.Options{Relations: []string{"supplies"}}, "b -rel:supplies-> c"},
		{"from a node to itself", "a", "a", explore.Options{}, ""},
	} {
		got, err := explore.Shortest(t.Context(), g, quad.IRI(c.from), quad.IRI(c.to), c.o)
		if err != nil || show(got) != c.want {
			t.Errorf("%s: %q, %v; want %q", c.name, show(got), err, c.want)
		}
	}
	for name, o := range map[string]explore.Options{"against the arrows": {Directed: true}, "without the relation": {Relations: []string{"meets"}}, "firm facts only": {Tiers: []string{graph.TierRel}}} {
		if path, err := explore.Shortest(t.Context(), g, quad.IRI("e"), quad.IRI("a"), o); !errors.Is(err, explore.ErrNoPath) {
			t.Errorf("%s: %q, %v", name, show(path), err)
		}
	}
}

func TestLimitsNameThemselves(t *testing.T) {
	var lines []string
	for i := range 10 {
		lines = append(lines, fmt.Sprintf("n%d rel:meets n%d", i, i+1), fmt.Sprintf("n%d rel:meets x%d", i, i))
	}
	g := edges(lines...)
	for want, o := range map[string]explore.Options{"max hops of 3": {MaxHops: 3}, "max nodes of 5": {MaxNodes: 5, MaxHops: 20}, "timeout of 1ns": {Timeout: time.Nanosecond}} {
		_, err := explore.Shortest(t.Context(), g, quad.IRI("n0"), quad.IRI("n10"), o)
		if !errors.Is(err, explore.ErrLimit) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := explore.Shortest(ctx, g, quad.IRI("n0"), quad.IRI("n10"), explore.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled by the caller: %v", err)
	}
	broken := errors.New("broken")
	if _, err := explore.Shortest(t.Context(), failing{broken}, quad.IRI("n0"), quad.IRI("n10"), explore.Options{}); !errors.Is(err, broken) {
		t.Errorf("error of the graph: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Out(context.Context, quad.Value, func(quad.Quad) error) error { return f.err }
func (f failing) In(context.Context, quad.Value, func(quad.Quad) error) error  { return f.err }

// exhaustive tries every chain without a repeated node and keeps the best by the order that Shortest promises.
func exhaustive(g quads, from, to quad.Value, o explore.Options) (best []explore.Step) {
	var walk func(at quad.Value, path []explore.Step, seen []quad.Value)
	walk = func(at quad.Value, path []explore.Step, seen []quad.Value) {
		if at == to {
			if best == nil || rank(path, o) < rank(best, o) {
				best = slices.Clone(path)
			}
			return
		}
		if best != nil && len(path) >= len(best) {
			return
		}
		for _, q := range g {
			tier, rel, _ := graph.ParseShortcut(q.Predicate)
			if !slices.Contains(o.Tiers, tier) {
				continue
			}
			for _, st := range []explore.Step{{From: q.Subject, To: q.Object, Tier: tier, Relation: rel, Forward: true}, {From: q.Object, To: q.Subject, Tier: tier, Relation: rel}} {
				if st.From == at && !slices.Contains(seen, st.To) && (st.Forward || !o.Directed) {
					walk(st.To, append(slices.Clone(path), st), append(slices.Clone(seen), st.To))
				}
			}
		}
	}
	walk(from, nil, []quad.Value{from})
	return best
}

// rank writes a path so that a smaller text is a better path: length, then nodes, then the hops.
func rank(path []explore.Step, o explore.Options) string {
	var nodes, hops strings.Builder
	for _, s := range path {
		nodes.WriteString(quad.StringOf(s.To) + " ")
		fmt.Fprintf(&hops, "%d %v %s ", slices.Index(o.Tiers, s.Tier), !s.Forward, s.Relation)
	}
	return fmt.Sprintf("%03d %s %s", len(path), nodes.String(), hops.String())
}

func TestShortestAgreesWithAnExhaustiveSearch(t *testing.T) {
	found := 0
	for seed := range 600 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		nodes := 4 + r.IntN(5)
		node := func() quad.IRI { return quad.IRI(string(rune('a' + r.IntN(nodes)))) }
		var g quads
		for range nodes + r.IntN(nodes) {
			tier := []string{graph.TierRel, graph.TierRel, graph.TierDisputed, graph.TierMaybe}[r.IntN(4)]
			q := quad.Quad{Subject: node(), Predicate: graph.Shortcut(tier, []string{"meets", "aids"}[r.IntN(2)]), Object: node(), Label: graph.Derived}
			if !slices.Contains(g, q) {
				g = append(g, q)
			}
		}
		o := explore.Options{Tiers: [][]string{{graph.TierRel, graph.TierDisputed}, graph.Tiers()}[r.IntN(2)], Directed: r.IntN(3) == 0, MaxHops: 20}
		from, to := quad.IRI("a"), quad.IRI("b")
		want := exhaustive(g, from, to, o)
		for range 2 {
			got, err := explore.Shortest(t.Context(), g, from, to, o)
			if (err != nil) != (want == nil) || err != nil && !errors.Is(err, explore.ErrNoPath) {
				t.Fatalf("seed %d: %v, but the oracle finds %q", seed, err, show(want))
			}
			if diff := cmp.Diff(show(want), show(got)); diff != "" {
				t.Fatalf("seed %d: oracle -, search +\n%s", seed, diff)
			}
			r.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
		}
		if want != nil {
			found++
		}
	}
	if found < 200 || found > 590 {
		t.Errorf("%d of 600 graphs have a chain: too few or too many to tell", found)
	}
}
