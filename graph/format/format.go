// Package format reads N-Quads, plain or gzipped, and writes graph formats. Formats of RDF (N-Quads, TriG, JSON-LD) hold every
// quad and take a sequence of them; formats of graph tools (GraphML, GEXF, DOT, CSV) hold a Subgraph, a plain value. Formats lists
// them. For example, the quad <id:nordkorea> <rel:supplies> <id:russland> in label <ng:derived> is written as
//
//	<urn:newsgraph:id:nordkorea> <urn:newsgraph:rel:supplies> <urn:newsgraph:id:russland> <urn:newsgraph:vocab:derived> .
//
// The store keeps IRIs short, RDF tools want them absolute: the writer expands them by a table of prefixes, the reader shortens
// them by the same table. What is written is read back value for value, whatever a literal holds.
//
// The reader and writer of github.com/cayleygraph/quad are not used: that writer does not escape IRIs, spells booleans in a way
// of its own and drops nanoseconds; that reader takes unquoted text for literals and rewrites "007"^^xsd:integer to "7".
// Relative IRIs are let through, as many graphs in the wild have them; TriG and JSON-LD refuse them, as their readers would make
// others of them.
//
// Formats of RDF hold every character, or refuse with ErrValue. XML knows no control characters but tab and line breaks: all formats
// of graph tools put U+FFFD in their place. In CSV, text that a spreadsheet would run as a formula begins with an apostrophe.
//
// Nothing is stored or derived here, and nothing chosen: which quads and which subgraph is the caller's question.
package format

import (
	"errors"
	"fmt"

	"newsgraph/graph"
)

// DefaultMaxLine is the longest line that the reader takes unless told otherwise: an article's text is one literal.
const DefaultMaxLine = 64 << 20

// Options of reading and writing; the zero value is what exports and imports use.
type Options struct {
	Prefixes map[string]string // nil = graph.Prefixes()
	Raw      bool              // leave IRIs as they are
	MaxLine  int               // longest line in bytes; 0 = DefaultMaxLine
}

func (o Options) prefixes() map[string]string {
	switch {
	case o.Raw:
		return nil
	case o.Prefixes != nil:
		return o.Prefixes
	}
	return graph.Prefixes()
}

func (o Options) maxLine() int {
	if o.MaxLine > 0 {
		return o.MaxLine
	}
	return DefaultMaxLine
}

// ErrSyntax is wrapped by every SyntaxError.
var ErrSyntax = errors.New("not N-Quads")

// A SyntaxError says where a line is not N-Quads, and why.
type SyntaxError struct {
	Line, Column int // from 1; columns count bytes
	Problem      string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Problem)
}

// Unwrap makes errors.Is(err, ErrSyntax) true.
func (e *SyntaxError) Unwrap() error { return ErrSyntax }

// ErrValue is wrapped by errors about quads that a format cannot hold.
var ErrValue = errors.New("cannot be written")
