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
	for i := range tokens {
		tag, sure := markTag(tokens[i].Text)
		if !sure {
			d.features = scene.Features(i, tag1, tag2, d.features[:0])
			clear(d.scores)
			d.tagger.Score(d.features, d.scores)
			tag = d.mend(scene, i, tag1, d.tagger.Labels[linear.Best(d.scores, d.allowed(looks[i]))])
		}
		words[i].Tag = tag
		scene.Advance(tag)
		tag1, tag2 = tag, tag1
	}
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
	if tag == "NN" && len(v.readings) == 0 && acronym(v.form) {
		return "NE"
	}
	if tag != "NE" || !strings.HasPrefix(v.signature, "NN") || strings.Contains(v.signature, "~") || strings.ToUpper(v.form) == v.form {
		return tag
	}
	genitive := before == "NE" && strings.HasSuffix(s.at(i-1).form, "s") && strings.Contains(s.at(i-1).signature, "P")
	if isDeterminer(before) || before == "ADJA" || before == "CARD" || genitive {
		return "NN"
	}
	return tag
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
