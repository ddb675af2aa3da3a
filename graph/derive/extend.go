package derive

import (
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// extend adds new claims to a statement without looking at those that it has: some statements ("Russland attacks Ukraine") have
// thousands, and nearly every article adds one. It may be used only where none of the old claims is touched. ok is false where the
// old claims must be looked at after all.
func (u *update) extend(iri quad.IRI, st *statement, edges set[quad.String]) (ok bool) {
	old := u.scalars(iri)
	if !st.resume(old) {
		return false
	}
	for _, g := range old[graph.ClaimGoods] {
		if good, isIRI := g.(quad.IRI); isIRI {
			st.goods.put(good)
		}
	}
	counted := 0
	for _, n := range old[graph.Sources] {
		if i, isInt := n.(quad.Int); isInt {
			counted = int(i)
		}
	}
	for g := range st.sources {
		if !u.src.has(graph.Pattern{S: iri, P: graph.Source, O: g, L: graph.Derived}) {
			counted++
		}
	}
	for _, v := range old[graph.Via] {
		if edge, isText := v.(quad.String); isText {
			edges.put(edge)
		}
	}
	u.putStatement(iri, st, counted, edges)
	u.keepSets(iri, st)
	return true
}

// scalars are the quads of a statement that do not grow with its claims; they are noted as old.
func (u *update) scalars(iri quad.IRI) map[quad.IRI][]quad.Value {
	out := map[quad.IRI][]quad.Value{}
	for _, p := range []quad.IRI{graph.Tier, graph.Sources, graph.FirstDate, graph.LastDate, graph.ClaimGoods, graph.Via} {
		for _, q := range u.src.quads(graph.Pattern{S: iri, P: p, L: graph.Derived}) {
			u.old.put(q)
			out[p] = append(out[p], q.Object)
		}
	}
	return out
}

// resume takes up what the old claims said where the tier tells it. A denied statement may be denied or only negated; a new fact
// would make a difference between the two.
func (st *statement) resume(old map[quad.IRI][]quad.Value) bool {
	if len(old[graph.Tier]) != 1 {
		return false
	}
	switch text(old[graph.Tier][0]) {
	case graph.TierRel:
		st.stated = true
	case graph.TierDisputed:
		st.stated, st.denied = true, true
	case graph.TierMaybe:
		st.meant = true
	default:
		return false
	}
	for _, v := range old[graph.FirstDate] {
		first, _, _ := span(text(v))
		st.first = earlier(st.first, first)
	}
	for _, v := range old[graph.LastDate] {
		_, last, _ := span(text(v))
		st.last = later(st.last, last)
	}
	return true
}

// keepSets notes as old what the statement has of the quads that were just written for it.
func (u *update) keepSets(iri quad.IRI, st *statement) {
	keep := func(p quad.IRI, o quad.Value) {
		if u.src.has(graph.Pattern{S: iri, P: p, O: o, L: graph.Derived}) {
			u.old.put(quad.Quad{Subject: iri, Predicate: p, Object: o, Label: graph.Derived})
		}
	}
	keep(graph.Type, graph.ClassStatement)
	keep(graph.ClaimSubject, st.subject)
	keep(graph.ClaimPredicate, graph.Relation(st.relation))
	if st.object != "" {
		keep(graph.ClaimObject, st.object)
	}
	keep(graph.GoodsHead, quad.String(st.head))
	for g := range st.sources {
		keep(graph.Source, g)
	}
	for e := range st.affirmers {
		keep(graph.AffirmedBy, e)
	}
	for e := range st.deniers {
		keep(graph.DeniedByAny, e)
	}
}
