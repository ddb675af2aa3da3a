package morph

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// tag sets the tags of a sentence.
func (d *document) tag(tokens []doc.Token, words []doc.Word) {
	looks := make([]*look, len(tokens))
	for i, t := range tokens {
		looks[i] = d.viewer.look(t.Text)
	}
	scene := newScene(looks)
	tag1, tag2 := "-", "-"
	nested := false // in "die [vom Iran] unterstützten Rebellen"
	for i := range tokens {
		tag, sure := markTag(tokens[i].Text)
		if !sure {
			d.features = scene.Features(i, tag1, tag2, d.features[:0])
			clear(d.scores)
			d.tagger.Score(d.features, d.scores)
			tag = d.mend(scene, i, tag1, d.tagger.Labels[linear.Best(d.scores, d.allowed(looks[i]))])
			if nested && tag[0] == 'V' && scene.attributive(i) {
				tag = "ADJA"
			}
		}
		words[i].Tag = tag
		nested = nested && !nests(tag) || isDeterminer(tag1) && tag == "APPR"
		scene.Advance(tag)
		tag1, tag2 = tag, tag1
	}
	findVerb(looks, words)
}

// allowed returns which labels a form may get, nil for all: a word of four letters or more that no list of a closed class has is
// in no closed class.
func (d *document) allowed(v *look) func(label int) bool {
	if v.closed || len(v.form) < 4 {
		return nil
	}
	return func(label int) bool { return !d.closed[label] }
}

// closedTags are the tags whose words the lists have.
func closedTags(labels []string) []bool {
	out := make([]bool, len(labels))
	for i, label := range labels {
		switch label {
		case "ART", "APPR", "APPRART", "APPO", "APZR", "KON", "KOUS", "KOUI", "KOKOM", "PTKZU", "PTKNEG", "PTKA", "PTKANT", "PPER", "PRF", "PDS", "PDAT", "PIS", "PIAT",
			"PPOSAT", "PRELS", "PRELAT", "PWS", "PWAT", "PWAV", "PAV":
			out[i] = true
		}
	}
	return out
}

// mend overrules the tagger where a form leaves no choice: "Umwelt-" is cut off, and a noun of the lexicon that no list has as a
// name is none behind an article, a number or a genitive ("Nordkoreas Machthaber").
func (d *document) mend(s *Scene, i int, before, tag string) string {
	v := s.looks[i]
	if strings.HasSuffix(v.form, "-") && startsUpper(v.form) {
		return "TRUNC"
	}
	if (tag[0] == 'V' || tag == "ADV" || tag == "ADJD") && joined(v.form) {
		return "NN"
	}
	if tag[0] == 'V' {
		return v.verbTag(tag)
	}
	if isAddress(v.form) && !v.closed {
		return "NE"
	}
	if tag == "ADJA" && i > 0 && d.isPerson(v.form) && !startsUpper(s.at(i+1).form) && !strings.Contains(s.at(i+1).signature, "ADJ") && s.at(i+1).form != "-" {
		return "NN"
	}
	if tag == "ART" && s.at(i-1).form == "," && s.relative(i) {
		return "PRELS"
	}
	if tag == "PDS" && s.opensPhrase(i) {
		return "ART"
	}
	if tag == "NN" && len(v.readings) == 0 && acronym(v.form) {
		return "NE"
	}
	if tag != "NE" || !strings.HasPrefix(v.signature, "NN") || strings.Contains(v.signature, "~") || strings.ToUpper(v.form) == v.form {
		return tag
	}
	genitive := before == "NE" && strings.HasSuffix(s.at(i-1).form, "s") && strings.Contains(s.at(i-1).signature, "P")
	amount := before == "CARD" || strings.HasPrefix(s.at(i-1).form, "Milli")
	if isDeterminer(before) || before == "ADJA" || amount || genitive {
		return "NN"
	}
	return tag
}

