package syntax

import (
	"slices"

	"newsgraph/loader/doc"
)

// A Guide is a tree that an earlier parser found, over the words of an outline in reading order: head (Len for the root) and label.
type Guide struct{ Heads, Rels []int }

// Arcs scores every likely head of every word of a sentence. It knows what earlier parsers said, and so can look at the rest of
// their trees: the other dependents of a head, and its own head.
type Arcs struct {
	o      *Outline
	labels []label
	guides [2]Guide
	core   []uint32
	mark   []uint32
	left   []child // of the first guide's tree
	right  []child
	clause []int // the relative pronoun that hangs on each word, -1 = none
	finite []int // the finite verb of each word's cluster: itself or an auxiliary, -1 = none
	vals   [arcValues]uint32
}

// NewArcs prepares a sentence.
func NewArcs(o *Outline, labels []string, first, second Guide) *Arcs {
	return newArcs(o, readLabels(labels), first, second)
}

func newArcs(o *Outline, labels []label, first, second Guide) *Arcs {
	n := o.Len()
	a := &Arcs{o: o, labels: labels, guides: [2]Guide{first, second}, core: make([]uint32, n+1), mark: make([]uint32, n+1),
		left: make([]child, n+1), right: make([]child, n+1), clause: filled(n + 1), finite: filled(n + 1)}
	for i := range a.left {
		a.left[i], a.right[i] = child{-1, -1, 0}, child{-1, -1, 0}
	}
	for i, w := range o.words {
		if finite(w.Tag) {
			a.finite[i] = i
		}
	}
	for i := n - 1; i >= 0; i-- {
		if h := first.Heads[i]; h > i {
			a.add(&a.left[h], h, i)
		}
	}
	for i := range n {
		if h := first.Heads[i]; h < i {
			a.add(&a.right[h], h, i)
		}
	}
	return a
}

// add records a dependent of the first guide.
func (a *Arcs) add(side *child, h, i int) {
	// The outermost on the left comes last when read from the right.
	side.outer, side.inner = i, side.outer
	side.count++
	l := a.labels[a.guides[0].Rels[i]]
	a.core[h] |= l.core
	switch tag := a.o.words[i].Tag; {
	case l.mark && (a.mark[h] == 0 || tag[0] == 'A'):
		a.mark[h] = a.o.atoms[i][fWord]
	case tag == "PRELS" || tag == "PRELAT":
		a.clause[h] = i
	case finite(tag) && l.core != 0 && a.finite[h] < 0:
		a.finite[h] = i
	}
}

