package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/inflect"
	"newsgraph/internal/ontology"
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
	if k := head - men.First; head < men.Last && k < len(words) {
		words[k] = x.fullNoun(men, head, words[k])
		name = strings.Join(words, " ")
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

// fullNoun writes the noun at token t of a body's name in the nominative and in full: "des [Bundesverbands] der Lotsen", "die [Uni] Bremen".
func (x *resolution) fullNoun(men doc.Mention, t int, form string) string {
	w := x.d.Words[t]
	switch {
	case t+1 >= men.Last || men.Type != ontology.Organization || w.Tag != "NN":
		return form
	case form == "Uni":
		return "Universität"
	case men.First == 0 || w.Gender&doc.Fem != 0 || !strings.HasSuffix(form, "s") || strings.HasSuffix(w.Lemma, "s"):
		return form
	}
	switch strings.ToLower(x.d.Tokens[men.First-1].Text) {
	case "des", "eines", "dieses", "seines", "ihres", "jenes":
		return w.Lemma
	}
	return form
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
