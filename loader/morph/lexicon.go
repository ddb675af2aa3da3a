package morph

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/data"
	"newsgraph/internal/wordlist"
)

// A Lexicon knows the forms of German words. It is safe for concurrent use.
type Lexicon struct {
	words  automaton
	rows   []row
	closed map[string][]Reading
	names  map[string]uint8
	chosen map[string]string // form and class -> lemma, where several share the form
	bound  map[string]bool   // endings that look like nouns but are no heads: "Schaft" in "Mannschaft"
}

// OpenLexicon opens the lexicon in the binary.
func OpenLexicon() (*Lexicon, error) {
	pack, err := data.Lexicon.ReadFile("lexicon/lexicon.bin")
	if err != nil {
		return nil, fmt.Errorf("read data/lexicon/lexicon.bin: %w", err)
	}
	table, words, err := openPack(string(pack))
	if err != nil {
		return nil, fmt.Errorf("read data/lexicon/lexicon.bin: %w", err)
	}
	l := &Lexicon{words: words, closed: map[string][]Reading{}, names: map[string]uint8{}, chosen: map[string]string{}, bound: map[string]bool{}}
	if l.rows, err = parseTable(table); err != nil {
		return nil, fmt.Errorf("read data/lexicon/lexicon.bin: %w", err)
	}
	if err := wordlist.Rows(data.Lexicon, "lexicon/closed.tsv", 7, l.addClosed); err != nil {
		return nil, err
	}
	if err := wordlist.Rows(data.Lexicon, "lexicon/preferred.tsv", 3, func(f []string) error { l.chosen[f[0]+f[1]] = f[2]; return nil }); err != nil {
		return nil, err
	}
	if err := wordlist.Rows(data.Lexicon, "lexicon/bound.txt", 1, func(f []string) error { l.bound[f[0]] = true; return nil }); err != nil {
		return nil, err
	}
	return l, l.readNames()
}

func (l *Lexicon) addClosed(f []string) error {
	r := Reading{Class: Closed, Tag: f[1], Lemma: f[2]}
	for i, letters := range f[3:7] {
		if letters == "-" {
			continue
		}
		for _, c := range letters {
			at := strings.IndexRune([]string{"ngda", "mfn", "sp", "123"}[i], c)
			if at < 0 {
				return fmt.Errorf("unknown letter %q in column %d", c, i+4)
			}
			switch i {
			case 0:
				r.Cases |= 1 << at
			case 1:
				r.Gender |= 1 << at
			case 2:
				r.Number |= 1 << at
			case 3:
				r.Person |= 1 << at
			}
		}
	}
	l.closed[f[0]] = append(l.closed[f[0]], r)
	return nil
}

// Read returns all readings of a form, none for an unknown word. Capitals at the start of a sentence or of a whole headline
// do not matter; "grosse" is read as "große" and "daß" as "dass".
func (l *Lexicon) Read(form string) []Reading {
	readings := l.spelt(nil, form)
	r, size := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(r) {
		if base, ok := strings.CutSuffix(strings.ReplaceAll(form, "’", "'"), "'s"); ok && len(readings) == 0 {
			return l.spelt(nil, base) // "geht's"
		}
		return readings
	}
	readings = l.spelt(readings, string(unicode.ToLower(r))+form[size:])
	if len(readings) == 0 && size < len(form) && strings.ToUpper(form) == form {
		low := strings.ToLower(form)
		readings = l.spelt(l.spelt(readings, capitalise(low)), low)
	}
	return readings
}

// spelt appends the readings of the form in its own case, in the spelling of Germany, Switzerland or before 1996.
func (l *Lexicon) spelt(readings []Reading, form string) []Reading {
	n := len(readings)
	if readings = l.exact(readings, form); len(readings) > n {
		return readings
	}
	if at := strings.LastIndex(form, "ss"); at >= 0 {
		readings = l.exact(readings, form[:at]+"ß"+form[at+2:])
		if first := strings.Index(form, "ss"); first != at && len(readings) == n {
			readings = l.exact(readings, form[:first]+"ß"+form[first+2:])
		}
	} else if strings.Contains(form, "ß") {
		readings = l.exact(readings, strings.ReplaceAll(form, "ß", "ss"))
	}
	return readings
}

