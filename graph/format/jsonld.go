package format

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// WriteJSONLD writes quads as JSON-LD 1.1 and returns how many. Every label is a named graph, every run of quads about one subject
// an object in it, for example
//
//	{"@id": "id:nordkorea", "@type": "ng:State", "name": "Nordkorea", "rel:supplies": {"@id": "id:russland"}}
//
// A processor that expands it gets the same quads: literals keep their type and spelling. Dates are text in the graph ("2023-09",
// "2019/2021") and stay text. IRIs that RDF does not allow are refused, as processors would drop them silently.
func WriteJSONLD(w io.Writer, quads iter.Seq2[quad.Quad, error], o Options) (int, error) {
	j := &jsonld{w: bufio.NewWriterSize(w, 64<<10), table: o.prefixes(), terms: map[quad.IRI]term{}}
	if err := j.head(); err != nil {
		return 0, err
	}
	n := 0
	for r, err := range runs(quads) {
		if err != nil {
			return n, err
		}
		if err := j.run(r); err != nil {
			return n, fmt.Errorf("after quad %d: %w", n, err)
		}
		n += r.size()
	}
	if j.label != nil {
		j.print("\n]}")
	}
	j.print("\n]\n}\n")
	return n, j.w.Flush()
}

// A jsonld writes one document; the writer's first error comes back from Flush.
type jsonld struct {
	w       *bufio.Writer
	table   map[string]string
	terms   map[quad.IRI]term
	label   quad.Value // of the graph that is open
	begun   bool       // something stands in the document
	inGraph bool       // something stands in the open graph
}

func (j *jsonld) print(s string) { _, _ = j.w.WriteString(s) }

func (j *jsonld) head() error {
	names, defs, err := j.context()
	if err != nil {
		return err
	}
	j.print("{\n\"@context\": {")
	for i, name := range names {
		line, err := pair(name, defs[name])
		if err != nil {
			return err
		}
		j.print(map[bool]string{true: ",\n  ", false: "\n  "}[i > 0] + line)
	}
	j.print("\n},\n\"@graph\": [")
	return nil
}

// run writes an object, in the named graph of its label.
func (j *jsonld) run(r *run) error {
	if r.label != j.label {
		if j.label != nil {
			j.print("\n]}")
		}
		j.label, j.inGraph = r.label, false
		if r.label != nil {
			id, err := j.id(r.label)
			if err != nil {
				return err
			}
			line, err := pair("@id", id)
			if err != nil {
				return err
			}
			j.next(&j.begun)
			j.print("{" + line + ", \"@graph\": [")
		}
	}
	lines, err := j.object(r)
	if err != nil {
		return err
	}
	if j.label == nil {
		j.next(&j.begun)
	} else {
		j.next(&j.inGraph)
	}
	j.print("  {" + strings.Join(lines, ",\n   ") + "}")
	return nil
}

// next begins a further element of an array.
func (j *jsonld) next(begun *bool) {
	if *begun {
		j.print(",")
	}
	*begun = true
	j.print("\n")
}

