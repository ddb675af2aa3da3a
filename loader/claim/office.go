package claim

import (
	"cmp"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// officeOf finds the state or body of an office: what the text says of it, or else, where offices are guessed, as a reader takes it.
func (x *extraction) officeOf(who, p int, title Title) (entity int, fromFront bool) {
	if e, whole := x.frontOf(title); e >= 0 && !x.commonFront(e, p, title) {
		return e, whole
	}
	if e, said := x.saidOffice(who, p, title); said {
		return e, false
	}
	if _, told := x.offices[who]; title.Expert || !x.guess || told {
		return -1, false
	}
	if title.Body != "" && title.Body != "state" {
		if of := x.lastBody(p, title); of >= 0 {
			return of, false
		}
	}
	switch h := x.d.Entities[who].Home; {
	case h > 0 && !title.Commissioner && (!title.Government || x.d.Entities[h-1].Type == ontology.State) && (x.d.Entities[h-1].Kind != "party" || title.Body != "state"):
		return h - 1, false
	case title.Government || title.Body == "state":
		return x.around(p, title), false
	}
	return -1, false
}

// frontOf is the state or body that stands in the title's own word, and whether all that stands there is it: of "FPÖ-Bildungssprecher" the
// whole word is the office.
func (x *extraction) frontOf(title Title) (entity int, whole bool) {
	if title.Of != "" {
		if e := x.byName(title.Of); e >= 0 {
			return e, true
		}
	}
	if title.Front == "" {
		return -1, false
	}
	if e := x.byName(title.Front); e >= 0 && x.fronts(e, title) {
		return e, true
	}
	if front, _, ok := strings.Cut(title.Front, "-"); ok && !title.Expert {
		if e := x.byName(front); e >= 0 && x.fronts(e, title) {
			return e, false
		}
	}
	return -1, false
}

// fronts reports whether a state or body that stands before a title in one word is the one that its bearer serves: a "Russland-Experte" holds no
// office in Russia, a "US-Investor" none in the United States.
func (x *extraction) fronts(e int, title Title) bool {
	return x.d.Entities[e].Type == ontology.Organization || !title.Expert && !title.Private
}

// commonFront reports whether the first part of a title is a common noun that only sounds like a body: "Pressesprecher" is nobody's at "Die
// Presse", "Justizminister" serves no judiciary.
func (x *extraction) commonFront(e, p int, title Title) bool {
	if x.d.Entities[e].Local && title.Government {
		return true
	}
	if x.d.Entities[e].Kind != "media" {
		return false
	}
	ph := x.d.Phrases[p]
	for t := ph.First; t < ph.Last; t++ {
		if strings.HasPrefix(x.d.Tokens[t].Text, title.Front+"-") {
			return false
		}
	}
	return true
}

// saidOffice is the state or body that the words around a title name, by a genitive, "an der Universität", an adjective or a possessive. It
// reports true with -1 where they name another kind of thing.
func (x *extraction) saidOffice(who, p int, title Title) (entity int, said bool) {
	types := []string{ontology.State, ontology.Organization}
	attributes := append(x.hanging(p, doc.Genitive, ""), x.hanging(p, doc.PrepAttr, "von")...)
	for _, prep := range []string{"an", "bei", "in"} {
		for _, q := range x.hanging(p, doc.PrepAttr, prep) {
			if x.means(q, ontology.Organization) { // "in Lima" is where he is
				attributes = append(attributes, q)
			}
		}
	}
	for _, q := range attributes {
		if got := x.accept(x.d.Means[q], types, nil); len(got) > 0 {
			if title.Government && x.d.Entities[got[0]].Kind == "party" {
				continue // "erntete der Kanzler [von den Grünen]"
			}
			if municipal(title) && x.means(q, ontology.Place) {
				return -1, true // "Wiens Bürgermeister" is none of Austria
			}
			return got[0], true
		}
		if of := x.servant(x.d.Means[q], title); of >= 0 { // "der Sprecher von Präsident X"
			return of, true
		}
	}
	if strings.HasPrefix(title.Noun, "Kolleg") && len(x.accept(x.inner(p), types[:1], nil)) == 0 {
		for _, o := range x.d.Owners[p] {
			if i, ok := x.offices[o]; ok { // "sein Kollege X": in the same body
				return x.found[i].Object, true
			}
		}
	}
	if title.Expert {
		return -1, false
	}
	if !title.State {
		types = types[1:] // "der tschechische Investor" holds no office of the state
	}
	if got := x.accept(x.inner(p), types, []int{who}); len(got) > 0 {
		return got[0], true
	}
	of := x.servant(x.d.Owners[p], title) // "sein Sprecher"
	return of, of >= 0
}

// municipal reports whether an office is one of a city.
func municipal(title Title) bool {
	word := strings.ToLower(title.Front + title.Noun)
	return strings.Contains(word, "stadt") || strings.Contains(word, "bürgermeister") || strings.Contains(word, "bezirk") || strings.Contains(word, "gemeinde")
}

// servant is the state or body in which a person holds office whose spokesman or minister a title names, or -1.
func (x *extraction) servant(of []int, title Title) int {
	if len(of) != 1 || x.d.Entities[of[0]].Type != ontology.Person || !title.State || strings.HasPrefix(title.Noun, "Stellvertreter") || strings.HasSuffix(title.Noun, "folger") {
		return -1
	}
	return x.serves(of[0])
}

// lastBody is the body that a title's front means: the last before phrase p that the text calls so ("Rüstungskonzern" for
// "Konzernchef"), else the last of the kind, else the only one of the kind behind it.
func (x *extraction) lastBody(p int, title Title) int {
	called, last, only := -1, -1, -1
	front, _ := x.lists.Parts(title.Noun)
	front = strings.ToLower(cmp.Or(title.Front, front))
	for m, men := range x.d.Mentions {
		e := x.d.Refs[m]
		if men.Kind != doc.Name || e < 0 || x.d.Entities[e].Type != ontology.Organization || x.d.Entities[e].Kind != title.Body {
			continue
		}
		if men.First < x.d.Phrases[p].First {
			last = e
			if slices.ContainsFunc(x.d.Entities[e].Called, func(n string) bool { return strings.HasSuffix(strings.ToLower(n), front) }) {
				called = e
			}
		}
		if only < 0 || only == e {
			only = e
		} else {
			only = -2
		}
	}
	switch {
	case called >= 0:
		return called
	case last >= 0:
		return last
	}
	return max(only, -1)
}

// around is the state that an office without one is of, as a reader takes it: that of the person whose minister he is, of the capital in
// which the sentence plays, the one state that the sentence names, the one that the article is about, the one of the dateline, or the
// one that acted last; -1 where none may have such an office.
func (x *extraction) around(p int, title Title) int {
	for _, o := range x.d.Owners[p] {
		if x.d.Entities[o].Type == ontology.State {
			return o
		}
		if of := x.serves(o); of >= 0 {
			return of
		}
	}
	known := false
	for _, of := range []int{x.there(p), x.main(), x.host(), x.actor(p)} {
		if of >= 0 && x.lists.Suits(x.d.Entities[of].Name, title.Noun) {
			return of
		}
		known = known || of >= 0
	}
	if known { // of another state than the one that comes to mind
		return x.mostNamed(title)
	}
	return -1
}

// mostNamed is the state that the document names most often among those that have the office.
func (x *extraction) mostNamed(title Title) int {
	best := -1
	count, _ := x.statesNamed()
	for e := range x.d.Entities {
		if count[e] > 1 && (best < 0 || count[e] > count[best]) && x.lists.Suits(x.d.Entities[e].Name, title.Noun) {
			best = e
		}
	}
	return best
}

// there is the state of the capital in which the sentence of phrase p plays, or the one state that it names, or -1.
func (x *extraction) there(p int) int {
	in, named := -1, map[int]bool{}
	lo, hi := x.d.PhrasesAround(x.d.Phrases[p].Head)
	for q := lo; q < hi; q++ {
		ph := x.d.Phrases[q]
		for _, e := range x.d.Means[q] {
			switch {
			case x.d.Entities[e].Type == ontology.State && x.ownState(q):
				named[e] = true
			case x.d.Entities[e].ActsFor > 0 && ph.Prep == "in":
				in = x.d.Entities[e].ActsFor - 1
			}
		}
	}
	if in < 0 && len(named) == 1 && x.d.Scene == 0 {
		for e := range named {
			return e
		}
	}
	return in
}

// actor is the state that was the subject of a clause last before the sentence of phrase p, three sentences back at most: "Peru wies das zurück. ...
// sagte Außenminister X".
func (x *extraction) actor(p int) int {
	here := x.d.SentenceOf(x.d.Phrases[p].Head)
	for c := len(x.d.Clauses) - 1; c >= 0; c-- {
		cl := x.d.Clauses[c]
		if cl.Sentence >= here {
			continue
		}
		if cl.Sentence < here-3 {
			break
		}
		for _, s := range x.args(c, doc.Subject) {
			if got := x.accept(x.meaning(s), []string{ontology.State}, nil); len(got) > 0 {
				return got[0]
			}
		}
	}
	return -1
}

// host is the state of the dateline, unless the article speaks of another as much: presidents meet abroad.
func (x *extraction) host() int {
	if x.d.Scene == 0 {
		return -1
	}
	count, _ := x.statesNamed()
	for e := range count {
		if e != x.d.Scene-1 && count[e] > 1 && count[e] >= count[x.d.Scene-1] {
			return -1
		}
	}
	return x.d.Scene - 1
}

// ownState reports whether a state in this phrase may be the office holder's own: as a genitive or with "in", not as what he visits,
// criticises or speaks of.
func (x *extraction) ownState(q int) bool {
	ph := x.d.Phrases[q]
	return ph.Rel == doc.Genitive || ph.Prep == "in"
}

// serves is the state or body in which a person is already said to hold office.
func (x *extraction) serves(who int) int {
	if i, ok := x.offices[who]; ok {
		return x.found[i].Object
	}
	if h := x.d.Entities[who].Home; h > 0 && x.d.Entities[h-1].Kind != "party" {
		return h - 1
	}
	return -1
}

// byName finds the entity of the document that the front of a compound names.
func (x *extraction) byName(front string) int {
	fold := ontology.Fold(front)
	if s := x.lists.State(front); s != "" {
		fold = ontology.Fold(s)
	}
	if e, ok := x.bodies[fold]; ok {
		return e
	}
	if e, ok := x.bodies[ontology.Fold(front)]; ok {
		return e
	}
	return -1
}

// index files the states and bodies of the document under their folded names.
func (x *extraction) index() {
	x.bodies = map[string]int{}
	for i, e := range x.d.Entities {
		if e.Type != ontology.State && e.Type != ontology.Organization {
			continue
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if _, ok := x.bodies[ontology.Fold(n)]; !ok {
				x.bodies[ontology.Fold(n)] = i
			}
		}
	}
}

// main is the state that the document speaks of more than of all others together, or -1: "der Außenminister" without a state is that
// of the country the article is about.
func (x *extraction) main() int {
	if x.about == 0 {
		x.about = x.majority() + 2
	}
	return x.about - 2
}

func (x *extraction) majority() int {
	count, total := x.statesNamed()
	for e := range x.d.Entities {
		if count[e] >= 3 && 2*count[e] > total {
			return e
		}
	}
	return -1
}

// statesNamed counts how often the document names each state, by name, adjective or capital.
func (x *extraction) statesNamed() (count map[int]int, total int) {
	count = map[int]int{}
	for m, men := range x.d.Mentions {
		e := x.d.Refs[m]
		if e < 0 || men.Kind != doc.Name && men.Kind != doc.Adjective {
			continue
		}
		if x.d.Entities[e].Type != ontology.State && x.d.Entities[e].ActsFor > 0 {
			e = x.d.Entities[e].ActsFor - 1
		}
		if x.d.Entities[e].Type == ontology.State {
			count[e]++
			total++
		}
	}
	return count, total
}
