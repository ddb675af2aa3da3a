// Package suggest lists pairs of things that may be one, with reasons and a score, for a person to decide. For example, "Peskow" and
// "Dmitri Peskow" are suggested, because one is the last name of the other, nobody else bears it, and both have to do with Russland.
//
// It merges nothing: what is certain graph/derive has joined, and what is only likely stays apart until somebody says so
// (graph/correct). Pairs that somebody has kept apart, and things with two Wikidata ids, are not suggested.
package suggest

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/internal/ontology"
)

// A View shows quads. Patterns with subject and predicate, and with predicate and object, must be cheap.
type View interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
}

// A Thing is one side of a pair.
type Thing struct {
	IRI  quad.IRI
	Name string
	Type string // "Person"
}

// A Pair may be one thing: Gives would be merged into Stays, the fuller or better known one.
type Pair struct {
	Gives, Stays Thing
	Score        float64  // 0 to 1, of two digits
	Reasons      []string // for it, then against
}

// Bounds of a list.
type Bounds struct {
	Pairs int     // at most; the likeliest come first
	Score float64 // at least
}

// Merges lists pairs, and how many more there are of that score.
func Merges(ctx context.Context, v View, b Bounds) (pairs []Pair, more int, err error) {
	r := &reader{ctx: ctx, view: v}
	things := r.things()
	blocks := blocksOf(things)
	apart := r.apart()
	for _, c := range candidates(things, blocks) {
		if ctx.Err() != nil {
			return nil, 0, ctx.Err()
		}
		if p, ok := r.judge(c, apart); ok && p.Score >= b.Score {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.Stays.Name, y.Stays.Name), cmp.Compare(x.Gives.Name, y.Gives.Name),
			cmp.Compare(x.Gives.IRI, y.Gives.IRI), cmp.Compare(x.Stays.IRI, y.Stays.IRI))
	})
	n := min(len(pairs), b.Pairs)
	return pairs[:n], len(pairs) - n, r.err
}

// A thing is a representative with its names.
type thing struct {
	Thing
	keys     []string // folded names, sorted
	others   []string // names beside the first
	wikidata []quad.IRI
	members  []quad.IRI // the representative first
}

// A reader asks a view; its first error sticks.
type reader struct {
	ctx  context.Context
	view View
	err  error
}

func (r *reader) quads(p graph.Pattern, most int) []quad.Quad {
	var out []quad.Quad
	if r.err != nil {
		return nil
	}
	err := r.view.Quads(p, func(q quad.Quad) error {
		if out = append(out, q); len(out) == most {
			return errEnough
		}
		return r.ctx.Err()
	})
	if err != nil && err != errEnough {
		r.err = err
	}
	return out
}

type enough struct{}

func (enough) Error() string { return "enough" }

var errEnough = error(enough{})

// things reads everything that has a name; goods are known by what they are and unnamed actors belong to their article.
func (r *reader) things() []*thing {
	byIRI := map[quad.Value]*thing{}
	for _, q := range r.quads(graph.Pattern{P: graph.Name, L: graph.Derived}, 0) {
		if iri, ok := q.Subject.(quad.IRI); ok {
			byIRI[iri] = &thing{Thing: Thing{IRI: iri, Name: quad.ToString(q.Object)}, members: []quad.IRI{iri}}
		}
	}
	for _, p := range []quad.IRI{graph.AltName, graph.NameKey, graph.Type, graph.SameAs} {
		for _, q := range r.quads(graph.Pattern{P: p, L: graph.Derived}, 0) {
			r.add(byIRI, q)
		}
	}
	for _, q := range r.quads(graph.Pattern{P: graph.LocalTo}, 0) {
		delete(byIRI, q.Subject)
	}
	var out []*thing
	for _, t := range byIRI {
		if t.Type != "" && t.Type != ontology.Good {
			slices.Sort(t.keys)
			slices.Sort(t.others)
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *thing) int { return cmp.Compare(a.IRI, b.IRI) })
	return out
}

func (r *reader) add(byIRI map[quad.Value]*thing, q quad.Quad) {
	t := byIRI[q.Subject]
	o, isIRI := q.Object.(quad.IRI)
	switch {
	case q.Predicate == quad.Value(graph.SameAs) && t != nil && strings.HasPrefix(string(o), string(graph.Wikidata(""))):
		t.wikidata = append(t.wikidata, o)
	case q.Predicate == quad.Value(graph.SameAs):
		if rep := byIRI[q.Object]; rep != nil {
			rep.members = append(rep.members, q.Subject.(quad.IRI))
		}
	case t == nil:
	case q.Predicate == quad.Value(graph.AltName):
		t.others = append(t.others, quad.ToString(q.Object))
	case q.Predicate == quad.Value(graph.NameKey):
		t.keys = append(t.keys, quad.ToString(q.Object))
	case isIRI:
		t.Type = strings.TrimPrefix(string(o), string(graph.Class("")))
	}
}

