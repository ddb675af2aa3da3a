package explore

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
)

// A Library is a graph with a full-text index.
type Library interface {
	Reader
	Search(ctx context.Context, text string, b fulltext.Bounds) (fulltext.Result, error)
}

// A Passage is a sentence that was searched for, with what the article claims in it.
type Passage struct {
	fulltext.Hit
	Title, Published string
	Publisher, URL   string
	Claims           []Claim // that have the sentence as evidence
}

// Found is what a search found.
type Found struct {
	Things   []Candidate
	Passages []Passage
	fulltext.Result
}

// Search finds things by their names and sentences by their words, and who speaks in them where a claim hangs there.
func Search(ctx context.Context, lib Library, text string, b fulltext.Bounds) (Found, error) {
	r, err := lib.Search(ctx, text, b)
	if err != nil {
		return Found{}, err
	}
	l := remembering(ctx, lib)
	found := Found{Result: r}
	for _, e := range r.Things {
		found.Things = append(found.Things, Candidate{Entity: e, Name: l.name(e), Type: l.typeOf(e)})
	}
	for _, h := range r.Hits {
		found.Passages = append(found.Passages, l.passage(h))
	}
	return found, l.err
}

func (l *lookup) typeOf(e quad.Value) string {
	for _, t := range l.ends(graph.Pattern{S: e, P: graph.Type, L: graph.Derived}, quad.Object) {
		if class, ok := t.(quad.IRI); ok {
			return string(class)[len(graph.Class("")):]
		}
	}
	return ""
}

func (l *lookup) passage(h fulltext.Hit) Passage {
	p := Passage{Hit: h, Title: l.text(h.Article, graph.Headline, h.Article), Published: l.text(h.Article, graph.Published, h.Article),
		Publisher: l.text(h.Article, graph.Publisher, h.Article), URL: l.text(h.Article, graph.URL, h.Article)}
	sentence := graph.Part(h.Article, fmt.Sprintf("s%d-%d", h.Start, h.End))
	seen := map[quad.Value]bool{}
	for _, by := range []quad.IRI{graph.Evidence, graph.MoreEvidence} {
		for _, c := range l.ends(graph.Pattern{P: by, O: sentence, L: h.Article}, quad.Subject) {
			if !seen[c] {
				seen[c] = true
				p.Claims = append(p.Claims, l.claim(c))
			}
		}
	}
	return p
}