// Candidates appends the likely heads of word d: what the guides say and what stands above that, and the nearest verbs and nouns.
func (a *Arcs) Candidates(d int, out []int) []int {
	n := a.o.Len()
	if a.settled(d) {
		return append(out, a.guides[0].Heads[d])
	}
	add := func(h int) {
		if h >= 0 && h <= n && h != d && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	for _, g := range a.guides {
		h := g.Heads[d]
		add(h)
		if h < n {
			add(g.Heads[h])
		}
	}
	for _, step := range []int{-1, 1} {
		verbs, nouns, any := 2, 2, 1
		for i, seen := d+step, 0; i >= 0 && i < n && seen < 25 && verbs+nouns+any > 0; i, seen = i+step, seen+1 {
			switch t := a.o.words[i].Tag; {
			case any > 0 && !isPunct(t):
				any--
				add(i)
			case verbs > 0 && isVerb(t):
				verbs--
				add(i)
			case nouns > 0 && (t == "NN" || t == "NE"):
				nouns--
				add(i)
			}
		}
	}
	return out
}

// settled reports whether the guides agree on a word whose place is seldom in doubt: determiners, prepositions, adjectives, marks.
func (a *Arcs) settled(d int) bool {
	if a.guides[0].Heads[d] != a.guides[1].Heads[d] {
		return false
	}
	switch a.o.words[d].Tag {
	case "ART", "APPR", "APPRART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD", "PTKZU", "PTKVZ", "$,", "$.", "$(":
		return true
	}
	return false
}

// Positions of an arc's values.
const (
	aH = iota
	aD
	aG  // head of the head
	aHp // before the head
	aHn // behind the head
	aDp
	aDn
	aS  // the dependent of the head that stands nearest to d between them
	aDl // outermost dependents of d
	aDr
	aHl // outermost dependents of the head
	aHr
	arcPositions
)

// Scalars of an arc.
const (
	bDistance = iota
	bBetween
	bGuides
	bRel1
	bRel2
	bPath1
	bPath2
	bAgree
	bRelative
	bCount
	bSide
	arcScalars
)

const arcValues = arcPositions*fieldsOf + arcScalars

// Features appends the features of the arc from h to d.
func (a *Arcs) Features(h, d int, out []uint32) []uint32 {
	a.look(h, d)
	return hash(arcTemplates, a.vals[:], out)
}

func (a *Arcs) look(h, d int) {
	n := a.o.Len()
	g := &a.guides[0]
	up := -1
	if h < n {
		up = g.Heads[h]
	}
	p := [arcPositions]int{aH: h, aD: d, aG: up, aHp: h - 1, aHn: h + 1, aDp: d - 1, aDn: d + 1, aS: a.sibling(h, d),
		aDl: a.left[d].outer, aDr: a.right[d].outer, aHl: a.left[h].outer, aHr: a.right[h].outer}
	if h == n {
		p[aHp] = -1
	}
	for k, i := range p {
		a.put(k, i)
	}
	// The head's other dependents: what hangs on it without d.
	if g.Heads[d] == h {
		a.vals[aH*fieldsOf+fCore] = 1 + a.without(h, d)
	}
	v := a.vals[arcPositions*fieldsOf:]
	lo, hi := min(h, d), max(h, d)
	side := uint32(1)
	if h > d {
		side = 2
	}
	v[bSide] = side
	v[bDistance] = side + 2*distance(lo, hi)
	v[bBetween] = side + 2*a.o.between(lo, hi)
	v[bGuides] = 1
	if g.Heads[d] == h {
		v[bGuides]++
	}
	if a.guides[1].Heads[d] == h {
		v[bGuides] += 2
	}
	v[bRel1], v[bRel2] = 1+uint32(g.Rels[d]), 1+uint32(a.guides[1].Rels[d])
	v[bPath1], v[bPath2] = a.path(g.Heads, h, d), a.path(a.guides[1].Heads, h, d)
	v[bAgree] = 1
	if a.finite[h] >= 0 {
		v[bAgree] += a.o.agreement(d, a.finite[h])
	}
	v[bRelative] = a.relative(h, d)
	v[bCount] = 1 + uint32(min(a.left[h].count, 3)*4+min(a.right[h].count, 3))
}

// put sets the values of a position to those of word i.
func (a *Arcs) put(position, i int) {
	v := a.vals[position*fieldsOf : (position+1)*fieldsOf]
	if i < 0 || i >= len(a.o.atoms) {
		clear(v)
		return
	}
	copy(v, a.o.atoms[i][:])
	v[fCore], v[fMark], v[fRel] = 1+a.core[i], a.mark[i], 0
	if i < a.o.Len() {
		v[fRel] = 1 + uint32(a.guides[0].Rels[i])
	}
}

// without is the set of labels below h, the one of d left out.
func (a *Arcs) without(h, d int) uint32 {
	own := a.labels[a.guides[0].Rels[d]].core
	if own == 0 {
		return a.core[h]
	}
	for i := max(0, h-30); i < min(a.o.Len(), h+30); i++ {
		if i != d && a.guides[0].Heads[i] == h && a.labels[a.guides[0].Rels[i]].core == own {
			return a.core[h]
		}
	}
	return a.core[h] &^ own
}

// sibling is the dependent of h between h and d that stands nearest to d, -1 for none.
func (a *Arcs) sibling(h, d int) int {
	step := 1
	if h < d {
		step = -1
	}
	for i, seen := d+step, 0; i != h && seen < 12; i, seen = i+step, seen+1 {
		if a.guides[0].Heads[i] == h {
			return i
		}
	}
	return -1
}

// path tells how h stands to d in a tree: 1 = head, 2 = head of the head, 3 = further up, 4 = on the same head, 5 = below d, 6 = none of these.
func (a *Arcs) path(heads []int, h, d int) uint32 {
	n := len(heads)
	up := heads[d]
	for k := uint32(1); k < 6; k++ {
		if up == h {
			return min(k, 3)
		}
		if up >= n {
			break
		}
		up = heads[up]
	}
	if h < n && heads[h] == heads[d] {
		return 4
	}
	for i, k := h, 0; i < n && k < 6; i, k = heads[i], k+1 {
		if i == d {
			return 5
		}
	}
	return 6
}

// relative tells whether the relative pronoun below d agrees with h: 0 = there is none.
func (a *Arcs) relative(h, d int) uint32 {
	r := a.clause[d]
	if r < 0 || h >= a.o.Len() {
		return 0
	}
	w, p := &a.o.words[h], &a.o.words[r]
	switch {
	case isVerb(w.Tag):
		return 1
	case w.Number != 0 && p.Number != 0 && w.Number&p.Number == 0:
		return 2
	case w.Number != doc.Plur && w.Gender != 0 && p.Gender != 0 && w.Gender&p.Gender == 0:
		return 3
	case h > r:
		return 4
	}
	return 5
}

var arcTemplates = readArcTemplates(`
Hw Dw T
Hl T
Ht T
Hm T
Dl T
Dt T
Dm T
Dw T
De Dt T
Dh T
Hl Dl T
Hl Dt T
Ht Dl T
Ht Dt T
Hm Dm T
Hl Dm T
Hm Dl T
Hh Dh T
Hh Dm
Ht Dh
Ht Dt D
Hm Dm D
Hl Dt D
Ht Dl D
Ht Dt B
Hm Dm B
Ht Dt D B
Dk Hl T
Dk Ht T
Dk Ht D
Dk Hh T
Dk Dl Ht
Dk Dl Hl
Dk Dm Ht Hk
Dk Ht B
Dk De Ht
Hpt Ht Dt Dpt
Ht Hnt Dpt Dt
Hpt Ht Dt Dnt
Ht Hnt Dt Dnt
Dpt Dt Dnt Ht
Hpt Ht Hnt Dt
Dpw Dt Ht T
Dnw Dt Ht T
Gt Ht Dt T
Gl Ht Dt
Gt Hr Dt T
Gt Ht Hr Dm
Hr Ht Dt T
Hr Dk Dt
St Ht Dt T
Sr Ht Dt T
Sr St Ht Dm
Sl Dl Ht
St Dk Ht Dt T
Hc Ht Dt
Hc Ht Dm
Hc Hl Dm
Hc Hl Dk
Hc Ht Dk Dt
Hc Ht Dm A
Hc Hm Dm
Dc Dt Ht T
Dc Dl Ht
Dc Dt Ht B
Dc Hc Dt Ht
Dlt Dt Ht T
Drt Dt Ht T
Dlr Dlt Dt Ht
Drr Drt Dt Ht
Dlw Dt Ht T
Hlt Ht Dt T
Hrt Ht Dt T
A Ht Dm T
A Dl Ht
A Dm Hc
A Dm Hc B
Z Ht Dt
Z Ht Dc T
Z D
Z Hm
U
U Dt
U Ht Dt
U Q R
U Q Dt
U R Dt
U Q R Dt
U Q Ht
U D Dt
U B Dt
U Dk Dt
U Dm Q
U Hl Q
V W Dt
V W Q R
V W Ht Dt
Q R Dt
Q Dm
R Dm
Q R Hc
Q Hc Ht
R Hc Ht
Q A Dm
R A Dm
Q Dk
Q Dl
R Dl
Q R Dc
C Ht Dt
`)

func readArcTemplates(text string) []template {
	return read(text, []string{"H", "D", "G", "Hp", "Hn", "Dp", "Dn", "S", "Dl", "Dr", "Hl", "Hr"}, "DBUQRVWAZCT")
}
