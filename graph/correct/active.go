package correct

import (
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// Active keeps the corrections that hold: those that no holding undo takes back, undos themselves left out. Undoing an undo
// brings the first correction back. The order is kept.
func Active(cs []Correction) []Correction {
	undos := undosOf(cs)
	var out []Correction
	for _, c := range cs {
		if c.Action != Undo && !undone(c.IRI(), undos) {
			out = append(out, c)
		}
	}
	return out
}

// undosOf finds the undos of each correction.
func undosOf(cs []Correction) map[quad.IRI][]Correction {
	out := map[quad.IRI][]Correction{}
	for _, c := range cs {
		if c.Action == Undo {
			out[c.Undoes] = append(out[c.Undoes], c)
		}
	}
	return out
}

// undone cannot run in circles: an IRI is a hash of what the correction undoes.
func undone(iri quad.IRI, undos map[quad.IRI][]Correction) bool {
	for _, u := range undos[iri] {
		if !undone(u.IRI(), undos) {
			return true
		}
	}
	return false
}

// stale reports whether a correction matches nothing: its entity is in no article, no claim has its fingerprint, there is no
// such correction. has reports whether the store holds a quad of the pattern.
func (c Correction) stale(has func(graph.Pattern) (bool, error)) (bool, error) {
	patterns := []graph.Pattern{{S: c.Entity, P: graph.NameRead}}
	switch c.Action {
	case Retract, Confirm:
		patterns = []graph.Pattern{{P: graph.Fingerprint, O: quad.String(c.Claim)}}
	case Undo:
		patterns = []graph.Pattern{{S: c.Undoes, P: graph.Action, L: graph.Corrections}}
	case Merge, NeverMerge:
		patterns = append(patterns, graph.Pattern{S: c.Into, P: graph.NameRead})
	}
	for _, p := range patterns {
		if found, err := has(p); err != nil || !found {
			return err == nil, err
		}
	}
	return false, nil
}
