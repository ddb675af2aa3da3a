package explore_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/query/explore"
)

func TestBetween(t *testing.T) {
	g := edges("a rel:meets b", "b rel:meets a", "b rel:supplies c", "d rel:attacks c", "a maybe:visits d", "a denied:aids d", "d disputed:aids e", "c ng:about a", "a schema:name z")
	for _, c := range []struct {
		name, from, to string
		o              explore.Options
		want           []string
		cut            string
	}{
		{"over facts, against the arrow too", "a", "d", explore.Options{}, []string{"a -rel:meets-> b -rel:supplies-> c <-rel:attacks- d"}, ""},
		{"over what may be, when asked", "a", "d", explore.Options{Walk: explore.Walk{Tiers: graph.Tiers()}}, []string{"a -maybe:visits-> d"}, ""},
		{"over disputed facts", "e", "c", explore.Options{}, []string{"e <-disputed:aids- d -rel:attacks-> c"}, ""},
		{"with the arrows only", "a", "c", explore.Options{Walk: explore.Walk{Directed: true}}, []string{"a -rel:meets-> b -rel:supplies-> c"}, ""},
		{"over some relations only", "b", "c", explore.Options{Walk: explore.Walk{Relations: []string{"supplies"}}}, []string{"b -rel:supplies-> c"}, ""},
		{"two chains, the longer one second", "a", "c", explore.Options{Count: 2, Walk: explore.Walk{Tiers: graph.Tiers()}}, []string{"a -rel:meets-> b -rel:supplies-> c", "a -maybe:visits-> d -rel:attacks-> c"}, ""},
		{"surest first", "a", "c", explore.Options{Count: 2, Order: explore.Sure, Walk: explore.Walk{Tiers: graph.Tiers()}}, []string{"a -rel:meets-> b -rel:supplies-> c", "a -maybe:visits-> d -rel:attacks-> c"}, ""},
		{"around a thing that is left out", "a", "c", explore.Options{Without: iris("b"), Walk: explore.Walk{Tiers: graph.Tiers()}}, []string{"a -maybe:visits-> d -rel:attacks-> c"}, ""},
		{"a thing that is left out may be an end", "a", "b", explore.Options{Without: iris("b", "a")}, []string{"a -rel:meets-> b"}, ""},
		{"around a thing with two neighbours", "a", "c", explore.Options{Hubs: 1}, nil, ""},
		{"over a thing with two neighbours", "a", "c", explore.Options{Hubs: 2}, []string{"a -rel:meets-> b -rel:supplies-> c"}, ""},
		{"no longer than allowed", "a", "d", explore.Options{MaxHops: 2}, nil, explore.CutHops},
		{"against the arrows", "e", "a", explore.Options{Walk: explore.Walk{Directed: true}}, nil, ""},
		{"without the relation", "e", "a", explore.Options{Walk: explore.Walk{Relations: []string{"meets"}}}, nil, ""},
		{"firm facts only", "e", "a", explore.Options{Walk: explore.Walk{Tiers: []string{graph.TierRel}}}, nil, ""},
	} {
		got, err := explore.Between(t.Context(), g, g, iris(c.from), iris(c.to), c.o)
		if diff := cmp.Diff(c.want, shown(got)); err != nil || diff != "" || got.Cut != c.cut {
			t.Errorf("%s: error %v, cut %q (-want +got):\n%s", c.name, err, got.Cut, diff)
		}
	}
}

func TestASetOfEndsIsJoinedByTheNearest(t *testing.T) {
	g := edges("a rel:meets x", "x rel:meets y", "y rel:meets c", "b rel:meets y", "a rel:meets b", "c rel:meets d")
	got, err := explore.Between(t.Context(), g, g, iris("a", "b"), iris("d", "c"), explore.Options{Count: 5})
	// Not a - b - y - c: b stands among the first things. Not b - y - c - d.
	want := []string{"b -rel:meets-> y -rel:meets-> c", "a -rel:meets-> x -rel:meets-> y -rel:meets-> c"}
	if diff := cmp.Diff(want, shown(got)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if _, err := explore.Between(t.Context(), g, g, iris("a", "b"), iris("b", "c"), explore.Options{}); !errors.Is(err, explore.ErrSame) {
		t.Errorf("one thing on both sides: %v", err)
	}
}

func TestCertaintyGrowsWithTierAndSources(t *testing.T) {
	for _, c := range []struct {
		tier    string
		sources int
		want    float64
	}{{graph.TierRel, 1, 0.7}, {graph.TierRel, 2, 0.91}, {graph.TierRel, 99, 0.99}, {graph.TierDisputed, 1, 0.35}, {graph.TierMaybe, 2, 0.2275}, {graph.TierDenied, 0, 0.035}} {
		if got := explore.Certainty(c.tier, c.sources); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s, %d sources: %v, want %v", c.tier, c.sources, got, c.want)
		}
	}
}

