package derive_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/data"
	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/derive"
	"newsgraph/internal/ontology"
)

// A world is the test's own view: a set of quads, found by one of their ends, and counted when shown.
type world struct {
	base, derived map[quad.Quad]bool
	at            map[place]map[quad.Quad]bool
	shown         int
}

type place struct {
	d quad.Direction
	v quad.Value
}

func newWorld() *world {
	return &world{base: map[quad.Quad]bool{}, derived: map[quad.Quad]bool{}, at: map[place]map[quad.Quad]bool{}}
}

func (w *world) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	for q := range w.candidates(p) {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			w.shown++
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

// candidates is the smallest set that holds all that matches.
func (w *world) candidates(p graph.Pattern) map[quad.Quad]bool {
	var best map[quad.Quad]bool
	asked := false
	for d, v := range map[quad.Direction]quad.Value{quad.Subject: p.S, quad.Predicate: p.P, quad.Object: p.O, quad.Label: p.L} {
		if v == nil {
			continue
		}
		if found := w.at[place{d, v}]; !asked || len(found) < len(best) {
			best, asked = found, true
		}
	}
	if asked {
		return best
	}
	every := maps.Clone(w.base)
	maps.Copy(every, w.derived)
	return every
}

func (w *world) index(q quad.Quad, in bool) {
	for _, d := range quad.Directions {
		k := place{d, q.Get(d)}
		switch {
		case !in:
			delete(w.at[k], q)
		case w.at[k] == nil:
			w.at[k] = map[quad.Quad]bool{q: true}
		default:
			w.at[k][q] = true
		}
	}
}

// change applies a change to the base and the update that follows from it to the derived layer.
func (w *world) change(t *testing.T, r *derive.Rules, removed, added []quad.Quad) (del, add []quad.Quad) {
	t.Helper()
	apply(w, w.base, removed, added)
	del, add, err := r.Update(w, removed, added)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range del {
		if !w.derived[q] {
			t.Errorf("deletes what is not there: %v", q)
		}
	}
	for _, q := range add {
		if w.derived[q] {
			t.Errorf("adds what is there: %v", q)
		}
	}
	apply(w, w.derived, del, add)
	return del, add
}

func apply(w *world, layer map[quad.Quad]bool, removed, added []quad.Quad) {
	for _, q := range removed {
		delete(layer, q)
		w.index(q, false)
	}
	for _, q := range added {
		layer[q] = true
		w.index(q, true)
	}
}

// put replaces the graph of an article.
func (w *world) put(t *testing.T, r *derive.Rules, label quad.IRI, qs []quad.Quad) (del, add []quad.Quad) {
	t.Helper()
	return w.change(t, r, w.labelled(label), qs)
}

func (w *world) labelled(label quad.IRI) []quad.Quad {
	var out []quad.Quad
	for q := range w.base {
		if q.Label == label {
			out = append(out, q)
		}
	}
	return out
}

func rules(t testing.TB) *derive.Rules {
	t.Helper()
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	return derive.New(o)
}

// A draft writes an article graph.
type draft struct {
	article quad.IRI
	quads   []quad.Quad
	claims  int
}

func newDraft(id, day string) *draft {
	d := &draft{article: graph.Article(id)}
	d.add(d.article, graph.Type, graph.ClassArticle)
	if day != "" {
		d.add(d.article, graph.Published, quad.String(day))
	}
	return d
}

func (d *draft) add(s quad.Value, p quad.IRI, o quad.Value) {
	d.quads = append(d.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: d.article})
}

func (d *draft) text(agency string, bands ...string) *draft {
	for _, b := range bands {
		d.add(d.article, graph.Signature, quad.String(b))
	}
	if agency != "" {
		d.add(d.article, graph.Agency, quad.String(agency))
	}
	return d
}

// entity reads id:slug as a name of a type; further values that start with Q are Wikidata ids, the others aliases.
func (d *draft) entity(slug, typ, name string, more ...string) quad.IRI {
	e := graph.Entity(slug)
	d.add(e, graph.NameRead, quad.String(name))
	d.add(e, graph.TypeRead, graph.Class(typ))
	for _, m := range more {
		if m[0] == 'Q' {
			d.add(e, graph.WikidataRead, graph.Wikidata(m))
			continue
		}
		d.add(e, graph.AliasRead, quad.String(m))
	}
	return e
}

func (d *draft) good(slug, head string) quad.IRI {
	e := d.entity(slug, ontology.Good, slug)
	d.add(e, graph.HeadRead, quad.String(head))
	return e
}

