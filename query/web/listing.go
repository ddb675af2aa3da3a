package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/correct"
	"newsgraph/query/explore"
)

// A StatementsRequest says which statements, and which of the claims behind them, are wanted.
type StatementsRequest struct {
	Entities   Names   `json:"entity,omitempty" example:"Armenien"` // each stands in it: at an end or as what is given
	Subject    string  `json:"subject,omitempty"`
	Object     string  `json:"object,omitempty"`
	Relations  Names   `json:"relation,omitempty"`
	Tiers      Names   `json:"tier,omitempty" enum:"rel disputed maybe denied"` // none = all
	Since      string  `json:"since,omitempty"`                                 // day, month or year
	Until      string  `json:"until,omitempty"`
	Articles   Names   `json:"article,omitempty"`    // ids, or IRIs in angle brackets
	Source     string  `json:"source,omitempty"`     // who published the article, or who speaks or denies in the claim
	Sources    int     `json:"sources,omitempty"`    // independent ones that a statement must have
	Confidence float64 `json:"confidence,omitempty"` // the least of a claim, 0 to 1
	Order      string  `json:"order,omitempty" enum:"latest sources"`
	Limit      int     `json:"limit,omitempty"`  // of one answer
	Claims     int     `json:"claims,omitempty"` // shown of each statement
	After      string  `json:"after,omitempty"`  // next of an earlier answer
}

// listed is how many statements an answer has where nothing is said.
const listed = 100

func (req *StatementsRequest) bound(o Options) error {
	if unknown := UnknownTier(req.Tiers); unknown != "" {
		return unknownTier(unknown)
	}
	if !slices.Contains([]string{explore.Unordered, explore.Latest, explore.Best}, req.Order) {
		return &Problem{Status: http.StatusBadRequest, Message: "order: " + quoted(req.Order) + " is none of " + explore.Latest + ", " + explore.Best, Hint: "leave it out"}
	}
	if !(req.Confidence >= 0 && req.Confidence <= 1) {
		return &Problem{Status: http.StatusBadRequest, Message: "confidence is no number from 0 to 1", Hint: "leave it out or write 0.5"}
	}
	if req.Limit == 0 {
		req.Limit = listed
	}
	if req.Claims == 0 {
		req.Claims = proofs
	}
	req.Limit, req.Claims = lower(o.Limits.Rows, req.Limit), lower(o.Limits.Rows, req.Claims)
	return nil
}

// A StatementList is the answer.
type StatementList struct {
	Statements []Fact `json:"statements"`
	Next       string `json:"next,omitempty"` // the place behind the last one; nothing where no more are there
}

func (l Local) statements(ctx context.Context, req StatementsRequest) (StatementList, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return StatementList{}, err
	}
	defer snap.Close()
	sel := explore.Selection{Relations: req.Relations, Tiers: req.Tiers, Source: req.Source, Confidence: req.Confidence, Order: req.Order,
		Filter: explore.Filter{Since: req.Since, Until: req.Until, Sources: req.Sources}}
	for _, id := range req.Articles {
		sel.Articles = append(sel.Articles, explore.ArticleIRI(id))
	}
	if sel.Entities, _, err = resolved(ctx, snap, req.Entities); err != nil {
		return StatementList{}, err
	}
	for end, name := range map[*quad.IRI]string{&sel.Subject: req.Subject, &sel.Object: req.Object} {
		if name == "" {
			continue
		}
		c, err := explore.Resolve(ctx, snap, name)
		if err != nil {
			return StatementList{}, err
		}
		*end = c.Entity
	}
	found, next, err := explore.Statements(ctx, snap, sel, req.After, explore.Bounds{Statements: req.Limit, Claims: req.Claims})
	out := StatementList{Statements: []Fact{}, Next: next}
	for _, st := range found {
		out.Statements = append(out.Statements, factOf(st))
	}
	return out, err
}

