package format_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// A thing is a node or an edge as a reader of a format sees it: ends, and attributes that are there.
type thing map[string]string

// things are what every format of graph tools has to give back, its own ids of nodes left out; clean is what the format does to text.
func things(g format.Subgraph, clean func(string) string) (nodes, edges []thing) {
	add := func(to thing, name, value string) {
		if value != "" {
			to[name] = clean(value)
		}
	}
	for _, n := range g.Nodes {
		t := thing{}
		for name, v := range map[string]string{"iri": string(n.IRI), "name": n.Name, "type": n.Type, "wikidata": n.Wikidata, "aliases": strings.Join(n.Aliases, "; ")} {
			add(t, name, v)
		}
		nodes = append(nodes, t)
	}
	for _, e := range g.Edges {
		t := thing{"source": clean(string(e.From)), "target": clean(string(e.To)), "sources": strconv.Itoa(e.Sources), "claims": strconv.Itoa(len(e.Claims) + e.ClaimsLeft)}
		for name, v := range map[string]string{"relation": e.Relation, "tier": e.Tier, "first": e.First, "last": e.Last, "sentence": e.Sentence, "modality": e.Modality,
			"polarity": e.Polarity, "speakers": strings.Join(e.Speakers, "; "), "deniers": strings.Join(e.Deniers, "; "), "date": e.Date, "goods": strings.Join(e.Goods, "; "),
			"role": e.Role, "quantity": "4800000", "unit": e.Unit, "confidence": "0.6", "article": string(e.Article), "title": e.Title, "published": e.Published,
			"publisher": e.Publisher, "url": e.URL} {
			add(t, name, v)
		}
		edges = append(edges, t)
	}
	return nodes, edges
}

// xmlText is text as XML 1.0 can hold it, by the Char production of the recommendation.
func xmlText(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 9 || r == 10 || r == 13 || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r <= 0xfffd || r >= 0x10000 {
			return r
		}
		return utf8.RuneError
	}, s)
}

type graphml struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Default string    `xml:"edgedefault,attr"`
		Nodes   []xmlItem `xml:"node"`
		Edges   []xmlItem `xml:"edge"`
	} `xml:"graph"`
}

type gexf struct {
	Version string `xml:"version,attr"`
	Graph   struct {
		Classes []struct {
			Class      string `xml:"class,attr"`
			Attributes []struct {
				ID    string `xml:"id,attr"`
				Title string `xml:"title,attr"`
				Type  string `xml:"type,attr"`
			} `xml:"attribute"`
		} `xml:"attributes"`
		Nodes []xmlItem `xml:"nodes>node"`
		Edges []xmlItem `xml:"edges>edge"`
	} `xml:"graph"`
}

type xmlItem struct {
	ID     string `xml:"id,attr"`
	Source string `xml:"source,attr"`
	Target string `xml:"target,attr"`
	Label  string `xml:"label,attr"`
	Kind   string `xml:"kind,attr"`
	Start  string `xml:"start,attr"`
	End    string `xml:"end,attr"`
	Data   []struct {
		Key  string `xml:"key,attr"`
		Text string `xml:",chardata"`
	} `xml:"data"`
	Values []struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	} `xml:"attvalues>attvalue"`
}

// of gives the attributes of an element their names and its ends their IRIs.
func (x xmlItem) of(names, iris map[string]string) thing {
	t := thing{}
	for _, d := range x.Data {
		t[names[d.Key]] = d.Text
	}
	for _, v := range x.Values {
		t[names[v.For]] = v.Value
	}
	if x.Source != "" {
		t["source"], t["target"] = iris[x.Source], iris[x.Target]
	}
	return t
}

func compareItems(t *testing.T, nodes, edges []xmlItem, nodeNames, edgeNames map[string]string) {
	t.Helper()
	wantNodes, wantEdges := things(hostileSubgraph(), xmlText)
	iris := map[string]string{}
	for i, n := range nodes {
		if n.ID == "" || strings.ContainsFunc(n.ID, func(r rune) bool { return r <= ' ' || strings.ContainsRune(`/%#"'()`, r) }) || iris[n.ID] != "" {
			t.Errorf("node %d has the id %q", i, n.ID)
		}
		iris[n.ID] = n.of(nodeNames, nil)["iri"]
	}
	for i, want := range wantNodes {
		if diff := cmp.Diff(want, nodes[i].of(nodeNames, nil)); diff != "" {
			t.Errorf("node %d: want -, got +\n%.2000s", i, diff)
		}
	}
	for i, want := range wantEdges {
		if diff := cmp.Diff(want, edges[i].of(edgeNames, iris)); diff != "" {
			t.Errorf("edge %d: want -, got +\n%.2000s", i, diff)
		}
	}
	if len(nodes) != len(wantNodes) || len(edges) != len(wantEdges) {
		t.Errorf("%d nodes and %d edges, want %d and %d", len(nodes), len(edges), len(wantNodes), len(wantEdges))
	}
}

