package explore_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/data"
	"newsgraph/graph"
	"newsgraph/graph/derive"
	"newsgraph/internal/ontology"
	"newsgraph/query/explore"
)

// met is a graph of n people, each of whom met the next ones, in articles of their own.
func met(t *testing.T, n int, pairs ...[2]int) quads {
	t.Helper()
	var g quads
	for i, p := range pairs {
		a := graph.Article(fmt.Sprintf("m%d", i))
		c, s := graph.Part(a, "c-1"), graph.Part(a, "s1")
		add := func(s quad.Value, p quad.IRI, o quad.Value) {
			g = append(g, quad.Quad{Subject: s, Predicate: p, Object: o, Label: a})
		}
		add(a, graph.Published, quad.String(fmt.Sprintf("2024-01-%02d", 1+i%28)))
		add(a, graph.Publisher, quad.String([]string{"Blatt", "Bote"}[i%2]))
		for _, k := range p {
			add(graph.Entity(fmt.Sprintf("p%02d", k)), graph.NameRead, quad.String(fmt.Sprintf("Person Nummer %02d", k)))
			add(graph.Entity(fmt.Sprintf("p%02d", k)), graph.TypeRead, graph.Class("Person"))
		}
		add(c, graph.ClaimSubject, graph.Entity(fmt.Sprintf("p%02d", p[0])))
		add(c, graph.ClaimObject, graph.Entity(fmt.Sprintf("p%02d", p[1])))
		add(c, graph.ClaimPredicate, graph.Relation([]string{"meets", "criticizes"}[i%2]))
		add(c, graph.Modality, quad.String("actual"))
		add(c, graph.Polarity, quad.String("positive"))
		add(c, graph.InArticle, a)
		add(c, graph.Evidence, s)
		add(c, graph.Confidence, quad.Float(float64(i%10)/10))
		add(s, graph.Surface, quad.String("Ein Satz."))
	}
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	derived, err := derive.New(o).Whole(view(g))
	if err != nil {
		t.Fatal(err)
	}
	return append(g, derived...)
}

// pages reads all statements that fit, so many at a time, and writes each in a line.
func pages(t *testing.T, g quads, sel explore.Selection, size int) (out []string) {
	t.Helper()
	for after := ""; ; {
		found, next, err := explore.Statements(t.Context(), g, sel, after, explore.Bounds{Statements: size, Claims: 1})
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > size || next != "" && len(found) != size {
			t.Errorf("%d statements in a page of %d, next %q", len(found), size, next)
		}
		for _, st := range found {
			if len(st.Claims) != 1 {
				t.Errorf("%v has %d claims", st.Statement, len(st.Claims))
			}
			out = append(out, fmt.Sprintf("%s %s %s %s %d", st.Subject, st.Relation, st.Object, st.Last, st.Sources))
		}
		if after = next; next == "" {
			return out
		}
	}
}

func TestStatementsInPagesAreThoseInOne(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	var pairs [][2]int
	for range 60 {
		if a, b := rnd.IntN(12), rnd.IntN(12); a != b {
			pairs = append(pairs, [2]int{a, b})
		}
	}
	g := met(t, 12, pairs...)
	for name, sel := range map[string]explore.Selection{
		"all": {}, "latest": {Order: explore.Latest}, "best": {Order: explore.Best}, "of a thing": {Entities: iris("id:p03")},
		"of two things": {Entities: iris("id:p03", "id:p04")}, "of a relation": {Relations: []string{"criticizes"}, Order: explore.Latest},
		"of a time": {Filter: explore.Filter{Since: "2024-01-10", Until: "2024-01-20"}}, "of a publisher": {Source: "BLATT"}, "sure": {Confidence: 0.5},
		"of an article": {Filter: explore.Filter{Articles: iris("art:m3", "art:m4")}}, "by two ends": {Subject: "id:p03", Object: "id:p05"},
	} {
		whole := pages(t, g, sel, 1000)
		for _, size := range []int{1, 3, 7} {
			if diff := gocmp.Diff(whole, pages(t, g, sel, size)); diff != "" {
				t.Errorf("%s in pages of %d:\n%s", name, size, diff)
			}
		}
		sorted := slices.IsSortedFunc(whole, func(a, b string) int { return strings.Compare(strings.Fields(b)[7], strings.Fields(a)[7]) })
		if sel.Order == explore.Latest && !sorted {
			t.Errorf("%s: %q", name, whole)
		}
	}
}