// object returns the members of a subject's object, a line each.
func (j *jsonld) object(r *run) ([]string, error) {
	id, err := j.id(r.subject)
	if err != nil {
		return nil, err
	}
	first, err := pair("@id", id)
	if err != nil {
		return nil, err
	}
	lines := []string{first}
	for _, p := range r.predicates {
		key, values, err := j.member(p)
		if err != nil {
			return nil, err
		}
		var v any = values
		if len(values) == 1 {
			v = values[0]
		}
		line, err := pair(key, v)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// member is a predicate with its values. Types have a keyword of their own, as long as they are nodes.
func (j *jsonld) member(p property) (string, []any, error) {
	t, known := j.terms[p.predicate]
	key := t.name
	isLiteral := func(v quad.Value) bool { _, is := v.(quad.Identifier); return !is }
	switch {
	case p.predicate == graph.Type && !slices.ContainsFunc(p.objects, isLiteral):
		key, t.kind = "@type", node
	case !known:
		var err error
		if key, err = j.iri(p.predicate); err != nil {
			return "", nil, err
		}
	}
	var values []any
	for _, o := range p.objects {
		v, err := j.value(o, t.kind)
		if err != nil {
			return "", nil, err
		}
		values = append(values, v)
	}
	return key, values, nil
}

// id names a node.
func (j *jsonld) id(v quad.Value) (string, error) {
	if b, ok := v.(quad.BNode); ok {
		if !isLabel(string(b)) {
			return "", fmt.Errorf("%w: blank node %q", ErrValue, string(b))
		}
		return "_:" + string(b), nil
	}
	return j.iri(v.(quad.IRI))
}

// iri writes an IRI with its prefix where a reader puts the same namespace back.
func (j *jsonld) iri(v quad.IRI) (string, error) {
	long, err := full(v, j.table)
	if err != nil {
		return "", err
	}
	if strings.ContainsFunc(long, func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|^`\\", r) }) {
		return "", fmt.Errorf("%w: %q is no IRI; N-Quads may hold it", ErrValue, long)
	}
	if _, err := url.Parse(long); err != nil { // "%0X", a port that is no number: processors drop it without a word
		return "", fmt.Errorf("%w: %q is no IRI (%w); N-Quads may hold it", ErrValue, long, err)
	}
	prefix, rest, _ := strings.Cut(string(v), ":")
	if long != string(v) && usable(prefix) && !strings.HasPrefix(rest, "//") {
		return string(v), nil
	}
	// "x://..." is never read as a compact IRI, anything else is where its scheme is a prefix.
	if scheme, rest, _ := strings.Cut(long, ":"); j.table[scheme] != "" && usable(scheme) && !strings.HasPrefix(rest, "//") && long != string(v) {
		return "", fmt.Errorf("%w: %q begins like the prefix %s", ErrValue, long, scheme)
	}
	return long, nil
}

// value writes an object under a term of a kind: a bare string where it says all, otherwise an object that says more.
func (j *jsonld) value(v quad.Value, kind string) (any, error) {
	switch v := v.(type) {
	case quad.IRI, quad.BNode:
		id, err := j.id(v)
		if kind == node {
			return id, err
		}
		return map[string]any{"@id": id}, err
	case quad.String:
		if kind == "" {
			return string(v), nil
		}
		return map[string]any{"@value": string(v)}, nil
	case quad.LangString:
		if !langTag.MatchString(v.Lang) {
			return nil, fmt.Errorf("%w: language tag %q", ErrValue, v.Lang)
		}
		return map[string]any{"@value": string(v.Value), "@language": v.Lang}, nil
	}
	switch v := v.(type) {
	case quad.Bool:
		if kind != real {
			return bool(v), nil
		}
	case quad.Int:
		// Larger numbers lose digits where JSON's numbers are floating point.
		if kind != real && v > -1<<53 && v < 1<<53 {
			return int64(v), nil
		}
	}
	return j.typed(v, kind)
}

// typed writes a literal with its type and spelling: a number of JSON would come back as "2.5E0", not "2.5E+00".
func (j *jsonld) typed(v quad.Value, kind string) (any, error) {
	t, err := typed(v)
	if err != nil {
		return nil, err
	}
	if quad.IRI(kind) == t.Type {
		return string(t.Value), nil
	}
	typ, err := j.iri(t.Type)
	return map[string]any{"@value": string(t.Value), "@type": typ}, err
}

// pair writes a member of an object.
func pair(name string, v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, x := range []any{name, v} {
		if !valid(x) {
			return "", fmt.Errorf("%w: text that is not UTF-8", ErrValue)
		}
		if err := enc.Encode(x); err != nil {
			return "", err
		}
		b.Truncate(b.Len() - 1)
		if i == 0 {
			b.WriteString(": ")
		}
	}
	return b.String(), nil
}

// valid reports whether all text is UTF-8: the encoder would replace the rest without a word.
func valid(v any) bool {
	switch v := v.(type) {
	case string:
		return utf8.ValidString(v)
	case []any:
		return !slices.ContainsFunc(v, func(x any) bool { return !valid(x) })
	case map[string]any:
		for _, x := range v {
			if !valid(x) {
				return false
			}
		}
	}
	return true
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
