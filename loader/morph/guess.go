package morph

import (
	"strings"

	"newsgraph/loader/doc"
)

const (
	anyCase   = doc.Nom | doc.Gen | doc.Dat | doc.Acc
	anyGender = doc.Masc | doc.Fem | doc.Neut
)

// guess returns readings for a word that the lexicon lacks, by its ending, the likeliest first: "nordkoreanischen" is an
// adjective, "twitterte" a verb, "abgeschobene" a participle that is declined.
func (l *Lexicon) guess(form string) []Reading {
	if startsUpper(form) {
		return l.guessNoun(form)
	}
	var out []Reading
	if stem, r, ok := cutAdjective(form); ok && hasSuffix(stem, adjectiveEndings) {
		r.Lemma = stem
		out = append(out, r)
	} else if hasSuffix(form, adjectiveEndings) {
		out = append(out, Reading{Class: Predicate, Lemma: form})
	}
	if rs, ok := l.prefixed(form); ok {
		return append(out, rs...)
	}
	return append(out, guessVerb(form)...)
}

// adjectiveEndings are suffixes that make adjectives.
var adjectiveEndings = []string{"isch", "lich", "ig", "bar", "los", "haft", "sam", "iell", "ell", "iv", "ös", "abel", "ibel", "frei", "voll", "reich", "weit", "fähig", "mäßig", "mässig",
	"artig", "förmig", "nah", "freundlich", "feindlich", "weise", "fach", "treu", "nahe", "fertig", "bereit", "weise", "gerecht", "würdig", "äugig", "seitig", "jährig", "stündig", "tägig", "köpfig", "end", "ierend", "iert"}

func hasSuffix(form string, endings []string) bool {
	for _, e := range endings {
		if len(form) > len(e)+1 && strings.HasSuffix(form, e) {
			return true
		}
	}
	return false
}

// declension is what an adjective's ending says.
var declension = []struct {
	ending string
	Reading
}{
	{"en", Reading{Cases: anyCase, Gender: anyGender, Number: doc.Sing | doc.Plur}},
	{"em", Reading{Cases: doc.Dat, Gender: doc.Masc | doc.Neut, Number: doc.Sing}},
	{"er", Reading{Cases: doc.Nom | doc.Gen | doc.Dat, Gender: anyGender, Number: doc.Sing | doc.Plur}},
	{"es", Reading{Cases: doc.Nom | doc.Acc, Gender: doc.Neut, Number: doc.Sing}},
	{"e", Reading{Cases: doc.Nom | doc.Acc, Gender: anyGender, Number: doc.Sing | doc.Plur}},
}

// cutAdjective takes an adjective's ending away.
func cutAdjective(form string) (stem string, r Reading, ok bool) {
	for _, d := range declension {
		if stem, ok := strings.CutSuffix(form, d.ending); ok && len(stem) > 2 {
			r := d.Reading
			r.Class = Adjective
			return stem, r, true
		}
	}
	return "", r, false
}

// prefixed reads "hinausgeworfen" as "hinaus" and "geworfen", "militärtechnisch" as "militär" and "technisch", "vereinbart"
// with its own lemma: what the lexicon says of the longest known rest, with the first part before the lemma.
func (l *Lexicon) prefixed(form string) ([]Reading, bool) {
	for at := range form {
		if at < 2 || len(form)-at < 5 {
			continue
		}
		if at < 6 && !l.IsPrefix(form[:at]) && !inseparable(form[:at]) {
			continue
		}
		var out []Reading
		for _, r := range l.spelt(nil, form[at:]) {
			verb := r.Class == Finite || r.Class == Infinitive || r.Class == Participle || r.Class == ZuForm
			if verb && r.Tag == "VV" && at < 12 && l.IsPrefix(form[:at]) || r.Class == Adjective || r.Class == Predicate {
				r.Lemma = form[:at] + r.Lemma
				out = append(out, r)
			}
		}
		if len(out) > 0 {
			return out, true
		}
	}
	return nil, false
}

func inseparable(prefix string) bool {
	switch prefix {
	case "un", "anti", "pro", "vor", "nach", "nord", "süd", "ost", "west", "mit", "über", "hoch", "super", "ultra", "ex", "neu", "top", "alt":
		return true
	}
	return false
}

