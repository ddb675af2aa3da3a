package format

import (
	"io"
	"strconv"
)

const graphmlHead = `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`

// WriteGraphML writes a subgraph as GraphML 1.0. Attributes have types; those without a value are left out.
func WriteGraphML(w io.Writer, g Subgraph) error {
	x := newXML(w)
	x.print(graphmlHead)
	keys(x, "node", nodeFields())
	keys(x, "edge", edgeFields())
	x.print("<graph id=\"newsgraph\" edgedefault=\"directed\">\n")
	for _, n := range g.Nodes {
		x.tag("node", ">\n", "id", nmtoken(n.IRI))
		data(x, "node", nodeFields(), n)
		x.print("</node>\n")
	}
	for i, e := range g.Edges {
		x.tag("edge", ">\n", "id", "e"+strconv.Itoa(i), "source", nmtoken(e.From), "target", nmtoken(e.To))
		data(x, "edge", edgeFields(), e)
		x.print("</edge>\n")
	}
	x.print("</graph>\n</graphml>\n")
	return x.w.Flush()
}

func keys[T any](x xmlWriter, of string, fields []field[T]) {
	for _, f := range fields {
		x.tag("key", "/>\n", "id", of+"-"+f.name, "for", of, "attr.name", f.name, "attr.type", f.kind)
	}
}

func data[T any](x xmlWriter, of string, fields []field[T], item T) {
	for _, f := range fields {
		if v := f.value(item); !missing(v) {
			x.tag("data", ">", "key", of+"-"+f.name)
			x.text(attribute(v))
			x.print("</data>\n")
		}
	}
}
