package web

import (
	"context"

	"newsgraph/query/explore"
)

// An Article is what the graph knows of an article beside its text.
type Article struct {
	IRI       string `json:"iri"`
	ID        string `json:"id"`
	Date      string `json:"date,omitempty"` // of publication
	Publisher string `json:"publisher,omitempty"`
	Agency    string `json:"agency,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Hash      string `json:"hash,omitempty"`      // of what it was read from
	Extractor string `json:"extractor,omitempty"` // that read it
	Claims    int    `json:"claims"`
}

// An ArticleList has the latest article first.
type ArticleList struct {
	Articles []Article `json:"articles"`
	More     int       `json:"more,omitempty"` // articles that are not listed
}

// An ArticleView is one article with what it says, in the order of its text.
type ArticleView struct {
	Article
	Facts []Fact `json:"facts"` // in the order of the text
}

// Articles lists at most so many articles, 0 = all.
func (l Local) Articles(ctx context.Context, limit int) (ArticleList, error) {
	return l.list(ctx, ArticlesRequest{Limit: limit})
}

func (l Local) list(ctx context.Context, req ArticlesRequest) (ArticleList, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return ArticleList{}, err
	}
	defer snap.Close()
	found, all, err := explore.Articles(ctx, snap, req.After, req.Limit)
	if err != nil {
		return ArticleList{}, err
	}
	list := ArticleList{Articles: make([]Article, len(found)), More: max(0, all-req.After-len(found))}
	for i, a := range found {
		list.Articles[i] = articleOf(a)
	}
	return list, nil
}

func articleOf(a explore.Article) Article {
	return Article{IRI: a.IRI.String(), ID: a.ID, Date: a.Date, Publisher: a.Publisher, Agency: a.Agency, Title: a.Title, URL: a.URL, Hash: a.Hash, Extractor: a.Extractor, Claims: a.Claims}
}

// Article reads one article, by its id or its IRI in angle brackets.
func (l Local) Article(ctx context.Context, id string) (ArticleView, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return ArticleView{}, err
	}
	defer snap.Close()
	a, statements, err := explore.Read(ctx, snap, id)
	if err != nil {
		return ArticleView{}, err
	}
	view := ArticleView{Article: articleOf(a), Facts: []Fact{}}
	for _, st := range statements {
		view.Facts = append(view.Facts, factOf(st))
	}
	return view, nil
}

// Names are the names that a command line may complete to what was typed.
func (l Local) Names(ctx context.Context, typed string, limit int) ([]string, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	return explore.Names(ctx, snap, typed, limit)
}

// An ArticleRequest names an article.
type ArticleRequest struct {
	ID string `json:"id" example:"2024-05-14-granaten-fuer-armenien"` // or its IRI in angle brackets
}

// An ArticlesRequest asks for so many articles behind so many.
type ArticlesRequest struct {
	Limit int `json:"limit,omitempty"` // 0 = all
	After int `json:"after,omitempty"` // articles that an earlier answer had
}

// A Page is an article with its text and where in it what was found. Offsets are bytes of the text.
type Page struct {
	ArticleView
	Text     string    `json:"text"`
	Language string    `json:"language,omitempty"`
	Zones    []Zone    `json:"zones"`
	Mentions []Mention `json:"mentions"` // of things, by their places
}

// A Zone is a part of a text of one kind: "headline", "body", "comment".
type Zone struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// A Mention is a stretch of text that means a thing.
type Mention struct {
	Start int `json:"start"`
	End   int `json:"end"`
	Named
}

// page is an article as one reads it.
func (l Local) page(ctx context.Context, req ArticleRequest) (Page, error) {
	view, err := l.Article(ctx, req.ID)
	if err != nil {
		return Page{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Page{}, err
	}
	defer snap.Close()
	p, err := explore.Text(ctx, snap, explore.ArticleIRI(view.IRI))
	out := Page{ArticleView: view, Text: p.Text, Language: p.Language, Zones: []Zone{}, Mentions: []Mention{}}
	for _, z := range p.Zones {
		out.Zones = append(out.Zones, Zone{z.Kind, z.Start, z.End})
	}
	for _, m := range p.Mentions {
		out.Mentions = append(out.Mentions, Mention{m.Start, m.End, Named{End{m.Entity.String(), m.Name}, m.Type}})
	}
	return out, err
}

// A NamesRequest asks for names that go on with what was typed.
type NamesRequest struct {
	Typed string `json:"typed,omitempty" example:"arm"`
	Limit int    `json:"limit,omitempty"` // 0 = all
}

func (l Local) completions(ctx context.Context, req NamesRequest) ([]string, error) {
	names, err := l.Names(ctx, req.Typed, req.Limit)
	return append([]string{}, names...), err // none is [], not null
}