// readXML reads strictly; a character that XML does not know is an error there.
func readXML(t *testing.T, name string, into any) {
	t.Helper()
	f, _ := format.Named(name)
	if err := xml.Unmarshal(encode(t, f, nil, hostileSubgraph()), into); err != nil {
		t.Fatal(err)
	}
}

func TestGraphMLComesBack(t *testing.T) {
	var doc graphml
	readXML(t, "graphml", &doc)
	names, types := map[string]map[string]string{"node": {}, "edge": {}}, map[string]string{}
	for _, k := range doc.Keys {
		names[k.For][k.ID] = k.Name
		types[k.For+" "+k.Name] = k.Type
	}
	if doc.Graph.Default != "directed" || types["edge sources"] != "long" || types["edge confidence"] != "double" || types["node name"] != "string" {
		t.Errorf("edges are %s, types are %v", doc.Graph.Default, types)
	}
	compareItems(t, doc.Graph.Nodes, doc.Graph.Edges, names["node"], names["edge"])
}

func TestGEXFComesBack(t *testing.T) {
	var doc gexf
	readXML(t, "gexf", &doc)
	names, types := map[string]map[string]string{}, map[string]string{}
	for _, c := range doc.Graph.Classes {
		names[c.Class] = map[string]string{}
		for _, a := range c.Attributes {
			names[c.Class][a.ID] = a.Title
			types[c.Class+" "+a.Title] = a.Type
		}
	}
	if doc.Version != "1.3" || types["edge sources"] != "long" || types["edge confidence"] != "double" || types["node name"] != "string" {
		t.Errorf("version %s, types %v", doc.Version, types)
	}
	compareItems(t, doc.Graph.Nodes, doc.Graph.Edges, names["node"], names["edge"])
	if e := doc.Graph.Edges[1]; e.Label != "supplies" || e.Kind != "disputed:supplies" || e.Start != "2023-01-01" || e.End != "2024-02-29" {
		t.Errorf("edge: %q, %q from %q to %q", e.Label, e.Kind, e.Start, e.End)
	}
	if e := doc.Graph.Edges[len(doc.Graph.Edges)-2]; e.Start != "" || e.End != "" {
		t.Errorf("an edge without dates lasts from %q to %q", e.Start, e.End)
	}
}

// A day, a month or a year lasts from its first to its last day; what is none has no time.
func TestGEXFTimes(t *testing.T) {
	for _, c := range []struct{ first, last, start, end string }{
		{"2023-09-13", "2023-09-13", "2023-09-13", "2023-09-13"}, {"2023-02", "2023-02", "2023-02-01", "2023-02-28"}, {"2024", "2024", "2024-01-01", "2024-12-31"},
		{"2023-12-31", "2024-12", "2023-12-31", "2024-12-31"}, {"2024", "2023", "", ""}, {"", "2023", "", ""}, {"2023-13", "2023", "", ""}, {"bald", "nie", "", ""},
	} {
		var b bytes.Buffer
		if err := format.WriteGEXF(&b, format.Subgraph{Edges: []format.Edge{{First: c.first, Last: c.last}}}); err != nil {
			t.Fatal(err)
		}
		var doc gexf
		if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		if e := doc.Graph.Edges[0]; e.Start != c.start || e.End != c.end {
			t.Errorf("%s to %s: from %q to %q, want %q and %q", c.first, c.last, e.Start, e.End, c.start, c.end)
		}
	}
}

func TestIdsOfXMLTellIRIsApart(t *testing.T) {
	var g format.Subgraph
	iris := []string{"id:a", "id:a.b", "id:a/b", "id:a.2Fb", "id:a.2Eb", "id:a%2Fb", "id:ä", "id:a b", "id:\ufffd", "id:\xff", "id:\xef", "id:שלום"}
	for _, iri := range iris {
		g.Nodes = append(g.Nodes, format.Node{IRI: quad.IRI(iri)})
	}
	var b bytes.Buffer
	if err := format.WriteGraphML(&b, g); err != nil {
		t.Fatal(err)
	}
	var doc graphml
	if err := xml.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, n := range doc.Graph.Nodes {
		ids = append(ids, n.ID)
	}
	if ids[0] != "id:a" || ids[2] != "id:a.2Fb" || ids[11] != "id:שלום" || len(once(slices.Clone(ids))) != len(iris) {
		t.Errorf("ids: %q", ids)
	}
}

