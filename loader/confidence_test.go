package loader

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/loader/claim"
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
		_, err := readModel(fsys, rules)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
