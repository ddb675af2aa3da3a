package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/inflect"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// unnamed makes or finds the entity of an actor without a name. A definite plural or compound takes up a group named before
// whose name ends in the same noun: "Huthi-Rebellen ... die Rebellen".
func (x *resolution) unnamed(p int, w doc.Word, class string) []int {
	ph := x.d.Phrases[p]
	name := x.phraseName(p)
	typ := ontology.Organization
	if class == "person" && ph.Number != doc.Plur && w.Number != doc.Plur {
		typ = ontology.Person
	}
	if e := x.namedBody(ph, w, typ); e >= 0 {
		return []int{e}
	}
	if e := x.fighters(ph, w); e >= 0 {
		return []int{e}
	}
	if x.definite(ph) || ph.Number == doc.Plur {
		for i := len(x.history) - 1; i >= x.memory(); i-- {
			e := x.history[i].entity
			if x.Entities[e].Type == typ && x.endsIn(e, w) && (x.bare(ph) || x.Entities[e].Local && ontology.Fold(x.Entities[e].Name) == ontology.Fold(name)) {
				return []int{e}
			}
		}
	}
	key := "local\x00" + typ + "\x00" + ontology.Fold(name)
	if e, ok := x.byKey[key]; ok {
		return []int{e}
	}
	u := doc.Entity{Name: name, Type: typ, Aliases: []string{name}, Local: true}
	if typ == ontology.Organization {
		u.Kind = x.bodies.Kind(w.Lemma, w.Head)
	}
	return []int{x.add(key, u)}
}

// fighters is the armed group whose men a compound names, "die PKK-Kämpfer", or the body with what it is: "die Likud-Partei".
func (x *resolution) fighters(ph doc.Phrase, w doc.Word) int {
	for _, m := range x.mentionsIn(ph) {
		if men := x.d.Mentions[m]; men.First == ph.Head && men.Kind == doc.Adjective && x.Refs[m] >= 0 && x.Entities[x.Refs[m]].Type == ontology.Organization &&
			(x.Entities[x.Refs[m]].Kind == "armed" || x.Entities[x.Refs[m]].Kind == x.bodies.Kind(w.Lemma, w.Head)) && x.Entities[x.Refs[m]].Kind != "" {
			return x.Refs[m]
		}
	}
	return -1
}

// body notes the nouns that stand with a body's name and say what it is: "der Rüstungskonzern Hallberg".
func (x *resolution) body(p, e, before int) {
	for t := x.d.Phrases[p].First; t < before; t++ {
		w := x.d.Words[t]
		kind := x.bodies.Kind(w.Lemma, w.Head)
		if kind == "" || w.Tag != "NN" && w.Tag != "NE" {
			continue
		}
		x.Entities[e].Called = append(x.Entities[e].Called, w.Lemma)
		if x.Entities[e].Kind == "" {
			x.Entities[e].Kind = kind
		}
		x.gendered(e, w)
	}
}

// gendered notes the gender of a body by a noun that is beside its name or ends it: "der Konzern ... er", "die Union ... sie".
func (x *resolution) gendered(e int, w doc.Word) {
	if g := map[doc.Gender]string{doc.Masc: "m", doc.Fem: "f", doc.Neut: "n"}[w.Gender]; g != "" && w.Known && w.Tag == "NN" {
		x.gender[e] = g
	}
}

// articled notes the gender of a body by the article before its name: "mit der PSOE".
func (x *resolution) articled(e int, ph doc.Phrase) {
	first := ph.First
	if ph.Prep != "" && x.d.Words[first].Tag == "APPR" {
		first++
	}
	w := x.d.Words[first]
	if g := map[doc.Gender]string{doc.Masc: "m", doc.Fem: "f", doc.Neut: "n"}[w.Gender]; g != "" && first < ph.Head && w.Number == doc.Sing && (w.Tag == "ART" || w.Tag == "APPRART") && x.gender[e] == "" {
		x.gender[e] = g
	}
}

// namedBody is the body whose name a bare "der Konzern" takes up: the last one that the text called so or that is one, or -1.
func (x *resolution) namedBody(ph doc.Phrase, w doc.Word, typ string) int {
	kind := x.bodies.Kind(w.Lemma, w.Head)
	if kind == "" || kind == "state" || typ != ontology.Organization || !x.definite(ph) || !x.bare(ph) || ph.Number == doc.Plur {
		return -1
	}
	tail := strings.ToLower(w.Lemma)
	for i := len(x.history) - 1; i >= x.memory(); i-- {
		e := x.history[i].entity
		if x.Entities[e].Type != typ || x.Entities[e].Local {
			continue
		}
		if x.Entities[e].Kind == kind && w.Lemma == w.Head || slices.ContainsFunc(x.Entities[e].Called, func(n string) bool { return strings.HasSuffix(strings.ToLower(n), tail) }) {
			return e
		}
	}
	return -1
}

