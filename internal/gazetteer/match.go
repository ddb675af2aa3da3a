package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
)

// A Hit is a name that begins at the first of the words given to Match.
type Hit struct {
	Entry     *Entry
	Words     int    // how many words it takes
	Form      string // the base form that was found: "Weißes Haus"
	Kind      string // of the form: "name", "alias", "acronym", "building", "byname" or "people"
	Exact     bool   // written like the base form, without an ending
	Ambiguous bool   // the form is also a common word or something else's name: ask for evidence
}

// A node of the trie; an edge is a folded piece, or an adjective's stem and "~".
// Most nodes have one child, kept in key and only; a map for each would cost half of the time that Load takes.
type node struct {
	key   string
	only  *node
	more  map[string]*node
	forms []*form
}

// A form is a base form of an entry's name at the end of its path.
type form struct {
	entry     *Entry
	text      string
	kind      string
	ambiguous bool
	pieces    []piece
	heads     uint32 // bit i: piece i may carry a noun's ending
}

// alias adds a base form to the trie. "?" at its end marks it ambiguous.
func (g *Gazetteer) alias(e *Entry, text, kind string) {
	base, ambiguous := strings.CutSuffix(text, "?")
	f := &form{entry: e, text: base, kind: kind, ambiguous: ambiguous}
	start := len(g.pieces)
	for w := range strings.FieldsSeq(base) {
		g.pieces = appendPieces(g.pieces, w)
	}
	f.pieces = g.pieces[start:len(g.pieces):len(g.pieces)]
	n := g.root
	for i, p := range f.pieces {
		key := p.key
		last := i == len(f.pieces)-1
		switch {
		case e.Type == ontology.Person && !last, p.caps: // only a person's last name and no acronym is declined
		case last:
			f.heads |= 1 << i
		case !f.pieces[i+1].upper && p.upper: // "Rat-es der ...": what follows hangs on a noun
			f.heads |= 1 << i
			fallthrough
		default:
			if s, ok := stem(key); ok && p.upper && p.end && e.Type != ontology.Person {
				key = s + "~"
			}
		}
		n = n.child(key)
	}
	if len(f.pieces) > 0 {
		n.forms = append(n.forms, f)
	}
}

// child finds or makes the node at the end of an edge.
func (n *node) child(key string) *node {
	c := n.at(key)
	switch {
	case c != nil:
		return c
	case n.only == nil:
		n.key, n.only = key, &node{}
		return n.only
	case n.more == nil:
		n.more = map[string]*node{}
	}
	c = &node{}
	n.more[key] = c
	return c
}

// at finds the node at the end of an edge, nil if there is none.
func (n *node) at(key string) *node {
	if n.only != nil && n.key == key {
		return n.only
	}
	return n.more[key]
}

// Match finds every name that begins at words[0]: the longest first, of equal length the one without an ending, the
// unambiguous one, and then by type as ByName does. Names are found with case endings and with a hyphen or without.
func (g *Gazetteer) Match(words []string) []Hit {
	w := walk{words: words}
	w.from(g.root, 0, 0)
	for i := range w.hits { // "Nils" is a man before it is the river's genitive
		if h := &w.hits[i]; !h.Exact && h.Words == 1 && !h.Ambiguous {
			_, h.Ambiguous = g.forenames[fold(words[0])]
		}
	}
	slices.SortStableFunc(w.hits, compareHits)
	return slices.CompactFunc(w.hits, func(a, b Hit) bool { return a.Entry == b.Entry && a.Words == b.Words })
}

func compareHits(a, b Hit) int {
	return cmp.Or(
		cmp.Compare(b.Words, a.Words),
		falseFirst(!a.Exact, !b.Exact),
		falseFirst(a.Ambiguous, b.Ambiguous),
		cmp.Compare(rank(a.Entry.Type), rank(b.Entry.Type)),
		cmp.Compare(a.Entry.Name, b.Entry.Name),
		compareEntries(a.Entry, b.Entry),
		cmp.Compare(a.Form, b.Form))
}

func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// connectors are marks inside names: "Heckler & Koch", "Fidesz – Ungarischer Bürgerbund".
var connectors = []string{"&", "+", "-", "–"}

// A walk goes down the trie along the words, which it takes apart as it needs them.
type walk struct {
	words  []string
	used   int // words taken apart
	pieces []piece
	ends   []int // number of words that have ended after piece i
	hits   []Hit
}

// piece returns piece i, and false where the words end or a mark stands that is no connector: no name goes across a
// comma.
func (w *walk) piece(i int) (piece, bool) {
	for i >= len(w.pieces) {
		if w.used == len(w.words) {
			return piece{}, false
		}
		word := w.words[w.used]
		before := len(w.pieces)
		w.pieces = appendPieces(w.pieces, word)
		if len(w.pieces) == before && (before == 0 || !slices.Contains(connectors, word)) {
			return piece{}, false
		}
		w.used++
		for len(w.ends) < len(w.pieces) {
			w.ends = append(w.ends, w.used)
		}
	}
	return w.pieces[i], true
}

// from follows every edge that piece i can be; declined has a bit for each piece that lost a noun's ending on the way.
func (w *walk) from(n *node, i int, declined uint32) {
	if i > 0 && w.pieces[i-1].end {
		w.collect(n, i, declined)
	}
	p, ok := w.piece(i)
	if !ok || n.only == nil || i == 32 {
		return
	}
	if c := n.at(p.key); c != nil {
		w.from(c, i+1, declined)
	}
	for _, end := range adjectiveEndings {
		if s, ok := strings.CutSuffix(p.key, end); ok {
			if c := n.at(s + "~"); c != nil {
				w.from(c, i+1, declined)
			}
		}
	}
	for _, end := range nounEndings {
		if s, ok := strings.CutSuffix(p.key, end); ok {
			if c := n.at(s); c != nil {
				w.from(c, i+1, declined|1<<i)
			}
		}
	}
}

// collect keeps the forms that end here and are written the way the words are.
func (w *walk) collect(n *node, i int, declined uint32) {
	for _, f := range n.forms {
		if declined&^f.heads != 0 || !f.writtenLike(w.pieces[:i]) || declined != 0 && f.refuses(w.pieces[i-1].key) {
			continue
		}
		exact := declined == 0
		for k := range f.pieces {
			exact = exact && f.pieces[k].key == w.pieces[k].key
		}
		w.hits = append(w.hits, Hit{Entry: f.entry, Words: w.ends[i-1], Form: f.text, Kind: f.kind, Exact: exact, Ambiguous: f.ambiguous})
	}
}

// refuses says no to a plural's -n on a name that has no plural: "Linzn" is nothing, "Emiraten" is something.
func (f *form) refuses(last string) bool {
	key := f.pieces[len(f.pieces)-1].key
	return last == key+"n" && (len(f.pieces) == 1 && f.entry.Article != "pl" || !strings.HasSuffix(key, "e") && !strings.HasSuffix(key, "er"))
}

// writtenLike compares capitals: "un" may be "Un", "Macht" may not be "macht", "US" may not be "us", and a headline may
// write "RUSSLAND" but not "PISA" for Pisa, which is more often an acronym.
func (f *form) writtenLike(ps []piece) bool {
	for i, p := range f.pieces {
		switch q := ps[i]; {
		case p.upper && !q.upper, p.caps && !q.caps:
			return false
		case q.caps && !p.caps && len(f.pieces) == 1 && f.entry.Type != ontology.State && len(q.key) < 5:
			return false
		}
	}
	return true
}
