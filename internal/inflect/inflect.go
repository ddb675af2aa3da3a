// Package inflect puts German noun phrases into the form under which one names a thing: the nominative without an article. For example,
// "ballistischen Raketen" is "ballistische Raketen", and "dem südkoreanischen Minister" is a "südkoreanischer Minister".
//
// It knows endings and no words; who asks brings number and gender.
package inflect

import (
	"strings"
	"unicode/utf8"
)

// A Gender is the grammatical gender of a noun in the singular.
type Gender byte

// Genders; Unknown takes the feminine ending, which is also the plural's.
const (
	Unknown Gender = iota
	Masculine
	Feminine
	Neuter
)

// Adjective gives a declined adjective the ending of the strong nominative: "militärischer" before a feminine noun is "militärische".
func Adjective(form string, plural bool, g Gender) string {
	end := "e"
	switch {
	case plural:
	case g == Masculine:
		end = "er"
	case g == Neuter:
		end = "es"
	}
	for _, old := range []string{"en", "er", "em", "es", "e"} {
		if stem, ok := strings.CutSuffix(form, old); ok && utf8.RuneCountInString(stem) > 2 {
			return stem + end
		}
	}
	return form
}

// Plural takes the dative's -n off a noun in the plural, where the lemma tells that it is no part of the stem: "Panzern" of "Panzer" is
// "Panzer", "Raketen" of "Rakete" stays.
func Plural(form, lemma string) string {
	if strings.HasSuffix(form, "n") && !strings.HasSuffix(lemma, "n") && !strings.HasSuffix(lemma, "e") {
		if strings.HasSuffix(form, "en") && !strings.HasSuffix(lemma, "er") && !strings.HasSuffix(lemma, "el") && !strings.HasSuffix(form, "sen") && !umlautPlural(form, lemma) {
			return form // "Staaten" of "Staat"
		}
		return strings.TrimSuffix(form, "n")
	}
	return form
}

// umlautPlural reports whether the plural is made with -e or -er, so that -n is the dative's: "Gästen" of "Gast", "Ländern" of "Land".
func umlautPlural(form, lemma string) bool {
	return strings.HasSuffix(form, "ern") || strings.ContainsAny(form, "äöü") && !strings.ContainsAny(lemma, "äöü")
}
