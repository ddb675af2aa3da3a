package morph

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParts(t *testing.T) {
	l, _ := open(t)
	cases := []struct{ form, first, head string }{
		{"Waffenlieferungen", "Waffen", "Lieferung"},
		{"Regierungssprecher", "Regierung", "Sprecher"},
		{"Panzerabwehrraketen", "Panzerabwehr", "Rakete"},
		{"Verteidigungsministerin", "Verteidigung", "Ministerin"},
		{"Bundeskanzlerin", "Bund", "Kanzlerin"},
		{"US-Regierung", "US", "Regierung"},
		{"Atom-U-Boote", "Atom-U", "Boot"},
		{"Nato-Verteidigungsausgaben", "Nato-Verteidigung", "Ausgabe"},
		{"Grenzübergang", "Grenz", "Übergang"},
		{"Kriegsverbrechen", "Krieg", "Verbrechen"},
		{"Minister", "", ""},
		{"Mannschaft", "", ""},
		{"Landung", "", ""},
		{"Unternehmen", "", ""},
		{"Stillstand", "", ""},
		{"Sonntag", "", ""},
		{"Botschafter", "", ""},
		{"Netanyahu", "", ""},
	}
	for _, c := range cases {
		t.Run(c.form, func(t *testing.T) {
			first, head := l.Parts(c.form)
			if diff := cmp.Diff([]string{c.first, c.head}, []string{first, head}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadOfKnownAndUnknownWords(t *testing.T) {
	l, _ := open(t)
	for form, want := range map[string]string{"Raketen": "Rakete", "Waffenstillstands": "Stillstand", "Kurzstreckenraketen": "Rakete", "Xyzzy": "Xyzzy"} {
		if got := l.Head(form); got != want {
			t.Errorf("Head(%q) = %q, want %q", form, got, want)
		}
	}
}

func TestSeparableVerbs(t *testing.T) {
	l, _ := open(t)
	for _, c := range []struct{ prefix, base, lemma string }{
		{"teil", "nehmen", "teilnehmen"}, {"zurück", "weisen", "zurückweisen"}, {"statt", "finden", "stattfinden"}, {"ab", "statten", "abstatten"}, {"an", "beraumen", "anberaumen"},
	} {
		prefix, base, ok := l.Prefix(c.lemma)
		if !ok || prefix != c.prefix || base != c.base {
			t.Errorf("Prefix(%q) = %q, %q, %v", c.lemma, prefix, base, ok)
		}
		if lemma, ok := l.Join(c.prefix, c.base); !ok || lemma != c.lemma {
			t.Errorf("Join(%q, %q) = %q, %v", c.prefix, c.base, lemma, ok)
		}
		if !l.IsPrefix(c.prefix) {
			t.Errorf("%q is no prefix", c.prefix)
		}
	}
	for _, lemma := range []string{"verkaufen", "liefern", "zu", ""} {
		if prefix, base, ok := l.Prefix(lemma); ok {
			t.Errorf("Prefix(%q) = %q, %q", lemma, prefix, base)
		}
	}
}

func TestPackRoundTrip(t *testing.T) {
	table := Line(Rule{}, Reading{Class: Noun}) + "\n" + Line(Rule{Strip: 1, Add: "x"}, Reading{Class: Infinitive, Tag: "VV"}) + "\n"
	entries := []Entry{{"a", 0}, {"a", 1}, {"ab", 1}, {"bb", 0}, {"cab", 1}}
	pack, err := Pack(table, entries)
	if err != nil {
		t.Fatal(err)
	}
	got, words, err := openPack(string(pack))
	if err != nil || got != table {
		t.Fatalf("table %q, error %v", got, err)
	}
	var found []Entry
	for _, form := range []string{"", "a", "ab", "b", "bb", "cab", "cabb"} {
		if node, ok := words.find(form); ok {
			words.numbers(node, func(n int) { found = append(found, Entry{form, n}) })
		}
	}
	if diff := cmp.Diff(entries, found); diff != "" {
		t.Error(diff)
	}
	if _, err := Pack(table, []Entry{{"b", 0}, {"a", 0}}); err == nil {
		t.Error("entries out of order are packed")
	}
	for cut := range len(pack) {
		if cut < len(pack)-4*8 { // the arcs behind the root may be cut without notice
			if _, _, err := openPack(string(pack[:cut])); err == nil && cut < len(packHeader)+8+len(table) {
				t.Errorf("a pack of %d bytes opens", cut)
			}
		}
	}
}
