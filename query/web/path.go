package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"newsgraph/graph"
	"newsgraph/query/explore"
)

// A PathRequest asks for a shortest chain between two things under any of their names.
type PathRequest struct {
	From, To string
	Hops     int      // longest chain
	Tiers    []string // nil = rel and disputed
	Time     time.Duration
}

// A Chain is the answer. Found is false where no chain joins the two ends; a chain from a thing to itself has no hops.
type Chain struct {
	From  End   `json:"from"`
	To    End   `json:"to"`
	Found bool  `json:"found"`
	Hops  []Hop `json:"hops"`
}

// An End is a thing with its name.
type End struct {
	IRI  string `json:"iri"`
	Name string `json:"name"`
}

// A Hop is one fact of a chain in its own direction, which may run against that of the chain, with what stands behind it.
type Hop struct {
	Subject   string  `json:"subject"`
	Predicate string  `json:"predicate"`
	Object    string  `json:"object"`
	Tier      string  `json:"tier"`
	Sources   int     `json:"sources"` // independent ones
	Evidence  []Proof `json:"evidence"`
	More      int     `json:"more,omitempty"` // claims that are not shown
}

// A Proof is the sentence of one claim behind a hop.
type Proof struct {
	Sentence string   `json:"sentence"`
	Article  string   `json:"article"` // IRI
	Claim    string   `json:"claim"`   // IRI
	Title    string   `json:"title,omitempty"`
	Date     string   `json:"date,omitempty"` // of publication
	Role     string   `json:"role,omitempty"` // the office, in the article's words
	When     string   `json:"when,omitempty"` // when it holds, where the article says it
	Quantity string   `json:"quantity,omitempty"`
	Modality string   `json:"modality"`
	Polarity string   `json:"polarity"`
	Speakers []string `json:"speakers,omitempty"`
	Deniers  []string `json:"deniers,omitempty"`
}

// proofs is how many claims of a hop are shown.
const proofs = 3

// Path resolves both names, searches and explains, all on one state of the graph.
func (l local) Path(ctx context.Context, req PathRequest) (Chain, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Chain{}, err
	}
	defer snap.Close()
	from, err := explore.Resolve(ctx, snap, req.From)
	if err != nil {
		return Chain{}, err
	}
	to, err := explore.Resolve(ctx, snap, req.To)
	if err != nil {
		return Chain{}, err
	}
	chain := Chain{From: End{from.Entity.String(), from.Name}, To: End{to.Entity.String(), to.Name}, Hops: []Hop{}}
	steps, err := explore.Shortest(ctx, snap, from.Entity, to.Entity, explore.Options{MaxHops: req.Hops, Tiers: req.Tiers, Timeout: req.Time})
	if noChain(err) {
		return chain, nil
	}
	if err != nil {
		return Chain{}, err
	}
	chain.Found = true
	for _, step := range steps {
		hop, err := explore.Explain(ctx, snap, step, proofs)
		if err != nil {
			return Chain{}, err
		}
		chain.Hops = append(chain.Hops, hopOf(hop))
	}
	return chain, nil
}

// noChain reports whether the search knows that there is no chain of the length that was asked for.
func noChain(err error) bool {
	var limit *explore.LimitError
	return errors.Is(err, explore.ErrNoPath) || errors.As(err, &limit) && limit.Limit == "max hops"
}

func hopOf(h explore.Hop) Hop {
	out := Hop{Subject: h.FromName, Predicate: h.Relation, Object: h.ToName, Tier: h.Tier, Sources: h.Sources, Evidence: []Proof{}, More: h.More}
	if !h.Forward {
		out.Subject, out.Object = out.Object, out.Subject
	}
	for _, c := range h.Claims {
		out.Evidence = append(out.Evidence, proofOf(c))
	}
	return out
}

// path answers GET /api/path?from=A&to=B&hops=N&tier=rel&tier=maybe.
func (d *desk) path(w http.ResponseWriter, r *http.Request) error {
	req, err := d.pathRequest(r)
	if err != nil {
		return err
	}
	chain, err := d.service.Path(r.Context(), req)
	if err != nil {
		return err
	}
	answer(w, http.StatusOK, chain)
	return nil
}

func (d *desk) pathRequest(r *http.Request) (PathRequest, error) {
	q := r.URL.Query()
	req := PathRequest{From: q.Get("from"), To: q.Get("to"), Hops: d.options.Hops, Tiers: q["tier"], Time: d.options.Limits.Time}
	bad := func(message, hint string) (PathRequest, error) {
		return req, &Problem{Status: http.StatusBadRequest, Message: message, Hint: hint}
	}
	if req.From == "" || req.To == "" {
		return bad("from and to are wanted", "/api/path?from=Balkarm&to=Kasachstan")
	}
	if text := q.Get("hops"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return bad("hops: "+quoted(text)+" is no number of hops", "leave it out or write 3")
		}
		req.Hops = min(req.Hops, n)
	}
	if unknown := UnknownTier(req.Tiers); unknown != "" {
		return req, unknownTier(unknown)
	}
	return req, nil
}

// Tiers are the names of the tiers, the firmest first.
func Tiers() []string { return graph.Tiers() }

// UnknownTier returns the first of the names that is no tier, or "".
func UnknownTier(names []string) string {
	for _, name := range names {
		if !slices.Contains(Tiers(), name) {
			return name
		}
	}
	return ""
}
