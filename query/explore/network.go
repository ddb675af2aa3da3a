package explore

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A network is what a search has read of the graph. Things have numbers, in the order in which they were met.
type network struct {
	ctx    context.Context
	g      Graph
	o      Options
	lookup *lookup
	proof  *proof
	number map[quad.Value]int
	things []thing
	limit  error // errFrontier once there are too many
}

type thing struct {
	value  quad.Value
	ends   bool // stands in from or to
	barred bool // is no link
	degree int  // neighbours, -1 = not counted
}

// An arc is a walk over one shortcut.
type arc struct {
	from, to int
	cost     int64
	step     Step
}

// errFrontier stops a search that has seen as much as it may.
var errFrontier = errors.New("frontier")

func newNetwork(ctx context.Context, g Graph, r Reader, o Options) (*network, error) {
	l := remembering(ctx, r)
	p, err := newProof(l, o.Filter)
	n := &network{ctx: ctx, g: g, o: o, lookup: l, proof: p, number: map[quad.Value]int{}}
	for _, e := range o.Without {
		i, _ := n.numberOf(e)
		n.things[i].barred = true
	}
	return n, err
}

// numberOf gives a thing its number; ok is false where the search has seen enough.
func (n *network) numberOf(v quad.Value) (i int, ok bool) {
	if i, known := n.number[v]; known {
		return i, true
	}
	if len(n.things) >= n.o.Frontier {
		n.limit = errFrontier
		return 0, false
	}
	i = len(n.things)
	n.number[v] = i
	n.things = append(n.things, thing{value: v, degree: -1})
	return i, true
}

// allowed reads a shortcut as a walk that leaves or enters a thing; ok is false where the options do not allow it.
func (w Walk) allowed(q quad.Quad, at quad.Value, leaving bool) (st Step, other quad.Value, ok bool) {
	tier, relation, ok := graph.ParseShortcut(q.Predicate)
	if !ok || !slices.Contains(w.Tiers, tier) || w.Relations != nil && !slices.Contains(w.Relations, relation) {
		return st, nil, false
	}
	out := q.Subject == at
	if other = q.Object; !out {
		other = q.Subject
	}
	st = Step{From: at, To: other, Tier: tier, Relation: relation, Forward: out}
	if !leaving {
		st = Step{From: other, To: at, Tier: tier, Relation: relation, Forward: !out}
	}
	return st, other, other != at && (!w.Directed || st.Forward)
}

// visit runs over the shortcuts at a thing in one direction or both.
func visit(ctx context.Context, g Graph, v quad.Value, out, in bool, yield func(quad.Quad) error) error {
	each := func(q quad.Quad) error {
		if err := yield(q); err != nil {
			return err
		}
		return ctx.Err()
	}
	if out {
		if err := g.Out(ctx, v, each); err != nil {
			return err
		}
	}
	if in {
		return g.In(ctx, v, each)
	}
	return nil
}

// arcs reads the walks that leave or enter a thing, the best one for each neighbour, and bars a link with too many neighbours.
func (n *network) arcs(i int, leaving bool) ([]arc, error) {
	steps := map[quad.Value][]Step{}
	var order []quad.Value
	v, directed := n.things[i].value, n.o.Directed
	if err := n.bar(i); err != nil || n.things[i].barred {
		return nil, err
	}
	err := visit(n.ctx, n.g, v, !directed || leaving, !directed || !leaving, func(q quad.Quad) error {
		if st, other, ok := n.o.allowed(q, v, leaving); ok {
			if steps[other] == nil {
				order = append(order, other)
			}
			steps[other] = append(steps[other], st)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !directed {
		n.things[i].degree = len(order)
	}
	var out []arc
	for _, other := range order {
		st, cost, ok, err := n.best(steps[other])
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		k, ok := n.numberOf(other)
		if !ok {
			return out, nil
		}
		a := arc{from: i, to: k, cost: cost, step: st}
		if !leaving {
			a.from, a.to = k, i
		}
		out = append(out, a)
	}
	return out, nil
}

// best chooses among the hops between two things one that has the sources that are wanted: the firmest, or in the order Sure the
// one that costs least.
func (n *network) best(steps []Step) (best Step, cost int64, ok bool, err error) {
	slices.SortFunc(steps, n.better)
	cost = math.MaxInt64
	for _, st := range steps {
		c := int64(perHop)
		if n.o.Order == Sure || n.proof.asks() {
			sources := n.proof.sources(st)
			if n.lookup.err != nil {
				return best, 0, false, n.lookup.err
			}
			if n.proof.asks() && sources < max(1, n.o.Sources) {
				continue
			}
			if n.o.Order == Sure {
				c = costOf(Certainty(st.Tier, sources))
			}
		}
		if c < cost {
			best, cost, ok = st, c, true
		}
		if n.o.Order == Short {
			break
		}
	}
	return best, cost, ok, nil
}

// better orders the hops between two things: by the order of the tiers asked for, then forward before backward, then by name.
func (n *network) better(a, b Step) int {
	forward := map[bool]int{true: 0, false: 1}
	return cmp.Or(slices.Index(n.o.Tiers, a.Tier)-slices.Index(n.o.Tiers, b.Tier),
		forward[a.Forward]-forward[b.Forward], cmp.Compare(a.Relation, b.Relation))
}

// bar looks whether a link has too many neighbours.
func (n *network) bar(i int) error {
	t := &n.things[i]
	if n.o.Hubs == 0 || t.ends || t.barred {
		return nil
	}
	degree, err := n.degree(i, n.o.Hubs+1)
	n.things[i].barred = degree > n.o.Hubs
	return err
}

// degree counts the neighbours of a thing over the tiers and relations of the walk, whatever their direction, as far as most
// (0 = all).
func (n *network) degree(i, most int) (int, error) {
	if d := n.things[i].degree; d >= 0 {
		return d, nil
	}
	either := n.o.Walk
	either.Directed = false
	v, seen := n.things[i].value, map[quad.Value]bool{}
	err := visit(n.ctx, n.g, v, true, true, func(q quad.Quad) error {
		if _, other, ok := either.allowed(q, v, true); ok {
			seen[other] = true
		}
		if most > 0 && len(seen) >= most {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return len(seen), nil
	}
	n.things[i].degree = len(seen)
	return len(seen), err
}

// toll is what it costs to pass a link: a hop for each ten times as many neighbours.
func (n *network) toll(i int) (int64, error) {
	if !n.o.Weigh || n.things[i].ends {
		return 0, nil
	}
	d, err := n.degree(i, 0)
	return int64(math.Round(perTenfold * math.Log10(float64(max(1, d))))), err
}
