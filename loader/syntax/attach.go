package syntax

import (
	"strings"

	"newsgraph/loader/doc"
)

// attach joins neighbouring phrases of the sentence: coordination, genitives, appositions and prepositional attributes.
func (a *analysis) attach(from int) {
	for p := from; p < len(a.phrases); p++ {
		if a.phrases[p].Parent >= 0 {
			continue
		}
		if prev, gap := a.before(p, from); prev >= 0 {
			a.join(prev, p, gap, from)
		}
	}
	a.appositions(from)
	a.brackets(from)
}

// brackets hangs what stands in brackets on the phrase right before them: "die Partei Recht und Gerechtigkeit (PiS)".
func (a *analysis) brackets(from int) {
	for p := from + 1; p < len(a.phrases); p++ {
		x := a.phrases[p]
		if x.Parent >= 0 || x.First <= a.first+1 || a.text(x.First-1) != "(" {
			continue
		}
		for prev := p - 1; prev >= from; prev-- {
			if a.phrases[prev].Last == x.First-1 {
				a.hang(p, prev, doc.Apposition, 0.9)
				break
			}
		}
	}
}

// before finds the phrase that ends nearest before p, and the first token between them.
func (a *analysis) before(p, from int) (prev, gap int) {
	prev = -1
	for q := from; q < len(a.phrases); q++ {
		if q != p && a.phrases[q].Last <= a.phrases[p].First && (prev < 0 || a.phrases[q].Last >= a.phrases[prev].Last) && !a.inside(q, from) {
			prev = q
		}
	}
	if prev < 0 {
		return -1, 0
	}
	return prev, a.phrases[prev].Last
}

// inside reports whether q stands within another phrase, as a genitive before its noun does.
func (a *analysis) inside(q, from int) bool {
	for r := from; r < len(a.phrases); r++ {
		if r != q && a.phrases[r].First <= a.phrases[q].First && a.phrases[q].Last < a.phrases[r].Last {
			return true
		}
	}
	return false
}

func (a *analysis) join(prev, p, gap, from int) {
	x := a.phrases[p]
	switch between := a.between(gap, x.First); {
	case between == "" && x.Prep == "" && a.takesGenitive(prev, p):
		a.hang(p, prev, doc.Genitive, 0.9)
		a.phrases[p].Cases = doc.Gen
	case between == "" && x.Prep != "" && a.phrases[prev].Head < x.First && a.nounHead(prev) && !a.comparison(x.First) && !(a.timeNoun(a.phrases[prev].Head) && a.phrases[prev].Prep != ""):
		a.hang(p, prev, doc.PrepAttr, 0.5)
	case between == "kon" && a.opensClause(gap, p):
	case between == "kon" && a.coordinates(prev, p) && a.leavesOut(prev, gap):
		a.phrases[prev].Rel = doc.Excluded
	case between == "kon" && a.coordinates(prev, p):
		a.hang(p, a.top(prev, p), doc.Conjunct, 0.9)
	case between == "," && a.listGoesOn(prev, p, from) && a.coordinates(prev, p):
		a.hang(p, a.top(prev, p), doc.Conjunct, 0.8)
	}
}

// opensClause reports whether ", und X" begins a clause of its own: a finite verb follows.
func (a *analysis) opensClause(gap, p int) bool {
	return a.tag(gap) == "$," && a.tag(gap+1) == "KON" && !strings.EqualFold(a.text(gap+1), "sondern") && finite(a.tag(a.phrases[p].Last))
}

// leavesOut reports whether "nicht" stands before the phrase and "sondern" behind it.
func (a *analysis) leavesOut(prev, gap int) bool {
	i := a.phrases[prev].First - 1
	next := strings.ToLower(a.text(gap))
	if next == "," {
		next = strings.ToLower(a.text(gap + 1))
	}
	return i >= a.first && a.tag(i) == "PTKNEG" && next == "sondern" && !strings.EqualFold(a.text(a.phrases[prev].First), "nur")
}

