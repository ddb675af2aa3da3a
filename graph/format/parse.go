package format

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// A parser reads one line by the grammar of N-Quads (https://www.w3.org/TR/n-quads/#sec-grammar).
type parser struct {
	spaces []namespace
	short  map[string]quad.IRI // predicates and the like come again and again
	line   []byte
	at     int
}

type namespace struct{ prefix, full string }

// maxShort bounds the memory for IRIs that were shortened already.
const maxShort = 1 << 14

func newParser(table map[string]string) parser {
	p := parser{short: map[string]quad.IRI{}}
	for prefix, full := range table {
		p.spaces = append(p.spaces, namespace{prefix, full})
	}
	slices.SortFunc(p.spaces, func(a, b namespace) int { return cmp.Or(len(b.full)-len(a.full), strings.Compare(a.prefix, b.prefix)) })
	return p
}

// parse reads a line; ok is false where it is empty or a comment.
func (p *parser) parse(line []byte) (q quad.Quad, ok bool, err *SyntaxError) {
	p.line, p.at = line, 0
	defer func() {
		switch problem := recover().(type) {
		case nil:
		case *SyntaxError:
			q, ok, err = quad.Quad{}, false, problem
		default:
			panic(problem)
		}
	}()
	if p.space(); p.end() {
		return quad.Quad{}, false, nil
	}
	q.Subject = p.node("subject")
	p.space()
	q.Predicate = p.predicate()
	p.space()
	q.Object = p.object()
	p.space()
	if p.peek() != '.' {
		q.Label = p.node("label")
		p.space()
	}
	p.expect('.')
	if p.space(); !p.end() {
		p.fail("text after the final dot")
	}
	return q, true, nil
}

// fail ends the line; parse turns it into an error.
func (p *parser) fail(format string, args ...any) {
	panic(&SyntaxError{Column: p.at + 1, Problem: fmt.Sprintf(format, args...)})
}

func (p *parser) peek() byte {
	if p.at < len(p.line) {
		return p.line[p.at]
	}
	return 0
}

func (p *parser) expect(c byte) {
	if p.at >= len(p.line) || p.line[p.at] != c {
		p.fail("%q expected, %s found", c, p.found())
	}
	p.at++
}

func (p *parser) found() string {
	if p.at >= len(p.line) {
		return "the end of the line"
	}
	r, _ := utf8.DecodeRune(p.line[p.at:])
	return strconv.QuoteRune(r)
}

func (p *parser) space() {
	for p.peek() == ' ' || p.peek() == '\t' {
		p.at++
	}
}

// end reports whether nothing but a comment follows.
func (p *parser) end() bool { return p.at >= len(p.line) || p.line[p.at] == '#' }

func (p *parser) node(what string) quad.Value {
	switch p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blank()
	}
	p.fail("%s expected, %s found", what, p.found())
	return nil
}

func (p *parser) predicate() quad.Value {
	if p.peek() != '<' {
		p.fail("predicate expected, %s found", p.found())
	}
	return p.iri()
}

func (p *parser) object() quad.Value {
	if p.peek() == '"' {
		return p.literal()
	}
	return p.node("object")
}

func (p *parser) iri() quad.IRI {
	p.expect('<')
	start, escaped := p.at, false
	for ; p.peek() != '>'; p.at++ {
		switch c := p.peek(); {
		case p.at >= len(p.line):
			p.fail("'>' expected, %s found", p.found())
		case c == '\\':
			escaped = true
			p.unicode()
		case c <= ' ' || strings.IndexByte("<\"{}|^`", c) >= 0:
			p.fail("%s in an IRI", p.found())
		}
	}
	raw := p.line[start:p.at]
	if len(raw) == 0 {
		p.fail("an empty IRI")
	}
	p.at++
	return p.shorten(raw, escaped)
}

// unicode moves from the backslash of \uXXXX or \UXXXXXXXX to the last byte of the escape.
func (p *parser) unicode() {
	digits := map[byte]int{'u': 4, 'U': 8}[p.after(1)]
	if digits == 0 {
		p.fail("an escape that is neither \\u nor \\U")
	}
	if _, ok := codepoint(p.line[p.at:], digits); !ok {
		p.fail("an escape that is no character")
	}
	p.at += digits + 1
}

func (p *parser) after(n int) byte {
	if p.at+n < len(p.line) {
		return p.line[p.at+n]
	}
	return 0
}

