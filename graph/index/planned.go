package index

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
)

// planIterator is a plan as Cayley's planner sees it.
type planIterator struct {
	planned
	qs cayley.QuadStore
}

type legacyPlan struct {
	cayley.Iterator
	plan *planIterator
}

func newLegacyPlan(p *planIterator) cayley.Iterator {
	it := &legacyPlan{plan: p}
	it.Iterator = cayley.NewLegacy(p, it)
	return it
}

// AsShape gives the newer interface.
func (it *legacyPlan) AsShape() cayley.IteratorShape {
	it.Close()
	return it.plan
}

func (p *planIterator) AsLegacy() cayley.Iterator { return newLegacyPlan(p) }

func (p *planIterator) Iterate() cayley.Scanner {
	e := &execution{g: p.graph, ctx: context.Background()}
	columns := p.plan.columns()
	return &planScanner{e: e, stream: p.plan.start(e, false), columns: columns, rows: newRows(len(columns)), next: newRows(len(columns)), at: -1, wish: firstRows}
}

// Lookup asks what the plan was made of: one node is looked up faster than all are read.
func (p *planIterator) Lookup() cayley.Index {
	s, _ := cayley.AsShape(p.shape.BuildIterator(p.qs)).Optimize(p.graph.ctx)
	return s.Lookup()
}

func (p *planIterator) SubIterators() []cayley.IteratorShape { return nil }

func (p *planIterator) Optimize(context.Context) (cayley.IteratorShape, bool) { return p, false }

func (p *planIterator) String() string { return fmt.Sprintf("Plan(%T)", p.plan) }

// Stats are guesses behind a step, and exact where it is known how many quads there are.
func (p *planIterator) Stats(context.Context) (cayley.IteratorCosts, error) {
	costs := cayley.IteratorCosts{NextCost: 1, ContainsCost: 8}
	costs.Size = cayley.Size{Size: int64(p.plan.size(p.graph.reader)) + 1}
	if s, ok := p.plan.(step); ok {
		if k, given := s.from.(known); given && distinct(k.ids) && len(s.saves) == 0 && !s.keep && s.want.nothing() {
			costs.Size = cayley.Size{Size: int64(p.graph.total(s.at, k.ids)), Exact: true}
		}
	}
	return costs, nil
}

// planScanner gives the rows of a plan one by one.
type planScanner struct {
	e       *execution
	stream  stream
	columns []string
	rows    *rows // where the row is that was given last
	at      int
	next    *rows // the rows behind, once they were asked for
	ahead   bool
	wish    int
	err     error
	closed  bool
}

// Next goes to the next row that is no further way to the one before.
func (s *planScanner) Next(ctx context.Context) bool {
	for s.peek(ctx) {
		if r, i := s.following(); !r.more[i] {
			s.step()
			return true
		}
		s.step()
	}
	s.at = s.rows.len()
	s.Close() // not every user of an iterator does
	return false
}

// NextPath goes to the next row if it is another way to the same.
func (s *planScanner) NextPath(ctx context.Context) bool {
	if !s.peek(ctx) {
		return false
	}
	if r, i := s.following(); !r.more[i] {
		return false
	}
	s.step()
	return true
}

// peek sees that there is a row behind the last one.
func (s *planScanner) peek(ctx context.Context) bool {
	if s.err != nil || s.closed {
		return false
	}
	if s.at+1 < s.rows.len() || s.ahead {
		return true
	}
	if s.e.ctx = ctx; ctx == nil {
		s.e.ctx = context.Background()
	}
	s.err = s.stream.next(s.next, s.wish)
	s.wish = more(s.wish)
	s.ahead = s.err == nil && s.next.len() > 0
	return s.ahead
}

func (s *planScanner) following() (*rows, int) {
	if s.at+1 < s.rows.len() {
		return s.rows, s.at + 1
	}
	return s.next, 0
}

func (s *planScanner) step() {
	if s.at++; s.at >= s.rows.len() {
		s.rows, s.next, s.at, s.ahead = s.next, s.rows, 0, false
		s.e.g.expect(s.rows)
	}
}

func (s *planScanner) Result() cayley.Ref {
	if s.at < 0 || s.at >= s.rows.len() {
		return nil
	}
	return node(s.rows.id[s.at])
}

func (s *planScanner) TagResults(dst map[string]cayley.Ref) {
	if s.at < 0 || s.at >= s.rows.len() {
		return
	}
	for i, name := range s.columns {
		if id := s.rows.tags[i][s.at]; id != 0 {
			dst[name] = node(id)
		}
	}
}

func (s *planScanner) Err() error     { return s.err }
func (s *planScanner) String() string { return "Plan" }

func (s *planScanner) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.stream.close()
}
