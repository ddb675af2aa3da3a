package derive_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/internal/ontology"
)

const (
	person = ontology.Person
	state  = ontology.State
)

// about keeps the lines of a derived layer that speak of the given predicates, in their short form.
func about(layer []string, predicates ...quad.IRI) []string {
	var out []string
	for _, l := range layer {
		for _, p := range predicates {
			if strings.Contains(l, " "+p.String()+" ") {
				out = append(out, l)
			}
		}
	}
	return out
}

func layerOf(t *testing.T, drafts []*draft, log ...correct.Correction) []string {
	t.Helper()
	w := newWorld()
	for i := range log {
		log[i].By, log[i].Why, log[i].When = "test", "test", time.Date(2024, 1, 1, 0, i, 0, 0, time.UTC)
	}
	qs, err := correct.Quads(log...)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		qs = append(qs, d.quads...)
	}
	apply(w, w.base, nil, qs)
	return whole(t, rules(t), w)
}

// two reads two entities in two articles.
func two(a, b func(d *draft)) []*draft {
	one, other := newDraft("a1", ""), newDraft("a2", "")
	a(one)
	b(other)
	return []*draft{one, other}
}

func TestEntitiesJoin(t *testing.T) {
	read := func(slug, typ, name string, more ...string) func(*draft) {
		return func(d *draft) { d.entity(slug, typ, name, more...) }
	}
	merge := func(a, b quad.IRI) correct.Correction {
		return correct.Correction{Action: correct.Merge, Entity: a, Into: b}
	}
	never := func(a, b quad.IRI) correct.Correction {
		return correct.Correction{Action: correct.NeverMerge, Entity: a, Into: b}
	}
	split := func(a quad.IRI) correct.Correction { return correct.Correction{Action: correct.Split, Entity: a} }
	local := func(slug string) func(*draft) {
		return func(d *draft) { d.add(d.entity(slug, ontology.Organization, "Rebellen"), graph.LocalTo, d.article) }
	}
	const a, b = quad.IRI("id:a"), quad.IRI("id:b")
	for _, c := range []struct {
		name string
		in   []*draft
		log  []correct.Correction
		want string // IRI of the member, IRI of the representative
	}{
		{"one Wikidata id joins two names", two(read("a", state, "Russland", "Q159"), read("b", state, "Russische Föderation", "Q159")), nil, "a b"},
		{"one folded name of one type joins", two(read("a", state, "Nord-Korea"), read("b", state, "Nord Korea")), nil, "b a"},
		{"one name of two types does not join", two(read("a", state, "Kreml"), read("b", ontology.Place, "Kreml")), nil, ""},
		{"a surname alone joins nobody", two(read("a", person, "Peskow"), read("b", person, "Peskow")), nil, ""},
		{"transliterations of a full name join, the German one stands for both", two(read("a", person, "Dmitri Peskow"), read("b", person, "Dmitry Peskov")), nil, "b a"},
		{"two Wikidata ids stay apart under one name", two(read("a", person, "Michael Müller", "Q1"), read("b", person, "Michael Müller", "Q2")), nil, ""},
		{"the one with a Wikidata id stands for both", two(read("a", person, "Kim Jong-un"), read("b", person, "Kim Jong Un", "Q56226")), nil, "a b"},
		{"unnamed actors are never joined", two(local("a"), local("b")), nil, ""},
		{"unless a person joins them", two(local("a"), local("b")), []correct.Correction{merge(a, b)}, "a b"},
		{"a merge joins what has nothing in common", two(read("a", person, "Peskow"), read("b", person, "Dmitri Peskow")), []correct.Correction{merge(b, a)}, "b a"},
		{"a split keeps one name apart", two(read("a", state, "Korea"), read("b", state, "Korea")), []correct.Correction{split(a)}, ""},
		{"a later merge stands against a split", two(read("a", state, "Korea"), read("b", state, "Korea")), []correct.Correction{split(a), merge(a, b)}, "a b"},
		{"never-merge stands against one Wikidata id", two(read("a", state, "Korea", "Q1"), read("b", state, "Korea", "Q1")), []correct.Correction{never(a, b)}, ""},
		{"a later never-merge stands against a merge", two(read("a", state, "A"), read("b", state, "B")), []correct.Correction{merge(a, b), never(a, b)}, ""},
		{"a merge that is undone does not hold", two(read("a", state, "A"), read("b", state, "B")), []correct.Correction{merge(a, b), {Action: correct.Undo}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if n := len(c.log); n > 0 && c.log[n-1].Action == correct.Undo {
				undone := c.log[0]
				undone.By, undone.Why, undone.When = "test", "test", time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
				c.log[n-1].Undoes = undone.IRI()
			}
			got := slices.DeleteFunc(about(layerOf(t, c.in, c.log...), graph.SameAs), func(l string) bool { return strings.Contains(l, "<wd:") })
			got = append([]string{}, got...)
			want := []string{}
			if m, rep, ok := strings.Cut(c.want, " "); ok {
				want = []string{fmt.Sprintf("<id:%s> <owl:sameAs> <id:%s>", m, rep)}
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestAnEntityIsDescribedOnce(t *testing.T) {
	d := newDraft("a1", "")
	d.entity("kim-jong-un", person, "Kim Jong-un", "Q56226", "Kim", "Kim Jong Un")
	e := newDraft("a2", "")
	e.entity("kim", person, "KIM", "Q56226", "Machthaber")
	f := newDraft("a3", "")
	f.entity("kim-jong-un", ontology.Organization, "KIM JONG-UN")
	want := []string{
		`<id:kim-jong-un> <ng:joinKey> "Organization kim jong un"`,
		`<id:kim-jong-un> <ng:joinKey> "Person kim jong un"`,
		`<id:kim-jong-un> <ng:nameKey> "kim jong un"`,
		`<id:kim-jong-un> <ng:nameKey> "kim"`,
		`<id:kim-jong-un> <ng:nameKey> "machthaber"`,
		`<id:kim-jong-un> <ng:typeAlso> <ng:Organization>`,
		`<id:kim-jong-un> <owl:sameAs> <wd:Q56226>`,
		`<id:kim-jong-un> <rdf:type> <ng:Person>`,
		`<id:kim-jong-un> <schema:alternateName> "KIM JONG-UN"`,
		`<id:kim-jong-un> <schema:alternateName> "KIM"`,
		`<id:kim-jong-un> <schema:alternateName> "Kim Jong Un"`,
		`<id:kim-jong-un> <schema:alternateName> "Kim"`,
		`<id:kim-jong-un> <schema:alternateName> "Machthaber"`,
		`<id:kim-jong-un> <schema:name> "Kim Jong-un"`,
		`<id:kim> <owl:sameAs> <id:kim-jong-un>`,
	}
	if diff := gocmp.Diff(want, layerOf(t, []*draft{d, e, f})); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestRenameAndRetype(t *testing.T) {
	d := newDraft("a1", "")
	d.entity("kreml", ontology.Place, "Kreml")
	got := about(layerOf(t, []*draft{d},
		correct.Correction{Action: correct.Rename, Entity: "id:kreml", Name: "Russische Führung"},
		correct.Correction{Action: correct.Retype, Entity: "id:kreml", Type: ontology.Organization}), graph.Name, graph.AltName, graph.Type)
	want := []string{
		`<id:kreml> <rdf:type> <ng:Organization>`,
		`<id:kreml> <schema:alternateName> "Kreml"`,
		`<id:kreml> <schema:name> "Russische Führung"`,
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

// supplies claims that A supplies B, in an article of its own, with fields such as "modality:alleged".
func supplies(id string, fields ...string) *draft {
	d := newDraft(id, "2023-09-10")
	a, b := d.entity("a", state, "A"), d.entity("b", state, "B")
	var fs []quad.Value
	for _, f := range fields {
		k, v, _ := strings.Cut(f, ":")
		switch k {
		case "by", "deniedBy":
			p := map[string]quad.IRI{"by": graph.AttributedTo, "deniedBy": graph.DeniedBy}[k]
			fs = append(fs, p, d.entity(v, state, strings.ToUpper(v)))
		case "good":
			fs = append(fs, graph.ClaimGoods, d.good(v, v))
		default:
			fs = append(fs, quad.IRI("ng:"+k), quad.String(v))
		}
	}
	d.says(a, "supplies", b, fs...)
	return d
}

func TestTiers(t *testing.T) {
	for _, c := range []struct {
		name, want string
		in         []*draft
	}{
		{"a fact", "rel", []*draft{supplies("1")}},
		{"a fact that a source reports", "rel", []*draft{supplies("1", "by:c")}},
		{"a fact and an allegation", "rel", []*draft{supplies("1"), supplies("2", "modality:alleged")}},
		{"a fact that somebody denies", "disputed", []*draft{supplies("1", "deniedBy:b")}},
		{"a fact and its negation", "disputed", []*draft{supplies("1"), supplies("2", "polarity:negative")}},
		{"an allegation", "maybe", []*draft{supplies("1", "modality:alleged", "by:c")}},
		{"plans and possibilities", "maybe", []*draft{supplies("1", "modality:planned"), supplies("2", "modality:possible")}},
		{"an allegation that somebody denies", "denied", []*draft{supplies("1", "modality:alleged", "by:c", "deniedBy:b")}},
		{"a negation", "denied", []*draft{supplies("1", "polarity:negative")}},
		{"a plan that is none", "denied", []*draft{supplies("1", "polarity:negative", "modality:planned")}},
		{"a possibility that may not be", "maybe", []*draft{supplies("1", "modality:possible"), supplies("2", "polarity:negative", "modality:possible")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			layer := layerOf(t, c.in)
			var shortcuts []string
			for _, tier := range graph.Tiers() {
				shortcuts = append(shortcuts, about(layer, graph.Shortcut(tier, "supplies"))...)
			}
			shortcuts = slices.DeleteFunc(shortcuts, func(l string) bool { return !strings.HasPrefix(l, "<id:") })
			if diff := gocmp.Diff([]string{"<id:a> <" + c.want + ":supplies> <id:b>"}, shortcuts); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// statements strips the IRI from the lines about statements.
func statements(layer []string) []string {
	var out []string
	for _, l := range layer {
		if _, rest, ok := strings.Cut(l, "> "); ok && strings.HasPrefix(l, "<st:") {
			out = append(out, rest)
		}
	}
	slices.Sort(out)
	return out
}

func TestAStatementJoinsTheClaimsOfAllArticles(t *testing.T) {
	one := supplies("1", "good:munition", "by:c", "date:2023-09")
	two := supplies("2", "good:munition", "deniedBy:b", "date:2023-08-30/2023-09-17")
	three := supplies("3", "good:munition", "modality:possible")
	two.text("dpa", "x1", "x2", "x3", "x4")
	three.text("dpa", "x1", "y2", "y3", "y4")
	layer := layerOf(t, []*draft{one, two, three})
	want := []string{
		`<ng:affirmedBy> <art:2>`,
		`<ng:affirmedBy> <id:c>`,
		`<ng:claim> <art:1#c-1>`,
		`<ng:claim> <art:2#c-1>`,
		`<ng:claim> <art:3#c-1>`,
		`<ng:disclaimedBy> <id:b>`,
		`<ng:firstDate> "2023-08-30"`,
		`<ng:goods> <id:munition>`,
		`<ng:goodsHead> "munition"`,
		`<ng:lastDate> "2023-09"`,
		`<ng:object> <id:b>`,
		`<ng:predicate> <rel:supplies>`,
		`<ng:source> <art:1>`,
		`<ng:source> <art:2>`,
		`<ng:sources> "2"^^<http://www.w3.org/2001/XMLSchema#integer>`,
		`<ng:subject> <id:a>`,
		`<ng:tier> "disputed"`,
		`<ng:via> "<id:a> <disputed:supplies> <id:b>"`,
		`<rdf:type> <ng:Statement>`,
	}
	got := statements(layer)
	for i := range got {
		got[i] = strings.ReplaceAll(got[i], "<schema:Integer>", "<http://www.w3.org/2001/XMLSchema#integer>")
		got[i] = strings.ReplaceAll(got[i], "<xsd:integer>", "<http://www.w3.org/2001/XMLSchema#integer>")
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	if diff := gocmp.Diff([]string{"<art:3> <ng:reprintOf> <art:2>"}, about(layer, graph.ReprintGroup)); diff != "" {
		t.Errorf("reprints: want -, got +\n%s", diff)
	}
}

func TestShortcuts(t *testing.T) {
	d := newDraft("1", "")
	a, b := d.entity("a", state, "A"), d.entity("b", state, "B")
	rocket, shell := d.good("kurzstreckenrakete", "Rakete"), d.good("granate", "Granate")
	d.says(b, "meets", a)
	d.says(a, "tests", "", graph.ClaimGoods, rocket, graph.ClaimGoods, shell)
	d.says(a, "tests", "")
	d.says(a, "supplies", b, graph.ClaimGoods, rocket)
	d.says(a, "supplies", b, graph.ClaimGoods, shell, graph.Modality, quad.String(ontology.Planned))
	d.says(b, "dismisses", b)
	layer := layerOf(t, []*draft{d})
	got := slices.DeleteFunc(about(layer, graph.Relation("meets"), graph.Relation("tests"), graph.Relation("supplies"),
		graph.Shortcut("maybe", "supplies"), graph.Relation("dismisses")), func(l string) bool { return !strings.HasPrefix(l, "<id:") })
	want := []string{
		"<id:a> <rel:meets> <id:b>", "<id:b> <rel:meets> <id:a>",
		"<id:a> <rel:tests> <id:granate>", "<id:a> <rel:tests> <id:kurzstreckenrakete>",
		"<id:a> <maybe:supplies> <id:b>", "<id:a> <rel:supplies> <id:b>", "<id:b> <rel:dismisses> <id:b>",
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestARetractedClaimDoesNotCount(t *testing.T) {
	print := "art:1|id:a|supplies|id:b"
	claim := supplies("1")
	for i, q := range claim.quads {
		if q.Predicate == graph.Fingerprint {
			claim.quads[i].Object = quad.String(print)
		}
	}
	retract := correct.Correction{Action: correct.Retract, Claim: print}
	confirm := correct.Correction{Action: correct.Confirm, Claim: print}
	if got := statements(layerOf(t, []*draft{claim}, retract)); len(got) != 0 {
		t.Errorf("retracted, but still there: %q", got)
	}
	if got := statements(layerOf(t, []*draft{claim}, retract, confirm)); len(got) == 0 {
		t.Error("confirmed after the retraction, but not there")
	}
}

func TestTheViewsErrorIsReported(t *testing.T) {
	broken := errors.New("disk on fire")
	v := viewFunc(func(graph.Pattern, func(quad.Quad) error) error { return broken })
	if _, err := rules(t).Whole(v); !errors.Is(err, broken) {
		t.Errorf("Whole: %v", err)
	}
	if _, _, err := rules(t).Update(v, nil, supplies("1").quads); !errors.Is(err, broken) {
		t.Errorf("Update: %v", err)
	}
}

type viewFunc func(graph.Pattern, func(quad.Quad) error) error

func (f viewFunc) Quads(p graph.Pattern, yield func(quad.Quad) error) error { return f(p, yield) }

// A hub stays cheap: one more article about it must not look at its other statements.
func TestAnArticleAboutAHubLooksAtItsOwnStatementsOnly(t *testing.T) {
	r, w := rules(t), newWorld()
	var base []quad.Quad
	for i := range 3000 {
		d := newDraft(fmt.Sprint(i), "2023-09-10")
		hub, other := d.entity("hub", state, "Hub", "Q1"), d.entity(fmt.Sprintf("x%d", i), state, fmt.Sprintf("X%d", i))
		d.says(hub, "attacks", other)
		base = append(base, d.quads...)
	}
	w.change(t, r, nil, base)
	d := newDraft("new", "2023-09-11")
	d.says(d.entity("hub", state, "Hub", "Q1"), "attacks", d.entity("x1", state, "X1"))
	w.shown = 0
	del, add := w.put(t, r, d.article, d.quads)
	if w.shown > 500 {
		t.Errorf("an article with %d quads made derive look at %d", len(d.quads), w.shown)
	}
	if len(del)+len(add) > 10 {
		t.Errorf("rewrites %d and %d quads for one more claim", len(del), len(add))
	}
	w.shown = 0
	alias := newDraft("alias", "2023-09-11")
	alias.entity("hub", state, "Hub", "Q1", "Nabe")
	if del, add = w.put(t, r, alias.article, alias.quads); len(del) > 0 || len(add) != 2 {
		t.Errorf("a new alias deletes %v and adds %v", del, add)
	}
}

func TestOneMoreClaimDoesNotReadTheOthersOfItsStatement(t *testing.T) {
	r, w := rules(t), newWorld()
	attack := func(id string) *draft {
		d := newDraft(id, "2023-09-10")
		d.says(d.entity("a", state, "A"), "attacks", d.entity("b", state, "B"))
		return d
	}
	var base []quad.Quad
	for i := range 3000 {
		base = append(base, attack(fmt.Sprint(i)).quads...)
	}
	w.change(t, r, nil, base)
	w.shown = 0
	d := attack("new")
	del, add := w.put(t, r, d.article, d.quads)
	if w.shown > 200 || len(del) != 1 || len(add) != 4 {
		t.Errorf("looks at %d quads, deletes %v, adds %v", w.shown, lines(del), lines(add))
	}
}