// codepoint reads the escape at the start of s.
func codepoint(s []byte, digits int) (rune, bool) {
	if len(s) < digits+2 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(s[2:2+digits]), 16, 32)
	return rune(n), err == nil && n <= unicode.MaxRune && utf8.ValidRune(rune(n))
}

func (p *parser) shorten(raw []byte, escaped bool) quad.IRI {
	if iri, known := p.short[string(raw)]; known {
		return iri
	}
	full := p.unescape(raw, escaped)
	iri := quad.IRI(full)
	for _, n := range p.spaces { // the longest first, as graph.Shorten does
		if rest, fits := strings.CutPrefix(full, n.full); fits {
			iri = quad.IRI(n.prefix + ":" + rest)
			break
		}
	}
	if len(p.short) < maxShort {
		p.short[string(raw)] = iri
	}
	return iri
}

func (p *parser) unescape(raw []byte, escaped bool) string {
	if !utf8.Valid(raw) {
		p.fail("text that is not UTF-8")
	}
	if !escaped {
		return string(raw)
	}
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			b.WriteByte(raw[i])
			continue
		}
		i++
		if j := strings.IndexByte(`tbnrf"'\`, raw[i]); j >= 0 {
			b.WriteByte("\t\b\n\r\f\"'\\"[j])
			continue
		}
		digits := map[byte]int{'u': 4, 'U': 8}[raw[i]]
		r, _ := codepoint(raw[i-1:], digits)
		b.WriteRune(r)
		i += digits
	}
	return b.String()
}

func (p *parser) blank() quad.BNode {
	p.at++
	p.expect(':')
	start := p.at
	for p.at < len(p.line) {
		r, n := utf8.DecodeRune(p.line[p.at:])
		if r == utf8.RuneError && n == 1 || r != '.' && !labelRune(r) {
			break
		}
		p.at += n
	}
	label := strings.TrimRight(string(p.line[start:p.at]), ".") // a dot at the end ends the line
	p.at = start + len(label)
	if !isLabel(label) {
		p.fail("a label of a blank node expected")
	}
	return quad.BNode(label)
}

func (p *parser) literal() quad.Value {
	text := p.quoted()
	switch {
	case p.peek() == '@':
		return quad.LangString{Value: quad.String(text), Lang: p.lang()}
	case p.peek() == '^' && p.after(1) == '^':
		p.at += 2
		return native(quad.TypedString{Value: quad.String(text), Type: p.iri()})
	}
	return quad.String(text)
}

func (p *parser) quoted() string {
	p.expect('"')
	start, escaped := p.at, false
	for ; p.peek() != '"'; p.at++ {
		if p.at >= len(p.line) {
			p.fail("a literal without an end")
		}
		if p.line[p.at] != '\\' {
			continue
		}
		escaped = true
		if strings.IndexByte(`tbnrf"'\`, p.after(1)) >= 0 {
			p.at++
			continue
		}
		p.unicode()
	}
	raw := p.line[start:p.at]
	p.at++
	return p.unescape(raw, escaped)
}

func (p *parser) lang() string {
	start := p.at + 1
	for p.at = start; p.at < len(p.line) && (p.line[p.at] == '-' || isAlnum(p.line[p.at])); p.at++ {
	}
	tag := string(p.line[start:p.at])
	if !langTag.MatchString(tag) {
		p.fail("a language tag expected")
	}
	return tag
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// native makes numbers, booleans and times of literals in the form in which the writer puts them; in any other form ("007") a
// literal stays as it is, so that nothing is rewritten.
func native(t quad.TypedString) quad.Value {
	s := string(t.Value)
	switch t.Type {
	case "xsd:string", xsd + "string":
		return t.Value
	case "xsd:integer", xsd + "integer":
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && lexical(quad.Int(n)) == s {
			return quad.Int(n)
		}
	case "xsd:double", xsd + "double":
		if f, err := strconv.ParseFloat(s, 64); err == nil && lexical(quad.Float(f)) == s && f == f {
			return quad.Float(f)
		}
	case "xsd:boolean", xsd + "boolean":
		if s == "true" || s == "false" {
			return quad.Bool(s == "true")
		}
	case "xsd:dateTime", xsd + "dateTime":
		if at, err := time.Parse(time.RFC3339Nano, s); err == nil && lexical(quad.Time(at)) == s {
			return quad.Time(at.UTC())
		}
	}
	return t
}

const xsd = "http://www.w3.org/2001/XMLSchema#"
