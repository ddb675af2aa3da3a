package index

import (
	"cmp"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
)

// A plan is a path as operations on numbers: what is known stands in key ranges, a step is a seek and a scan for each node that
// the path has reached, and what paths have in common is found by way of sets. Cayley's own iterators do one thing at a time, with
// a new cursor each, and a node's values pass through four interfaces on the way.
//
// Only what a plan can say exactly is made one; the rest stays Cayley's, around plans where there are any. Every way to a node is
// a row, also those that Cayley's iterators lose (see TestWhatCayleyLoses).
type plan interface {
	columns() []string     // tags, in the order in which they are saved
	size(r reader) float64 // about how many rows there are
	start(e *execution, set bool) stream
}

// known are nodes that are given.
type known struct{ ids []uint64 }

// anything is all nodes.
type anything struct{}

// step goes from nodes to those at the other places of quads that have the wanted values. Without from it goes over all quads; with
// keep it stays where it is, and only says what is there.
type step struct {
	from   plan
	at     int // place of the nodes it comes from
	want   wanted
	result int
	keep   bool
	saves  []save
}

// wanted are the values that each place of a quad may have, nil for any.
type wanted [4][]uint64

func (w wanted) nothing() bool {
	return w[0] == nil && w[1] == nil && w[2] == nil && w[3] == nil
}

// save is a place of a quad whose value a tag gets.
type save struct {
	place int
	tag   string
}

// tagged saves where a path is.
type tagged struct {
	from plan
	tags []string
}

// either is what one or the other gives, one after the other.
type either struct{ parts []plan }

// once is every node once.
type once struct{ from plan }

// joined is what two have in common, each row of one with each of the other.
type joined struct{ left, right plan }

// filtered is what of a plan is in a set, or is not.
type filtered struct {
	from, set plan
	not       bool
}

// passing is what of a plan passes Cayley's filters of values.
type passing struct {
	from    plan
	filters []shape.ValueFilter
}

// planned is a plan as a shape of Cayley's. shape is what it was made of: it answers whether a single node is in it.
type planned struct {
	plan  plan
	graph *Graph
	shape shape.Shape
}

func (p planned) Optimize(shape.Optimizer) (shape.Shape, bool) { return p, false }

func (p planned) BuildIterator(qs cayley.QuadStore) cayley.Iterator {
	return newLegacyPlan(&planIterator{planned: p, qs: qs})
}

// OptimizeShape is called by Cayley for every part of a query, the inner ones first.
func (g *Graph) OptimizeShape(s shape.Shape) (shape.Shape, bool) {
	s, mended := Repair(s)
	var p plan
	switch s := s.(type) {
	case shape.NodesFrom:
		if quads, ok := s.Quads.(shape.Quads); ok {
			p = g.step(s.Dir, quads)
		}
	case shape.QuadsAction:
		p = g.step(s.Result, s.Simplify().(shape.NodesFrom).Quads.(shape.Quads))
	case shape.Intersect:
		p = g.common(s)
	case rest:
		if exclude := planOf(s.Exclude); exclude != nil && (s.From == nil || isAll(s.From)) {
			p = filtered{anything{}, exclude, true}
		}
	case shape.Union, shape.Unique, shape.Filter:
		p = planOf(s)
	}
	if p == nil {
		return s, mended
	}
	return planned{p, g, s}, true
}

// planOf is the plan of a shape, nil if it has none.
func planOf(s shape.Shape) plan {
	switch s := s.(type) {
	case planned:
		return s.plan
	case shape.Fixed:
		return fixed(s)
	case shape.AllNodes:
		return anything{}
	case shape.Save:
		if p := planOf(s.From); p != nil {
			return tagged{p, s.Tags}
		}
	case shape.Unique:
		if p := planOf(s.From); p != nil {
			return once{p}
		}
	case shape.Filter:
		if p := planOf(s.From); p != nil {
			return passing{p, s.Filters}
		}
	case shape.Union:
		u := either{}
		for _, part := range s {
			p := planOf(part)
			if p == nil {
				return nil
			}
			u.parts = append(u.parts, p)
		}
		return u
	}
	return nil
}

func fixed(s shape.Fixed) plan {
	k := known{}
	for _, ref := range s {
		n, ok := ref.(node)
		if !ok {
			return nil // of a value that is not in the index
		}
		k.ids = append(k.ids, uint64(n))
	}
	return k
}

// step makes a plan of quads with filters: all but one of them name values.
func (g *Graph) step(result quad.Direction, quads shape.Quads) plan {
	if result == quad.Label {
		return nil // not every quad has one
	}
	s := step{at: -1, result: place(result)}
	var seen [4]bool
	for _, f := range quads {
		at := place(f.Dir)
		if seen[at] {
			return nil
		}
		seen[at] = true
		values := f.Values
		if sv, ok := values.(shape.Save); ok {
			if _, given := sv.From.(shape.Fixed); given || isAll(sv.From) {
				values = sv.From
				for _, t := range sv.Tags {
					s.saves = append(s.saves, save{at, t})
				}
			}
		}
		if isAll(values) {
			continue
		}
		p := planOf(values)
		if p == nil {
			return nil
		}
		k, given := p.(known)
		switch {
		case given && len(k.ids) <= maxWanted && distinct(k.ids):
			s.want[at] = k.ids
		case s.from != nil:
			return nil
		default:
			s.from, s.at = p, at
		}
	}
	if s.from == nil {
		g.begin(&s)
	}
	if clash(s.columns()) {
		return nil
	}
	return s
}

