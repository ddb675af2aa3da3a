package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// roles reads offices off titles before names ("Russlands Präsident Putin"), appositions ("Jonas Veltin, Sprecher des Ministeriums") and
// copulas ("ist Vorsitzender der Partei").
//
// It goes twice: first for offices of which the text says of what they are, then for those of people of whom it never does.
func (x *extraction) roles() {
	defer func() { x.guess = false }()
	for _, x.guess = range []bool{false, true} {
		for p, ph := range x.d.Phrases {
			x.titleBefore(p)
			if ph.Rel == doc.Apposition && ph.Parent >= 0 {
				x.apposed(ph.Parent, p)
				x.apposed(p, ph.Parent)
			}
			x.copula(p)
		}
	}
	for p := range x.d.Phrases {
		x.party(p)
		x.belonging(p)
		x.named(p)
	}
}

// party reads "der Abgeordnete Leo Winkler von der Partei Neue Mitte", "Leo Winkler (SPD)" and "Ada Lind von der Nordbank".
func (x *extraction) party(p int) {
	who := x.person(p)
	if who < 0 {
		return
	}
	for m, hi := x.d.MentionsIn(x.d.Phrases[p].First, x.d.Phrases[p].Last); m < hi; m++ {
		if e := x.d.Refs[m]; e >= 0 && x.d.Mentions[m].Kind == doc.PartyWord && x.ofState(who, e) {
			x.belongs(who, e, p) // "der Sozialdemokrat Leo Winkler"
		}
	}
	if !x.nameAt(x.d.Phrases[p].Head) {
		return
	}
	for _, q := range x.children[p] {
		ph := x.d.Phrases[q]
		if ph.Rel != doc.Apposition && (ph.Rel != doc.PrepAttr || ph.Prep != "von") {
			continue
		}
		for _, e := range x.d.Means[q] {
			switch ent := x.d.Entities[e]; {
			case ent.Kind == "party" || x.heads(q, []string{"Partei"}) || x.calledParty(q):
				x.belongs(who, e, p)
			case ph.Rel == doc.Apposition && ent.Type == ontology.Organization && ent.Kind != "media" && !ent.Local && x.bracketed(q):
				x.belongs(who, e, p)
			case ph.Prep == "von" && ent.Type == ontology.Organization && x.bareName(p):
				x.works(who, e, p)
			}
		}
	}
}

// ofState reports whether a person can be of a listed party: the document says nothing of another state that he serves.
func (x *extraction) ofState(who, party int) bool {
	state := x.lists.StateOf(x.d.Entities[party].Name)
	of := x.serves(who)
	if of >= 0 && x.d.Entities[of].Type == ontology.State && state != "" {
		return x.d.Entities[of].Name == state
	}
	count, _ := x.statesNamed()
	for e := range count {
		if x.d.Entities[e].Name == state {
			return true
		}
	}
	return false
}

// belonging reads a noun before a name that says to what it belongs: "das Nato-Mitglied Peru", "die Nordbank-Tochter Alba".
func (x *extraction) belonging(p int) {
	ph := x.d.Phrases[p]
	m, ok := x.mentionAt(ph.Head)
	if !ok || x.d.Refs[m] < 0 {
		return
	}
	for t := ph.First; t < x.d.Mentions[m].First; t++ {
		i := strings.LastIndex(x.d.Tokens[t].Text, "-")
		if i <= 0 || x.d.Words[t].Tag != "NN" {
			continue
		}
		for _, f := range x.rules.nouns[x.d.Words[t].Head] {
			rel, _ := x.ontology.Relation(f.Relation)
			of := x.byName(x.d.Tokens[t].Text[:i])
			if list, _ := places(f.Slots["subject"]); slices.Contains(list, "holder") && of >= 0 && of != x.d.Refs[m] &&
				slices.Contains(rel.Subject, x.d.Entities[x.d.Refs[m]].Type) && slices.Contains(rel.Object, x.d.Entities[of].Type) {
				c := found{clause: ph.Clause, phrase: p, static: true}
				c.Subject, c.Predicate, c.Object, c.Place = x.d.Refs[m], f.Relation, of, -1
				c.Modality, c.Polarity = ontology.Actual, ontology.Positive
				c.Evidence, c.Frame = x.sentenceAt(t), f.ID
				x.found = append(x.found, c)
				break
			}
		}
	}
}

