package morph

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/segment"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func open(t testing.TB) (*Lexicon, *Analyser) {
	t.Helper()
	l, err := OpenLexicon()
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	return l, a
}

// analyse runs segmentation and analysis over a text.
func analyse(t testing.TB, l *Lexicon, a *Analyser, text string) ([]doc.Token, []doc.Sentence, []doc.Word) {
	t.Helper()
	s, err := segment.New(l.IsWord)
	if err != nil {
		t.Fatal(err)
	}
	tokens, sentences := s.Split(article.Article{Text: text, Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}})
	return tokens, sentences, a.Analyse(tokens, sentences)
}

// letters writes a set: the letters whose bits are set.
func letters(set uint8, names string) string {
	var b strings.Builder
	for i, r := range names {
		if set&(1<<i) != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// line writes a word as the golden files have it.
func line(t doc.Token, w doc.Word) string {
	out := fmt.Sprintf("%-22s %-7s %s", t.Text, w.Tag, w.Lemma)
	if w.Head != w.Lemma {
		out += " (" + w.Head + ")"
	}
	if sets := letters(uint8(w.Cases), "NGDA") + " " + letters(uint8(w.Gender), "mfn") + " " + letters(uint8(w.Number), "sp"); strings.TrimSpace(sets) != "" {
		out += " [" + strings.Join(strings.Fields(sets), " ") + "]"
	}
	if w.Mood != doc.NoMood {
		out += fmt.Sprintf(" %d %s %s", w.Person, [...]string{"", "indicative", "reported", "irreal", "imperative"}[w.Mood], [...]string{"", "present", "past"}[w.Tense])
	}
	return out
}

// TestSentences compares the analysis of every testdata/*.txt, one sentence in each line, with the golden file beside it.
func TestSentences(t *testing.T) {
	l, a := open(t)
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no sentences", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tokens, sentences, words := analyse(t, l, a, string(text))
			var b strings.Builder
			for _, s := range sentences {
				for i := s.First; i < s.Last; i++ {
					fmt.Fprintln(&b, line(tokens[i], words[i]))
				}
				fmt.Fprintln(&b)
			}
			golden := strings.TrimSuffix(file, ".txt") + ".golden"
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
				t.Error(diff)
			}
		})
	}
}

