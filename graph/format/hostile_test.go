package format_test

import (
	"math"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// nasty are texts that some format has trouble with.
func nasty() []string {
	return []string{
		"", " ", `"quoted" 'single' \ back\`, "line\nbreak\r\ntab\tend", "a\rb", "\x00\x01\x0b\x1f\x7f\u0085", "ÄÖÜß éşğ", "שלום \u202eabc\u202c مرحبا", "🚀👩‍👩‍👧",
		`]]>&amp;<b a="1">&#x41;`, `=HYPERLINK("http://x")`, "+1", "-2", "@SUM(A1)", "\ufffe\uffff\ufeff\ufffd", `\N \G \L \"`, "@id", "_:b", "{}[](),;.", `\u0041`, "%41",
		"\u2028\u2029", "rel:supplies", "# x", `"""`, strings.Repeat("ä", 1<<19), // a literal of 1 MB
	}
}

// hostile is a graph of everything that the formats of RDF have to hold.
func hostile() []quad.Quad {
	a := graph.Article("2023/09 ü#1")
	subjects := []quad.Value{graph.Entity("kröte"), graph.Local(a, "a.b."), graph.Part(a, "c-1%"), graph.Entity("-x"), graph.Entity(""), graph.Entity("//double"),
		quad.IRI("http://example.org/ü?q=1&r='2'#f"), quad.IRI("id:(a)*!$+,;=~/@"), quad.BNode("a.b-c"), quad.IRI("mailto:x@y.z")}
	var out []quad.Quad
	for i, s := range subjects {
		label := []quad.Value{a, graph.Derived, nil, quad.IRI("http://example.org/g"), quad.BNode("graph")}[i%5]
		add := func(p quad.IRI, o quad.Value) {
			out = append(out, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
		}
		add(graph.Type, graph.Class("State"))
		add(graph.Relation("meets"), subjects[(i+1)%len(subjects)])
		add(graph.ClaimSubject, subjects[(i+2)%len(subjects)])
		add(quad.IRI("http://example.org/p"), quad.String("foreign"))
	}
	// Every kind of value, under a term that wants text, one that wants nodes, one that wants numbers, and none.
	for _, p := range []quad.IRI{graph.Name, graph.ClaimObject, graph.Confidence, graph.Type, graph.ID, "http://example.org/p"} {
		for _, v := range literals() {
			out = append(out, quad.Quad{Subject: graph.Entity("alles"), Predicate: p, Object: v, Label: a})
		}
		out = append(out, quad.Quad{Subject: graph.Entity("alles"), Predicate: p, Object: graph.Entity("kröte"), Label: a})
	}
	for _, text := range nasty() {
		out = append(out, quad.Quad{Subject: graph.Entity("namen"), Predicate: graph.AltName, Object: quad.String(text), Label: graph.Derived})
	}
	return out
}

func literals() []quad.Value {
	return []quad.Value{
		quad.Int(0), quad.Int(-5), quad.Int(1<<53 + 1), quad.Int(math.MinInt64), quad.Float(0.1), quad.Float(3), quad.Float(-1e300), quad.Float(math.Inf(-1)),
		quad.Bool(true), quad.Bool(false), quad.Time(time.Date(2024, 2, 29, 23, 59, 59, 123456789, time.UTC)), quad.String("true"), quad.String("3"),
		quad.LangString{Value: "grüezi \"mitenand\"\n", Lang: "de-CH"}, quad.LangString{Value: "x", Lang: "de"},
		quad.TypedString{Value: "007", Type: "xsd:integer"}, quad.TypedString{Value: "2023-09", Type: "xsd:gYearMonth"}, quad.TypedString{Value: "0.10", Type: "xsd:double"},
		quad.TypedString{Value: "a\nb", Type: "http://example.org/type"}, quad.TypedString{Value: "<p>", Type: "rdf:HTML"},
	}
}

// hostileSubgraph has every nasty text as name, alias, sentence and speaker, and IRIs that no id of XML may be.
func hostileSubgraph() format.Subgraph {
	var g format.Subgraph
	a := graph.Article("2023/09 ü#1")
	for i, text := range nasty() {
		iri := graph.Local(a, text[:min(len(text), 20)]+strings.Repeat("x", i))
		g.Nodes = append(g.Nodes, format.Node{IRI: iri, Name: text, Type: "State", Wikidata: "Q423", Aliases: []string{text, "Alias"}})
		from := g.Nodes[i/2].IRI
		g.Edges = append(g.Edges, format.Edge{From: from, To: iri, Relation: "supplies", Tier: graph.Tiers()[i%4], Sources: i, First: "2023", Last: "2024-02",
			Claims: []quad.IRI{graph.Part(a, "c-1")}, ClaimsLeft: i,
			Proof: format.Proof{Sentence: text, Modality: "actual", Polarity: "positive", Speakers: []string{text}, Deniers: []string{"B", "C"}, Date: "2024-02-29",
				Goods: []string{"Munition"}, Role: text, Quantity: 4.8e6, Unit: text, Confidence: 0.6, Article: a, Title: text, Published: "2024-02-29", Publisher: text, URL: "http://x/?a=1&b=2"}})
	}
	// Two relations between one pair, and one from a thing to itself.
	again, self := g.Edges[3], g.Edges[4]
	again.Relation, again.First, again.Last = "meets", "", "nie"
	self.From = self.To
	g.Edges = append(g.Edges, again, self)
	return g
}