// bareName reports whether a phrase is a name of two words or more with nothing before it, so that a body behind it with "von" is where the
// person works: "sagte Ada Lind von der Nordbank".
func (x *extraction) bareName(p int) bool {
	m, ok := x.mentionAt(x.d.Phrases[p].Head)
	if !ok {
		return false
	}
	men := x.d.Mentions[m]
	first := x.d.Phrases[p].First
	if x.d.Phrases[p].Prep != "" {
		first++
	}
	return men.First == first && men.Last-men.First > 1 && men.Last == x.d.Phrases[p].Last
}

// works records that a person has an office in a body that the text does not name.
func (x *extraction) works(who, body, p int) {
	if _, told := x.offices[who]; told {
		return
	}
	c := found{clause: x.d.Phrases[p].Clause, phrase: p, static: true}
	c.Subject, c.Predicate, c.Object, c.Place = who, "hasRole", body, -1
	c.Modality, c.Polarity = ontology.Actual, ontology.Positive
	c.Evidence, c.Frame = x.sentenceAt(x.d.Phrases[p].Head), "hasRole.von"
	x.offices[who] = len(x.found)
	x.found = append(x.found, c)
}

// bracketed reports whether a phrase stands in brackets.
func (x *extraction) bracketed(q int) bool {
	ph := x.d.Phrases[q]
	return ph.First > 0 && ph.Last < len(x.d.Tokens) && x.d.Tokens[ph.First-1].Text == "(" && x.d.Tokens[ph.Last].Text == ")"
}

// belongs records that a person is a member of a body.
func (x *extraction) belongs(who, body, p int) {
	c := found{clause: x.d.Phrases[p].Clause, phrase: p, static: true}
	c.Subject, c.Predicate, c.Object, c.Place = who, "memberOf", body, -1
	c.Modality, c.Polarity = ontology.Actual, ontology.Positive
	c.Evidence, c.Frame = x.sentenceAt(x.d.Phrases[p].Head), "memberOf.phrase"
	x.found = append(x.found, c)
}

// calledParty reports whether "Partei" stands before the name in the phrase.
func (x *extraction) calledParty(q int) bool {
	ph := x.d.Phrases[q]
	for t := ph.First; t < ph.Head; t++ {
		if x.d.Words[t].Head == "Partei" {
			return true
		}
	}
	return false
}

// titleBefore reads the nouns in front of a name inside one phrase.
func (x *extraction) titleBefore(p int) {
	ph := x.d.Phrases[p]
	who := x.person(p)
	m, ok := x.mentionAt(ph.Head)
	if who < 0 || !ok {
		return
	}
	for t := ph.First; t < x.d.Mentions[m].First; t++ {
		// No look at the tag: a title is capitalised and listed, and taggers err on long compounds.
		if title, ok := x.lists.Title(x.d.Tokens[t].Text); ok {
			x.hold(who, p, t, title)
		}
	}
	x.jointly(who, p)
}

// jointly reads the office that stands before the one in a phrase and shares its bearer: "[Vizekanzler] und Parteichef X", "[der Präsident von Peru] und
// Vorsitzende der Bank, X".
func (x *extraction) jointly(who, p int) {
	ph := x.d.Phrases[p]
	if o := ph.Parent; o >= 0 && ph.Rel == doc.Conjunct && !x.nameAt(x.d.Phrases[o].Head) && slices.Contains(x.d.Means[o], who) {
		if title, ok := x.lists.Title(x.d.Tokens[x.d.Phrases[o].Head].Text); ok {
			x.hold(who, o, x.d.Phrases[o].Head, title)
		}
	}
}

// further reads the offices that are added to the one in a phrase, without an article: "Leiter der Bank [und Vorsitzender der Partei]".
func (x *extraction) further(who, p int) {
	for _, q := range x.children[p] {
		ph := x.d.Phrases[q]
		if ph.Rel != doc.Conjunct || ph.Prep != "" || x.nameAt(ph.Head) || x.d.Words[ph.First].Tag == "ART" {
			continue
		}
		if title, ok := x.lists.Title(x.d.Tokens[ph.Head].Text); ok {
			x.hold(who, q, ph.Head, title)
		}
	}
}

// named reads the title in a phrase that stands for a name, with what it says of the office: "sagte [der SPD-Politiker]".
func (x *extraction) named(p int) {
	ph := x.d.Phrases[p]
	if x.nameAt(ph.Head) || ph.Rel == doc.Apposition || len(x.d.Means[p]) != 1 {
		return
	}
	title, ok := x.lists.Title(x.d.Tokens[ph.Head].Text)
	who := x.person(p)
	if !ok || who < 0 {
		return
	}
	of, _ := x.officeOf(who, p, title)
	_, told := x.offices[who]
	if home := x.d.Entities[who].Home - 1; of >= 0 && (!told && (home < 0 || home == of) || x.d.Entities[of].Kind == "party") {
		x.hold(who, p, ph.Head, title)
	}
}

