package derive_test

import (
	"math/rand/v2"
	"testing"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/graph"
)

// An import may bring article graphs that no extractor wrote: literals where IRIs belong, claims in two articles, half a
// correction. Whatever it is, the layer must follow from it, and one change at a time must lead to the same layer.
func TestAnyQuadsDeriveTheSameEitherWay(t *testing.T) {
	r := rules(t)
	for seed := range *sequences {
		rnd := rand.New(rand.NewPCG(uint64(seed), 13))
		w := newWorld()
		for step := range 8 {
			var removed, added []quad.Quad
			for q := range w.base {
				if rnd.IntN(4) == 0 {
					removed = append(removed, q)
				}
			}
			for range 1 + rnd.IntN(12) {
				if q := anyQuad(rnd); !w.base[q] {
					added = append(added, q)
				}
			}
			w.change(t, r, removed, added)
			if diff := gocmp.Diff(whole(t, r, w), lines(all(w.derived))); diff != "" || t.Failed() {
				t.Fatalf("seed %d, step %d: whole -, incremental +\n%s", seed, step, diff)
			}
		}
	}
}

func anyQuad(r *rand.Rand) quad.Quad {
	one, two := graph.Article("1"), graph.Article("2")
	values := []quad.Value{
		quad.IRI("id:a"), quad.IRI("id:b"), quad.IRI("wd:Q1"), graph.Part(one, "c-1"), graph.Part(one, "c-2"), one, two, graph.Class("Person"), graph.Class("State"),
		graph.Relation("meets"), graph.Relation("tests"), quad.IRI("rel:"), quad.IRI("cor:1"), quad.String("Dmitri Peskow"), quad.String("Dmitry Peskov"), quad.String(""),
		quad.String("actual"), quad.String("negative"), quad.String("2023-09"), quad.String("merge"), quad.String("undo"), quad.Int(3), quad.BNode("x"),
		quad.LangString{Value: "Peskow", Lang: "de"},
	}
	predicates := []quad.IRI{
		graph.NameRead, graph.TypeRead, graph.AliasRead, graph.WikidataRead, graph.LocalTo, graph.HeadRead, graph.Published, graph.Agency, graph.Signature,
		graph.ClaimSubject, graph.ClaimPredicate, graph.ClaimObject, graph.ClaimGoods, graph.ClaimDate, graph.Modality, graph.Polarity, graph.AttributedTo,
		graph.DeniedBy, graph.Fingerprint, graph.Action, graph.Target, graph.Into, graph.Value, graph.By, graph.When,
	}
	label := pick(r, one, two, one, two, graph.Corrections, "foreign:graph")
	q := quad.Quad{Subject: pick(r, values[:7]...), Predicate: pick(r, predicates...), Object: pick(r, values...), Label: label}
	if r.IntN(2) == 0 { // what makes a claim or an entity is rare among all there might be
		q.Subject, q.Predicate, q.Object = values[3+r.IntN(2)], graph.ClaimPredicate, values[9+r.IntN(2)]
		switch r.IntN(4) {
		case 0:
			q.Predicate, q.Object = pick(r, graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods), values[r.IntN(2)]
		case 1:
			q.Subject, q.Predicate, q.Object = values[r.IntN(2)], graph.NameRead, values[13+r.IntN(2)]
		case 2:
			q.Subject, q.Predicate, q.Object = values[r.IntN(2)], graph.TypeRead, values[7+r.IntN(2)]
		}
	}
	return q
}
