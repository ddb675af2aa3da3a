package web

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/fulltext"
	"newsgraph/query/explore"
)

// A SearchRequest asks for sentences and names by words; the bounds must be at least 1.
type SearchRequest struct {
	Text  string `json:"q" example:"Granaten"`
	Hits  int    `json:"hits,omitempty"`  // sentences
	Names int    `json:"names,omitempty"` // things
	Words int    `json:"words,omitempty"` // that a beginning* stands for

	Typing bool `json:"typing,omitempty"` // the last word is a beginning, as while somebody types
}

// Findings are the answer: things whose names hold the words, and sentences from the newest article to the oldest.
type Findings struct {
	Names     []Named      `json:"names"`
	Sentences []Sentence   `json:"sentences"`
	Articles  []Article    `json:"articles,omitempty"`   // whose headline was found, or whose id it is
	Saved     []SavedQuery `json:"saved,omitempty"`      // questions that hold the words
	Also      []string     `json:"also,omitempty"`       // other names of what the text names, which were searched for too
	MoreNames bool         `json:"more_names,omitempty"` // than were asked for
	MoreHits  bool         `json:"more_sentences,omitempty"`
	MoreWords bool         `json:"more_words,omitempty"` // that a beginning* stands for
}

// A Named is a thing with its type.
type Named struct {
	End
	Type string `json:"type,omitempty"`
}

// A Sentence is one that was found, with who speaks in it where a claim hangs there.
type Sentence struct {
	Sentence  string   `json:"sentence"`
	Article   string   `json:"article"` // IRI
	Title     string   `json:"title,omitempty"`
	Date      string   `json:"date,omitempty"` // of publication
	Publisher string   `json:"publisher,omitempty"`
	URL       string   `json:"url,omitempty"`
	Start     int      `json:"start"` // in bytes of the article's text
	End       int      `json:"end"`
	Speakers  []string `json:"speakers,omitempty"`
	Deniers   []string `json:"deniers,omitempty"`
	Claims    []string `json:"claims,omitempty"` // IRIs
}

// Search finds, on one state of the graph.
func (l Local) Search(ctx context.Context, req SearchRequest) (Findings, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Findings{}, err
	}
	defer snap.Close()
	found, err := explore.Search(ctx, snap, typed(req), fulltext.Bounds{Hits: req.Hits, Names: req.Names, Words: req.Words})
	if err != nil {
		return Findings{}, err
	}
	out := Findings{Names: []Named{}, Also: found.Also, Sentences: []Sentence{}, MoreNames: found.MoreNames, MoreHits: found.MoreHits, MoreWords: found.MoreWords}
	for _, c := range found.Things {
		out.Names = append(out.Names, Named{End{c.Entity.String(), c.Name}, c.Type})
	}
	for _, p := range found.Passages {
		out.Sentences = append(out.Sentences, sentenceOf(p))
	}
	return out, nil
}

// typed is the text of a search; while it is being typed its last word is a beginning.
func typed(req SearchRequest) string {
	last, _ := utf8.DecodeLastRuneInString(req.Text)
	if !req.Typing || !unicode.IsLetter(last) && !unicode.IsDigit(last) || strings.Contains(req.Text, `"`) {
		return req.Text
	}
	return req.Text + "*"
}

// find is Search with what a page shows beside: articles by their headlines and ids, and saved queries.
func (l Local) find(ctx context.Context, req SearchRequest) (Findings, error) {
	found, err := l.Search(ctx, req)
	if err != nil {
		return Findings{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Findings{}, err
	}
	defer snap.Close()
	iris := []quad.IRI{explore.ArticleIRI(req.Text)}
	for _, s := range found.Sentences {
		if holds(s.Title, req.Text) {
			iris = append(iris, explore.ArticleIRI(s.Article))
		}
	}
	for _, iri := range iris {
		about, err := explore.About(ctx, snap, []quad.IRI{iri})
		if err != nil {
			return Findings{}, err
		}
		for _, a := range about {
			if a.ID != "" && !slices.ContainsFunc(found.Articles, func(b Article) bool { return b.ID == a.ID }) {
				found.Articles = append(found.Articles, articleOf(a))
			}
		}
	}
	found.Saved, err = savedFor(req.Text)
	return found, err
}

// holds reports whether a text holds the words of a search, or words that begin so.
func holds(text, words string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(strings.Trim(words, `*"`))) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return text != ""
}

func sentenceOf(p explore.Passage) Sentence {
	s := Sentence{Sentence: strings.Join(strings.Fields(p.Text), " "), Article: p.Article.String(), Title: p.Title, Date: p.Published,
		Publisher: p.Publisher, URL: p.URL, Start: p.Start, End: p.End}
	for _, c := range p.Claims {
		s.Claims = append(s.Claims, c.Claim.String())
		s.Speakers = append(s.Speakers, c.Speakers...)
		s.Deniers = append(s.Deniers, c.Deniers...)
	}
	slices.Sort(s.Speakers)
	slices.Sort(s.Deniers)
	s.Speakers, s.Deniers = slices.Compact(s.Speakers), slices.Compact(s.Deniers)
	return s
}

// bound lowers what is asked for to the server's limits, which hold where nothing is said.
func (req *SearchRequest) bound(o Options) error {
	req.Hits, req.Names, req.Words = lower(o.Search.Hits, req.Hits), lower(o.Search.Names, req.Names), lower(o.Search.Words, req.Words)
	return nil
}
