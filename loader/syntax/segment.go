package syntax

import (
	"strings"

	"newsgraph/loader/doc"
)

// A part is a stretch of the sentence between marks, or between two coordinated clauses.
type part struct {
	first, last int
	opener      string // "sub", "rel", "inf" or "" for none
	finite      []int  // finite verbs
	quoted      int    // how many quotation marks are open at its start
	colon       bool   // a colon ends it
}

// segment builds the sentence's clauses out of its parts and gives every token its clause. A part that opens a clause begins
// one; another goes on with the innermost clause that still lacks its verb, or with the main clause.
func (a *analysis) segment() {
	b := &builder{a: a, main: -1, from: len(a.clauses)}
	parts := a.parts()
	for i, p := range parts {
		if i+1 < len(parts) && b.inserted(p, parts[i+1]) {
			b.insert(p)
			continue
		}
		b.take(p, i+1 < len(parts))
	}
	for i := a.first; i < a.last; i++ {
		if a.owner[i-a.first] < 0 && i > a.first {
			a.owner[i-a.first] = a.owner[i-a.first-1]
		}
	}
}

// parts cuts the sentence at its marks. A comma inside a list of phrases or adjectives does not cut.
func (a *analysis) parts() []part {
	var out []part
	start, quotes := a.first, 0
	flush := func(end int) {
		if end > start {
			for _, p := range a.cut(part{first: start, last: end}) {
				p.quoted, p.colon = quotes, a.text(end) == ":"
				out = append(out, p)
			}
		}
		start = end + 1
	}
	for i := a.first; i < a.last; i++ {
		if !isPunct(a.tag(i)) || a.phrase[i-a.first] >= 0 || a.inList(i) {
			continue
		}
		flush(i)
		if strings.ContainsAny(a.text(i), "„“”\"«»") {
			quotes = 1 - quotes
		}
	}
	flush(a.last)
	return out
}

// inList reports whether the mark at i stands between members of a list.
func (a *analysis) inList(i int) bool {
	if a.text(i) != "," || i+1 >= a.last {
		return strings.ContainsAny(a.text(i), "\"„“”«»‚‘'") && !a.clauseBehind(i)
	}
	p := a.phrase[i+1-a.first]
	return p >= 0 && a.phrases[p].First == i+1 && a.phrases[p].Rel == doc.Conjunct
}

// clauseBehind reports whether the quotation mark at i opens or closes more than a name or a few words: a finite verb stands
// between it and the next quotation mark.
func (a *analysis) clauseBehind(i int) bool {
	verb := func(from, step int) bool {
		for j := from; j >= a.first && j < a.last && !strings.ContainsAny(a.text(j), "\"„“”«»"); j += step {
			if finite(a.tag(j)) {
				return true
			}
		}
		return false
	}
	return strings.ContainsAny(a.text(i), "„«") && verb(i+1, 1) && a.span(i, 1) > 3 ||
		strings.ContainsAny(a.text(i), "“”»\"") && verb(i-1, -1) && a.span(i, -1) > 3
}

// span counts the tokens from the quotation mark at i to the next one.
func (a *analysis) span(i, step int) int {
	n := 0
	for j := i + step; j >= a.first && j < a.last && !strings.ContainsAny(a.text(j), "\"„“”«»"); j += step {
		n++
	}
	return n
}

// cut splits a part that holds two coordinated clauses: "A kam an und B ging", "dass A kommt und B geht".
func (a *analysis) cut(p part) []part {
	p = a.survey(p)
	if len(p.finite) == 1 || len(p.finite) == 0 && p.opener == "inf" && a.perfectInfinitive(p) {
		return a.cutShared(p)
	}
	if len(p.finite) < 2 || p.opener == "inf" {
		return []part{p}
	}
	for _, f := range p.finite[1:] {
		for k := f - 1; k > p.finite[0]; k-- {
			if a.tag(k) != "KON" || a.insidePhrases(k) || finite(a.tag(k-1)) && f == k+1 && p.opener == "" {
				continue
			}
			left, right := a.survey(part{first: p.first, last: k}), a.survey(part{first: k + 1, last: p.last})
			if p.opener != "" && right.opener == "" {
				right.opener = "more" // it shares the conjunction of the first
			}
			return append([]part{left}, right)
		}
	}
	return []part{p}
}

