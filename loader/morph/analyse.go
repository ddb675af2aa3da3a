package morph

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"newsgraph/data"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// An Analyser makes words of tokens. It is safe for concurrent use.
type Analyser struct {
	lexicon *Lexicon
	tagger  *linear.Model
	closed  []bool          // labels of closed classes
	names   map[string]bool // names in -s
}

// New returns an analyser that reads words in the lexicon and tags them with the model in the binary.
func New(lexicon *Lexicon) (*Analyser, error) {
	packed, err := data.Models.ReadFile("models/tagger.bin")
	if err != nil {
		return nil, fmt.Errorf("read data/models/tagger.bin: %w", err)
	}
	tagger, err := linear.Open(string(packed))
	if err != nil {
		return nil, fmt.Errorf("read data/models/tagger.bin: %w", err)
	}
	return NewWith(lexicon, tagger)
}

// NewWith is New with another tagger: a parser learns from the tags of one that has not seen its sentences.
func NewWith(lexicon *Lexicon, tagger *linear.Model) (*Analyser, error) {
	a := &Analyser{lexicon: lexicon, names: map[string]bool{}, tagger: tagger, closed: closedTags(tagger.Labels)}
	return a, wordlist.Rows(data.Lexicon, "lexicon/names_s.txt", 1, func(f []string) error { a.names[f[0]] = true; return nil })
}

// Analyse returns a word for every token.
func (a *Analyser) Analyse(tokens []doc.Token, sentences []doc.Sentence) []doc.Word {
	d := document{Analyser: a, viewer: a.lexicon.Viewer(), words: make([]doc.Word, len(tokens)), scores: a.tagger.Scores(),
		known: map[key]doc.Word{}, names: map[string]bool{}}
	for _, s := range sentences {
		d.tag(tokens[s.First:s.Last], d.words[s.First:s.Last])
	}
	for i, t := range tokens {
		if d.words[i].Tag == "NE" {
			d.names[t.Text] = true
		}
	}
	for _, s := range sentences {
		d.describe(tokens[s.First:s.Last], d.words[s.First:s.Last])
	}
	return d.words
}

// A document is one call of Analyse.
type document struct {
	*Analyser
	viewer   *Viewer
	words    []doc.Word
	scores   []int32
	features []uint32
	known    map[key]doc.Word // what was found for a form with a tag
	names    map[string]bool  // forms that are tagged as names
}

type key struct{ form, tag string }

// describe sets everything but the tags, which it mends where the lexicon knows better.
func (d *document) describe(tokens []doc.Token, words []doc.Word) {
	for i, t := range tokens {
		k := key{t.Text, words[i].Tag}
		w, ok := d.known[k]
		if !ok {
			w = d.word(d.viewer.look(t.Text), k.tag)
			d.known[k] = w
		}
		words[i] = w
		if strings.HasSuffix(w.Tag, "FIN") {
			person, number := subjectPronoun(tokens, i)
			finite(&words[i], d.viewer.look(t.Text).readings, person, number)
		}
	}
	d.namesPart(tokens, words)
	d.agree(tokens, words)
}

// word describes a form that has the tag, whatever stands beside it.
func (d *document) word(v *look, tag string) doc.Word {
	w := doc.Word{Tag: tag, Lemma: v.form, Known: len(v.readings) > 0}
	switch {
	case tag == "NE":
		d.name(&w, v)
	case tag == "NN":
		d.nounWord(&w, v)
	default:
		d.other(&w, v)
	}
	if w.Head == "" {
		w.Head = w.Lemma
	}
	return w
}

// nounWord describes a common noun: from the lexicon, as a compound, as an adjective or infinitive that is used as a noun, by its ending.
func (d *document) nounWord(w *doc.Word, v *look) {
	if rs := d.lexicon.nouns(v.readings); len(rs) > 0 {
		fill(w, rs)
		w.Head = d.lexicon.Head(v.form)
		return
	}
	if rs := pick(v.readings, func(r Reading) bool { return r.Class == Adjective }); len(rs) > 0 {
		stem, _, ok := cutAdjective(v.form)
		fill(w, rs)
		if ok {
			w.Lemma = capitalise(stem) + "e" // "Verletzten", "Verletzter": "Verletzte"
		}
		return
	}
	if at := d.lexicon.seam(v.form); at > 0 {
		fill(w, d.lexicon.nouns(d.lexicon.spelt(nil, capitalise(v.form[at:]))))
		w.Lemma, _ = d.lexicon.Noun(v.form)
		w.Head = d.lexicon.Head(v.form)
		return
	}
	if rs := pick(v.readings, func(r Reading) bool { return r.Class == Infinitive }); len(rs) > 0 {
		w.Lemma, w.Gender, w.Number, w.Cases = capitalise(rs[0].Lemma), doc.Neut, doc.Sing, anyCase&^doc.Gen
		return
	}
	if at := strings.LastIndexByte(v.form, '-') + 1; d.isPerson(v.form) {
		stem, r, _ := cutAdjective(v.form[at:])
		w.Lemma, w.Cases, w.Gender, w.Number = v.form[:at]+stem+"e", r.Cases, r.Gender, r.Number // "70-Jährigen"
		return
	}
	if rs := d.lexicon.guessNoun(v.form); len(rs) > 0 {
		fill(w, rs)
	}
}

