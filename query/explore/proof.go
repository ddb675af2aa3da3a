package explore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A proof looks behind shortcuts: which claims count by a filter, and how many independent sources a shortcut then has.
type proof struct {
	*lookup
	Filter
	period graph.Span
	known  map[Step]int // sources of shortcuts
}

// ErrDate says that a bound of time is no date.
var ErrDate = errors.New("no date")

func newProof(l *lookup, f Filter) (*proof, error) {
	p := &proof{lookup: l, Filter: f, known: map[Step]int{}}
	for _, a := range f.Articles {
		if !l.any(graph.Pattern{L: a}) {
			return p, cmp.Or(l.err, fmt.Errorf("%w: %v", ErrNoArticle, a))
		}
	}
	var err error
	p.period, err = f.span()
	return p, err
}

// span is the time of a filter; without a bound it is all time.
func (f Filter) span() (graph.Span, error) {
	all, _ := graph.ParseSpan("0001/9999")
	for _, bound := range []struct {
		iso string
		set func(graph.Span)
	}{{f.Since, func(s graph.Span) { all.First = s.First }}, {f.Until, func(s graph.Span) { all.Last = s.Last }}} {
		if bound.iso == "" {
			continue
		}
		s, ok := graph.ParseSpan(bound.iso)
		if !ok {
			return all, fmt.Errorf("%q is %w", bound.iso, ErrDate)
		}
		bound.set(s)
	}
	if all.Last.Before(all.First) {
		return all, fmt.Errorf("%w: %s comes after %s", ErrDate, f.Since, f.Until)
	}
	return all, nil
}

// asks reports whether a shortcut can fail the filter.
func (p *proof) asks() bool { return p.Sources > 1 || p.chooses() }

// chooses reports whether some claims may not count.
func (p *proof) chooses() bool { return p.Since != "" || p.Until != "" || p.Articles != nil }

// sources is the number of independent sources of the best-attested statement behind a step, by the claims that count.
func (p *proof) sources(st Step) int {
	edge := st.Shortcut()
	key := Step{From: edge.Subject, To: edge.Object, Tier: st.Tier, Relation: st.Relation, Forward: true}
	if n, ok := p.known[key]; ok {
		return n
	}
	most := 0
	for _, s := range p.ends(graph.Pattern{P: graph.Via, O: graph.Edge(edge.Subject, edge.Predicate, edge.Object), L: graph.Derived}, quad.Subject) {
		most = max(most, p.sourcesOf(s))
	}
	p.known[key] = most
	return most
}

func (p *proof) sourcesOf(statement quad.Value) int {
	if !p.chooses() {
		for _, v := range p.ends(graph.Pattern{S: statement, P: graph.Sources, L: graph.Derived}, quad.Object) {
			if n, ok := v.(quad.Int); ok {
				return int(n)
			}
		}
	}
	groups := map[quad.Value]bool{}
	for _, c := range p.ends(graph.Pattern{S: statement, P: graph.HasClaim, L: graph.Derived}, quad.Object) {
		if article, ok := p.counts(c); ok {
			groups[p.edited(article)] = true
		}
	}
	return len(groups)
}

// counts reports whether a claim passes the filter, and in which article it stands.
func (p *proof) counts(claim quad.Value) (article quad.Value, ok bool) {
	for _, a := range p.ends(graph.Pattern{S: claim, P: graph.InArticle}, quad.Object) {
		article = a
	}
	iri, _ := article.(quad.IRI)
	if p.Articles != nil && !slices.Contains(p.Articles, iri) {
		return article, false
	}
	if p.Since == "" && p.Until == "" {
		return article, true
	}
	date := p.text(claim, graph.ClaimDate, article)
	span, dated := graph.ParseSpan(date)
	if !dated {
		span, dated = graph.ParseSpan(p.text(article, graph.Published, article))
	}
	return article, dated && span.Overlaps(p.period)
}

// edited is the article of which this one is a reprint, or the article itself.
func (l *lookup) edited(article quad.Value) quad.Value {
	for _, g := range l.ends(graph.Pattern{S: article, P: graph.ReprintGroup, L: graph.Derived}, quad.Object) {
		return g
	}
	return article
}

// ExplainAll explains the steps of a chain by the claims that a filter lets count, of each hop at most maxClaims.
func ExplainAll(ctx context.Context, r Reader, steps []Step, f Filter, maxClaims int) ([]Hop, error) {
	l := remembering(ctx, r)
	p, err := newProof(l, f)
	if err != nil {
		return nil, err
	}
	out := make([]Hop, len(steps))
	for i, st := range steps {
		out[i] = l.hop(st, maxClaims, p.wanted())
	}
	return out, l.err
}

// wanted is what counts, as a question about each claim.
func (p *proof) wanted() func(claim quad.Value) bool {
	if !p.chooses() {
		return func(quad.Value) bool { return true }
	}
	return func(c quad.Value) bool { _, ok := p.counts(c); return ok }
}