// guessVerb reads weak verbs by their endings.
func guessVerb(form string) []Reading {
	past := func(stem string, n doc.Number, p Persons) []Reading {
		return []Reading{{Class: Finite, Tag: "VV", Lemma: stem + "en", Number: n, Person: p, Mood: doc.Indicative, Tense: doc.Past}}
	}
	const third, firstThird = Persons(4), Persons(5)
	for _, v := range []struct {
		ending string
		make   func(stem string) []Reading
	}{
		{"ierten", func(s string) []Reading { return past(s+"ier", doc.Plur, firstThird) }},
		{"ierte", func(s string) []Reading { return past(s+"ier", doc.Sing, firstThird) }},
		{"ieren", func(s string) []Reading {
			return []Reading{{Class: Infinitive, Tag: "VV", Lemma: s + "ieren"}, {Class: Finite, Tag: "VV", Lemma: s + "ieren", Number: doc.Plur, Person: firstThird, Mood: doc.Indicative, Tense: doc.Present}}
		}},
		{"ten", func(s string) []Reading { return past(s, doc.Plur, firstThird) }},
		{"te", func(s string) []Reading { return past(s, doc.Sing, firstThird) }},
		{"en", func(s string) []Reading {
			return []Reading{{Class: Infinitive, Tag: "VV", Lemma: s + "en"}, {Class: Finite, Tag: "VV", Lemma: s + "en", Number: doc.Plur, Person: firstThird, Mood: doc.Indicative, Tense: doc.Present}}
		}},
		{"t", func(s string) []Reading {
			if participle, ok := strings.CutPrefix(s, "ge"); ok && len(participle) > 2 {
				return []Reading{{Class: Participle, Tag: "VV", Lemma: infinitive(participle)}, {Class: Predicate, Lemma: s + "t"}}
			}
			lemma := infinitive(s)
			return []Reading{{Class: Finite, Tag: "VV", Lemma: lemma, Number: doc.Sing, Person: third, Mood: doc.Indicative, Tense: doc.Present}, {Class: Participle, Tag: "VV", Lemma: lemma}}
		}},
		{"e", func(s string) []Reading {
			return []Reading{{Class: Finite, Tag: "VV", Lemma: infinitive(s), Number: doc.Sing, Person: firstThird, Mood: doc.Reported, Tense: doc.Present}}
		}},
	} {
		if stem, ok := strings.CutSuffix(form, v.ending); ok && len(stem) > 2 {
			return v.make(stem)
		}
	}
	return nil
}

// infinitive makes the infinitive of a stem as it stands before -t: "schreite", "schwächel".
func infinitive(stem string) string {
	if strings.HasSuffix(stem, "el") || strings.HasSuffix(stem, "er") || strings.HasSuffix(stem, "e") {
		return stem + "n"
	}
	return stem + "en"
}

// nounEndings tell gender and number of nouns that the lexicon lacks. Longer ones come first.
var nounEndings = []struct {
	ending string
	cut    string // what to take off and
	add    string // put on for the lemma
	gender doc.Gender
	number doc.Number
	cases  doc.Case
}{
	{"innen", "nen", "", doc.Fem, doc.Plur, anyCase},
	{"ungen", "en", "", doc.Fem, doc.Plur, anyCase},
	{"heiten", "en", "", doc.Fem, doc.Plur, anyCase},
	{"keiten", "en", "", doc.Fem, doc.Plur, anyCase},
	{"schaften", "en", "", doc.Fem, doc.Plur, anyCase},
	{"täten", "en", "", doc.Fem, doc.Plur, anyCase},
	{"ionen", "en", "", doc.Fem, doc.Plur, anyCase},
	{"isten", "en", "", doc.Masc, doc.Sing | doc.Plur, anyCase},
	{"ismus", "", "", doc.Masc, doc.Sing, anyCase},
	{"ung", "", "", doc.Fem, doc.Sing, anyCase},
	{"heit", "", "", doc.Fem, doc.Sing, anyCase},
	{"keit", "", "", doc.Fem, doc.Sing, anyCase},
	{"schaft", "", "", doc.Fem, doc.Sing, anyCase},
	{"tät", "", "", doc.Fem, doc.Sing, anyCase},
	{"ion", "", "", doc.Fem, doc.Sing, anyCase},
	{"erin", "", "", doc.Fem, doc.Sing, anyCase},
	{"chens", "s", "", doc.Neut, doc.Sing, doc.Gen},
	{"chen", "", "", doc.Neut, doc.Sing | doc.Plur, anyCase},
	{"ments", "s", "", doc.Neut, doc.Sing, doc.Gen},
	{"ment", "", "", doc.Neut, doc.Sing, anyCase &^ doc.Gen},
	{"ers", "s", "", doc.Masc | doc.Neut, doc.Sing, doc.Gen},
	{"ern", "n", "", doc.Masc | doc.Neut, doc.Plur, doc.Dat},
	{"er", "", "", doc.Masc | doc.Neut, doc.Sing | doc.Plur, anyCase},
}

func (l *Lexicon) guessNoun(form string) []Reading {
	for _, e := range nounEndings {
		if strings.HasSuffix(form, e.ending) && len(form) > len(e.ending)+2 {
			return []Reading{{Class: Noun, Lemma: strings.TrimSuffix(form, e.cut) + e.add, Cases: e.cases, Gender: e.gender, Number: e.number}}
		}
	}
	return nil
}
