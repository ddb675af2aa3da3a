package claim

import (
	"slices"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// when binds date and place to a claim: those of its own clause, of the clause that it is coordinated with, or of its own noun phrase.
func (x *extraction) when(f *found) {
	if f.clause < 0 {
		return
	}
	f.Date = x.date(f)
	if !eventful(f.Predicate) {
		return
	}
	for _, p := range x.placePhrases(f) {
		for _, e := range x.d.Means[p] {
			if t := x.d.Entities[e].Type; (t == ontology.Place || t == ontology.State) && e != f.Object && e != f.Subject {
				f.Place = e
				return
			}
		}
	}
}

// date is the value of the date that belongs to the claim. A day of the week lies ahead where the claim does: "trifft ihn am Dienstag".
func (x *extraction) date(f *found) string {
	cl := &x.d.Clauses[f.clause]
	first, last := cl.First, cl.Last
	if f.phrase >= 0 && !x.inSlot(f) {
		// "seit dem Treffen im September": what stands behind the noun is its own, what stands elsewhere the clause's.
		first = x.d.Phrases[f.phrase].First
		last = min(last, x.endOfRow(f.phrase))
	}
	m, ok := x.dateIn(f.clause, first, last)
	if !ok && f.phrase < 0 && len(x.args(f.clause, doc.Subject)) == 0 && cl.Kind == doc.MainClause && f.clause > 0 && x.d.Clauses[f.clause-1].Sentence == cl.Sentence {
		up := &x.d.Clauses[f.clause-1]
		m, ok = x.dateIn(f.clause-1, up.First, up.Last)
	}
	switch {
	case !ok:
		return ""
	case m.Ahead != "" && f.Modality != ontology.Actual && f.Modality != ontology.Alleged:
		return m.Ahead
	}
	return m.Date
}

// dateIn finds the first resolved date of a clause among the tokens [first, last).
func (x *extraction) dateIn(clause, first, last int) (doc.Mention, bool) {
	lo, hi := x.d.MentionsIn(first, last)
	for _, m := range x.d.Mentions[lo:hi] {
		if m.Kind == doc.DateMention && m.Date != "" && m.Last <= last && x.inOwn(clause, m.First) {
			return m, true
		}
	}
	return doc.Mention{}, false
}

// endOfRow is the token behind the phrases that follow p in a row.
func (x *extraction) endOfRow(p int) int {
	end := x.d.Phrases[p].Last
	lo, hi := x.d.PhrasesAround(x.d.Phrases[p].Head)
	for _, ph := range x.d.Phrases[lo:hi] {
		if ph.First == end {
			end = ph.Last
		}
	}
	return end
}

func eventful(relation string) bool {
	return slices.Contains([]string{"meets", "consults", "agrees", "attacks", "kills", "arrests", "participatesIn", "protests", "tests"}, relation)
}

func (x *extraction) placePhrases(f *found) []int {
	if f.phrase >= 0 {
		return x.hanging(f.phrase, doc.PrepAttr, "in")
	}
	return x.prepositional(f.clause, "in")
}

// inOwn reports whether a token belongs to the clause, and not to one nested in it.
func (x *extraction) inOwn(clause, token int) bool {
	lo, hi := x.d.PhrasesAround(token)
	for _, ph := range x.d.Phrases[lo:hi] {
		if token >= ph.First && token < ph.Last {
			return ph.Clause == clause
		}
	}
	return true
}

// amount binds a number to the claim's goods, or to a thing that its clause counts.
func (x *extraction) amount(f *found) {
	if f.clause < 0 || len(f.Goods) == 0 && f.Predicate != "kills" && f.Predicate != "arrests" {
		return
	}
	cl := &x.d.Clauses[f.clause]
	lo, hi := x.d.MentionsIn(cl.First, cl.Last)
	for _, m := range x.d.Mentions[lo:hi] {
		if m.Kind == doc.AmountMention && m.Amount != nil && m.Last <= cl.Last && x.counts(f, m) {
			a := *m.Amount
			if a.Unit == "" {
				a.Unit = x.unit(m)
			}
			f.Quantity = &a
			return
		}
	}
}

// counts reports whether the amount stands in the phrase of the claim's object or goods.
func (x *extraction) counts(f *found, m doc.Mention) bool {
	lo, hi := x.d.PhrasesAround(m.First)
	for p := lo; p < hi; p++ {
		ph := x.d.Phrases[p]
		if m.First < ph.First || m.Last > ph.Last || ph.Clause != f.clause {
			continue
		}
		return x.class(x.d.Words[ph.Head]) != "" || slices.Contains(x.d.Means[p], f.Object)
	}
	return false
}

// unit is the noun behind a bare number.
func (x *extraction) unit(m doc.Mention) string {
	lo, hi := x.d.PhrasesAround(m.First)
	for _, ph := range x.d.Phrases[lo:hi] {
		if m.First >= ph.First && m.Last <= ph.Last {
			return x.d.Tokens[ph.Head].Text
		}
	}
	return ""
}
