package format

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// Write writes quads as N-Quads, one a line, in the order in which they come, and returns how many.
func Write(w io.Writer, quads iter.Seq2[quad.Quad, error], o Options) (int, error) {
	bw := bufio.NewWriterSize(w, 64<<10)
	enc := encoder{table: o.prefixes()}
	n := 0
	for q, err := range quads {
		if err != nil {
			return n, err
		}
		enc.buf = enc.buf[:0]
		if err := enc.quad(q); err != nil {
			return n, fmt.Errorf("quad %d (%v): %w", n+1, q, err)
		}
		if _, err := bw.Write(enc.buf); err != nil {
			return n, err
		}
		n++
	}
	return n, bw.Flush()
}

// All makes a sequence of quads in memory.
func All(quads []quad.Quad) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

type encoder struct {
	buf   []byte
	table map[string]string
}

func (e *encoder) quad(q quad.Quad) error {
	if err := check(q); err != nil {
		return err
	}
	for i, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if i == 3 && v == nil {
			break
		}
		if err := e.value(v); err != nil {
			return err
		}
		e.buf = append(e.buf, ' ')
	}
	e.buf = append(e.buf, '.', '\n')
	return nil
}

func (e *encoder) value(v quad.Value) error {
	switch v := v.(type) {
	case quad.IRI:
		return e.iri(v)
	case quad.BNode:
		if !isLabel(string(v)) {
			return fmt.Errorf("%w: blank node %q", ErrValue, string(v))
		}
		e.buf = append(append(e.buf, "_:"...), v...)
	case quad.String:
		return e.text(string(v))
	case quad.LangString:
		if !langTag.MatchString(v.Lang) {
			return fmt.Errorf("%w: language tag %q", ErrValue, v.Lang)
		}
		if err := e.text(string(v.Value)); err != nil {
			return err
		}
		e.buf = append(append(e.buf, '@'), v.Lang...)
	default:
		return e.typed(v)
	}
	return nil
}

var langTag = regexp.MustCompile(`^[a-zA-Z]+(-[a-zA-Z0-9]+)*$`)

// isLabel reports whether a text is the label of a blank node: letters, digits, '_' and ':' with '-' and '.' inside.
func isLabel(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	bad := strings.ContainsFunc(s, func(r rune) bool { return r != '.' && !labelRune(r) })
	return s != "" && utf8.ValidString(s) && !bad && last != '.' && (letter(first) || first >= '0' && first <= '9')
}

// letter and labelRune are PN_CHARS_U and PN_CHARS of the grammar.
func letter(r rune) bool {
	for _, span := range [...][2]rune{{'A', 'Z'}, {'_', '_'}, {':', ':'}, {'a', 'z'}, {0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2ff}, {0x370, 0x37d}, {0x37f, 0x1fff},
		{0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef}, {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}} {
		if r >= span[0] && r <= span[1] {
			return true
		}
	}
	return false
}

func labelRune(r rune) bool {
	return letter(r) || r == '-' || r >= '0' && r <= '9' || r == 0xb7 || r >= 0x300 && r <= 0x36f || r == 0x203f || r == 0x2040
}

// typed writes values that have a type.
func (e *encoder) typed(v quad.Value) error {
	t, err := typed(v)
	if err != nil {
		return err
	}
	if err := e.text(string(t.Value)); err != nil {
		return err
	}
	e.buf = append(e.buf, "^^"...)
	return e.iri(t.Type)
}

// typed is a literal with the type and the spelling that every format of RDF gives it.
func typed(v quad.Value) (quad.TypedString, error) {
	switch v := v.(type) {
	case quad.TypedString:
		return v, nil
	case quad.TypedStringer:
		return quad.TypedString{Value: quad.String(lexical(v)), Type: v.TypedString().Type}, nil
	}
	return quad.TypedString{}, fmt.Errorf("%w: value of type %T", ErrValue, v)
}

// lexical is the form of a native value that XML Schema knows: "true", not "True", "INF", not "+Inf", times with all digits.
func lexical(v quad.TypedStringer) string {
	switch v := v.(type) {
	case quad.Bool:
		return strconv.FormatBool(bool(v))
	case quad.Time:
		return time.Time(v).UTC().Format(time.RFC3339Nano)
	case quad.Float:
		if math.IsInf(float64(v), 0) {
			return strings.TrimPrefix(strings.ToUpper(strconv.FormatFloat(float64(v), 'E', -1, 64)), "+")
		}
	}
	return string(v.TypedString().Value)
}

// iri writes what an IRI cannot hold as \u escapes, so that nothing is lost and no line breaks.
func (e *encoder) iri(v quad.IRI) error {
	full := string(graph.Expand(v, e.table))
	if full == "" || !utf8.ValidString(full) {
		return fmt.Errorf("%w: IRI %q", ErrValue, full)
	}
	e.buf = append(e.buf, '<')
	for _, r := range full {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r) {
			e.buf = fmt.Appendf(e.buf, "\\u%04X", r)
			continue
		}
		e.buf = utf8.AppendRune(e.buf, r)
	}
	e.buf = append(e.buf, '>')
	return nil
}

// text writes a quoted literal.
func (e *encoder) text(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%w: a literal is not valid UTF-8", ErrValue)
	}
	e.buf = append(e.buf, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			e.buf = append(e.buf, '\\', c)
		case c >= ' ' && c != 0x7f:
			e.buf = append(e.buf, c)
		default:
			e.control(c)
		}
	}
	e.buf = append(e.buf, '"')
	return nil
}

func (e *encoder) control(c byte) {
	if i := bytes.IndexByte([]byte("\t\b\n\r\f"), c); i >= 0 {
		e.buf = append(e.buf, '\\', "tbnrf"[i])
		return
	}
	e.buf = fmt.Appendf(e.buf, "\\u%04X", c)
}
