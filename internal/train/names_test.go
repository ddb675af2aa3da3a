package train

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/linear"
)

func corpus(t *testing.T, text string) []nameSentence {
	t.Helper()
	path := filepath.Join(t.TempDir(), "names.conll")
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "/", "\t")), 0o644); err != nil {
		t.Fatal(err)
	}
	sentences, err := readNames(path)
	if err != nil {
		t.Fatal(err)
	}
	return sentences
}

func TestNamesCutFromTheirCompoundAreJoined(t *testing.T) {
	got := corpus(t, "Dow/B-ORG\nNorlind/I-ORG\n-Werk/O\nsteht/O\n-/O\n\nEnde/O\n")
	want := []nameSentence{
		{forms: []string{"Dow", "Norlind-Werk", "steht", "-"}, labels: []string{"B-ORGpart", "I-ORGpart", "O", "O"}},
		{forms: []string{"Ende"}, labels: []string{"O"}},
	}
	if len(got) != 2 {
		t.Fatalf("%d sentences, want 2", len(got))
	}
	for i := range want {
		if diff := cmp.Diff(want[i].forms, got[i].forms); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want[i].labels, got[i].labels); diff != "" {
			t.Error(diff)
		}
	}
}

func TestReadNamesTellsTheLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "names.conll")
	if err := os.WriteFile(path, []byte("Lima\tB-LOC\nPeru\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readNames(path); err == nil || !strings.Contains(err.Error(), "names.conll:2") {
		t.Errorf("error %v does not name the line", err)
	}
}

func TestWhatTheCorporaLeaveOpen(t *testing.T) {
	cases := []struct {
		name        string
		source      int
		form, label string
		want        []string
	}{
		{"a building is a place in GermEval", germEval, "Kaserne", "B-LOC", []string{"B-LOC", "B-FAC"}},
		{"but a class of its own in SmartData", smartData, "Lima", "B-LOC", []string{"B-LOC"}},
		{"an adjective of GermEval", germEval, "peruanische", "B-LOCderiv", []string{"DER"}},
		{"an adjective of SmartData", smartData, "peruanische", "B-LOC", []string{"DER"}},
		{"an adjective or a town", smartData, "Speyer", "B-LOC", []string{"DER", "B-LOC"}},
		{"a compound with a name", germEval, "Veltin-Sprecher", "B-PERpart", []string{"PPER"}},
		{"SmartData knows no works and events", smartData, "Regatta", "O", []string{"O", "B-OTH", "I-OTH"}},
		{"and no compounds", smartData, "Lima-Reise", "O", []string{"O", "B-OTH", "I-OTH", "PPER", "PLOC", "PORG"}},
		{"GermEval knows them", germEval, "Regatta", "O", []string{"O"}},
		{"an amount is no name", smartData, "zwölf", "B-NUM", []string{"O", "B-OTH", "I-OTH"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got, want := allowed(c.source, c.form, c.label), bits(c.want...); got != want {
				t.Errorf("%b, want %b", got, want)
			}
		})
	}
}

func TestSpansThatAreScored(t *testing.T) {
	labels := []string{"B-PER", "I-PER", "B-PER", "O", "DER", "B-FAC", "B-OTH", "I-OTH", "B-ORG"}
	germ := []nameSpan{{0, 2, "PER"}, {2, 3, "PER"}, {5, 6, "LOC"}, {8, 9, "ORG"}}
	smart := []nameSpan{{0, 2, "PER"}, {2, 3, "PER"}, {4, 5, "LOC"}, {8, 9, "ORG"}}
	for source, want := range map[int][]nameSpan{germEval: germ, smartData: smart} {
		if diff := cmp.Diff(want, spans(source, labels), cmp.AllowUnexported(nameSpan{})); diff != "" {
			t.Errorf("source %d: %s", source, diff)
		}
	}
}

func TestNameDocumentsTakeContractionsApart(t *testing.T) {
	d, words := nameDocument(corpus(t, "Im/O\nMai/O\n\nIM/O\n"), map[string][2]string{"im": {"in", "dem"}})
	var got []string
	for _, token := range d.Tokens {
		got = append(got, token.Text)
	}
	if diff := cmp.Diff([]string{"In", "dem", "Mai", "IM"}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]int{{0, 2}, {3}}, words); diff != "" {
		t.Error(diff)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
}

// TestNamesLearn trains on invented sentences and expects a name that stood in none of them.
func TestNamesLearn(t *testing.T) {
	text := ""
	for _, name := range []string{"Oskar/Brenk", "Ilka/Moorholt", "Veit/Sandring", "Runa/Elmquist"} {
		first, last, _ := strings.Cut(name, "/")
		for _, verb := range []string{"sagte", "reiste", "schwieg"} {
			text += "Minister/O\n" + first + "/B-PER\n" + last + "/I-PER\n" + verb + "/O\n./O\n\nDie/O\nReise/O\nnach/O\n" + last + "au/B-LOC\nbegann/O\n./O\n\n"
		}
	}
	tr, err := newNamesTrainer()
	if err != nil {
		t.Fatal(err)
	}
	packed := tr.pack(tr.examples(germEval, corpus(t, text)))
	if again := tr.pack(tr.examples(germEval, corpus(t, text))); !bytes.Equal(packed, again) {
		t.Error("the same corpus gives different models")
	}
	m, err := linear.OpenCRF(string(packed))
	if err != nil {
		t.Fatal(err)
	}
	c := newNameCounts()
	for _, e := range tr.examples(germEval, corpus(t, "Minister/O\nTjark/B-PER\nQuastloh/I-PER\nsagte/O\n./O\n\nDie/O\nReise/O\nnach/O\nQuastlau/B-LOC\nbegann/O\n./O\n")) {
		c.count(m, e)
	}
	if c.right["PER"] != 1 || c.right["LOC"] != 1 || c.found["all"] != 2 {
		t.Errorf("right %v of %v, found %v", c.right, c.wanted, c.found)
	}
}
