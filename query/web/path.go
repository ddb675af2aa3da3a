package web

import (
	"cmp"
	"context"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/explore"
)

// A Choice says which facts a question looks at. Names of relations and articles are as the commands take them.
type Choice struct {
	Tiers     Names  `json:"tier,omitempty" enum:"rel disputed maybe denied"` // none = rel and disputed
	Relations Names  `json:"relation,omitempty"`                              // none = all
	Directed  bool   `json:"directed,omitempty"`
	Since     string `json:"since,omitempty"` // day, month or year
	Until     string `json:"until,omitempty"`
	Sources   int    `json:"sources,omitempty"` // independent ones that a fact must have
	Articles  Names  `json:"in,omitempty"`      // only what these articles say
}

func (c Choice) walk() (explore.Walk, error) {
	if unknown := UnknownTier(c.Tiers); unknown != "" {
		return explore.Walk{}, unknownTier(unknown)
	}
	w := explore.Walk{Tiers: c.Tiers, Relations: c.Relations, Directed: c.Directed, Filter: explore.Filter{Since: c.Since, Until: c.Until, Sources: c.Sources}}
	for _, id := range c.Articles {
		w.Articles = append(w.Articles, explore.ArticleIRI(id))
	}
	return w, nil
}

// A PathRequest asks for the best chains between things under any of their names.
type PathRequest struct {
	From     Names  `json:"from" example:"Balkarm"`
	To       Names  `json:"to" example:"Kasachstan"`
	Count    int    `json:"count,omitempty"`                   // chains
	Order    string `json:"order,omitempty" enum:"short sure"` // fewest facts first, or the surest; "" = short
	Hops     int    `json:"hops,omitempty"`                    // longest chain
	Frontier int    `json:"frontier,omitempty"`
	Hubs     int    `json:"hubs,omitempty"`  // things with more neighbours are no link
	Weigh    bool   `json:"weigh,omitempty"` // a link costs the more the more neighbours it has
	Without  Names  `json:"without,omitempty"`
	Choice
}

// Orders are the names of the orders of chains.
func Orders() []string { return []string{"short", "sure"} }

// Chains are the answer, the best first.
type Chains struct {
	From   []End   `json:"from"`
	To     []End   `json:"to"`
	Same   bool    `json:"same,omitempty"` // both ends are one thing
	Chains []Chain `json:"chains"`
	Hops   int     `json:"hops"`          // longest chain that was looked for: what was asked, or the server's limit
	Cut    string  `json:"cut,omitempty"` // "hops" or "frontier": the limit behind which more may be
}

// A Chain leads from one end to the other.
type Chain struct {
	Certainty float64 `json:"certainty"` // 0 to 1, to tell chains apart, in steps of a ten-thousandth
	Hops      []Hop   `json:"hops"`
}

// An End is a thing with its name.
type End struct {
	IRI  string `json:"iri"`
	Name string `json:"name"`
}

// A Hop is one fact of a chain in its own direction, which may run against that of the chain, with what stands behind it.
type Hop struct {
	Subject    string   `json:"subject"`
	SubjectIRI string   `json:"subject_iri"`
	Predicate  string   `json:"predicate"`
	Object     string   `json:"object"`
	ObjectIRI  string   `json:"object_iri"`
	Tier       string   `json:"tier"`
	Sources    int      `json:"sources"` // independent ones
	First      string   `json:"first,omitempty"`
	Last       string   `json:"last,omitempty"`
	Statements []string `json:"statements"` // IRIs
	Evidence   []Proof  `json:"evidence"`
	More       int      `json:"more,omitempty"` // claims that are not shown
}

// A Proof is the sentence of one claim behind a hop.
type Proof struct {
	Sentence    string   `json:"sentence"`
	Article     string   `json:"article"` // IRI
	Claim       string   `json:"claim"`   // IRI
	Title       string   `json:"title,omitempty"`
	Date        string   `json:"date,omitempty"` // of publication
	Publisher   string   `json:"publisher,omitempty"`
	URL         string   `json:"url,omitempty"`
	Role        string   `json:"role,omitempty"`  // the office, in the article's words
	Place       []string `json:"place,omitempty"` // where, where the article says it
	When        string   `json:"when,omitempty"`  // when it holds, where the article says it
	Quantity    string   `json:"quantity,omitempty"`
	Modality    string   `json:"modality"`
	Polarity    string   `json:"polarity"`
	Speakers    []string `json:"speakers,omitempty"`
	Deniers     []string `json:"deniers,omitempty"`
	SpeakerIRIs []string `json:"speaker_iris,omitempty"` // parallel to speakers
	DenierIRIs  []string `json:"denier_iris,omitempty"`
	Start       int      `json:"start,omitempty"` // of the sentence, in bytes of the article's text; missing = 0
	End         int      `json:"end,omitempty"`
	Frame       string   `json:"frame,omitempty"` // that found it
	Confidence  float64  `json:"confidence,omitempty"`
}

// proofs is how many claims of a hop are shown.
const proofs = 3

