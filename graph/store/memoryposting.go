package store

import (
	"maps"
	"slices"
	"strings"

	"newsgraph/graph/fulltext"
)

// memoryPostings are the postings of the memory backend, guarded by its lock.
type memoryPostings struct {
	terms map[memoryTerm]map[string]string // document -> value
	notes map[string]string
}

type memoryTerm struct {
	list fulltext.List
	term string
}

func newMemoryPostings() memoryPostings {
	return memoryPostings{map[memoryTerm]map[string]string{}, map[string]string{}}
}

func (c *memoryChange) post(removed, added []fulltext.Posting) error {
	for _, p := range removed {
		c.put(p, false)
	}
	for _, p := range added {
		c.put(p, true)
	}
	return nil
}

// put sets or removes a posting and notes how to take it back.
func (c *memoryChange) put(p fulltext.Posting, in bool) {
	key := memoryTerm{p.List, p.Term}
	old, had := c.m.posts.terms[key][p.Doc]
	c.undo = append(c.undo, func() { c.m.posts.put(key, p.Doc, old, had) })
	c.m.posts.put(key, p.Doc, p.Value, in)
}

func (m memoryPostings) put(key memoryTerm, doc, value string, in bool) {
	docs := m.terms[key]
	switch {
	case !in:
		if delete(docs, doc); len(docs) == 0 {
			delete(m.terms, key)
		}
	case docs == nil:
		m.terms[key] = map[string]string{doc: value}
	default:
		docs[doc] = value
	}
}

func (c *memoryChange) clearPostings() error {
	old := c.m.posts.terms
	c.undo = append(c.undo, func() { c.m.posts.terms = old })
	c.m.posts.terms = map[memoryTerm]map[string]string{}
	return nil
}

func (c *memoryChange) setNote(name, text string) error {
	old := c.m.posts.notes[name]
	c.undo = append(c.undo, func() { c.m.posts.notes[name] = old })
	c.m.posts.notes[name] = text
	return nil
}

// Postings sorts the documents of a term; a state does not change while it is read.
func (v memoryView) Postings(list fulltext.List, term string) (fulltext.Cursor, error) {
	docs := v.m.posts.terms[memoryTerm{list, term}]
	return &memoryCursor{docs, slices.Sorted(maps.Keys(docs))}, nil
}

type memoryCursor struct {
	docs map[string]string
	left []string
}

func (c *memoryCursor) Seek(doc string) (found string, value []byte, ok bool, err error) {
	at, _ := slices.BinarySearch(c.left, doc)
	if at == len(c.left) {
		return "", nil, false, nil
	}
	found = c.left[at]
	return found, []byte(c.docs[found]), true, nil
}

func (c *memoryCursor) Close() error { return nil }

// Terms looks through all of them.
func (v memoryView) Terms(list fulltext.List, prefix string, yield func(string) bool) error {
	var terms []string
	for key := range v.m.posts.terms {
		if key.list == list && strings.HasPrefix(key.term, prefix) {
			terms = append(terms, key.term)
		}
	}
	slices.Sort(terms)
	for _, t := range terms {
		if !yield(t) {
			break
		}
	}
	return nil
}

func (v memoryView) posting(p fulltext.Posting) (string, bool, error) {
	value, ok := v.m.posts.terms[memoryTerm{p.List, p.Term}][p.Doc]
	return value, ok, nil
}

func (v memoryView) countPostings() (n int64, err error) {
	for _, docs := range v.m.posts.terms {
		n += int64(len(docs))
	}
	return n, nil
}

func (v memoryView) note(name string) (string, error) { return v.m.posts.notes[name], nil }
