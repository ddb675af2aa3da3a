package format

import (
	"cmp"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A run is what one graph says of one subject, as far as its quads follow each other: an object of JSON-LD, a paragraph of TriG.
type run struct {
	label, subject quad.Value
	predicates     []property // in the order in which they come
	at             map[quad.Value]int
}

type property struct {
	predicate quad.IRI
	objects   []quad.Value
}

// runs groups quads that follow each other. Nothing else is kept in memory, so a graph in any order can be written; Sorted gives
// the order that groups best.
func runs(quads iter.Seq2[quad.Quad, error]) iter.Seq2[*run, error] {
	return func(yield func(*run, error) bool) {
		var r *run
		n := 0
		for q, err := range quads {
			if n++; err == nil {
				if err = check(q); err != nil {
					err = fmt.Errorf("quad %d (%v): %w", n, q, err)
				}
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if r != nil && (r.label != q.Label || r.subject != q.Subject) {
				if !yield(r, nil) {
					return
				}
				r = nil
			}
			if r == nil {
				r = &run{label: q.Label, subject: q.Subject, at: map[quad.Value]int{}}
			}
			r.add(q.Predicate.(quad.IRI), q.Object)
		}
		if r != nil {
			yield(r, nil)
		}
	}
}

func (r *run) add(p quad.IRI, o quad.Value) {
	i, known := r.at[p]
	if !known {
		i = len(r.predicates)
		r.at[p] = i
		r.predicates = append(r.predicates, property{predicate: p})
	}
	r.predicates[i].objects = append(r.predicates[i].objects, o)
}

func (r *run) size() int {
	n := 0
	for _, p := range r.predicates {
		n += len(p.objects)
	}
	return n
}

// Sorted keeps all quads in memory and gives them back each once, by label, subject, predicate and object: so that one graph is
// always one file, and everything about a subject stands together.
func Sorted(quads iter.Seq2[quad.Quad, error]) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		var all []quad.Quad
		for q, err := range quads {
			if err != nil {
				yield(quad.Quad{}, err)
				return
			}
			all = append(all, q)
		}
		slices.SortFunc(all, compare)
		for _, q := range slices.Compact(all) {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// compare puts the type of a thing before all else that is said of it.
func compare(a, b quad.Quad) int {
	if a.Label == b.Label && a.Subject == b.Subject && (a.Predicate == graph.Type) != (b.Predicate == graph.Type) {
		return map[bool]int{true: -1, false: 1}[a.Predicate == graph.Type]
	}
	for _, d := range []quad.Direction{quad.Label, quad.Subject, quad.Predicate, quad.Object} {
		if c := cmp.Compare(quad.StringOf(a.Get(d)), quad.StringOf(b.Get(d))); c != 0 {
			return c
		}
	}
	return 0
}

// check refuses what is no quad of RDF; whether each value can be written is for the writer to say.
func check(q quad.Quad) error {
	if _, ok := q.Predicate.(quad.IRI); !ok {
		return fmt.Errorf("%w: the predicate is no IRI", ErrValue)
	}
	if q.Subject == nil || q.Object == nil {
		return fmt.Errorf("%w: an end is missing", ErrValue)
	}
	for _, v := range []quad.Value{q.Subject, q.Label} {
		if _, isNode := v.(quad.Identifier); !isNode && v != nil {
			return fmt.Errorf("%w: only the object may be a literal", ErrValue)
		}
	}
	return nil
}

var absolute = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// full writes an IRI in full where it means the same in every file. A relative IRI does not: TriG and JSON-LD put the place of the
// file before it.
func full(iri quad.IRI, table map[string]string) (string, error) {
	s := string(graph.Expand(iri, table))
	if !utf8.ValidString(s) || !absolute.MatchString(s) {
		return "", fmt.Errorf("%w: IRI %q is relative or no text; N-Quads may hold it", ErrValue, s)
	}
	return s, nil
}
