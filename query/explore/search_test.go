package explore_test

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
	"newsgraph/query/explore"
)

// shelf is a library whose index finds the first article's sentence, whatever is searched for.
type shelf struct {
	quads
	text   *string
	others *[]string
}

func (s shelf) Search(_ context.Context, text string, others []string, _ fulltext.Bounds) (fulltext.Result, error) {
	*s.text, *s.others = text, others
	a := graph.Article("3")
	return fulltext.Result{Hits: []fulltext.Hit{{Article: a, Start: 10, End: 47, Text: "Nordkorea liefere nichts, sagte Putin."}}, Things: []quad.IRI{"id:nordkorea"}}, nil
}

func TestSearchTellsWhoSpeaksInASentence(t *testing.T) {
	var text string
	var others []string
	g := library(t)
	for i, q := range g { // the sentence as the loader names it
		if q.Predicate == quad.Value(graph.Evidence) && q.Label == quad.Value(graph.Article("3")) {
			g[i].Object = graph.Part(graph.Article("3"), "s10-47")
		}
	}
	found, err := explore.Search(t.Context(), shelf{g, &text, &others}, "nichts", fulltext.Bounds{Hits: 5, Names: 5, Words: 5})
	if err != nil || len(found.Passages) != 1 || len(found.Things) != 1 {
		t.Fatalf("%+v, %v", found, err)
	}
	p := found.Passages[0]
	if len(p.Claims) != 1 || p.Title != "Dementi" || p.Published != "2023-09-12" {
		t.Fatalf("%+v", p)
	}
	if diff := cmp.Diff([]string{"Wladimir Putin"}, p.Claims[0].Speakers); diff != "" {
		t.Errorf("speakers: want -, got +\n%s", diff)
	}
	if c := found.Things[0]; c.Name != "Nordkorea" || c.Type != "State" {
		t.Errorf("%+v", c)
	}
}

func TestTheOtherNamesOfAThingAreSearchedForToo(t *testing.T) {
	g := library(t)
	add := func(e quad.IRI, name string) {
		g = append(g, quad.Make(e, graph.AltName, quad.String(name), graph.Derived))
	}
	add("id:wladimir-putin", "Vladimir Putin")
	add("id:wladimir-putin", "der Kremlchef")
	add("id:wladimir-putin", "Präsident")
	add("id:nordkorea", "KDVR")
	for typed, want := range map[string][]string{
		"wladimir putin": {"Vladimir Putin"}, "Nordkorea": {"KDVR"}, "Putin": nil, `"Wladimir Putin"`: nil, "Nordkorea -Putin": nil, "Atlantis": nil,
	} {
		var text string
		var others []string
		if _, err := explore.Search(t.Context(), shelf{g, &text, &others}, typed, fulltext.Bounds{Hits: 5, Names: 5, Words: 5}); err != nil || text != typed {
			t.Errorf("%s: searches for %q, %v", typed, text, err)
		}
		if diff := cmp.Diff(want, others); diff != "" {
			t.Errorf("%s: want -, got +\n%s", typed, diff)
		}
	}
}
