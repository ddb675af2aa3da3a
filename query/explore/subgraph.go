package explore

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// subgraph describes nodes and edges as far as the budget reaches, in the order of their IRIs.
func (l *lookup) subgraph(nodes []quad.Value, steps []Step, b Budget, wanted func(claim quad.Value) bool) format.Subgraph {
	var s format.Subgraph
	slices.SortFunc(steps, func(x, y Step) int {
		return cmp.Or(slices.Index(b.Tiers, x.Tier)-slices.Index(b.Tiers, y.Tier), compareSteps(x, y))
	})
	kept := min(len(steps), b.Edges)
	s.EdgesLeft = len(steps) - kept
	steps = steps[:kept]
	slices.SortFunc(steps, compareSteps)
	s.Nodes, s.Edges = make([]format.Node, 0, len(nodes)), make([]format.Edge, 0, len(steps))
	for _, n := range sortValues(nodes) {
		if iri, ok := n.(quad.IRI); ok {
			s.Nodes = append(s.Nodes, l.node(iri))
		}
	}
	for _, st := range steps {
		if b.Bare {
			s.Edges = append(s.Edges, edge(Hop{Step: st}))
			continue
		}
		s.Edges = append(s.Edges, edge(l.hop(st, b.Claims, wanted)))
		if l.err != nil {
			return format.Subgraph{}
		}
	}
	return s
}

func compareSteps(x, y Step) int {
	if c := compareValues(x.From, y.From); c != 0 {
		return c
	}
	if c := compareValues(x.To, y.To); c != 0 {
		return c
	}
	return cmp.Or(cmp.Compare(x.Relation, y.Relation), cmp.Compare(x.Tier, y.Tier))
}

// compareValues is the order of IRIs; other values come in that of their spelling.
func compareValues(a, b quad.Value) int {
	x, ok := a.(quad.IRI)
	y, too := b.(quad.IRI)
	if ok && too {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(quad.StringOf(a), quad.StringOf(b))
}

// heaviest keeps the nodes of most weight.
func heaviest(weight map[quad.Value]int, most int) []quad.Value {
	all := slices.SortedFunc(maps.Keys(weight), func(a, b quad.Value) int {
		return cmp.Or(weight[b]-weight[a], cmp.Compare(quad.StringOf(a), quad.StringOf(b)))
	})
	return all[:min(len(all), most)]
}

func (l *lookup) node(iri quad.IRI) format.Node {
	n := format.Node{IRI: iri, Name: l.name(iri)}
	for _, q := range l.quads(graph.Pattern{S: iri, P: graph.AltName, L: graph.Derived}) {
		n.Aliases = append(n.Aliases, quad.ToString(q.Object))
	}
	slices.Sort(n.Aliases)
	for _, t := range l.ends(graph.Pattern{S: iri, P: graph.Type, L: graph.Derived}, quad.Object) {
		class, _ := t.(quad.IRI)
		n.Type = strings.TrimPrefix(string(class), string(graph.Class("")))
	}
	for _, o := range l.ends(graph.Pattern{S: iri, P: graph.SameAs, L: graph.Derived}, quad.Object) {
		if id, _ := o.(quad.IRI); isWikidata(o) && n.Wikidata == "" {
			n.Wikidata = strings.TrimPrefix(string(id), string(graph.Wikidata("")))
		}
	}
	return n
}

func edge(h Hop) format.Edge {
	from, _ := h.From.(quad.IRI)
	to, _ := h.To.(quad.IRI)
	e := format.Edge{From: from, To: to, Relation: h.Relation, Tier: h.Tier, Sources: h.Sources, First: h.First, Last: h.Last,
		Statements: iris(h.Statements), ClaimsLeft: h.More}
	for _, c := range h.Claims {
		e.Claims = append(e.Claims, iris([]quad.Value{c.Claim})...)
	}
	if len(h.Claims) == 0 {
		return e
	}
	c := h.Claims[0]
	article, _ := c.Article.(quad.IRI)
	e.Proof = format.Proof{Sentence: c.Sentence, Modality: c.Modality, Polarity: c.Polarity, Speakers: c.Speakers, Deniers: c.Deniers,
		Date: c.Date, Goods: c.Goods, Role: c.Role, Quantity: c.Quantity, Unit: c.Unit, Confidence: c.Confidence,
		Article: article, Title: c.Title, Published: c.Published, Publisher: c.Publisher, URL: c.URL}
	return e
}

func iris(vs []quad.Value) []quad.IRI {
	var out []quad.IRI
	for _, v := range vs {
		if iri, ok := v.(quad.IRI); ok {
			out = append(out, iri)
		}
	}
	return out
}

// Behind runs over the quads that a subgraph rests on, for formats of RDF, each once: names and types of its entities, its shortcuts,
// their statements, the claims that are shown with their sentences and whom they name, where their articles come from, and all
// that the subgraph's own articles say.
func Behind(ctx context.Context, r Reader, s format.Subgraph) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		b := &behind{lookup: lookup{ctx: ctx, r: r}, yield: yield, seen: map[quad.Quad]bool{}, done: map[quad.Value]bool{}}
		b.subgraph(s)
		if b.err != nil && !errors.Is(b.err, errEnough) {
			yield(quad.Quad{}, b.err)
		}
	}
}

