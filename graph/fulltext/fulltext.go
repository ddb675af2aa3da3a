// Package fulltext finds sentences by their words, and things by the words of their names. For example, "schahed drohne" finds
// every sentence of every article that holds both words in whatever form, the newest article first.
//
// An index is a function of the article graphs and the derived names, kept as postings: (list, term, document) -> value. Delta says
// what a change does to them, Read what they are from nothing; Search reads them. Where they are kept, and that they change in
// the transaction that changes the graph, is graph/store's matter. It knows no claims and ranks by nothing but the day.
package fulltext

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A List holds postings of one kind.
type List byte

// Lists.
const (
	Sentences List = 's' // term -> article, value: the sentences that hold it
	Names     List = 'n' // word of a name -> representative
)

// A Posting says that a document holds a term. Documents sort by themselves: articles from the newest to the oldest.
type Posting struct {
	List             List
	Term, Doc, Value string
}

// A View shows quads. Patterns with subject and label must be cheap. An error of yield ends the call and is returned as it is.
type View interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
}

// Indexed lists everything that has postings: articles, and things that have names.
func Indexed(v View) ([]quad.IRI, error) {
	articles, err := subjects(v, graph.Pattern{P: graph.Type, O: graph.ClassArticle})
	if err != nil {
		return nil, err
	}
	things, err := subjects(v, graph.Pattern{P: graph.Name, L: graph.Derived})
	return append(articles, things...), err
}

// Read yields the postings of each of these articles and things.
func (a *Analyser) Read(v View, of []quad.IRI, yield func([]Posting) error) error {
	for _, iri := range of {
		var ps []Posting
		if graph.IsArticle(iri) {
			qs, err := collect(v, graph.Pattern{S: iri, L: iri})
			if err != nil {
				return err
			}
			ps = a.article(iri, qs)
		} else {
			qs, err := namesOf(v, iri)
			if err != nil {
				return err
			}
			ps = thing(iri, qs)
		}
		if err := yield(ps); err != nil {
			return err
		}
	}
	return nil
}

// Delta computes what a change does to the postings. The view shows all layers after the change.
func (a *Analyser) Delta(v View, removed, added []quad.Quad) (del, set []Posting, err error) {
	old, now := map[Posting]bool{}, map[Posting]bool{}
	for iri, change := range touched(removed, added) {
		label, read := iri, a.article
		if change.named {
			label, read = graph.Derived, thing
		}
		after, err := collect(v, graph.Pattern{S: iri, L: label})
		if err != nil {
			return nil, nil, err
		}
		for _, p := range read(iri, after) {
			now[p] = true
		}
		for _, p := range read(iri, change.before(after)) {
			old[p] = true
		}
	}
	for p := range old {
		if !now[p] {
			del = append(del, p)
		}
	}
	for p := range now {
		if !old[p] {
			set = append(set, p)
		}
	}
	return del, set, nil
}

// A change is what is removed from and added to one subject.
type change struct {
	named          bool // of the derived layer
	removed, added []quad.Quad
}

// touched finds the articles and things whose text or names change.
func touched(removed, added []quad.Quad) map[quad.IRI]*change {
	out := map[quad.IRI]*change{}
	note := func(q quad.Quad, list func(*change) *[]quad.Quad) {
		s, ok := q.Subject.(quad.IRI)
		derived := q.Label == quad.Value(graph.Derived)
		if !ok || !matters(q) || !derived && (q.Label != q.Subject || !graph.IsArticle(q.Label)) {
			return
		}
		if out[s] == nil {
			out[s] = &change{named: derived}
		}
		l := list(out[s])
		*l = append(*l, q)
	}
	for _, q := range removed {
		note(q, func(c *change) *[]quad.Quad { return &c.removed })
	}
	for _, q := range added {
		note(q, func(c *change) *[]quad.Quad { return &c.added })
	}
	return out
}

func matters(q quad.Quad) bool {
	if q.Label == quad.Value(graph.Derived) {
		return q.Predicate == quad.Value(graph.Name) || q.Predicate == quad.Value(graph.AltName)
	}
	switch q.Predicate {
	case graph.Type, graph.Text, graph.Sentences, graph.Published:
		return true
	}
	return false
}

func (c *change) before(after []quad.Quad) []quad.Quad {
	out := slices.DeleteFunc(slices.Clone(after), func(q quad.Quad) bool { return slices.Contains(c.added, q) })
	return append(out, c.removed...)
}

// thing are the postings of one thing.
func thing(iri quad.IRI, qs []quad.Quad) []Posting {
	var out []Posting
	for _, q := range qs {
		if q.Predicate == quad.Value(graph.Name) || q.Predicate == quad.Value(graph.AltName) {
			for _, w := range nameWords(quad.ToString(q.Object)) {
				out = append(out, Posting{List: Names, Term: w, Doc: string(iri)})
			}
		}
	}
	return out
}

