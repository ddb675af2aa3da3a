package explore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// Limits of a search unless told otherwise.
const (
	DefaultMaxHops  = 6
	DefaultMaxNodes = 200_000
	DefaultTimeout  = 10 * time.Second
)

// Options of a search; the zero value walks over facts and disputed facts in either direction, within the default limits.
type Options struct {
	Tiers     []string // nil = rel and disputed: what somebody only says might be, or denies, is no link unless asked for
	Relations []string // nil = every relation
	Directed  bool     // walk from subject to object only
	MaxHops   int
	MaxNodes  int // nodes that the search may see from both ends together
	Timeout   time.Duration
}

func (o Options) withDefaults() Options {
	if o.Tiers == nil {
		o.Tiers = []string{graph.TierRel, graph.TierDisputed}
	}
	o.MaxHops = cmp.Or(o.MaxHops, DefaultMaxHops)
	o.MaxNodes = cmp.Or(o.MaxNodes, DefaultMaxNodes)
	o.Timeout = cmp.Or(o.Timeout, DefaultTimeout)
	return o
}

// A Step is one hop of a chain. Where Forward is false the shortcut runs from To to From.
type Step struct {
	From, To       quad.Value
	Tier, Relation string
	Forward        bool
}

// Shortcut is the step as the derived layer holds it.
func (s Step) Shortcut() quad.Quad {
	q := quad.Quad{Subject: s.From, Predicate: graph.Shortcut(s.Tier, s.Relation), Object: s.To, Label: graph.Derived}
	if !s.Forward {
		q.Subject, q.Object = q.Object, q.Subject
	}
	return q
}

// ErrNoPath says that no chain joins the two ends.
var ErrNoPath = errors.New("no chain")

// ErrLimit is wrapped by every LimitError.
var ErrLimit = errors.New("limit reached")

// A LimitError says which limit ended a search before it knew the answer.
type LimitError struct {
	Limit string // name of the option: "max hops", "max nodes", "timeout"
	Value any
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("path search: %s of %v reached", e.Limit, e.Value)
}

// Unwrap makes errors.Is(err, ErrLimit) true.
func (e *LimitError) Unwrap() error { return ErrLimit }

// Shortest finds a shortest chain from one node to another. Of several it is the one whose nodes come first in the order of their
// IRIs, and over each hop the firmest shortcut: so the same graph always gives the same chain.
func Shortest(ctx context.Context, g Graph, from, to quad.Value, o Options) ([]Step, error) {
	o = o.withDefaults()
	inner, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	s := &search{g: g, o: o, ahead: newSide(from), back: newSide(to)}
	path, err := s.run(inner)
	if err != nil && inner.Err() != nil && ctx.Err() == nil {
		return nil, &LimitError{"timeout", o.Timeout}
	}
	return path, err
}

// A search grows two sides, level by level, until they meet.
type search struct {
	g           Graph
	o           Options
	ahead, back *side
}

// A side is what was reached from one end: the depth of every node and, for each, the steps that lead to it from the level before.
type side struct {
	root     quad.Value
	depth    map[quad.Value]int
	via      map[quad.Value]map[quad.Value]Step
	frontier []quad.Value
	level    int
}

func newSide(root quad.Value) *side {
	return &side{root: root, depth: map[quad.Value]int{root: 0}, via: map[quad.Value]map[quad.Value]Step{}, frontier: []quad.Value{root}}
}

func (s *search) run(ctx context.Context) ([]Step, error) {
	if s.ahead.root == s.back.root {
		return nil, ctx.Err()
	}
	for len(s.ahead.frontier) > 0 && len(s.back.frontier) > 0 {
		if s.ahead.level+s.back.level == s.o.MaxHops {
			return nil, &LimitError{"max hops", s.o.MaxHops}
		}
		grow, other := s.ahead, s.back
		if len(other.frontier) < len(grow.frontier) {
			grow, other = other, grow
		}
		if err := s.expand(ctx, grow); err != nil {
			return nil, err
		}
		if meeting := meet(grow, other); len(meeting) > 0 {
			return s.chain(meeting), nil
		}
	}
	return nil, ErrNoPath
}

