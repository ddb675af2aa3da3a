package entity

import (
	"slices"
	"strings"

	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// describe goes through the phrases in the order of the text and says what each means.
func (x *resolution) describe() {
	order := make([]int, len(x.d.Phrases))
	for p := range order {
		order[p] = p
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if x.d.Phrases[a].First != x.d.Phrases[b].First {
			return x.d.Phrases[a].First - x.d.Phrases[b].First
		}
		return x.d.Phrases[b].Last - x.d.Phrases[a].Last
	})
	subject := x.subjects()
	for _, p := range order {
		x.own(p)
	}
	for _, p := range order {
		x.Means[p] = x.meaning(p)
		for _, e := range x.Means[p] {
			ph := x.d.Phrases[p]
			x.history = append(x.history, seen{e, x.sentence(ph.Head), ph.Head, ph.Clause, subject[p]})
		}
	}
}

// subjects marks the phrases that are subjects.
func (x *resolution) subjects() map[int]bool {
	out := map[int]bool{}
	for _, c := range x.d.Clauses {
		for _, a := range c.Args {
			if a.Role == doc.Subject && a.Phrase >= 0 {
				out[a.Phrase] = true
			}
		}
	}
	return out
}

func (x *resolution) sentence(token int) int {
	i, _ := slices.BinarySearchFunc(x.d.Sentences, token, func(s doc.Sentence, t int) int {
		switch {
		case s.Last <= t:
			return -1
		case s.First > t:
			return 1
		}
		return 0
	})
	return i
}

// own notes whom the adjectives inside a phrase point to: "nordkoreanisch-russische Gespräche" to two states.
func (x *resolution) own(p int) {
	ph := x.d.Phrases[p]
	for _, m := range x.mentionsIn(ph) {
		men := x.d.Mentions[m]
		if men.Kind != doc.Adjective {
			continue
		}
		for _, name := range strings.Split(men.Key, "|") {
			e := x.implied(name)
			if x.Entities[e].ActsFor > 0 && x.Entities[e].Type == ontology.Place {
				e = x.Entities[e].ActsFor - 1
			}
			x.Owners[p] = append(x.Owners[p], e)
		}
	}
}

// mentionsIn lists the mentions inside a phrase.
func (x *resolution) mentionsIn(ph doc.Phrase) []int {
	i, _ := slices.BinarySearchFunc(x.d.Mentions, ph.First, func(m doc.Mention, t int) int { return m.First - t })
	var out []int
	for ; i < len(x.d.Mentions) && x.d.Mentions[i].Last <= ph.Last; i++ {
		out = append(out, i)
	}
	return out
}

// meaning says what a phrase means.
func (x *resolution) meaning(p int) []int {
	ph := x.d.Phrases[p]
	x.possessive(p)
	for _, m := range x.mentionsIn(ph) {
		if men := x.d.Mentions[m]; men.Kind == doc.Name && ph.Head >= men.First && ph.Head < men.Last {
			x.office(p, x.Refs[m], men.First)
			return []int{x.Refs[m]}
		}
	}
	switch w := x.d.Words[ph.Head]; w.Tag {
	case "PPER", "PDS":
		return x.pronoun(p)
	case "PRELS":
		return x.relative(ph)
	case "NN", "NE", "ADJA":
		if e := x.apposed(p); e >= 0 {
			x.office(p, e, ph.Last)
			return []int{e}
		}
		return x.noun(p, w)
	}
	return nil
}

// apposed is the person or body whose name stands in apposition: "der Berater der USA, [Jake Sullivan], ...".
func (x *resolution) apposed(p int) int {
	ph := x.d.Phrases[p]
	if ph.Rel == doc.Apposition && ph.Parent >= 0 {
		if e := x.direct(ph.Parent); len(e) > 0 {
			return e[0]
		}
	}
	for q := p + 1; q < len(x.d.Phrases) && x.d.Phrases[q].First < ph.Last+12; q++ {
		if x.d.Phrases[q].Parent == p && x.d.Phrases[q].Rel == doc.Apposition {
			if e := x.direct(q); len(e) > 0 {
				return e[0]
			}
		}
	}
	return -1
}

// possessive resolves "sein" and "ihr" inside a phrase to the last subject that can own.
func (x *resolution) possessive(p int) {
	ph := x.d.Phrases[p]
	for t := ph.First; t < ph.Last; t++ {
		if x.d.Words[t].Tag != "PPOSAT" {
			continue
		}
		form := strings.ToLower(x.d.Tokens[t].Text)
		if e := x.antecedent(ph, func(e int) bool { return x.owns(form, e) }); e >= 0 {
			x.Owners[p] = append(x.Owners[p], e)
		}
		return
	}
}