// other describes words of all other classes.
func (d *document) other(w *doc.Word, v *look) {
	readings := v.readings
	if len(readings) == 0 {
		readings = d.lexicon.guess(uncapitalise(v.form))
	}
	rs := pick(readings, func(r Reading) bool { return tagOf(r) == w.Tag })
	if len(rs) == 0 {
		rs = pick(readings, func(r Reading) bool { return akin(tagOf(r), w.Tag) })
		if len(rs) > 0 && w.Tag[0] == 'V' {
			w.Tag = tagOf(rs[0]) // "hat" is VAFIN, whatever it does
		}
	}
	if len(rs) > 0 {
		fill(w, rs)
		return
	}
	if strings.HasPrefix(w.Tag, "ADJ") {
		d.adjectiveWord(w, v)
		return
	}
	if !startsUpper(v.form) || w.Tag[0] == 'V' || w.Tag == "ADV" || w.Tag == "APPR" || strings.HasPrefix(w.Tag, "K") || strings.HasPrefix(w.Tag, "P") {
		w.Lemma = v.low
	}
}

// adjectiveWord describes an adjective that nothing is known of: "Moskauer", "21.".
func (d *document) adjectiveWord(w *doc.Word, v *look) {
	if r, _ := utf8.DecodeLastRuneInString(v.form); r == '.' || startsUpper(v.form) && strings.HasSuffix(v.form, "er") {
		w.Cases = anyCase
		return
	}
	if stem, r, ok := cutAdjective(v.low); ok && w.Tag == "ADJA" {
		w.Lemma, w.Cases, w.Gender, w.Number = stem, r.Cases, r.Gender, r.Number
		return
	}
	w.Lemma = v.low
}

// akin reports whether a reading of one tag may stand for another: the tagger mixes up auxiliaries and full verbs, and there
// are words with both uses ("beide", "mehr") of which the lists have one.
func akin(have, want string) bool {
	if len(have) > 2 && len(want) > 2 && have[0] == 'V' && want[0] == 'V' {
		return have[2:] == want[2:]
	}
	family := func(tag string) string {
		switch tag {
		case "PIS", "PIAT", "PDS", "PDAT", "ART", "PRELS", "PRELAT", "PWS", "PWAT":
			return "det"
		case "PPER", "PRF":
			return "per"
		case "KON", "KOUS", "KOKOM", "KOUI":
			return "con"
		case "ADV", "ADJD", "PTKA", "PAV":
			return "adv"
		case "APPR", "APPO", "APZR":
			return "prep"
		}
		return tag
	}
	return family(have) == family(want)
}

// pick returns the readings that pass.
func pick(readings []Reading, pass func(Reading) bool) []Reading {
	var out []Reading
	for _, r := range readings {
		if pass(r) {
			out = append(out, r)
		}
	}
	return out
}

// fill takes the lemma of the likeliest reading and what all readings with that lemma allow.
func fill(w *doc.Word, readings []Reading) {
	if len(readings) == 0 {
		return
	}
	best := readings[0]
	for _, r := range readings[1:] {
		if r.Lemma == w.Lemma && best.Lemma != w.Lemma || best.Lemma != w.Lemma && r.Class == Infinitive && len(r.Lemma) < len(best.Lemma) {
			best = r
		}
	}
	w.Lemma = best.Lemma
	persons := Persons(0)
	for _, r := range readings {
		if r.Lemma == best.Lemma {
			w.Cases |= r.Cases
			w.Gender |= r.Gender
			w.Number |= r.Number
			persons |= r.Person
		}
	}
	if strings.HasPrefix(w.Tag, "PP") || w.Tag == "PRF" || w.Tag == "PIS" {
		w.Person = onePerson(persons)
	}
}
