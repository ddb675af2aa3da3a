package derive

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A source asks a view. Its first error sticks: afterwards it finds nothing, and Update reports the error at the end. Answers are
// collected before they are used, so a view never meets a call from inside a call.
type source struct {
	view View
	err  error
}

var errEnough = errors.New("enough")

// each runs over the quads of a pattern until f returns false.
func (s *source) each(p graph.Pattern, f func(quad.Quad) bool) {
	if s.err != nil {
		return
	}
	err := s.view.Quads(p, func(q quad.Quad) error {
		if !f(q) {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		s.err = err
	}
}

func (s *source) has(p graph.Pattern) bool {
	found := false
	s.each(p, func(quad.Quad) bool { found = true; return false })
	return found
}

// quads lists what matches, in no order.
func (s *source) quads(p graph.Pattern) []quad.Quad {
	var out []quad.Quad
	s.each(p, func(q quad.Quad) bool { out = append(out, q); return true })
	return out
}

// subjects lists the IRIs that have o under a predicate in a layer, sorted; a nil label means the article graphs.
func (s *source) subjects(p quad.IRI, o quad.Value, label quad.Value) []quad.IRI {
	return s.distinct(graph.Pattern{P: p, O: o, L: label}, func(q quad.Quad) quad.Value { return q.Subject })
}

// objects lists the IRIs that a subject has under a predicate in a layer, sorted; a nil label means the article graphs.
func (s *source) objects(subject quad.Value, p quad.IRI, label quad.Value) []quad.IRI {
	return s.distinct(graph.Pattern{S: subject, P: p, L: label}, func(q quad.Quad) quad.Value { return q.Object })
}

func (s *source) distinct(p graph.Pattern, end func(quad.Quad) quad.Value) []quad.IRI {
	found := set[quad.IRI]{}
	s.each(p, func(q quad.Quad) bool {
		if iri, ok := end(q).(quad.IRI); ok && (p.L != nil || graph.IsArticle(q.Label)) {
			found.put(iri)
		}
		return true
	})
	return sorted(found)
}

// texts lists the plain strings that a subject has under a predicate, sorted; a nil label means the article graphs.
func (s *source) texts(subject quad.Value, p quad.IRI, label quad.Value) []string {
	found := set[string]{}
	s.each(graph.Pattern{S: subject, P: p, L: label}, func(q quad.Quad) bool {
		if text, ok := q.Object.(quad.String); ok && (label != nil || graph.IsArticle(q.Label)) {
			found.put(string(text))
		}
		return true
	})
	return sorted(found)
}

func sorted[T cmp.Ordered](s set[T]) []T { return slices.Sorted(maps.Keys(s)) }

// A memory is the view that Whole works on: layers 1 and 2, indexed by what Update asks for.
type memory struct {
	all     []quad.Quad
	s       map[quad.Value][]quad.Quad
	sp, po  map[[2]quad.Value][]quad.Quad
	labelsP map[[2]quad.Value][]quad.Quad
}

func newMemory() *memory {
	return &memory{s: map[quad.Value][]quad.Quad{}, sp: map[[2]quad.Value][]quad.Quad{}, po: map[[2]quad.Value][]quad.Quad{}, labelsP: map[[2]quad.Value][]quad.Quad{}}
}

func (m *memory) add(q quad.Quad) {
	m.all = append(m.all, q)
	m.s[q.Subject] = append(m.s[q.Subject], q)
	sp, po, lp := [2]quad.Value{q.Subject, q.Predicate}, [2]quad.Value{q.Predicate, q.Object}, [2]quad.Value{q.Label, q.Predicate}
	m.sp[sp] = append(m.sp[sp], q)
	m.po[po] = append(m.po[po], q)
	m.labelsP[lp] = append(m.labelsP[lp], q)
}

// Quads implements View.
func (m *memory) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range m.candidates(p) {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) &&
			(p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *memory) candidates(p graph.Pattern) []quad.Quad {
	switch {
	case p.L == graph.Derived:
		return nil
	case p.O != nil && p.P != nil && p.S == nil:
		return m.po[[2]quad.Value{p.P, p.O}]
	case p.S != nil && p.P != nil:
		return m.sp[[2]quad.Value{p.S, p.P}]
	case p.S != nil:
		return m.s[p.S]
	case p.L != nil && p.P != nil:
		return m.labelsP[[2]quad.Value{p.L, p.P}]
	}
	return m.all
}
