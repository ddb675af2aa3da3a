package explore

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// Sizes of a subgraph unless told otherwise.
const (
	DefaultNodes = 200
	DefaultEdges = 2000
)

// A Budget bounds a subgraph; the zero value takes facts and disputed facts within the default limits.
type Budget struct {
	Tiers     []string // nil = rel and disputed
	Relations []string // nil = every relation
	Nodes     int      // entities, the start included; nodes that are joined more firmly come first
	Edges     int      // firmer tiers come first
	Claims    int      // claims that are shown of each edge
	Timeout   time.Duration
}

func (b Budget) withDefaults() Budget {
	if b.Tiers == nil {
		b.Tiers = []string{graph.TierRel, graph.TierDisputed}
	}
	b.Nodes = cmp.Or(b.Nodes, DefaultNodes)
	b.Edges = cmp.Or(b.Edges, DefaultEdges)
	b.Claims = cmp.Or(b.Claims, DefaultMaxClaims)
	b.Timeout = cmp.Or(b.Timeout, DefaultTimeout)
	return b
}

// within runs a search under the budget's time.
func (b Budget) within(ctx context.Context, search func(context.Context) (format.Subgraph, error)) (format.Subgraph, error) {
	inner, cancel := context.WithTimeout(ctx, b.Timeout)
	defer cancel()
	s, err := search(inner)
	if err != nil && inner.Err() != nil && ctx.Err() == nil {
		return format.Subgraph{}, &LimitError{"timeout", b.Timeout}
	}
	return s, err
}

// Around cuts out what lies within some hops of an entity, against the arrows too: the entities, and every edge between two of
// them. Where a budget cuts, those that the entities before them are joined with by more and firmer relations stay, and the
// subgraph says how many were left out.
func Around(ctx context.Context, g Graph, r Reader, start quad.IRI, hops int, b Budget) (format.Subgraph, error) {
	b = b.withDefaults()
	return b.within(ctx, func(ctx context.Context) (format.Subgraph, error) {
		w := &surroundings{search: search{g: g, o: Options{Tiers: b.Tiers, Relations: b.Relations}}, budget: b, inside: map[quad.Value]bool{start: true}}
		if err := w.grow(ctx, start, hops); err != nil {
			return format.Subgraph{}, err
		}
		steps, err := w.between(ctx)
		if err != nil {
			return format.Subgraph{}, err
		}
		l := remembering(ctx, r)
		s := l.subgraph(slices.Collect(maps.Keys(w.inside)), steps, b, func(quad.Value) bool { return true })
		s.NodesLeft = w.left
		return s, l.err
	})
}

// surroundings grow from an entity level by level.
type surroundings struct {
	search
	budget Budget
	inside map[quad.Value]bool
	left   int
}

func (w *surroundings) grow(ctx context.Context, start quad.Value, hops int) error {
	frontier := []quad.Value{start}
	for range hops {
		if len(frontier) == 0 || len(w.inside) >= w.budget.Nodes && w.left > 0 {
			return nil
		}
		next, err := w.neighbours(ctx, frontier)
		if err != nil {
			return err
		}
		room := min(len(next), max(0, w.budget.Nodes-len(w.inside)))
		w.left += len(next) - room
		frontier = next[:room]
		for _, n := range frontier {
			w.inside[n] = true
		}
	}
	return nil
}

// neighbours lists the nodes outside that lie one hop from a frontier, those with the most and the firmest relations first.
func (w *surroundings) neighbours(ctx context.Context, frontier []quad.Value) ([]quad.Value, error) {
	weight := map[quad.Value]int{}
	for _, n := range frontier {
		seen := map[Step]bool{} // a symmetric relation is one, though it has an edge either way
		err := w.steps(ctx, nil, n, func(st Step, m quad.Value) error {
			st.Forward = true
			if _, entity := m.(quad.IRI); !entity || w.inside[m] || seen[st] {
				return ctx.Err()
			}
			seen[st] = true
			weight[m] += len(w.o.Tiers) - slices.Index(w.o.Tiers, st.Tier)
			if len(weight)+len(w.inside) > DefaultMaxNodes {
				return &LimitError{"max nodes", DefaultMaxNodes}
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.SortedFunc(maps.Keys(weight), func(a, b quad.Value) int {
		return cmp.Or(weight[b]-weight[a], cmp.Compare(quad.StringOf(a), quad.StringOf(b)))
	}), nil
}

// between lists the edges whose ends both lie inside.
func (w *surroundings) between(ctx context.Context) ([]Step, error) {
	w.o.Directed = true // from each node its own edges, so that each comes once
	var out []Step
	for n := range w.inside {
		err := w.steps(ctx, nil, n, func(st Step, m quad.Value) error {
			if w.inside[m] {
				out = append(out, st)
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}
