package loader_test

import (
	"io/fs"
	"slices"
	"testing"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
)

// read annotates one text of ours as the body of an article.
func read(l *loader.Loader, text, date string) *doc.Document {
	return l.Annotate(article.Article{ID: "t", Text: text, Date: date, Language: "de", Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}})
}

func TestEveryFrameFiresOnItsExampleAndNotOnItsNearMiss(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	dir, err := fs.Sub(data.Frames, "frames")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := claim.ParseRules(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rules.Frames {
		fired := func(text string) bool {
			return slices.ContainsFunc(read(l, text, "2020-06-15").Claims, func(c doc.Claim) bool { return c.Frame == f.ID })
		}
		if !fired(f.Example) {
			t.Errorf("%s does not fire on its example %q", f.ID, f.Example)
		}
		if fired(f.Miss) {
			t.Errorf("%s fires on its near miss %q", f.ID, f.Miss)
		}
	}
}
