// Package derive computes the third layer of the graph from the other two: which entities are one thing, which claims make one
// statement, and the shortcuts that queries walk. For example, three articles that report a meeting of Kim Jong-un and Wladimir
// Putin give one statement with three claims and the pair of shortcuts <id:kim-jong-un> <rel:meets> <id:wladimir-putin> and back.
//
// Whole computes the layer from nothing, Update what a change does to it; both give the same layer, and the order in which
// articles came plays no part. Both are pure functions of what the view shows. Nothing is stored here and no text is read.
package derive

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// Version is raised when the rules derive something else from the same articles: a layer of another version is derived anew.
const Version = 2

// A View shows the quads of all layers, those of layers 1 and 2 as they are after a change. Patterns with subject and label, and
// with predicate and object, must be cheap. An error of yield ends the call and is returned as it is.
type View interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
}

// Rules derive with one ontology: it says which relations are symmetric and which types there are.
type Rules struct {
	symmetric map[string]bool
	types     []string
}

// New makes the rules of an ontology.
func New(o *ontology.Ontology) *Rules {
	r := &Rules{symmetric: map[string]bool{}}
	for _, rel := range o.Relations {
		r.symmetric[rel.Name] = rel.Symmetric
	}
	for _, t := range o.Types {
		r.types = append(r.types, t.Name)
	}
	return r
}

// Whole computes the derived layer from the other two, sorted. What the view shows in label graph.Derived is not looked at.
func (r *Rules) Whole(v View) ([]quad.Quad, error) {
	m := newMemory()
	var base []quad.Quad
	err := v.Quads(graph.Pattern{}, func(q quad.Quad) error {
		if matters(q) {
			base = append(base, q)
			m.add(q)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	_, add, err := r.Update(m, nil, base)
	return add, err
}

// Update computes what a change of layers 1 and 2 does to the derived layer. The view shows layers 1 and 2 after the change and
// the derived layer before it. A quad in both removed and added counts as kept. Both results are sorted.
func (r *Rules) Update(v View, removed, added []quad.Quad) (del, add []quad.Quad, err error) {
	u := newUpdate(r, v, removed, added)
	u.deriveEntities()
	u.deriveReprints()
	u.deriveStatements()
	if u.src.err != nil {
		return nil, nil, u.src.err
	}
	return minus(u.old, u.new), minus(u.new, u.old), nil
}

// matters reports whether the derived layer depends on a quad; text, mentions and sentences do not matter.
func matters(q quad.Quad) bool {
	if q.Label == graph.Corrections {
		return true
	}
	if !graph.IsArticle(q.Label) {
		return false
	}
	switch q.Predicate {
	case graph.NameRead, graph.TypeRead, graph.AliasRead, graph.WikidataRead, graph.LocalTo, graph.HeadRead,
		graph.Published, graph.Agency, graph.Signature:
		return true
	}
	return ofClaim(q.Predicate)
}

// An update is one call of Update: what changed, what was found out on the way, and the derived quads of the units that the change
// touches, before (old) and after (new).
type update struct {
	rules          *Rules
	src            *source
	removed, added []quad.Quad // net
	old, new       set[quad.Quad]

	befores map[quad.IRI]quad.IRI // entity -> representative before the change
	reps    map[quad.IRI]quad.IRI // the same after it, where it may be another
	moved   []quad.IRI            // entities whose representative changes
	dates   map[quad.IRI]string   // article -> day of publication
	groups  map[quad.IRI]quad.IRI // article -> representative of its reprints
	claims  set[quad.IRI]         // claims that the change touches
	entries map[quad.IRI]entry    // corrections that were read
}

func newUpdate(r *Rules, v View, removed, added []quad.Quad) *update {
	before, after := relevant(removed), relevant(added)
	return &update{
		rules: r, src: &source{view: v}, removed: minus(before, after), added: minus(after, before),
		old: set[quad.Quad]{}, new: set[quad.Quad]{}, befores: map[quad.IRI]quad.IRI{}, reps: map[quad.IRI]quad.IRI{}, dates: map[quad.IRI]string{},
		groups: map[quad.IRI]quad.IRI{}, claims: set[quad.IRI]{}, entries: map[quad.IRI]entry{},
	}
}

func relevant(qs []quad.Quad) set[quad.Quad] {
	out := make(set[quad.Quad], len(qs))
	for _, q := range qs {
		if matters(q) {
			out.put(q)
		}
	}
	return out
}

// changed runs over the net change: removed quads, then added ones.
func (u *update) changed(yield func(q quad.Quad, added bool)) {
	for _, q := range u.removed {
		yield(q, false)
	}
	for _, q := range u.added {
		yield(q, true)
	}
}

type set[T comparable] map[T]struct{}

func (s set[T]) put(v T)      { s[v] = struct{}{} }
func (s set[T]) has(v T) bool { _, ok := s[v]; return ok }

// minus lists what is in a and not in b, sorted.
func minus(a, b set[quad.Quad]) []quad.Quad {
	var out []quad.Quad
	for q := range a {
		if !b.has(q) {
			out = append(out, q)
		}
	}
	slices.SortFunc(out, compare)
	return out
}

func compare(a, b quad.Quad) int {
	return cmp.Or(compareValues(a.Subject, b.Subject), compareValues(a.Predicate, b.Predicate),
		compareValues(a.Object, b.Object), compareValues(a.Label, b.Label))
}

// compareValues orders by the written form; IRIs, which are nearly all, need not be written for it.
func compareValues(a, b quad.Value) int {
	if x, ok := a.(quad.IRI); ok {
		if y, ok := b.(quad.IRI); ok {
			return strings.Compare(string(x), string(y))
		}
	}
	return strings.Compare(quad.StringOf(a), quad.StringOf(b))
}
