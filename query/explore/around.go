package explore

import (
	"cmp"
	"context"
	"maps"
	"slices"

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
	Walk
	Nodes    int  // entities, the start included; those that are joined more firmly come first
	Edges    int  // firmer tiers come first
	Claims   int  // claims that are shown of each edge
	Bare     bool // edges without what stands behind them: neither statements nor claims, sources, dates
	Frontier int  // entities that are looked at
}

func (b Budget) withDefaults() Budget {
	b.Walk = b.Walk.withDefaults()
	b.Nodes = cmp.Or(b.Nodes, DefaultNodes)
	b.Edges = cmp.Or(b.Edges, DefaultEdges)
	b.Claims = cmp.Or(b.Claims, DefaultMaxClaims)
	b.Frontier = cmp.Or(b.Frontier, DefaultFrontier)
	return b
}

// Around cuts out what lies within some hops of entities, against the arrows too unless the budget is Directed: the entities, and
// every edge between two of them. Where a budget cuts, those that the entities before them are joined with by more and firmer
// relations stay, and the subgraph says how many were left out.
func Around(ctx context.Context, g Graph, r Reader, starts []quad.IRI, hops int, b Budget) (format.Subgraph, error) {
	w, err := newSurroundings(ctx, g, r, b)
	if err != nil {
		return format.Subgraph{}, err
	}
	if err := w.grow(w.begin(starts), hops); err != nil {
		return format.Subgraph{}, err
	}
	return w.subgraph()
}

// Among cuts out the edges between some entities.
func Among(ctx context.Context, g Graph, r Reader, entities []quad.IRI, b Budget) (format.Subgraph, error) {
	return Around(ctx, g, r, entities, 0, b)
}

// Along cuts out what joins the two sides of Between: the entities of its chains, and every edge between two of them.
func Along(ctx context.Context, g Graph, r Reader, from, to []quad.IRI, o Options, b Budget) (format.Subgraph, error) {
	found, err := Between(ctx, g, r, from, to, o)
	if err != nil {
		return format.Subgraph{}, err
	}
	nodes := slices.Concat(from, to)
	for _, p := range found.Paths {
		for _, st := range p.Steps {
			if iri, ok := st.To.(quad.IRI); ok {
				nodes = append(nodes, iri)
			}
		}
	}
	s, err := Among(ctx, g, r, nodes, b)
	s.Cut = found.Cut
	return s, err
}

// surroundings grow from entities level by level.
type surroundings struct {
	ctx    context.Context
	g      Graph
	budget Budget
	lookup *lookup
	proof  *proof
	inside map[quad.Value]bool
	read   map[quad.Value][]Step // shortcuts at the entities that were read while growing, whatever their direction
	left   int
	cut    string
}

func newSurroundings(ctx context.Context, g Graph, r Reader, b Budget) (*surroundings, error) {
	b = b.withDefaults()
	l := remembering(ctx, r)
	p, err := newProof(l, b.Filter)
	return &surroundings{ctx: ctx, g: g, budget: b, lookup: l, proof: p, inside: map[quad.Value]bool{}, read: map[quad.Value][]Step{}}, err
}

// begin puts the first entities inside, as many as there may be.
func (w *surroundings) begin(starts []quad.IRI) []quad.Value {
	var out []quad.Value
	for _, s := range starts {
		switch {
		case w.inside[s]:
		case len(w.inside) >= w.budget.Nodes:
			w.left++
		default:
			w.inside[s] = true
			out = append(out, s)
		}
	}
	return out
}

func (w *surroundings) grow(frontier []quad.Value, hops int) error {
	for range hops {
		if len(frontier) == 0 || len(w.inside) >= w.budget.Nodes && w.left > 0 {
			return nil
		}
		next, err := w.neighbours(frontier)
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

// steps runs over the hops at an entity that the budget allows, as they leave it.
func (w *surroundings) steps(n quad.Value, out, in bool, yield func(Step, quad.Value) error) error {
	return visit(w.ctx, w.g, n, out, in, func(q quad.Quad) error {
		tier, relation, ok := graph.ParseShortcut(q.Predicate)
		if !ok || !slices.Contains(w.budget.Tiers, tier) || w.budget.Relations != nil && !slices.Contains(w.budget.Relations, relation) {
			return nil
		}
		st := Step{From: q.Subject, To: q.Object, Tier: tier, Relation: relation, Forward: true}
		if w.proof.asks() && w.proof.sources(st) < max(1, w.budget.Sources) {
			return w.lookup.err
		}
		other := q.Object
		if q.Subject != n {
			other = q.Subject
		}
		return yield(st, other)
	})
}

// neighbours lists the entities outside that lie one hop from a frontier, those with the most and the firmest relations first.
func (w *surroundings) neighbours(frontier []quad.Value) ([]quad.Value, error) {
	weight := map[quad.Value]int{}
	for _, n := range frontier {
		seen := map[Step]bool{} // a symmetric relation is one, though it has an edge either way
		err := w.steps(n, true, !w.budget.Directed, func(st Step, m quad.Value) error {
			w.read[n] = append(w.read[n], st)
			if st.From != n {
				st.From, st.To = st.To, st.From
			}
			if _, entity := m.(quad.IRI); !entity || w.inside[m] || seen[st] {
				return nil
			}
			if _, known := weight[m]; !known && len(weight)+len(w.inside) >= w.budget.Frontier {
				w.cut = CutFrontier
				return nil
			}
			seen[st] = true
			weight[m] += len(w.budget.Tiers) - slices.Index(w.budget.Tiers, st.Tier)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.SortedFunc(maps.Keys(weight), func(a, b quad.Value) int {
		return cmp.Or(weight[b]-weight[a], cmp.Compare(quad.StringOf(a), quad.StringOf(b)))
	}), nil
}

// subgraph describes what is inside, with the edges whose ends both are.
func (w *surroundings) subgraph() (format.Subgraph, error) {
	found := map[Step]bool{}
	for n := range w.inside {
		if known, ok := w.read[n]; ok {
			for _, st := range known {
				if w.inside[st.From] && w.inside[st.To] {
					found[st] = true
				}
			}
			continue
		}
		err := w.steps(n, true, false, func(st Step, m quad.Value) error {
			if w.inside[m] {
				found[st] = true
			}
			return nil
		})
		if err != nil {
			return format.Subgraph{}, err
		}
	}
	s := w.lookup.subgraph(slices.Collect(maps.Keys(w.inside)), slices.Collect(maps.Keys(found)), w.budget, w.proof.wanted())
	s.NodesLeft, s.Cut = w.left, w.cut
	return s, w.lookup.err
}
