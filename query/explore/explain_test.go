package explore_test

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsgraph/data"
	"newsgraph/graph"
	"newsgraph/graph/derive"
	"newsgraph/internal/ontology"
	"newsgraph/query/explore"
)

type view quads

func (v view) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	return quads(v).Quads(context.Background(), p, yield)
}

// library is three articles with their derived layer: two reprints that say that Nordkorea supplies Russland, one that denies it.
func library(t *testing.T) quads {
	t.Helper()
	var g quads
	article := func(id, title, day string, bands ...string) (quad.IRI, func(s quad.Value, p quad.IRI, o quad.Value)) {
		a := graph.Article(id)
		add := func(s quad.Value, p quad.IRI, o quad.Value) {
			g = append(g, quad.Quad{Subject: s, Predicate: p, Object: o, Label: a})
		}
		add(a, graph.Headline, quad.String(title))
		add(a, graph.Published, quad.String(day))
		for _, b := range bands {
			add(a, graph.Signature, quad.String(b))
		}
		for _, e := range [][]string{{"nordkorea", "State", "Nordkorea", "Q423", "Pjöngjang"}, {"russland", "State", "Russland", "Q159"}, {"munition", "Good", "Munition"},
			{"der-norden", "Place", "Der Norden", "", "Pjöngjang"}, {"kim-jong-un", "Person", "Kim Jong-un", "Q56226", "Kim"}, {"kim-yo-jong", "Person", "Kim Yo-jong", "", "Kim"}, {"wladimir-putin", "Person", "Wladimir Putin", "Q7747"}} {
			iri := graph.Entity(e[0])
			add(iri, graph.TypeRead, graph.Class(e[1]))
			add(iri, graph.NameRead, quad.String(e[2]))
			if len(e) > 3 && e[3] != "" {
				add(iri, graph.WikidataRead, graph.Wikidata(e[3]))
			}
			if len(e) > 4 {
				add(iri, graph.AliasRead, quad.String(e[4]))
			}
		}
		rebels := graph.Local(a, "kim")
		add(rebels, graph.NameRead, quad.String("Russland"))
		add(rebels, graph.LocalTo, a)
		return a, add
	}
	claim := func(a quad.IRI, add func(quad.Value, quad.IRI, quad.Value), polarity, sentence string, more ...quad.Value) {
		c, s := graph.Part(a, "c-1"), graph.Part(a, "s1")
		fields := append([]quad.Value{graph.ClaimSubject, graph.Entity("nordkorea"), graph.ClaimPredicate, graph.Relation("supplies"), graph.ClaimObject, graph.Entity("russland"),
			graph.ClaimGoods, graph.Entity("munition"), graph.Modality, quad.String("actual"), graph.Polarity, quad.String(polarity), graph.InArticle, a, graph.Evidence, s}, more...)
		for i := 0; i < len(fields); i += 2 {
			add(c, fields[i].(quad.IRI), fields[i+1])
		}
		add(s, graph.Surface, quad.String(sentence))
		add(s, graph.Start, quad.Int(10))
		add(s, graph.End, quad.Int(10+len(sentence)))
	}
	a, add := article("1", "Lieferung", "2023-09-10", "x", "y")
	claim(a, add, "positive", "Nordkorea liefert Munition.", graph.QuantityValue, quad.Float(2), graph.QuantityUnit, quad.String("Züge"), graph.QuantityApprox, quad.Bool(true), graph.ClaimDate, quad.String("2023-08"))
	a, add = article("2", "Lieferung", "2023-09-11", "x", "y")
	claim(a, add, "positive", "Nordkorea liefert Munition.")
	a, add = article("3", "Dementi", "2023-09-12")
	claim(a, add, "negative", "Nordkorea liefere nichts, sagte Putin.", graph.AttributedTo, graph.Entity("wladimir-putin"))
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

func TestExplainShowsSentencesAndSpeakers(t *testing.T) {
	g := library(t)
	found, err := explore.Between(t.Context(), g, g, []quad.IRI{graph.Entity("russland")}, []quad.IRI{graph.Entity("nordkorea")}, explore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := found.Paths[0].Steps
	if got := show(path); got != "id:russland <-disputed:supplies- id:nordkorea" {
		t.Fatal(got)
	}
	hop, err := explore.Explain(t.Context(), g, path[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	say := func(n, title, day, polarity, sentence string) explore.Claim {
		a := graph.Article(n)
		return explore.Claim{Claim: graph.Part(a, "c-1"), Article: a, Evidence: graph.Part(a, "s1"), Sentence: sentence, Start: 10, End: 10 + len(sentence),
			Title: title, Published: day, Modality: "actual", Polarity: polarity, Goods: []string{"Munition"}}
	}
	one := say("1", "Lieferung", "2023-09-10", "positive", "Nordkorea liefert Munition.")
	one.Quantity, one.Unit, one.Approximate, one.Date = 2, "Züge", true, "2023-08"
	if one.Amount() != "~2 Züge" || (explore.Claim{Unit: "Züge"}).Amount() != "" {
		t.Errorf("amount %q", one.Amount())
	}
	three := say("3", "Dementi", "2023-09-12", "negative", "Nordkorea liefere nichts, sagte Putin.")
	three.Speakers, three.SpeakerIRIs = []string{"Wladimir Putin"}, []quad.IRI{"id:wladimir-putin"}
	want := explore.Hop{Step: path[0], FromName: "Russland", ToName: "Nordkorea", Sources: 2, First: "2023-08", Last: "2023-09-12",
		Claims: []explore.Claim{one, say("2", "Lieferung", "2023-09-11", "positive", "Nordkorea liefert Munition."), three}}
	if diff := cmp.Diff(want, hop, cmpopts.IgnoreFields(explore.Hop{}, "Statements")); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if len(hop.Statements) != 1 {
		t.Errorf("statements: %v", hop.Statements)
	}
	if hop, err = explore.Explain(t.Context(), g, path[0], 1); err != nil || len(hop.Claims) != 1 || hop.More != 2 {
		t.Errorf("at most one claim: %d shown, %d more, %v", len(hop.Claims), hop.More, err)
	}
}

// The first claim by its IRI is an allegation; what is stated as a fact is shown before it, however few are shown.
func TestTheStrongestClaimsAreShown(t *testing.T) {
	g := library(t)
	for i, q := range g {
		if q.Subject == quad.Value(graph.Part(graph.Article("1"), "c-1")) && q.Predicate == quad.Value(graph.Modality) {
			g[i].Object = quad.String(ontology.Alleged)
		}
	}
	found, err := explore.Between(t.Context(), g, g, []quad.IRI{graph.Entity("russland")}, []quad.IRI{graph.Entity("nordkorea")}, explore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	hop, err := explore.Explain(t.Context(), g, found.Paths[0].Steps[0], 1)
	if err != nil || len(hop.Claims) != 1 {
		t.Fatalf("%d claims, %v", len(hop.Claims), err)
	}
	if got := hop.Claims[0].Article; got != quad.Value(graph.Article("2")) {
		t.Errorf("the claim of %v is shown", got)
	}
	p, err := explore.Portray(t.Context(), g, "Nordkorea", explore.Bounds{Claims: 1})
	if err != nil || len(p.Statements) != 1 {
		t.Fatalf("%d statements, %v", len(p.Statements), err)
	}
	if diff := cmp.Diff(hop.Claims, p.Statements[0].Claims); diff != "" {
		t.Errorf("path -, portrait +\n%s", diff)
	}
}
