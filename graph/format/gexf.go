package format

import (
	"io"
	"strconv"
	"time"

	"newsgraph/graph"
)

const gexfHead = `<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">
<meta><creator>newsgraph</creator></meta>
<graph mode="dynamic" defaultedgetype="directed" timeformat="date" timerepresentation="interval">
`

// WriteGEXF writes a subgraph as GEXF 1.3, which Gephi opens. An edge lasts from the first day of its earliest claim to the last day
// of its latest; its kind, tier and relation, keeps parallel edges apart; its weight is the number of independent sources.
func WriteGEXF(w io.Writer, g Subgraph) error {
	x := newXML(w)
	x.print(gexfHead)
	attributes(x, "node", nodeFields())
	attributes(x, "edge", edgeFields())
	x.print("<nodes>\n")
	for _, n := range g.Nodes {
		x.tag("node", ">\n", "id", nmtoken(n.IRI), "label", n.Name)
		values(x, nodeFields(), n)
		x.print("</node>\n")
	}
	x.print("</nodes>\n<edges>\n")
	for i, e := range g.Edges {
		start, end := interval(e.First, e.Last)
		x.tag("edge", ">\n", "id", "e"+strconv.Itoa(i), "source", nmtoken(e.From), "target", nmtoken(e.To), "label", e.Relation,
			"kind", e.Tier+":"+e.Relation, "weight", strconv.Itoa(max(1, e.Sources)), "start", start, "end", end)
		values(x, edgeFields(), e)
		x.print("</edge>\n")
	}
	x.print("</edges>\n</graph>\n</gexf>\n")
	return x.w.Flush()
}

func attributes[T any](x xmlWriter, class string, fields []field[T]) {
	x.tag("attributes", ">\n", "class", class, "mode", "static")
	for _, f := range fields {
		x.tag("attribute", "/>\n", "id", f.name, "title", f.name, "type", f.kind)
	}
	x.print("</attributes>\n")
}

func values[T any](x xmlWriter, fields []field[T], item T) {
	x.print("<attvalues>\n")
	for _, f := range fields {
		if v := f.value(item); !missing(v) {
			x.tag("attvalue", "/>\n", "for", f.name, "value", attribute(v))
		}
	}
	x.print("</attvalues>\n")
}

// interval is the time between two dates in whole days, as a format with one granularity needs it: "2023-09" is all of September.
// The dates themselves stand in the attributes first and last. What is no date has no interval.
func interval(first, last string) (start, end string) {
	from, ok1 := graph.ParseSpan(first)
	to, ok2 := graph.ParseSpan(last)
	if !ok1 || !ok2 || to.Last.Before(from.First) {
		return "", ""
	}
	return from.First.Format(time.DateOnly), to.Last.Format(time.DateOnly)
}
