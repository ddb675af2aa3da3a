package explore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// Limits of a search unless told otherwise.
const (
	DefaultMaxHops  = 6
	DefaultFrontier = 200_000
)

// An Order says which of two chains is the better one.
type Order int

// Orders of chains.
const (
	Short Order = iota // fewer hops
	Sure               // the product of how sure its hops are (see Certainty) is larger
)

// Options of a search for chains; the zero value gives one shortest chain over facts and disputed facts in either direction,
// within the default limits.
type Options struct {
	Walk
	Order    Order
	Count    int // best chains that are wanted, 0 = 1
	MaxHops  int
	Frontier int // things that the search may look at from both ends together, and beginnings of chains that it may try

	Hubs    int        // things with more neighbours are no link of a chain, 0 = all are
	Weigh   bool       // a link costs the more the more neighbours it has
	Without []quad.IRI // things that are no link of a chain
}

// A Walk says which shortcuts may be walked over.
type Walk struct {
	Tiers     []string // nil = rel and disputed: what somebody only says might be, or denies, is no link unless asked for
	Relations []string // nil = every relation
	Directed  bool     // from subject to object only
	Filter
}

// A Filter says which claims count behind a shortcut. One whose statements have too few of them is not walked over.
type Filter struct {
	Since, Until string     // dates, each a day, month or year; "" = no bound. A claim without a date counts on the day of its article
	Articles     []quad.IRI // only claims of these, nil = of all
	Sources      int        // independent sources that one statement must have, 0 = 1
}

func (w Walk) withDefaults() Walk {
	if w.Tiers == nil {
		w.Tiers = []string{graph.TierRel, graph.TierDisputed}
	}
	return w
}

func (o Options) withDefaults() Options {
	o.Walk = o.Walk.withDefaults()
	o.Count = cmp.Or(o.Count, 1)
	o.MaxHops = cmp.Or(o.MaxHops, DefaultMaxHops)
	o.Frontier = cmp.Or(o.Frontier, DefaultFrontier)
	return o
}

// A Step is one hop of a chain. Where Forward is false the shortcut runs from To to From.
type Step struct {
	From, To       quad.Value
	Tier, Relation string
	Forward        bool
}

// Shortcut is the step as the derived layer holds it.
func (s Step) Shortcut() quad.Quad {
	q := quad.Quad{Subject: s.From, Predicate: graph.Shortcut(s.Tier, s.Relation), Object: s.To, Label: graph.Derived}
	if !s.Forward {
		q.Subject, q.Object = q.Object, q.Subject
	}
	return q
}

// A Path is a chain of steps, each beginning where the one before ends. No thing comes twice.
type Path struct {
	Steps     []Step
	Certainty float64 // product of its hops', 0 to 1
	cost      int64
}

// Paths are the answer of a search, the best first. Of equally good ones that comes first whose things come first in the order of
// their IRIs. Chains differ in the things that they pass; over each hop goes the firmest shortcut, or in the order Sure the surest.
type Paths struct {
	Paths []Path
	Cut   string // "hops" or "frontier": the limit behind which there may be further chains, or after "frontier" better ones
}

// Limits that cut a search off, as Paths tells them.
const (
	CutHops     = "hops"
	CutFrontier = "frontier"
)

// ErrSame says that one thing stands at both ends.
var ErrSame = errors.New("on both sides")

// Between finds the best chains from any of some things to any of others. Only the first and the last thing of a chain stand in
// from and to. The same graph always gives the same chains.
func Between(ctx context.Context, g Graph, r Reader, from, to []quad.IRI, o Options) (Paths, error) {
	for _, e := range from {
		if slices.Contains(to, e) {
			return Paths{}, fmt.Errorf("%v is %w", e, ErrSame)
		}
	}
	o = o.withDefaults()
	n, err := newNetwork(ctx, g, r, o)
	if err != nil {
		return Paths{}, err
	}
	s := &search{network: n, ahead: n.newSide(from, true), back: n.newSide(to, false), want: math.MaxInt64}
	return s.run()
}

// A hop of a chain is as sure as its shortcut: how firm the tier is, and how improbable that all independent sources err when one
// in three does. So a fact of one source has 0.7, of two 0.91; nothing is surer than 0.99. These are ranks that tell chains
// apart and not measured probabilities.
const (
	errs       = 0.3
	surest     = 0.99
	perHop     = 1_000_000 // cost of a hop in the order Short; costs are whole numbers, so that equal chains are exactly equal
	perTenfold = perHop    // toll of a link for each ten times as many neighbours, where links are weighed
)

// Certainty is how sure a shortcut of that tier with so many independent sources is.
func Certainty(tier string, sources int) float64 {
	firm := map[string]float64{graph.TierRel: 1, graph.TierDisputed: 0.5, graph.TierMaybe: 0.25, graph.TierDenied: 0.05}
	return firm[tier] * min(surest, 1-math.Pow(errs, float64(max(1, sources))))
}

// costOf turns a certainty into a cost: what is multiplied becomes a sum.
func costOf(certainty float64) int64 { return int64(math.Round(-perHop * math.Log(certainty))) }