// article are the postings of one article; one that says of itself that it is none has none.
func (a *Analyser) article(iri quad.IRI, qs []quad.Quad) []Posting {
	p := pageOf(iri, qs)
	if !p.is {
		return nil
	}
	holds := map[string][]int{}
	for i, s := range p.sentences {
		for _, w := range a.words(p.text[s[0]:s[1]]) {
			if l := holds[w.term]; len(l) == 0 || l[len(l)-1] != i {
				holds[w.term] = append(l, i)
			}
		}
	}
	out := make([]Posting, 0, len(holds))
	for term, at := range holds {
		out = append(out, Posting{Sentences, term, p.doc(), encode(at)})
	}
	return out
}

// A page is what an article has to be read for.
type page struct {
	iri       quad.IRI
	is        bool
	text, day string
	sentences [][2]int
}

func pageOf(iri quad.IRI, qs []quad.Quad) page {
	p := page{iri: iri}
	bounds := ""
	for _, q := range qs {
		if q.Subject != quad.Value(iri) || q.Label != quad.Value(iri) {
			continue
		}
		// Of two values the greater one counts, whatever order they come in.
		switch text := quad.ToString(q.Object); q.Predicate {
		case graph.Type:
			p.is = p.is || q.Object == quad.Value(graph.ClassArticle)
		case graph.Text:
			p.text = max(p.text, text)
		case graph.Sentences:
			bounds = max(bounds, text)
		case graph.Published:
			p.day = max(p.day, text)
		}
	}
	if p.sentences = readBounds(bounds, len(p.text)); p.sentences == nil {
		p.sentences = linesOf(p.text)
	}
	return p
}

// readBounds reads "0 17 18 40": where each sentence begins and ends; nil where that is not what the text says.
func readBounds(bounds string, length int) [][2]int {
	fields := strings.Fields(bounds)
	var out [][2]int
	last := 0
	for i := 0; i+1 < len(fields); i += 2 {
		start, err1 := strconv.Atoi(fields[i])
		end, err2 := strconv.Atoi(fields[i+1])
		if err1 != nil || err2 != nil || start < last || end <= start || end > length {
			return nil
		}
		out, last = append(out, [2]int{start, end}), end
	}
	return out
}

// linesOf takes lines for sentences, in articles that tell none.
func linesOf(text string) [][2]int {
	var out [][2]int
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" {
			out = append(out, [2]int{at, at + len(strings.TrimRight(line, "\r\n"))})
		}
		at += len(line)
	}
	return out
}

// undated stands behind every day.
const undated = "~~~~~~~~~~"

// doc sorts articles by day, the newest first, then by IRI: the digits of the day are turned round.
func (p page) doc() string {
	day := (p.day + "-00-00")[:min(len(p.day)+6, 10)]
	if len(p.day) < 4 || strings.Trim(day, "0123456789-") != "" {
		return undated + " " + string(p.iri)
	}
	turned := strings.Map(func(r rune) rune {
		if r == '-' {
			return r
		}
		return '9' - (r - '0')
	}, day)
	return turned + " " + string(p.iri)
}

// articleOf is the inverse of doc.
func articleOf(doc string) quad.IRI {
	_, iri, _ := strings.Cut(doc, " ")
	return quad.IRI(iri)
}

func encode(at []int) string {
	var b []byte
	last := 0
	for _, n := range at {
		b, last = binary.AppendUvarint(b, uint64(n-last)), n
	}
	return string(b)
}

func decode(value []byte) []int {
	var out []int
	n := 0
	for len(value) > 0 {
		d, w := binary.Uvarint(value)
		if w <= 0 {
			return out
		}
		n, value = n+int(d), value[w:]
		out = append(out, n)
	}
	return out
}

func subjects(v View, p graph.Pattern) ([]quad.IRI, error) {
	var out []quad.IRI
	err := v.Quads(p, func(q quad.Quad) error {
		if s, ok := q.Subject.(quad.IRI); ok && (p.L != nil || q.Label == q.Subject && graph.IsArticle(q.Label)) {
			out = append(out, s)
		}
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out), err
}

func namesOf(v View, iri quad.IRI) ([]quad.Quad, error) {
	names, err := collect(v, graph.Pattern{S: iri, P: graph.Name, L: graph.Derived})
	if err != nil {
		return nil, err
	}
	others, err := collect(v, graph.Pattern{S: iri, P: graph.AltName, L: graph.Derived})
	return append(names, others...), err
}

func collect(v View, p graph.Pattern) ([]quad.Quad, error) {
	var out []quad.Quad
	err := v.Quads(p, func(q quad.Quad) error { out = append(out, q); return nil })
	return out, err
}