func TestASearchEnds(t *testing.T) {
	var lines []string
	for i := range 10 {
		lines = append(lines, fmt.Sprintf("n%d rel:meets n%d", i, i+1), fmt.Sprintf("n%d rel:meets x%d", i, i))
	}
	g := edges(lines...)
	for name, c := range map[string]struct {
		o     explore.Options
		cut   string
		found int
	}{"hops": {explore.Options{MaxHops: 3}, explore.CutHops, 0}, "frontier": {explore.Options{Frontier: 5, MaxHops: 20}, explore.CutFrontier, 0}, "none": {explore.Options{MaxHops: 10}, "", 1},
		"frontier behind the first chain": {explore.Options{Frontier: 21, MaxHops: 10, Count: 2}, explore.CutHops, 1}} {
		got, err := explore.Between(t.Context(), g, g, iris("n0"), iris("n10"), c.o)
		if err != nil || got.Cut != c.cut || len(got.Paths) != c.found {
			t.Errorf("%s: %d chains, cut %q, %v", name, len(got.Paths), got.Cut, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := explore.Between(ctx, g, g, iris("n0"), iris("n10"), explore.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled by the caller: %v", err)
	}
	broken := errors.New("broken")
	if _, err := explore.Between(t.Context(), failing{broken}, g, iris("n0"), iris("n10"), explore.Options{}); !errors.Is(err, broken) {
		t.Errorf("error of the graph: %v", err)
	}
	for _, f := range []explore.Filter{{Since: "gestern"}, {Since: "2024", Until: "2023"}} {
		if _, err := explore.Between(t.Context(), g, g, iris("n0"), iris("n10"), explore.Options{Walk: explore.Walk{Filter: f}}); !errors.Is(err, explore.ErrDate) {
			t.Errorf("%+v: %v", f, err)
		}
	}
}

// The cheap way to v has too many hops to go on from there as far as t; the dear one, found later, has not.
func TestAShorterWayThatIsFoundLaterCounts(t *testing.T) {
	lines := []string{"s rel:meets a1", "a1 rel:meets a2", "a2 rel:meets a3", "a3 rel:meets v", "s denied:meets x", "x rel:meets v", "v rel:meets b1", "b1 rel:meets b2", "b2 rel:meets b3", "b3 rel:meets t"}
	for i := range 12 {
		lines = append(lines, fmt.Sprintf("t rel:meets leaf%d", i))
	}
	g := edges(lines...)
	o := explore.Options{Order: explore.Sure, MaxHops: 6, Walk: explore.Walk{Tiers: graph.Tiers()}}
	got, err := explore.Between(t.Context(), g, g, iris("s"), iris("t"), o)
	if err != nil || len(got.Paths) != 1 || len(got.Paths[0].Steps) != 6 {
		t.Errorf("%q, cut %q, %v", shown(got), got.Cut, err)
	}
}

func TestOneGraphGivesOneAnswer(t *testing.T) {
	g := edges("a rel:meets b", "a rel:aids c", "b rel:meets d", "c rel:aids d", "a rel:meets e", "e rel:meets d")
	var first []string
	for i := range 20 {
		got, err := explore.Between(t.Context(), g, g, iris("a"), iris("d"), explore.Options{Count: 3})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = shown(got)
		}
		if !slices.Equal(first, shown(got)) {
			t.Errorf("%q, then %q", first, shown(got))
		}
		g[i%6], g[(i+1)%6] = g[(i+1)%6], g[i%6]
	}
}