// between says what stands in the tokens [i, j): nothing, a coordinator ("kon"), a comma, or something else ("x").
func (a *analysis) between(i, j int) string {
	var words []string
	for ; i < j; i++ {
		switch t := strings.ToLower(a.text(i)); {
		case a.tag(i) == "KON" || t == "noch" && a.weder(i) || t == "als" || t == "auch" && len(words) > 0 || t == "sondern":
			words = append(words, "kon")
		case a.tag(i) == "$,":
			words = append(words, ",")
		case strings.ContainsAny(t, "„“”\"«»‚‘"):
		default:
			return "x"
		}
	}
	switch {
	case len(words) == 0:
		return ""
	case words[len(words)-1] == "kon":
		return "kon"
	}
	return words[0]
}

// weder reports whether "weder" stands before token i in the sentence.
func (a *analysis) weder(i int) bool {
	for ; i >= a.first; i-- {
		if strings.EqualFold(a.text(i), "weder") {
			return true
		}
	}
	return false
}

// takesGenitive reports whether p is a genitive attribute of the noun before it. Names take none ("dass Russland der Ukraine Gas
// liefert"), pronouns neither.
func (a *analysis) takesGenitive(prev, p int) bool {
	x := a.phrases[p]
	if x.Cases&doc.Gen == 0 || !a.nounHead(prev) || a.tag(x.Head) == "PPER" || a.tag(x.Head) == "PRELS" {
		return false
	}
	if a.isName(a.phrases[prev].Head) && x.Cases != doc.Gen {
		return false
	}
	if x.Cases == doc.Gen {
		return true
	}
	// Feminine and plural "der" after a noun is a genitive far more often than a dative object.
	switch strings.ToLower(a.text(x.First)) {
	case "der", "einer", "dieser", "ihrer", "seiner", "aller", "beider":
		return true
	}
	return a.tag(x.First) == "ADJA" && strings.HasSuffix(a.text(x.First), "er")
}

func (a *analysis) nounHead(p int) bool {
	return a.nominal(a.phrases[p].Head) || a.tag(a.phrases[p].Head) == "ADJA"
}

// coordinates reports whether two phrases can be members of one list: the second has no preposition or the same one.
func (a *analysis) coordinates(prev, p int) bool {
	x, y := a.phrases[a.top(prev, p)], a.phrases[p]
	if y.Prep != "" && y.Prep != x.Prep {
		return false
	}
	if !a.nounHead(prev) || !a.nounHead(p) {
		return false
	}
	return x.Prep != "" || x.Cases&y.Cases != 0 || x.Cases == 0 || y.Cases == 0
}

// top is the phrase that p would be coordinated with: prev, or what prev hangs on where the cases fit only there.
func (a *analysis) top(prev, p int) int {
	y := a.phrases[p]
	for q := prev; ; q = a.phrases[q].Parent {
		x := a.phrases[q]
		if x.Rel == doc.Conjunct || a.parallel(x, y) {
			continue
		}
		fits := (x.Cases&y.Cases != 0 || x.Prep != "" && y.Prep == "") && (y.Prep == "" || y.Prep == x.Prep)
		if fits || x.Parent < 0 || x.Rel == doc.Free {
			return q
		}
	}
}

// parallel reports whether a noun without article stands beside the noun that x hangs on, not beside x, which is a name or has an article: "der
// Präsident [von Peru] und Chef der Bank", but "der Minister [für Wirtschaft] und Arbeit".
func (a *analysis) parallel(x, y doc.Phrase) bool {
	if x.Rel != doc.Genitive && x.Rel != doc.PrepAttr || x.Parent < 0 || y.Prep != "" || y.Number == doc.Plur || a.tag(y.First) != "NN" || a.isName(y.Head) {
		return false
	}
	if w := a.word(y.Head); w.Number == doc.Plur || w.Cases == doc.Gen {
		return false
	}
	z := a.phrases[x.Parent]
	first := x.First
	if x.Prep != "" {
		first++
	}
	return !a.isName(z.Head) && a.tag(z.Head) == "NN" && (z.Cases == 0 || y.Cases == 0 || z.Cases&y.Cases != 0) && (a.isName(x.Head) || a.isDeterminer(first))
}

