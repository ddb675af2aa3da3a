package web

import (
	"context"
	"slices"
	"strings"

	"newsgraph/graph/fulltext"
	"newsgraph/query/explore"
)

// A SearchRequest asks for sentences and names by words; the bounds must be at least 1.
type SearchRequest struct {
	Text  string `json:"q" example:"Satz"`
	Hits  int    `json:"hits,omitempty"`  // sentences
	Names int    `json:"names,omitempty"` // things
	Words int    `json:"words,omitempty"` // that a beginning* stands for
}

// Findings are the answer: things whose names hold the words, and sentences from the newest article to the oldest.
type Findings struct {
	Names     []Named    `json:"names"`
	Sentences []Sentence `json:"sentences"`
	Also      []string   `json:"also,omitempty"`       // other names of what the text names, which were searched for too
	MoreNames bool       `json:"more_names,omitempty"` // than were asked for
	MoreHits  bool       `json:"more_sentences,omitempty"`
	MoreWords bool       `json:"more_words,omitempty"` // that a beginning* stands for
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
	found, err := explore.Search(ctx, snap, req.Text, fulltext.Bounds{Hits: req.Hits, Names: req.Names, Words: req.Words})
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