func (l *Lexicon) exact(readings []Reading, form string) []Reading {
	readings = append(readings, l.closed[form]...)
	node, ok := l.words.find(form)
	if !ok {
		return readings
	}
	l.words.numbers(node, func(n int) {
		r := l.rows[n].reading
		r.Lemma = l.rows[n].rule.apply(form)
		if lemma := l.chosen[form+string(r.Class)]; lemma == "" || lemma == r.Lemma {
			readings = append(readings, r)
		}
	})
	return readings
}

// IsWord reports whether the form is in the lexicon, by itself or as a compound of words that are, or a known name.
func (l *Lexicon) IsWord(form string) bool {
	if len(l.Read(form)) > 0 || l.nameKind(form) != "" {
		return true
	}
	at := l.seam(form)
	return at > 0 && l.links(form[:at])
}

// noun returns a noun reading of the form, written with a capital.
func (l *Lexicon) noun(form string) (Reading, bool) {
	rs := l.nouns(l.spelt(nil, form))
	if len(rs) == 0 {
		return Reading{}, false
	}
	for _, r := range rs {
		if r.Lemma == form {
			return r, true
		}
	}
	return rs[0], true
}

// nouns returns the noun readings, without the infinitive that is used as a noun where there is another: "Fragen" is "Frage",
// "Tagen" is "Tag", but "Treffen" is "Treffen".
func (l *Lexicon) nouns(readings []Reading) []Reading {
	all := pick(readings, func(r Reading) bool { return r.Class == Noun })
	others := all
	if len(all) > 1 {
		others = pick(all, func(r Reading) bool { return !strings.HasSuffix(r.Lemma, "n") || !l.isVerb(r.Lemma) })
	}
	if len(others) == 0 {
		return all
	}
	return others
}

// Noun returns the lemma of a noun, compounds included: "Raketen" and "Panzerabwehrraketen" give "Rakete" and
// "Panzerabwehrrakete".
func (l *Lexicon) Noun(form string) (lemma string, ok bool) {
	if r, ok := l.noun(form); ok {
		return r.Lemma, true
	}
	if at := l.seam(form); at > 0 {
		r, _ := l.noun(capitalise(form[at:]))
		if form[at-1] == '-' {
			return form[:at] + r.Lemma, true
		}
		return form[:at] + uncapitalise(r.Lemma), true
	}
	return "", false
}

// Prefix takes a separable verb apart: "teilnehmen" is "teil" and "nehmen".
func (l *Lexicon) Prefix(lemma string) (prefix, base string, ok bool) {
	for at := len(lemma) - 3; at >= 2; at-- {
		if !utf8.RuneStart(lemma[at]) {
			continue
		}
		for _, r := range l.exact(nil, lemma[:at]+"zu"+lemma[at:]) {
			if r.Class == ZuForm && r.Lemma == lemma {
				return lemma[:at], lemma[at:], true
			}
		}
	}
	return "", "", false
}

// Join puts a particle and a verb together: "teil" and "nehmen" are "teilnehmen". ok says that the lexicon has the verb.
func (l *Lexicon) Join(prefix, base string) (lemma string, ok bool) {
	lemma = strings.ToLower(prefix) + base
	for _, r := range l.spelt(nil, lemma) {
		if r.Class == Infinitive && r.Lemma == lemma {
			return lemma, true
		}
	}
	return lemma, false
}

// IsPrefix reports whether the form can be the particle of a separable verb: "teil", "zurück", "statt".
func (l *Lexicon) IsPrefix(form string) bool {
	for _, r := range l.closed[form] {
		if r.Tag == "PTKVZ" {
			return true
		}
	}
	return false
}

func capitalise(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}

func uncapitalise(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToLower(r)) + word[size:]
}