// TestWords states single facts that the stages above rely on.
func TestWords(t *testing.T) {
	l, a := open(t)
	cases := []struct {
		name, text, token, want string
	}{
		{"a compound has a head", "Sie lieferten Panzerabwehrraketen.", "Panzerabwehrraketen", "NN Panzerabwehrrakete Rakete"},
		{"a hyphenated compound has a head", "Die US-Regierung schwieg.", "US-Regierung", "NN US-Regierung Regierung"},
		{"a genitive -s is taken off a name", "Russlands Präsident kam.", "Russlands", "NE Russland Russland"},
		{"a name in -s stays", "Der Minister Hans Maas kam.", "Hans", "NE Hans Hans"},
		{"an adjective that is used as a noun", "Der Verletzte wurde gerettet.", "Verletzte", "NN Verletzte Verletzte"},
		{"an adjective that the lexicon lacks", "Der nordkoreanische Machthaber kam.", "nordkoreanische", "ADJA nordkoreanisch nordkoreanisch"},
		{"Swiss spelling", "Er hat grosses Interesse gezeigt.", "grosses", "ADJA groß groß"},
		{"the spelling before 1996", "Er läßt grüßen.", "läßt", "VVFIN lassen lassen"},
		{"a plural is no infinitive", "Die Vertreter stellten viele Fragen.", "Fragen", "NN Frage Frage"},
		{"a participle", "Das Abkommen wurde gestern unterzeichnet.", "unterzeichnet", "VVPP unterzeichnen unterzeichnen"},
		{"a particle of a separable verb", "Er wies die Vorwürfe zurück.", "zurück", "PTKVZ zurück zurück"},
		{"an infinitive with zu inside", "Er drohte damit, das Abkommen aufzukündigen.", "aufzukündigen", "VVIZU aufkündigen aufkündigen"},
		{"an auxiliary", "Sie haben Waffen geliefert.", "haben", "VAFIN haben haben"},
		{"a modal", "Er soll nach Peking reisen.", "soll", "VMFIN sollen sollen"},
		{"a verb at the end of a clause", "Er sagte, dass die Truppen abziehen.", "abziehen", "VVFIN abziehen abziehen"},
		{"capitals", "PUTIN TRIFFT KIM", "TRIFFT", "VVFIN treffen treffen"},
		{"an article before an adjective that looks like a verb", "Er werde für zwei Tage das isolierte Land besuchen.", "das", "ART der der"},
		{"a preposition before a nominative is a conjunction", "Seit der neue Präsident regiert, herrscht Ruhe.", "Seit", "KOUS seit seit"},
		{"a preposition before a dative stays", "Seit dem neuen Jahr herrscht Ruhe.", "Seit", "APPR seit seit"},
		{"a capitalised adjective in a name", "Er reiste in den Fernen Osten.", "Fernen", "ADJA fern fern"},
		{"people named by an adjective", "Er sagt, dass die Deutschen Waffen liefern.", "Deutschen", "NN Deutsche Deutsche"},
		{"a participle with a complement before a noun", "Er traf die vom Iran unterstützten Rebellen.", "unterstützten", "ADJA unterstützt unterstützt"},
		{"a person by age", "Der 70-Jährige befinde sich in Haft.", "70-Jährige", "NN 70-Jährige 70-Jährige"},
		{"a relative pronoun before a name", "Das ist der Träger, den China der Ukraine abgekauft hatte.", "den", "PRELS der der"},
		{"a guessed adjective in a name", "Er fuhr im Südchinesischen Meer.", "Südchinesischen", "ADJA südchinesisch südchinesisch"},
		{"an ally has the lemma of all adjectives", "Die Verbündeten schwiegen.", "Verbündeten", "NN Verbündete Verbündete"},
		{"a currency", "Er zahlte 127 Milliarden Euro.", "Euro", "NN Euro Euro"},
		{"a past that looks like an adjective", "Peru entsandte Soldaten nach Chile.", "entsandte", "VVFIN entsenden entsenden"},
		{"a past behind a name", "Peru unterzeichnete mit Chile ein Abkommen.", "unterzeichnete", "VVFIN unterzeichnen unterzeichnen"},
		{"a headline with a participle has no finite verb", "Soldaten in Chile getötet", "getötet", "VVPP töten töten"},
		{"a noun that is an infinitive too", "Das Abkommen zwischen Peru und Chile trat in Kraft.", "Abkommen", "NN Abkommen Abkommen"},
		{"an infinitive before a comma that has to be finite", "Einige anonyme Angaben zur Lage reichen, um das Gehalt zu ermitteln.", "reichen", "VVFIN reichen reichen"},
		{"a verb with a short es", "Wie geht's weiter?", "geht's", "VVFIN gehen gehen"},
		{"an acronym", "Die SPÖ schwieg.", "SPÖ", "NE SPÖ SPÖ"},
		{"the name of a site", "Er las es auf krone.at gestern.", "krone.at", "NE krone.at krone.at"},
		{"a relative pronoun", "Der Minister, der gestern ankam, schwieg.", "der", "PRELS der der"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tokens, _, words := analyse(t, l, a, c.text)
			for i, token := range tokens {
				if token.Text == c.token {
					if diff := cmp.Diff(c.want, words[i].Tag+" "+words[i].Lemma+" "+words[i].Head); diff != "" {
						t.Error(diff)
					}
					return
				}
			}
			t.Fatalf("no token %q", c.token)
		})
	}
}

