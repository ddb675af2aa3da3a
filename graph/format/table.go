package format

import (
	"io"
	"iter"
	"slices"

	"github.com/cayleygraph/quad"
)

// A Format is one way to write a graph. Exactly one of Quads and Graph is there: formats of RDF hold every quad, formats of graph
// tools hold a Subgraph, entities and what joins them.
type Format struct {
	Name, Extension, MediaType, Doc string

	Quads func(w io.Writer, quads iter.Seq2[quad.Quad, error], o Options) (int, error) // returns how many were written
	Graph func(w io.Writer, g Subgraph) error
}

// Formats lists every format that can be written, those of RDF first.
func Formats() []Format {
	return []Format{
		{Name: "nquads", Extension: ".nq", MediaType: "application/n-quads", Quads: Write,
			Doc: "N-Quads, one quad a line: what import reads"},
		{Name: "trig", Extension: ".trig", MediaType: "application/trig", Quads: WriteTriG,
			Doc: "TriG: one block for each article, with prefixes"},
		{Name: "jsonld", Extension: ".jsonld", MediaType: "application/ld+json", Quads: WriteJSONLD,
			Doc: "JSON-LD 1.1: objects with plain names for their fields"},
		{Name: "graphml", Extension: ".graphml", MediaType: "application/graphml+xml", Graph: WriteGraphML,
			Doc: "GraphML: entities and edges with typed attributes"},
		{Name: "gexf", Extension: ".gexf", MediaType: "application/gexf+xml", Graph: WriteGEXF,
			Doc: "GEXF 1.3 for Gephi: the same, edges with their time"},
		{Name: "dot", Extension: ".dot", MediaType: "text/vnd.graphviz", Graph: WriteDOT,
			Doc: "DOT: a drawing by Graphviz"},
		{Name: "cytoscape", Extension: ".cyjs", MediaType: "application/json", Graph: WriteCytoscape,
			Doc: "Cytoscape JSON: the same for Cytoscape and Cytoscape.js"},
		{Name: "csv-nodes", Extension: ".nodes.csv", MediaType: "text/csv", Graph: WriteNodes,
			Doc: "CSV: one line for each entity"},
		{Name: "csv-edges", Extension: ".edges.csv", MediaType: "text/csv", Graph: WriteEdges,
			Doc: "CSV: one line for each edge"},
	}
}

// Named finds a format by its name.
func Named(name string) (Format, bool) {
	all := Formats()
	i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return all[i], true
}