// endsIn reports whether one of the entity's names ends in the noun.
func (x *resolution) endsIn(e int, w doc.Word) bool {
	tail := strings.ToLower(w.Lemma)
	return slices.ContainsFunc(append(slices.Clone(x.Entities[e].Aliases), x.Entities[e].Name), func(n string) bool {
		n = strings.ToLower(n)
		for _, link := range []string{" der ", " des ", " von ", " für ", " aus "} { // "Chefin der Nordbank" is no bank
			n, _, _ = strings.Cut(n, link)
		}
		return strings.HasSuffix(n, tail) || strings.HasSuffix(n, tail+"en") || strings.HasSuffix(n, tail+"n") || strings.HasSuffix(n, tail+"s")
	})
}

// bare reports whether nothing but an article stands before the noun, so that it must have been introduced.
func (x *resolution) bare(ph doc.Phrase) bool {
	for t := ph.First; t < ph.Head; t++ {
		if tag := x.d.Words[t].Tag; tag == "ADJA" || tag == "CARD" || tag == "PIAT" {
			return false
		}
	}
	return true
}

// phraseName names an unnamed actor by its noun phrase, without preposition and article, a genitive behind it included.
func (x *resolution) phraseName(p int) string {
	ph := x.d.Phrases[p]
	first := ph.Head
	for first > ph.First && x.describes(first-1, ph) {
		first--
	}
	last := ph.Last
	lo, hi := x.d.PhrasesAround(ph.Head)
	for _, c := range x.d.Phrases[lo:hi] {
		if c.Parent == p && c.First == last && (c.Rel == doc.Genitive || c.Prep == "von" && !(ph.Clause >= 0 && x.d.Clauses[ph.Clause].Verb.Passive)) {
			last = c.Last
		}
	}
	var words []string
	for t := first; t < ph.Last; t++ {
		words = append(words, x.nominative(t, ph))
	}
	if last > ph.Last {
		words = append(words, strings.Fields(x.d.Text(ph.Last, last))...)
	}
	return strings.Join(words, " ")
}

// nominative is the form of a word of the phrase under which the actor is named: "des Büros" is "Büro".
func (x *resolution) nominative(t int, ph doc.Phrase) string {
	form, w, head := x.d.Tokens[t].Text, x.d.Words[t], x.d.Words[ph.Head]
	plural := ph.Number == doc.Plur || ph.Number != doc.Sing && head.Number == doc.Plur
	gender := map[doc.Gender]inflect.Gender{doc.Masc: inflect.Masculine, doc.Fem: inflect.Feminine, doc.Neut: inflect.Neuter}[head.Gender]
	switch {
	case t == ph.Head && w.Tag == "NN" && plural && form == w.Lemma+"n" && x.actors.Class(w.Lemma+"r", "") != "":
		return w.Lemma // "die Verbündeten": declined as an adjective
	case t == ph.Head && w.Tag == "NN" && plural && ph.Cases != 0 && ph.Cases&doc.Dat == 0:
		return form // -n can be the dative's alone
	case t == ph.Head && w.Tag == "NN" && plural && w.Gender == doc.Neut && ph.Cases == doc.Dat:
		return strings.TrimSuffix(form, "n") // "Flugzeugen"
	case t == ph.Head && w.Tag == "NN" && plural:
		return inflect.Plural(form, w.Lemma)
	case t == ph.Head && w.Tag == "NN" && (ph.Number == doc.Sing || ph.Number != doc.Plur && x.definite(ph)) && w.Known && !strings.HasSuffix(w.Lemma, "e"):
		return w.Lemma
	case t == ph.Head && w.Tag == "NN" && ph.Cases == doc.Gen && !plural && !w.Known && w.Gender&doc.Fem == 0:
		return strings.TrimSuffix(strings.TrimSuffix(form, "es"), "s") // "des Verteidigungsministeriums", "des Bankenverbandes"
	case t < ph.Head && w.Tag == "ADJA" && isUpper(form):
		return form // "Hamburger"
	case t < ph.Head && w.Tag == "ADJA":
		return inflect.Adjective(form, plural, gender)
	}
	return form
}

func isUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// describes reports whether the token before an unnamed actor's noun belongs to its name: adjectives and numbers, but neither article nor
// what stands inside the phrase by itself ("eine [von Riad geführte] Allianz").
func (x *resolution) describes(t int, ph doc.Phrase) bool {
	switch x.d.Words[t].Tag {
	case "ADJA":
		return t-1 < ph.First || x.d.Words[t-1].Tag != "NE" && x.d.Words[t-1].Tag != "NN"
	case "CARD", "TRUNC":
		return true
	case "KON":
		return t > ph.First && (x.d.Words[t-1].Tag == "ADJA" || x.d.Words[t-1].Tag == "TRUNC")
	}
	return false
}
