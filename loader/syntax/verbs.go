package syntax

import (
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// verbs reads the verb cluster of clause c: which verb it is, its voice, modal, tense and mood, and whether it is negated.
func (a *analysis) verbs(c int) {
	cl := &a.clauses[c]
	v := &cl.Verb
	var full, aux []int
	particle := -1
	for i := a.first; i < a.last; i++ {
		if a.owner[i-a.first] != c {
			continue
		}
		switch t := a.tag(i); {
		case finite(t):
			if v.Finite < 0 {
				v.Finite = i
			}
			v.Tokens = append(v.Tokens, i)
			if t == "VVFIN" {
				full = append(full, i)
			}
		case t == "VVPP" || t == "VVINF" || t == "VVIZU":
			full = append(full, i)
			v.Tokens = append(v.Tokens, i)
		case isVerb(t):
			aux = append(aux, i)
			v.Tokens = append(v.Tokens, i)
		case t == "PTKVZ":
			particle = i
			v.Tokens = append(v.Tokens, i)
		case t == "PTKZU":
			v.Tokens = append(v.Tokens, i)
		case t == "PRF":
			v.Reflex = true
		case t == "PTKNEG":
			v.Negated = v.Negated || !a.excludes(i)
			cl.Adverbs = append(cl.Adverbs, i)
		case t == "ADV" || t == "ADJD" || t == "PROAV" || t == "PAV" || t == "PTKA":
			cl.Adverbs = append(cl.Adverbs, i)
			v.Negated = v.Negated || negator(strings.ToLower(a.text(i)))
		case negator(strings.ToLower(a.text(i))):
			v.Negated = true
		}
	}
	a.head(v, full, aux, particle)
	a.cluster(v, full, aux)
	if v.Finite < 0 && v.Head < 0 {
		cl.Kind = doc.Fragment
	}
}

// excludes reports whether "nicht" at i only leaves out the phrase behind it: "nicht Peru, sondern Chile".
func (a *analysis) excludes(i int) bool {
	p := -1
	if i+1 < a.last {
		p = a.phrase[i+1-a.first]
	}
	return p >= 0 && a.phrases[p].Rel == doc.Excluded
}

// share gives a clause without finite verb the one of the clause that it is coordinated with: in "hat A getroffen und B besucht" that of
// the first, in "dass er A traf und B besucht habe" that of the second.
func (a *analysis) share(c int) {
	with, ok := a.shares[c]
	if !ok {
		return
	}
	if l, r := &a.clauses[with].Verb, a.clauses[c].Verb; l.Finite < 0 && r.Finite < 0 { // of "zu haben"
		l.Passive, l.Perfect = r.Passive, r.Perfect
		return
	}
	from, to := with, c
	if a.clauses[from].Verb.Finite < 0 {
		from, to = to, from
	}
	f, v := a.clauses[from].Verb, &a.clauses[to].Verb
	if v.Finite >= 0 || f.Finite < 0 {
		return
	}
	v.Finite = f.Finite
	v.Passive, v.Perfect, v.Future, v.Modal = false, false, false, ""
	var aux []int
	for _, t := range f.Tokens {
		if t != f.Head {
			aux = append(aux, t)
		}
	}
	a.cluster(v, nil, aux)
}

func negator(word string) bool {
	switch word {
	case "kein", "keine", "keinen", "keinem", "keiner", "keines", "keinerlei", "nie", "niemals", "niemand", "nichts", "weder":
		return true
	}
	return false
}

// head chooses the full verb: the finite one, the participle or infinitive at the end, or the auxiliary as a copula.
func (a *analysis) head(v *doc.Verb, full, aux []int, particle int) {
	switch {
	case len(full) > 0:
		v.Head = full[len(full)-1]
		if v.Finite >= 0 && a.tag(v.Finite) == "VVFIN" {
			v.Head = v.Finite
		}
		if a.tag(v.Head) == "VVINF" && len(full) > 1 && a.tag(full[len(full)-2]) == "VVPP" && full[len(full)-2] == v.Head-1 && a.word(v.Head).Lemma == "lassen" {
			v.Head = full[len(full)-2]
		}
	case v.Finite >= 0 && len(aux) > 0 && a.tag(v.Finite) == "VMFIN":
		v.Head = aux[len(aux)-1]
	case v.Finite >= 0:
		v.Head = v.Finite
	case len(aux) > 0:
		v.Head = aux[len(aux)-1]
	default:
		return
	}
	v.Lemma = a.lemma(v.Head)
	if particle >= 0 && v.Head == v.Finite {
		if prefix := strings.ToLower(a.text(particle)); !strings.HasPrefix(v.Lemma, prefix) {
			v.Lemma = prefix + v.Lemma
		}
	}
}

// cluster reads voice, perfect, future and modal off the verbs around the head.
func (a *analysis) cluster(v *doc.Verb, full, aux []int) {
	if v.Finite >= 0 {
		w := a.word(v.Finite)
		v.Mood, v.Tense = w.Mood, w.Tense
	}
	past := v.Head >= 0 && participle(a.tag(v.Head))
	if past && v.Finite >= 0 && a.word(v.Finite).Lemma == "werden" && strings.EqualFold(a.text(v.Head), v.Lemma) &&
		!(v.Tense == doc.Past && v.Mood == doc.Indicative) {
		past = false // "würde ... erhalten": the form is also the infinitive
	}
	has := func(lemma string) bool {
		return slices.ContainsFunc(append(slices.Clone(aux), v.Finite), func(i int) bool {
			return i >= 0 && i != v.Head && a.tag(i)[0] == 'V' && a.word(i).Lemma == lemma
		})
	}
	worden := slices.ContainsFunc(aux, func(i int) bool { return strings.EqualFold(a.text(i), "worden") })
	switch {
	case past && worden:
		v.Passive, v.Perfect = true, true
	case past && has("werden"):
		v.Passive = true
	case past && has("haben"):
		v.Perfect = true
	case past && has("sein"):
		v.Perfect = true
		v.Passive = !movesOrChanges(v.Lemma)
	case past && v.Finite < 0:
		v.Perfect, v.Passive = true, !movesOrChanges(v.Lemma)
	case !past && v.Head != v.Finite && has("werden"):
		v.Future = true
	}
	for _, i := range append([]int{v.Finite}, aux...) {
		if i >= 0 && i != v.Head && strings.HasPrefix(a.tag(i), "VM") {
			v.Modal = a.word(i).Lemma
			break
		}
	}
	if v.Modal == "" && v.Future && v.Mood == doc.Irreal {
		v.Future = false // "würde liefern" is a conditional
	}
}

// slots gives the phrases of clause c their roles. Names show no case, so order decides where the endings do not: subject
// before dative before accusative.
func (a *analysis) slots(c, fromPhrase int) {
	var bare []int
	cl := &a.clauses[c]
	for p := fromPhrase; p < len(a.phrases); p++ {
		x := &a.phrases[p]
		if x.Clause != c || x.Rel == doc.Excluded || x.Parent >= 0 && !(x.Rel == doc.PrepAttr && x.Sure < 0.8) {
			continue
		}
		switch {
		case x.Prep != "":
			cl.Args = append(cl.Args, doc.Arg{Role: doc.Prep, Phrase: p, Clause: -1, Sure: 0.9})
		case a.temporal(p):
			cl.Args = append(cl.Args, doc.Arg{Role: doc.Adverbial, Phrase: p, Clause: -1, Sure: 0.9})
		default:
			bare = append(bare, p)
		}
	}
	for i, role := range a.assign(cl, bare) {
		cl.Args = append(cl.Args, doc.Arg{Role: role, Phrase: bare[i], Clause: -1, Sure: 0.8})
	}
	slices.SortStableFunc(cl.Args, func(x, y doc.Arg) int { return a.phrases[x.Phrase].First - a.phrases[y.Phrase].First })
}

// temporal reports whether a bare noun phrase is an adverbial of time: "vergangene Woche", "am Montag" without its "am".
func (a *analysis) temporal(p int) bool {
	h := a.phrases[p].Head
	if m := a.mention[h]; m >= 0 && a.d.Mentions[m].Kind == doc.DateMention {
		return true
	}
	switch a.word(h).Head {
	case "Tag", "Woche", "Monat", "Jahr", "Jahrzehnt", "Mal", "Stunde", "Minute", "Sommer", "Winter", "Herbst", "Frühling", "Frühjahr", "Wochenende", "Quartal":
		return a.phrases[p].Cases&(doc.Acc|doc.Gen) != 0 && (a.phrases[p].First != a.first || a.pointsInTime(p))
	}
	return false
}

// pointsInTime reports whether a phrase of time that begins a sentence has no article, and another phrase behind the verb can be the
// subject: "[Vergangene Woche] hatte Peru ...".
func (a *analysis) pointsInTime(p int) bool {
	x := a.phrases[p]
	first := x.First
	for first < x.Head && a.tag(first) == "ADV" {
		first++
	}
	if t := a.tag(first); t != "ADJA" && t != "PDAT" {
		return false
	}
	for q := p + 1; q < len(a.phrases); q++ {
		if y := a.phrases[q]; y.Clause == x.Clause && y.Prep == "" && y.Parent < 0 && (y.Cases == 0 || y.Cases&doc.Nom != 0) {
			return true
		}
	}
	return false
}

// assign chooses a role for each bare phrase of a clause.
func (a *analysis) assign(cl *doc.Clause, bare []int) []doc.Role {
	roles := make([]doc.Role, len(bare))
	free := make([]bool, len(bare))
	for i := range free {
		free[i] = true
	}
	set := func(i int, r doc.Role) { roles[i], free[i] = r, false }
	subject := -1
	if cl.Kind != doc.InfClause {
		subject = a.subject(cl, bare)
	}
	if subject >= 0 && a.goesOn(cl) && a.phrases[bare[subject]].Cases != doc.Nom {
		subject = -1 // "war nach Peru gereist und dort Kim begegnet": the subject is that of the first clause
	}
	if subject >= 0 {
		set(subject, doc.Subject)
	}
	copula := cl.Verb.Head == cl.Verb.Finite && isCopula(cl.Verb.Lemma)
	for i, p := range bare {
		if !free[i] {
			continue
		}
		switch c := a.phrases[p].Cases; {
		case copula && c&doc.Nom != 0:
			set(i, doc.Predicate)
		case c == doc.Dat:
			set(i, doc.Indirect)
		case c == doc.Gen:
			set(i, doc.GenObject)
		case c&(doc.Dat|doc.Gen) == 0:
			set(i, doc.Object)
		}
	}
	a.rest(bare, roles, free)
	return roles
}

// goesOn reports whether a clause shares its subject with the one before: it shares the finite verb, or begins with its own behind "und".
func (a *analysis) goesOn(cl *doc.Clause) bool {
	for c, with := range a.shares {
		if &a.clauses[c] == cl && a.clauses[with].Verb.Finite >= 0 {
			return true
		}
	}
	return cl.Kind == doc.MainClause && cl.Verb.Finite == cl.First && cl.First > a.first && a.tag(cl.First-1) == "KON"
}

func isCopula(lemma string) bool { return lemma == "sein" || lemma == "werden" || lemma == "bleiben" }

// rest assigns what the endings left open: the first of two is the dative, a single one the accusative unless there is one.
func (a *analysis) rest(bare []int, roles []doc.Role, free []bool) {
	open, object := 0, false
	for i, p := range bare {
		switch {
		case !free[i]:
			object = object || roles[i] == doc.Object
		case a.phrases[p].Cases == 0 || a.phrases[p].Cases&doc.Acc != 0:
			open++
		}
	}
	for i, p := range bare {
		if !free[i] {
			continue
		}
		c := a.phrases[p].Cases
		switch {
		case c&doc.Acc == 0 && c != 0:
			roles[i] = doc.Indirect
		case (open > 1 || object) && c&doc.Dat != 0:
			roles[i] = doc.Indirect
			open--
		default:
			roles[i], object = doc.Object, true
		}
	}
}

// subject finds the phrase that agrees with the finite verb: one that can only be nominative, else the first that may be.
func (a *analysis) subject(cl *doc.Clause, bare []int) int {
	best, score := -1, 0.0
	for i, p := range bare {
		x := a.phrases[p]
		if x.Cases != 0 && x.Cases&doc.Nom == 0 || !a.agrees(cl, p) {
			continue
		}
		s := 1.0 - 0.1*float64(i)
		if x.Cases == doc.Nom {
			s += 1
		}
		if t := strings.ToLower(a.text(x.Head)); t == "das" || t == "dies" || t == "was" || t == "es" && !a.beforeState(bare, i) {
			s -= 0.5 // "Das teilte der Minister mit"
		}
		if cl.Verb.Head == cl.Verb.Finite && isCopula(cl.Verb.Lemma) && a.isName(x.Head) {
			s += 1.5 // "Peru ist ein Verbündeter von Chile"
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// beforeState reports whether the phrase behind the i-th is a state's name: in "wenn es Peru mit Waffen versorgt" the pronoun takes up another.
func (a *analysis) beforeState(bare []int, i int) bool {
	if i+1 >= len(bare) {
		return false
	}
	m := a.nameAt(a.phrases[bare[i+1]].Head)
	return m >= 0 && a.d.Mentions[m].Type == ontology.State
}

// agrees reports whether number of the phrase, its list counted, and of the finite verb can be the same.
func (a *analysis) agrees(cl *doc.Clause, p int) bool {
	if cl.Verb.Finite < 0 {
		return true
	}
	n := a.word(cl.Verb.Finite).Number
	if n == 0 || a.phrases[p].Number == 0 {
		return true
	}
	own := a.phrases[p].Number
	for q := p + 1; q < len(a.phrases); q++ {
		if a.phrases[q].Parent == p && a.phrases[q].Rel == doc.Conjunct {
			own |= doc.Plur
		}
	}
	return own&n != 0
}

// own gives each phrase the clause of its head, and marks what is left of a clause without one.
func (a *analysis) own(fromPhrase int) {
	for p := fromPhrase; p < len(a.phrases); p++ {
		if h := a.phrases[p].Head; h >= a.first && h < a.last {
			a.phrases[p].Clause = a.owner[h-a.first]
		}
	}
}

// complements makes subordinate clauses and reported main clauses arguments of the clause that they depend on.
func (a *analysis) complements(from int) {
	for _, x := range a.asides {
		a.complement(x[0], x[1])
	}
	for c := from; c < len(a.clauses); c++ {
		// "Wie der Minister mitteilte, hat ...": the clause above comes later.
		if cl := &a.clauses[c]; cl.Parent < 0 && (cl.Kind == doc.SubClause || cl.Kind == doc.InfClause) {
			if d := a.nextMain(c); d >= 0 && a.startsWithVerb(d) {
				cl.Parent = d
			}
		}
	}
	for c := from; c < len(a.clauses); c++ {
		cl := a.clauses[c]
		if p := cl.Parent; p >= from && (cl.Kind == doc.SubClause || cl.Kind == doc.InfClause) {
			a.clauses[p].Args = append(a.clauses[p].Args, doc.Arg{Role: doc.Complement, Phrase: -1, Clause: c, Sure: 0.7})
		}
	}
	// "Auf Einladung werde Kim reisen, teilte der Kreml mit" and "YTN berichtete, Kim reise": neighbours without conjunction.
	for c := from; c < len(a.clauses); c++ {
		if a.clauses[c].Kind != doc.MainClause || c+1 >= len(a.clauses) {
			continue
		}
		d := a.nextMain(c)
		if d < 0 {
			continue
		}
		switch {
		case a.startsWithVerb(d) && a.text(a.clauses[d].First-1) != "und":
			a.complement(d, c)
		case a.clauses[d].Verb.Mood == doc.Reported || a.clauses[d].Verb.Mood == doc.Irreal:
			a.complement(c, d)
		}
	}
}

func (a *analysis) complement(parent, child int) {
	if parent == child || a.clauses[child].Parent >= 0 || a.clauses[parent].Parent == child {
		return
	}
	a.clauses[child].Parent = parent
	a.clauses[parent].Args = append(a.clauses[parent].Args, doc.Arg{Role: doc.Complement, Phrase: -1, Clause: child, Sure: 0.7})
}

func (a *analysis) nextMain(c int) int {
	for d := c + 1; d < len(a.clauses); d++ {
		if a.clauses[d].Kind == doc.MainClause {
			return d
		}
	}
	return -1
}

func (a *analysis) startsWithVerb(c int) bool {
	cl := a.clauses[c]
	return cl.Verb.Finite >= 0 && cl.Verb.Finite == cl.First && cl.First > a.first
}
