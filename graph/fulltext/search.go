package fulltext

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// An Index has the postings.
type Index interface {
	// Postings walks the documents of a term.
	Postings(list List, term string) (Cursor, error)
	// Terms yields the terms that begin so, in order, as long as yield says so.
	Terms(list List, prefix string, yield func(term string) bool) error
}

// A Cursor walks documents in their order.
type Cursor interface {
	// Seek goes on to the first document that is not before doc; ok is false behind the last. The value is good until the next call.
	Seek(doc string) (found string, value []byte, ok bool, err error)
	Close() error
}

// Bounds of a search; each must be at least 1.
type Bounds struct {
	Hits  int // sentences
	Names int
	Words int // that a beginning* stands for
}

// A Hit is a sentence.
type Hit struct {
	Article    quad.IRI
	Start, End int // in bytes of the article's text
	Text       string
}

// A Result is what a search found, sentences from the newest article to the oldest.
type Result struct {
	Hits      []Hit
	Things    []quad.IRI // representatives whose names hold all the words
	MoreHits  bool       // that the bounds cut off; likewise the other two
	MoreNames bool
	MoreWords bool
}

// Search finds sentences and names. Sentences that hold one of the other names, each as words beside each other, are found too.
func (a *Analyser) Search(ctx context.Context, v View, ix Index, text string, others []string, b Bounds) (Result, error) {
	q, err := a.parse(text)
	if err != nil {
		return Result{}, err
	}
	s := &search{ctx: ctx, analyser: a, view: v, index: ix, bounds: b, found: map[Hit]string{}}
	defer s.close()
	for _, q := range append([]query{q}, a.phrases(others)...) {
		s.hits = 0
		if err := s.sentences(q); err != nil {
			return Result{}, err
		}
	}
	s.order()
	return s.result, s.names(q)
}

// phrases are names as queries; a name without a word is none.
func (a *Analyser) phrases(names []string) []query {
	var out []query
	for _, n := range names {
		if words := a.words(n); len(words) > 0 {
			out = append(out, query{must: []clause{{words: words, typed: n}}})
		}
	}
	return out
}

// order sorts what all queries found and keeps as much as is wanted: each has found so much, so nothing before it is missing.
func (s *search) order() {
	s.result.Hits = slices.SortedFunc(maps.Keys(s.found), func(a, b Hit) int {
		return cmp.Or(cmp.Compare(s.found[a], s.found[b]), cmp.Compare(a.Start, b.Start))
	})
	if n := len(s.result.Hits); n > s.bounds.Hits {
		s.result.Hits, s.result.MoreHits = s.result.Hits[:s.bounds.Hits], true
	}
	if len(s.result.Hits) == 0 {
		s.result.Hits = nil
	}
}

type search struct {
	ctx      context.Context
	analyser *Analyser
	view     View
	index    Index
	bounds   Bounds
	open     []Cursor
	found    map[Hit]string // in which document
	hits     int            // of the present query
	result   Result
}

func (s *search) close() {
	for _, c := range s.open {
		c.Close() // reading only: there is nothing to lose
	}
}

// A source walks the documents that hold one of its terms.
type source []Cursor

func (s source) seek(doc string) (found string, at []int, ok bool, err error) {
	for _, c := range s {
		d, value, has, err := c.Seek(doc)
		switch {
		case err != nil:
			return "", nil, false, err
		case !has || ok && d > found:
		case ok && d == found:
			at = append(at, decode(value)...)
		default:
			found, at, ok = d, decode(value), true
		}
	}
	return found, at, ok, nil
}

func (s *search) source(list List, terms ...string) (source, error) {
	var out source
	for _, t := range terms {
		c, err := s.index.Postings(list, t)
		if err != nil {
			return nil, err
		}
		s.open = append(s.open, c)
		out = append(out, c)
	}
	return out, nil
}

// beginnings are the terms that a prefix stands for.
func (s *search) beginnings(list List, prefix string) (terms []string, err error) {
	err = s.index.Terms(list, prefix, func(t string) bool {
		if len(terms) == s.bounds.Words {
			s.result.MoreWords = true
			return false
		}
		terms = append(terms, t)
		return true
	})
	return terms, err
}

func (s *search) sentences(q query) error {
	var sources []source
	for _, c := range q.must {
		terms := [][]string{}
		if c.prefix != "" {
			all, err := s.beginnings(Sentences, c.prefix)
			if err != nil {
				return err
			}
			if len(c.words) == 1 && !slices.Contains(all, c.words[0].term) {
				all = append(all, c.words[0].term)
			}
			terms = append(terms, all)
		} else {
			for _, w := range c.words {
				terms = append(terms, []string{w.term})
			}
		}
		for _, ts := range terms {
			src, err := s.source(Sentences, ts...)
			if err != nil {
				return err
			}
			sources = append(sources, src)
		}
	}
	return s.join(sources, func(doc string, at []int) (bool, error) { return s.read(q, doc, at) })
}

// join yields the documents that are in all sources, with the places that all of them name.
func (s *search) join(sources []source, yield func(doc string, at []int) (more bool, err error)) error {
	doc := ""
	for {
		if err := s.ctx.Err(); err != nil {
			return err
		}
		start, common := doc, []int(nil)
		for i, src := range sources {
			found, at, ok, err := src.seek(doc)
			if err != nil || !ok {
				return err
			}
			if found > doc {
				doc = found
			}
			if i == 0 {
				common = at
				continue
			}
			common = slices.DeleteFunc(common, func(n int) bool { return !slices.Contains(at, n) })
		}
		if doc != start {
			continue // some may stand before it
		}
		more, err := yield(doc, common)
		if err != nil || !more {
			return err
		}
		doc += "\x00"
	}
}

// read looks at the sentences themselves: for words beside each other, and for what must not be there.
func (s *search) read(q query, doc string, at []int) (more bool, err error) {
	if len(at) == 0 {
		return true, nil
	}
	article := articleOf(doc)
	qs, err := collect(s.view, graph.Pattern{S: article, L: article})
	if err != nil {
		return false, err
	}
	p := pageOf(article, qs)
	slices.Sort(at)
	for _, n := range slices.Compact(at) {
		if n >= len(p.sentences) {
			continue
		}
		start, end := p.sentences[n][0], p.sentences[n][1]
		words := s.analyser.words(p.text[start:end])
		if slices.ContainsFunc(q.must, func(c clause) bool { return !c.holds(words) }) || slices.ContainsFunc(q.not, func(c clause) bool { return c.holds(words) }) {
			continue
		}
		if s.hits == s.bounds.Hits {
			s.result.MoreHits = true
			return false, nil
		}
		s.hits++
		s.found[Hit{article, start, end, p.text[start:end]}] = doc
	}
	return true, nil
}

func (s *search) names(q query) error {
	words, prefix := q.names()
	var sources []source
	for _, w := range words {
		src, err := s.source(Names, w)
		if err != nil {
			return err
		}
		sources = append(sources, src)
	}
	if prefix != "" {
		terms, err := s.beginnings(Names, prefix)
		if err != nil {
			return err
		}
		src, err := s.source(Names, terms...)
		if err != nil {
			return err
		}
		sources = append(sources, src)
	}
	if len(sources) == 0 {
		return nil
	}
	return s.join(sources, func(doc string, _ []int) (bool, error) {
		if len(s.result.Things) == s.bounds.Names {
			s.result.MoreNames = true
			return false, nil
		}
		s.result.Things = append(s.result.Things, quad.IRI(doc))
		return true, nil
	})
}
