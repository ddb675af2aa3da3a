package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

func newNull() cayley.Iterator { return iterator.NewNull() }

// list is a range of keys as Cayley's planner sees it: the quads with one value in one place, all quads, or all values.
type list struct {
	g     *Graph
	order int
	at    ids
	known int
	nodes bool
}

// legacy is a list in Cayley's older interface.
type legacy struct {
	cayley.Iterator
	list *list
}

func newLegacy(s *list) cayley.Iterator {
	it := &legacy{list: s}
	it.Iterator = cayley.NewLegacy(s, it)
	return it
}

// AsShape gives the newer interface.
func (it *legacy) AsShape() cayley.IteratorShape {
	it.Close()
	return it.list
}

func newAll(g *Graph, nodes bool) cayley.Iterator {
	return newLegacy(&list{g: g, order: bySubject, nodes: nodes})
}

func newQuads(g *Graph, d quad.Direction, id uint64) cayley.Iterator {
	s := &list{g: g, known: 1}
	for o := range orders {
		if orders[o][0] == place(d) {
			s.order = o
		}
	}
	s.at[place(d)] = id
	return newLegacy(s)
}

func (s *list) AsLegacy() cayley.Iterator { return newLegacy(s) }

func (s *list) Iterate() cayley.Scanner { return &scanner{list: s} }

func (s *list) Lookup() cayley.Index { return &lookup{list: s} }

func (s *list) SubIterators() []cayley.IteratorShape { return nil }

func (s *list) Optimize(context.Context) (cayley.IteratorShape, bool) { return s, false }

func (s *list) String() string {
	switch {
	case s.nodes:
		return "Index(nodes)"
	case s.known == 0:
		return "Index(quads)"
	}
	return fmt.Sprintf("Index(%v)", quad.Directions[orders[s.order][0]])
}

// Stats says what the planner wants to know. To look a quad up only compares numbers, but Cayley multiplies these costs along a
// chain of hops, and only if long lists are dear to look up in does it walk the chain from its known end, instead of trying
// every quad of a predicate for a way back.
func (s *list) Stats(ctx context.Context) (cayley.IteratorCosts, error) {
	costs := cayley.IteratorCosts{NextCost: 1, ContainsCost: 1}
	if s.known == 0 {
		st, err := s.g.Stats(ctx, true)
		costs.Size = st.Quads
		if s.nodes {
			costs.Size, costs.ContainsCost = st.Nodes, 2
		}
		return costs, err
	}
	p := orders[s.order][0]
	c, err := s.g.counts(s.at[p])
	costs.Size = cayley.Size{Size: int64(c[p]), Exact: true}
	costs.ContainsCost = 1 + int64(math.Log(float64(c[p])+1))
	return costs, err
}

func (s *list) prefix() []byte {
	if s.nodes {
		return []byte{countSpace}
	}
	return prefixOf(s.order, s.at, s.known)
}

// scanner goes over the range.
type scanner struct {
	list   *list
	it     *pebble.Iterator
	cur    cayley.Ref
	err    error
	count  int
	closed bool
}

func (s *scanner) Next(ctx context.Context) bool {
	s.cur = nil
	if s.err != nil || s.closed {
		return false
	}
	if s.count++; s.count%steps == 1 && s.stopped(ctx) {
		return false
	}
	if s.step() {
		return s.read(s.it.Key())
	}
	if s.it != nil && s.err == nil {
		s.err = damaged(s.it.Error())
	}
	s.Close() // not every user of an iterator does
	return false
}

func (s *scanner) step() bool {
	if s.it != nil {
		return s.it.Next()
	}
	prefix := s.list.prefix()
	s.it, s.err = s.list.g.r.NewIter(&pebble.IterOptions{LowerBound: prefix, UpperBound: after(prefix)})
	if s.err != nil {
		return false
	}
	s.list.g.opened(s)
	return s.it.First()
}

// stopped looks at the query's context as well as at the one that Cayley passes.
func (s *scanner) stopped(ctx context.Context) bool {
	if s.err = s.list.g.ctx.Err(); s.err == nil && ctx != nil {
		s.err = ctx.Err()
	}
	return s.err != nil
}

func (s *scanner) read(key []byte) bool {
	if s.list.nodes {
		if len(key) != 9 {
			s.err = errKey(key)
			return false
		}
		s.cur = node(binary.BigEndian.Uint64(key[1:]))
		return true
	}
	q, ok := parse(s.list.order, key)
	if !ok {
		s.err = errKey(key)
		return false
	}
	s.cur = link(q)
	return true
}

func (s *scanner) Result() cayley.Ref               { return s.cur }
func (s *scanner) Err() error                       { return s.err }
func (s *scanner) NextPath(context.Context) bool    { return false }
func (s *scanner) TagResults(map[string]cayley.Ref) {}
func (s *scanner) String() string                   { return s.list.String() }

func (s *scanner) Close() error {
	s.closed = true
	if s.it == nil {
		return nil
	}
	s.list.g.closed(s)
	it := s.it
	s.it = nil
	return it.Close()
}

// lookup tells whether something is in the range.
type lookup struct {
	list *list
	cur  cayley.Ref
	err  error
}

func (l *lookup) Contains(_ context.Context, ref cayley.Ref) bool {
	l.cur = nil
	if l.err != nil {
		return false
	}
	ok := false
	switch ref := ref.(type) {
	case link:
		ok = !l.list.nodes && (access{want: l.list.at}).matches(ids(ref))
	case node:
		if l.list.nodes {
			var c counts
			c, l.err = l.list.g.counts(uint64(ref))
			ok = c.sum() > 0
		}
	}
	if ok {
		l.cur = ref
	}
	return ok
}

func (l *lookup) Result() cayley.Ref               { return l.cur }
func (l *lookup) Err() error                       { return l.err }
func (l *lookup) NextPath(context.Context) bool    { return false }
func (l *lookup) TagResults(map[string]cayley.Ref) {}
func (l *lookup) String() string                   { return l.list.String() }
func (l *lookup) Close() error                     { return nil }