// listGoesOn reports whether the comma before p is one of a list: "A, B und C" has a coordinator behind the next members.
func (a *analysis) listGoesOn(prev, p, from int) bool {
	if a.phrases[prev].Parent >= 0 && a.phrases[prev].Rel == doc.Conjunct {
		// "A, B, C und D": the list has begun.
		return true
	}
	for q := p; q < len(a.phrases); q++ {
		end := a.phrases[q].Last
		switch {
		case a.tag(end) == "KON" && q+1 < len(a.phrases) && a.phrases[q+1].First == end+1:
			return true
		case a.tag(end) == "$," && q+1 < len(a.phrases) && a.phrases[q+1].First == end+1 && a.phrases[q+1].Prep == "":
			continue
		case q+1 < len(a.phrases) && a.phrases[q+1].First == end:
			continue
		}
		return false
	}
	return false
}

// appositions finds "Lankow, ein Experte an der Universität, ..." and "der Berater, Jake Sullivan, ...": a phrase without
// preposition between commas, directly behind another, one of them a name.
func (a *analysis) appositions(from int) {
	for p := from; p < len(a.phrases); p++ {
		x := a.phrases[p]
		comma := x.First - 1
		if comma > a.first && a.tag(comma) == "ADV" && a.tag(comma-1) == "$," && a.tag(x.First) != "ART" {
			comma-- // "Ada Lind, [damals] Sekretärin der Partei, ..."
		}
		if x.Parent >= 0 || x.Prep != "" || x.First == a.first || a.tag(comma) != "$," || !a.nominal(x.Head) {
			continue
		}
		prev := a.endingAt(a.bracketed(comma), from, p)
		if prev < 0 || a.isName(a.phrases[prev].Head) == a.isName(x.Head) || !a.closed(p) {
			continue
		}
		a.hang(p, prev, doc.Apposition, 0.9)
	}
}

// bracketed is where the bracket opens that closes right before token i: "Ada Lind [(51)], Leiterin der Bank"; i where there is none.
func (a *analysis) bracketed(i int) int {
	if i-1 <= a.first || a.text(i-1) != ")" {
		return i
	}
	for j := i - 2; j > a.first && j > i-8; j-- {
		if a.text(j) == "(" {
			return j
		}
	}
	return i
}

// endingAt finds the outermost phrase that ends, attached phrases included, at token end and that the phrase before may describe.
func (a *analysis) endingAt(end, from, before int) int {
	for q := before - 1; q >= from; q-- {
		if a.phrases[q].Last != end {
			continue
		}
		for a.phrases[q].Parent >= 0 && a.phrases[q].Rel != doc.Conjunct && a.phrases[q].Rel != doc.Free {
			if x := a.phrases[q]; a.isName(x.Head) && x.Rel == doc.PrepAttr && !a.isName(a.phrases[before].Head) && x.Cases&a.phrases[before].Cases != 0 {
				break // "Sanktionen gegen Ada Lind, die Chefin der Bank"
			}
			q = a.phrases[q].Parent
		}
		return q
	}
	return -1
}

// closed reports whether the stretch that p begins holds no verb up to the next comma or the end of the sentence.
func (a *analysis) closed(p int) bool {
	for i := a.phrases[p].Last; i < a.last; i++ {
		switch t := a.tag(i); {
		case t == "$," || t == "$." || t == "$(":
			return true
		case isVerb(t) || t == "KON" && !a.nominalSoon(i+1) && !a.isDeterminer(i+1):
			return false
		}
	}
	return true
}

// participial records the clause of a participle that stands before its noun: "die vom Iran unterstützten Rebellen" says
// "unterstützen", passive for the perfect participle, with the inner phrases in its slots.
func (a *analysis) participial(p, inner, participle int) {
	v := doc.Verb{Head: participle, Lemma: a.lemma(participle), Tokens: []int{participle}, Finite: -1}
	form := strings.ToLower(a.text(participle))
	v.Passive = !strings.Contains(form, "end") && !movesOrChanges(v.Lemma)
	v.Perfect = v.Passive
	c := doc.Clause{Sentence: a.at, First: a.phrases[inner].First, Last: participle + 1, Kind: doc.RelClause, Parent: -1, Antecedent: p, Verb: v, Sure: 0.8}
	for q := inner; q < len(a.phrases); q++ {
		if q != p && a.phrases[q].Parent < 0 && a.phrases[q].Last <= participle {
			c.Args = append(c.Args, doc.Arg{Role: doc.Prep, Phrase: q, Clause: -1, Sure: 0.8})
		}
	}
	a.clauses = append(a.clauses, c)
	for i := c.First; i < c.Last; i++ {
		a.owner[i-a.first] = len(a.clauses) - 1
	}
}
