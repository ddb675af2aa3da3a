package morph

import (
	"math/bits"
	"strings"

	"newsgraph/loader/doc"
)

// A bundle is a set of triples of case, gender and number, a bit each: "den" is {Acc Masc Sing, Dat any Plur}. Words keep case,
// gender and number as three sets; agreement needs the triples, or "den Staatschef" could be dative.
type bundle uint32

const wholeBundle bundle = 1<<24 - 1

func triple(c, g, n int) bundle { return 1 << (c*6 + g*2 + n) }

// bundleOf returns all triples of the three sets; an empty set counts as full.
func bundleOf(cases doc.Case, gender doc.Gender, number doc.Number) bundle {
	var b bundle
	for c := range 4 {
		for g := range 3 {
			for n := range 2 {
				if (cases == 0 || cases&(1<<c) != 0) && (gender == 0 || gender&(1<<g) != 0) && (number == 0 || number&(1<<n) != 0) {
					b |= triple(c, g, n)
				}
			}
		}
	}
	return b
}

// narrow sets a word's sets to what the bundle leaves of them.
func (b bundle) narrow(w *doc.Word) {
	w.Cases, w.Gender, w.Number = 0, 0, 0
	for rest := b; rest != 0; rest &= rest - 1 {
		at := bits.TrailingZeros32(uint32(rest))
		w.Cases |= 1 << (at / 6)
		w.Gender |= 1 << (at % 6 / 2)
		w.Number |= 1 << (at % 2)
	}
}

// A determiner decides how the adjectives behind it are declined.
type determiner uint8

const (
	noDeterminer determiner = iota
	definite                // "der neue Pakt"
	mixed                   // "ein neuer Pakt", "seine neuen Pakte"
	openEnd                 // "viele neue Pakte", "alle neuen Pakte"
)

// weak and strong are the bundles of adjective endings behind a definite article and without article.
var (
	weak = map[string]bundle{
		"e":  bundleOf(doc.Nom, anyGender, doc.Sing) | bundleOf(doc.Acc, doc.Fem|doc.Neut, doc.Sing),
		"en": bundleOf(doc.Gen|doc.Dat, anyGender, doc.Sing) | bundleOf(doc.Acc, doc.Masc, doc.Sing) | bundleOf(anyCase, anyGender, doc.Plur),
	}
	strong = map[string]bundle{
		"e":  bundleOf(doc.Nom|doc.Acc, doc.Fem, doc.Sing) | bundleOf(doc.Nom|doc.Acc, anyGender, doc.Plur),
		"en": bundleOf(doc.Gen, doc.Masc|doc.Neut, doc.Sing) | bundleOf(doc.Acc, doc.Masc, doc.Sing) | bundleOf(doc.Dat, anyGender, doc.Plur),
		"er": bundleOf(doc.Nom, doc.Masc, doc.Sing) | bundleOf(doc.Gen|doc.Dat, doc.Fem, doc.Sing) | bundleOf(doc.Gen, anyGender, doc.Plur),
		"es": bundleOf(doc.Nom|doc.Acc, doc.Neut, doc.Sing),
		"em": bundleOf(doc.Dat, doc.Masc|doc.Neut, doc.Sing),
	}
)

// adjectiveBundle returns what the ending allows behind the determiner.
func adjectiveBundle(form string, after determiner) bundle {
	for _, d := range declension {
		if !strings.HasSuffix(form, d.ending) {
			continue
		}
		switch after {
		case definite:
			return weak[d.ending]
		case mixed:
			if d.ending == "er" || d.ending == "es" {
				return strong[d.ending] & bundleOf(doc.Nom|doc.Acc, doc.Masc|doc.Neut, doc.Sing)
			}
			return weak[d.ending]
		case openEnd:
			return weak[d.ending] | strong[d.ending]
		}
		return strong[d.ending]
	}
	return wholeBundle
}

// determines returns what kind of determiner the word is.
func determines(w doc.Word) determiner {
	switch {
	case w.Tag == "ART" && w.Lemma == "der", w.Tag == "PDAT", w.Tag == "APPRART":
		return definite
	case w.Tag == "ART", w.Tag == "PPOSAT", w.Lemma == "kein":
		return mixed
	case w.Tag == "PIAT", w.Tag == "PWAT", w.Tag == "PRELAT":
		return openEnd
	}
	return noDeterminer
}

// agree narrows the cases, genders and numbers of determiner, adjectives and noun that stand together to those that they
// share, and to those that a preposition before them governs.
func (d *document) agree(tokens []doc.Token, words []doc.Word) {
	for first := 0; first < len(words); {
		last := d.phrase(words, first)
		if last == first {
			first++
			continue
		}
		shared := d.shared(tokens, words, first, last)
		if first > 0 && (words[first-1].Tag == "APPR") {
			governed := shared & bundleOf(words[first-1].Cases, 0, 0)
			if governed != 0 {
				shared = governed
			} else if shared&bundleOf(doc.Nom, 0, 0) != 0 && d.joins(tokens[first-1].Text) {
				words[first-1].Tag, words[first-1].Cases = "KOUS", 0 // "seit der Staatschef kam", "während der Krieg tobt"
			}
		}
		if shared != 0 {
			for i := first; i < last; i++ {
				if agrees(words[i].Tag) {
					narrow(shared, &words[i], last-first > 1)
				}
			}
		}
		first = last
	}
}

// joins reports whether a preposition can be a conjunction too.
func (d *document) joins(form string) bool {
	return strings.Contains(d.viewer.look(form).signature, "KOUS")
}

