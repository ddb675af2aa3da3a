package explore

import (
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// OfArticle cuts out what one article says: every entity that it names, and the edges that its claims stand behind, each with this
// article's own claims. The tier, the dates and the sources of an edge are those of all articles together. An article that the
// graph does not hold says nothing. Tiers are those of the budget, or all.
func OfArticle(ctx context.Context, r Reader, article quad.IRI, b Budget) (format.Subgraph, error) {
	if b.Tiers == nil {
		b.Tiers = graph.Tiers()
	}
	b = b.withDefaults()
	l := remembering(ctx, r)
	edges := l.edgesOf(article, b)
	nodes := map[quad.Value]int{} // how often an edge ends there
	for _, e := range l.ends(graph.Pattern{P: graph.NameRead, L: article}, quad.Subject) {
		nodes[l.representative(e)] += 0
	}
	for _, st := range edges {
		nodes[st.From]++
		nodes[st.To]++
	}
	kept := heaviest(nodes, b.Nodes)
	inside := func(st Step) bool { return slices.Contains(kept, st.From) && slices.Contains(kept, st.To) }
	edges = slices.DeleteFunc(edges, func(st Step) bool { return !inside(st) })
	own := string(article) + "#"
	s := l.subgraph(kept, edges, b, func(c quad.Value) bool {
		iri, _ := c.(quad.IRI)
		return strings.HasPrefix(string(iri), own)
	})
	s.NodesLeft = len(nodes) - len(kept)
	if len(nodes) > 0 {
		s.Articles = []quad.IRI{article}
	}
	return s, l.err
}

// edgesOf lists the shortcuts of the statements that an article's claims belong to.
func (l *lookup) edgesOf(article quad.IRI, b Budget) []Step {
	seen := map[Step]bool{}
	var out []Step
	for _, c := range l.ends(graph.Pattern{P: graph.InArticle, O: article, L: article}, quad.Subject) {
		for _, st := range l.ends(graph.Pattern{P: graph.HasClaim, O: c, L: graph.Derived}, quad.Subject) {
			for _, via := range l.ends(graph.Pattern{S: st, P: graph.Via, L: graph.Derived}, quad.Object) {
				step, ok := stepOf(via)
				if !ok || seen[step] || !slices.Contains(b.Tiers, step.Tier) || b.Relations != nil && !slices.Contains(b.Relations, step.Relation) {
					continue
				}
				seen[step] = true
				out = append(out, step)
			}
		}
	}
	return out
}

// stepOf reads what graph.Edge writes.
func stepOf(via quad.Value) (Step, bool) {
	s, p, o, ok := graph.ParseEdge(via)
	tier, relation, isShortcut := graph.ParseShortcut(p)
	return Step{From: s, To: o, Tier: tier, Relation: relation, Forward: true}, ok && isShortcut
}
