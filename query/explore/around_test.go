package explore_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/format"
	"newsgraph/query/explore"
)

// drawn writes a subgraph as lines: nodes, then edges.
func drawn(s format.Subgraph) string {
	var nodes, edges []string
	for _, n := range s.Nodes {
		nodes = append(nodes, string(n.IRI))
	}
	for _, e := range s.Edges {
		edges = append(edges, fmt.Sprintf("%s %s:%s %s", string(e.From), e.Tier, e.Relation, string(e.To)))
	}
	return strings.Join(nodes, " ") + " | " + strings.Join(edges, ", ")
}

func TestAround(t *testing.T) {
	g := edges("a rel:meets b", "b rel:meets a", "b rel:supplies c", "d rel:attacks c", "a maybe:visits d", "d disputed:aids e", "c ng:about a", "c rel:tests c", "a schema:name z")
	for _, c := range []struct {
		name, start string
		hops        int
		b           explore.Budget
		want        string
		left        int
	}{
		{"one hop, over facts", "a", 1, explore.Budget{}, "a b | a rel:meets b, b rel:meets a", 0},
		{"two hops, and what ends where it begins", "a", 2, explore.Budget{}, "a b c | a rel:meets b, b rel:meets a, b rel:supplies c, c rel:tests c", 0},
		{"against the arrows, over disputed facts", "e", 2, explore.Budget{}, "c d e | c rel:tests c, d rel:attacks c, d disputed:aids e", 0},
		{"over what may be, when asked", "a", 1, explore.Budget{Walk: explore.Walk{Tiers: graph.Tiers()}}, "a b d | a rel:meets b, a maybe:visits d, b rel:meets a", 0},
		{"over one relation", "b", 9, explore.Budget{Walk: explore.Walk{Relations: []string{"supplies"}}}, "b c | b rel:supplies c", 0},
		{"no hop", "c", 0, explore.Budget{}, "c | c rel:tests c", 0},
		{"two nodes: the firmer tier stays", "d", 1, explore.Budget{Nodes: 2}, "c d | c rel:tests c, d rel:attacks c", 1},
		{"two relations before one, a symmetric one counted once", "b", 1, explore.Budget{Nodes: 2}, "a b | a rel:meets b, b rel:meets a", 1},
		{"a place of which nothing is said", "q", 3, explore.Budget{}, "q | ", 0},
	} {
		got, err := explore.Around(t.Context(), g, g, iris(c.start), c.hops, c.b)
		if err != nil || drawn(got) != c.want || got.NodesLeft != c.left {
			t.Errorf("%s: %s, %d left, %v; want %s, %d left", c.name, drawn(got), got.NodesLeft, err, c.want, c.left)
		}
	}
	got, err := explore.Around(t.Context(), g, g, iris("d"), 9, explore.Budget{Edges: 2, Walk: explore.Walk{Tiers: graph.Tiers()}})
	if want := "a b c d e | a rel:meets b, b rel:meets a"; err != nil || drawn(got) != want || got.EdgesLeft != 5 {
		t.Errorf("two edges: %s, %d left, %v", drawn(got), got.EdgesLeft, err)
	}
}

