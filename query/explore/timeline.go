package explore

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// A Moment is what claims say of one statement for one time.
type Moment struct {
	Statement          // without its claims
	Date        string // as exact as it is known; "" where neither the claims nor their articles have one
	Granularity string // graph.Day, Month, Year or Interval
	Own         bool   // the claims say the date themselves; else it is that of the reports
	Kind        string // Happened, Planned, Uncertain or Denied
	Claims      []Claim
	More        int // claims that are not listed
	Voices      int // independent sources of this moment
}

// Kinds of moments.
const (
	Happened  = "happened"
	Planned   = "planned"
	Uncertain = "uncertain" // probable, possible or alleged
	Denied    = "denied"    // said not to be so
)

// A Question says of what a timeline is. Where Claims is nil it is of the statements in which every one of the entities stands.
type Question struct {
	Entities []quad.IRI
	Claims   []quad.IRI
	Filter
}

// lasting are relations that describe how things stand. Without a date of its own such a claim tells nothing that happened, so it is
// no moment.
var lasting = []string{"hasRole", "memberOf", "controls", "partOf", "locatedIn", "capitalOf", "borders", "alliedWith"}

// Timeline lists what happened, was planned, may have been or was denied, in the order of time. Where there are more moments than
// b.Statements allows, the latest stay, and more says how many were left out.
func Timeline(ctx context.Context, r Reader, q Question, b Bounds) (found []Moment, more int, err error) {
	l := remembering(ctx, r)
	p, err := newProof(l, q.Filter)
	if err != nil {
		return nil, 0, err
	}
	t := &timeline{proof: p, at: map[instant]*Moment{}, groups: map[instant]map[quad.Value]bool{}}
	if q.Claims != nil {
		for _, c := range q.Claims {
			for _, st := range l.ends(graph.Pattern{P: graph.HasClaim, O: c, L: graph.Derived}, quad.Subject) {
				t.add(st, c)
			}
		}
	} else {
		for _, st := range l.with(q.Entities) {
			for _, c := range l.ends(graph.Pattern{S: st, P: graph.HasClaim, L: graph.Derived}, quad.Object) {
				t.add(st, c)
			}
		}
	}
	found = t.sorted()
	more = len(found) - bounded(len(found), b.Statements)
	found = found[more:]
	for i := range found {
		t.tell(&found[i], b.Claims)
	}
	return found, more, l.err
}

// with lists the statements in which every one of the entities is an end or what is given.
func (l *lookup) with(entities []quad.IRI) []quad.Value {
	var out []quad.Value
	for i, e := range entities {
		its := map[quad.Value]bool{}
		for _, p := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods} {
			for _, q := range l.quads(graph.Pattern{P: p, O: e, L: graph.Derived}) {
				its[q.Subject] = true
			}
		}
		if i > 0 {
			out = slices.DeleteFunc(out, func(st quad.Value) bool { return !its[st] })
			continue
		}
		for st := range its {
			out = append(out, st)
		}
	}
	return sortValues(out)
}

// An instant is what makes claims one moment.
type instant struct {
	statement  quad.Value
	date, kind string
	own        bool
}

type timeline struct {
	*proof
	at     map[instant]*Moment
	groups map[instant]map[quad.Value]bool // articles, reprints counted once
}

// add notes a claim under its moment; of the claim nothing more is read yet.
func (t *timeline) add(statement, claim quad.Value) {
	var c Claim
	all := graph.Pattern{S: claim}
	t.memo[all] = t.quads(all) // it is read again where it is told
	for _, q := range t.memo[all] {
		c.set(q)
	}
	when := instant{statement: statement, date: c.Date, own: true, kind: kindOf(c)}
	span, dated := graph.ParseSpan(c.Date)
	if !dated {
		when.date, when.own = t.text(c.Article, graph.Published, c.Article), false
		if span, dated = graph.ParseSpan(when.date); !dated {
			when.date = ""
		}
	}
	article, _ := c.Article.(quad.IRI)
	if t.Articles != nil && !slices.Contains(t.Articles, article) || (t.Since != "" || t.Until != "") && !(dated && span.Overlaps(t.period)) {
		return
	}
	if !when.own && slices.Contains(lasting, t.relation(statement)) {
		return
	}
	m := t.at[when]
	if m == nil {
		m = &Moment{Statement: Statement{Statement: statement}, Date: when.date, Granularity: span.Granularity, Own: when.own, Kind: when.kind}
		t.at[when], t.groups[when] = m, map[quad.Value]bool{}
	}
	if !slices.ContainsFunc(m.Claims, func(x Claim) bool { return x.Claim == claim }) {
		m.Claims = append(m.Claims, Claim{Claim: claim})
		t.groups[when][t.edited(c.Article)] = true
	}
}

func (t *timeline) relation(statement quad.Value) (name string) {
	for _, p := range t.ends(graph.Pattern{S: statement, P: graph.ClaimPredicate, L: graph.Derived}, quad.Object) {
		_, name, _ = graph.ParseShortcut(p)
	}
	return name
}

func kindOf(c Claim) string {
	switch {
	case c.Polarity == ontology.Negative:
		return Denied
	case c.Modality == ontology.Planned:
		return Planned
	case cmp.Or(c.Modality, ontology.Actual) == ontology.Actual:
		return Happened
	}
	return Uncertain
}

// sorted are the moments that have enough sources, by their first day, the shorter ones first; those without a date come last.
func (t *timeline) sorted() []Moment {
	var out []Moment
	spans := map[string]graph.Span{}
	for when, m := range t.at {
		if m.Voices = len(t.groups[when]); m.Voices >= t.Sources {
			spans[m.Date], _ = graph.ParseSpan(m.Date)
			out = append(out, *m)
		}
	}
	kinds := []string{Happened, Planned, Uncertain, Denied}
	slices.SortFunc(out, func(a, b Moment) int {
		if (a.Date == "") != (b.Date == "") {
			return cmp.Compare(len(b.Date), len(a.Date))
		}
		return cmp.Or(spans[a.Date].First.Compare(spans[b.Date].First), spans[a.Date].Last.Compare(spans[b.Date].Last),
			slices.Index(kinds, a.Kind)-slices.Index(kinds, b.Kind), cmp.Compare(quad.StringOf(a.Statement.Statement), quad.StringOf(b.Statement.Statement)),
			map[bool]int{true: -1}[a.Own]-map[bool]int{true: -1}[b.Own])
	})
	return out
}

// tell reads what a moment says: its statement, and the strongest of its claims.
func (t *timeline) tell(m *Moment, limit int) {
	m.Statement = t.statement(m.Statement.Statement)
	claims := make([]quad.Value, len(m.Claims))
	for i, c := range m.Claims {
		claims[i] = c.Claim
	}
	m.Claims, m.More = t.strongest(claims, limit)
}