func (x *resolution) owns(form string, e int) bool {
	switch {
	case strings.HasPrefix(form, "sein"):
		return x.gender[e] != "f" && !x.Entities[e].Local
	case strings.HasPrefix(form, "ihr"):
		return x.gender[e] == "f" || x.Entities[e].Type == ontology.Organization
	}
	return false
}

// antecedent finds the last entity before the phrase, two sentences back at most, that fits; subjects go first, and so do those of
// the sentence at hand.
func (x *resolution) antecedent(ph doc.Phrase, fits func(int) bool) int {
	here := x.sentence(ph.First)
	best, score := -1, 0
	for i := len(x.history) - 1; i >= 0 && x.history[i].sentence >= here-2; i-- {
		h := x.history[i]
		if h.token >= ph.First || !fits(h.entity) {
			continue
		}
		s := 10 - 3*(here-h.sentence)
		if h.subject {
			s += 4
		}
		if s > score {
			best, score = h.entity, s
		}
	}
	return best
}

// pronoun resolves "er", "sie", "ihm", "dieser". An argument of the same clause is never meant: "Kim traf ihn".
func (x *resolution) pronoun(p int) []int {
	ph := x.d.Phrases[p]
	var want func(e int) bool
	switch form := strings.ToLower(x.d.Tokens[ph.Head].Text); form {
	case "er", "ihn", "ihm", "dieser", "diesen", "diesem":
		want = func(e int) bool { return x.Entities[e].Type == ontology.Person && x.gender[e] != "f" }
	case "sie", "ihr", "diese":
		if ph.Number == doc.Plur || x.pluralSubject(p) {
			return x.group(ph)
		}
		want = func(e int) bool { return x.Entities[e].Type == ontology.Person && x.gender[e] != "m" }
	case "es":
		want = func(e int) bool { return x.Entities[e].Type == ontology.State }
	default:
		return nil
	}
	e := x.antecedent(ph, func(e int) bool { return want(e) && !x.sameClause(e, ph) })
	if e < 0 || x.Entities[e].Type == ontology.State && !x.inSentence(e, ph) {
		return nil
	}
	return []int{e}
}

// pluralSubject reports whether the phrase is the subject of a verb in the plural.
func (x *resolution) pluralSubject(p int) bool {
	c := x.d.Phrases[p].Clause
	if c < 0 || x.d.Clauses[c].Verb.Finite < 0 {
		return false
	}
	return x.d.Words[x.d.Clauses[c].Verb.Finite].Number == doc.Plur && slices.ContainsFunc(x.d.Clauses[c].Args, func(a doc.Arg) bool {
		return a.Phrase == p && a.Role == doc.Subject
	})
}

func (x *resolution) sameClause(e int, ph doc.Phrase) bool {
	return slices.ContainsFunc(x.history, func(h seen) bool { return h.entity == e && h.clause == ph.Clause && h.clause >= 0 })
}

func (x *resolution) inSentence(e int, ph doc.Phrase) bool {
	here := x.sentence(ph.First)
	return slices.ContainsFunc(x.history, func(h seen) bool { return h.entity == e && h.sentence == here })
}

// group is what "sie" in the plural takes up: the last unnamed group, or nothing.
func (x *resolution) group(ph doc.Phrase) []int {
	e := x.antecedent(ph, func(e int) bool {
		return x.Entities[e].Local && x.Entities[e].Type == ontology.Organization || x.Entities[e].Kind == "armed"
	})
	if e < 0 {
		return nil
	}
	return []int{e}
}

// relative takes up the antecedent of the relative clause.
func (x *resolution) relative(ph doc.Phrase) []int {
	if ph.Clause < 0 || x.d.Clauses[ph.Clause].Kind != doc.RelClause {
		return nil
	}
	a := x.d.Clauses[ph.Clause].Antecedent
	if a < 0 {
		return nil
	}
	return slices.Clone(x.Means[a])
}

// noun resolves a description: an office, a state's government, two parties, or an unnamed actor.
func (x *resolution) noun(p int, w doc.Word) []int {
	ph := x.d.Phrases[p]
	if both := x.both(ph, w); both != nil {
		return both
	}
	class := x.actors[w.Lemma]
	if class == "" {
		class = x.actors[w.Head]
	}
	if class == "state" {
		if s := x.statesOf(p); len(s) > 0 {
			return s
		}
		if s := x.sameState(ph, w); s >= 0 {
			return []int{s}
		}
		return nil
	}
	if t, ok := x.names.Title(x.d.Tokens[ph.Head].Text); ok && t.Class != "citizen" {
		return x.titled(p, t)
	}
	if class == "" {
		return nil
	}
	return x.unnamed(p, w, class)
}