// perfectInfinitive reports whether a part ends in "getroffen zu haben".
func (a *analysis) perfectInfinitive(p part) bool {
	i := p.last - 1
	for i > p.first && !isVerb(a.tag(i)) {
		i--
	}
	return a.tag(i) == "VAINF" && i-2 > p.first && a.tag(i-1) == "PTKZU" && participle(a.tag(i-2))
}

// cutShared splits "hat X getroffen und Y besucht", "X getroffen und Y besucht zu haben", where two participles or infinitives share one auxiliary.
func (a *analysis) cutShared(p part) []part {
	infinitum := func(i int) bool { return participle(a.tag(i)) || infinite(a.tag(i)) }
	for k := p.first + 1; k+1 < p.last; k++ {
		if a.tag(k) != "KON" || !infinitum(k-1) && !(finite(a.tag(k-1)) && p.opener != "") || infinitum(k+1) {
			continue
		}
		for j := k + 2; j < p.last; j++ {
			if infinitum(j) {
				left, right := a.survey(part{first: p.first, last: k}), a.survey(part{first: k + 1, last: p.last})
				if right.opener == "" || p.opener == "inf" {
					right.opener = "shared"
				}
				if p.opener == "inf" {
					left.opener = "inf"
				}
				return []part{left, right}
			}
		}
	}
	return []part{p}
}

// insidePhrases reports whether the coordinator at k joins two phrases.
func (a *analysis) insidePhrases(k int) bool {
	if a.phrase[k-a.first] >= 0 {
		return true
	}
	p := a.phrase[min(k+1, a.last-1)-a.first]
	if p < 0 || a.phrases[p].Rel != doc.Conjunct || a.phrases[p].First != k+1 {
		return false
	}
	// "Putin traf Kim und Xi reiste ab": the second phrase is followed by a finite verb of its own.
	end := a.phrases[p].Last
	return !finite(a.tag(end))
}

// survey finds what opens the part and its finite verbs.
func (a *analysis) survey(p part) part {
	i := p.first
	for i < p.last && (a.tag(i) == "KON" || a.tag(i) == "ADV" || a.tag(i) == "PTKNEG" || isPunct(a.tag(i))) {
		i++
	}
	if a.tag(i) == "APPR" && (a.tag(i+1) == "PRELS" || a.tag(i+1) == "PRELAT" || a.tag(i+1) == "PWS" || a.tag(i+1) == "PWAT") {
		i++
	}
	p.opener, p.finite = "", nil
	zu := false
	for j := p.first; j < p.last; j++ {
		switch t := a.tag(j); {
		case finite(t):
			p.finite = append(p.finite, j)
		case t == "VVIZU" || t == "PTKZU":
			zu = true
		}
	}
	switch t := a.tag(i); {
	case i >= p.last:
	case t == "KOUS" || (t == "PWS" || t == "PWAV" || t == "PWAT") && p.first > a.first && !a.question(i, p):
		p.opener = "sub"
	case t == "PRELS" || t == "PRELAT":
		p.opener = "rel"
	case t == "KOUI" || zu && len(p.finite) == 0 && !strings.EqualFold(a.text(p.first), "und"):
		p.opener = "inf"
	case t == "KOKOM" && len(p.finite) == 1 && p.finite[0] >= p.last-2: // "als Kim ankam"
		p.opener = "sub"
	}
	return p
}

// question reports whether a question word at i asks ("Wer liefert was?"): the finite verb comes second.
func (a *analysis) question(i int, p part) bool {
	return len(p.finite) > 0 && p.finite[0] == i+1 && p.last > i+3
}

// A builder assembles the clauses of one sentence.
type builder struct {
	a    *analysis
	from int
	main int   // the main clause at hand, -1 = none
	open []int // clauses that still lack their verb, innermost last
	last int   // clause of the part before
}

