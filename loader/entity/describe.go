package entity

import (
	"slices"
	"strings"

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

// later lets a title without a name mean the one person whom the document names with that office further on: "Kanzler lehnt ab" over an
// article about Kanzler Relin.
func (x *resolution) later() {
	if len(x.Entities) > crowd {
		return
	}
	for e := range x.Entities {
		if !x.Entities[e].Local || x.Entities[e].Type != ontology.Person || len(x.roles[e]) == 0 {
			continue
		}
		who := -1
		for q := range x.Entities {
			if x.Entities[q].Local || x.Entities[q].Type != ontology.Person || !x.sameOffice(x.roles[e][0], q) {
				continue
			}
			if who >= 0 {
				who = -1
				break
			}
			who = q
		}
		if who < 0 {
			continue
		}
		for p := range x.Means {
			for i := range x.Means[p] {
				if x.Means[p][i] == e {
					x.Means[p][i] = who
				}
			}
		}
	}
}

// sameOffice reports whether the text calls a person by an office, of the same state or body where both are said.
func (x *resolution) sameOffice(o office, person int) bool {
	if g := x.gender[person]; g != "" && (g == "f") != o.title.Female {
		return false
	}
	return slices.ContainsFunc(x.roles[person], func(h office) bool {
		same := h.title.Masculine == o.title.Masculine && h.title.Vice == o.title.Vice || h.title.Class == o.title.Class && rulerClass(o.title.Class)
		return same && h.title.Former == o.title.Former && h.title.Prefix == o.title.Prefix && (o.of < 0 || h.of < 0 || o.of == h.of || x.sameHome(o.of, h.of))
	})
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

func (x *resolution) sentence(token int) int { return x.d.SentenceOf(token) }

// own notes whom the adjectives inside a phrase point to: "nordkoreanisch-russische Gespräche" to two states.
func (x *resolution) own(p int) {
	ph := x.d.Phrases[p]
	for _, m := range x.mentionsIn(ph) {
		men := x.d.Mentions[m]
		if men.Kind != doc.Adjective {
			continue
		}
		for _, name := range strings.Split(men.Key, "|") {
			e := x.implied(name, men.Type)
			if x.Entities[e].ActsFor > 0 && x.Entities[e].Type == ontology.Place {
				e = x.Entities[e].ActsFor - 1
			}
			x.Owners[p] = append(x.Owners[p], e)
		}
	}
}

// mentionsIn lists the mentions inside a phrase.
func (x *resolution) mentionsIn(ph doc.Phrase) []int {
	var out []int
	for lo, hi := x.d.MentionsIn(ph.First, ph.Last); lo < hi; lo++ {
		if x.d.Mentions[lo].Last <= ph.Last {
			out = append(out, lo)
		}
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
			if e := x.Refs[m]; e >= 0 && x.Entities[e].Type == ontology.Organization {
				x.gendered(e, x.d.Words[ph.Head])
				x.articled(e, ph)
				x.body(p, e, men.First)
			}
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
			if x.Entities[e].Type == ontology.Organization {
				x.body(p, e, ph.Last)
			}
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
	return x.shared(p)
}

// shared is the person whose further office stands behind "und", without an article of its own: "[Vizekanzler] und Parteichef Tomas Relin",
// "[der Präsident von Peru] und Vorsitzende der Bank, Tomas Relin,". Two people have two articles or a verb in the plural.
func (x *resolution) shared(p int) int {
	ph := x.d.Phrases[p]
	if _, title := x.names.Title(x.d.Tokens[ph.Head].Text); !title || x.d.Words[ph.Head].Number == doc.Plur || ph.Clause >= 0 && x.pluralVerb(ph.Clause) {
		return -1
	}
	for q := p + 1; q < len(x.d.Phrases) && x.d.Phrases[q].First < ph.Last+12; q++ {
		next := x.d.Phrases[q]
		if next.Parent != p || next.Rel != doc.Conjunct || next.Prep != "" || !x.opensWithTitle(next) {
			continue
		}
		found := x.direct(q)
		if len(found) == 0 {
			if e := x.apposed(q); e >= 0 {
				found = []int{e}
			}
		}
		if len(found) == 1 && found[0] >= 0 && x.Entities[found[0]].Type == ontology.Person && !x.Entities[found[0]].Local {
			return found[0]
		}
	}
	return -1
}

// opensWithTitle reports whether a phrase begins with a title, adjectives before it: "früherer Parteichef Tomas Relin".
func (x *resolution) opensWithTitle(ph doc.Phrase) bool {
	for t := ph.First; t <= ph.Head; t++ {
		if _, ok := x.names.Title(x.d.Tokens[t].Text); ok {
			return true
		}
		if x.d.Words[t].Tag != "ADJA" {
			return false
		}
	}
	return false
}

// pluralVerb reports whether the verb of a clause can only be plural.
func (x *resolution) pluralVerb(c int) bool {
	f := x.d.Clauses[c].Verb.Finite
	return f >= 0 && x.d.Words[f].Number == doc.Plur
}

// possessive resolves "sein" and "ihr" inside a phrase to the last subject that can own.
func (x *resolution) possessive(p int) {
	ph := x.d.Phrases[p]
	for t := max(0, ph.First-1); t < ph.Last; t++ { // a "deren" before the phrase is taken for a relative pronoun at times
		form := strings.ToLower(x.d.Tokens[t].Text)
		if t < ph.Head && (form == "dessen" || form == "deren") {
			if e := x.nearest(ph, form); e >= 0 {
				x.Owners[p] = append(x.Owners[p], e)
			}
			return
		}
		if t < ph.First || x.d.Words[t].Tag != "PPOSAT" {
			continue
		}
		var self []int // "Tomas Relin, sein Verbündeter": not himself
		if ph.Rel == doc.Apposition && ph.Parent >= 0 {
			self = x.direct(ph.Parent)
		}
		if e := x.antecedent(ph, func(e int) bool { return x.owns(form, e) && !slices.Contains(self, e) }); e >= 0 {
			x.Owners[p] = append(x.Owners[p], e)
		}
		return
	}
}

// nearest is the named entity that "dessen Sprecherin" takes up: the last before the phrase.
func (x *resolution) nearest(ph doc.Phrase, form string) int {
	for i := len(x.history) - 1; i >= 0 && x.history[i].sentence >= x.sentence(ph.First)-1; i-- {
		h := x.history[i]
		e := x.Entities[h.entity]
		if h.token < ph.First && !e.Local && (e.Type == ontology.Organization || e.Type == ontology.State || e.Type == ontology.Person && (x.gender[h.entity] == "f") == (form == "deren")) {
			return h.entity
		}
	}
	return -1
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
		s, weight := 10-4*(here-h.sentence), 3
		if x.Entities[h.entity].Type == ontology.State { // a state stays in mind longer than one who was named beside it
			s, weight = 10-3*(here-h.sentence), 4
		}
		if h.subject {
			s += weight
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
		want = func(e int) bool {
			return x.Entities[e].Type == ontology.Person && x.gender[e] != "f" || x.Entities[e].Type == ontology.Organization && x.gender[e] == "m"
		}
	case "sie", "ihr", "diese":
		if ph.Number == doc.Plur || x.pluralSubject(p) {
			return x.group(ph)
		}
		want = func(e int) bool {
			return x.Entities[e].Type == ontology.Person && x.gender[e] != "m" || x.Entities[e].Type == ontology.Organization && x.gender[e] == "f"
		}
	case "es":
		want = func(e int) bool {
			return x.Entities[e].Type == ontology.State || x.Entities[e].Type == ontology.Organization && x.gender[e] == "n"
		}
	default:
		return nil
	}
	if e := x.accused(ph, want); e >= 0 {
		return []int{e}
	}
	e := x.antecedent(ph, func(e int) bool { return want(e) && !x.sameClause(e, ph) && !x.leftOut(e, p) })
	if e < 0 || x.Entities[e].Type != ontology.Person && !x.inSentence(e, ph) {
		return nil
	}
	return []int{e}
}

// accused is whom a pronoun means in what somebody is accused of: "warf Relin vor, er habe ...".
func (x *resolution) accused(ph doc.Phrase, want func(int) bool) int {
	if ph.Clause < 0 || x.d.Clauses[ph.Clause].Parent < 0 {
		return -1
	}
	up := x.d.Clauses[x.d.Clauses[ph.Clause].Parent]
	if !slices.Contains([]string{"vorwerfen", "vorhalten", "unterstellen", "beschuldigen", "bezichtigen", "verdächtigen", "nachsagen", "anlasten"}, up.Verb.Lemma) {
		return -1
	}
	for _, role := range []doc.Role{doc.Indirect, doc.Object} {
		for _, a := range up.Args {
			if a.Role != role || a.Phrase < 0 || x.d.Phrases[a.Phrase].Head >= ph.Head {
				continue
			}
			for _, e := range x.Means[a.Phrase] {
				if want(e) {
					return e
				}
			}
		}
	}
	return -1
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
	return x.recent(ph, func(h seen) bool { return h.entity == e && h.clause == ph.Clause && h.clause >= 0 })
}

// leftOut reports whether e is the subject that the clause of an object pronoun shares with the one before: "Holm traf Kovar und [Holm] bat ihn".
func (x *resolution) leftOut(e, p int) bool {
	c := x.d.Phrases[p].Clause
	if c < 1 || x.d.Words[x.d.Clauses[c].First].Tag != "KON" && x.d.Words[max(0, x.d.Clauses[c].First-1)].Tag != "KON" {
		return false
	}
	cl := &x.d.Clauses[c]
	for _, a := range cl.Args {
		if a.Role == doc.Subject || a.Phrase == p && a.Role == doc.Prep {
			return false
		}
	}
	for b := c - 1; b >= 0 && x.d.Clauses[b].Sentence == cl.Sentence; b-- {
		if x.d.Clauses[b].Kind != cl.Kind {
			continue
		}
		for _, a := range x.d.Clauses[b].Args {
			if a.Role == doc.Subject && a.Phrase >= 0 && slices.Contains(x.Means[a.Phrase], e) {
				return true
			}
		}
	}
	return false
}

func (x *resolution) inSentence(e int, ph doc.Phrase) bool {
	return x.recent(ph, func(h seen) bool { return h.entity == e })
}

// recent reports whether something seen in the sentence of the phrase fits.
func (x *resolution) recent(ph doc.Phrase, fits func(seen) bool) bool {
	here := x.sentence(ph.First)
	for i := len(x.history) - 1; i >= 0 && x.history[i].sentence >= here; i-- {
		if x.history[i].sentence == here && fits(x.history[i]) {
			return true
		}
	}
	return false
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
