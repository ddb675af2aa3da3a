// Package syntax finds dependencies with a trained parser, and noun phrases and clauses by the topological fields of German: the
// finite verb second or last, the other verbs at the end, the rest between them. Where both speak of a phrase they vote. For example,
// in "Iran soll Russland Drohnen geliefert haben" it finds one clause of the verb "liefern" with modal "sollen", perfect, and the
// phrases Iran, Russland and Drohnen in its slots.
//
// It reads words and mentions; it knows no entity, no frame and no meaning beyond what the word order and the endings tell.
package syntax

import "newsgraph/loader/doc"

// An Analyser is safe for concurrent use.
type Analyser struct {
	participle func(form string) (lemma string, ok bool)
	*Parser
}

// New makes an Analyser with the parser in the binary; participle tells which verb a form is the perfect participle of.
func New(participle func(form string) (lemma string, ok bool)) (*Analyser, error) {
	p, err := embedded()
	if err != nil {
		return nil, err
	}
	return NewWith(participle, p), nil
}

// NewWith is New with another parser; nil for none.
func NewWith(participle func(form string) (lemma string, ok bool), p *Parser) *Analyser {
	return &Analyser{participle, p}
}

// Analyse returns the phrases and clauses of the document, both in the order of the text. It reads Tokens, Sentences, Words,
// Mentions and, where they are there, Deps. Time is linear in the length of a sentence but for the clauses nested in it.
func (an *Analyser) Analyse(d *doc.Document) ([]doc.Phrase, []doc.Clause) {
	a := &analysis{Analyser: an, d: d, mention: mentionAt(d), shares: map[int]int{}}
	for s := range d.Sentences {
		a.sentence(s)
	}
	return a.phrases, a.clauses
}

// analysis is the state over one document; phrases and clauses grow sentence by sentence.
type analysis struct {
	*Analyser
	d       *doc.Document
	mention []int // token -> index of the mention that covers it, -1 = none
	phrases []doc.Phrase
	clauses []doc.Clause
	asides  [][2]int     // clauses of saying put into another, with that other
	changed map[int]bool // clauses of the sentence that the vote changed
	shares  map[int]int  // clause -> the coordinated one with which it shares its finite verb

	// The sentence at hand.
	at          int
	first, last int
	phrase      []int    // token - first -> index of the innermost phrase that covers it, -1 = none
	owner       []int    // token - first -> clause, -1 = none yet
	fromPhrase  int      // first phrase of the sentence
	tags        []string // token - first -> tag, corrected by what syntax sees
}

func mentionAt(d *doc.Document) []int {
	at := make([]int, len(d.Tokens))
	for i := range at {
		at[i] = -1
	}
	for m, x := range d.Mentions {
		for t := x.First; t < x.Last; t++ {
			at[t] = m
		}
	}
	return at
}

func (a *analysis) sentence(s int) {
	a.at, a.first, a.last = s, a.d.Sentences[s].First, a.d.Sentences[s].Last
	n := a.last - a.first
	a.phrase, a.owner = filled(n), filled(n)
	clear(a.shares)
	a.asides = a.asides[:0]
	a.retag()
	firstPhrase := len(a.phrases)
	a.fromPhrase = firstPhrase
	a.chunk()
	a.attach(firstPhrase)
	firstClause := len(a.clauses)
	a.segment()
	for c := firstClause; c < len(a.clauses); c++ {
		a.verbs(c)
	}
	for c := firstClause; c < len(a.clauses); c++ {
		a.share(c)
	}
	a.own(firstPhrase)
	for c := firstClause; c < len(a.clauses); c++ {
		a.slots(c, firstPhrase)
	}
	a.vote(firstClause, firstPhrase)
	a.complements(firstClause)
}

func filled(n int) []int {
	x := make([]int, n)
	for i := range x {
		x[i] = -1
	}
	return x
}

func (a *analysis) tag(i int) string {
	if i < a.first || i >= a.last {
		return ""
	}
	return a.tags[i-a.first]
}

func (a *analysis) word(i int) doc.Word { return a.d.Words[i] }

// text is the token's word, "" outside of the sentence.
func (a *analysis) text(i int) string {
	if i < a.first || i >= a.last {
		return ""
	}
	return a.d.Tokens[i].Text
}

func (a *analysis) isName(i int) bool { return a.nameAt(i) >= 0 }
func (a *analysis) nominal(i int) bool {
	return a.tag(i) == "NN" || a.tag(i) == "NE" || a.tag(i) == "FM" || a.isName(i)
}
func finite(tag string) bool { return len(tag) == 5 && tag[2:] == "FIN" }
func infinite(tag string) bool {
	return tag == "VVINF" || tag == "VAINF" || tag == "VMINF" || tag == "VVIZU"
}
func participle(tag string) bool { return tag == "VVPP" || tag == "VAPP" || tag == "VMPP" }
func isVerb(tag string) bool     { return len(tag) > 1 && tag[0] == 'V' }
func isPunct(tag string) bool    { return len(tag) > 0 && tag[0] == '$' }

// nameAt is the mention that covers token i and is a name, or -1.
func (a *analysis) nameAt(i int) int {
	if i < a.first || i >= a.last {
		return -1
	}
	if m := a.mention[i]; m >= 0 && a.d.Mentions[m].Kind == doc.Name {
		return m
	}
	return -1
}