// Path resolves the names, searches and explains, all on one state of the graph.
func (l Local) Path(ctx context.Context, req PathRequest) (Chains, error) {
	o, err := req.options()
	if err != nil {
		return Chains{}, err
	}
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Chains{}, err
	}
	defer snap.Close()
	out := Chains{Chains: []Chain{}, Hops: cmp.Or(req.Hops, explore.DefaultMaxHops)}
	var from, to []quad.IRI
	if from, out.From, err = resolved(ctx, snap, req.From); err != nil {
		return Chains{}, err
	}
	if to, out.To, err = resolved(ctx, snap, req.To); err != nil {
		return Chains{}, err
	}
	if o.Without, _, err = resolved(ctx, snap, req.Without); err != nil {
		return Chains{}, err
	}
	if out.Same = slices.Equal(from, to); out.Same {
		return out, nil
	}
	found, err := explore.Between(ctx, snap, snap, from, to, o)
	if err != nil {
		return Chains{}, err
	}
	out.Cut = found.Cut
	for _, p := range found.Paths {
		chain := Chain{Certainty: math.Round(p.Certainty*1e4) / 1e4, Hops: []Hop{}}
		hops, err := explore.ExplainAll(ctx, snap, p.Steps, o.Filter, proofs)
		if err != nil {
			return Chains{}, err
		}
		for _, h := range hops {
			chain.Hops = append(chain.Hops, hopOf(h))
		}
		out.Chains = append(out.Chains, chain)
	}
	return out, nil
}

func (req PathRequest) options() (explore.Options, error) {
	w, err := req.walk()
	order := slices.Index(Orders(), cmp.Or(req.Order, Orders()[0]))
	switch {
	case err != nil:
	case len(req.From) == 0 || len(req.To) == 0:
		err = &Problem{Status: http.StatusBadRequest, Message: "from and to are wanted", Hint: root + "/paths?from=Balkarm&to=Kasachstan"}
	case order < 0:
		err = &Problem{Status: http.StatusBadRequest, Message: "order: " + quoted(req.Order) + " is none of " + strings.Join(Orders(), ", "), Hint: "leave it out for " + Orders()[0]}
	}
	return explore.Options{Walk: w, Order: explore.Order(order), Count: req.Count, MaxHops: req.Hops, Frontier: req.Frontier, Hubs: req.Hubs, Weigh: req.Weigh}, err
}

// resolved finds the things that names mean, each once.
func resolved(ctx context.Context, snap *store.Snapshot, names []string) (iris []quad.IRI, ends []End, err error) {
	for _, name := range names {
		c, err := explore.Resolve(ctx, snap, name)
		if err != nil {
			return nil, nil, err
		}
		if !slices.Contains(iris, c.Entity) {
			iris, ends = append(iris, c.Entity), append(ends, End{c.Entity.String(), c.Name})
		}
	}
	return iris, ends, nil
}

func hopOf(h explore.Hop) Hop {
	out := Hop{Subject: h.FromName, SubjectIRI: quad.StringOf(h.From), Predicate: h.Relation, Object: h.ToName, ObjectIRI: quad.StringOf(h.To), Tier: h.Tier, Sources: h.Sources, First: h.First, Last: h.Last,
		Statements: []string{}, Evidence: []Proof{}, More: h.More}
	if !h.Forward {
		out.Subject, out.Object = out.Object, out.Subject
		out.SubjectIRI, out.ObjectIRI = out.ObjectIRI, out.SubjectIRI
	}
	for _, st := range h.Statements {
		out.Statements = append(out.Statements, quad.StringOf(st))
	}
	for _, c := range h.Claims {
		out.Evidence = append(out.Evidence, proofOf(c))
	}
	return out
}

// bound lowers what is asked for to the server's limits.
func (req *PathRequest) bound(o Options) error {
	most := o.Limits
	req.Hops, req.Frontier = lower(most.Hops, req.Hops), lower(most.Frontier, req.Frontier)
	req.Count = lower(most.Rows, max(1, req.Count))
	return nil
}

// pathRows are the hops of chains as rows.
func (l Local) pathRows(ctx context.Context, req PathRequest, yield func(query.Row) error) error {
	chains, err := l.Path(ctx, req)
	if err != nil {
		return err
	}
	for i, c := range chains.Chains {
		for k, h := range c.Hops {
			if err := yield(hopRow(i+1, k+1, c, h)); err != nil {
				return err
			}
		}
	}
	if chains.Cut != "" {
		return &query.CutError{Limit: chains.Cut}
	}
	return nil
}

func hopRow(chain, hop int, c Chain, h Hop) query.Row {
	row := query.Row{
		{Name: "chain", Value: int64(chain)}, {Name: "hop", Value: int64(hop)}, {Name: "certainty", Value: c.Certainty},
		{Name: "subject", Value: h.Subject}, {Name: "predicate", Value: h.Predicate}, {Name: "object", Value: h.Object},
		{Name: "tier", Value: h.Tier}, {Name: "sources", Value: int64(h.Sources)}, {Name: "statements", Value: anys(h.Statements)},
	}
	if len(h.Evidence) == 0 {
		return row
	}
	p := h.Evidence[0]
	return append(row, query.Row{
		{Name: "speakers", Value: strings.Join(p.Speakers, ", ")}, {Name: "sentence", Value: p.Sentence}, {Name: "date", Value: cmp.Or(p.When, p.Date)},
		{Name: "article", Value: p.Article}, {Name: "claim", Value: p.Claim},
	}...)
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
