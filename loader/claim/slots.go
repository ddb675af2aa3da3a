package claim

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// fillList returns the entities in the first of the places that holds one of the types, and the phrase there.
func (x *extraction) fillList(s site, list []string, types []string, not []int) ([]int, int) {
	for _, place := range list {
		for _, p := range x.at(s, place) {
			if got := x.accept(x.itself(p, x.meaning(p), types), types, not); len(got) > 0 {
				return got, p
			}
			if got := x.accept(x.ownSide(p), types, not); len(got) > 0 {
				return got, p
			}
		}
		if direct := x.accept(x.implicit(s, place), types, not); len(direct) > 0 {
			return direct, -1
		}
	}
	return nil, -1
}

// ownSide is for whom "wir" and "man" stand in what somebody is reported to say: the state or body that he serves, or himself.
func (x *extraction) ownSide(p int) []int {
	ph := x.d.Phrases[p]
	switch strings.ToLower(x.d.Tokens[ph.Head].Text) {
	case "wir", "uns", "man":
	default:
		return nil
	}
	if ph.Clause < 0 || ph.Prep != "" {
		return nil
	}
	by := x.speaking()[ph.Clause].by
	if len(by) != 1 {
		return nil
	}
	if of := x.serves(by[0]); of >= 0 {
		return []int{of}
	}
	return by
}

// itself drops from what phrase p means the cities that do not fit by themselves where the text calls them so: "die Stadt Lima" does not
// act for its state.
func (x *extraction) itself(p int, entities []int, types []string) []int {
	ph := x.d.Phrases[p]
	for t := ph.First; t < ph.Head; t++ {
		if x.d.Words[t].Head == "Stadt" && x.d.Words[t].Tag == "NN" && x.d.Words[t].Lemma != "Hauptstadt" {
			return slices.DeleteFunc(entities, func(e int) bool { return !slices.Contains(types, x.d.Entities[e].Type) })
		}
	}
	return entities
}

