package mention

import (
	"strings"
	"testing"
	"time"

	"newsgraph/data"
	"newsgraph/internal/gazetteer"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
	"newsgraph/loader/morph"
	"newsgraph/loader/segment"
)

// read makes the stages up to this one and gives back what makes a document of a text.
func read(t testing.TB) (f *Finder, document func(text string) *doc.Document) {
	t.Helper()
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	lexicon, err := morph.OpenLexicon()
	must(err)
	analyser, err := morph.New(lexicon)
	must(err)
	segmenter, err := segment.New(lexicon.IsWord)
	must(err)
	names, err := gazetteer.Load(data.Gazetteer)
	must(err)
	units, err := wordlist.ReadUnits(data.Lexicon)
	must(err)
	bodies, err := wordlist.ReadBodies(data.Lexicon)
	must(err)
	callings, err := wordlist.ReadCallings(data.Lexicon)
	must(err)
	model, err := OpenModel()
	must(err)
	return New(names, units, bodies, callings, lexicon.IsWord, model), func(text string) *doc.Document {
		d := &doc.Document{Article: article.Article{Text: text, Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}}}
		d.Tokens, d.Sentences = segmenter.Split(d.Article)
		d.Words = analyser.Analyse(d.Tokens, d.Sentences)
		return d
	}
}

func TestRowsHaveAStepForEveryWord(t *testing.T) {
	f, document := read(t)
	d := document("Im Hafen von Lima streiken die Lotsen. Tjark Quastloh schweigt zum Streik.")
	rows := f.Rows(d, articles)
	if len(rows) != 2 {
		t.Fatalf("%d rows, want 2", len(rows))
	}
	for _, r := range rows {
		if len(r.Steps) != len(r.Tokens) || len(r.Listed) != len(r.Tokens) {
			t.Errorf("%d tokens, %d steps, %d listed", len(r.Tokens), len(r.Steps), len(r.Listed))
		}
		for _, token := range r.Tokens {
			if d.Tokens[token].Part == 2 {
				t.Errorf("a step for %q, the second part of a contraction", d.Tokens[token].Text)
			}
		}
	}
}

func TestWithoutAModelListsAndRulesDecide(t *testing.T) {
	f, document := read(t)
	bare := New(f.names, f.units, f.bodies, f.callings, f.isWord, nil)
	text := "In Brondsby begann am Abend ein Streik. Präsident Joe Biden schwieg."
	with, without := f.Find(document(text)), bare.Find(document(text))
	if len(without) == 0 || len(with) <= len(without) {
		t.Errorf("%d mentions with the model, %d without", len(with), len(without))
	}
}

func TestSpells(t *testing.T) {
	for _, c := range []struct {
		words, acronym string
		want           bool
	}{
		{"Europäische Reederbund", "ERB", true}, {"Verband deutscher Reeder", "VDR", true}, {"Verband deutscher Reeder", "VR", true},
		{"Bundeshafenamt", "BHA", true}, {"Reederbund", "RBX", false}, {"Neue Mitte", "PNM", false}, {"Partei Neue Mitte", "PNM", true},
		{"Hafen Reederbund", "RB", false}, {"Reeder", "R", true},
	} {
		if got := spells(strings.Fields(c.words), []rune(strings.ToLower(c.acronym))); got != c.want {
			t.Errorf("%s (%s): %v", c.words, c.acronym, got)
		}
	}
}

// TestLongArticlesTakeTimeInProportion compares a text with one eight times as long.
func TestLongArticlesTakeTimeInProportion(t *testing.T) {
	f, document := read(t)
	text := "Der Europäische Reederbund (ERB) wirft Tjark Quastloh Betrug vor. In Brondsby begann ein Streik der Lotsen. "
	took := func(n int) time.Duration {
		d := document(strings.Repeat(text, n))
		best := time.Hour
		for range 3 {
			start := time.Now()
			f.Find(d)
			best = min(best, time.Since(start))
		}
		return best
	}
	if short, long := took(100), took(800); long > 24*short {
		t.Errorf("%v for 100 sentences, %v for 800", short, long)
	}
}

func FuzzFind(f *testing.F) {
	finder, document := read(f)
	f.Add("Die Nationale Front (NF) von Mindoro traf «Tjark Quastloh» am 3. Mai in Brondsby.")
	f.Add("(A) (AB) B-B AG GmbH al- von der – „Im“ IM\u00a0X.")
	f.Fuzz(func(t *testing.T, text string) {
		d := document(strings.ToValidUTF8(text, "?"))
		if d.Mentions = finder.Find(d); len(d.Sentences) > 0 {
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	f, document := read(b)
	d := document(strings.Repeat("Der Europäische Reederbund (ERB) wirft Tjark Quastloh Betrug vor. In Brondsby begann am 3. Mai ein Streik der Lotsen. ", 50))
	for b.Loop() {
		f.Find(d)
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkOpenModel(b *testing.B) {
	var m *linear.CRF
	for b.Loop() {
		var err error
		if m, err = OpenModel(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(m.Labels)), "labels")
}
