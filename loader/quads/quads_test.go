package quads

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

var update = flag.Bool("update", false, "write the golden files anew")

const text = "Gurkental liefert Probeland Holz und Weizen. Berta Probe bestätigte das. Rebellen warnten."

// sample is a document with everything that quads can hold.
func sample() *doc.Document {
	a := article.Article{
		ID: "blatt/1 ü", Title: "Handel", Language: "de", Date: "2024-03-04", URL: "https://blatt.example/1?a=b", Publisher: "Blatt",
		Agency: "sda", Text: text, Hash: "abc", Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}},
	}
	d := &doc.Document{Article: a}
	at := 0
	for _, w := range strings.Fields(text) {
		word := strings.TrimRight(w, ".")
		start := at + strings.Index(text[at:], word)
		d.Tokens = append(d.Tokens, doc.Token{Start: start, End: start + len(word), Text: word})
		at = start + len(word)
	}
	d.Entities = []doc.Entity{
		{Name: "Gurkental", Type: "State", Wikidata: "Q1", Aliases: []string{"Gurkental", "Tal"}},
		{Name: "Probeland", Type: "State"},
		{Name: "Berta Probe", Type: "Person", Aliases: []string{"Probe"}},
		{Name: "Rebellen", Type: "Organization", Local: true},
		{Name: "Rebellen ohne Claim", Type: "Organization", Local: true},
		{Name: "Ungesagt", Type: "State", Implied: true},
		{Name: "???", Type: "Organization"},
		{Name: "PROBELAND", Type: "Organization"},
	}
	d.Mentions = []doc.Mention{
		{First: 0, Last: 1, Type: "State"}, {First: 2, Last: 3, Type: "State"}, {First: 6, Last: 8, Type: "Person"},
		{First: 10, Last: 11, Kind: doc.DateMention},
	}
	d.Refs = []int{0, 1, 2, -1}
	first, last, third := sentence("Gurkental"), sentence("Berta"), sentence("Rebellen")
	d.Claims = []doc.Claim{
		{
			Subject: 0, Predicate: "supplies", Object: 1, Goods: []doc.Good{{Name: "Weizen", Head: "Weizen"}}, Place: -1, Modality: "actual",
			Polarity: "positive", AttributedTo: []int{2}, Evidence: first, Frame: "supplies.liefern", Confidence: 0.75,
		},
		{
			Subject: 0, Predicate: "supplies", Object: 1, Goods: []doc.Good{{Name: "Rundholz", Head: "Holz"}}, Place: 1, Modality: "planned",
			Polarity: "negative", Date: "2024-03", Role: "Lieferant", Quantity: &doc.Amount{Value: 40, Unit: "Tonnen", Approximate: true},
			DeniedBy: []int{3}, Evidence: first, More: []doc.Evidence{last}, Frame: "supplies.liefern", Confidence: 0.5,
		},
		{Subject: 3, Predicate: "warns", Object: -1, Place: -1, Modality: "actual", Polarity: "positive", Evidence: third, Confidence: 1},
	}
	return d
}

// sentence is the one that begins with the word.
func sentence(word string) doc.Evidence {
	start := strings.Index(text, word)
	return doc.Evidence{Start: start, End: start + strings.IndexByte(text[start:], '.') + 1}
}

func TestQuadsOfADocument(t *testing.T) {
	const golden = "testdata/sample.nq"
	var b strings.Builder
	for _, q := range From(sample(), "0.1.0 data 123") {
		b.WriteString(strings.ReplaceAll(q.NQuad(), " <art:blatt/1%20ü> .", " @ .") + "\n")
	}
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// find returns the objects of a predicate, of one subject unless that is "".
func find(qs []quad.Quad, s, p quad.IRI) (out []string) {
	for _, q := range qs {
		if q.Predicate == p && (s == "" || q.Subject == s) {
			out = append(out, quad.ToString(q.Object))
		}
	}
	return out
}

func TestTheOrderOfClaimsDoesNotMatter(t *testing.T) {
	d, turned := sample(), sample()
	turned.Claims[0], turned.Claims[1] = turned.Claims[1], turned.Claims[0]
	if diff := cmp.Diff(From(d, "x"), From(turned, "x")); diff != "" {
		t.Error(diff)
	}
}

func TestFingerprintsOutliveAnEditElsewhere(t *testing.T) {
	d, edited := sample(), sample()
	const added = "Ein Satz davor. "
	edited.Article.Text = added + edited.Article.Text
	edited.Article.Zones[0].End += len(added)
	for i := range edited.Tokens {
		edited.Tokens[i].Start += len(added)
		edited.Tokens[i].End += len(added)
	}
	for i := range edited.Claims {
		c := &edited.Claims[i]
		c.Evidence = doc.Evidence{Start: c.Evidence.Start + len(added), End: c.Evidence.End + len(added)}
		c.More = nil
	}
	prints := find(From(d, "x"), "", graph.Fingerprint)
	if diff := cmp.Diff(prints, find(From(edited, "x"), "", graph.Fingerprint)); diff != "" || len(prints) != 3 {
		t.Errorf("%v: %s", prints, diff)
	}
}

func TestNamesWithoutLettersAndLongOnesHaveIRIsOfTheirOwn(t *testing.T) {
	long := strings.Repeat("sehr lange Gruppe ", 20)
	seen := map[string]string{}
	for _, name := range []string{"???", "!!!", "…", "Kim Jong-un", long + "A", long + "B", strings.Repeat("中", 80)} {
		s := slug(name)
		if s == "" || len(s) > maxSlug+9 || strings.ToValidUTF8(s, "") != s || seen[s] != "" {
			t.Errorf("%q and %q have the slug %q", name, seen[s], s)
		}
		seen[s] = name
	}
}

func TestNodesNameWhatQuadsName(t *testing.T) {
	d := sample()
	entities, claims := Nodes(d)
	qs := From(d, "x")
	for i, e := range d.Entities {
		if d.Written()[i] != (len(find(qs, entities[i], graph.NameRead)) > 0) {
			t.Errorf("entity %q: %s", e.Name, entities[i])
		}
	}
	for i, c := range d.Claims {
		if got := find(qs, claims[i], graph.ClaimPredicate); len(got) != 1 || got[0] != "<rel:"+c.Predicate+">" {
			t.Errorf("claim %d: %v", i, got)
		}
	}
}

// What is written of an article is what an article's graph may have, wherever it comes from.
func TestEveryPredicateIsOneOfArticles(t *testing.T) {
	for _, q := range From(sample(), "test") {
		if !graph.OfArticle(q.Predicate) {
			t.Errorf("graph.OfArticle does not know %v", q.Predicate)
		}
	}
}
