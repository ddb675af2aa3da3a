package syntax

import (
	"slices"

	"newsgraph/loader/doc"
)

// How sure an argument is that both analyses find, or the fields against the parser: shares of subjects and objects that are right on
// held-back trees. One of the parser alone is as sure as its arc.
const (
	sureBoth   = 0.92
	sureFields = 0.4
)

// From which sureness on the parser is heard, chosen on held-back trees and on claims.
const (
	surelyRole   = 0.85 // another role in the clause
	surelyTurned = 0.95 // a name's as the subject, behind what the fields take for it
	surelyClause = 0.85 // another clause
	surelyFree   = 0.7  // a slot of a clause and not a place on another phrase
	surelyHung   = 0.5  // a place on another phrase and not a slot
	surelyInner  = 0.5  // part of another phrase
)

// A ballot is what the parser says of a phrase: a slot of a clause, or a place on another phrase.
type ballot struct {
	clause int // -1 = none
	role   doc.Role
	parent int // phrase, -1 = none
	rel    doc.PhraseRel
	inner  bool // part of another phrase
	sure   float64
}

// vote compares the arguments that word order and endings gave the sentence's phrases with the parser's tree. What both say is sure;
// where they differ the parser is heard if it is sure enough and the endings allow it.
func (a *analysis) vote(firstClause, firstPhrase int) {
	if a.d.Deps == nil {
		return
	}
	governs := a.governors(firstClause)
	a.changed = map[int]bool{}
	subjects := a.subjects(firstClause)
	for p := firstPhrase; p < len(a.phrases); p++ {
		if b, ok := a.ballot(p, governs); ok {
			a.count(p, b, firstPhrase)
		}
	}
	for c := firstClause; c < len(a.clauses); c++ {
		a.restore(c, subjects[c-firstClause])
		if a.changed[c] {
			a.single(c, doc.Subject)
			a.single(c, doc.Object)
		}
		args := a.clauses[c].Args
		slices.SortStableFunc(args, func(x, y doc.Arg) int { return a.phrases[x.Phrase].First - a.phrases[y.Phrase].First })
	}
}

// subjects lists the subject of each clause, -1 for none.
func (a *analysis) subjects(firstClause int) []int {
	out := filled(len(a.clauses) - firstClause)
	for c := range out {
		for _, x := range a.clauses[firstClause+c].Args {
			if x.Role == doc.Subject {
				out[c] = x.Phrase
			}
		}
	}
	return out
}

// restore gives a clause its subject back if the vote left it none: "Am Montag ist [die Ministerin] in Lima zu Besuch".
func (a *analysis) restore(c, subject int) {
	if subject < 0 || slices.ContainsFunc(a.clauses[c].Args, func(x doc.Arg) bool { return x.Role == doc.Subject }) {
		return
	}
	for i, x := range a.clauses[c].Args {
		if x.Phrase == subject {
			a.clauses[c].Args[i].Role, a.clauses[c].Args[i].Sure = doc.Subject, sureFields
		}
	}
}

// single leaves a role to the surest of several phrases of a clause; the others get the best that is free and that their endings allow.
func (a *analysis) single(c int, role doc.Role) {
	args := a.clauses[c].Args
	best := -1
	for i, x := range args {
		if x.Role == role && (best < 0 || a.weight(x, role) > a.weight(args[best], role)) {
			best = i
		}
	}
	for i := range args {
		if args[i].Role != role || i == best {
			continue
		}
		args[i].Role, args[i].Sure = a.other(c, args[i].Phrase), sureFields
	}
}

// weight is how good a claim to a role an argument has: a form that allows no other case goes first.
func (a *analysis) weight(x doc.Arg, role doc.Role) float64 {
	w := x.Sure
	if c := a.phrases[x.Phrase].Cases; role == doc.Subject && c == doc.Nom || role == doc.Object && c == doc.Acc {
		w++
	}
	if role == doc.Subject && !a.agrees(&a.clauses[a.phrases[x.Phrase].Clause], x.Phrase) {
		w--
	}
	return w
}

