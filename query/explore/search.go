package explore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
	"newsgraph/internal/ontology"
)

// A Library is a graph with a full-text index.
type Library interface {
	Reader
	Search(ctx context.Context, text string, others []string, b fulltext.Bounds) (fulltext.Result, error)
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
	Also     []string // other names of what the text names, which were searched for too
	fulltext.Result
}

// Search finds things by their names and sentences by their words, and who speaks in them where a claim hangs there.
func Search(ctx context.Context, lib Library, text string, b fulltext.Bounds) (Found, error) {
	l := remembering(ctx, lib)
	also := l.otherNames(text, b.Names)
	if l.err != nil {
		return Found{}, l.err
	}
	r, err := lib.Search(ctx, text, also, b)
	if err != nil {
		return Found{}, err
	}
	found := Found{Result: r, Also: also}
	for _, e := range r.Things {
		found.Things = append(found.Things, Candidate{Entity: e, Name: l.name(e), Type: l.typeOf(e)})
	}
	for _, h := range r.Hits {
		found.Passages = append(found.Passages, l.passage(h))
	}
	return found, l.err
}

// otherNames are what the things that are called so are called too, at most so many: "Dmitry Peskov" for "Dmitri Peskow". Names
// that tell little by themselves ("Machthaber", "Moskau" for the state) are left out.
func (l *lookup) otherNames(text string, most int) []string {
	typed := ontology.Fold(text)
	if typed == "" || strings.ContainsAny(text, `"*`) || strings.HasPrefix(text, "-") || strings.Contains(text, " -") {
		return nil
	}
	var out []string
	for _, rep := range l.ends(graph.Pattern{P: graph.NameKey, O: quad.String(typed), L: graph.Derived}, quad.Subject) {
		names := []string{l.name(rep)}
		for _, v := range l.ends(graph.Pattern{S: rep, P: graph.AltName, L: graph.Derived}, quad.Object) {
			if name := quad.ToString(v); telling(name) {
				names = append(names, name)
			}
		}
		others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return ontology.Fold(n) == typed })
		if len(others) < len(names) {
			out = append(out, others...)
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	return out[:min(len(out), most)]
}

// telling reports whether a by-name is a name by itself: several words in capitals, or letters.
func telling(name string) bool {
	words := strings.Fields(name)
	if slices.ContainsFunc(words, func(w string) bool { r, _ := utf8.DecodeRuneInString(w); return !unicode.IsUpper(r) }) {
		return false
	}
	return len(words) > 1 || len(name) > 2 && strings.ToUpper(name) == name
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