func TestStatementsFitWhatIsAskedFor(t *testing.T) {
	g := met(t, 5, [2]int{1, 2}, [2]int{1, 3}, [2]int{2, 1}, [2]int{4, 1}) // meets, criticizes, meets, criticizes
	for name, c := range map[string]struct {
		sel  explore.Selection
		want int
	}{
		"all": {explore.Selection{}, 3}, "a thing": {explore.Selection{Entities: iris("id:p01")}, 3}, "another": {explore.Selection{Entities: iris("id:p03")}, 1},
		"nobody": {explore.Selection{Entities: iris("id:p09")}, 0}, "a relation": {explore.Selection{Relations: []string{"meets"}}, 1},
		"a symmetric relation from its object": {explore.Selection{Subject: "id:p02", Object: "id:p01"}, 1},
		"another relation from its object":     {explore.Selection{Subject: "id:p03", Object: "id:p01"}, 0},
		"from a subject":                       {explore.Selection{Subject: "id:p04"}, 1}, "another tier": {explore.Selection{Tiers: []string{"maybe"}}, 0},
		"a publisher": {explore.Selection{Source: "bote"}, 2}, "no publisher": {explore.Selection{Source: "niemand"}, 0},
		"sure": {explore.Selection{Confidence: 0.3}, 1}, "two sources": {explore.Selection{Filter: explore.Filter{Sources: 2}}, 1}, "later": {explore.Selection{Filter: explore.Filter{Since: "2024-01-04"}}, 1},
		"an article": {explore.Selection{Filter: explore.Filter{Articles: iris("art:m1")}}, 1},
	} {
		if got := pages(t, g, c.sel, 10); len(got) != c.want {
			t.Errorf("%s: %q, want %d", name, got, c.want)
		}
	}
	if _, _, err := explore.Statements(t.Context(), g, explore.Selection{}, "unsinn", explore.Bounds{}); !errors.Is(err, explore.ErrPlace) {
		t.Errorf("error %v, want %v", err, explore.ErrPlace)
	}
	_, next, err := explore.Statements(t.Context(), g, explore.Selection{}, "", explore.Bounds{Statements: 1})
	if err != nil || next == "" {
		t.Fatalf("next %q, %v", next, err)
	}
	if _, _, err := explore.Statements(t.Context(), g, explore.Selection{Order: explore.Latest}, next, explore.Bounds{}); !errors.Is(err, explore.ErrPlace) {
		t.Errorf("the place of another question: %v, want %v", err, explore.ErrPlace)
	}
	nowhere := explore.Selection{Filter: explore.Filter{Articles: iris("art:m1", "art:nowhere")}}
	if _, _, err := explore.Statements(t.Context(), g, nowhere, "", explore.Bounds{}); !errors.Is(err, explore.ErrNoArticle) {
		t.Errorf("an article that is not there: %v, want %v", err, explore.ErrNoArticle)
	}
	if _, _, err := explore.Statements(t.Context(), g, explore.Selection{Filter: explore.Filter{Since: "gestern"}}, "", explore.Bounds{}); !errors.Is(err, explore.ErrDate) {
		t.Errorf("error %v, want %v", err, explore.ErrDate)
	}
}