// person is the person that a phrase means, or -1.
func (x *extraction) person(p int) int {
	for _, e := range x.d.Means[p] {
		if x.d.Entities[e].Type == ontology.Person && !x.d.Entities[e].Local {
			return e
		}
	}
	return -1
}

// apposed reads a title in one phrase as the office of the person in the other.
func (x *extraction) apposed(name, title int) {
	who := -1
	if m, ok := x.mentionAt(x.d.Phrases[name].Head); ok {
		who = x.d.Refs[m]
	}
	if who < 0 || x.d.Entities[who].Type != ontology.Person || x.nameAt(x.d.Phrases[title].Head) {
		return
	}
	h := x.d.Phrases[title].Head
	if t, ok := x.lists.Title(x.d.Tokens[h].Text); ok {
		x.hold(who, title, h, t)
		x.further(who, title)
	}
	x.jointly(who, title)
}

// copula reads "X ist Präsident von Y", "X wird als Sprecher ...".
func (x *extraction) copula(p int) {
	ph := x.d.Phrases[p]
	if ph.Clause < 0 || x.nameAt(ph.Head) {
		return
	}
	cl := x.d.Clauses[ph.Clause]
	predicative := slices.ContainsFunc(cl.Args, func(a doc.Arg) bool { return a.Phrase == p && a.Role == doc.Predicate })
	if !predicative && !(ph.Prep == "als" && slices.Contains([]string{"gelten", "dienen", "arbeiten", "fungieren", "amtieren"}, cl.Verb.Lemma)) && !x.becomes(p) {
		return
	}
	title, ok := x.lists.Title(x.d.Tokens[ph.Head].Text)
	if !ok {
		return
	}
	n := len(x.found)
	for _, s := range x.holders(site{clause: ph.Clause, phrase: p}) {
		if who := x.person(s); who >= 0 {
			x.hold(who, p, ph.Head, title)
			x.further(who, p)
		}
	}
	for i := n; i < len(x.found); i++ { // what the verb says of certainty holds for it
		x.found[i].static, x.found[i].phrase = false, -1
	}
}

// becomes reports whether phrase p is what the subject of "werden" becomes, though its form allows an object.
func (x *extraction) becomes(p int) bool {
	cl := x.d.Clauses[x.d.Phrases[p].Clause]
	return slices.Contains([]string{"werden", "bleiben", "sein", "heißen", "heissen"}, cl.Verb.Lemma) && !cl.Verb.Passive &&
		slices.ContainsFunc(cl.Args, func(a doc.Arg) bool {
			return a.Phrase == p && (a.Role == doc.Object || a.Role == doc.Subject && cl.Verb.Lemma != "werden")
		})
}

// hold records that a person has the office named at token t of phrase p, where the text tells of which state or body.
func (x *extraction) hold(who, p, t int, title Title) {
	of, fromFront := x.officeOf(who, p, title)
	if of < 0 || of == who {
		return
	}
	if x.d.Entities[of].Kind == "party" && slices.Contains([]string{"Politiker", "Politikerin", "Abgeordneter", "Abgeordnete", "Mandatar", "Mandatarin", "Mitglied", "Parlamentarier"}, title.Noun) {
		x.belongs(who, of, p) // "der SPD-Politiker": of the party, not an office in it
		return
	}
	if n := strings.ToLower(title.Noun); strings.HasSuffix(n, "kollege") || strings.HasSuffix(n, "kollegin") {
		if title.Noun = x.sharedOffice(p); title.Noun == "" {
			return
		}
		title.Expert = false
		title.Front = ""
	}
	if strings.HasSuffix(title.Noun, "freund") || strings.HasSuffix(title.Noun, "freundin") {
		return // "Parteifreund" is no office
	}
	name := title.Noun
	if _, rest, ok := strings.Cut(title.Front, "-"); ok && !fromFront && x.byName(title.Front[:len(title.Front)-len(rest)-1]) == of {
		title.Front = rest
	}
	if title.Front != "" && !fromFront {
		name = title.Front + "-" + title.Noun
		if !strings.HasSuffix(strings.ToLower(x.d.Tokens[t].Text), strings.ToLower("-"+title.Noun)) {
			name = title.Front + lowered(title.Noun)
		}
	}
	if title.Former {
		name = "ehemaliger " + name
	}
	if x.guess && x.taken(who, of, title.Noun) {
		return
	}
	c := found{clause: x.d.Phrases[p].Clause, phrase: p, static: true}
	c.Subject, c.Predicate, c.Object, c.Place = who, "hasRole", of, -1
	c.Role = x.described(p, t, name)
	c.Modality, c.Polarity = ontology.Actual, ontology.Positive
	c.Evidence, c.Frame = x.sentenceAt(t), "hasRole.title"
	if _, ok := x.offices[who]; !ok {
		x.offices[who] = len(x.found)
	}
	x.found = append(x.found, c)
}

