package suggest_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/suggest"
	"newsgraph/internal/ontology"
)

type quads []quad.Quad

func (qs quads) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range qs {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

// thing is "Person Dmitri Peskow|Peskow @a1,a2 Q1": a type, names, articles that name it, a Wikidata id.
func graphOf(things ...string) quads {
	var g quads
	for _, text := range things {
		typ, rest, _ := strings.Cut(text, " ")
		rest, articles, _ := strings.Cut(rest, " @")
		articles, id, _ := strings.Cut(articles, " ")
		names := strings.Split(rest, "|")
		iri := graph.Entity(ontology.Slug(names[0]))
		if typ == ontology.State {
			iri += "-staat"
		}
		add := func(p quad.IRI, o quad.Value) { g = append(g, quad.Make(iri, p, o, graph.Derived)) }
		add(graph.Type, graph.Class(typ))
		for i, n := range names {
			add([]quad.IRI{graph.Name, graph.AltName}[min(i, 1)], quad.String(n))
			add(graph.NameKey, quad.String(ontology.Fold(n)))
		}
		if id != "" {
			add(graph.SameAs, graph.Wikidata(id))
		}
		for _, a := range strings.Split(articles, ",") {
			if a != "" {
				g = append(g, quad.Make(iri, graph.NameRead, quad.String(names[0]), graph.Article(a)))
			}
		}
	}
	return g
}

func (qs quads) met(a, b, with string) quads {
	for i, e := range []string{a, b} {
		st := graph.Statement(fmt.Sprint(e, i, with))
		qs = append(qs, quad.Make(st, graph.ClaimSubject, graph.Entity(e), graph.Derived), quad.Make(st, graph.ClaimObject, graph.Entity(with), graph.Derived))
	}
	return qs
}

func (qs quads) corrected(cs ...correct.Correction) quads {
	for i := range cs {
		cs[i].By, cs[i].When = "x", time.Date(2024, 1, 1, 0, 0, i, 0, time.UTC)
	}
	written, err := correct.Quads(cs...)
	if err != nil {
		panic(err)
	}
	return append(qs, written...)
}

func told(t *testing.T, v suggest.View, b suggest.Bounds) []string {
	t.Helper()
	pairs, _, err := suggest.Merges(context.Background(), v, b)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range pairs {
		out = append(out, fmt.Sprintf("%.2f %s -> %s: %s", p.Score, p.Gives.Name, p.Stays.Name, strings.Join(p.Reasons, "; ")))
	}
	return out
}

func TestPairsThatMayBeOne(t *testing.T) {
	for _, c := range []struct {
		name string
		g    quads
		want []string
	}{
		{"a last name that nobody else bears", graphOf("Person Peskow", "Person Dmitri Peskow"), []string{"0.70 Peskow -> Dmitri Peskow: the last name, which nobody else bears"}},
		{"and both have to do with one thing", graphOf("Person Peskow", "Person Dmitri Peskow", "State Kreml").met("peskow", "dmitri-peskow", "kreml-staat"),
			[]string{"0.80 Peskow -> Dmitri Peskow: the last name, which nobody else bears; both have to do with Kreml"}},
		{"a last name that two bear", graphOf("Person Kim", "Person Kim Kim", "Person Jong Kim"), nil},
		{"one article that names both", graphOf("Person Peskow @a,b", "Person Dmitri Peskow @b"), nil},
		{"an initial", graphOf("Person D. Peskow", "Person Dmitri Peskow"), []string{"0.70 D. Peskow -> Dmitri Peskow: the first name is an initial"}},
		{"a first name more", graphOf("Person Frank-Walter Steinmeier", "Person Walter Steinmeier"), []string{"0.75 Walter Steinmeier -> Frank-Walter Steinmeier: one has a first name more"}},
		{"another first name", graphOf("Person Anna Meier", "Person Berta Meier"), nil},
		{"Arabic", graphOf("Person Baschar al-Assad", "Person Bashar al-Asad"), []string{`0.70 Bashar al-Asad -> Baschar al-Assad: "baschar al assad" and "bashar al asad" are written alike in another script`}},
		{"Korean", graphOf("Person Kim Jong-un", "Person Kim Dschong Un"), []string{`0.70 Kim Jong-un -> Kim Dschong Un: "kim dschong un" and "kim jong un" are written alike in another script`}},
		{"letters", graphOf("Organization EU", "Organization Europäische Union @ Q458"), []string{`0.50 EU -> Europäische Union: EU are the letters of "Europäische Union"`}},
		{"letters with a small word", graphOf("Organization OSZE", "Organization Organisation für Sicherheit und Zusammenarbeit in Europa"), []string{`0.70 OSZE -> Organisation für Sicherheit und Zusammenarbeit in Europa: OSZE are the letters of "Organisation für Sicherheit und Zusammenarbeit in Europa"`}},
		{"letters that one article gives", graphOf("Organization IAEO", "Organization Internationale Atomenergieorganisation|IAEO"), []string{`0.80 IAEO -> Internationale Atomenergieorganisation: both are called "iaeo"`}},
		{"a legal form", graphOf("Organization Balkarm", "Organization Balkarm AG"), []string{`0.80 Balkarm -> Balkarm AG: "balkarm" and "balkarm ag" differ by a legal form`}},
		{"a slip of the pen", graphOf("Place Wladiwostok", "Place Wladiwostock"), []string{`0.65 Wladiwostock -> Wladiwostok: "wladiwostock" and "wladiwostok" are nearly spelled alike`}},
		{"long names that differ", graphOf("Organization Justizministerium der Vereinigten Staaten", "Organization Verteidigungsministerium der Vereinigten Staaten"), nil},
		{"short names", graphOf("State Iran", "State Irak"), nil},
		{"numbers", graphOf("Event Konferenz 2023", "Event Konferenz 2024"), nil},
		{"two types", graphOf("State Georgia", "Place Georgia"), []string{`0.50 Georgia -> Georgia: both are called "georgia"; but one is a Place and one a State`}},
		{"two Wikidata ids", graphOf("Person Peskow @ Q1", "Person Dmitri Peskow @ Q2"), nil},
		{"kept apart by hand", graphOf("Person Peskow", "Person Dmitri Peskow").corrected(correct.Correction{Action: correct.NeverMerge, Entity: "id:peskow", Into: "id:dmitri-peskow"}), nil},
		{"split by hand", graphOf("Person Peskow", "Person Dmitri Peskow").corrected(correct.Correction{Action: correct.Split, Entity: "id:peskow"}), nil},
		{"goods", graphOf("Good Drohnenabwehr", "Good Drohnenabwehrs"), nil},
	} {
		if diff := cmp.Diff(c.want, told(t, c.g, suggest.Bounds{Pairs: 10, Score: 0.5})); diff != "" {
			t.Errorf("%s: want -, got +\n%s", c.name, diff)
		}
	}
}

func TestTheLikeliestComeFirstAndTheRestIsCounted(t *testing.T) {
	g := graphOf("Person Peskow", "Person Dmitri Peskow", "Organization Balkarm", "Organization Balkarm AG", "Organization EU", "Organization Europäische Union")
	pairs, more, err := suggest.Merges(context.Background(), g, suggest.Bounds{Pairs: 2, Score: 0.5})
	if err != nil || len(pairs) != 2 || more != 1 || pairs[0].Score < pairs[1].Score || pairs[1].Score < 0.7 {
		t.Errorf("%v, %d more, %v", pairs, more, err)
	}
}

// Two thousand people of one last name are a crowd: they are not compared with each other.
func TestACrowdIsNotCompared(t *testing.T) {
	var things []string
	for i := range 2000 {
		things = append(things, fmt.Sprintf("Person V%dx Nguyen", i))
	}
	begin := time.Now()
	if got := told(t, graphOf(things...), suggest.Bounds{Pairs: 10, Score: 0.5}); len(got) > 0 {
		t.Errorf("%q", got)
	}
	if d := time.Since(begin); d > 20*time.Second {
		t.Errorf("took %s", d)
	}
}

func TestAnErrorOfTheViewIsTold(t *testing.T) {
	broken := errors.New("broken")
	if _, _, err := suggest.Merges(context.Background(), view(func() error { return broken }), suggest.Bounds{Pairs: 1}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

type view func() error

func (v view) Quads(graph.Pattern, func(quad.Quad) error) error { return v() }
