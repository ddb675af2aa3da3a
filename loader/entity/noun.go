package entity

import (
	"slices"
	"strings"

	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// noun resolves a description: an office, a state's government, two parties, or an unnamed actor.
func (x *resolution) noun(p int, w doc.Word) []int {
	ph := x.d.Phrases[p]
	if both := x.both(ph, w); both != nil {
		return both
	}
	if w.Lemma == "Hauptstadt" {
		return x.capital(p)
	}
	if e := x.aged(ph); e >= 0 {
		return []int{e}
	}
	if e := x.partisan(ph); e >= 0 {
		return []int{e}
	}
	if strings.HasPrefix(w.Lemma, "Nachbar") && (w.Lemma == "Nachbar" || countryNoun(w.Head)) {
		if s := x.neighbour(p); s >= 0 {
			return []int{s}
		}
	}
	if e := x.placeAgain(ph, w); e >= 0 {
		return []int{e}
	}
	class := x.actors.Class(w.Lemma, w.Head)
	if class == "state" {
		if s := x.statesOf(p); len(s) > 0 {
			return s
		}
		if x.ofPlace(p) || x.ofSomething(p) {
			return x.unnamed(p, w, "group") // "die Regierung der Krim"
		}
		if s := x.sameState(ph, w); s >= 0 {
			return []int{s}
		}
		return nil
	}
	if e := x.army(p, w); e >= 0 {
		return []int{e}
	}
	if t, ok := x.names.Title(x.d.Tokens[ph.Head].Text); ok && t.Class != "citizen" {
		return x.titled(p, t)
	}
	if _, ok := x.names.Demonym(x.d.Tokens[ph.Head].Text); ok && class == "" {
		class = "person" // "ein Belgier"
	}
	if class == "" {
		return nil
	}
	return x.unnamed(p, w, class)
}

// ofPlace reports whether a phrase is said to belong to a place that is no state.
func (x *resolution) ofPlace(p int) bool {
	return slices.ContainsFunc(x.attributes(p), func(e int) bool { return x.Entities[e].Type == ontology.Place && x.Entities[e].ActsFor == 0 })
}

// ofSomething reports whether a genitive with its own article hangs on a phrase: "die Regierung der Schwarzmeer-Region".
func (x *resolution) ofSomething(p int) bool {
	lo, hi := x.d.PhrasesAround(x.d.Phrases[p].Head)
	for q := lo; q < hi; q++ {
		if ph := x.d.Phrases[q]; ph.Parent == p && ph.Rel == doc.Genitive && ph.First > x.d.Phrases[p].Head && x.d.Words[ph.Head].Tag == "NN" && len(x.direct(q)) == 0 && countryish(x.d.Words[ph.Head]) {
			return true
		}
	}
	return false
}

// countryish reports whether a noun names a part of the world that has a government of its own.
func countryish(w doc.Word) bool {
	return slices.Contains([]string{"Region", "Provinz", "Halbinsel", "Insel", "Stadt", "Bundesstaat", "Kanton", "Gebiet"}, w.Head)
}

// capital is the city that "die polnische Hauptstadt" means.
func (x *resolution) capital(p int) []int {
	for _, s := range x.statesOf(p) {
		if g := x.names.ByName(x.Entities[s].Name); g != nil && g.Capital != "" {
			for _, c := range x.names.Named(g.Capital) {
				if c.Type == ontology.Place && c.IsCapital {
					return []int{x.listed(c)}
				}
			}
		}
	}
	return nil
}

// memory is where in the history a description stops looking back: a reader keeps some hundred names in mind, and a file of many
// articles must not take quadratic time.
func (x *resolution) memory() int { return max(0, len(x.history)-400) }

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
	types := []string{ontology.Person}
	switch w.Head {
	case "Land", "Staat", "Regierung", "Nation", "Volk", "Nachbar", "Nachbarland", "Hauptstadt":
		types = []string{ontology.State}
	case "Seite", "Partei":
		types = []string{ontology.State, ontology.Organization}
	}
	here := x.sentence(ph.First)
	if w.Head == "Seite" || w.Head == "Partei" { // of states before other bodies
		if out := x.lastTwo(types[:1], func(h seen) bool { return h.sentence >= here-3 }); len(out) == 2 {
			return out
		}
	}
	out := x.lastTwo(types, func(h seen) bool { return h.sentence == here || types[0] == ontology.Person })
	if len(out) == 2 {
		return out
	}
	// One in the same sentence speaks of two others: "Die USA erklärten, die Verhandlungen der beiden Staaten kämen voran".
	if others := x.lastTwo(types, func(h seen) bool { return h.sentence < here && !slices.Contains(out, h.entity) }); len(others) == 2 {
		return others
	}
	return nil
}

