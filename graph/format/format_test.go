package format_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// The grammar of N-Quads 1.1 as one expression, written from the recommendation and not from the parser.
const (
	uchar   = `\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}`
	iriRef  = `<(?:[^\x00-\x20<>"{}|^` + "`" + `\\]|` + uchar + `)+>`
	charsU  = `A-Za-z_:\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}`
	chars   = charsU + `\-0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}`
	blank   = `_:[` + charsU + `0-9](?:[` + chars + `.]*[` + chars + `])?`
	literal = `"(?:[^\x22\x5C\x0A\x0D]|\\[tbnrf"'\\]|` + uchar + `)*"(?:\^\^` + iriRef + `|@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)?`
	strict  = `^(?:` + iriRef + `|` + blank + `) ` + iriRef + ` (?:` + iriRef + `|` + blank + `|` + literal + `) (?:(?:` + iriRef + `|` + blank + `) )?\.$`
)

var grammar = regexp.MustCompile(strict)

func write(t testing.TB, o format.Options, qs ...quad.Quad) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := format.Write(&b, format.All(qs), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(r io.Reader, o format.Options) ([]quad.Quad, error) {
	var out []quad.Quad
	for in := format.Read(r, o); ; {
		q, err := in.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return out, err
		}
		out = append(out, q)
	}
}

func object(v quad.Value) quad.Quad {
	return quad.Quad{Subject: quad.IRI("id:a"), Predicate: graph.Name, Object: v, Label: graph.Article("x")}
}

func TestEveryValueComesBack(t *testing.T) {
	values := []quad.Value{
		quad.String(""), quad.String(`"quoted" \ 'single'`), quad.String("line\nbreak\r\ntab\t\b\f end"), quad.String("\x00\x01\x1f\x7f"),
		quad.String("🚀 ÄÖÜß שלום \u202eabc\u2028\u0085\ufeff"), quad.String(`\u0041 \n <x> .`), quad.String(strings.Repeat("ä", 1<<19)),
		quad.LangString{Value: "grüezi \"mitenand\"", Lang: "de-CH"},
		quad.TypedString{Value: "007", Type: "xsd:integer"}, quad.TypedString{Value: "a\nb", Type: "http://example.org/type"},
		quad.TypedString{Value: "2023-09-17", Type: "xsd:date"}, quad.TypedString{Value: "NaN", Type: "xsd:double"},
		quad.Int(0), quad.Int(-5), quad.Int(math.MaxInt64), quad.Float(0.1), quad.Float(-1e300), quad.Float(math.Inf(1)), quad.Float(math.Inf(-1)), quad.Bool(true), quad.Bool(false),
		quad.Time(time.Date(2024, 2, 29, 23, 59, 59, 123456789, time.UTC)),
		quad.IRI("id:nordkorea"), quad.IRI("http://example.org/ü?q=1#f"), quad.IRI("has space\n<\"{}|^`\\>"), quad.IRI("nur-relativ"), quad.IRI(":"),
		quad.BNode("b1"), quad.BNode("a.b-c"), quad.BNode("ä:1"),
	}
	for _, o := range []format.Options{{}, {Raw: true}, {Prefixes: map[string]string{"id": "http://x.org/", "xsd": "http://www.w3.org/2001/XMLSchema#"}}} {
		for _, v := range values {
			text := write(t, o, object(v))
			if line, ok := strings.CutSuffix(text, "\n"); !ok || !grammar.MatchString(line) {
				t.Errorf("not a line of N-Quads: %.200q", text)
			}
			got, err := read(strings.NewReader(text), o)
			if err != nil {
				t.Errorf("%.200q: %v", text, err)
				continue
			}
			if len(got) != 1 || got[0] != object(v) {
				t.Errorf("%.200q came back as %.200v", text, got)
			}
		}
	}
}

