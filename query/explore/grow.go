package explore

import (
	"container/heap"
	"errors"
	"math"

	"github.com/cayleygraph/quad"
)

// A search grows from both ends, the cheapest things first, until no chain that it has not read can be better than those that it
// has found.
type search struct {
	*network
	ahead, back *side
	found       []Path
	want        int64 // cost of the worst chain that is wanted, where there are enough of them
	read        int   // arcs
	looked      int   // arcs at the last look for chains
}

// A side is what was reached from one end.
type side struct {
	*network
	leaving  bool // walks along the chain, else against it
	roots    map[int]bool
	cost     map[int]int64
	hops     map[int]int
	expanded map[int][]arc // arcs of things that were read: leaving or entering them
	across   map[int][]arc // the same arcs, by the thing at their other end
	queue    queue
	open     []int // how many things are reached and not read, by their hops
}

const unreached = math.MaxInt64

func (n *network) newSide(roots []quad.IRI, leaving bool) *side {
	s := &side{network: n, leaving: leaving, roots: map[int]bool{}, cost: map[int]int64{}, hops: map[int]int{}, expanded: map[int][]arc{}, across: map[int][]arc{}, open: make([]int, n.o.MaxHops+1)}
	for _, r := range roots {
		i, ok := n.numberOf(r)
		if !ok || s.roots[i] {
			continue
		}
		s.roots[i], n.things[i].ends, n.things[i].barred = true, true, false
		s.reach(i, 0, 0)
	}
	return s
}

// reach notes a way to a thing, where it is cheaper or shorter than those before. What is too many hops away waits for a shorter way.
func (s *side) reach(i int, cost int64, hops int) {
	if hops > s.o.MaxHops {
		return
	}
	oldHops, known := s.hops[i]
	_, done := s.expanded[i]
	cheaper, shorter := !known || cost < s.cost[i], !known || hops < oldHops
	if cheaper {
		s.cost[i] = cost
	}
	if shorter {
		s.hops[i] = hops
		if known && !done {
			s.open[oldHops]--
		}
		if !done {
			s.open[hops]++
		}
	}
	if !done && (cheaper || shorter) && s.hops[i] < s.o.MaxHops {
		heap.Push(&s.queue, queued{s.cost[i], i})
	}
	if done && shorter {
		for _, a := range s.expanded[i] {
			s.reach(s.far(a), unreached, hops+1)
		}
	}
}

// far is the end of an arc that lies away from the side's root.
func (s *side) far(a arc) int {
	if s.leaving {
		return a.to
	}
	return a.from
}

// nearest is the cost of the cheapest thing that is reached and not read; ok is false where there is none.
func (s *side) nearest() (cost int64, ok bool) {
	for s.queue.Len() > 0 {
		top := s.queue[0]
		if _, done := s.expanded[top.thing]; !done && top.cost == s.cost[top.thing] {
			return top.cost, true
		}
		heap.Pop(&s.queue)
	}
	return 0, false
}

// fewest is the least number of hops to a thing that is reached and not read.
func (s *side) fewest() int {
	for h, n := range s.open {
		if n > 0 {
			return h
		}
	}
	return len(s.open)
}

// grow reads every thing that costs as little as the cheapest.
func (s *side) grow() (read int, err error) {
	limit, _ := s.nearest()
	for {
		cost, ok := s.nearest()
		if !ok || cost > limit || s.limit != nil {
			return read, s.limit
		}
		i := heap.Pop(&s.queue).(queued).thing
		n, err := s.expand(i)
		if err != nil {
			return read, err
		}
		read += n + 1
	}
}

func (s *side) expand(i int) (int, error) {
	var arcs []arc
	if s.roots[i] || !s.things[i].ends && !s.things[i].barred {
		var err error
		if arcs, err = s.arcs(i, s.leaving); err != nil {
			return 0, err
		}
	}
	toll, err := s.toll(i)
	if err != nil {
		return 0, err
	}
	s.open[s.hops[i]]--
	s.expanded[i] = arcs
	for _, a := range arcs {
		far := s.far(a)
		s.across[far] = append(s.across[far], a)
		s.reach(far, s.cost[i]+toll+a.cost, s.hops[i]+1)
	}
	return len(arcs), nil
}

func (s *search) run() (Paths, error) {
	err := s.searching()
	if err != nil && !errors.Is(err, errFrontier) {
		return Paths{}, err
	}
	out := Paths{}
	if err != nil {
		out.Cut = CutFrontier
	}
	if err := s.look(); errors.Is(err, errFrontier) {
		out.Cut = CutFrontier
	} else if err != nil {
		return Paths{}, err
	}
	if out.Paths = s.found; len(out.Paths) < s.o.Count && out.Cut == "" && s.beyond() {
		out.Cut = CutHops
	}
	for i, p := range out.Paths {
		out.Paths[i].Certainty = 1
		for _, st := range p.Steps {
			out.Paths[i].Certainty *= Certainty(st.Tier, s.proof.sources(st))
		}
	}
	return out, s.lookup.err
}

// searching grows the smaller side until more would change nothing.
func (s *search) searching() error {
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		ahead, more := s.ahead.nearest()
		back, too := s.back.nearest()
		// A chain that was not read holds an arc from a thing that the one side has not read to one that the other has not.
		if !more || !too || s.ahead.fewest()+1+s.back.fewest() > s.o.MaxHops || ahead+s.least()+back > s.want {
			return nil
		}
		grow := s.ahead
		if s.back.queue.Len() < grow.queue.Len() {
			grow = s.back
		}
		read, err := grow.grow()
		s.read += read
		if err != nil {
			return err
		}
		if 2*s.read >= 3*s.looked && s.met() {
			if err := s.look(); err != nil {
				return err
			}
		}
	}
}

// least is what an arc costs at least.
func (s *search) least() int64 {
	if s.o.Order == Sure {
		return costOf(surest)
	}
	return perHop
}

// met reports whether some thing was reached from both ends.
func (s *search) met() bool {
	a, b := s.ahead, s.back
	if len(b.cost) < len(a.cost) {
		a, b = b, a
	}
	for i := range a.cost {
		if _, both := b.cost[i]; both {
			return true
		}
	}
	return false
}

// beyond reports whether there may be chains with more hops than allowed: not where one end was left behind with all that it is
// joined with.
func (s *search) beyond() bool {
	open := func(x *side) bool { return x.fewest() < len(x.open) }
	return s.met() || open(s.ahead) && open(s.back)
}

// A queue has the cheapest thing at its head; a thing that became cheaper stands in it more than once.
type queue []queued

type queued struct {
	cost  int64
	thing int
}

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[i].cost < q[j].cost || q[i].cost == q[j].cost && q[i].thing < q[j].thing
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(queued)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
