package morph

import (
	"strings"

	"newsgraph/loader/doc"
)

// findVerb looks for the finite verb of a sentence that got none outside subordinate clauses: in "Peru entsandte Soldaten nach
// Chile" the tagger takes "entsandte" for an adjective. The first word that can be finite, stands behind a noun, a pronoun or an
// adverb and does not end the sentence becomes it.
func findVerb(looks []*look, words []doc.Word) {
	candidate := -1
	for first := 0; first < len(words); {
		last := first
		for last < len(words) && words[last].Tag != "$," && words[last].Tag != "$." {
			last++
		}
		if !subordinate(words[first:last]) {
			if hasFinite(words[first:last]) {
				return
			}
			end := last - 1
			if last < len(words) && words[last].Tag == "$," {
				end = last // "Einige Angaben reichen, um ..."
			}
			for i := first + 1; i < end && candidate < 0; i++ {
				if couldBeFinite(looks[i], words[i].Tag, words[i-1].Tag) {
					candidate = i
				}
			}
		}
		first = last + 1
	}
	if candidate >= 0 {
		words[candidate].Tag = finiteTag(looks[candidate])
	}
}

// subordinate reports whether a conjunction, a relative pronoun or a question word opens the part, or "zu" makes it an infinitive clause.
func subordinate(part []doc.Word) bool {
	for i, w := range part {
		if i < 3 && (strings.HasPrefix(w.Tag, "KOU") || strings.HasPrefix(w.Tag, "PREL") || strings.HasPrefix(w.Tag, "PW")) || w.Tag == "PTKZU" || w.Tag == "VVIZU" {
			return true
		}
	}
	return false
}

func hasFinite(part []doc.Word) bool {
	for _, w := range part {
		if strings.HasSuffix(w.Tag, "FIN") || strings.HasSuffix(w.Tag, "IMP") {
			return true
		}
	}
	return false
}

// couldBeFinite reports whether a word that was tagged otherwise can be the finite verb behind a word with the tag before.
func couldBeFinite(v *look, tag, before string) bool {
	if !v.finite || startsUpper(v.form) {
		return false
	}
	switch tag {
	case "ADJA", "ADJD", "VVPP", "VVINF", "ADV":
	default:
		return false
	}
	switch before {
	case "NN", "NE", "PPER", "PIS", "PDS", "ADV", "PAV":
		return true
	}
	return false
}

// finiteTag returns the tag of the look's finite reading.
func finiteTag(v *look) string {
	for _, r := range v.readings {
		if r.Class == Finite {
			return tagOf(r)
		}
	}
	return "VVFIN" // guessed
}
