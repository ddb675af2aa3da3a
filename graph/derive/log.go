package derive

import (
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
)

// correctedValues are the entities and fingerprints that the corrections in the change bind to, those that are undone or
// brought back included.
func (u *update) correctedValues() set[quad.Value] {
	seen, out := set[quad.Value]{}, set[quad.Value]{}
	var todo []quad.Value
	targets := map[quad.Value][]quad.Value{} // of removed corrections: the view does not show them any more
	u.changed(func(q quad.Quad, _ bool) {
		if q.Label != graph.Corrections {
			return
		}
		todo = append(todo, q.Subject)
		if q.Predicate == graph.Target || q.Predicate == graph.Into {
			targets[q.Subject] = append(targets[q.Subject], q.Object)
		}
	})
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen.has(v) {
			continue
		}
		seen.put(v)
		next := targets[v]
		if _, isIRI := v.(quad.IRI); isIRI {
			for _, p := range []quad.IRI{graph.Target, graph.Into} {
				u.src.each(graph.Pattern{S: v, P: p, L: graph.Corrections}, func(q quad.Quad) bool { next = append(next, q.Object); return true })
			}
		}
		if len(next) == 0 {
			out.put(v)
		}
		todo = append(todo, next...)
	}
	return out
}

// correctionsOf lists the corrections that bind to an entity or a fingerprint, and the undos that bind to those.
func (u *update) correctionsOf(v quad.Value) []correct.Correction {
	iris := u.src.subjects(graph.Target, v, graph.Corrections)
	iris = append(iris, u.src.subjects(graph.Into, v, graph.Corrections)...)
	var out []correct.Correction
	for i := 0; i < len(iris); i++ {
		if slices.Contains(iris[:i], iris[i]) {
			continue
		}
		e := u.entry(iris[i])
		out = append(out, e.is...)
		iris = append(iris, e.undos...)
	}
	slices.SortFunc(out, correct.Compare)
	return out
}

// An entry is a correction in the log and what undoes it. A malformed one (the log may come from a foreign hand) corrects nothing.
type entry struct {
	is    []correct.Correction // one, none where it is malformed
	undos []quad.IRI
}

func (u *update) entry(iri quad.IRI) entry {
	e, known := u.entries[iri]
	if !known {
		if cs, err := correct.Parse(u.src.quads(graph.Pattern{S: iri, L: graph.Corrections})); err == nil {
			e.is = cs
		}
		e.undos = u.src.subjects(graph.Target, iri, graph.Corrections)
		u.entries[iri] = e
	}
	return e
}

// ends are the entities that a correction speaks of.
func ends(c correct.Correction) []quad.IRI {
	var out []quad.IRI
	for _, e := range []quad.IRI{c.Entity, c.Into} {
		if e != "" {
			out = append(out, e)
		}
	}
	return out
}
