package format_test

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// small is a graph that a reader takes in at a glance.
func small() []quad.Quad {
	a := graph.Article("2023-09-13-gipfel")
	c, s := graph.Part(a, "c-1"), graph.Part(a, "s1")
	north, russia := graph.Entity("nordkorea"), graph.Entity("russland")
	q := func(s quad.Value, p quad.IRI, o, l quad.Value) quad.Quad {
		return quad.Quad{Subject: s, Predicate: p, Object: o, Label: l}
	}
	return []quad.Quad{
		q(a, graph.Type, graph.ClassArticle, a), q(a, graph.Headline, quad.String("Gipfel in \"Wladiwostok\""), a), q(a, graph.Published, quad.String("2023-09-13"), a),
		q(c, graph.Type, graph.ClassClaim, a), q(c, graph.ClaimSubject, north, a), q(c, graph.ClaimPredicate, graph.Relation("supplies"), a), q(c, graph.ClaimObject, russia, a),
		q(c, graph.Modality, quad.String("possible"), a), q(c, graph.Confidence, quad.Float(0.6), a), q(c, graph.Evidence, s, a), q(c, graph.ClaimDate, quad.String("2023-09"), a),
		q(s, graph.Surface, quad.String("Nordkorea könnte Russland\nMunition liefern."), a), q(s, graph.Start, quad.Int(120), a),
		q(north, graph.Type, graph.Class("State"), graph.Derived), q(north, graph.Name, quad.String("Nordkorea"), graph.Derived),
		q(north, graph.AltName, quad.String("KDVR"), graph.Derived), q(north, graph.AltName, quad.String("Pjöngjang"), graph.Derived), q(north, graph.SameAs, graph.Wikidata("Q423"), graph.Derived),
		q(north, graph.Shortcut("maybe", "supplies"), russia, graph.Derived),
		q(russia, graph.Type, graph.Class("State"), graph.Derived), q(russia, graph.Name, quad.String("Russland"), graph.Derived),
		q(quad.IRI("http://example.org/s"), quad.IRI("http://example.org/p"), quad.LangString{Value: "sonst", Lang: "de"}, nil),
	}
}

func smallSubgraph() format.Subgraph {
	north, russia := graph.Entity("nordkorea"), graph.Local(graph.Article("1"), "rebellen")
	proof := format.Proof{Sentence: "Nordkorea könnte \"Munition\"\nliefern & mehr.", Modality: "possible", Polarity: "positive", Speakers: []string{"Kreml", "Weisses Haus"},
		Date: "2023-09", Goods: []string{"Munition"}, Quantity: 4800000, Unit: "Granaten", Confidence: 0.6, Article: "art:1", Title: "=1+1", Published: "2023-09-13"}
	return format.Subgraph{
		Nodes: []format.Node{{IRI: north, Name: "Nordkorea", Type: "State", Wikidata: "Q423", Aliases: []string{"KDVR", "Pjöngjang"}}, {IRI: russia, Name: "Rebellen", Type: "Organization"}},
		Edges: []format.Edge{
			{From: north, To: russia, Relation: "supplies", Tier: "maybe", Sources: 2, First: "2023-02", Last: "2023-02", Claims: []quad.IRI{"art:1#c-1"}, ClaimsLeft: 1, Proof: proof},
			{From: russia, To: north, Relation: "threatens", Tier: "rel", Sources: 1},
		},
	}
}

func encode(t *testing.T, f format.Format, quads []quad.Quad, g format.Subgraph) []byte {
	t.Helper()
	var b bytes.Buffer
	if f.Graph != nil {
		if err := f.Graph(&b, g); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		return b.Bytes()
	}
	n, err := f.Quads(&b, format.All(quads), format.Options{})
	if err != nil || n != len(quads) {
		t.Fatalf("%s: %d of %d quads, %v", f.Name, n, len(quads), err)
	}
	return b.Bytes()
}

func TestEveryFormatIsAsItWas(t *testing.T) {
	for _, f := range format.Formats() {
		got := encode(t, f, small(), smallSubgraph())
		path := filepath.Join("testdata", "small"+f.Extension)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s: golden -, now +\n%s", f.Name, diff)
		}
	}
}

func TestTheTableOfFormats(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range format.Formats() {
		if (f.Quads == nil) == (f.Graph == nil) || f.Doc == "" || !strings.HasPrefix(f.Extension, ".") || !strings.Contains(f.MediaType, "/") || seen[f.Name] || seen[f.Extension] {
			t.Errorf("%+v", f)
		}
		seen[f.Name], seen[f.Extension] = true, true
		if named, ok := format.Named(f.Name); !ok || named.Name != f.Name {
			t.Errorf("%s is not found by its name", f.Name)
		}
	}
	if _, ok := format.Named("rdfxml"); ok {
		t.Error("a format that is not there is found")
	}
}

