package web

import (
	"context"
	"net/http"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/format"
	"newsgraph/query/explore"
)

// A Graph is a part of the graph, to be drawn.
type Graph struct {
	Nodes     []Node `json:"nodes"`
	Edges     []Edge `json:"edges"`
	NodesLeft int    `json:"nodes_left,omitempty"` // that a limit left out
	EdgesLeft int    `json:"edges_left,omitempty"`
	Cut       string `json:"cut,omitempty"` // "hops", "frontier" or "nodes": the limit behind which more may be
}

// A Node is a thing.
type Node struct {
	Named
	Wikidata string   `json:"wikidata,omitempty"`
	Aliases  []string `json:"aliases"`
	Degree   int      `json:"degree"` // edges at it, those of a symmetric relation twice, counted as far as a thousand
}

// countedEdges is how far the edges at a node are counted.
const countedEdges = 1000

// withDegrees counts the edges at each node.
func withDegrees(ctx context.Context, g explore.Graph, s format.Subgraph) (Graph, error) {
	out := graphOf(s)
	for i, n := range s.Nodes {
		var err error
		if out.Nodes[i].Degree, err = explore.Degree(ctx, g, n.IRI, countedEdges); err != nil {
			return Graph{}, err
		}
	}
	return out, nil
}

// An Edge is a fact between two things, with the strongest claim behind it. Of a symmetric relation there is one.
type Edge struct {
	From       string   `json:"from"` // IRI
	To         string   `json:"to"`
	Relation   string   `json:"relation"`
	Tier       string   `json:"tier" enum:"rel disputed maybe denied"`
	Symmetric  bool     `json:"symmetric,omitempty"`
	Sources    int      `json:"sources"` // independent ones
	First      string   `json:"first,omitempty"`
	Last       string   `json:"last,omitempty"`
	Statements []string `json:"statements"` // IRIs
	Goods      []string `json:"goods,omitempty"`
	Proof      *Proof   `json:"proof,omitempty"`
	More       int      `json:"more,omitempty"` // claims beside that one
}

// graphOf is a part of the graph as JSON.
func graphOf(s format.Subgraph) Graph {
	g := Graph{Nodes: []Node{}, Edges: []Edge{}, NodesLeft: s.NodesLeft, EdgesLeft: s.EdgesLeft, Cut: s.Cut}
	for _, n := range s.Nodes {
		g.Nodes = append(g.Nodes, nodeOf(n))
	}
	type pair struct {
		a, b           quad.IRI
		relation, tier string
	}
	seen := map[pair]int{}
	for _, e := range s.Edges {
		if i, ok := seen[pair{e.To, e.From, e.Relation, e.Tier}]; ok && e.From != e.To && slices.Equal(strs(e.Statements), g.Edges[i].Statements) {
			g.Edges[i].Symmetric = true
			continue
		}
		seen[pair{e.From, e.To, e.Relation, e.Tier}] = len(g.Edges)
		g.Edges = append(g.Edges, edgeOf(e))
	}
	return g
}

func nodeOf(n format.Node) Node {
	return Node{Named: Named{End{n.IRI.String(), n.Name}, n.Type}, Wikidata: n.Wikidata, Aliases: append([]string{}, n.Aliases...)}
}

func edgeOf(e format.Edge) Edge {
	out := Edge{From: e.From.String(), To: e.To.String(), Relation: e.Relation, Tier: e.Tier, Sources: e.Sources, First: e.First, Last: e.Last,
		Statements: strs(e.Statements), Goods: e.Goods, More: max(0, len(e.Claims)-1) + e.ClaimsLeft}
	if len(e.Claims) > 0 {
		p := proofOf(explore.Claim{Claim: e.Claims[0], Article: e.Article, Sentence: e.Sentence, Title: e.Title, Published: e.Published, Publisher: e.Publisher,
			URL: e.URL, Role: e.Role, Date: e.Date, Quantity: e.Quantity, Unit: e.Unit, Modality: e.Modality, Polarity: e.Polarity,
			Speakers: e.Speakers, Deniers: e.Deniers, Confidence: e.Confidence})
		out.Proof = &p
	}
	return out
}

func strs(iris []quad.IRI) []string {
	out := []string{}
	for _, iri := range iris {
		out = append(out, iri.String())
	}
	return out
}

// A NameRequest names a thing.
type NameRequest struct {
	Name string `json:"name" example:"Tigran Melkonjan"` // as one types it, a Wikidata id or an IRI
}

