package explore

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"github.com/cayleygraph/quad"
)

// look finds the best chains in what was read so far.
func (s *search) look() error {
	s.looked = s.read
	between, err := s.between()
	if err != nil {
		return err
	}
	t := &trial{search: s, on: between, rest: s.rests(between)}
	t.rank()
	for i, p := range t.on {
		if p.root {
			t.push(&partial{thing: i, ranks: []int{t.ranks[i]}}, t.rest[s.o.MaxHops][i])
		}
	}
	s.found = s.found[:0]
	for t.queue.Len() > 0 && len(s.found) < s.o.Count {
		if t.tried++; t.tried > s.o.Frontier {
			return errFrontier
		}
		p := heap.Pop(&t.queue).(*partial)
		if p.whole {
			s.found = append(s.found, p.path())
			continue
		}
		t.extend(p)
	}
	if len(s.found) == s.o.Count {
		s.want = s.found[len(s.found)-1].cost
	}
	return nil
}

// A passage is a thing that lies on some way from one end to the other, with the ways on from there.
type passage struct {
	root, goal bool
	toll       int64
	on         []arc
}

// between cuts out the things that lie on a way of allowed length from end to end, and the walks between them.
func (s *search) between() (map[int]*passage, error) {
	to := s.distances(s.back, func(i int) []arc { return slices.Concat(s.back.expanded[i], s.ahead.across[i]) }, func(a arc) int { return a.from }, nil)
	from := s.distances(s.ahead, func(i int) []arc { return slices.Concat(s.ahead.expanded[i], s.back.across[i]) }, func(a arc) int { return a.to }, to)
	out := map[int]*passage{}
	for i, d := range from {
		if d+to[i] > s.o.MaxHops {
			continue
		}
		if err := s.bar(i); err != nil {
			return nil, err
		}
		if s.things[i].barred {
			continue
		}
		toll, err := s.toll(i)
		if err != nil {
			return nil, err
		}
		out[i] = &passage{root: s.ahead.roots[i], goal: s.back.roots[i], toll: toll}
	}
	for i, p := range out {
		if p.goal {
			continue
		}
		seen := map[int]bool{}
		for _, a := range slices.Concat(s.ahead.expanded[i], s.back.across[i]) {
			if next := out[a.to]; next != nil && !next.root && !seen[a.to] {
				seen[a.to] = true
				p.on = append(p.on, a)
			}
		}
	}
	return out, s.ctx.Err()
}

// distances counts hops from the roots of a side over all that was read, among the things of within, where there is one.
func (s *search) distances(from *side, arcs func(int) []arc, far func(arc) int, within map[int]int) map[int]int {
	out := map[int]int{}
	var level []int
	for i := range from.roots {
		out[i] = 0
		level = append(level, i)
	}
	for d := 1; d <= s.o.MaxHops && len(level) > 0; d++ {
		var next []int
		for _, i := range level {
			if d > 1 && (s.things[i].ends || s.things[i].barred) {
				continue
			}
			for _, a := range arcs(i) {
				k := far(a)
				_, seen := out[k]
				if w, inside := within[k]; seen || within != nil && (!inside || w+d > s.o.MaxHops) {
					continue
				}
				out[k] = d
				next = append(next, k)
			}
		}
		level = next
	}
	return out
}

// rests says for each number of hops what the cheapest way on costs, tolls included, where there is one of at most so many hops.
func (s *search) rests(on map[int]*passage) []map[int]int64 {
	out := []map[int]int64{{}}
	for i, p := range on {
		if p.goal {
			out[0][i] = 0
		}
	}
	for range s.o.MaxHops {
		last := out[len(out)-1]
		row := make(map[int]int64, len(on))
		for i, p := range on {
			best := int64(math.MaxInt64)
			if p.goal {
				best = 0
			}
			for _, a := range p.on {
				if rest, ok := last[a.to]; ok {
					best = min(best, p.toll+a.cost+rest)
				}
			}
			if best < math.MaxInt64 {
				row[i] = best
			}
		}
		out = append(out, row)
	}
	return out
}

// A trial builds chains from their beginnings, the most promising first.
type trial struct {
	*search
	on    map[int]*passage
	rest  []map[int]int64
	ranks map[int]int // of the IRIs
	queue partials
	tried int
}

// rank numbers the things in the order of their IRIs, and sorts the ways on by it.
func (t *trial) rank() {
	order := make([]int, 0, len(t.on))
	for i := range t.on {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Compare(quad.StringOf(t.things[a].value), quad.StringOf(t.things[b].value))
	})
	t.ranks = make(map[int]int, len(order))
	for r, i := range order {
		t.ranks[i] = r
	}
}

// A partial is the beginning of a chain, or a whole one.
type partial struct {
	before   *partial
	last     arc // that led here
	thing    int
	cost     int64 // so far
	estimate int64 // of the cheapest whole chain that begins like this, at most
	ranks    []int
	whole    bool
}

func (t *trial) push(p *partial, rest int64) {
	p.estimate = p.cost + rest
	p.whole = t.on[p.thing].goal
	heap.Push(&t.queue, p)
}

// extend tries every way on that leads to nothing twice and is short enough.
func (t *trial) extend(p *partial) {
	hops := len(p.ranks)
	for _, a := range t.on[p.thing].on {
		rest, ok := t.rest[t.o.MaxHops-hops][a.to]
		if rank := t.ranks[a.to]; ok && !slices.Contains(p.ranks, rank) {
			t.push(&partial{before: p, last: a, thing: a.to, cost: p.cost + t.on[p.thing].toll + a.cost, ranks: append(slices.Clip(p.ranks), rank)}, rest)
		}
	}
}

// path is the chain that ends here.
func (p *partial) path() Path {
	out := Path{cost: p.cost}
	for ; p.before != nil; p = p.before {
		out.Steps = append(out.Steps, p.last.step)
	}
	slices.Reverse(out.Steps)
	return out
}

// partials have the most promising one at their head; of equals that whose IRIs come first.
type partials []*partial

func (q partials) Len() int { return len(q) }
func (q partials) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].estimate, q[j].estimate), slices.Compare(q[i].ranks, q[j].ranks)) < 0
}
func (q partials) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *partials) Push(x any)   { *q = append(*q, x.(*partial)) }
func (q *partials) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
