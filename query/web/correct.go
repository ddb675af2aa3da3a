package web

import (
	"context"
	"time"

	"newsgraph/graph/correct"
)

// A Correction is an entry of the log of corrections.
type Correction struct {
	ID     string `json:"id"` // the beginning of its IRI, enough to name it
	IRI    string `json:"iri"`
	Action string `json:"action"`
	What   string `json:"what"`
	By     string `json:"by"`
	When   string `json:"when"`
	Why    string `json:"why,omitempty"`
	State  string `json:"state"` // holds, undone, stale
}

// A CorrectionList has the newest first.
type CorrectionList struct {
	Corrections []Correction `json:"corrections"`
	More        int          `json:"more,omitempty"` // that are not listed
}

// CorrectionOf is an entry as it is told.
func CorrectionOf(e correct.Entry) Correction {
	return Correction{ID: e.ID, IRI: string(e.IRI()), Action: string(e.Action), What: e.What, By: e.By, When: e.When.UTC().Format(time.RFC3339), Why: e.Why, State: string(e.State)}
}

// Corrections lists at most so many entries of the log, 0 = all.
func (l Local) Corrections(ctx context.Context, limit int) (CorrectionList, error) {
	entries, err := l.store.Corrections(ctx)
	if err != nil {
		return CorrectionList{}, err
	}
	n := len(entries)
	if limit > 0 {
		n = min(n, limit)
	}
	list := CorrectionList{Corrections: []Correction{}, More: len(entries) - n}
	for _, e := range entries[:n] {
		list.Corrections = append(list.Corrections, CorrectionOf(e))
	}
	return list, nil
}

// A LimitRequest asks for at most so many, 0 = all.
type LimitRequest struct {
	Limit int `json:"limit,omitempty"`
}

func (l Local) log(ctx context.Context, req LimitRequest) (CorrectionList, error) {
	return l.Corrections(ctx, req.Limit)
}
