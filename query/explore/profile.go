package explore

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// A Profile is an entity with what joins it to others, in numbers.
type Profile struct {
	format.Node
	Also   []string // further types, as fewer articles read it, sorted
	Links  []Link   // the firmest tier first, then by relation
	Things int      // different neighbours
	Told   int      // statements in which it stands
}

// A Link counts the edges of one relation in one tier.
type Link struct {
	Relation, Tier string
	Out, In        int // edges from it and to it; a symmetric relation counts in both
	Things         int // different neighbours
}

// Describe counts what joins the entity that a name means to others.
func Describe(ctx context.Context, g Graph, r Reader, name string) (Profile, error) {
	found, err := Resolve(ctx, r, name)
	if err != nil {
		return Profile{}, err
	}
	l := remembering(ctx, r)
	p := Profile{Node: l.node(found.Entity)}
	for _, t := range l.ends(graph.Pattern{S: found.Entity, P: graph.TypeAlso, L: graph.Derived}, quad.Object) {
		class, _ := t.(quad.IRI)
		p.Also = append(p.Also, strings.TrimPrefix(string(class), string(graph.Class(""))))
	}
	told := map[quad.Value]bool{}
	for _, end := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods} {
		for _, q := range l.quads(graph.Pattern{P: end, O: found.Entity, L: graph.Derived}) {
			told[q.Subject] = true
		}
	}
	p.Told = len(told)
	if l.err != nil {
		return Profile{}, l.err
	}
	p.Links, p.Things, err = links(ctx, g, found.Entity)
	return p, err
}

func links(ctx context.Context, g Graph, e quad.Value) ([]Link, int, error) {
	type kind struct{ tier, relation string }
	counted, near, all := map[kind]*Link{}, map[kind]map[quad.Value]bool{}, map[quad.Value]bool{}
	err := visit(ctx, g, e, true, true, func(q quad.Quad) error {
		tier, relation, ok := graph.ParseShortcut(q.Predicate)
		if !ok {
			return nil
		}
		k := kind{tier, relation}
		if counted[k] == nil {
			counted[k], near[k] = &Link{Relation: relation, Tier: tier}, map[quad.Value]bool{}
		}
		other := q.Subject
		if q.Subject == e {
			counted[k].Out++
			other = q.Object
		} else {
			counted[k].In++
		}
		near[k][other], all[other] = true, true
		return nil
	})
	var out []Link
	for k, l := range counted {
		l.Things = len(near[k])
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Link) int {
		return cmp.Or(slices.Index(graph.Tiers(), a.Tier)-slices.Index(graph.Tiers(), b.Tier), cmp.Compare(a.Relation, b.Relation))
	})
	return out, len(all), err
}

// Degree counts the edges at an entity, those of a symmetric relation twice, as far as most (0 = all).
func Degree(ctx context.Context, g Graph, e quad.IRI, most int) (n int, err error) {
	err = visit(ctx, g, e, true, true, func(q quad.Quad) error {
		if _, _, ok := graph.ParseShortcut(q.Predicate); !ok {
			return nil
		}
		if n++; n == most {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return n, err
}

// Neighbours cuts out an entity with those that lie one hop from it, the ones with the most and the firmest relations first, and the
// edges between it and them: at most b.Nodes of them behind so many (after). all says how many there are.
func Neighbours(ctx context.Context, g Graph, r Reader, e quad.IRI, b Budget, after int) (s format.Subgraph, all int, err error) {
	w, err := newSurroundings(ctx, g, r, b)
	if err != nil {
		return format.Subgraph{}, 0, err
	}
	w.inside[e] = true
	near, err := w.neighbours([]quad.Value{e})
	if err != nil {
		return format.Subgraph{}, 0, err
	}
	after = min(after, len(near))
	page := near[after:min(len(near), after+w.budget.Nodes)]
	wanted, steps := map[quad.Value]bool{}, map[Step]bool{}
	for _, n := range page {
		wanted[n] = true
	}
	for _, st := range w.read[e] {
		if wanted[st.From] || wanted[st.To] {
			steps[st] = true
		}
	}
	s = w.lookup.subgraph(append(slices.Clone(page), e), slices.Collect(maps.Keys(steps)), w.budget, w.proof.wanted())
	s.NodesLeft, s.Cut = len(near)-after-len(page), w.cut
	return s, len(near), w.lookup.err
}
