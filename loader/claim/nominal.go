package claim

import (
	"slices"
	"strings"

	"newsgraph/loader/doc"
)

// onNoun finds the phrases in a slot of a noun frame.
func (x *extraction) onNoun(s site, place string) []int {
	switch place {
	case "gen":
		return x.hanging(s.phrase, doc.Genitive, "")
	case "subj":
		return x.doer(s)
	case "holder":
		return x.holders(s)
	case "topic":
		if s.clause >= 0 {
			return x.subjects(s.clause)
		}
		return nil
	case "zwischen":
		if p := append(x.hanging(s.phrase, doc.PrepAttr, place), x.participial(s.phrase, place)...); len(p) > 0 || s.clause < 0 || !x.inSlot(&found{clause: s.clause, phrase: s.phrase}) {
			return p
		}
		return x.prepositional(s.clause, place) // "Zwischen X und Y gab es ein Treffen"
	case "adj", "compound", "same":
		return nil
	}
	return append(x.hanging(s.phrase, doc.PrepAttr, place), x.participial(s.phrase, place)...)
}

// participial lists the prepositional phrases of a participle before phrase p: "die [von Peru] verhängten Sanktionen".
func (x *extraction) participial(p int, prep string) []int {
	if x.participles == nil {
		x.participles = map[int][]int{}
		for c, cl := range x.d.Clauses {
			if cl.Kind == doc.RelClause && cl.Verb.Finite < 0 && cl.Antecedent >= 0 {
				x.participles[cl.Antecedent] = append(x.participles[cl.Antecedent], c)
			}
		}
	}
	var out []int
	for _, c := range x.participles[p] {
		out = append(out, x.prepositional(c, prep)...)
	}
	return out
}

// doer finds who does what the event noun names, where the noun itself does not tell: whom the verb that has it as an object says
// ("plant einen Besuch", "wirft X Lieferungen vor"), or the subject where it hangs on the clause by a preposition ("kam zu einem Treffen").
func (x *extraction) doer(s site) []int {
	if s.clause < 0 {
		return nil
	}
	ph := x.d.Phrases[s.phrase]
	for _, a := range x.d.Clauses[s.clause].Args {
		if a.Phrase != s.phrase {
			continue
		}
		e := x.embed(s.clause)
		switch {
		case a.Role == doc.Object && e != nil && e.Actor != "":
			return x.inClause(s.clause, e.Actor)
		case a.Role == doc.Prep && ph.Prep == "zu" && e != nil && e.Actor == "obj":
			return x.inClause(s.clause, "obj") // "zur Flucht nach Peru gezwungen"
		case a.Role == doc.Prep && (slices.Contains([]string{"zu", "auf", "mit", "um", "ohne"}, ph.Prep) || ph.Prep == "für" && s.relation != "agrees" && s.relation != "alliedWith" || slices.Contains([]string{"bei", "in", "vor", "nach"}, ph.Prep) && together(s.relation)) && (e == nil || e.Actor == "subj" || e.Speaker != "" && e.Modality == ""):
			return x.inClause(s.clause, "subj")
		}
	}
	return nil
}

// together reports whether who takes part in a sentence "bei" or "nach" such an event took part in it: a talk, but not an attack.
func together(relation string) bool {
	return slices.Contains([]string{"meets", "consults", "visits", "cooperates", "agrees", "participatesIn", "invites"}, relation)
}

// hanging lists the phrases that hang on p in one way, and prepositional ones that follow it without a gap.
func (x *extraction) hanging(p int, rel doc.PhraseRel, prep string) []int {
	var out []int
	for _, q := range x.children[p] {
		ph := x.d.Phrases[q]
		if ph.Rel == rel && (rel == doc.Genitive || ph.Prep == prep) {
			out = append(out, q)
		}
	}
	if rel == doc.PrepAttr {
		out = append(out, x.following(p, prep)...)
	}
	return out
}

