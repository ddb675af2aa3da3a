package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
)

var backends = []string{Memory, Index}

// opened gives an empty store that is closed with the test.
func opened(t testing.TB, backend string) *Store {
	t.Helper()
	s, err := Open(Options{Backend: backend, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// report writes the graph of an article.
type report struct {
	article quad.IRI
	quads   []quad.Quad
	claims  int
}

func reporting(id string) *report {
	r := &report{article: graph.Article(id)}
	r.add(r.article, graph.Type, graph.ClassArticle)
	r.add(r.article, graph.Hash, quad.String("hash of "+id))
	r.add(r.article, graph.Text, quad.String("Ein Bericht über "+id+"."))
	r.add(r.article, graph.Extractor, quad.String("test"))
	r.add(r.article, graph.Published, quad.String("2023-09-1"+id[len(id)-1:]))
	return r
}

func (r *report) add(s quad.Value, p quad.IRI, o quad.Value) {
	r.quads = append(r.quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: r.article})
}

// who are the actors of the tests; the Wikidata id joins the two spellings of one of them.
var who = []struct{ slug, typ, name, wikidata string }{
	{"kim-jong-un", "Person", "Kim Jong-un", "Q56226"},
	{"kim-dschong-un", "Person", "Kim Dschong Un", "Q56226"},
	{"wladimir-putin", "Person", "Wladimir Putin", ""},
	{"dmitri-peskow", "Person", "Dmitri Peskow", ""},
	{"russland", "State", "Russland", "Q159"},
	{"nordkorea", "State", "Nordkorea", "Q423"},
}

func (r *report) actor(i int) quad.IRI {
	w := who[i]
	e := graph.Entity(w.slug)
	r.add(e, graph.NameRead, quad.String(w.name))
	r.add(e, graph.TypeRead, graph.Class(w.typ))
	if w.wikidata != "" {
		r.add(e, graph.WikidataRead, graph.Wikidata(w.wikidata))
	}
	return e
}

func (r *report) good(name string) quad.IRI {
	e := graph.Entity(strings.ToLower(name))
	r.add(e, graph.NameRead, quad.String(name))
	r.add(e, graph.TypeRead, graph.Class("Good"))
	r.add(e, graph.HeadRead, quad.String(name))
	return e
}

// says adds a claim with the fields, which are pairs of a predicate and a value, and a sentence as its evidence.
func (r *report) says(s quad.IRI, relation string, o quad.IRI, fields ...quad.Value) quad.IRI {
	r.claims++
	c, sentence := graph.Part(r.article, fmt.Sprint("c-", r.claims)), graph.Part(r.article, fmt.Sprint("s-", r.claims))
	r.add(c, graph.Type, graph.ClassClaim)
	r.add(c, graph.InArticle, r.article)
	r.add(c, graph.ClaimSubject, s)
	r.add(c, graph.ClaimPredicate, graph.Relation(relation))
	r.add(c, graph.Fingerprint, quad.String(fmt.Sprint(r.article, r.claims)))
	r.add(c, graph.Evidence, sentence)
	r.add(c, graph.Confidence, quad.Float(0.5))
	r.add(sentence, graph.Surface, quad.String(fmt.Sprintf("%s %s %s.", s, relation, o)))
	if o != "" {
		r.add(c, graph.ClaimObject, o)
	}
	said := map[quad.Value]bool{}
	for i := 0; i+1 < len(fields); i += 2 {
		r.add(c, fields[i].(quad.IRI), fields[i+1])
		said[fields[i]] = true
	}
	for p, v := range map[quad.IRI]string{graph.Modality: "actual", graph.Polarity: "positive"} {
		if !said[p] {
			r.add(c, p, quad.String(v))
		}
	}
	return c
}

func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// anyReport is the random graph of an article.
func anyReport(r *rand.Rand, id string) *report {
	a := reporting(id)
	var actors []quad.IRI
	for _, i := range r.Perm(len(who))[:2+r.IntN(3)] {
		actors = append(actors, a.actor(i))
	}
	for range r.IntN(4) {
		s, o := pick(r, actors...), pick(r, actors...)
		fields := []quad.Value{graph.Modality, quad.String(pick(r, "actual", "actual", "alleged"))}
		if r.IntN(3) == 0 {
			fields = append(fields, graph.AttributedTo, pick(r, actors...))
		}
		if r.IntN(4) == 0 {
			fields = append(fields, graph.DeniedBy, pick(r, actors...))
		}
		relation := pick(r, "meets", "supplies", "accuses")
		if relation == "supplies" {
			fields = append(fields, graph.ClaimGoods, a.good(pick(r, "Munition", "Getreide")))
		}
		a.says(s, relation, o, fields...)
	}
	return a
}

func anyCorrection(r *rand.Rand, n int) correct.Correction {
	c := correct.Correction{By: "test", When: time.Date(2024, 1, 1, 0, 0, n, 0, time.UTC), Why: "random"}
	i, j := r.IntN(len(who)), r.IntN(len(who)-1)
	if j >= i {
		j++
	}
	c.Entity = graph.Entity(who[i].slug)
	switch c.Action = pick(r, correct.Merge, correct.Split, correct.Rename); c.Action {
	case correct.Merge:
		c.Into = graph.Entity(who[j].slug)
	case correct.Rename:
		c.Name = "Name " + who[j].name
	}
	return c
}

// dump is everything in a store, in order.
func dump(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	err := s.Quads(context.Background(), graph.Pattern{}, func(q quad.Quad) error { out = append(out, q.NQuad()); return nil })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func clean(t testing.TB, s *Store) {
	t.Helper()
	if found, err := s.Check(context.Background()); err != nil || len(found) > 0 {
		t.Fatalf("check: %v %v", found, err)
	}
}

// from hands quads to Import.
func from(quads []quad.Quad) func() (quad.Quad, error) {
	return func() (quad.Quad, error) {
		if len(quads) == 0 {
			return quad.Quad{}, errEnd
		}
		q := quads[0]
		quads = quads[1:]
		return q, nil
	}
}