// expand moves a side one level out. The whole level is read, so that the choice between chains does not hang on a store's order.
func (s *search) expand(ctx context.Context, side *side) error {
	var next []quad.Value
	for _, n := range side.frontier {
		err := s.steps(ctx, side, n, func(st Step, m quad.Value) error {
			d, seen := side.depth[m]
			if !seen {
				if len(s.ahead.depth)+len(s.back.depth) >= s.o.MaxNodes {
					return &LimitError{"max nodes", s.o.MaxNodes}
				}
				side.depth[m], side.via[m] = side.level+1, map[quad.Value]Step{}
				next = append(next, m)
			}
			if !seen || d == side.level+1 {
				if old, known := side.via[m][n]; !known || s.better(st, old) {
					side.via[m][n] = st
				}
			}
			return ctx.Err()
		})
		if err != nil {
			return err
		}
	}
	side.level++
	side.frontier = next
	return ctx.Err()
}

// steps runs over the hops at a node that the options allow, each with the node at its other end. Steps of the side that comes
// back from the target point towards it.
func (s *search) steps(ctx context.Context, side *side, n quad.Value, yield func(Step, quad.Value) error) error {
	back := side == s.back
	visit := func(out bool) func(quad.Quad) error {
		return func(q quad.Quad) error {
			tier, relation, ok := graph.ParseShortcut(q.Predicate)
			if !ok || !slices.Contains(s.o.Tiers, tier) || s.o.Relations != nil && !slices.Contains(s.o.Relations, relation) {
				return nil
			}
			m := q.Object
			if !out {
				m = q.Subject
			}
			st := Step{From: n, To: m, Tier: tier, Relation: relation, Forward: out}
			if back {
				st = Step{From: m, To: n, Tier: tier, Relation: relation, Forward: !out}
			}
			return yield(st, m)
		}
	}
	if !s.o.Directed || !back {
		if err := s.g.Out(ctx, n, visit(true)); err != nil {
			return err
		}
	}
	if !s.o.Directed || back {
		return s.g.In(ctx, n, visit(false))
	}
	return nil
}

// better orders the hops between two nodes: by the order of the tiers asked for, then forward before backward, then by name.
func (s *search) better(a, b Step) bool {
	forward := map[bool]int{true: 0, false: 1}
	return cmp.Or(slices.Index(s.o.Tiers, a.Tier)-slices.Index(s.o.Tiers, b.Tier),
		forward[a.Forward]-forward[b.Forward], cmp.Compare(a.Relation, b.Relation)) < 0
}

// meet lists the nodes of the new level that the other side has reached too: they lie in the middle of all shortest chains.
func meet(grown, other *side) []quad.Value {
	return slices.DeleteFunc(slices.Clone(grown.frontier), func(n quad.Value) bool { _, ok := other.depth[n]; return !ok })
}

// chain chooses among the shortest chains: the first node that leads on, then the first after that, and so on.
func (s *search) chain(meeting []quad.Value) []Step {
	on := s.leadingTo(meeting)
	var path []Step
	at := s.ahead.root
	for at != s.back.root {
		var best *Step
		for _, st := range on[at] {
			if best == nil || quad.StringOf(st.To) < quad.StringOf(best.To) {
				best = &st
			}
		}
		path = append(path, *best)
		at = best.To
	}
	return path
}

// leadingTo turns the steps of both sides that lie on a chain through the meeting nodes into steps by their start.
func (s *search) leadingTo(meeting []quad.Value) map[quad.Value][]Step {
	on := map[quad.Value][]Step{}
	for _, side := range []*side{s.ahead, s.back} {
		level := meeting
		for len(level) > 0 {
			before := map[quad.Value]bool{}
			for _, n := range level {
				for m, st := range side.via[n] {
					on[st.From] = append(on[st.From], st)
					before[m] = true
				}
			}
			level = slices.Collect(maps.Keys(before))
		}
	}
	return on
}
