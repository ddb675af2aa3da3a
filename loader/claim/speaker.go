package claim

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// A speech is who is reported to say what a clause says.
type speech struct {
	by     []int
	strong bool // named in the same sentence, not carried over from an earlier one
	why    cause
}

// speeches finds the speaker of every clause: the subject of a verb of saying above it, a source phrase ("laut X"), or the last
// speaker where Konjunktiv I runs on.
func (x *extraction) speeches() []speech {
	out := make([]speech, len(x.d.Clauses))
	var last []int
	lastSentence := -2
	for c := range x.d.Clauses {
		s := x.d.Clauses[c].Sentence
		if by := x.beforeColon(c); len(by) > 0 {
			out[c] = speech{by, true, x.heard()}
		} else if by := x.sayer(c); len(by) > 0 {
			out[c] = speech{by, true, x.heard()}
		} else if by := x.source(c); len(by) > 0 {
			out[c] = speech{by, true, x.heard()}
		} else if x.runsOn(c) && lastSentence >= s-4 && len(last) > 0 {
			out[c] = speech{last, false, cause{"the last speaker goes on in Konjunktiv I", x.d.Clauses[c].Verb.Tokens}}
			lastSentence = s
		}
		if lastSentence >= s-4 && x.accordingly(c) { // "den Angaben zufolge", "demnach": the same source goes on
			lastSentence = s
			if out[c].by == nil && len(last) > 0 {
				out[c] = speech{last, false, cause{rule: "the source named before goes on"}}
			}
		}
		if by := x.announces(c); len(by) > 0 {
			last, lastSentence = by, s
			x.pointsBack(out, c, by)
		} else if out[c].strong {
			last, lastSentence = out[c].by, s
		}
	}
	x.quoted(out)
	x.inherit(out)
	return out
}

// speaking is the speaker of every clause, found when first asked for.
func (x *extraction) speaking() []speech {
	if x.voice == nil {
		x.voice = x.speeches()
	}
	return x.voice
}

// accordingly reports whether a clause points back to a source that was named before.
func (x *extraction) accordingly(c int) bool {
	if x.hasAdverb(c, []string{"demnach", "demzufolge"}) {
		return true
	}
	cl := &x.d.Clauses[c]
	for t := cl.First + 1; t < cl.Last; t++ {
		if x.d.Tokens[t].Text == "zufolge" && slices.Contains([]string{"Angabe", "Bericht", "Mitteilung"}, x.d.Words[t-1].Head) {
			return true
		}
	}
	return false
}

// beforeColon returns who is named before the colon that opens the clause: "Juan Holm: «Peru hat ...»".
func (x *extraction) beforeColon(c int) []int {
	for d := c - 1; d >= 0 && x.d.Clauses[d].Sentence == x.d.Clauses[c].Sentence; d-- {
		cl := &x.d.Clauses[d]
		if cl.Kind != doc.Fragment || cl.Last >= len(x.d.Tokens) || x.d.Tokens[cl.Last].Text != ":" {
			continue
		}
		lo, hi := x.d.PhrasesAround(cl.First)
		for p := lo; p < hi; p++ {
			if x.d.Phrases[p].Clause == d {
				if by := x.actors(p); len(by) > 0 && x.d.Phrases[p].Prep == "" {
					x.hears("named before the colon", cl.Last)
					return by
				}
			}
		}
	}
	return nil
}

// sayer climbs from a complement clause to the verb of saying that embeds it and returns its subject.
func (x *extraction) sayer(c int) []int {
	for depth := 0; c >= 0 && depth < 8; depth++ {
		cl := &x.d.Clauses[c]
		if cl.Kind == doc.SubClause && !complementizer(cl.Conj) || x.aside(c) {
			return nil
		}
		if up := cl.Parent; up >= 0 && (cl.Kind != doc.RelClause || cl.Conj == "wonach") {
			if by := x.announces(up); len(by) > 0 {
				x.hears(x.embed(up).ID, x.d.Clauses[up].Verb.Tokens...)
				return by
			}
		}
		for _, a := range cl.Args {
			// "Wie YTN schreibt, soll ...": the clause of "wie" stands below the one that it vouches for.
			if a.Role == doc.Complement && x.d.Clauses[a.Clause].Conj == "wie" {
				if by := x.announces(a.Clause); len(by) > 0 {
					x.hears(x.embed(a.Clause).ID, x.d.Clauses[a.Clause].Verb.Tokens...)
					return by
				}
			}
		}
		c = cl.Parent
	}
	return nil
}

// source reads "laut X", "nach Angaben von X", "X zufolge" in the clause or above it.
func (x *extraction) source(c int) []int {
	for depth := 0; c >= 0 && depth < 8; depth++ {
		for _, p := range x.args(c, doc.Prep) {
			if x.isSource(p) {
				if by := x.sourceOf(p); len(by) > 0 {
					x.hears("source phrase", x.d.Phrases[p].First, x.d.Phrases[p].Head)
					return by
				}
			}
		}
		if by := x.postponed(c); len(by) > 0 {
			return by
		}
		c = x.d.Clauses[c].Parent
	}
	return nil
}

// isSource reports whether a prepositional phrase names a source.
func (x *extraction) isSource(p int) bool {
	ph := x.d.Phrases[p]
	switch ph.Prep {
	case "laut", "gemäß", "gemäss", "zufolge", "so":
		return true
	case "nach", "unter":
		return x.heads(p, []string{"Angabe", "Aussage", "Bericht", "Darstellung", "Wort", "Information", "Ansicht", "Einschätzung", "Meinung", "Mitteilung", "Berufung", "Medienbericht", "Kirchenangabe", "Polizeiangabe", "Regierungsangabe", "Behördenangabe"})
	}
	return false
}

