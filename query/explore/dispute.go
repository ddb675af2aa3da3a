package explore

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// A Dispute is a statement that somebody affirms and somebody denies.
type Dispute struct {
	Statement            // without its claims
	For, Against []Voice // in the order in which they were published
	Overlap      string  // whether both sides speak of one time: OverlapYes, OverlapNo or OverlapUnknown
}

// A Voice is who stands on one side, in one claim.
type Voice struct {
	Who   []string // names, sorted; none is the article itself
	Claim Claim
}

// Whether the two sides of a dispute speak of one time. A claim without a date of its own may speak of any.
const (
	OverlapYes     = "yes"
	OverlapNo      = "no"
	OverlapUnknown = "unknown"
)

// Disputes finds the statements that are disputed: those that have to do with an entity or in which it speaks, or all where entity
// is "". Those with the most sources come first, then the latest. Where timely is true, those are left out whose sides speak of
// different times. At most limit of them (0 = all); more says how many there are beyond.
func Disputes(ctx context.Context, r Reader, entity quad.IRI, timely bool, limit int) (found []Dispute, more int, err error) {
	l := remembering(ctx, r)
	var all []Statement
	for _, iri := range l.disputed(entity) {
		if len(l.ends(graph.Pattern{S: iri, P: graph.AffirmedBy, L: graph.Derived}, quad.Object)) > 0 {
			all = append(all, l.statement(iri))
		}
	}
	slices.SortFunc(all, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(b.Sources, a.Sources), cmp.Compare(b.Last, a.Last), cmp.Compare(quad.StringOf(a.Statement), quad.StringOf(b.Statement)))
	})
	for _, st := range all {
		if limit > 0 && len(found) == limit && !timely {
			more = len(all) - limit
			break
		}
		d := l.dispute(st)
		switch {
		case timely && d.Overlap == OverlapNo:
		case limit > 0 && len(found) == limit:
			more++
		default:
			found = append(found, d)
		}
	}
	return found, more, l.err
}

// disputed lists the statements that somebody denies, of an entity or all.
func (l *lookup) disputed(entity quad.IRI) []quad.Value {
	denied := l.ends(graph.Pattern{P: graph.DeniedByAny, L: graph.Derived}, quad.Subject)
	denied = slices.CompactFunc(denied, func(a, b quad.Value) bool { return a == b })
	if entity == "" {
		return denied
	}
	its := map[quad.Value]bool{}
	for _, p := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods, graph.AffirmedBy, graph.DeniedByAny} {
		for _, q := range l.quads(graph.Pattern{P: p, O: entity, L: graph.Derived}) {
			its[q.Subject] = true
		}
	}
	return slices.DeleteFunc(denied, func(st quad.Value) bool { return !its[st] })
}

// dispute hears both sides of a statement.
func (l *lookup) dispute(st Statement) Dispute {
	d := Dispute{Statement: st}
	for _, iri := range l.ends(graph.Pattern{S: st.Statement, P: graph.HasClaim, L: graph.Derived}, quad.Object) {
		c := l.claim(iri)
		if len(c.Deniers) > 0 {
			d.Against = append(d.Against, Voice{c.Deniers, c})
		}
		stated := c.Modality == ontology.Actual
		switch {
		case c.Polarity == ontology.Negative && stated:
			d.Against = append(d.Against, Voice{c.Speakers, c})
		case c.Polarity != ontology.Negative && (stated || c.Modality == ontology.Alleged && len(c.Speakers) > 0):
			d.For = append(d.For, Voice{c.Speakers, c})
		}
	}
	slices.SortStableFunc(d.For, sooner)
	slices.SortStableFunc(d.Against, sooner)
	d.Overlap = overlap(d.For, d.Against)
	return d
}

// sooner is the order of time: of publication, then of what is spoken of.
func sooner(a, b Voice) int {
	return cmp.Or(cmp.Compare(a.Claim.Published, b.Claim.Published), cmp.Compare(a.Claim.Date, b.Claim.Date),
		cmp.Compare(quad.StringOf(a.Claim.Claim), quad.StringOf(b.Claim.Claim)))
}

// overlap reports whether any voice speaks of a time of which one of the other side speaks.
func overlap(yes, no []Voice) string {
	answer := OverlapNo
	for _, a := range yes {
		for _, b := range no {
			first, dated := graph.ParseSpan(a.Claim.Date)
			second, too := graph.ParseSpan(b.Claim.Date)
			switch {
			case a.Claim.Claim == b.Claim.Claim, dated && too && first.Overlaps(second):
				return OverlapYes
			case !dated || !too:
				answer = OverlapUnknown
			}
		}
	}
	return answer
}