// inserted reports whether a part stands as an aside between the first field and the verb of the main clause: "Peru, sagte Holm, habe ...".
func (b *builder) inserted(p, next part) bool {
	begins := func(p part) bool { return len(p.finite) > 0 && p.finite[0] == p.first && p.opener == "" }
	return begins(p) && begins(next) && len(b.open) == 0 && b.main >= 0 && !b.finished(b.main)
}

// insert makes a clause of an aside; the clause around it depends on it, as on any verb of saying.
func (b *builder) insert(p part) {
	main := b.main
	c := b.start(p, doc.MainClause, -1)
	b.own(p, c)
	b.main, b.last = main, main
	b.a.asides = append(b.a.asides, [2]int{c, main})
}

func (b *builder) take(p part, more bool) {
	a := b.a
	switch {
	case p.colon && len(p.finite) == 0 && p.opener == "" && len(b.open) == 0 && (b.main < 0 || b.finished(b.main)):
		c := b.start(p, doc.MainClause, -1) // "Holm: ..."
		b.own(p, c)
		b.main, b.last = -1, c
	case p.opener == "sub" || p.opener == "rel" || p.opener == "inf":
		c := b.begin(p)
		if p.opener != "inf" && len(p.finite) == 0 && more {
			b.open = append(b.open, c)
		}
	case p.opener == "more" || p.opener == "shared":
		c := b.start(p, a.clauses[b.last].Kind, a.clauses[b.last].Parent)
		a.clauses[c].Conj, a.clauses[c].Antecedent = a.clauses[b.last].Conj, a.clauses[b.last].Antecedent
		if p.opener == "shared" {
			a.shares[c] = b.last
		}
		b.own(p, c)
		if n := len(b.open); n > 0 && p.opener == "shared" && len(p.finite) > 0 {
			b.open = b.open[:n-1]
		}
	case len(p.finite) == 0:
		b.own(p, b.continued(p))
	case len(b.open) > 0 && !(p.finite[0] == p.first && b.main >= 0 && !b.finished(b.main)):
		c := b.open[len(b.open)-1]
		b.open = b.open[:len(b.open)-1]
		b.own(p, c)
	case b.main >= 0 && !b.finished(b.main):
		b.own(p, b.main)
	default:
		b.second(p)
	}
}

// begin starts the clause that the part opens.
func (b *builder) begin(p part) int {
	a := b.a
	kind := map[string]doc.ClauseKind{"sub": doc.SubClause, "rel": doc.RelClause, "inf": doc.InfClause}[p.opener]
	if b.main < 0 && p.opener == "inf" && p.first == a.first && len(b.open) == 0 {
		// "Um Hilfe zu leisten, ...": the main clause comes later.
		kind = doc.InfClause
	}
	parent := b.main
	if len(a.clauses) > b.from && b.last >= b.from && p.first > a.first {
		parent = b.last
	}
	if len(b.open) > 0 {
		parent = b.open[len(b.open)-1]
	}
	c := b.start(p, kind, parent)
	for i := p.first; i < p.last; i++ {
		if t := a.tag(i); t == "KOUS" || t == "KOUI" || t == "PWAV" || t == "PWS" || t == "KOKOM" {
			a.clauses[c].Conj = strings.ToLower(a.text(i))
			break
		}
	}
	if kind == doc.RelClause {
		a.clauses[c].Antecedent = a.antecedent(p)
	}
	b.own(p, c)
	return c
}

// second starts a main clause beside or around the one before: coordination, reported speech without "dass" ("..., teilte er
// mit"), or the clause behind a subordinate one.
func (b *builder) second(p part) {
	c := b.start(p, doc.MainClause, -1)
	b.main = c
	b.own(p, c)
}

// continued finds the clause that a part without finite verb goes on with.
func (b *builder) continued(p part) int {
	a := b.a
	if len(b.open) > 0 {
		return b.open[len(b.open)-1]
	}
	verbal := false
	for i := p.first; i < p.last; i++ {
		verbal = verbal || participle(a.tag(i)) || infinite(a.tag(i)) || a.tag(i) == "PTKVZ"
	}
	if b.main >= 0 && (verbal || b.last != b.main && a.clauses[b.last].Kind != doc.MainClause && b.lacksEnd(b.main)) {
		return b.main
	}
	if len(a.clauses) > b.from && b.last >= b.from {
		return b.last
	}
	b.main = b.start(p, doc.MainClause, -1)
	return b.main
}