// joined reports whether a form is a noun for its hyphen: "SPÖ-Obmann".
func joined(form string) bool {
	i := strings.LastIndexByte(form, '-')
	return i > 0 && startsUpper(form) && startsUpper(form[i+1:])
}

// acronym reports whether a form without hyphen has two capitals or more: "SPÖ", "AfD".
func acronym(form string) bool {
	capitals := 0
	for _, r := range form {
		if unicode.IsUpper(r) {
			capitals++
		}
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return capitals >= 2 && utf8.RuneCountInString(form) <= 6
}

// markTag returns the tag of a punctuation mark; "%" and "&" are words.
func markTag(form string) (tag string, sure bool) {
	switch form {
	case ",":
		return "$,", true
	case ".", "!", "?", ";", ":":
		return "$.", true
	case "…":
		return "$(", true
	}
	for _, r := range form {
		if !unicode.IsPunct(r) || r == '%' || r == '&' || r == '§' || r == '*' {
			return "", false
		}
	}
	return "$(", true
}

// opensPhrase reports whether the word can be an article and an adjective with a noun stands behind it: "das [weitgehend]
// isolierte Land", "das isolierte, arme Land".
func (s *Scene) opensPhrase(i int) bool {
	if !strings.HasPrefix(s.looks[i].signature, "ART|") {
		return false
	}
	next := i + 1
	if adverb := s.at(next); adverb.signature == "ADJD" || adverb.signature == "ADV" {
		next++
	}
	adjective, behind := s.at(next), s.at(next+1)
	if startsUpper(adjective.form) {
		return false
	}
	if adjective.signature == "ADJA" {
		return startsUpper(behind.form) || behind.form == "," && s.at(next+2).signature == "ADJA"
	}
	// "isolierte" is a verb too: "Das isolierte Putin".
	return strings.HasPrefix(adjective.signature, "ADJA|") && strings.HasPrefix(behind.signature, "NN")
}

// verbTag returns the tag, or where the lexicon has other forms of a verb only, the first of those: "geht" is never a participle.
func (v *look) verbTag(tag string) string {
	other := ""
	for _, r := range v.readings {
		t := tagOf(r)
		if t[0] == 'V' && akin(t, tag) {
			return tag
		}
		if t[0] == 'V' && (other == "" || r.Class == Finite) {
			other = t
		}
	}
	if other == "" {
		return tag
	}
	return other
}

// isAddress reports whether the form is a URL, an e-mail address or the name of a site or an account.
func isAddress(form string) bool {
	dot := strings.IndexByte(form, '.')
	letters := strings.IndexFunc(form, unicode.IsLetter) >= 0
	return letters && (dot > 1 && dot < len(form)-1 && strings.IndexFunc(form[dot:], unicode.IsDigit) < 0 || strings.ContainsAny(form, "@#_") || strings.Contains(form, "://"))
}

// nests reports whether a tag ends the part between a determiner and its participle.
func nests(tag string) bool {
	return tag == "ADJA" || tag[0] == 'V' || tag == "$." || tag == "$,"
}

// attributive reports whether the word can be an adjective and a noun stands behind it.
func (s *Scene) attributive(i int) bool {
	return strings.Contains(s.looks[i].signature, "ADJA") && startsUpper(s.at(i+1).form)
}

// isPerson reports whether a form is an adjective written as a noun: "der 70-Jährige", "der Aufständische".
func (d *document) isPerson(form string) bool {
	last := form[strings.LastIndexByte(form, '-')+1:]
	return startsUpper(last) && d.isAdjective(last)
}

// relative reports whether an article behind a comma is a relative pronoun: a name without adjective stands behind it, and the
// last word before the next mark is a finite verb: "das Schiff, [den] China der Ukraine abgekauft hatte". Names of countries that
// have an article are mostly feminine, so "die" is left alone.
func (s *Scene) relative(i int) bool {
	switch s.looks[i].form {
	case "der", "den", "dem", "das":
		return strings.HasPrefix(s.at(i+1).signature, "~") && s.last[i].onlyVerb
	}
	return false
}