// other is the role of a phrase that lost one to another phrase.
func (a *analysis) other(c, p int) doc.Role {
	taken := func(r doc.Role) bool {
		return slices.ContainsFunc(a.clauses[c].Args, func(x doc.Arg) bool { return x.Role == r && x.Phrase != p })
	}
	if v := a.clauses[c].Verb; v.Head == v.Finite && isCopula(v.Lemma) && a.allows(p, doc.Predicate) && !taken(doc.Predicate) {
		return doc.Predicate
	}
	for _, r := range []doc.Role{doc.Object, doc.Subject, doc.Indirect} {
		if !taken(r) && a.allows(p, r) {
			return r
		}
	}
	return doc.Adverbial
}

// governors maps tokens to the clauses whose verbs they are; a predicate noun stands for its copula.
func (a *analysis) governors(firstClause int) []int {
	out := filled(a.last - a.first)
	for c := firstClause; c < len(a.clauses); c++ {
		for _, t := range a.clauses[c].Verb.Tokens {
			out[t-a.first] = c
		}
	}
	for c := firstClause; c < len(a.clauses); c++ {
		for _, t := range a.clauses[c].Verb.Tokens {
			if dep := a.d.Deps[t]; dep.Label == "cop" && dep.Head >= 0 && out[dep.Head-a.first] < 0 {
				out[dep.Head-a.first] = c
			}
		}
	}
	return out
}

// crown is the token of a phrase that hangs on something outside of it.
func (a *analysis) crown(p int) int {
	x := a.phrases[p]
	for t := x.First; t < x.Last; t++ {
		h := a.d.Deps[t].Head
		if a.phrase[t-a.first] == p && (h < x.First || h >= x.Last) && a.tag(t) != "APPR" && a.tag(t) != "KOKOM" {
			return t
		}
	}
	return x.Head
}

// ballot reads the place of a phrase off the tree.
func (a *analysis) ballot(p int, governs []int) (ballot, bool) {
	t := a.crown(p)
	dep := a.d.Deps[t]
	b := ballot{clause: -1, parent: -1, sure: dep.Sure}
	if c := governs[t-a.first]; c >= 0 && a.tag(t)[0] != 'V' {
		b.clause, b.role = c, doc.Predicate
		return b, true
	}
	if dep.Head < 0 {
		return b, false
	}
	switch dep.Label {
	case "nsubj", "nsubj:pass":
		b.role = doc.Subject
	case "obj":
		b.role = doc.Object
	case "obl:arg", "iobj":
		b.role = doc.Indirect
	case "obl", "obl:agent":
		b.role = doc.Adverbial
	case "nmod":
		b.rel = doc.Genitive
	case "appos":
		b.rel = doc.Apposition
	case "conj":
		b.rel = doc.Conjunct
	case "det", "amod", "case", "nummod":
		b.inner = true
		return b, true
	default:
		return b, false
	}
	if b.rel != doc.Free {
		b.parent = a.phrase[dep.Head-a.first]
	} else {
		b.clause = governs[dep.Head-a.first]
	}
	if a.phrases[p].Prep != "" {
		b.role = doc.Prep
		if b.rel == doc.Genitive {
			b.rel = doc.PrepAttr
		}
	}
	return b, b.clause >= 0 || b.parent >= 0 && b.parent != p
}

// count settles one phrase.
func (a *analysis) count(p int, b ballot, firstPhrase int) {
	x := &a.phrases[p]
	at, arg := a.argument(p)
	if arg >= 0 && b.clause == at && b.role == a.clauses[at].Args[arg].Role {
		a.clauses[at].Args[arg].Sure = sureBoth
		return
	}
	if x.Prep != "" {
		return
	}
	slot := b.clause >= 0 && core(b.role) && a.allows(p, b.role) && (b.role != doc.Subject || a.takesSubject(b.clause, p))
	name := a.isName(x.Head)
	switch {
	case arg >= 0 && a.ordered(at) && b.clause != at:
		a.clauses[at].Args[arg].Sure = sureFields
	case arg >= 0 && b.inner:
		if b.sure >= surelyInner && !name {
			a.drop(at, arg)
		}
	case arg >= 0 && b.clause == at && b.sure >= a.needed(at, p, b.role) && (slot || b.role == doc.Adverbial && !name) && !a.ordered(at) &&
		!(name && a.clauses[at].Args[arg].Role == doc.Indirect): // names show no dative
		a.clauses[at].Args[arg].Role, a.clauses[at].Args[arg].Sure = b.role, b.sure
		a.changed[at] = true
	case arg >= 0 && b.clause != at && slot && b.sure >= surelyClause:
		a.drop(at, arg)
		a.give(p, b)
	case arg < 0 && slot && b.sure >= surelyFree && x.Rel != doc.Excluded && !a.listed(p) && !a.inside(p, firstPhrase):
		x.Parent, x.Rel = -1, doc.Free
		a.give(p, b)
	case arg >= 0 && b.parent >= 0 && b.sure >= surelyHung && !name && a.hangs(p, b):
		a.drop(at, arg)
		a.hang(p, b.parent, b.rel, b.sure)
	case arg >= 0:
		a.clauses[at].Args[arg].Sure = sureFields
	}
}