// A behind yields quads until its caller or the reader has enough.
type behind struct {
	lookup
	yield func(quad.Quad, error) bool
	seen  map[quad.Quad]bool
	done  map[quad.Value]bool // nodes that were given already
}

func (b *behind) give(q quad.Quad) {
	if b.err == nil && !b.seen[q] {
		b.seen[q] = true
		if !b.yield(q, nil) {
			b.err = errEnough
		}
	}
}

func (b *behind) all(p graph.Pattern) {
	for _, q := range b.quads(p) {
		b.give(q)
	}
}

func (b *behind) subgraph(s format.Subgraph) {
	for _, n := range s.Nodes {
		b.entity(n.IRI)
	}
	for _, e := range s.Edges {
		b.give(quad.Quad{Subject: e.From, Predicate: graph.Shortcut(e.Tier, e.Relation), Object: e.To, Label: graph.Derived})
		for _, st := range e.Statements {
			b.all(graph.Pattern{S: st, L: graph.Derived})
		}
		for _, c := range e.Claims {
			b.claimQuads(c)
		}
	}
	for _, a := range s.Articles {
		b.all(graph.Pattern{L: a})
	}
}

// entity gives the names, types and ids of an entity; one that is joined to another leads to that.
func (b *behind) entity(e quad.Value) {
	if b.done[e] {
		return
	}
	b.done[e] = true
	for _, p := range []quad.IRI{graph.Type, graph.Name, graph.AltName, graph.SameAs} {
		b.all(graph.Pattern{S: e, P: p, L: graph.Derived})
	}
	if rep := b.representative(e); rep != e {
		b.entity(rep)
	}
}

// claimQuads gives a claim, its sentences, where its article comes from, and whom it names.
func (b *behind) claimQuads(c quad.Value) {
	for _, q := range b.quads(graph.Pattern{S: c}) {
		b.give(q)
		switch q.Predicate {
		case graph.InArticle:
			b.origin(q.Object)
		case graph.Evidence, graph.MoreEvidence:
			b.all(graph.Pattern{S: q.Object, L: q.Label})
		case graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods, graph.ClaimPlace, graph.AttributedTo, graph.DeniedBy:
			b.entity(q.Object)
		}
	}
}

// origin gives what tells an article: title, date, outlet, address; not its text.
func (b *behind) origin(article quad.Value) {
	if b.done[article] {
		return
	}
	b.done[article] = true
	for _, p := range []quad.IRI{graph.Type, graph.ID, graph.Headline, graph.Published, graph.Publisher, graph.URL, graph.Language, graph.Agency} {
		b.all(graph.Pattern{S: article, P: p, L: article})
	}
	b.all(graph.Pattern{S: article, P: graph.ReprintGroup, L: graph.Derived})
}
