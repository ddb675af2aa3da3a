package web

import (
	"context"
	"net/http"

	"newsgraph/query"
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
func (l local) Articles(ctx context.Context, limit int) (ArticleList, error) {
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
func (l local) Article(ctx context.Context, id string) (ArticleView, error) {
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
func (l local) Names(ctx context.Context, typed string, limit int) ([]string, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	return explore.Names(ctx, snap, typed, limit)
}

// articles answers GET /api/articles?limit=N, or with id=ID one of them.
func (d *desk) articles(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, err := count(q.Get("limit"))
	if err != nil {
		return err
	}
	ctx, cancel := d.limited(r.Context())
	defer cancel()
	var found any
	if id := q.Get("id"); id != "" {
		found, err = d.service.Article(ctx, id)
	} else {
		found, err = d.service.Articles(ctx, limit)
	}
	if err != nil {
		return query.Late(ctx, err)
	}
	answer(w, http.StatusOK, found)
	return nil
}

// names answers GET /api/names?typed=T&limit=N.
func (d *desk) names(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	limit, err := count(q.Get("limit"))
	if err != nil {
		return err
	}
	ctx, cancel := d.limited(r.Context())
	defer cancel()
	found, err := d.service.Names(ctx, q.Get("typed"), limit)
	if err != nil {
		return query.Late(ctx, err)
	}
	answer(w, http.StatusOK, found)
	return nil
}