func TestProfileCountsWhatJoinsAThing(t *testing.T) {
	g := met(t, 5, [2]int{1, 2}, [2]int{1, 3}, [2]int{2, 1}, [2]int{4, 1}, [2]int{1, 4})
	p, err := explore.Describe(t.Context(), g, g, "Person Nummer 01")
	if err != nil {
		t.Fatal(err)
	}
	want := []explore.Link{{Relation: "criticizes", Tier: "rel", Out: 1, In: 1, Things: 2}, {Relation: "meets", Tier: "rel", Out: 2, In: 2, Things: 2}}
	if diff := gocmp.Diff(want, p.Links); diff != "" || p.Things != 3 || p.Told != 4 || p.Type != "Person" {
		t.Errorf("%d things, %d statements, type %q, links (-want +got):\n%s", p.Things, p.Told, p.Type, diff)
	}
	if n, err := explore.Degree(t.Context(), g, "id:p01", 0); n != 6 || err != nil {
		t.Errorf("degree %d, %v; want 6", n, err)
	}
	if n, err := explore.Degree(t.Context(), g, "id:p01", 4); n != 4 || err != nil {
		t.Errorf("degree %d, %v; want it counted as far as 4", n, err)
	}
	broken := errors.New("broken")
	if _, err := explore.Degree(t.Context(), failing{broken}, "id:p01", 0); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestNeighboursInPagesAreAllOfThem(t *testing.T) {
	var pairs [][2]int
	for i := range 11 {
		pairs = append(pairs, [2]int{20, i})
	}
	g := met(t, 21, append(pairs, [2]int{3, 20}, [2]int{1, 2})...)
	seen, edges := map[quad.IRI]int{}, 0
	for after := 0; after < 11; after += 4 {
		s, all, err := explore.Neighbours(t.Context(), g, g, "id:p20", explore.Budget{Nodes: 4}, after)
		if err != nil || all != 11 || s.NodesLeft != max(0, 11-after-4) {
			t.Fatalf("behind %d: %d of all, %d left, %v", after, all, s.NodesLeft, err)
		}
		for _, n := range s.Nodes {
			seen[n.IRI]++
		}
		for _, e := range s.Edges {
			edges++
			if e.From != "id:p20" && e.To != "id:p20" {
				t.Errorf("the edge %v %v %v is not at the thing", e.From, e.Relation, e.To)
			}
		}
	}
	if len(seen) != 12 || seen["id:p20"] != 3 || seen["id:p03"] != 1 || edges != 18 { // 6 meetings both ways, 5 criticisms, 1 of the other way
		t.Errorf("seen %v, %d edges", seen, edges)
	}
	if s, _, err := explore.Neighbours(t.Context(), g, g, "id:p20", explore.Budget{Nodes: 4}, 99); err != nil || len(s.Nodes) != 1 {
		t.Errorf("behind the end: %d nodes, %v", len(s.Nodes), err)
	}
}

func TestTextHasItsMentionsInPlace(t *testing.T) {
	g := library(t)
	a := graph.Article("1")
	m := graph.Part(a, "m0-9")
	for _, q := range []quad.Quad{
		{Subject: a, Predicate: graph.Text, Object: quad.String("Nordkorea liefert."), Label: a}, {Subject: a, Predicate: graph.Zone, Object: quad.String("body 0 18"), Label: a},
		{Subject: m, Predicate: graph.Type, Object: graph.ClassMention, Label: a}, {Subject: m, Predicate: graph.Start, Object: quad.Int(0), Label: a},
		{Subject: m, Predicate: graph.End, Object: quad.Int(9), Label: a}, {Subject: m, Predicate: graph.Means, Object: graph.Entity("nordkorea"), Label: a},
	} {
		g = append(g, q)
	}
	got, err := explore.Text(t.Context(), g, a)
	want := explore.Page{Text: "Nordkorea liefert.", Zones: []explore.Zone{{Kind: "body", Start: 0, End: 18}}, Mentions: []explore.Mention{{Start: 0, End: 9, Entity: "id:nordkorea", Name: "Nordkorea", Type: "State"}}}
	if diff := gocmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	c, facts, quads, err := explore.Quoted(t.Context(), g, graph.Part(a, "c-1"))
	if err != nil || c.Sentence != "Nordkorea liefert Munition." || len(facts) != 1 || facts[0].Subject != "Nordkorea" || len(quads) < 10 {
		t.Errorf("claim %+v, facts %+v, %d quads, %v", c, facts, len(quads), err)
	}
	if c, _, quads, err := explore.Quoted(t.Context(), g, "art:1#c-9"); c.Article != nil || len(quads) != 0 || err != nil {
		t.Errorf("a claim that is not there: %+v, %d quads, %v", c, len(quads), err)
	}
}