func TestAroundEnds(t *testing.T) {
	g := edges("a rel:meets b", "a rel:meets c", "b rel:meets d")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := explore.Around(ctx, g, g, iris("a"), 3, explore.Budget{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled by the caller: %v", err)
	}
	if got, err := explore.Around(t.Context(), g, g, iris("a"), 3, explore.Budget{Frontier: 2}); err != nil || got.Cut != explore.CutFrontier {
		t.Errorf("a frontier of two: cut %q, %v", got.Cut, err)
	}
	broken := errors.New("broken")
	if _, err := explore.Around(t.Context(), failing{broken}, g, iris("a"), 3, explore.Budget{}); !errors.Is(err, broken) {
		t.Errorf("error of the graph: %v", err)
	}
	if _, err := explore.OfArticle(t.Context(), unreadable{broken}, graph.Article("1"), explore.Budget{}); !errors.Is(err, broken) {
		t.Errorf("error of the reader: %v", err)
	}
}

func TestAmongAndAlong(t *testing.T) {
	g := edges("a rel:meets b", "b rel:aids c", "c rel:attacks a", "c rel:meets d", "b maybe:aids d")
	got, err := explore.Among(t.Context(), g, g, iris("a", "c", "d", "a"), explore.Budget{})
	if want := "a c d | c rel:attacks a, c rel:meets d"; err != nil || drawn(got) != want {
		t.Errorf("among: %s, %v; want %s", drawn(got), err, want)
	}
	got, err = explore.Along(t.Context(), g, g, iris("b"), iris("d"), explore.Options{Count: 2}, explore.Budget{})
	if want := "a b c d | a rel:meets b, b rel:aids c, c rel:attacks a, c rel:meets d"; err != nil || drawn(got) != want {
		t.Errorf("along: %s, %v; want %s", drawn(got), err, want)
	}
	got, err = explore.Along(t.Context(), g, g, iris("b"), iris("d"), explore.Options{MaxHops: 1}, explore.Budget{})
	if want := "b d | "; err != nil || drawn(got) != want || got.Cut != explore.CutHops {
		t.Errorf("no chain: %s, cut %q, %v; want %s", drawn(got), got.Cut, err, want)
	}
}

type unreadable struct{ err error }

func (u unreadable) Quads(context.Context, graph.Pattern, func(quad.Quad) error) error { return u.err }

// reached walks every chain of some hops from a node, the plainest way there is.
func reached(g quads, from quad.Value, hops int, seen map[quad.Value]bool) {
	seen[from] = true
	if hops == 0 {
		return
	}
	for _, q := range g {
		if q.Subject == from {
			reached(g, q.Object, hops-1, seen)
		}
		if q.Object == from {
			reached(g, q.Subject, hops-1, seen)
		}
	}
}

func TestAroundAgreesWithAnExhaustiveWalk(t *testing.T) {
	cut := 0
	for seed := range 300 {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		var g quads
		for range 4 + r.IntN(14) {
			q := quad.Quad{Subject: quad.IRI(rune('a' + r.IntN(9))), Predicate: graph.Relation([]string{"meets", "aids"}[r.IntN(2)]), Object: quad.IRI(rune('a' + r.IntN(9))), Label: graph.Derived}
			if !slices.Contains(g, q) {
				g = append(g, q)
			}
		}
		hops, budget := r.IntN(4), 1+r.IntN(9)
		within := map[quad.Value]bool{}
		reached(g, quad.IRI("a"), hops, within)
		whole, err := explore.Around(t.Context(), g, g, iris("a"), hops, explore.Budget{})
		if err != nil {
			t.Fatal(err)
		}
		edges := 0
		for _, q := range g {
			if within[q.Subject] && within[q.Object] {
				edges++
			}
		}
		if len(whole.Nodes) != len(within) || len(whole.Edges) != edges || whole.NodesLeft != 0 {
			t.Fatalf("seed %d: %s; want %d nodes and %d edges", seed, drawn(whole), len(within), edges)
		}
		part, err := explore.Around(t.Context(), g, g, iris("a"), hops, explore.Budget{Nodes: budget})
		if err != nil {
			t.Fatal(err)
		}
		r.Shuffle(len(g), func(i, j int) { g[i], g[j] = g[j], g[i] })
		again, err := explore.Around(t.Context(), g, g, iris("a"), hops, explore.Budget{Nodes: budget})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(part, again); diff != "" {
			t.Fatalf("seed %d: the order of the graph counts\n%s", seed, diff)
		}
		if len(part.Nodes) != min(budget, len(within)) || (part.NodesLeft > 0) != (budget < len(within)) || !slices.ContainsFunc(part.Nodes, func(n format.Node) bool { return n.IRI == "a" }) {
			t.Fatalf("seed %d: %s, %d left, with %d of %d nodes", seed, drawn(part), part.NodesLeft, budget, len(within))
		}
		if part.NodesLeft > 0 {
			cut++
		}
	}
	if cut < 50 {
		t.Errorf("only %d budgets cut anything", cut)
	}
}

func TestASubgraphTellsNamesAndSentences(t *testing.T) {
	g := library(t)
	around, err := explore.Around(t.Context(), g, g, []quad.IRI{graph.Entity("russland")}, 1, explore.Budget{})
	if err != nil {
		t.Fatal(err)
	}
	north := format.Node{IRI: graph.Entity("nordkorea"), Name: "Nordkorea", Type: "State", Wikidata: "Q423", Aliases: []string{"Pjöngjang"}}
	russia := format.Node{IRI: graph.Entity("russland"), Name: "Russland", Type: "State", Wikidata: "Q159"}
	if diff := cmp.Diff([]format.Node{north, russia}, around.Nodes); diff != "" {
		t.Errorf("nodes: want -, got +\n%s", diff)
	}
	want := format.Edge{From: north.IRI, To: russia.IRI, Relation: "supplies", Tier: "disputed", Sources: 2, First: "2023-08", Last: "2023-09-12",
		Statements: around.Edges[0].Statements, Claims: []quad.IRI{"art:1#c-1", "art:2#c-1", "art:3#c-1"},
		Proof: format.Proof{Sentence: "Nordkorea liefert Munition.", Modality: "actual", Polarity: "positive", Date: "2023-08", Goods: []string{"Munition"}, Quantity: 2, Unit: "Züge",
			Article: graph.Article("1"), Title: "Lieferung", Published: "2023-09-10"}}
	if diff := cmp.Diff([]format.Edge{want}, around.Edges); diff != "" || len(want.Statements) != 1 {
		t.Errorf("edges: want -, got +\n%s", diff)
	}
	few, err := explore.Around(t.Context(), g, g, []quad.IRI{graph.Entity("russland")}, 1, explore.Budget{Claims: 1})
	if err != nil || len(few.Edges[0].Claims) != 1 || few.Edges[0].ClaimsLeft != 2 {
		t.Errorf("one claim: %v, %v", few.Edges, err)
	}
}

func TestOfArticle(t *testing.T) {
	g := library(t)
	got, err := explore.OfArticle(t.Context(), g, graph.Article("3"), explore.Budget{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "id:3/kim id:der-norden id:kim-jong-un id:kim-yo-jong id:munition id:nordkorea id:russland id:wladimir-putin | id:nordkorea disputed:supplies id:russland"; drawn(got) != want {
		t.Errorf("got %s\nwant %s", drawn(got), want)
	}
	e := got.Edges[0]
	if diff := cmp.Diff([]quad.IRI{"art:3#c-1"}, e.Claims); diff != "" || e.Sentence != "Nordkorea liefere nichts, sagte Putin." || e.Polarity != "negative" || e.Sources != 2 || len(e.Speakers) != 1 {
		t.Errorf("its own claim: %+v", e)
	}
	if got, err = explore.OfArticle(t.Context(), g, graph.Article("3"), explore.Budget{Nodes: 2}); err != nil || drawn(got) != "id:nordkorea id:russland | id:nordkorea disputed:supplies id:russland" || got.NodesLeft != 6 {
		t.Errorf("two nodes: %s, %d left, %v", drawn(got), got.NodesLeft, err)
	}
	if got, err = explore.OfArticle(t.Context(), g, graph.Article("3"), explore.Budget{Walk: explore.Walk{Tiers: []string{graph.TierRel}}}); err != nil || len(got.Edges) != 0 {
		t.Errorf("facts only: %s, %v", drawn(got), err)
	}
	if got, err = explore.OfArticle(t.Context(), g, graph.Article("4"), explore.Budget{}); err != nil || len(got.Nodes)+len(got.Edges)+len(got.Articles) != 0 {
		t.Errorf("an article that is not there: %+v, %v", got, err)
	}
}

func behind(t *testing.T, g quads, s format.Subgraph) []quad.Quad {
	t.Helper()
	var out []quad.Quad
	for q, err := range explore.Behind(t.Context(), g, s) {
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(out, q) {
			t.Errorf("twice: %v", q)
		}
		if !slices.Contains(g, q) {
			t.Errorf("not in the graph: %v", q)
		}
		out = append(out, q)
	}
	return out
}

func TestBehindStandsWhatASubgraphRestsOn(t *testing.T) {
	g := library(t)
	around, err := explore.Around(t.Context(), g, g, []quad.IRI{graph.Entity("russland")}, 1, explore.Budget{})
	if err != nil {
		t.Fatal(err)
	}
	qs := quads(behind(t, g, around))
	hop, err := explore.Explain(t.Context(), qs, explore.Step{From: graph.Entity("nordkorea"), To: graph.Entity("russland"), Tier: "disputed", Relation: "supplies", Forward: true}, 0)
	if err != nil {
		t.Fatal(err)
	}
	same, err := explore.Explain(t.Context(), g, hop.Step, 0)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(same, hop); diff != "" || len(hop.Claims) != 3 {
		t.Errorf("explained in the whole graph -, in what stands behind the part +\n%s", diff)
	}
	for _, q := range qs {
		if q.Predicate == quad.Value(graph.Signature) || q.Predicate == quad.Value(graph.NameRead) {
			t.Errorf("more than that: %v", q)
		}
	}
	one, err := explore.OfArticle(t.Context(), g, graph.Article("3"), explore.Budget{})
	if err != nil {
		t.Fatal(err)
	}
	all := behind(t, g, one)
	for _, q := range g {
		if q.Label == quad.Value(graph.Article("3")) && !slices.Contains(all, q) {
			t.Errorf("missing of the article: %v", q)
		}
	}
}

func TestBehindEndsEarlyAndTellsErrors(t *testing.T) {
	g := library(t)
	s, err := explore.Around(t.Context(), g, g, []quad.IRI{graph.Entity("russland")}, 1, explore.Budget{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range explore.Behind(t.Context(), g, s) {
		if n++; n == 3 {
			break
		}
	}
	broken := errors.New("broken")
	var got error
	for _, err := range explore.Behind(t.Context(), unreadable{broken}, s) {
		got = err
	}
	if n != 3 || !errors.Is(got, broken) {
		t.Errorf("%d quads, then %v", n, got)
	}
}