// following lists prepositional phrases behind p that stand in a row with nothing between: "die Lieferung [von Panzern] [an Chile]
// [durch Peru]".
func (x *extraction) following(p int, prep string) []int {
	var out []int
	end := x.d.Phrases[p].Last
	lo, hi := x.d.PhrasesAround(x.d.Phrases[p].Head)
	for q := lo; q < hi; q++ {
		ph := x.d.Phrases[q]
		if ph.First == end && ph.Clause == x.d.Phrases[p].Clause {
			if ph.Prep == prep && ph.Parent != p && !x.agent(ph) {
				out = append(out, q)
			}
			end = ph.Last
		}
	}
	return out
}

// agent reports whether a phrase with "von" stands right before the participle of a passive, whose actor it is.
func (x *extraction) agent(ph doc.Phrase) bool {
	return ph.Prep == "von" && ph.Clause >= 0 && x.d.Clauses[ph.Clause].Verb.Passive && x.d.Clauses[ph.Clause].Verb.Head == ph.Last
}

// attributes lists what a phrase is said to belong to: its genitives and "von" phrases.
func (x *extraction) attributes(p int) []int {
	return slices.Concat(x.hanging(p, doc.Genitive, ""), x.hanging(p, doc.PrepAttr, "von"), x.hanging(p, doc.PrepAttr, "aus"), x.participial(p, "von"))
}

// holders finds who is said to be what the noun names: the subject of "sein", "bleiben", "werden", or of "gelten als".
func (x *extraction) holders(s site) []int {
	ph := x.d.Phrases[s.phrase]
	if ph.Rel == doc.Apposition && ph.Parent >= 0 {
		return []int{ph.Parent}
	}
	if s.clause < 0 {
		return nil
	}
	cl := x.d.Clauses[s.clause]
	for _, a := range cl.Args {
		if a.Phrase != s.phrase {
			continue
		}
		if a.Role == doc.Predicate || ph.Prep == "als" || a.Role == doc.Object && slices.Contains([]string{"werden", "bleiben", "sein"}, cl.Verb.Lemma) {
			return x.subjects(s.clause)
		}
		if a.Role == doc.Subject && (cl.Verb.Lemma == "sein" || cl.Verb.Lemma == "heißen" || cl.Verb.Lemma == "heissen") { // "Hauptstadt ist Lusaka"
			return append(x.args(s.clause, doc.Predicate), x.args(s.clause, doc.Object)...)
		}
	}
	return nil
}

// implicit finds entities that no phrase of their own names: the state of an adjective ("russische Lieferungen"), of a possessive
// ("seine Reise") or of the first part of a compound ("US-Sanktionen").
func (x *extraction) implicit(s site, place string) []int {
	base, attribute, nested := strings.Cut(place, "/")
	if nested && attribute == "gen" {
		var out []int
		for _, p := range x.at(s, base) {
			out = append(out, x.inner(p)...)
		}
		return out
	}
	if s.phrase < 0 {
		return nil
	}
	switch place {
	case "adj", "gen":
		return x.inner(s.phrase)
	case "compound":
		return x.front(s.phrase)
	}
	return nil
}

// inner lists what adjectives, possessives and compound parts inside a phrase point to.
func (x *extraction) inner(p int) []int {
	ph := x.d.Phrases[p]
	var out []int
	lo, hi := x.d.MentionsIn(ph.First, ph.Last)
	for m := lo; m < hi; m++ {
		if men := x.d.Mentions[m]; men.Last <= ph.Last && men.Kind == doc.Adjective && x.d.Refs[m] >= 0 {
			out = append(out, x.d.Refs[m])
		}
	}
	return append(out, x.d.Owners[p]...)
}

// front lists what the first part of the phrase's head names: "US-Sanktionen", "Sambia-Besuch".
func (x *extraction) front(p int) []int {
	h := x.d.Phrases[p].Head
	var out []int
	for m, hi := x.d.MentionsIn(h, h+1); m < hi; m++ {
		if x.d.Mentions[m].Kind == doc.Adjective && x.d.Refs[m] >= 0 {
			out = append(out, x.d.Refs[m])
		}
	}
	return out
}
