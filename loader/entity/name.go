package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/inflect"
	"newsgraph/loader/doc"
)

// upright puts the adjectives at the head of an unlisted name into the nominative: "[mit der] Demokratischen Mitte" is the "Demokratische
// Mitte", "[vom] Roten Halbmond" the "Roter Halbmond".
func (x *resolution) upright(men doc.Mention, name string) string {
	words := strings.Fields(name)
	head := men.First
	for head < men.Last && head-men.First < len(words) && x.d.Words[head].Tag == "ADJA" && capital(x.d.Tokens[head].Text) {
		head++
	}
	if head == men.First || head == men.Last || x.d.Words[head].Tag != "NN" && x.d.Words[head].Tag != "NE" {
		return name
	}
	w := x.d.Words[head]
	gender, known := map[doc.Gender]inflect.Gender{doc.Masc: inflect.Masculine, doc.Fem: inflect.Feminine, doc.Neut: inflect.Neuter}[w.Gender]
	plural := w.Number == doc.Plur
	if !known && !plural {
		return name
	}
	for i := range head - men.First {
		if strings.HasSuffix(words[i], "er") && x.d.Words[men.First+i].Lemma == words[i] {
			continue // "Berliner Ensemble" is not declined
		}
		words[i] = inflect.Adjective(words[i], plural, gender)
	}
	return strings.Join(words, " ")
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