// maxWanted is how many values of one place a step looks for one by one.
const maxWanted = 64

func isAll(s shape.Shape) bool {
	_, ok := s.(shape.AllNodes)
	return ok
}

func distinct(ids []uint64) bool {
	sorted := slices.Sorted(slices.Values(ids))
	return len(slices.Compact(sorted)) == len(ids)
}

// clash reports whether a tag is saved twice: which of the values it gets depends on the order of Cayley's plan.
func clash(tags []string) bool {
	sorted := slices.Sorted(slices.Values(tags))
	return len(slices.Compact(sorted)) < len(tags)
}

// begin chooses the place at which a step without a beginning begins: the one whose values are in the fewest quads. Where nothing is
// wanted it goes over all.
func (g *Graph) begin(s *step) {
	best := uint64(0)
	for at, ids := range s.want {
		if ids == nil {
			continue
		}
		if n := g.total(at, ids); s.at < 0 || n < best {
			s.at, best = at, n
		}
	}
	if s.at >= 0 {
		s.from, s.want[s.at] = known{s.want[s.at]}, nil
	}
}

// total is in how many quads values stand at a place.
func (r reader) total(at int, ids []uint64) (n uint64) {
	for _, id := range ids {
		c, err := r.counts(id)
		if err != nil {
			return 0 // the scan will tell
		}
		n += c[at]
	}
	return n
}

// common is what all parts have in common. It goes over the smallest and looks the others up: one that begins at given values by a seek
// for each node, others by a set of all they have, if that is not many times as much.
func (g *Graph) common(s shape.Intersect) plan {
	var parts []plan
	var without []plan
	for _, part := range s {
		p := planOf(part)
		if p == nil {
			return nil
		}
		if f, ok := p.(filtered); ok && f.not && f.from == plan(anything{}) {
			without = append(without, f.set)
		} else {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		parts = []plan{anything{}}
	}
	slices.SortStableFunc(parts, func(a, b plan) int { return cmp.Compare(a.size(g.reader), b.size(g.reader)) })
	p := parts[0]
	for _, other := range parts[1:] {
		if p = g.and(p, other); p == nil {
			return nil
		}
	}
	for _, other := range without {
		if other.size(g.reader) > manyTimes*(p.size(g.reader)+manyTimes) {
			return nil
		}
		p = filtered{p, other, true}
	}
	if clash(p.columns()) {
		return nil
	}
	return p
}

// manyTimes is how many rows of a set may be read for a seek that it saves.
const manyTimes = 64

func (g *Graph) and(p, other plan) plan {
	if k, ok := other.(known); ok {
		if !distinct(k.ids) {
			return nil
		}
		return filtered{p, k, false}
	}
	if s, ok := other.(step); ok && !s.keep {
		if s.from == nil {
			s.from, s.at, s.keep = p, s.result, true
			return s
		}
		if k, given := s.from.(known); given && len(k.ids) <= maxWanted && distinct(k.ids) && s.want[s.result] == nil && s.at != s.result {
			s.want[s.at] = k.ids
			s.from, s.at, s.keep = p, s.result, true
			return s
		}
	}
	if other.size(g.reader) > manyTimes*(p.size(g.reader)+manyTimes) {
		return nil
	}
	return joined{p, other}
}

func (anything) columns() []string   { return nil }
func (k known) columns() []string    { return nil }
func (t tagged) columns() []string   { return append(slices.Clone(t.from.columns()), t.tags...) }
func (o once) columns() []string     { return o.from.columns() }
func (f filtered) columns() []string { return f.from.columns() }
func (p passing) columns() []string  { return p.from.columns() }
func (j joined) columns() []string {
	return append(slices.Clone(j.left.columns()), j.right.columns()...)
}

func (s step) columns() (out []string) {
	if s.from != nil {
		out = slices.Clone(s.from.columns())
	}
	for _, v := range s.saves {
		out = append(out, v.tag)
	}
	return out
}

func (e either) columns() (out []string) {
	for _, p := range e.parts {
		for _, c := range p.columns() {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// Sizes are guesses where a path has gone a step: how many quads of a predicate a node has, is not kept.
const (
	perPredicate = 4
	perNode      = 16
	everything   = 1e9
)

func (anything) size(reader) float64     { return everything }
func (k known) size(reader) float64      { return float64(len(k.ids)) }
func (t tagged) size(r reader) float64   { return t.from.size(r) }
func (o once) size(r reader) float64     { return o.from.size(r) }
func (f filtered) size(r reader) float64 { return f.from.size(r) }
func (p passing) size(r reader) float64  { return p.from.size(r) }
func (j joined) size(r reader) float64   { return min(j.left.size(r), j.right.size(r)) }

func (e either) size(r reader) (n float64) {
	for _, p := range e.parts {
		n += p.size(r)
	}
	return n
}

func (s step) size(r reader) float64 {
	if s.from == nil {
		return everything
	}
	n := float64(perNode)
	if s.want[predicate] != nil {
		n = perPredicate * float64(len(s.want[predicate]))
	}
	if s.keep {
		n = 1
	}
	n *= s.from.size(r)
	if k, ok := s.from.(known); ok {
		n = float64(r.total(s.at, k.ids))
	}
	for at, ids := range s.want {
		if ids != nil {
			n = min(n, float64(r.total(at, ids)))
		}
	}
	return n
}