// sourceOf is who stands behind a source phrase: itself, or the genitive, adjective or "von/aus" phrase on "Angaben".
func (x *extraction) sourceOf(p int) []int {
	if by := x.actors(p); len(by) > 0 {
		return by
	}
	ph := x.d.Phrases[p]
	for t := ph.First; t < ph.Head; t++ {
		if x.d.Words[t].Tag == "ADJA" && adjectiveStem(x.d, t) == "eigen" && ph.Clause >= 0 { // "nach eigenen Angaben"
			return x.slotEntities(ph.Clause, "subj")
		}
	}
	s := site{clause: x.d.Phrases[p].Clause, phrase: p}
	types := []string{ontology.Person, ontology.State, ontology.Organization}
	by, _ := x.fillList(s, []string{"gen", "von", "aus", "auf", "adj"}, types, nil)
	return by
}

// postponed reads "Experten zufolge": the word stands behind its noun.
func (x *extraction) postponed(c int) []int {
	cl := &x.d.Clauses[c]
	for t := cl.First; t < cl.Last; t++ {
		if l := strings.ToLower(x.d.Tokens[t].Text); l != "zufolge" && (l != "nach" || x.d.Words[t].Tag != "APPO") {
			continue
		}
		lo, hi := x.d.PhrasesAround(t)
		for p := lo; p < hi; p++ {
			if x.d.Phrases[p].Last == t {
				x.hears("source phrase", t)
				if by := x.sourceOf(p); len(by) > 0 {
					return by
				}
				if up := x.d.Phrases[p].Parent; up >= 0 {
					return x.sourceOf(up)
				}
			}
		}
	}
	return nil
}

// runsOn reports whether the clause is in Konjunktiv I without a speaker of its own, so that the last speaker goes on.
func (x *extraction) runsOn(c int) bool {
	cl := &x.d.Clauses[c]
	return cl.Verb.Mood == doc.Reported && (cl.Kind == doc.MainClause || cl.Kind == doc.SubClause)
}

// announces returns the subject of a clause whose verb is one of saying, whether or not a clause depends on it.
func (x *extraction) announces(c int) []int {
	e := x.embed(c)
	if e == nil || e.Speaker == "" {
		return nil
	}
	if by := x.slotEntities(c, e.Speaker); len(by) > 0 {
		for _, p := range x.prepositional(c, "unter") { // "YTN meldete unter Berufung auf Holm"
			if x.isSource(p) {
				by = union(by, x.sourceOf(p))
			}
		}
		return by
	}
	for _, prep := range []string{"aus", "vonseiten", "seitens", "von", "in", "bei"} { // "hiess es aus dem Ministerium"
		for _, p := range x.prepositional(c, prep) {
			if by := x.actors(p); len(by) > 0 && x.impersonal(c) {
				return by
			}
		}
	}
	return nil
}

// impersonal reports whether "es" is the subject of the clause.
func (x *extraction) impersonal(c int) bool {
	return slices.ContainsFunc(x.args(c, doc.Subject), func(p int) bool {
		return strings.EqualFold(x.d.Tokens[x.d.Phrases[p].Head].Text, "es")
	})
}

// pointsBack gives the sentence before to the speaker of "Das teilte X mit".
func (x *extraction) pointsBack(out []speech, c int, by []int) {
	cl := &x.d.Clauses[c]
	first := strings.ToLower(x.d.Tokens[cl.First].Text)
	if first != "das" && first != "dies" || x.d.Words[cl.First].Tag != "PDS" || !x.leads(c) {
		return
	}
	for d := c - 1; d >= 0 && x.d.Clauses[d].Sentence >= cl.Sentence-1; d-- {
		if !out[d].strong && x.d.Clauses[d].Sentence == cl.Sentence-1 {
			out[d] = speech{by, true, cause{x.embed(c).ID, cl.Verb.Tokens}}
		}
	}
}

// inherit gives clauses below a reported one its speaker.
func (x *extraction) inherit(out []speech) {
	for c := range out {
		if len(out[c].by) > 0 || x.aside(c) {
			continue
		}
		for up, depth := x.d.Clauses[c].Parent, 0; up >= 0 && depth < 8; up, depth = x.d.Clauses[up].Parent, depth+1 {
			if len(out[up].by) > 0 {
				out[c] = out[up]
				break
			}
		}
	}
}

// aside reports whether a clause in the indicative adds something of the article's own to what is reported: "..., wo Peru an Chile grenzt".
func (x *extraction) aside(c int) bool {
	cl := &x.d.Clauses[c]
	up := cl.Parent
	return up >= 0 && cl.Verb.Mood == doc.Indicative && x.d.Clauses[up].Verb.Mood == doc.Reported && (cl.Kind == doc.RelClause || cl.Kind == doc.SubClause && !complementizer(cl.Conj))
}

// attribute sets the speaker of a claim; nobody is reported to say what the claim itself says of his own saying.
func (x *extraction) attribute(f *found) {
	by := slices.Clone(x.voice[f.clause].by)
	if f.static || f.phrase >= 0 && !x.inSlot(f) && x.reported(f.clause) {
		return
	}
	if len(f.AttributedTo) > 0 {
		return
	}
	f.AttributedTo = slices.DeleteFunc(by, func(e int) bool {
		return e == f.Subject && speechAct(f.Predicate)
	})
	x.note(f, x.voice[f.clause].why.rule, x.voice[f.clause].why.tokens...)
}
