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
	Facts []Fact `json:"facts"`
}

// Articles lists at most so many articles, 0 = all.
func (l Local) Articles(ctx context.Context, limit int) (ArticleList, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return ArticleList{}, err
	}
	defer snap.Close()
	found, all, err := explore.Articles(ctx, snap, limit)
	if err != nil {
		return ArticleList{}, err
	}
	list := ArticleList{Articles: make([]Article, len(found)), More: all - len(found)}
	for i, a := range found {
		list.Articles[i] = articleOf(a)
	}
	return list, nil
}

func articleOf(a explore.Article) Article {
	return Article{IRI: a.IRI.String(), ID: a.ID, Date: a.Date, Publisher: a.Publisher, Agency: a.Agency, Title: a.Title, URL: a.URL, Claims: a.Claims}
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
	ID string `json:"id" example:"a1"` // or its IRI in angle brackets
}

func (l Local) list(ctx context.Context, req LimitRequest) (ArticleList, error) {
	return l.Articles(ctx, req.Limit)
}

func (l Local) view(ctx context.Context, req ArticleRequest) (ArticleView, error) {
	return l.Article(ctx, req.ID)
}

// A NamesRequest asks for names that go on with what was typed.
type NamesRequest struct {
	Typed string `json:"typed" example:"kim"`
	Limit int    `json:"limit,omitempty"` // 0 = all
}

func (l Local) completions(ctx context.Context, req NamesRequest) ([]string, error) {
	return l.Names(ctx, req.Typed, req.Limit)
}
