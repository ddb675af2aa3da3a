package web

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/query/explore"
)

// A DossierRequest asks for everything about a thing that one would cite.
type DossierRequest struct {
	Name  string `json:"name" example:"Tigran Melkonjan"`
	Since string `json:"since,omitempty"`
	Until string `json:"until,omitempty"`
	Limit int    `json:"limit,omitempty"` // facts, disputes and moments, of each; 0 = all
}

// A Dossier is the answer: a portrait, the disputes, the time line, and the articles that they come from.
type Dossier struct {
	Portrait
	Disputes []Dispute `json:"disputes"`
	Moments  []Moment  `json:"moments"`
	Articles []Article `json:"articles"` // by date
	Left     Left      `json:"left"`
}

// Left counts what a limit left out.
type Left struct {
	Facts    int `json:"facts,omitempty"`
	Disputes int `json:"disputes,omitempty"`
	Moments  int `json:"moments,omitempty"`
}

// Dossier resolves the name and reads, on one state of the graph. Bounds of time are those of the time line.
func (l Local) Dossier(ctx context.Context, req DossierRequest) (Dossier, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Dossier{}, err
	}
	defer snap.Close()
	p, err := explore.Portray(ctx, snap, req.Name, explore.Bounds{Statements: req.Limit})
	if err != nil {
		return Dossier{}, err
	}
	d := Dossier{Portrait: portraitOf(p), Disputes: []Dispute{}, Moments: []Moment{}, Articles: []Article{}}
	disputes, more, err := explore.Disputes(ctx, snap, p.Entity, false, req.Limit)
	if err != nil {
		return Dossier{}, err
	}
	for _, x := range disputes {
		d.Disputes = append(d.Disputes, disputeOf(x))
	}
	q := explore.Question{Filter: explore.Filter{Since: req.Since, Until: req.Until}}
	q.Entities = append(q.Entities, p.Entity)
	moments, earlier, err := explore.Timeline(ctx, snap, q, explore.Bounds{Statements: req.Limit})
	if err != nil {
		return Dossier{}, err
	}
	for _, m := range moments {
		d.Moments = append(d.Moments, momentOf(m))
	}
	d.Left = Left{p.More, more, earlier}
	return d, d.cite(ctx, snap)
}

// cite collects the articles of all that is quoted.
func (d *Dossier) cite(ctx context.Context, r explore.Reader) error {
	var iris []quad.IRI
	var proofs []Proof
	for _, f := range slices.Concat(d.Roles, d.Facts) {
		proofs = append(proofs, f.Evidence...)
	}
	for _, x := range d.Disputes {
		for _, v := range slices.Concat(x.For, x.Against) {
			proofs = append(proofs, v.Proof)
		}
	}
	for _, m := range d.Moments {
		proofs = append(proofs, m.Evidence...)
	}
	for _, p := range proofs {
		iris = append(iris, explore.ArticleIRI(p.Article))
	}
	slices.Sort(iris)
	found, err := explore.About(ctx, r, slices.Compact(iris))
	for _, a := range found {
		d.Articles = append(d.Articles, articleOf(a))
	}
	return err
}
