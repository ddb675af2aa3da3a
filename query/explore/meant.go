package explore

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// Meant reads what the rows of a query name as claims and entities: a claim stands for itself and for the things of its statements,
// a statement for its claims and things, a thing for itself. Other IRIs are passed over. Both come each once, in the order of
// their IRIs.
func Meant(ctx context.Context, r Reader, iris []quad.IRI) (claims, entities []quad.IRI, err error) {
	l := remembering(ctx, r)
	m := &meant{lookup: l, claims: map[quad.IRI]bool{}, entities: map[quad.IRI]bool{}}
	for _, iri := range iris {
		m.iri(iri)
	}
	return sortedIRIs(m.claims), sortedIRIs(m.entities), l.err
}

type meant struct {
	*lookup
	claims, entities map[quad.IRI]bool
}

func (m *meant) iri(iri quad.IRI) {
	for _, class := range m.ends(graph.Pattern{S: iri, P: graph.Type}, quad.Object) {
		switch class {
		case graph.ClassClaim:
			m.claims[iri] = true
			for _, st := range m.ends(graph.Pattern{P: graph.HasClaim, O: iri, L: graph.Derived}, quad.Subject) {
				m.things(st)
			}
			return
		case graph.ClassStatement:
			for _, c := range m.ends(graph.Pattern{S: iri, P: graph.HasClaim, L: graph.Derived}, quad.Object) {
				m.claims[c.(quad.IRI)] = true
			}
			m.things(iri)
			return
		}
	}
	if rep, ok := m.representative(iri).(quad.IRI); ok && m.text(rep, graph.Name, graph.Derived) != "" {
		m.entities[rep] = true
	}
}

func (m *meant) things(statement quad.Value) {
	for _, p := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods} {
		for _, e := range m.ends(graph.Pattern{S: statement, P: p, L: graph.Derived}, quad.Object) {
			if iri, ok := e.(quad.IRI); ok {
				m.entities[iri] = true
			}
		}
	}
}

func sortedIRIs(set map[quad.IRI]bool) []quad.IRI {
	out := []quad.IRI{}
	for iri := range set {
		out = append(out, iri)
	}
	slices.Sort(out)
	return out
}
