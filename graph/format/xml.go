package format

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// An xmlWriter writes elements as they come; nothing is kept. The writer's first error comes back from Flush.
type xmlWriter struct{ w *bufio.Writer }

func newXML(w io.Writer) xmlWriter {
	x := xmlWriter{bufio.NewWriterSize(w, 64<<10)}
	x.print(xml.Header)
	return x
}

func (x xmlWriter) print(s string) { _, _ = x.w.WriteString(s) }

// tag writes <name a="1" b="2"> with what comes after the attributes ("/>" or ">"). Attributes without a value are left out.
func (x xmlWriter) tag(name, end string, attributes ...string) {
	x.print("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			x.print(" " + attributes[i] + `="`)
			x.text(attributes[i+1])
			x.print(`"`)
		}
	}
	x.print(end)
}

// text escapes; EscapeText puts U+FFFD where clean does. Readers of XML 1.1 take U+0085 and U+2028 for line breaks and make others of
// them, unless they are written as references.
func (x xmlWriter) text(s string) {
	for s != "" {
		plain, mark := s, ""
		if i := strings.IndexAny(s, "\u0085\u2028"); i >= 0 {
			r, _ := utf8.DecodeRuneInString(s[i:])
			plain, mark = s[:i], string(r)
		}
		_ = xml.EscapeText(x.w, []byte(plain))
		if mark != "" {
			fmt.Fprintf(x.w, "&#x%X;", []rune(mark)[0])
		}
		s = s[len(plain)+len(mark):]
	}
}

// attribute is a value of a field as text.
func attribute(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return Number(v)
	}
	return fmt.Sprint(v)
}

// Number writes a number as people do, with an exponent from 10^15 on.
func Number(v float64) string {
	if math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// nmtoken is an IRI as an id of XML, which may hold letters, digits and few marks: "id:nordkorea" stays, any other byte and the
// dot become a dot and two digits, so that two IRIs never share an id.
func nmtoken(iri quad.IRI) string {
	var b strings.Builder
	for i, r := range string(iri) {
		if labelRune(r) && r != 0xfffd {
			b.WriteRune(r)
			continue
		}
		size := len(string(r))
		if r == 0xfffd && !strings.HasPrefix(string(iri)[i:], "\ufffd") {
			size = 1 // a byte that is no text
		}
		for _, c := range []byte(string(iri)[i : i+size]) {
			fmt.Fprintf(&b, ".%02X", c)
		}
	}
	return b.String()
}