// listed reports whether a phrase goes on with a list that needs two: "zwischen Peru und [Chile]".
func (a *analysis) listed(p int) bool {
	x := a.phrases[p]
	return x.Rel == doc.Conjunct && x.Parent >= 0 && a.phrases[x.Parent].Prep == "zwischen"
}

// takesSubject reports whether a clause may have phrase p as its subject: an infinitive has none of its own, and one that goes on with the
// clause before shares that one's, unless the form of p can be nothing else.
func (a *analysis) takesSubject(c, p int) bool {
	cl := &a.clauses[c]
	return cl.Kind != doc.InfClause && (a.phrases[p].Cases == doc.Nom || !a.goesOn(cl))
}

// needed is from which sureness on the parser may give a phrase another role in its clause. That a name is the subject behind
// what could be it too takes more: "Die Junta drohte [Präsident Nour]".
func (a *analysis) needed(c, p int, role doc.Role) float64 {
	if role == doc.Subject && a.isName(a.phrases[p].Head) {
		for _, x := range a.clauses[c].Args {
			if x.Role == doc.Subject && x.Phrase < p && a.phrases[p].Cases != doc.Nom {
				return surelyTurned
			}
		}
	}
	return surelyRole
}

// ordered reports whether a clause has subject, dative and accusative, an infinitive the last two: so many phrases leave the parser, which has seen few such clauses,
// no better judge than their order.
func (a *analysis) ordered(c int) bool {
	var has [8]bool
	for _, x := range a.clauses[c].Args {
		has[x.Role] = true
	}
	return has[doc.Indirect] && has[doc.Object] && (has[doc.Subject] || a.clauses[c].Kind == doc.InfClause)
}

func core(r doc.Role) bool {
	return r == doc.Subject || r == doc.Object || r == doc.Indirect || r == doc.Predicate || r == doc.GenObject
}

// allows reports whether the phrase's endings leave a role open.
func (a *analysis) allows(p int, r doc.Role) bool {
	c := a.phrases[p].Cases
	if c == 0 {
		return true
	}
	switch r {
	case doc.Subject, doc.Predicate:
		return c&doc.Nom != 0
	case doc.Object:
		return c&doc.Acc != 0
	case doc.Indirect:
		return c&doc.Dat != 0
	}
	return true
}

// hangs reports whether the phrase may hang on another as the parser says.
func (a *analysis) hangs(p int, b ballot) bool {
	for q := b.parent; q >= 0; q = a.phrases[q].Parent {
		if q == p {
			return false
		}
	}
	switch c := a.phrases[p].Cases; b.rel {
	case doc.Genitive:
		return a.takesGenitive(b.parent, p)
	case doc.Apposition: // "nahm die Polizei [17 Demonstranten] fest" has no mark between them
		return isPunct(a.tag(a.phrases[p].First - 1))
	case doc.Conjunct:
		q := a.phrases[b.parent].Cases
		return b.parent < p && (c == 0 || q == 0 || c&q != 0)
	}
	return true
}

// argument finds the slot that the phrase fills: clause and place among its arguments, -1 for none.
func (a *analysis) argument(p int) (clause, arg int) {
	c := a.phrases[p].Clause
	if c < 0 {
		return -1, -1
	}
	return c, slices.IndexFunc(a.clauses[c].Args, func(x doc.Arg) bool { return x.Phrase == p })
}

func (a *analysis) drop(clause, arg int) {
	a.clauses[clause].Args = slices.Delete(a.clauses[clause].Args, arg, arg+1)
}

func (a *analysis) give(p int, b ballot) {
	a.phrases[p].Clause, a.changed[b.clause] = b.clause, true
	a.clauses[b.clause].Args = append(a.clauses[b.clause].Args, doc.Arg{Role: b.role, Phrase: p, Clause: -1, Sure: b.sure})
}