// lastTwo finds the last two entities of the types among what was seen and fits, the later first.
func (x *resolution) lastTwo(types []string, fits func(seen) bool) []int {
	var out []int
	for i := len(x.history) - 1; i >= x.memory() && len(out) < 2; i-- {
		if !fits(x.history[i]) {
			continue
		}
		e := x.history[i].entity
		if x.Entities[e].ActsFor > 0 && x.history[i].subject && types[0] == ontology.State {
			e = x.Entities[e].ActsFor - 1
		}
		if slices.Contains(types, x.Entities[e].Type) && !slices.Contains(out, e) && x.Entities[e].Kind != "media" && (x.Entities[e].Type != ontology.Person || !x.Entities[e].Local) {
			out = append(out, e)
		}
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
	lo, hi := x.d.PhrasesAround(x.d.Phrases[p].Head)
	for q := lo; q < hi; q++ {
		ph := x.d.Phrases[q]
		if ph.Parent == p && (ph.Rel == doc.Genitive || ph.Rel == doc.PrepAttr && slices.Contains([]string{"von", "in", "aus", "an", "bei"}, ph.Prep) && x.d.Words[x.d.Phrases[p].Head].Lemma != "Land") {
			out = append(out, x.direct(q)...)
			for r := lo; r < hi; r++ {
				if c := x.d.Phrases[r]; c.Parent == q && c.Rel == doc.Conjunct {
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
	if e := x.antecedent(ph, func(e int) bool { return x.Entities[e].Type == ontology.State }); e >= 0 {
		return e
	}
	return x.mostSpoken()
}

// mostSpoken is the state that the document speaks of more than of all others together, or -1.
func (x *resolution) mostSpoken() int {
	x.evidence("")
	best, total := "", 0
	for s, n := range x.about {
		if s == "" {
			continue
		}
		total += n
		if n > x.about[best] || best == "" || n == x.about[best] && s < best {
			best = s
		}
	}
	if g := x.names.ByName(best); g != nil && g.Type == ontology.State && 2*x.about[best] > total && x.about[best] > 2 {
		return x.implied(g.Name, g.Type)
	}
	return -1
}

func (x *resolution) definite(ph doc.Phrase) bool {
	t := ph.First
	for t < ph.Head && (x.d.Words[t].Tag == "APPR" || x.d.Words[t].Tag == "APPRART" || ph.Prep == "so" && t == ph.First) {
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
		if title, ok := x.names.Title(x.d.Tokens[t].Text); ok {
			x.roles[e] = append(x.roles[e], office{title, x.officeOf(p, title)})
			if x.gender[e] == "" && title.Female {
				x.gender[e] = "f"
			}
		}
	}
}

// officeOf is the state or body of an office: the front of its compound, an adjective, a genitive.
func (x *resolution) officeOf(p int, t gazetteer.Title) int {
	for _, front := range []string{t.Body(), t.Prefix} {
		if front == "" {
			continue
		}
		for _, h := range x.names.Match([]string{front}) {
			if h.Exact && (h.Entry.Type == ontology.State || h.Entry.Type == ontology.Organization) {
				return x.implied(h.Entry.Name, h.Entry.Type)
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
		if s := x.statesOf(p); len(s) > 1 && governs(t) {
			return s // "die Außenminister Perus und Chiles"
		}
		return x.unnamed(p, x.d.Words[ph.Head], "person")
	}
	if e := x.holder(ph, t, of); e >= 0 {
		return []int{e}
	}
	if e := x.variation(ph, t, of); e >= 0 {
		return []int{e}
	}
	if of >= 0 {
		if e := x.knownHolder(of, t); e >= 0 {
			return []int{e}
		}
	}
	if of >= 0 && x.asState(of) >= 0 {
		of = x.asState(of) // "der Kremlchef"
	}
	if of >= 0 && !t.Former && x.d.Article.Date != "" && t.Class != "expert" && t.Class != "spokesperson" {
		if g := x.names.Officer(x.Entities[of].Name, x.d.Tokens[ph.Head].Text, x.d.Article.Date); len(g) == 1 && (g[0].Gender == "" || (g[0].Gender == "f") == t.Female) {
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

// governs reports whether an office is one whose holder acts for his state.
func governs(t gazetteer.Title) bool {
	return t.Class == "minister" || t.Class == "head-of-state" || t.Class == "head-of-government"
}

// holder finds who was last said to hold the office, or one of its class.
func (x *resolution) holder(ph doc.Phrase, t gazetteer.Title, of int) int {
	if !x.definite(ph) && of < 0 {
		return -1
	}
	for _, exact := range []bool{true, false} {
		for i := len(x.history) - 1; i >= x.memory(); i-- {
			e := x.history[i].entity
			if g := x.gender[e]; g != "" && (g == "f") != t.Female {
				continue
			}
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

// crowd is the number of entities from which on titles are not compared with all of them: a file of many articles must not take quadratic
// time.
const crowd = 1000

// knownHolder is the one listed person whom the document names and who holds or held the office, whatever the date.
func (x *resolution) knownHolder(of int, t gazetteer.Title) int {
	who := -1
	if len(x.Entities) > crowd {
		return who
	}
	for e := range x.Entities {
		g := x.names.ByName(x.Entities[e].Name)
		if g == nil || g.Type != ontology.Person || x.Entities[e].Type != ontology.Person || g.Gender != "" && (g.Gender == "f") != t.Female {
			continue
		}
		if slices.ContainsFunc(g.Offices, func(o gazetteer.Office) bool { return o.State == x.Entities[of].Name && o.Class == t.Class }) {
			if who >= 0 {
				return -1
			}
			who = e
		}
	}
	return who
}

// sameHome reports whether a body and a state are one for an office: "Kremlchef" and "russischer Präsident".
func (x *resolution) sameHome(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	sa, sb := x.asState(a), x.asState(b)
	return sa >= 0 && sa == sb
}

func rulerClass(class string) bool {
	return class == "head-of-state" || class == "head-of-government" || class == "party"
}

// variation resolves "der frühere Ministerpräsident" without a state, which news puts for the name of the person whom the sentence before
// was about.
func (x *resolution) variation(ph doc.Phrase, t gazetteer.Title, of int) int {
	if of >= 0 && x.Entities[of].Kind != "party" || !x.definite(ph) || t.Class == "expert" || t.Class == "spokesperson" || ph.Number == doc.Plur {
		return -1
	}
	here := x.sentence(ph.First)
	for i := len(x.history) - 1; i >= 0 && x.history[i].sentence >= here-1; i-- {
		h := x.history[i]
		if h.sentence != here-1 || !h.subject {
			continue
		}
		e := x.Entities[h.entity]
		if rulerClass(t.Class) && !t.Former && x.otherOffice(h.entity, t) {
			return -1
		}
		if g := x.gender[h.entity]; e.Type == ontology.Person && !e.Local && (g == "" || (g == "f") == t.Female) {
			return h.entity
		}
		return -1
	}
	return -1
}

// otherOffice reports whether the text has called a person by an office of another class.
func (x *resolution) otherOffice(e int, t gazetteer.Title) bool {
	return slices.ContainsFunc(x.roles[e], func(o office) bool { return o.title.Class != t.Class })
}