func TestCytoscapeComesBack(t *testing.T) {
	f, _ := format.Named("cytoscape")
	var doc struct {
		Elements struct {
			Nodes, Edges []struct{ Data map[string]any }
		}
	}
	if err := json.Unmarshal(encode(t, f, nil, hostileSubgraph()), &doc); err != nil {
		t.Fatal(err)
	}
	// A thing of what was read: numbers as text, and the names that only Cytoscape wants left out.
	read := func(data map[string]any, own ...string) thing {
		out := thing{}
		for name, v := range data {
			if !slices.Contains(own, name) {
				out[name] = strings.TrimSuffix(fmt.Sprint(v), ".0")
			}
			if n, isNumber := v.(float64); isNumber {
				out[name] = format.Number(n)
			}
		}
		return out
	}
	nodes, edges := things(hostileSubgraph(), xmlText)
	if len(doc.Elements.Nodes) != len(nodes) || len(doc.Elements.Edges) != len(edges) {
		t.Fatalf("%d nodes and %d edges", len(doc.Elements.Nodes), len(doc.Elements.Edges))
	}
	for i, want := range nodes {
		if diff := cmp.Diff(want, read(doc.Elements.Nodes[i].Data, "id")); diff != "" {
			t.Errorf("node %d: want -, got +\n%.2000s", i, diff)
		}
	}
	for i, want := range edges {
		if diff := cmp.Diff(want, read(doc.Elements.Edges[i].Data, "id", "interaction")); diff != "" {
			t.Errorf("edge %d: want -, got +\n%.2000s", i, diff)
		}
	}
}

func TestCSVComesBackAndRunsNoFormula(t *testing.T) {
	// A reader of RFC 4180 takes a line break of two characters for one.
	clean := func(s string) string {
		if strings.ContainsAny(s[:1], "=+-@\t\r") {
			s = "'" + s
		}
		return strings.ReplaceAll(xmlText(s), "\r\n", "\n")
	}
	nodes, edges := things(hostileSubgraph(), clean)
	for name, want := range map[string][]thing{"csv-nodes": nodes, "csv-edges": edges} {
		f, _ := format.Named(name)
		in := csv.NewReader(bytes.NewReader(encode(t, f, nil, hostileSubgraph())))
		header, err := in.Read()
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			record, err := in.Read()
			if err != nil {
				t.Fatal(err)
			}
			got := thing{}
			for k, v := range record {
				if v != "" {
					got[header[k]] = v
				}
			}
			if diff := cmp.Diff(want[i], got); diff != "" {
				t.Errorf("%s, line %d: want -, got +\n%.2000s", name, i, diff)
			}
		}
		if _, err := in.Read(); err != io.EOF {
			t.Errorf("%s: more lines than wanted: %v", name, err)
		}
	}
}

// What a string of DOT holds is checked by Graphviz in make formats; here, that none ends before its end.
func TestDOTQuotes(t *testing.T) {
	f, _ := format.Named("dot")
	text := string(encode(t, f, nil, hostileSubgraph()))
	open, escaped := false, false
	for i, r := range text {
		switch {
		case escaped:
			escaped = false
		case r == '\\' && open:
			escaped = true
		case r == '"':
			open = !open
		case !open && !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789 \n{}[]=,;->", r):
			t.Fatalf("%q stands outside of quotes at %.100q", r, text[i:])
		}
		if r < ' ' && !strings.ContainsRune("\n\t\r", r) {
			t.Fatalf("%q is written", r)
		}
	}
	if open || !strings.Contains(text, `tooltip="line\nbreak`) {
		t.Errorf("a quote is left open, or a line break is lost: %.300q", text)
	}
}

func ExampleFormats() {
	for _, f := range format.Formats() {
		fmt.Println(f.Name, f.Extension)
	}
	// Output:
	// nquads .nq
	// trig .trig
	// jsonld .jsonld
	// graphml .graphml
	// gexf .gexf
	// dot .dot
	// cytoscape .cyjs
	// csv-nodes .nodes.csv
	// csv-edges .edges.csv
}

func FuzzTools(f *testing.F) {
	for _, s := range nasty() {
		f.Add(s[:min(len(s), 100)])
	}
	f.Fuzz(func(t *testing.T, s string) {
		g := format.Subgraph{Nodes: []format.Node{{IRI: quad.IRI("id:" + s), Name: s, Aliases: []string{s}}}, Edges: []format.Edge{{From: quad.IRI("id:" + s), To: graph.Entity(s), First: s, Last: s, Proof: format.Proof{Sentence: s}}}}
		for _, f := range format.Formats() {
			if f.Graph == nil {
				continue
			}
			var b bytes.Buffer
			if err := f.Graph(&b, g); err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(b.Bytes()) {
				t.Errorf("%s is no text: %q", f.Name, b.String())
			}
			if strings.Contains(f.MediaType, "xml") {
				var any struct{}
				if err := xml.Unmarshal(b.Bytes(), &any); err != nil {
					t.Errorf("%s: %v in %q", f.Name, err, b.String())
				}
			}
		}
	})
}