// both resolves "beide Länder", "die beiden Politiker" to the last two that fit.
func (x *resolution) both(ph doc.Phrase, w doc.Word) []int {
	two := false
	for t := ph.First; t < ph.Head; t++ {
		if l := strings.ToLower(x.d.Tokens[t].Text); strings.HasPrefix(l, "beide") || l == "zwei" && t > ph.First {
			two = true
		}
	}
	if !two || w.Number == doc.Sing {
		return nil
	}
	typ := ontology.Person
	switch w.Head {
	case "Land", "Staat", "Seite", "Regierung", "Nation", "Volk", "Partei", "Nachbar", "Nachbarland", "Hauptstadt":
		typ = ontology.State
	}
	var out []int
	for i := len(x.history) - 1; i >= 0 && len(out) < 2; i-- {
		e := x.history[i].entity
		if x.Entities[e].ActsFor > 0 && typ == ontology.State {
			e = x.Entities[e].ActsFor - 1
		}
		if x.Entities[e].Type == typ && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// statesOf finds the states that a phrase such as "Regierung in Moskau", "russische Führung", "US-Regierung", "Vertreter der USA und
// Perus" means.
func (x *resolution) statesOf(p int) []int {
	var out []int
	for _, e := range append(slices.Clone(x.Owners[p]), x.attributes(p)...) {
		if s := x.asState(e); s >= 0 && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func (x *resolution) asState(e int) int {
	if e >= 0 && x.Entities[e].Type != ontology.State && x.Entities[e].ActsFor > 0 {
		e = x.Entities[e].ActsFor - 1
	}
	if e >= 0 && x.Entities[e].Type == ontology.State {
		return e
	}
	return -1
}

// attributes lists what hangs on a phrase as genitive, or with "von", "in", "aus".
func (x *resolution) attributes(p int) []int {
	var out []int
	for q, ph := range x.d.Phrases {
		if ph.Parent == p && (ph.Rel == doc.Genitive || ph.Rel == doc.PrepAttr && slices.Contains([]string{"von", "in", "aus", "an", "bei"}, ph.Prep)) {
			out = append(out, x.direct(q)...)
			for r, c := range x.d.Phrases {
				if c.Parent == q && c.Rel == doc.Conjunct {
					out = append(out, x.direct(r)...)
				}
			}
		}
	}
	return out
}

// direct is what a phrase names by itself, whether or not its turn in the text has come.
func (x *resolution) direct(q int) []int {
	ph := x.d.Phrases[q]
	for _, m := range x.mentionsIn(ph) {
		if men := x.d.Mentions[m]; men.Kind == doc.Name && ph.Head >= men.First && ph.Head < men.Last {
			return []int{x.Refs[m]}
		}
	}
	return nil
}

// sameState resolves a bare "die Regierung", "das Land" to the state last spoken of as a subject.
func (x *resolution) sameState(ph doc.Phrase, w doc.Word) int {
	if !x.definite(ph) || w.Number == doc.Plur || w.Lemma == "Vertreter" || w.Lemma == "Seite" {
		return -1
	}
	return x.antecedent(ph, func(e int) bool { return x.Entities[e].Type == ontology.State })
}

func (x *resolution) definite(ph doc.Phrase) bool {
	t := ph.First
	for t < ph.Head && (x.d.Words[t].Tag == "APPR" || x.d.Words[t].Tag == "APPRART") {
		t++
	}
	switch strings.ToLower(x.d.Tokens[t].Text) {
	case "der", "die", "das", "dem", "den", "des", "dieser", "diese", "dieses", "diesem", "diesen":
		return x.d.Words[t].Tag != "NN"
	}
	return false
}

// office notes the titles that stand before a person's name in its phrase.
func (x *resolution) office(p, e, name int) {
	if e < 0 || x.Entities[e].Type != ontology.Person {
		return
	}
	for t := x.d.Phrases[p].First; t < name; t++ {
		if title, ok := x.names.Title(x.d.Tokens[t].Text); ok && (x.d.Words[t].Tag == "NN" || x.d.Words[t].Tag == "NE") {
			x.roles[e] = append(x.roles[e], office{title, x.officeOf(p, title)})
			if x.gender[e] == "" && title.Female {
				x.gender[e] = "f"
			}
		}
	}
}

// officeOf is the state or body of an office: the front of its compound, an adjective, a genitive.
func (x *resolution) officeOf(p int, t gazetteer.Title) int {
	if t.Prefix != "" {
		for _, h := range x.names.Match([]string{t.Prefix}) {
			if h.Exact && (h.Entry.Type == ontology.State || h.Entry.Type == ontology.Organization) {
				return x.implied(h.Entry.Name)
			}
		}
	}
	for _, e := range append(slices.Clone(x.Owners[p]), x.attributes(p)...) {
		if t := x.Entities[e].Type; t == ontology.State || t == ontology.Organization {
			return e
		} else if s := x.asState(e); s >= 0 {
			return s
		}
	}
	return -1
}

// titled resolves an office without a name: to the person of the document who holds it, to the one whom the gazetteer knows
// to have held it then, or to an unnamed person of this article.
func (x *resolution) titled(p int, t gazetteer.Title) []int {
	ph := x.d.Phrases[p]
	of := x.officeOf(p, t)
	if ph.Number == doc.Plur {
		return x.unnamed(p, x.d.Words[ph.Head], "person")
	}
	if e := x.holder(ph, t, of); e >= 0 {
		return []int{e}
	}
	if of >= 0 && !t.Former && x.d.Article.Date != "" && t.Class != "expert" && t.Class != "spokesperson" {
		if g := x.names.Holder(x.Entities[of].Name, t.Class, x.d.Article.Date); len(g) == 1 {
			e := x.listed(g[0])
			x.roles[e] = append(x.roles[e], office{t, of})
			return []int{e}
		}
	}
	if !x.definite(ph) && of < 0 && t.Class == "citizen" {
		return nil
	}
	u := x.unnamed(p, x.d.Words[ph.Head], "person")
	for _, e := range u {
		x.roles[e] = append(x.roles[e], office{t, of})
	}
	return u
}

// holder finds who was last said to hold the office, or one of its class.
func (x *resolution) holder(ph doc.Phrase, t gazetteer.Title, of int) int {
	if !x.definite(ph) && of < 0 {
		return -1
	}
	for _, exact := range []bool{true, false} {
		for i := len(x.history) - 1; i >= 0; i-- {
			e := x.history[i].entity
			for _, o := range x.roles[e] {
				same := o.title.Masculine == t.Masculine && o.title.Vice == t.Vice
				if !exact {
					same = o.title.Class == t.Class && rulerClass(t.Class)
				}
				if same && (of < 0 || o.of < 0 && x.Entities[e].Home == of+1 || o.of == of || x.sameHome(o.of, of)) {
					return e
				}
			}
		}
	}
	return -1
}

// sameHome reports whether a body and a state are one for an office: "Kremlchef" and "russischer Präsident".
func (x *resolution) sameHome(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	sa, sb := x.asState(a), x.asState(b)
	return sa >= 0 && sa == sb
}

func rulerClass(class string) bool { return class == "head-of-state" || class == "head-of-government" }

// unnamed makes or finds the entity of an actor without a name. A definite plural or compound takes up a group named before
// whose name ends in the same noun: "Huthi-Rebellen ... die Rebellen".
func (x *resolution) unnamed(p int, w doc.Word, class string) []int {
	ph := x.d.Phrases[p]
	name := x.phraseName(p)
	typ := ontology.Organization
	if class == "person" && ph.Number != doc.Plur && w.Number != doc.Plur {
		typ = ontology.Person
	}
	if x.definite(ph) || ph.Number == doc.Plur {
		for i := len(x.history) - 1; i >= 0; i-- {
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
	return []int{x.add(key, doc.Entity{Name: name, Type: typ, Aliases: []string{name}, Local: true})}
}

// endsIn reports whether one of the entity's names ends in the noun.
func (x *resolution) endsIn(e int, w doc.Word) bool {
	tail := strings.ToLower(w.Lemma)
	return slices.ContainsFunc(append(slices.Clone(x.Entities[e].Aliases), x.Entities[e].Name), func(n string) bool {
		n = strings.ToLower(n)
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
	first := ph.First
	for first < ph.Head {
		switch x.d.Words[first].Tag {
		case "APPR", "APPRART", "ART", "PPOSAT", "PDAT", "ADV":
			first++
			continue
		}
		break
	}
	last := ph.Last
	for _, c := range x.d.Phrases {
		if c.Parent == p && c.Rel == doc.Genitive && c.First == last {
			last = c.Last
		}
	}
	return strings.Join(strings.Fields(x.d.Text(first, last)), " ")
}
