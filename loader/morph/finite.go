package morph

import "newsgraph/loader/doc"

func onePerson(s Persons) int8 {
	for _, p := range []int{3, 1, 2} {
		if s.Has(p) {
			return int8(p)
		}
	}
	return 0
}

// subjectPronoun returns person and number of a pronoun of the first or second person beside the verb, else 3 and 0.
func subjectPronoun(tokens []doc.Token, i int) (person int, number doc.Number) {
	for k := max(0, i-2); k < min(len(tokens), i+3); k++ {
		switch tokens[k].Text {
		case "ich", "Ich":
			return 1, doc.Sing
		case "du", "Du":
			return 2, doc.Sing
		case "wir", "Wir":
			return 1, doc.Plur
		}
	}
	return 3, 0
}

// finite chooses among the finite readings: with a subject of the third person "werde" and "reise" can only be Reported, with
// "ich" they are Indicative; where Indicative and another mood share the form, it is Indicative ("lieferte", "haben").
func finite(w *doc.Word, readings []Reading, person int, number doc.Number) {
	var best *Reading
	for i := range readings {
		r := &readings[i]
		if r.Class != Finite || r.Lemma != w.Lemma {
			continue
		}
		if best == nil || rank(r, person, number) > rank(best, person, number) {
			best = r
		}
	}
	if best == nil {
		if w.Mood == doc.NoMood {
			w.Mood, w.Person = doc.Indicative, 3
		}
		return
	}
	w.Mood, w.Tense, w.Number, w.Person = best.Mood, best.Tense, 0, onePerson(best.Person)
	if best.Person.Has(person) {
		w.Person = int8(person)
	}
	for _, r := range readings {
		if r.Class == Finite && r.Lemma == best.Lemma && r.Mood == best.Mood && r.Tense == best.Tense && r.Person.Has(int(w.Person)) {
			w.Number |= r.Number
		}
	}
}

// rank prefers readings that agree with the subject, then the indicative, then the present.
func rank(r *Reading, person int, number doc.Number) int {
	score := 0
	if r.Person.Has(person) && (number == 0 || r.Number&number != 0) {
		score += 8
	}
	if r.Mood == doc.Indicative {
		score += 4
	}
	if r.Mood == doc.Reported {
		score += 2
	}
	if r.Tense == doc.Present {
		score++
	}
	return score
}