// accept keeps entities of the types; a capital or building stands for its state where only an actor fits.
func (x *extraction) accept(entities []int, types []string, not []int) []int {
	var out []int
	for _, e := range entities {
		ent := x.d.Entities[e]
		if !slices.Contains(types, ent.Type) && ent.ActsFor > 0 {
			e = ent.ActsFor - 1
			ent = x.d.Entities[e]
		}
		if slices.Contains(types, ent.Type) && !slices.Contains(not, e) && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// meaning is what a phrase and the members of its list mean.
func (x *extraction) meaning(p int) []int {
	out := slices.Clone(x.d.Means[p])
	for _, q := range x.children[p] {
		switch x.d.Phrases[q].Rel {
		case doc.Conjunct:
			out = append(out, x.meaning(q)...)
		case doc.Apposition: // a name beside a description says more than it
			if named := x.meaning(q); len(named) > 0 && (len(out) == 0 || x.d.Entities[out[0]].Local) {
				out = slices.Clone(named)
			}
		}
	}
	if q := p + 1; len(out) > 0 && x.d.Entities[out[0]].Local && q < len(x.d.Phrases) && x.d.Phrases[q].First == x.d.Phrases[p].Last &&
		x.d.Phrases[q].Prep == "" && x.d.Phrases[q].Rel == doc.Free && x.nameAt(x.d.Phrases[q].First) && x.d.Phrases[p].Number == doc.Plur {
		return x.meaning(q) // "die Partner Peru und Chile"
	}
	return out
}

// at lists the phrases that stand in a place of the site.
func (x *extraction) at(s site, place string) []int {
	base, attribute, nested := strings.Cut(place, "/")
	if nested {
		var out []int
		if base == "complement" {
			return x.inComplement(s.clause, attribute)
		}
		for _, p := range x.at(s, base) {
			if attribute == "gen" || attribute == "genitive" {
				out = append(out, x.attributes(p)...)
			} else {
				out = append(out, x.hanging(p, doc.PrepAttr, attribute)...)
			}
		}
		return out
	}
	if s.phrase >= 0 {
		return x.onNoun(s, place)
	}
	return x.inClause(s.clause, place)
}

// inComplement lists the phrases with a preposition in the infinitive that a clause embeds: "weigert sich, [mit Peru] zu verhandeln".
func (x *extraction) inComplement(c int, prep string) []int {
	for _, a := range x.d.Clauses[c].Args {
		if a.Role == doc.Complement && x.d.Clauses[a.Clause].Kind == doc.InfClause {
			return x.prepositional(a.Clause, prep)
		}
	}
	return nil
}

// inClause finds the phrases in a slot of a clause, turned round for the passive.
func (x *extraction) inClause(c int, place string) []int {
	cl := &x.d.Clauses[c]
	switch place {
	case "subj":
		if cl.Verb.Passive {
			return slices.DeleteFunc(append(x.prepositional(c, "von"), x.prepositional(c, "durch")...), func(p int) bool {
				return x.belongsToNoun(p) || x.means(p, ontology.Place) // "die Attentäter von Paris"
			})
		}
		return x.subjects(c)
	case "obj":
		if cl.Verb.Passive {
			return x.subjects(c)
		}
		return x.eitherCase(c, doc.Object, doc.Indirect, doc.Acc)
	case "dat":
		if p := x.eitherCase(c, doc.Indirect, doc.Object, doc.Dat); len(p) > 0 && x.acts(p[0]) || cl.Kind != doc.InfClause || cl.Parent < 0 || !commissive(x.d.Clauses[cl.Parent].Verb.Lemma) {
			return p
		}
		return x.eitherCase(cl.Parent, doc.Indirect, doc.Object, doc.Dat) // "versprach Ecuador, Strom zu liefern"
	case "passive-in":
		if cl.Verb.Passive {
			return x.prepositional(c, "in") // "wurde in Peru verhaftet"
		}
		return nil
	case "complement-object":
		for _, a := range cl.Args {
			if a.Role == doc.Complement && x.d.Clauses[a.Clause].Kind == doc.InfClause {
				return x.inClause(a.Clause, "obj")
			}
		}
		return nil
	case "complement-subject":
		for _, a := range cl.Args {
			if a.Role == doc.Complement {
				if p := x.subjects(a.Clause); len(p) > 0 {
					return p
				}
			}
		}
		return nil
	}
	return x.prepositional(c, place)
}

// belongsToNoun reports whether a prepositional phrase is an actor of the event noun before it: "nach dem Besuch [von Obama] wurde X entlassen".
func (x *extraction) belongsToNoun(p int) bool {
	ph := x.d.Phrases[p]
	if ph.Rel != doc.PrepAttr || ph.Parent < 0 || ph.Clause >= 0 && x.d.Clauses[ph.Clause].Verb.Head == ph.Last { // "wurde nach dem Angriff [von der Armee] erschossen"
		return false
	}
	for p = ph.Parent; p >= 0; p = x.d.Phrases[p].Parent {
		if w := x.d.Words[x.d.Phrases[p].Head]; x.rules.nouns[w.Lemma] != nil || x.rules.nouns[w.Head] != nil {
			return true
		}
	}
	return false
}

// eitherCase lists the phrases in a slot; where it is empty those of the other object slot whose form allows the case, for names show
// none: "Peru hilft Chile".
func (x *extraction) eitherCase(c int, role, other doc.Role, allows doc.Case) []int {
	out := x.args(c, role)
	if len(out) > 0 {
		return out
	}
	for _, p := range x.args(c, other) {
		if ca := x.d.Phrases[p].Cases; ca == 0 || ca&allows != 0 {
			out = append(out, p)
		}
	}
	return out
}

func (x *extraction) args(c int, role doc.Role) []int {
	var out []int
	turned := (role == doc.Subject || role == doc.Object) && x.turned(c)
	for _, a := range x.d.Clauses[c].Args {
		if turned && a.Phrase >= 0 && a.Role+role == doc.Subject+doc.Object {
			out = append(out, a.Phrase)
		}
		if !turned && a.Role == role && a.Phrase >= 0 {
			out = append(out, a.Phrase)
		}
	}
	if role == doc.Object && len(out) == 0 {
		return x.roughly(c)
	}
	return out
}

// roughly lists objects with a rough number, whose "über" looks like a preposition: "entsandte über 300 Soldaten".
func (x *extraction) roughly(c int) []int {
	var out []int
	for _, a := range x.d.Clauses[c].Args {
		if a.Role != doc.Prep || a.Phrase < 0 {
			continue
		}
		ph := x.d.Phrases[a.Phrase]
		if (ph.Prep == "über" || ph.Prep == "um" || ph.Prep == "gegen") && ph.First+1 < ph.Head && x.d.Words[ph.First+1].Tag == "CARD" {
			out = append(out, a.Phrase)
		}
	}
	return out
}

// turned reports whether what stands first is the object, as only meaning tells: "Strom lieferte Indien nach Nepal", "Gespräche führte
// Kanzlerin Kovar". The forms allow both, and only the second can act.
func (x *extraction) turned(c int) bool {
	subject, object := -1, -1
	cl := &x.d.Clauses[c]
	for _, a := range cl.Args {
		switch {
		case a.Phrase < 0 || a.Role != doc.Subject && a.Role != doc.Object:
		case a.Role == doc.Subject && subject < 0:
			subject = a.Phrase
		case a.Role == doc.Object && (object < 0 || !x.acts(object)):
			object = a.Phrase
		case a.Role == doc.Subject:
			return false
		}
	}
	if subject < 0 || object < 0 || subject > object || cl.Verb.Passive || cl.Verb.Finite < 0 {
		return false
	}
	s, o := x.d.Phrases[subject], x.d.Phrases[object]
	return s.First < cl.Verb.Finite && o.First > cl.Verb.Finite && len(x.d.Means[subject]) == 0 && x.d.Words[s.Head].Tag == "NN" && x.acts(object) &&
		(s.Cases == 0 || s.Cases&doc.Acc != 0) && (o.Cases == 0 || o.Cases&doc.Nom != 0) && o.Number&x.d.Words[cl.Verb.Finite].Number != 0
}

// acts reports whether a phrase means somebody who can act.
func (x *extraction) acts(p int) bool {
	return len(x.accept(x.d.Means[p], []string{ontology.Person, ontology.State, ontology.Organization}, nil)) > 0
}

func (x *extraction) prepositional(c int, prep string) []int {
	var out []int
	for _, p := range x.args(c, doc.Prep) {
		if x.d.Phrases[p].Prep == prep {
			out = append(out, p)
		}
	}
	return out
}

// subjects finds the grammatical subject, also where it stands outside: of an infinitive, of a participle before its
// noun, of the second of two coordinated clauses.
func (x *extraction) subjects(c int) []int {
	cl := &x.d.Clauses[c]
	if own := x.args(c, doc.Subject); len(own) > 0 {
		return own
	}
	switch {
	case cl.Conj == "wie" && len(x.prepositional(c, "wie")) > 0:
		return x.prepositional(c, "wie") // "Wie Minister X mitteilte": the conjunction, not the preposition
	case cl.Kind == doc.RelClause && cl.Verb.Finite < 0 && cl.Antecedent >= 0:
		return []int{cl.Antecedent}
	case cl.Kind == doc.InfClause && cl.Parent >= 0:
		return x.controller(cl)
	case cl.Kind != doc.Fragment && cl.Verb.Finite >= 0 && !x.leads(c):
		return x.shared(c)
	}
	return nil
}

// shared is the subject of the clause that c is coordinated with: "kam an und traf Kim".
func (x *extraction) shared(c int) []int {
	cl := &x.d.Clauses[c]
	for d := c - 1; d >= 0 && x.d.Clauses[d].Sentence == cl.Sentence; d-- {
		o := &x.d.Clauses[d]
		if o.Kind != cl.Kind || x.asked(d) || cl.Kind != doc.MainClause && (o.Parent != cl.Parent || o.Conj != cl.Conj) {
			continue
		}
		if p := x.args(d, doc.Subject); len(p) > 0 && (o.Verb.Passive == cl.Verb.Passive || cl.Kind == doc.MainClause) {
			return p
		}
	}
	return nil
}

// leads reports whether a clause without subject begins its sentence, so that nothing can be shared with it.
func (x *extraction) leads(c int) bool {
	return x.d.Clauses[c].First == x.d.Sentences[x.d.Clauses[c].Sentence].First
}

// controller is the understood subject of an infinitive clause: the object of verbs of influence ("fordert X auf, ... zu"), else the
// subject of the clause above.
func (x *extraction) controller(cl *doc.Clause) []int {
	up := &x.d.Clauses[cl.Parent]
	if p := x.nounBefore(cl); p >= 0 {
		if g := x.hanging(p, doc.Genitive, ""); len(g) > 0 {
			return g // "die Versuche der USA, ... zu verhängen"
		}
	}
	if p := x.prepositional(cl.Parent, "von"); len(p) > 0 && slices.Contains([]string{"verlangen", "fordern", "erwarten", "wünschen"}, up.Verb.Lemma) {
		return p // "verlangt von X, ... zu"
	}
	if cl.Conj == "" && controlsObject(up.Verb.Lemma) {
		for _, role := range []doc.Role{doc.Object, doc.Indirect} {
			if p := x.args(cl.Parent, role); len(p) > 0 {
				return p
			}
		}
	}
	return x.subjects(cl.Parent)
}

// nounBefore finds the noun phrase on which an infinitive clause hangs: the one that ends at the comma, attributes included, if its noun
// takes such a clause.
func (x *extraction) nounBefore(cl *doc.Clause) int {
	lo, hi := x.d.PhrasesAround(cl.First)
	for p := lo; p < hi; p++ {
		if x.d.Phrases[p].Last != cl.First-1 {
			continue
		}
		for q := p; q >= 0; q = x.d.Phrases[q].Parent {
			if x.rules.heads[x.d.Words[x.d.Phrases[q].Head].Head] != nil {
				return q
			}
		}
	}
	return -1
}

// commissive verbs promise somebody what their infinitive says.
func commissive(verb string) bool {
	return slices.Contains([]string{"versprechen", "zusagen", "zusichern", "anbieten", "garantieren"}, verb)
}

func controlsObject(verb string) bool {
	return slices.Contains([]string{"auffordern", "bitten", "drängen", "zwingen", "warnen", "mahnen", "aufrufen", "ermutigen", "erlauben",
		"ermöglichen", "vorwerfen", "beschuldigen", "bezichtigen", "verdächtigen", "anweisen", "einladen", "verpflichten", "befehlen",
		"verbieten", "helfen", "raten", "empfehlen", "hindern", "überzeugen", "beauftragen"}, verb)
}

// conditions checks the words that a frame asks for or excludes.
func (x *extraction) conditions(f *Frame, s site) bool {
	for where, lemmas := range f.With {
		if !x.has(s, where, lemmas) {
			return x.failed(f, s, "with")
		}
	}
	if s.phrase >= 0 {
		return true
	}
	cl := x.d.Clauses[s.clause]
	if f.Reflex && !cl.Verb.Reflex || len(f.Adverb) > 0 && !x.hasAdverb(s.clause, f.Adverb) || len(f.Complement) > 0 && !x.complementModal(s.clause, f.Complement) {
		return x.failed(f, s, "clause")
	}
	for _, a := range cl.Args {
		if a.Phrase >= 0 && x.heads(a.Phrase, f.Without) {
			return x.failed(f, s, "without")
		}
	}
	return true
}

// complementModal reports whether a clause embeds one with one of the modal verbs: "solle die Truppen abziehen, sagte er".
func (x *extraction) complementModal(c int, modals []string) bool {
	return slices.ContainsFunc(x.d.Clauses[c].Args, func(a doc.Arg) bool {
		return a.Role == doc.Complement && slices.Contains(modals, x.d.Clauses[a.Clause].Verb.Modal) && x.d.Clauses[a.Clause].Conj != "wie"
	})
}

// has reports whether one of the lemmas heads a phrase in one of the places; "*any" stands for every word.
func (x *extraction) has(s site, where string, lemmas []string) bool {
	list, _ := places(where)
	for _, place := range list {
		for _, p := range x.at(s, place) {
			if slices.Contains(lemmas, "*any") || x.heads(p, lemmas) ||
				slices.Contains(lemmas, "*actor") && len(x.accept(x.meaning(p), []string{ontology.Person, ontology.State, ontology.Organization}, nil)) > 0 {
				return true
			}
		}
	}
	return false
}

// heads reports whether the phrase or a member of its list is headed by one of the lemmas.
func (x *extraction) heads(p int, lemmas []string) bool {
	w := x.d.Words[x.d.Phrases[p].Head]
	if slices.Contains(lemmas, w.Lemma) || slices.Contains(lemmas, w.Head) {
		return true
	}
	if c := x.d.Phrases[p].Clause; w.Tag == "PRELS" && c >= 0 && x.d.Clauses[c].Antecedent >= 0 {
		a := x.d.Words[x.d.Phrases[x.d.Clauses[c].Antecedent].Head] // "ein Pakt, den X mit Y geschlossen hat"
		return slices.Contains(lemmas, a.Lemma) || slices.Contains(lemmas, a.Head)
	}
	for _, q := range x.children[p] {
		if x.d.Phrases[q].Rel == doc.Conjunct && x.heads(q, lemmas) {
			return true
		}
	}
	return false
}

func (x *extraction) hasAdverb(c int, lemmas []string) bool {
	for _, t := range x.d.Clauses[c].Adverbs {
		if slices.Contains(lemmas, x.d.Words[t].Lemma) || slices.Contains(lemmas, strings.ToLower(x.d.Tokens[t].Text)) {
			return true
		}
	}
	return false
}