// namesPart turns a capitalised adjective inside a name back into one: "im [Fernen] Osten", "der [Deutsche] Bundestag". Only
// what agrees in the singular counts, for "die Deutschen Waffen" are two phrases in "dass die Deutschen Waffen liefern".
func (d *document) namesPart(tokens []doc.Token, words []doc.Word) {
	for i := 0; i+1 < len(words); i++ {
		open := words[i].Tag == "NN" || words[i].Tag == "NE" && !strings.Contains(d.viewer.look(tokens[i].Text).signature, "~")
		if !open || words[i+1].Tag != "NN" || !d.isAdjective(tokens[i].Text) || d.isAdjective(tokens[i+1].Text) {
			continue
		}
		first, after := i, noDeterminer
		shared := d.readingBundle(tokens[i+1].Text, words[i+1])
		if i > 0 && isDeterminer(words[i-1].Tag) {
			first, after = i-1, determines(words[i-1])
			shared &= d.readingBundle(tokens[first].Text, words[first])
		}
		shared &= adjectiveBundle(tokens[i].Text, after)
		if shared&bundleOf(0, 0, doc.Sing) != 0 || after != noDeterminer && shared != 0 && strings.HasPrefix(tokens[i].Text, "Vereint") {
			words[i] = d.word(d.viewer.look(tokens[i].Text), "ADJA")
		}
	}
}

// narrow narrows a word. Gender and number of a name are only known by its company.
func narrow(shared bundle, w *doc.Word, company bool) {
	gender, number := w.Gender, w.Number
	shared.narrow(w)
	if w.Tag == "NE" && !company {
		w.Gender, w.Number = gender, number
	}
}

// agrees reports whether words with the tag carry case: numbers and adverbs inside a phrase do not.
func agrees(tag string) bool {
	return tag == "NN" || tag == "NE" || tag == "ADJA" || isDeterminer(tag)
}

func isDeterminer(tag string) bool {
	switch tag {
	case "ART", "PDAT", "PIAT", "PPOSAT", "PWAT":
		return true
	}
	return false
}

// phrase returns where the noun phrase that starts at first ends: determiner, adjectives, numbers, one noun. It is first where
// there is none. Attributes with a complement ("der von Kim besuchte Ort") are left to syntax.
func (d *document) phrase(words []doc.Word, first int) int {
	i := first
	if words[i].Tag == "PDAT" && words[i].Lemma == "der" {
		return first // "deren Chef": a genitive of its own
	}
	if isDeterminer(words[i].Tag) {
		i++
	}
	for i < len(words) && attributes(words, i, first) {
		i++
	}
	for i+2 < len(words) && words[i].Tag == "TRUNC" && (words[i+1].Tag == "KON" || words[i+1].Tag == "$,") { // "Umwelt- und Innenminister"
		i += 2
	}
	if i < len(words) && (words[i].Tag == "NN" || words[i].Tag == "NE") {
		return i + 1
	}
	return first
}

// attributes reports whether the word stands between determiner and noun: "die [drei] [besonders] [neuen] Raketen".
func attributes(words []doc.Word, i, first int) bool {
	switch words[i].Tag {
	case "ADJA", "CARD":
		return true
	case "PIAT":
		return i > first
	case "ADJD":
		return i > first && i+1 < len(words) && words[i+1].Tag == "ADJA"
	}
	return false
}

// shared returns the triples that all words of the phrase allow, 0 where they contradict each other.
func (d *document) shared(tokens []doc.Token, words []doc.Word, first, last int) bundle {
	shared, after := wholeBundle, noDeterminer
	for i := first; i < last; i++ {
		w := words[i]
		switch {
		case isDeterminer(w.Tag):
			if i == first {
				after = determines(w)
			}
			shared &= d.readingBundle(tokens[i].Text, w)
		case w.Tag == "ADJA":
			if w.Number != 0 { // "Moskauer" and "21." agree with everything
				shared &= adjectiveBundle(tokens[i].Text, after)
			}
		case w.Tag == "CARD" && after == noDeterminer:
			after = openEnd
		case w.Tag == "NN" && d.isAdjective(tokens[i].Text):
			shared &= adjectiveBundle(tokens[i].Text, after)
		case w.Tag == "NN":
			shared &= d.readingBundle(tokens[i].Text, w)
		case w.Tag == "NE":
			shared &= bundleOf(w.Cases, w.Gender, 0) // "die Philippinen"
		}
	}
	return shared
}

// isAdjective reports whether the form is an adjective in the lexicon, or looks like one, and is no noun there: "Abgeordneten".
func (d *document) isAdjective(form string) bool {
	readings := d.viewer.look(form).readings
	if len(readings) == 0 && d.viewer.look(form).signature != "?compound" {
		readings = d.lexicon.guess(uncapitalise(form)) // "Südchinesisches"
	}
	adjective := false
	for _, r := range readings {
		if r.Class == Noun {
			return false
		}
		adjective = adjective || r.Class == Adjective
	}
	return adjective
}

// readingBundle returns the triples of the readings that the word was filled from.
func (d *document) readingBundle(form string, w doc.Word) bundle {
	var b bundle
	for _, r := range d.viewer.look(form).readings {
		if tagOf(r) == w.Tag && r.Lemma == w.Lemma {
			b |= bundleOf(r.Cases, r.Gender, r.Number)
		}
	}
	if b == 0 {
		return bundleOf(w.Cases, w.Gender, w.Number)
	}
	return b
}
