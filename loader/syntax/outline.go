package syntax

import (
	"slices"
	"strings"
	"unicode/utf8"

	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// An Outline is what the parser sees of a sentence, in reading order or from its end: hashed atoms of every token, and counts of
// what stands before it. What is behind the last token stands for the root.
type Outline struct {
	words  []doc.Word
	atoms  []atoms
	before []counts // of the tokens before each
	verb   []int    // the nearest verb at or behind each token, len(words) = none
}

// atoms are the properties of a token that features are made of, as hashes.
type atoms [fields]uint32

// Fields of a token's atoms.
const (
	fWord  = iota // form, lower case
	fLemma        // lemma
	fTag          // STTS tag
	fMorph        // tag with cases and number, or person and number
	fEnd          // last three letters
	fHead         // head of a compound
	fields
)

// counts are how many marks and words of some kinds stand before a token.
type counts struct{ commas, verbs, coordinators, openers int }

// NewOutline describes a sentence; reversed, its last token comes first.
func NewOutline(tokens []doc.Token, words []doc.Word, reversed bool) *Outline {
	n := len(words)
	o := &Outline{words: words, atoms: make([]atoms, n+1), before: make([]counts, n+2), verb: make([]int, n+1)}
	for i := range words {
		o.atoms[i] = atomsOf(tokens[i].Text, &words[i])
	}
	if reversed {
		o.words = slices.Clone(words)
		slices.Reverse(o.words)
		slices.Reverse(o.atoms[:n])
	}
	root := linear.NewFeature(0).Text("root").Sum()
	o.atoms[n] = atoms{root, root, root, root, root, root}
	for i := range o.words {
		o.before[i+1] = o.before[i].with(o.words[i].Tag)
	}
	o.before[n+1] = o.before[n]
	o.verb[n] = n
	for i := n - 1; i >= 0; i-- {
		o.verb[i] = o.verb[i+1]
		if isVerb(o.words[i].Tag) {
			o.verb[i] = i
		}
	}
	return o
}

// Len is the number of tokens.
func (o *Outline) Len() int { return len(o.words) }

func (o *Outline) tag(i int) string {
	if i >= len(o.words) {
		return "root"
	}
	return o.words[i].Tag
}

// between counts what stands between two tokens: up to two commas and finite verbs, a coordinator, the opener of a clause.
func (o *Outline) between(i, j int) uint32 {
	if i < 0 || j <= i {
		return 0
	}
	a, b := o.before[i+1], o.before[j]
	return uint32(1 + min(b.commas-a.commas, 2) + 3*min(b.verbs-a.verbs, 2) + 9*min(b.coordinators-a.coordinators, 1) + 18*min(b.openers-a.openers, 1))
}

func (c counts) with(tag string) counts {
	switch {
	case tag == "$,":
		c.commas++
	case finite(tag):
		c.verbs++
	case tag == "KON":
		c.coordinators++
	case strings.HasPrefix(tag, "KOU"), strings.HasPrefix(tag, "PREL"), strings.HasPrefix(tag, "PW"):
		c.openers++
	}
	return c
}

func atomsOf(form string, w *doc.Word) atoms {
	low := strings.ToLower(form)
	text := func(field int, s string) uint32 { return linear.NewFeature(field + 1).Text(s).Sum() }
	var a atoms
	a[fWord] = text(fWord, low)
	a[fLemma] = text(fLemma, w.Lemma)
	a[fTag] = text(fTag, w.Tag)
	a[fMorph] = linear.NewFeature(fMorph + 1).Text(w.Tag).Number(morphOf(w)).Sum()
	cut := len(low)
	for range 3 {
		if cut > 0 {
			_, size := utf8.DecodeLastRuneInString(low[:cut])
			cut -= size
		}
	}
	a[fEnd] = text(fEnd, low[cut:])
	a[fHead] = text(fHead, w.Head)
	return a
}

// morphOf packs cases and number, of finite verbs person and number.
func morphOf(w *doc.Word) int {
	if finite(w.Tag) {
		return int(w.Person)<<2 | int(w.Number)
	}
	return int(w.Cases)<<2 | int(w.Number)
}

// agreement tells whether the token may be the subject of the finite verb: 0 = either is none, 1 = no nominative, 2 = another
// number, 3 = it may, 4 = the endings allow nothing but a nominative.
func (o *Outline) agreement(i, verb int) uint32 {
	if i < 0 || verb < 0 || i >= len(o.words) || verb >= len(o.words) || !finite(o.words[verb].Tag) {
		return 0
	}
	w, v := &o.words[i], &o.words[verb]
	switch {
	case w.Cases == 0 && w.Number == 0:
		return 0
	case w.Cases != 0 && w.Cases&doc.Nom == 0:
		return 1
	case w.Number != 0 && v.Number != 0 && w.Number&v.Number == 0:
		return 2
	case w.Cases == doc.Nom:
		return 4
	}
	return 3
}
