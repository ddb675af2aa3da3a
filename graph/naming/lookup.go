package naming

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A lookup asks a view; its first error sticks, and what it reads afterwards is empty.
type lookup struct {
	view View
	err  error
}

func (l *lookup) quads(p graph.Pattern) []quad.Quad {
	var out []quad.Quad
	if l.err == nil {
		l.err = l.view.Quads(p, func(q quad.Quad) error { out = append(out, q); return nil })
	}
	return out
}

// ends lists the subjects or objects of what matches, sorted.
func (l *lookup) ends(p graph.Pattern, d quad.Direction) []quad.Value {
	var out []quad.Value
	for _, q := range l.quads(p) {
		out = append(out, q.Get(d))
	}
	slices.SortFunc(out, func(a, b quad.Value) int { return cmp.Compare(quad.StringOf(a), quad.StringOf(b)) })
	return out
}

// name is what a representative is called; one without a name is called by its IRI.
func (l *lookup) name(rep quad.Value) string {
	for _, v := range l.ends(graph.Pattern{S: rep, P: graph.Name, L: graph.Derived}, quad.Object) {
		return quad.ToString(v)
	}
	return quad.ToString(rep)
}

func (l *lookup) representative(e quad.Value) quad.Value {
	for _, o := range l.ends(graph.Pattern{S: e, P: graph.SameAs, L: graph.Derived}, quad.Object) {
		if !isWikidata(o) {
			return o
		}
	}
	return e
}