// A ClaimRow is one claim with the statement that it is joined to. A claim that gives several kinds of goods is joined to one each.
type ClaimRow struct {
	Statement  string   `json:"statement"` // IRI
	Subject    string   `json:"subject"`
	SubjectIRI string   `json:"subject_iri"`
	Predicate  string   `json:"predicate"`
	Object     string   `json:"object,omitempty"`
	ObjectIRI  string   `json:"object_iri,omitempty"`
	Goods      []string `json:"goods,omitempty"`
	Tier       string   `json:"tier"`
	Sources    int      `json:"sources"` // independent ones of the statement
	Proof
}

// A ClaimList is the answer to the question for claims, which asks as that for statements does.
type ClaimList struct {
	Claims []ClaimRow `json:"claims"`
	Next   string     `json:"next,omitempty"`
}

// claims are the claims of statements; limit and next count statements, so that one never begins in the middle.
func (l Local) claims(ctx context.Context, req StatementsRequest) (ClaimList, error) {
	list, err := l.statements(ctx, req)
	out := ClaimList{Claims: []ClaimRow{}, Next: list.Next}
	for _, f := range list.Statements {
		for _, p := range f.Evidence {
			out.Claims = append(out.Claims, ClaimRow{f.Statement, f.Subject, f.SubjectIRI, f.Predicate, f.Object, f.ObjectIRI, f.Goods, f.Tier, f.Sources, p})
		}
	}
	return out, err
}

// A ClaimRequest names a claim.
type ClaimRequest struct {
	IRI string `json:"iri" example:"<art:2024-05-14-granaten-fuer-armenien#c-aac6f15c83735f69>"`
}

// A ClaimView is one claim with the quads that the graph holds of it.
type ClaimView struct {
	Fingerprint string `json:"fingerprint"`                                // what corrections bind to
	State       string `json:"state,omitempty" enum:"retracted confirmed"` // by a correction that holds
	Facts       []Fact `json:"facts"`                                      // the statements that it is joined to, each with this claim alone; without statement where it is retracted
	Quads       []Quad `json:"quads"`
	Proof
}

// A Quad has its values as N-Quads writes them, with short IRIs.
type Quad struct {
	Subject   string `json:"s"`
	Predicate string `json:"p"`
	Object    string `json:"o"`
	Label     string `json:"l"`
}

func (l Local) claim(ctx context.Context, req ClaimRequest) (ClaimView, error) {
	out, err := l.quoted(ctx, req)
	if err == nil { // the state that was read is given up by now: the memory backend wants it so
		out.State, err = l.judged(ctx, out.Fingerprint)
	}
	return out, err
}

func (l Local) quoted(ctx context.Context, req ClaimRequest) (ClaimView, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return ClaimView{}, err
	}
	defer snap.Close()
	iri := quad.IRI(strings.TrimSuffix(strings.TrimPrefix(req.IRI, "<"), ">"))
	c, facts, quads, err := explore.Quoted(ctx, snap, iri)
	if err != nil {
		return ClaimView{}, err
	}
	if c.Article == nil {
		return ClaimView{}, &Problem{Status: http.StatusNotFound, Message: "there is no claim " + quoted(req.IRI), Hint: "statements and articles tell the IRIs of their claims", kind: "no-claim"}
	}
	out := ClaimView{Fingerprint: c.Fingerprint, Proof: proofOf(c), Facts: []Fact{}, Quads: []Quad{}}
	for _, f := range facts {
		out.Facts = append(out.Facts, factOf(f))
	}
	for _, q := range quads {
		out.Quads = append(out.Quads, Quad{quad.StringOf(q.Subject), quad.StringOf(q.Predicate), quad.StringOf(q.Object), quad.StringOf(q.Label)})
	}
	return out, nil
}

// judged is what the newest correction of a claim that holds says.
func (l Local) judged(ctx context.Context, fingerprint string) (string, error) {
	log, err := l.store.Corrections(ctx)
	for _, e := range log {
		switch {
		case e.Claim != fingerprint || e.State != correct.Holds:
		case e.Action == correct.Retract:
			return "retracted", err
		case e.Action == correct.Confirm:
			return "confirmed", err
		}
	}
	return "", err
}
