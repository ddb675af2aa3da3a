package format

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// A Subgraph is a part of the derived layer as graph tools see it: entities, and shortcuts between them. It is a plain value; who
// chooses what belongs to it is package query/explore.
type Subgraph struct {
	Nodes []Node
	Edges []Edge // of symmetric relations there is one in either direction, as in the graph

	Articles []quad.IRI // articles that belong to it with all they say

	NodesLeft, EdgesLeft int    // what a budget left out
	Cut                  string // limit of the search that chose, where it was reached: "hops", "frontier"; else ""
}

// A Node is an entity.
type Node struct {
	IRI      quad.IRI
	Name     string
	Type     string   // "Person"
	Wikidata string   // "Q423"
	Aliases  []string // sorted
}

// An Edge is a shortcut with the statements behind it.
type Edge struct {
	From, To       quad.IRI
	Relation, Tier string
	Sources        int    // independent ones
	First, Last    string // dates of the earliest and the latest claim, as exact as they are known
	Statements     []quad.IRI
	Claims         []quad.IRI // those that are shown, the strongest first
	ClaimsLeft     int        // those that are not
	Proof
}

// A Proof is the strongest claim behind an edge.
type Proof struct {
	Sentence           string
	Modality, Polarity string
	Speakers, Deniers  []string // names
	Date               string
	Goods              []string
	Role               string
	Quantity           float64 // 0 where the article gives none
	Unit               string
	Confidence         float64
	Article            quad.IRI
	Title, Published   string
	Publisher, URL     string
}

// A field is an attribute of nodes or edges that every format of graph tools has: GraphML and GEXF as typed attribute, CSV as column.
type field[T any] struct {
	name, kind string // kinds are those that GraphML and GEXF share
	value      func(T) any
}

const (
	kindText  = "string"
	kindWhole = "long"
	kindReal  = "double"
)

func nodeFields() []field[Node] {
	return []field[Node]{
		{"iri", kindText, func(n Node) any { return string(n.IRI) }},
		{"name", kindText, func(n Node) any { return n.Name }},
		{"type", kindText, func(n Node) any { return n.Type }},
		{"wikidata", kindText, func(n Node) any { return n.Wikidata }},
		{"aliases", kindText, func(n Node) any { return list(n.Aliases) }},
	}
}

func edgeFields() []field[Edge] {
	return []field[Edge]{
		{"relation", kindText, func(e Edge) any { return e.Relation }},
		{"tier", kindText, func(e Edge) any { return e.Tier }},
		{"sources", kindWhole, func(e Edge) any { return e.Sources }},
		{"claims", kindWhole, func(e Edge) any { return len(e.Claims) + e.ClaimsLeft }},
		{"first", kindText, func(e Edge) any { return e.First }},
		{"last", kindText, func(e Edge) any { return e.Last }},
		{"sentence", kindText, func(e Edge) any { return e.Sentence }},
		{"modality", kindText, func(e Edge) any { return e.Modality }},
		{"polarity", kindText, func(e Edge) any { return e.Polarity }},
		{"speakers", kindText, func(e Edge) any { return list(e.Speakers) }},
		{"deniers", kindText, func(e Edge) any { return list(e.Deniers) }},
		{"date", kindText, func(e Edge) any { return e.Date }},
		{"goods", kindText, func(e Edge) any { return list(e.Goods) }},
		{"role", kindText, func(e Edge) any { return e.Role }},
		{"quantity", kindReal, func(e Edge) any { return e.Quantity }},
		{"unit", kindText, func(e Edge) any { return e.Unit }},
		{"confidence", kindReal, func(e Edge) any { return e.Confidence }},
		{"article", kindText, func(e Edge) any { return string(e.Article) }},
		{"title", kindText, func(e Edge) any { return e.Title }},
		{"published", kindText, func(e Edge) any { return e.Published }},
		{"publisher", kindText, func(e Edge) any { return e.Publisher }},
		{"url", kindText, func(e Edge) any { return e.URL }},
	}
}

// list writes several names as one attribute: no format of graph tools has lists that all of them read.
func list(names []string) string { return strings.Join(names, "; ") }

// missing reports whether an attribute is left out. A count of none stays: it is known.
func missing(v any) bool { return v == "" || v == 0.0 }

// clean puts U+FFFD in the place of what XML 1.0 cannot hold: control characters but tab and line breaks, U+FFFE, U+FFFF, and bytes
// that are no text. All formats of graph tools do so, since few of these tools bear a NUL, whatever the format allows.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return utf8.RuneError
		}
		return r
	}, s)
}