func TestExportsCarryAbsoluteIRIs(t *testing.T) {
	q := quad.Quad{Subject: graph.Entity("nordkorea"), Predicate: graph.Relation("supplies"), Object: quad.Int(3), Label: graph.Derived}
	want := "<urn:newsgraph:id:nordkorea> <urn:newsgraph:rel:supplies> \"3\"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:newsgraph:vocab:derived> .\n"
	if diff := cmp.Diff(want, write(t, format.Options{}, q)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	q.Label = nil
	if diff := cmp.Diff("<id:nordkorea> <rel:supplies> \"3\"^^<xsd:integer> .\n", write(t, format.Options{Raw: true}, q)); diff != "" {
		t.Errorf("raw: want -, got +\n%s", diff)
	}
}

func TestSortedDoesNotDependOnTheOrder(t *testing.T) {
	a, b := object(quad.String("a")), object(quad.String("b"))
	var one, two bytes.Buffer
	for w, qs := range map[*bytes.Buffer][]quad.Quad{&one: {a, b}, &two: {b, a}} {
		if n, err := format.Write(w, format.Sorted(format.All(qs)), format.Options{}); n != 2 || err != nil {
			t.Fatal(n, err)
		}
	}
	if one.String() != two.String() || !strings.Contains(one.String(), "\"a\"") {
		t.Errorf("%q and %q", one.String(), two.String())
	}
}

func TestWriteRefusesWhatNoLineCanHold(t *testing.T) {
	ok := object(quad.Int(1))
	for name, change := range map[string]func(*quad.Quad){
		"a literal as subject":      func(q *quad.Quad) { q.Subject = quad.String("x") },
		"a literal as label":        func(q *quad.Quad) { q.Label = quad.String("x") },
		"a blank predicate":         func(q *quad.Quad) { q.Predicate = quad.BNode("x") },
		"no object":                 func(q *quad.Quad) { q.Object = nil },
		"an empty IRI":              func(q *quad.Quad) { q.Object = quad.IRI("") },
		"a literal that is no text": func(q *quad.Quad) { q.Object = quad.String("\xff") },
		"an IRI that is no text":    func(q *quad.Quad) { q.Object = quad.IRI("\xff") },
		"a label with a space":      func(q *quad.Quad) { q.Object = quad.BNode("a b") },
		"a language of two words":   func(q *quad.Quad) { q.Object = quad.LangString{Value: "x", Lang: "de CH"} },
	} {
		q := ok
		change(&q)
		if _, err := format.Write(io.Discard, format.All([]quad.Quad{ok, q}), format.Options{}); !errors.Is(err, format.ErrValue) || !strings.Contains(err.Error(), "quad 2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadTakesWhatTheGrammarAllows(t *testing.T) {
	in := "\ufeff# comment\r\n\r\n" +
		"<a:b>\t<a:c> <a:d>.\r" +
		"_:x <a:c> _:y.z <a:l> . # said so\n" +
		"<\\u0061:b><a:c>\"x\\u00E4\\U0001F680\"@de-CH<a:l>.\n" +
		"  <a:b> <a:c> \"1\"^^<http://www.w3.org/2001/XMLSchema#string> ."
	want := []quad.Quad{
		{Subject: quad.IRI("a:b"), Predicate: quad.IRI("a:c"), Object: quad.IRI("a:d")},
		{Subject: quad.BNode("x"), Predicate: quad.IRI("a:c"), Object: quad.BNode("y.z"), Label: quad.IRI("a:l")},
		{Subject: quad.IRI("a:b"), Predicate: quad.IRI("a:c"), Object: quad.LangString{Value: "xä🚀", Lang: "de-CH"}, Label: quad.IRI("a:l")},
		{Subject: quad.IRI("a:b"), Predicate: quad.IRI("a:c"), Object: quad.String("1")},
	}
	got, err := read(strings.NewReader(in), format.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestGzipIsRecognisedByContent(t *testing.T) {
	q := object(quad.String("x"))
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := format.Write(z, format.All([]quad.Quad{q}), format.Options{}); err != nil {
		t.Fatal(err)
	}
	z.Close()
	got, err := read(bytes.NewReader(packed.Bytes()), format.Options{})
	if err != nil || len(got) != 1 || got[0] != q {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := read(bytes.NewReader(packed.Bytes()[:packed.Len()-6]), format.Options{}); err == nil {
		t.Error("a truncated file was read without an error")
	}
}

func TestReadNamesLineAndColumn(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"no dot", "<a:b> <a:c> <a:d>", "line 3, column 18: label expected, the end of the line found"},
		{"a literal without an end", `<a:b> <a:c> "x`, "line 3, column 15: a literal without an end"},
		{"a bare word", `<a:b> <a:c> x .`, "line 3, column 13: object expected, 'x' found"},
		{"a literal as subject", `"a" <a:c> <a:d> .`, "line 3, column 1: subject expected"},
		{"a space in an IRI", `<a b> <a:c> <a:d> .`, "line 3, column 3: ' ' in an IRI"},
		{"an escape that is none", `<a:b> <a:c> "\x" .`, `line 3, column 14: an escape that is neither \u nor \U`},
		{"a surrogate", `<a:b> <a:c> "\uD800" .`, "line 3, column 14: an escape that is no character"},
		{"bytes that are no text", "<a:b> <a:c> \"\xff\" .", "text that is not UTF-8"},
		{"two statements", `<a:b> <a:c> <a:d> . <a:b>`, "line 3, column 21: text after the final dot"},
		{"no tag", `<a:b> <a:c> "x"@ .`, "a language tag expected"},
	} {
		qs, err := read(strings.NewReader("# one\n<a:b> <a:c> <a:d> .\n"+c.line+"\n"), format.Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || !errors.Is(err, format.ErrSyntax) || len(qs) != 1 {
			t.Errorf("%s: %v after %d quads", c.name, err, len(qs))
		}
	}
}

func TestALineHasALimit(t *testing.T) {
	text := write(t, format.Options{}, object(quad.String(strings.Repeat("x", 100_000))))
	if _, err := read(strings.NewReader(text), format.Options{MaxLine: 50_000}); err == nil || !strings.Contains(err.Error(), "line 1, column 50000: longer than 50000 bytes") {
		t.Errorf("got %v", err)
	}
	if _, err := read(strings.NewReader(text), format.Options{MaxLine: 200_000}); err != nil {
		t.Error(err)
	}
}

func FuzzWriteThenRead(f *testing.F) {
	for _, s := range []string{"", "a", "\x00\"\\\n\r\t", "id:x y", "שלום 🚀", "xsd:integer", "<>", "de-CH", "\ufffd"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, v := range []quad.Value{quad.String(a), quad.IRI(a), quad.BNode(a), quad.LangString{Value: quad.String(a), Lang: b}, quad.TypedString{Value: quad.String(a), Type: quad.IRI(b)}} {
			q := quad.Quad{Subject: quad.IRI("id:s"), Predicate: quad.IRI("ng:p"), Object: v}
			var out bytes.Buffer
			if _, err := format.Write(&out, format.All([]quad.Quad{q}), format.Options{Raw: true}); err != nil {
				continue
			}
			if !grammar.MatchString(strings.TrimSuffix(out.String(), "\n")) {
				t.Errorf("%#v is written as %q", v, out.String())
			}
			got, err := read(&out, format.Options{Raw: true})
			if err != nil || len(got) != 1 || quad.StringOf(got[0].Object) != quad.StringOf(plain(v)) {
				t.Errorf("%#v came back as %v, %v", v, got, err)
			}
		}
	})
}

// plain is v, or the text of a literal of type xsd:string.
func plain(v quad.Value) quad.Value {
	if ts, ok := v.(quad.TypedString); ok && (ts.Type == "xsd:string" || ts.Type == "http://www.w3.org/2001/XMLSchema#string") {
		return ts.Value
	}
	return v
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("<a:b> <a:c> \"x\\u00e4\"@de <a:l> .\n_:a <b:c> \"1\"^^<xsd:integer> ."))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Add([]byte("<a:b><a:c>_:b..\r\r\n# x"))
	f.Fuzz(func(t *testing.T, in []byte) {
		qs, err := read(bytes.NewReader(in), format.Options{MaxLine: 1 << 20})
		if len(qs) == 0 || err != nil {
			return
		}
		again, err := read(strings.NewReader(write(t, format.Options{}, qs...)), format.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(text(qs), text(again)); diff != "" {
			t.Errorf("first -, again +\n%s", diff)
		}
	})
}

func text(qs []quad.Quad) []string {
	var out []string
	for _, q := range qs {
		out = append(out, q.NQuad())
	}
	return out
}
