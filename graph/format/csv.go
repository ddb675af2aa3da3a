package format

import (
	"encoding/csv"
	"io"
	"strings"
)

// WriteNodes writes the entities of a subgraph as CSV (RFC 4180), one line each.
func WriteNodes(w io.Writer, g Subgraph) error { return table(w, nil, nodeFields(), g.Nodes) }

// WriteEdges writes the edges of a subgraph as CSV, one line each. Source and target are the IRIs of WriteNodes.
func WriteEdges(w io.Writer, g Subgraph) error {
	ends := []field[Edge]{
		{"source", kindText, func(e Edge) any { return string(e.From) }},
		{"target", kindText, func(e Edge) any { return string(e.To) }},
	}
	return table(w, ends, edgeFields(), g.Edges)
}

func table[T any](w io.Writer, first, fields []field[T], items []T) error {
	fields = append(first, fields...)
	out := csv.NewWriter(w)
	record := make([]string, len(fields))
	for i, f := range fields {
		record[i] = f.name
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for _, item := range items {
		for i, f := range fields {
			record[i] = cell(f.value(item))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func cell(v any) string {
	if missing(v) {
		return ""
	}
	s := clean(attribute(v))
	if _, isText := v.(string); isText {
		return Guard(s)
	}
	return s
}

// Guard puts an apostrophe before text that a spreadsheet would run as a formula: a sentence comes from an article, and
// "=HYPERLINK(...)" in it must stay text.
func Guard(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
