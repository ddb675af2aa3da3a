package claim

import (
	"cmp"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// certainty sets modality, polarity, speaker, date, place and what its confidence is computed from of every found claim, from where it stands.
func (x *extraction) certainty() {
	x.speaking()
	for i := range x.found {
		f := &x.found[i]
		f.why = x.account(f)
		if f.clause >= 0 {
			x.modal(f)
			x.attribute(f)
		}
		if !f.static {
			x.when(f)
			x.amount(f)
		}
	}
	x.signal()
}

func opposite(polarity string) string {
	if polarity == ontology.Negative {
		return ontology.Positive
	}
	return ontology.Negative
}

// asked reports whether the clause is a question, or a condition that begins with its verb: "Sollte X liefern, ...".
func (x *extraction) asked(c int) bool {
	cl := &x.d.Clauses[c]
	s := x.d.Sentences[cl.Sentence]
	if x.d.Tokens[s.Last-1].Text == "?" {
		return true
	}
	return cl.Kind == doc.MainClause && cl.First == s.First && cl.Verb.Finite == cl.First
}

// conditional reports whether what a clause in the present tense says hangs on a condition: "wenn X zurücktritt, [wählt das Parlament Y]", "tritt X
// zurück, [wählt das Parlament Y]", but not "auch wenn X zurücktritt".
func (x *extraction) conditional(c int) bool {
	cl := &x.d.Clauses[c]
	if cl.Verb.Tense != doc.Present || cl.Verb.Perfect || cl.Kind == doc.RelClause {
		return false
	}
	s, first := x.d.Sentences[cl.Sentence], c
	for first > 0 && x.d.Clauses[first-1].Sentence == cl.Sentence {
		first--
	}
	for d := first; d < len(x.d.Clauses) && x.d.Clauses[d].Sentence == cl.Sentence; d++ {
		other := &x.d.Clauses[d]
		switch {
		case d == c || other.Verb.Tense == doc.Past && other.Verb.Mood == doc.Indicative:
		case other.Kind == doc.SubClause && other.Parent == c && slices.Contains([]string{"wenn", "falls", "sofern"}, other.Conj):
			before := ""
			if other.First > s.First {
				before = strings.ToLower(x.d.Tokens[other.First-1].Text)
			}
			if !slices.Contains([]string{"auch", "selbst", "sogar", "ausser", "außer", "als", "immer"}, before) {
				return true
			}
		case other.Kind == doc.MainClause && other.First == s.First && other.Verb.Finite == other.First && cl.First > other.First && cl.Kind == doc.MainClause &&
			(cl.Verb.Finite == cl.First || cl.Verb.Finite == cl.First+1 && x.hasAdverb(c, []string{"dann", "so"})) && x.d.Tokens[max(0, cl.First-1)].Text == ",":
			return true
		}
	}
	return false
}

// adverbs that tell how certain a clause is; lemmas.
var hedges = map[string]string{
	"möglicherweise": ontology.Possible, "vielleicht": ontology.Possible, "eventuell": ontology.Possible, "womöglich": ontology.Possible,
	"gegebenenfalls": ontology.Possible, "wohl": ontology.Probable, "wahrscheinlich": ontology.Probable, "voraussichtlich": ontology.Planned,
	"vermutlich": ontology.Probable, "offenbar": ontology.Actual, "anscheinend": ontology.Probable, "angeblich": ontology.Alleged,
	"mutmaßlich": ontology.Alleged, "mutmasslich": ontology.Alleged, "vorgeblich": ontology.Alleged,
}

// adjectives that tell how certain an event noun is; lemmas.
var qualities = map[string]string{
	"geplant": ontology.Planned, "bevorstehend": ontology.Planned, "angekündigt": ontology.Planned, "kommend": ontology.Planned, "vorgesehen": ontology.Planned,
	"möglich": ontology.Possible, "etwaig": ontology.Possible, "potenziell": ontology.Possible, "denkbar": ontology.Possible, "drohend": ontology.Possible, "eventuell": ontology.Possible,
	"mutmaßlich": ontology.Alleged, "mutmasslich": ontology.Alleged, "angeblich": ontology.Alleged, "wahrscheinlich": ontology.Probable, "erwartet": ontology.Probable,
	"nächst": ontology.Planned, "gewünscht": ontology.Possible, "gefordert": ontology.Possible,
}

// rank orders modalities by how much they take away; the strongest reading on the way up wins.
var rank = map[string]int{ontology.Actual: 0, ontology.Planned: 1, ontology.Probable: 2, ontology.Alleged: 3, ontology.Possible: 4}

func weaken(old, by string) string {
	if by != "" && rank[by] > rank[old] {
		return by
	}
	return old
}

// modal reads modality and polarity off the claim's own clause or noun, and off every clause above.
func (x *extraction) modal(f *found) {
	c := f.clause
	if f.phrase >= 0 {
		f.Modality = weaken(f.Modality, x.quality(f.phrase))
		x.note(f, "adjective")
		if f.static || f.fact {
			return
		}
		x.embeddedNoun(f)
	} else {
		cl := &x.d.Clauses[c]
		f.Modality = weaken(f.Modality, x.ownModality(c))
		x.note(f, "verb", cl.Verb.Tokens...)
		if x.asked(c) {
			f.Modality = weaken(f.Modality, ontology.Possible)
			x.note(f, "question, or condition that begins with its verb")
		}
		if x.conditional(c) {
			f.Modality = weaken(f.Modality, ontology.Possible)
			x.note(f, "condition")
		}
		if x.negates(c) {
			f.Polarity = opposite(f.Polarity)
			x.note(f, "negation", x.negation(c)...)
		}
		if cl.Kind == doc.SubClause && slices.Contains([]string{"wenn", "falls", "sofern", "ob"}, cl.Conj) {
			f.Modality = weaken(f.Modality, ontology.Possible)
			x.note(f, "conjunction", cl.First)
		}
	}
	x.above(f, c)
}

// ownModality is what modal verb, mood, tense and adverbs of the clause say. "soll geliefert haben" is hearsay, "soll reisen" a
// plan, "soll erhalten" after "laut" or in a report hearsay again.
func (x *extraction) ownModality(c int) string {
	v := &x.d.Clauses[c].Verb
	m := ontology.Actual
	switch v.Modal {
	case "sollen":
		m = ontology.Planned
		if v.Perfect || x.reported(c) {
			m = ontology.Alleged
		}
		if v.Mood == doc.Irreal || v.Tense == doc.Past && !v.Perfect {
			m = ontology.Planned
		}
	case "können":
		m = ontology.Possible
		if v.Mood == doc.Indicative && v.Tense == doc.Past && !v.Perfect {
			m = ontology.Actual // "konnte ... einnehmen"
		}
	case "dürfen":
		m = ontology.Possible
		if v.Mood == doc.Irreal {
			m = ontology.Probable
		}
	case "wollen", "mögen":
		m = ontology.Planned
	case "müssen":
		if v.Mood == doc.Irreal {
			m = ontology.Possible
		}
	}
	x.because(m, "modal verb", v.Tokens...)
	switch {
	case v.Future && m == ontology.Actual, m == ontology.Actual && v.Tense == doc.Present && !v.Perfect && x.ahead(c):
		m = ontology.Planned
	case v.Mood == doc.Irreal && v.Modal == "" && !x.reportedIrreal(c):
		m = weaken(m, ontology.Possible)
	}
	x.because(m, "tense or mood", v.Tokens...)
	for _, t := range x.d.Clauses[c].Adverbs {
		m = weaken(m, hedges[x.lemmaOf(t)])
		x.because(m, "adverb", t)
	}
	return m
}

// ahead reports whether an adverbial puts a clause in the present tense into the future: "reist kommende Woche".
func (x *extraction) ahead(c int) bool {
	for _, a := range x.d.Clauses[c].Args {
		if a.Phrase < 0 || a.Role != doc.Adverbial && a.Role != doc.Prep {
			continue
		}
		ph := x.d.Phrases[a.Phrase]
		for t := ph.First; t < ph.Last; t++ {
			if x.d.Words[t].Tag == "ADJA" && slices.Contains([]string{"kommend", "nächst", "bevorstehend"}, adjectiveStem(x.d, t)) && x.time(ph.Head) {
				return true
			}
		}
	}
	return x.hasAdverb(c, []string{"morgen", "übermorgen", "bald", "demnächst", "künftig"})
}

// time reports whether a noun measures time.
func (x *extraction) time(t int) bool {
	return slices.Contains([]string{"Tag", "Tagen", "Woche", "Monat", "Jahr", "Wochenende", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag", "Zeit",
		"Frühjahr", "Sommer", "Herbst", "Winter"}, x.d.Words[t].Head)
}

func (x *extraction) lemmaOf(t int) string {
	if l := strings.ToLower(x.d.Words[t].Lemma); hedges[l] != "" {
		return l
	}
	return strings.ToLower(x.d.Tokens[t].Text)
}

// reported reports whether the clause names a source of its own ("laut", "wie X schreibt").
func (x *extraction) reported(c int) bool {
	for _, a := range x.d.Clauses[c].Args {
		if a.Role == doc.Prep && slices.Contains([]string{"laut", "zufolge", "nach"}, x.d.Phrases[a.Phrase].Prep) && x.isSource(a.Phrase) {
			return true
		}
		if a.Role == doc.Complement && x.d.Clauses[a.Clause].Conj == "wie" && x.embed(a.Clause) != nil {
			return true
		}
	}
	return false
}

// reportedIrreal reports whether Konjunktiv II stands for Konjunktiv I in reported speech ("sagte, die Verhandlungen kämen voran").
func (x *extraction) reportedIrreal(c int) bool {
	p := x.d.Clauses[c].Parent
	return p >= 0 && x.embed(p) != nil && x.embed(p).Speaker != "" && x.d.Clauses[c].Kind != doc.RelClause && x.d.Words[x.d.Clauses[c].Verb.Finite].Lemma != "werden"
}

// negates reports whether the clause's negation meets the claim. "nicht nur" does not deny it.
func (x *extraction) negates(c int) bool {
	cl := &x.d.Clauses[c]
	if !cl.Verb.Negated {
		return false
	}
	for _, t := range cl.Adverbs {
		if x.d.Words[t].Tag == "PTKNEG" && t+1 < len(x.d.Tokens) {
			if next := strings.ToLower(x.d.Tokens[t+1].Text); next == "nur" || next == "zuletzt" || next == "weniger" {
				return false
			}
		}
	}
	return true
}

// quality is what an adjective before the event noun says: "das geplante Treffen".
func (x *extraction) quality(p int) string {
	ph := x.d.Phrases[p]
	m := ""
	for t := ph.First; t < ph.Head; t++ {
		if x.d.Words[t].Tag == "ADJA" {
			m = weaken(cmp.Or(m, ontology.Actual), qualities[adjectiveStem(x.d, t)])
			x.because(m, "adjective", t)
		}
	}
	return m
}

// adjectiveStem is the adjective without its ending.
func adjectiveStem(d *doc.Document, t int) string {
	l := strings.ToLower(d.Words[t].Lemma)
	if _, ok := qualities[l]; ok {
		return l
	}
	form := strings.ToLower(d.Tokens[t].Text)
	for _, end := range []string{"en", "er", "em", "es", "e"} {
		if stem, ok := strings.CutSuffix(form, end); ok {
			return stem
		}
	}
	return form
}

// embeddedNoun applies what the clause's verb does to an event noun in one of its slots: "sagte das Treffen ab", "plant einen Besuch".
func (x *extraction) embeddedNoun(f *found) {
	e := x.embed(f.clause)
	if e != nil && slices.Contains(e.Except, f.Predicate) {
		e = nil
	}
	inSlot := x.inSlot(f)
	ph := x.d.Phrases[f.phrase]
	switch {
	case e == nil || !inSlot:
	case e.Denies != "": // "dementierte die Lieferung"
		f.DeniedBy = union(f.DeniedBy, x.slotEntities(f.clause, e.Denies))
		f.Modality = weaken(f.Modality, e.Modality)
	case e.Speaker != "" && e.Actor == "": // "bestätigte Gespräche mit Y"
		f.AttributedTo = union(f.AttributedTo, x.slotEntities(f.clause, e.Speaker))
		f.Modality = weaken(f.Modality, e.Modality)
	default:
		f.Modality = weaken(f.Modality, e.Modality)
		if e.Polarity != "" {
			f.Polarity = e.Polarity
		}
		if e.Speaker != "" { // "wirft X Lieferungen vor"
			f.AttributedTo = union(f.AttributedTo, x.slotEntities(f.clause, e.Speaker))
		}
	}
	x.noteEmbed(f, e, f.clause)
	article := ph.First
	if ph.Prep != "" && article < ph.Head {
		article++
	}
	if strings.HasPrefix(strings.ToLower(x.d.Tokens[article].Text), "kein") || ph.Prep == "ohne" || inSlot && x.doesNotExist(f.clause, ph) {
		f.Polarity = ontology.Negative
		x.note(f, "negation", x.nounNegation(f, article)...)
	}
	if v := &x.d.Clauses[f.clause].Verb; ph.Prep == "zu" && v.Tense == doc.Present && !v.Perfect && !v.Passive {
		f.Modality = weaken(f.Modality, ontology.Planned) // "ist zum Treffen mit Y unterwegs"
		x.note(f, "aim: “zu” in the present tense", ph.First)
	}
	if inSlot {
		f.Modality = weaken(f.Modality, x.ownModality(f.clause))
		x.note(f, "verb", x.d.Clauses[f.clause].Verb.Tokens...)
	}
}

// doesNotExist reports whether a clause denies that there is what its event noun names: "ist nicht geplant", "fand nicht statt", "ist nicht
// die Hauptstadt".
func (x *extraction) doesNotExist(c int, ph doc.Phrase) bool {
	v := &x.d.Clauses[c].Verb
	return v.Negated && (slices.Contains([]string{"planen", "vorsehen", "stattfinden", "geben", "erfolgen", "ansetzen", "beabsichtigen", "vereinbaren", "bestehen"}, v.Lemma) ||
		v.Lemma == "sein" && slices.ContainsFunc(x.d.Clauses[c].Args, func(a doc.Arg) bool {
			return a.Role == doc.Predicate && a.Phrase >= 0 && x.d.Phrases[a.Phrase].Head == ph.Head
		}))
}

// inSlot reports whether an event noun fills a slot of its clause, so that what the clause says of certainty holds for it: subject,
// object, or "um", "zu", "über", "auf" as in "dürfte es um Lieferungen gehen".
func (x *extraction) inSlot(f *found) bool {
	ph := x.d.Phrases[f.phrase]
	return slices.ContainsFunc(x.d.Clauses[f.clause].Args, func(a doc.Arg) bool {
		return a.Phrase == f.phrase && (a.Role == doc.Object || a.Role == doc.Subject || a.Role == doc.Predicate ||
			a.Role == doc.Prep && slices.Contains([]string{"um", "zu", "über", "auf"}, ph.Prep) && (ph.Parent < 0 || x.nameAt(x.d.Phrases[ph.Parent].Head) || x.time(x.d.Phrases[ph.Parent].Head)))
	})
}

// above applies what the embedding clauses say, from the claim's clause upwards.
func (x *extraction) above(f *found, c int) {
	for depth := 0; c >= 0 && depth < 8; depth++ {
		cl := &x.d.Clauses[c]
		up := cl.Parent
		if up < 0 || cl.Kind == doc.RelClause || cl.Kind == doc.SubClause && !complementizer(cl.Conj) {
			return
		}
		if e := x.embed(up); e != nil {
			f.mute = f.mute || e.Mute && cl.Kind == doc.InfClause
			if e.Denies != "" {
				f.DeniedBy = union(f.DeniedBy, x.slotEntities(up, e.Denies))
				f.Modality = weaken(f.Modality, e.Modality)
			} else {
				f.Modality = weaken(f.Modality, e.Modality)
				if e.Polarity != "" {
					f.Polarity = e.Polarity
				}
				if x.d.Clauses[up].Verb.Negated && e.Speaker == "" && e.Polarity == "" {
					f.Polarity = ontology.Negative
				}
			}
			x.noteEmbed(f, e, up)
			if e.Speaker == "" {
				f.Modality = weaken(f.Modality, x.ownModality(up))
				x.note(f, "verb above", x.d.Clauses[up].Verb.Tokens...)
			}
		} else if x.d.Clauses[up].Verb.Negated { // "Es gibt keine Beweise, dass ..."
			f.Modality = weaken(f.Modality, ontology.Possible)
			x.note(f, "negated clause above", x.d.Clauses[up].Verb.Tokens...)
		} else if cl.Kind == doc.InfClause && cl.Conj == "" && !cl.Verb.Perfect && x.nounBefore(cl) < 0 { // what no known verb says came about
			f.Modality = weaken(f.Modality, ontology.Possible)
			x.note(f, "infinitive", cl.First)
		}
		if p := x.nounBefore(cl); cl.Kind == doc.InfClause && p >= 0 {
			f.Modality = weaken(f.Modality, x.rules.heads[x.d.Words[x.d.Phrases[p].Head].Head].Modality)
			x.note(f, "infinitive on a noun", cl.First-1)
		}
		if cl.Kind == doc.InfClause && cl.Conj == "um" {
			f.Modality = weaken(f.Modality, ontology.Planned)
			x.note(f, "aim", cl.First)
			return
		}
		c = up
	}
}

// complementizer reports whether a subordinate clause is an argument ("dass", "ob") and not an aside ("weil", "nachdem").
func complementizer(conj string) bool {
	return conj == "dass" || conj == "daß" || conj == "ob" || conj == "wonach"
}

// embed is what clause c does to those that depend on it: by an adverb beside its verb, "ist bereit, X zu liefern", or by the verb.
func (x *extraction) embed(c int) *Embed {
	cl := &x.d.Clauses[c]
	for _, t := range cl.Adverbs {
		if e := x.rules.beside[strings.ToLower(x.d.Words[t].Lemma)]; e != nil && slices.ContainsFunc(cl.Args, func(a doc.Arg) bool { return a.Role == doc.Complement }) {
			return e
		}
	}
	return x.rules.embeds[cl.Verb.Lemma]
}

func (x *extraction) slotEntities(c int, place string) []int {
	var out []int
	for _, p := range x.inClause(c, place) {
		out = union(out, x.actors(p))
	}
	return out
}

// actors are the entities of a phrase that can speak.
func (x *extraction) actors(p int) []int {
	return x.accept(x.meaning(p), []string{ontology.Person, ontology.State, ontology.Organization}, nil)
}

func union(a, b []int) []int {
	for _, e := range b {
		if !slices.Contains(a, e) {
			a = append(a, e)
		}
	}
	return a
}
