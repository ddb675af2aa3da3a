// Package wordlist reads the flat word lists that several stages share: nouns of goods, of people and groups, units and number words.
// For example, GoodClass("Rakete") is "arms" and Multiplier("Mio.") is a million.
//
// It knows no grammar: who asks brings lemmas.
package wordlist

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Rows calls row with the fields of every line of a tab-separated list that is neither empty nor a comment. An error names file and line.
func Rows(fsys fs.FS, name string, columns int, row func(fields []string) error) error {
	f, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("word list: %w", err)
	}
	defer f.Close()
	return Table(f, name, columns, row)
}

// Table is Rows for a list that is open already; name is for errors.
func Table(r io.Reader, name string, columns int, row func(fields []string) error) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if lines.Text() == "" || strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != columns {
			return fmt.Errorf("%s:%d: %d fields, want %d", name, n, len(fields), columns)
		}
		if err := row(fields); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// read is Rows for a list whose first line names its columns.
func read(fsys fs.FS, name string, columns []string, add func(fields []string) error) error {
	header := false
	return Rows(fsys, name, len(columns), func(fields []string) error {
		if header {
			return add(fields)
		}
		header = true
		if !slices.Equal(fields, columns) {
			return fmt.Errorf("the columns are %q, want %q", fields, columns)
		}
		return nil
	})
}

// Actors are nouns of people and groups: lemma -> person, group, state, organ or medium.
type Actors map[string]string

// Callings are nouns that say what the name behind them is, "die Zeitung X": lemma -> medium, body or place.
type Callings map[string]string

// ReadCallings reads lexicon/callings.tsv.
func ReadCallings(fsys fs.FS) (Callings, error) {
	return readClasses[Callings](fsys, "lexicon/callings.tsv", "medium", "body", "place")
}

// Bodies are nouns that say what kind of body a name means: "Konzern" is a company, "Vorstand" a part of one.
type Bodies struct{ kinds, parts, fields map[string]string }

// bodyKinds is the closed set of kinds: those of gazetteer/organisations.tsv, and parts of a state and clubs.
var bodyKinds = strings.Fields("agency alliance armed bank church club company court government institute intelligence media military ministry ngo parliament " +
	"party police sport state union university")

// ReadBodies reads lexicon/bodies.tsv.
func ReadBodies(fsys fs.FS) (Bodies, error) {
	b := Bodies{map[string]string{}, map[string]string{}, map[string]string{}}
	err := read(fsys, "lexicon/bodies.tsv", []string{"lemma", "kind", "part"}, func(f []string) error {
		if b.kinds[f[0]]+b.parts[f[0]]+b.fields[f[0]] != "" {
			return fmt.Errorf("%q stands in two lines", f[0])
		}
		if !slices.Contains(bodyKinds, f[1]) {
			return fmt.Errorf("unknown kind %q", f[1])
		}
		switch f[2] {
		case "":
			b.kinds[f[0]] = f[1]
		case "yes":
			b.parts[f[0]] = f[1]
		case "field":
			b.fields[f[0]] = f[1]
		default:
			return fmt.Errorf("part is %q, want yes, field or nothing", f[2])
		}
		return nil
	})
	return b, err
}

// Kind is the kind of body that a noun says, found like Actors.Class: "company" for "Rüstungskonzern".
func (b Bodies) Kind(lemma, head string) string { return ending(b.kinds, lemma, head) }

// Part is the kind of body of which a noun names a part: "company" for "Aufsichtsrat".
func (b Bodies) Part(lemma, head string) string { return ending(b.parts, lemma, head) }

// Field is the kind of body whose spokesmen speak for a field: "party" for "Verkehr".
func (b Bodies) Field(noun string) string { return b.fields[noun] }

// ReadActors reads lexicon/actors.tsv.
func ReadActors(fsys fs.FS) (Actors, error) {
	return readClasses[Actors](fsys, "lexicon/actors.tsv", "person", "group", "state", "organ", "medium")
}

// readClasses reads a list of lemmas, each of one of the classes.
func readClasses[M ~map[string]string](fsys fs.FS, name string, classes ...string) (M, error) {
	m := M{}
	err := read(fsys, name, []string{"lemma", "class"}, func(f []string) error {
		if _, ok := m[f[0]]; ok {
			return fmt.Errorf("%q stands in two lines", f[0])
		}
		if !slices.Contains(classes, f[1]) {
			return fmt.Errorf("unknown class %q", f[1])
		}
		m[f[0]] = f[1]
		return nil
	})
	return m, err
}

// Class is the class of a noun: its own, that of its compound head, or that of the longest listed noun in which it ends
// ("Außenministerium"), or "".
func (a Actors) Class(lemma, head string) string { return ending(a, lemma, head) }

// ending looks a noun up by itself, by its compound head, and by the longest listed noun in which it ends.
func ending(list map[string]string, lemma, head string) string {
	if c := list[lemma]; c != "" {
		return c
	}
	if c := list[head]; c != "" {
		return c
	}
	if c := list[lemma+"r"]; c != "" && strings.HasSuffix(lemma, "e") { // "die Verbündeten", with the lemma of the weak form
		return c
	}
	for i := range lemma {
		if i < 3 || len(lemma)-i < 5 {
			continue
		}
		r, n := utf8.DecodeRuneInString(lemma[i:])
		if c := list[string(unicode.ToUpper(r))+lemma[i+n:]]; c != "" {
			return c
		}
	}
	return ""
}

// Goods are the nouns of things that are supplied, tested or asked for: lemma -> class.
type Goods map[string]string

// ReadGoods reads lexicon/goods.tsv.
func ReadGoods(fsys fs.FS) (Goods, error) {
	g := Goods{}
	err := read(fsys, "lexicon/goods.tsv", []string{"lemma", "class", "countable"}, func(f []string) error {
		if _, ok := g[f[0]]; ok {
			return fmt.Errorf("%q stands in two lines", f[0])
		}
		g[f[0]] = f[1]
		return nil
	})
	return g, err
}

// Units are words around numbers.
type Units struct {
	units       map[string]bool
	multipliers map[string]float64
	numbers     map[string]float64
	approximate map[string]bool
}

// ReadUnits reads lexicon/units.tsv.
func ReadUnits(fsys fs.FS) (*Units, error) {
	u := &Units{units: map[string]bool{}, multipliers: map[string]float64{}, numbers: map[string]float64{}, approximate: map[string]bool{}}
	err := read(fsys, "lexicon/units.tsv", []string{"form", "class", "value"}, func(f []string) error {
		switch f[1] {
		case "multiplier", "number":
			v, err := strconv.ParseFloat(f[2], 64)
			if err != nil {
				return fmt.Errorf("value of %q: %w", f[0], err)
			}
			if f[1] == "number" {
				u.numbers[f[0]] = v
			} else {
				u.multipliers[f[0]] = v
			}
		case "approximate":
			u.approximate[f[0]] = true
		default:
			u.units[f[0]] = true
		}
		return nil
	})
	return u, err
}

// Is reports whether a word is a unit: "Tonne", "Euro".
func (u *Units) Is(word string) bool { return u.units[word] }

// Multiplier is the value of "Millionen", "Mio.", "Dutzend", or 0.
func (u *Units) Multiplier(word string) float64 { return u.multipliers[word] }

// Word is the value of a lower-case number word, or 0.
func (u *Units) Word(word string) float64 { return u.numbers[word] }

// Approximates reports whether lower-case words before a number make it a rough one.
func (u *Units) Approximates(words string) bool { return u.approximate[words] }
