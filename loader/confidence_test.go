package loader

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/loader/article"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
)

func TestConfidenceIsReadStrictly(t *testing.T) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	frames, err := fs.Sub(data.Frames, "frames")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := claim.ParseRules(frames, o)
	if err != nil {
		t.Fatal(err)
	}
	weights, err := data.Frames.ReadFile("frames/confidence.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ weights, record, want string }{
		"as it is":             {string(weights), "# nothing\n", ""},
		"an unknown frame":     {string(weights), "# head\nmeets.sehen\t1\t0\n", `frames/record.tsv:2: there is no frame "meets.sehen"`},
		"no count":             {string(weights), "meets.treffen\t1\tx\n", `frames/record.tsv:1: "1" and "x" are not counts`},
		"a negative count":     {string(weights), "meets.treffen\t-1\t0\n", `frames/record.tsv:1: "-1" and "0" are not counts`},
		"a frame in two lines": {string(weights), "meets.treffen\t1\t0\nmeets.treffen\t1\t0\n", `frames/record.tsv:2: "meets.treffen" stands in two lines`},
		"a column too few":     {string(weights), "meets.treffen\t1\n", "frames/record.tsv:1: 2 fields, want 3"},
		"an unknown signal":    {string(weights) + "mood\t1\n", "", `frames/confidence.tsv: there is no signal "mood"`},
		"a signal twice":       {string(weights) + "pronoun\t1\n", "", `"pronoun" stands in two lines`},
		"a word for a weight":  {"bias\tmuch\n", "", `frames/confidence.tsv:1: "much" is no number`},
	} {
		fsys := fstest.MapFS{"frames/confidence.tsv": {Data: []byte(c.weights)}, "frames/record.tsv": {Data: []byte(c.record)}}
		_, err := new(stages).trust(fsys, rules, Trust{})
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestTrust(t *testing.T) {
	plain, err := New()
	if err != nil {
		t.Fatal(err)
	}
	text := "Laut Experten könnte die Gruppe, die er leitet, Chile angreifen. Peru liefert Chile Panzer."
	read := func(l *Loader) []doc.Claim {
		return l.Annotate(article.Article{ID: "t", Text: text, Language: "de", Zones: []article.Zone{{Kind: article.Body, End: len(text)}}}).Claims
	}
	all := read(plain)
	best := slices.MaxFunc(all, func(a, b doc.Claim) int { return cmp.Compare(a.Confidence, b.Confidence) })
	if len(all) < 2 || best.Predicate != "supplies" {
		t.Fatalf("the test wants claims of which supplies is the surest: %+v", all)
	}

	strict, err := NewTrusting(Trust{Least: best.Confidence})
	if err != nil {
		t.Fatal(err)
	}
	if got := read(strict); len(got) != 1 || got[0].Predicate != "supplies" {
		t.Errorf("from %v on: %+v", best.Confidence, got)
	}

	judged, err := NewTrusting(Trust{Record: []byte("# ours\n" + best.Frame + "\t0\t30\n"), Name: "ours.tsv"})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range read(judged) {
		if less := c.Confidence < all[i].Confidence; less != (c.Frame == best.Frame) {
			t.Errorf("%s: confidence %v, %v before its frame was judged", c.Frame, c.Confidence, all[i].Confidence)
		}
	}
	if !slices.Equal(judged.Frames(), plain.Frames()) {
		t.Error("users' counts are not those of the development articles")
	}

	versions := map[string]bool{}
	for _, x := range []Trust{{}, {Least: 0.5}, {Least: 0.25}, {Record: []byte{}}, {Record: []byte("# ours\n")}, {Record: []byte("# ours\n"), Least: 0.5}} {
		l, err := NewTrusting(x)
		if err != nil {
			t.Fatal(err)
		}
		versions[l.Extractor()] = true
	}
	if len(versions) != 6 {
		t.Errorf("the extractor's versions are %v", versions)
	}
	if _, err := NewTrusting(Trust{Record: []byte("meets.sehen\t1\t0\n"), Name: "ours.tsv"}); err == nil || !strings.Contains(err.Error(), "ours.tsv:1: there is no frame") {
		t.Errorf("an unknown frame: %v", err)
	}
}