func TestMood(t *testing.T) {
	l, a := open(t)
	cases := []struct {
		text, verb string
		mood       doc.Mood
		tense      doc.Tense
		person     int8
		number     doc.Number
	}{
		{"Er werde nach Moskau reisen, teilte der Kreml mit.", "werde", doc.Reported, doc.Present, 3, doc.Sing},
		{"Ich werde nach Moskau reisen.", "werde", doc.Indicative, doc.Present, 1, doc.Sing},
		{"Der Präsident reise nach Peking, hiess es.", "reise", doc.Reported, doc.Present, 3, doc.Sing},
		{"Die Regierung habe davon gewusst.", "habe", doc.Reported, doc.Present, 3, doc.Sing},
		{"Die Vorwürfe seien falsch.", "seien", doc.Reported, doc.Present, 3, doc.Plur},
		{"Der Minister würde kommen.", "würde", doc.Irreal, doc.Past, 3, doc.Sing},
		{"Das Land lieferte Waffen.", "lieferte", doc.Indicative, doc.Past, 3, doc.Sing},
		{"Die Länder haben Waffen geliefert.", "haben", doc.Indicative, doc.Present, 3, doc.Plur},
		{"Die Länder wüssten davon.", "wüssten", doc.Irreal, doc.Past, 3, doc.Plur},
		{"Wir haben davon gehört.", "haben", doc.Indicative, doc.Present, 1, doc.Plur},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			tokens, _, words := analyse(t, l, a, c.text)
			for i, token := range tokens {
				if token.Text == c.verb {
					got := []any{words[i].Mood, words[i].Tense, words[i].Person, words[i].Number}
					if diff := cmp.Diff([]any{c.mood, c.tense, c.person, c.number}, got); diff != "" {
						t.Error(diff)
					}
				}
			}
		})
	}
}

func TestAgreementNarrowsCases(t *testing.T) {
	l, a := open(t)
	cases := []struct{ name, text, token, want string }{
		{"an article decides", "Er empfing den türkischen Staatschef.", "Staatschef", "A m s"},
		{"a dative plural", "Er sprach mit den alten Freunden.", "Freunden", "D m p"},
		{"a preposition decides", "Er kam mit der Ministerin.", "Ministerin", "D f s"},
		{"a genitive", "Der Sprecher des Kremls schwieg.", "Kremls", "G m s"},
		{"an adjective without article", "Sie lieferten russischem Militär Geräte.", "Militär", "D n s"},
		{"an adjective behind ein", "Ein neuer Pakt half.", "Pakt", "N m s"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tokens, _, words := analyse(t, l, a, c.text)
			for i, token := range tokens {
				if token.Text == c.token {
					w := words[i]
					got := letters(uint8(w.Cases), "NGDA") + " " + letters(uint8(w.Gender), "mfn") + " " + letters(uint8(w.Number), "sp")
					if diff := cmp.Diff(c.want, got); diff != "" {
						t.Error(diff)
					}
				}
			}
		})
	}
}

func TestSpeed(t *testing.T) {
	l, a := open(t)
	text := strings.Repeat("Der nordkoreanische Machthaber habe gestern 26 Panzerabwehrraketen an Russland geliefert, teilte der Kreml am Sonntag in Moskau mit. ", 300)
	s, err := segment.New(l.IsWord)
	if err != nil {
		t.Fatal(err)
	}
	tokens, sentences := s.Split(article.Article{Text: text, Zones: []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}})
	r := testing.Benchmark(func(b *testing.B) {
		for b.Loop() {
			a.Analyse(tokens, sentences)
		}
	})
	perSecond := float64(len(tokens)) / (float64(r.NsPerOp()) / 1e9)
	t.Logf("%.0f tokens per second", perSecond)
	if perSecond < 20_000 { // far below what a quiet machine does (200,000)
		t.Errorf("%.0f tokens per second", perSecond)
	}
}

func FuzzAnalyse(f *testing.F) {
	for _, seed := range []string{"Putins' Hans ss ßß Ss 'n -x", "Der Abgeordneten-s GROẞ", "ÄÖÜ äöü 1.2.3 A-B-c- Rats", "zuzu gege anzuzu"} {
		f.Add(seed)
	}
	l, a := open(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		tokens, _, words := analyse(t, l, a, text)
		if len(words) != len(tokens) {
			t.Fatalf("%d words for %d tokens", len(words), len(tokens))
		}
		for i, w := range words {
			if w.Tag == "" || w.Lemma == "" || w.Head == "" || !utf8.ValidString(w.Lemma) || !utf8.ValidString(w.Head) {
				t.Errorf("%q: %+v", tokens[i].Text, w)
			}
			if w.Cases > 15 || w.Gender > 7 || w.Number > 3 || w.Person > 3 || w.Mood == doc.NoMood && strings.HasSuffix(w.Tag, "FIN") {
				t.Errorf("%q: %+v", tokens[i].Text, w)
			}
		}
	})
}