// lacksEnd reports whether a clause has an auxiliary or modal but no other verb yet.
func (b *builder) lacksEnd(c int) bool {
	fin, rest := false, false
	for i := b.a.first; i < b.a.last; i++ {
		if b.a.owner[i-b.a.first] == c {
			t := b.a.tag(i)
			fin = fin || t == "VAFIN" || t == "VMFIN"
			rest = rest || participle(t) || infinite(t)
		}
	}
	return fin && !rest
}

func (b *builder) finished(c int) bool {
	for i := b.a.first; i < b.a.last; i++ {
		if b.a.owner[i-b.a.first] == c && finite(b.a.tag(i)) {
			return true
		}
	}
	return false
}

func (b *builder) start(p part, kind doc.ClauseKind, parent int) int {
	b.a.clauses = append(b.a.clauses, doc.Clause{Sentence: b.a.at, First: p.first, Last: p.last, Kind: kind, Parent: parent,
		Antecedent: -1, Verb: doc.Verb{Head: -1, Finite: -1}, Sure: 0.8})
	return len(b.a.clauses) - 1
}

// own gives the part's tokens to a clause, except those of a participle's inner clause.
func (b *builder) own(p part, c int) {
	for i := p.first; i < p.last; i++ {
		if b.a.owner[i-b.a.first] < 0 {
			b.a.owner[i-b.a.first] = c
		}
	}
	b.a.clauses[c].Last = max(b.a.clauses[c].Last, p.last)
	b.last = c
	if b.a.clauses[c].Kind == doc.MainClause {
		b.main = c
	}
}

// antecedent finds the phrase that a relative clause describes: the nearest before it whose gender and number fit the pronoun.
func (a *analysis) antecedent(p part) int {
	rel := p.first
	for rel < p.last && a.tag(rel) != "PRELS" && a.tag(rel) != "PRELAT" {
		rel++
	}
	best := -1
	for q := a.fromPhrase; q < len(a.phrases); q++ {
		x := a.phrases[q]
		if x.Last > p.first || !a.nominal(x.Head) {
			continue
		}
		if a.relates(rel, q) {
			best = q
		} else if best < 0 {
			best = -2
		}
	}
	if best < 0 {
		return -1
	}
	// "der Vorsitzende der Partei X, der ...": a name's gender is unknown, so the noun on which it hangs goes first where it fits.
	for up := a.phrases[best].Parent; up >= 0 && a.phrases[best].Rel == doc.Genitive && a.isName(a.phrases[best].Head) && a.relates(rel, up) && a.phrases[up].Number != doc.Plur; up = a.phrases[best].Parent {
		best = up
	}
	return best
}

// relates reports whether the relative pronoun at token rel can take up phrase q.
func (a *analysis) relates(rel, q int) bool {
	var pronoun agr
	switch strings.ToLower(a.text(rel)) {
	case "der":
		pronoun = reading(0xf, masc) | reading(0xf, fem)
	case "die":
		pronoun = reading(0xf, fem) | reading(0xf, plur)
	case "das":
		pronoun = reading(0xf, neut)
	case "den", "dem", "dessen":
		pronoun = reading(0xf, masc) | reading(0xf, neut)
	case "denen":
		pronoun = reading(0xf, plur)
	case "deren":
		pronoun = reading(0xf, fem) | reading(0xf, plur)
	default:
		pronoun = anyAgr
	}
	x := a.phrases[q]
	own := anyAgr
	if !a.isName(x.Head) {
		own = noun(a.word(x.Head))
	}
	if x.Number == doc.Plur {
		own &= reading(0xf, plur)
	} else if x.Number == doc.Sing {
		own &^= reading(0xf, plur)
	}
	columns := func(x agr) (c int) {
		for k := range 4 {
			if x>>(4*k)&0xf != 0 {
				c |= 1 << k
			}
		}
		return c
	}
	return columns(own)&columns(pronoun) != 0
}