// says adds a claim; fields are pairs of predicate and value.
func (d *draft) says(s quad.IRI, relation string, o quad.IRI, fields ...quad.Value) quad.IRI {
	d.claims++
	c := graph.Part(d.article, fmt.Sprintf("c-%d", d.claims))
	d.add(c, graph.Type, graph.ClassClaim)
	d.add(c, graph.InArticle, d.article)
	d.add(c, graph.ClaimSubject, s)
	d.add(c, graph.ClaimPredicate, graph.Relation(relation))
	d.add(c, graph.Fingerprint, quad.String(fmt.Sprintf("%s|%s|%s|%s", d.article, s, relation, o)))
	if o != "" {
		d.add(c, graph.ClaimObject, o)
	}
	for i := 0; i+1 < len(fields); i += 2 {
		d.add(c, fields[i].(quad.IRI), fields[i+1])
	}
	return c
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// cast is who random articles speak of: names that join by letters, by transliteration, by Wikidata id, and by nothing.
var cast = []struct {
	slug, typ string
	names     []string
	ids       []string
}{
	{"dmitri-peskow", ontology.Person, []string{"Dmitri Peskow", "Dmitrij Peskow"}, []string{"", "Q1"}},
	{"dmitry-peskov", ontology.Person, []string{"Dmitry Peskov"}, []string{"", "", "Q1", "Q2"}},
	{"peskow", ontology.Person, []string{"Peskow"}, []string{"", "Q1"}},
	{"d-peskoff", ontology.Person, []string{"Dmitri Peskoff", "DMITRI PESKOW"}, []string{""}},
	{"russland", ontology.State, []string{"Russland"}, []string{"Q159"}},
	{"russische-foederation", ontology.State, []string{"Russische Föderation", "Russland"}, []string{"", "Q159"}},
	{"kreml", ontology.Organization, []string{"Kreml"}, []string{"", "Q3"}},
	{"kreml-2", ontology.Place, []string{"Kreml", "Der Kreml"}, []string{"", "Q4"}},
	{"nordkorea", ontology.State, []string{"Nordkorea"}, []string{"Q423"}},
}

// randomArticle is a small article graph from a few names, so that articles meet often.
func randomArticle(r *rand.Rand, id string) *draft { return randomArticleOf(r, id, len(cast)) }

// randomArticleOf takes its names from the first few of the cast.
func randomArticleOf(r *rand.Rand, id string, few int) *draft {
	d := newDraft(id, pick(r, "", "2023-09-12", "2023-09-13T08:00", "2024"))
	if r.IntN(2) == 0 {
		all := []string{"b1", "b2", "b3", "b4", "b5", "b6", "b7", "b8", "b9", "b10", "b11", "b12"}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		d.text(pick(r, "", "dpa", "sda"), all[:r.IntN(9)]...)
	}
	var who []quad.IRI
	for range 2 + r.IntN(3) {
		c := pick(r, cast[:few]...)
		typ := c.typ
		if r.IntN(6) == 0 {
			typ = pick(r, ontology.Person, ontology.Organization, ontology.State)
		}
		more := []string{}
		if q := pick(r, c.ids...); q != "" {
			more = append(more, q)
		}
		if r.IntN(3) == 0 {
			more = append(more, pick(r, "Machthaber", "Moskau", "Dmitri Peskow"))
		}
		who = append(who, d.entity(c.slug, typ, pick(r, c.names...), more...))
	}
	if r.IntN(3) == 0 {
		e := graph.Local(d.article, "rebellen")
		d.add(e, graph.NameRead, quad.String("Rebellen"))
		d.add(e, graph.TypeRead, graph.Class(ontology.Organization))
		d.add(e, graph.LocalTo, d.article)
		who = append(who, e)
	}
	goods := []quad.IRI{d.good(pick(r, "munition", "artilleriemunition"), "Munition"), d.good("raketen", pick(r, "Rakete", "Waffe"))}
	for range r.IntN(4) {
		randomClaim(r, d, who, goods)
	}
	return d
}

func randomClaim(r *rand.Rand, d *draft, who, goods []quad.IRI) {
	fields := []quad.Value{
		graph.Modality, quad.String(pick(r, ontology.Actual, ontology.Actual, ontology.Alleged, ontology.Possible)),
		graph.Polarity, quad.String(pick(r, ontology.Positive, ontology.Positive, ontology.Negative)),
	}
	if r.IntN(3) == 0 {
		fields = append(fields, graph.AttributedTo, pick(r, who...))
	}
	if r.IntN(5) == 0 {
		fields = append(fields, graph.DeniedBy, pick(r, who...))
	}
	if r.IntN(2) == 0 {
		fields = append(fields, graph.ClaimDate, quad.String(pick(r, "2023", "2023-09", "2023-09-17", "2022-01/2023-02", "gestern")))
	}
	relation := pick(r, "meets", "supplies", "tests", "attacks")
	object := pick(r, who...)
	if relation == "tests" || relation == "supplies" && r.IntN(3) == 0 {
		object = ""
	}
	if relation == "supplies" || relation == "tests" {
		for _, g := range goods[:r.IntN(len(goods)+1)] {
			fields = append(fields, graph.ClaimGoods, g)
		}
	}
	d.says(pick(r, who...), relation, object, fields...)
}

// randomCorrection corrects something of the cast, a claim in the base, or another correction.
func randomCorrection(r *rand.Rand, w *world, log []correct.Correction, n int) correct.Correction {
	c := correct.Correction{By: "test", When: time.Date(2024, 1, 1, 0, 0, n, 0, time.UTC), Why: "random"}
	a, b := graph.Entity(pick(r, cast...).slug), graph.Entity(pick(r, cast...).slug)
	c.Action = pick(r, correct.Merge, correct.Merge, correct.Split, correct.NeverMerge, correct.Rename, correct.Retype, correct.Retract, correct.Confirm, correct.Undo, correct.Undo)
	if (c.Action == correct.Merge || c.Action == correct.NeverMerge) && a == b || c.Action == correct.Undo && len(log) == 0 {
		c.Action = correct.Split
	}
	switch c.Action {
	case correct.Merge, correct.NeverMerge:
		c.Entity, c.Into = a, b
	case correct.Rename:
		c.Entity, c.Name = a, pick(r, "Neuer Name", "Anderer Name")
	case correct.Retype:
		c.Entity, c.Type = a, pick(r, ontology.Person, ontology.Place)
	case correct.Split:
		c.Entity = a
	case correct.Undo:
		c.Undoes = pick(r, log...).IRI()
	default:
		c.Claim = "none"
		for q := range w.base {
			if q.Predicate == graph.Fingerprint && (c.Claim == "none" || q.Object.(quad.String) < quad.String(c.Claim)) {
				c.Claim = string(q.Object.(quad.String))
			}
		}
	}
	return c
}