// apart are the pairs that somebody keeps apart, and the entities that somebody has split off, alone.
func (r *reader) apart() map[[2]quad.IRI]bool {
	out := map[[2]quad.IRI]bool{}
	byIRI := map[quad.Value][]quad.Quad{}
	for _, q := range r.quads(graph.Pattern{L: graph.Corrections}, 0) {
		byIRI[q.Subject] = append(byIRI[q.Subject], q)
	}
	var log []correct.Correction
	for _, qs := range byIRI {
		if cs, err := correct.Parse(qs); err == nil {
			log = append(log, cs...)
		}
	}
	for _, c := range correct.Active(log) {
		switch c.Action {
		case correct.NeverMerge:
			out[[2]quad.IRI{c.Entity, c.Into}], out[[2]quad.IRI{c.Into, c.Entity}] = true, true
		case correct.Split:
			out[[2]quad.IRI{c.Entity}] = true
		}
	}
	return out
}

// A candidate is a pair with the likeness of its names.
type candidate struct {
	a, b    *thing
	score   float64
	reasons []string
}

// Weights of what speaks for a pair beside its names, and against it.
const (
	company   = 0.10 // both have to do with the same third thing
	together  = 0.35 // one article names both and keeps them apart
	otherType = 0.30
)

// judge adds what the graph says of a pair.
func (r *reader) judge(c candidate, apart map[[2]quad.IRI]bool) (Pair, bool) {
	if len(c.a.wikidata) > 0 && len(c.b.wikidata) > 0 {
		return Pair{}, false
	}
	for _, m := range c.a.members {
		for _, n := range c.b.members {
			if apart[[2]quad.IRI{m, n}] || apart[[2]quad.IRI{m}] || apart[[2]quad.IRI{n}] {
				return Pair{}, false
			}
		}
	}
	score, reasons := c.score, slices.Clone(c.reasons)
	if shared := r.shared(c.a, c.b); shared != "" {
		score, reasons = score+company, append(reasons, "both have to do with "+shared)
	}
	if c.a.Type != c.b.Type {
		score, reasons = score-otherType, append(reasons, "but one is a "+c.a.Type+" and one a "+c.b.Type)
	}
	if r.together(c.a, c.b) {
		score, reasons = score-together, append(reasons, "but one article names both")
	}
	gives, stays := c.a, c.b
	if fuller(c.a, c.b) < 0 {
		gives, stays = c.b, c.a
	}
	return Pair{gives.Thing, stays.Thing, math.Round(max(0, min(score, 0.99))*100) / 100, reasons}, true
}

// fuller puts the thing first that stays: the identified one, the one with more words, of people the longer name, the one with
// more names.
func fuller(a, b *thing) int {
	words := func(t *thing) int { return len(strings.Fields(ontology.Fold(t.Name))) }
	letters := func(t *thing) int {
		if t.Type != ontology.Person {
			return 0
		}
		return len(t.Name)
	}
	return cmp.Or(cmp.Compare(len(b.wikidata), len(a.wikidata)), cmp.Compare(words(b), words(a)), cmp.Compare(letters(b), letters(a)), cmp.Compare(len(b.keys), len(a.keys)),
		cmp.Compare(len(a.IRI), len(b.IRI)), cmp.Compare(a.IRI, b.IRI))
}

// most bounds how much of a thing is read: a state is in every article.
const most = 300

// shared is a third thing that statements join to both, the first by name.
func (r *reader) shared(a, b *thing) string {
	of := r.partners(a.IRI)
	best := ""
	for p := range r.partners(b.IRI) {
		if !of[p] || p == a.IRI || p == b.IRI {
			continue
		}
		for _, q := range r.quads(graph.Pattern{S: p, P: graph.Name, L: graph.Derived}, 1) {
			if name := quad.ToString(q.Object); best == "" || name < best {
				best = name
			}
		}
	}
	return best
}

func (r *reader) partners(e quad.IRI) map[quad.IRI]bool {
	out := map[quad.IRI]bool{}
	for end, other := range map[quad.IRI]quad.IRI{graph.ClaimSubject: graph.ClaimObject, graph.ClaimObject: graph.ClaimSubject} {
		for _, st := range r.quads(graph.Pattern{P: end, O: e, L: graph.Derived}, most) {
			for _, q := range r.quads(graph.Pattern{S: st.Subject, P: other, L: graph.Derived}, 1) {
				if o, ok := q.Object.(quad.IRI); ok {
					out[o] = true
				}
			}
		}
	}
	return out
}

// together reports whether one article names both.
func (r *reader) together(a, b *thing) bool {
	in := map[quad.Value]bool{}
	for _, m := range a.members {
		for _, q := range r.quads(graph.Pattern{S: m, P: graph.NameRead}, most) {
			in[q.Label] = true
		}
	}
	for _, m := range b.members {
		for _, q := range r.quads(graph.Pattern{S: m, P: graph.NameRead}, most) {
			if in[q.Label] {
				return true
			}
		}
	}
	return false
}