// taken reports whether the text says of somebody else that he holds the office, so that it is no guess for this one.
func (x *extraction) taken(who, of int, title string) bool {
	return slices.ContainsFunc(x.found, func(f found) bool {
		return f.Predicate == "hasRole" && f.Object == of && f.Subject != who && f.Role == title
	})
}

// lowered writes a noun as the end of a compound: "Ökonom" in "Bildungsökonom".
func lowered(noun string) string {
	r, n := utf8.DecodeRuneInString(noun)
	return string(unicode.ToLower(r)) + noun[n:]
}

// sharedOffice is the office of the person whose colleague phrase p speaks of: "ihr finnischer Kollege".
func (x *extraction) sharedOffice(p int) string {
	for _, o := range x.d.Owners[p] {
		if i, ok := x.offices[o]; ok {
			return x.found[i].Role
		}
	}
	return ""
}

// described puts what narrows an office before it: "ehemaliger Ministerpräsident", "Nationaler Sicherheitsberater".
func (x *extraction) described(p, t int, name string) string {
	var words []string
	for i := x.d.Phrases[p].First; i < t; i++ {
		switch {
		case x.d.Words[i].Tag == "TRUNC" || x.d.Words[i].Tag == "KON" && i > 0 && x.d.Words[i-1].Tag == "TRUNC":
			words = append(words, x.d.Tokens[i].Text)
		case x.d.Words[i].Tag == "ADJA" && !x.adjectiveMention(i):
			stem := adjectiveStem(x.d, i)
			if slices.Contains([]string{"ehemalig", "früher", "einstig", "stellvertretend", "national", "designiert", "abgesetzt"}, stem) {
				words = append(words, stem+x.masculineOrFeminine(t))
			}
		}
	}
	if n := len(words); n > 0 && strings.HasPrefix(words[n-1], "national") {
		words[n-1] = "N" + words[n-1][1:]
	}
	return strings.Join(append(words, name), " ")
}

// masculineOrFeminine is the nominative ending that an adjective takes before the title at token t.
func (x *extraction) masculineOrFeminine(t int) string {
	if strings.HasSuffix(x.d.Words[t].Lemma, "in") {
		return "e"
	}
	return "er"
}

func (x *extraction) adjectiveMention(t int) bool {
	lo, hi := x.d.MentionsIn(t, t+1)
	return lo < hi && x.d.Mentions[lo].Kind == doc.Adjective
}

// role is the words of an office that a frame's role slot holds, "zum Minister" -> "Minister", or by which the text calls who gets or loses it.
func (x *extraction) role(f *Frame, s site) string {
	list, _ := places(f.Slots["role"])
	for _, place := range list {
		for _, p := range x.at(s, place) {
			h := x.d.Phrases[p].Head
			if title, ok := x.lists.Title(x.d.Tokens[h].Text); ok && x.d.Words[h].Tag == "NN" {
				return title.Noun
			}
		}
	}
	place := f.Slots["object"]
	if place == "same" {
		place = f.Slots["subject"]
	}
	list, _ = places(place)
	for _, place := range list {
		for _, p := range x.at(s, place) {
			if role := x.calledOffice(p); role != "" {
				return role
			}
		}
	}
	return ""
}

// calledOffice is the title before the name in a phrase, or the title that the phrase is: "feuerte [Polizeichef Bello]".
func (x *extraction) calledOffice(p int) string {
	ph := x.d.Phrases[p]
	for t := ph.First; t <= ph.Head; t++ {
		title, ok := x.lists.Title(x.d.Tokens[t].Text)
		if !ok || title.Expert || x.nameAt(t) {
			continue
		}
		if title.Front != "" && x.byName(title.Front) < 0 {
			if strings.HasSuffix(x.d.Tokens[t].Text, "-"+title.Noun) {
				return title.Front + "-" + title.Noun
			}
			return title.Front + lowered(title.Noun)
		}
		return title.Noun
	}
	return ""
}
