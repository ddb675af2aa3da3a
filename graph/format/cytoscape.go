package format

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
)

// WriteCytoscape writes a subgraph as Cytoscape JSON, which Cytoscape and Cytoscape.js open. The id of a node is its IRI; an edge has
// its relation as interaction too, by which Cytoscape draws.
func WriteCytoscape(w io.Writer, g Subgraph) error {
	out := bufio.NewWriterSize(w, 64<<10)
	_, _ = out.WriteString(`{"format_version": "1.0", "generated_by": "newsgraph", "target_cytoscapejs_version": "~3.0",
"data": {"name": "newsgraph", "shared_name": "newsgraph"}, "directed": true, "multigraph": true,
"elements": {
"nodes": [`)
	for i, n := range g.Nodes {
		first := []member{{"id", clean(string(n.IRI))}}
		if err := element(out, i, append(first, members(nodeFields(), n)...)); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n],\n\"edges\": [")
	for i, e := range g.Edges {
		first := []member{{"id", "e" + strconv.Itoa(i)}, {"source", clean(string(e.From))}, {"target", clean(string(e.To))}, {"interaction", clean(e.Relation)}}
		if err := element(out, i, append(first, members(edgeFields(), e)...)); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}}\n")
	return out.Flush()
}

// A member is a name and a value of a JSON object.
type member struct {
	name  string
	value any
}

func members[T any](fields []field[T], item T) []member {
	var out []member
	for _, f := range fields {
		v := f.value(item)
		if missing(v) {
			continue
		}
		if text, ok := v.(string); ok {
			v = clean(text)
		}
		out = append(out, member{f.name, v})
	}
	return out
}

// element writes {"data": {...}} with its members in their order.
func element(out *bufio.Writer, i int, ms []member) error {
	var b bytes.Buffer
	if i > 0 {
		b.WriteByte(',')
	}
	b.WriteString("\n{\"data\": {")
	for k, m := range ms {
		if k > 0 {
			b.WriteString(", ")
		}
		for side, v := range []any{m.name, m.value} {
			if side == 1 {
				b.WriteString(": ")
			}
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(v); err != nil {
				return err
			}
			b.Truncate(b.Len() - 1)
		}
	}
	b.WriteString("}}")
	_, err := out.Write(b.Bytes())
	return err
}