// An Entity is a thing with what joins it to others, in numbers.
type Entity struct {
	Node
	Types      []string    `json:"types"`      // the type, then further ones, as fewer articles read it
	Links      []LinkCount `json:"links"`      // the firmest tier first
	Neighbours int         `json:"neighbours"` // different ones
	Statements int         `json:"statements"`
	Hub        bool        `json:"hub,omitempty"` // it has more neighbours than serve.hub: expand it by one relation at a time
}

// A LinkCount counts the edges of one relation in one tier.
type LinkCount struct {
	Relation   string `json:"relation"`
	Tier       string `json:"tier" enum:"rel disputed maybe denied"`
	Out        int    `json:"out"` // edges from it; a symmetric relation counts in both
	In         int    `json:"in"`
	Neighbours int    `json:"neighbours"`
}

func (l Local) entity(ctx context.Context, req NameRequest) (Entity, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Entity{}, err
	}
	defer snap.Close()
	p, err := explore.Describe(ctx, snap, snap, req.Name)
	if err != nil {
		return Entity{}, err
	}
	e := Entity{Node: nodeOf(p.Node), Types: append([]string{p.Type}, p.Also...), Links: []LinkCount{}, Neighbours: p.Things, Statements: p.Told, Hub: l.hub(p.Things)}
	if e.Degree, err = explore.Degree(ctx, snap, p.IRI, 0); err != nil {
		return Entity{}, err
	}
	for _, k := range p.Links {
		e.Links = append(e.Links, LinkCount{k.Relation, k.Tier, k.Out, k.In, k.Things})
	}
	return e, nil
}

func (l Local) hub(neighbours int) bool { return l.options.Hub > 0 && neighbours > l.options.Hub }

// A NeighboursRequest asks for what lies one hop from a thing.
type NeighboursRequest struct {
	Name  string `json:"name" example:"Tigran Melkonjan"`
	Limit int    `json:"limit,omitempty"` // neighbours of one answer
	After int    `json:"after,omitempty"` // next of an earlier answer
	Bare  bool   `json:"bare,omitempty"`  // edges without what stands behind them
	Choice
}

func (req *NeighboursRequest) bound(o Options) error {
	req.Limit = lower(o.Nodes, req.Limit)
	return nil
}

// Neighbours are the answer: the thing, its neighbours, those with the most and the firmest relations first, and the edges between
// it and them.
type Neighbours struct {
	Of   string `json:"of"`             // IRI
	All  int    `json:"all"`            // neighbours that fit
	Next int    `json:"next,omitempty"` // where the next answer begins; 0 = nothing is left
	Hub  bool   `json:"hub,omitempty"`
	Graph
}

func (l Local) neighbours(ctx context.Context, req NeighboursRequest) (Neighbours, error) {
	walk, err := req.walk()
	if err != nil {
		return Neighbours{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Neighbours{}, err
	}
	defer snap.Close()
	of, err := explore.Resolve(ctx, snap, req.Name)
	if err != nil {
		return Neighbours{}, err
	}
	b := explore.Budget{Walk: walk, Nodes: req.Limit, Edges: edgesOfNode * req.Limit, Bare: req.Bare, Frontier: l.options.Limits.Frontier}
	part, all, err := explore.Neighbours(ctx, snap, snap, of.Entity, b, req.After)
	if err != nil {
		return Neighbours{}, err
	}
	out := Neighbours{Of: of.Entity.String(), All: all, Hub: l.hub(all)}
	if out.Graph, err = withDegrees(ctx, snap, part); err != nil {
		return Neighbours{}, err
	}
	if part.NodesLeft > 0 {
		out.Next = all - part.NodesLeft
	}
	return out, nil
}

// subgraph is a part of the graph as JSON, chosen as for an export.
func (l Local) subgraph(ctx context.Context, req ExportRequest) (Graph, error) {
	if req.Format != "" || !req.part() {
		return Graph{}, &Problem{Status: http.StatusBadRequest, Message: "one of around, from and to, among, query and article is wanted, and no format", Hint: "write for example around=Armenien&hops=2"}
	}
	named, err := l.named(ctx, req.Query)
	if err != nil {
		return Graph{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Graph{}, err
	}
	defer snap.Close()
	part, err := partOf(ctx, snap, req, named)
	if err != nil {
		return Graph{}, err
	}
	return withDegrees(ctx, snap, part)
}
