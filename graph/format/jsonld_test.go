package format_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// expanded reads JSON-LD with a processor that is not ours and returns its quads as lines, sorted and each once.
func expanded(t testing.TB, document []byte) []string {
	t.Helper()
	var doc any
	if err := json.Unmarshal(document, &doc); err != nil {
		t.Fatal(err)
	}
	o := ld.NewJsonLdOptions("")
	o.ProcessingMode = ld.JsonLd_1_1
	got, err := ld.NewJsonLdProcessor().ToRDF(doc, o)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for label, quads := range got.(*ld.RDFDataset).Graphs {
		for _, q := range quads {
			line := node(q.Subject) + " " + node(q.Predicate) + " " + node(q.Object)
			if label != "@default" {
				line += " " + node(q.Graph)
			}
			lines = append(lines, line)
		}
	}
	return once(lines)
}

// node writes a term without the name that a processor gives a blank node.
func node(n ld.Node) string {
	switch n := n.(type) {
	case ld.IRI:
		return "<" + n.Value + ">"
	case *ld.IRI:
		return "<" + n.Value + ">"
	case ld.Literal:
		return spelled(n.Value, n.Datatype, n.Language)
	case *ld.Literal:
		return spelled(n.Value, n.Datatype, n.Language)
	}
	return "_:"
}

const (
	xsdString  = "http://www.w3.org/2001/XMLSchema#string"
	langString = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
)

func spelled(value, datatype, lang string) string {
	b, _ := json.Marshal([]string{value, datatype, strings.ToLower(lang)})
	return string(b)
}

// stated are the quads as they should be read, in the form of expanded.
func stated(quads []quad.Quad, table map[string]string) []string {
	full := func(v quad.IRI) string { return string(graph.Expand(v, table)) }
	term := func(v quad.Value) string {
		switch v := v.(type) {
		case quad.IRI:
			return "<" + full(v) + ">"
		case quad.BNode:
			return "_:"
		case quad.String:
			return spelled(string(v), xsdString, "")
		case quad.LangString:
			return spelled(string(v.Value), langString, v.Lang)
		case quad.TypedString:
			return spelled(string(v.Value), full(v.Type), "")
		}
		// Numbers and the like in the spelling that N-Quads gives them.
		var b bytes.Buffer
		_, _ = format.Write(&b, format.All([]quad.Quad{object(v)}), format.Options{Raw: true})
		parts := strings.SplitN(b.String(), `"`, 3)
		typ, _, _ := strings.Cut(strings.TrimPrefix(parts[2], "^^<"), ">")
		return spelled(parts[1], full(quad.IRI(typ)), "")
	}
	var lines []string
	for _, q := range quads {
		line := term(q.Subject) + " " + term(q.Predicate) + " " + term(q.Object)
		if q.Label != nil {
			line += " " + term(q.Label)
		}
		lines = append(lines, line)
	}
	return once(lines)
}

func once(lines []string) []string {
	slices.Sort(lines)
	return slices.Compact(lines)
}

func TestJSONLDExpandsToTheSameQuads(t *testing.T) {
	f, _ := format.Named("jsonld")
	for name, quads := range map[string][]quad.Quad{"a small graph": small(), "a hostile one": hostile(), "none": nil} {
		if diff := cmp.Diff(stated(quads, graph.Prefixes()), expanded(t, encode(t, f, quads, format.Subgraph{}))); diff != "" {
			t.Errorf("%s: stated -, expanded +\n%.3000s", name, diff)
		}
	}
}

// The context follows the table of prefixes, whatever it holds.
func TestJSONLDHoldsWithAnyPrefixes(t *testing.T) {
	quads := []quad.Quad{object(quad.Float(0.5)), {Subject: quad.IRI("id:a"), Predicate: graph.ClaimSubject, Object: quad.IRI("urn:x:y")}}
	for name, table := range map[string]map[string]string{
		"no prefix at all":             {},
		"a namespace without a mark":   {"id": "http://x.org/id-", "ng": "urn:ng:", "xsd": "http://www.w3.org/2001/XMLSchema#"},
		"a prefix named like a term":   {"name": "urn:n:", "subject": "urn:s:", "id": "urn:id:"},
		"an empty prefix, an odd one":  {"": "urn:e:", "a b": "urn:ab:", "@id": "urn:at:", "id": "urn:id:"},
		"a prefix that hides a scheme": {"http": "urn:h:", "id": "urn:id:"},
	} {
		var b bytes.Buffer
		if _, err := format.WriteJSONLD(&b, format.All(quads), format.Options{Prefixes: table}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(stated(quads, table), expanded(t, b.Bytes())); diff != "" {
			t.Errorf("%s: stated -, expanded +\n%s", name, diff)
		}
	}
}

func FuzzJSONLD(f *testing.F) {
	for _, s := range nasty() {
		f.Add(s[:min(len(s), 100)], "id:"+s[:min(len(s), 10)])
	}
	f.Add("x", "a:b//c")
	f.Add("x", "id://c")
	f.Add("x", "wd:%0X00000")
	f.Fuzz(func(t *testing.T, text, iri string) {
		quads := []quad.Quad{
			{Subject: quad.IRI(iri), Predicate: graph.Name, Object: quad.String(text), Label: graph.Derived},
			{Subject: graph.Entity("s"), Predicate: graph.ClaimObject, Object: quad.IRI(iri)},
		}
		var b bytes.Buffer
		if _, err := format.WriteJSONLD(&b, format.All(quads), format.Options{}); err != nil {
			return
		}
		if diff := cmp.Diff(stated(quads, graph.Prefixes()), expanded(t, b.Bytes())); diff != "" {
			t.Errorf("stated -, expanded +\n%s", diff)
		}
	})
}