func TestTheTypeOfAThingComesFirst(t *testing.T) {
	var b bytes.Buffer
	if _, err := format.WriteTriG(&b, format.Sorted(format.All(small())), format.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "art:2023-09-13-gipfel\\#c-1 a ng:Claim ;\n    ng:confidence") {
		t.Errorf("got %s", b.String())
	}
}

// docs/FORMATS.md explains every format and every attribute.
func TestThePageExplainsEveryFormat(t *testing.T) {
	page, err := os.ReadFile("../../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	row := func(cells ...string) {
		if !strings.Contains(string(page), "| `"+strings.Join(cells, "` | `")+"` |") {
			t.Errorf("docs/FORMATS.md has no row for %q", cells)
		}
	}
	for _, f := range format.Formats() {
		row(f.Name, f.Extension, f.MediaType)
		if f.Name != "csv-nodes" && f.Name != "csv-edges" {
			continue
		}
		header, _, _ := strings.Cut(string(encode(t, f, nil, format.Subgraph{})), "\n")
		for _, name := range strings.Split(header, ",") {
			row(name)
		}
	}
}

func TestFormatsOfRDFRefuseWhatTheirReadersWouldChange(t *testing.T) {
	ok := object(quad.Int(1))
	for name, change := range map[string]func(*quad.Quad){
		"a relative IRI":            func(q *quad.Quad) { q.Object = quad.IRI("nur-relativ") },
		"an IRI that looks blank":   func(q *quad.Quad) { q.Subject = quad.IRI("_:x") },
		"a literal as subject":      func(q *quad.Quad) { q.Subject = quad.String("x") },
		"a literal as label":        func(q *quad.Quad) { q.Label = quad.String("x") },
		"a blank predicate":         func(q *quad.Quad) { q.Predicate = quad.BNode("x") },
		"no object":                 func(q *quad.Quad) { q.Object = nil },
		"no subject":                func(q *quad.Quad) { q.Subject = nil },
		"a literal that is no text": func(q *quad.Quad) { q.Object = quad.String("\xff") },
		"a type that is no text":    func(q *quad.Quad) { q.Object = quad.TypedString{Value: "x", Type: "a:\xff"} },
		"a label with a space":      func(q *quad.Quad) { q.Object = quad.BNode("a b") },
		"a language of two words":   func(q *quad.Quad) { q.Object = quad.LangString{Value: "x", Lang: "de CH"} },
	} {
		q := ok
		change(&q)
		for _, kind := range []string{"trig", "jsonld"} {
			f, _ := format.Named(kind)
			if _, err := f.Quads(io.Discard, format.All([]quad.Quad{ok, q}), format.Options{}); !errors.Is(err, format.ErrValue) {
				t.Errorf("%s, %s: %v", kind, name, err)
			}
		}
	}
	broken := errors.New("broken")
	for _, f := range format.Formats() {
		if f.Quads == nil {
			continue
		}
		_, err := f.Quads(io.Discard, func(yield func(quad.Quad, error) bool) { _ = yield(ok, nil) && yield(quad.Quad{}, broken) }, format.Options{})
		if !errors.Is(err, broken) {
			t.Errorf("%s: the error of the sequence is lost: %v", f.Name, err)
		}
	}
}

func TestAFullDiskIsTold(t *testing.T) {
	for _, f := range format.Formats() {
		var err error
		if f.Graph != nil {
			err = f.Graph(&full{room: 100}, hostileSubgraph())
		} else {
			_, err = f.Quads(&full{room: 100}, format.All(hostile()), format.Options{})
		}
		if !errors.Is(err, errFull) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

var errFull = errors.New("disk full")

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return f.room, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestSortedGroupsAndKeepsEachQuadOnce(t *testing.T) {
	quads := small()
	var shuffled []quad.Quad
	for i := range quads {
		shuffled = append(shuffled, quads[(i*5)%len(quads)], quads[(i*3)%len(quads)]) // 22 quads: both reach each
	}
	for _, f := range []string{"trig", "jsonld"} {
		form, _ := format.Named(f)
		var one, two bytes.Buffer
		n, err := form.Quads(&one, format.Sorted(format.All(shuffled)), format.Options{})
		if err != nil || n != len(quads) {
			t.Fatalf("%s: %d quads, %v", f, n, err)
		}
		if _, err := form.Quads(&two, format.Sorted(format.All(quads)), format.Options{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(two.String(), one.String()); diff != "" {
			t.Errorf("%s: in order -, shuffled +\n%s", f, diff)
		}
	}
}
