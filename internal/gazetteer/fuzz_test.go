package gazetteer_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"newsgraph/data"
	"newsgraph/internal/gazetteer"
)

// FuzzMatch checks what every look-up promises for any words: no panic, hits inside the words and in order, and the same
// answer twice.
func FuzzMatch(f *testing.F) {
	for _, s := range []string{"Kim Jong-un", "im Schwarzen Meer", "U.S.A.", "’s", "- - -", "N’Djamena", "STRASSE ẞ", "Weißen Hauses in Washington , D.C."} {
		f.Add(s)
	}
	g := load(f)
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		hits := g.Match(words)
		for i, h := range hits {
			if h.Words < 1 || h.Words > len(words) || h.Entry == nil || h.Form == "" {
				t.Fatalf("Match(%q): hit %+v", text, h)
			}
			if i > 0 && h.Words > hits[i-1].Words {
				t.Fatalf("Match(%q): a longer hit after a shorter one", text)
			}
			if !slices.ContainsFunc(g.Match(words[:h.Words]), func(k gazetteer.Hit) bool { return k.Entry == h.Entry && k.Words == h.Words }) {
				t.Fatalf("Match(%q): %q is gone without the words behind it", text, h.Form)
			}
		}
		if !slices.Equal(hits, g.Match(words)) {
			t.Fatalf("Match(%q) answers twice in two ways", text)
		}
		for _, w := range words {
			title, ok := g.Title(w)
			if ok && (title.Class == "" || len(title.Prefix) >= len(w)) {
				t.Fatalf("Title(%q) = %+v", w, title)
			}
			if e, ok := g.Adjective(w); ok != (e != nil) {
				t.Fatalf("Adjective(%q) = %v, %t", w, e, ok)
			}
			g.Adjectives(w)
			g.Demonym(w)
			g.Forename(w)
			g.Surname(w)
			g.Surnames(w)
			g.Metonym(w)
		}
	})
}

// FuzzLoad checks that no file, however broken, makes Load panic.
func FuzzLoad(f *testing.F) {
	f.Add("regions", "name\tkind\tstate\taliases\twikidata\nKrim\tregion\tRussland\tKrim?\t\n")
	f.Add("titles", "masculine\tfeminine\tclass\tfront\talone\n~\t\tparty\t\t\n")
	f.Add("people", "name\tstate\trole\tfrom\tto\tgender\taliases\twikidata\n-\tChina\tPräsident\t\t\tm\tI|V.\t\n")
	f.Fuzz(func(t *testing.T, file, content string) {
		g, err := gazetteer.Load(small(map[string]string{file: content}))
		if (g == nil) == (err == nil) {
			t.Fatalf("Load = %v, %v", g, err)
		}
	})
}

// The lists are read on every start of the program. Time depends on the machine's load; allocations, which are most of it,
// do not.
func TestLoadIsCheap(t *testing.T) {
	if n := testing.AllocsPerRun(1, func() { load(t) }); n > 400_000 {
		t.Errorf("loading allocates %.0f times", n)
	}
}

func TestEveryNameFindsItself(t *testing.T) {
	g := load(t)
	for _, e := range g.Entries() {
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			words := strings.Fields(n)
			if !slices.ContainsFunc(g.Match(words), func(h gazetteer.Hit) bool { return h.Entry == e && h.Words == len(words) }) {
				t.Errorf("%q (%s, %s) does not find %s", n, e.Type, e.Kind, e.Name)
			}
		}
	}
}

func TestEntriesAreSorted(t *testing.T) {
	g := load(t)
	if !slices.IsSortedFunc(g.Entries(), func(a, b *gazetteer.Entry) int { return cmp.Compare(a.Name, b.Name) }) {
		t.Error("entries are not sorted by name")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := gazetteer.Load(data.Gazetteer); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	g := load(b)
	words := strings.Fields("Der russische Präsident Wladimir Putin reiste am Sonntag aus Moskau in den Fernen Osten nach Wladiwostok und traf Kim Jong Un")
	for b.Loop() {
		for i := range words {
			g.Match(words[i:])
		}
	}
	b.ReportMetric(float64(b.N*len(words))/b.Elapsed().Seconds(), "words/s")
}
