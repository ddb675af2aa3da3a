package derive

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// A key says which claims make one statement. Time is no part of it.
type key struct {
	relation        string
	subject, object quad.IRI // representatives; of a symmetric relation the smaller one is the subject
	head            string   // of the goods, folded
}

func (k key) iri() quad.IRI {
	h := sha256.New()
	for _, part := range []string{k.relation, string(k.subject), string(k.object), k.head} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return graph.Statement(fmt.Sprintf("%x", h.Sum(nil)[:12]))
}

// A statement collects what its claims say together.
type statement struct {
	key
	claims             []quad.IRI
	goods              set[quad.IRI]
	stated, meant      bool // as a fact; as a plan, a possibility or an allegation
	negated            bool // by a negative claim of any kind
	denied             bool // a negative fact, or somebody denies
	first, last        moment
	sources            set[quad.IRI]
	affirmers, deniers set[quad.IRI]
}

// deriveStatements computes the statements again that the touched claims belong to or did belong to, and their shortcuts.
func (u *update) deriveStatements() {
	u.touchClaims()
	states, shrunk := map[quad.IRI]*statement{}, set[quad.IRI]{} // statements with touched claims: now, and before
	for _, c := range sorted(u.claims) {
		putAll(shrunk, u.src.subjects(graph.HasClaim, c, graph.Derived))
		u.assign(c, states)
	}
	stale := keysOf(states)
	putAll(stale, sorted(shrunk))
	edges := set[quad.String]{}
	for _, st := range sorted(stale) {
		if shrunk.has(st) || !u.extend(st, states[st], edges) {
			u.refresh(st, states[st], edges)
		}
	}
	u.deriveShortcuts(stale, edges)
}

// assign adds a touched claim to its statements.
func (u *update) assign(iri quad.IRI, states map[quad.IRI]*statement) {
	c, ok := u.load(iri)
	if !ok || !u.counts(c) {
		return
	}
	for head, goods := range u.heads(c) {
		k := u.key(c, head)
		st := states[k.iri()]
		if st == nil {
			st = newStatement(k)
			states[k.iri()] = st
		}
		u.addClaim(st, c, goods)
	}
}

func (u *update) key(c claim, head string) key {
	k := key{relation: c.relation, subject: u.rep(c.subject), head: head}
	if c.object != "" {
		k.object = u.rep(c.object)
	}
	if u.rules.symmetric[k.relation] && k.object != "" && k.object < k.subject {
		k.subject, k.object = k.object, k.subject
	}
	return k
}

func newStatement(k key) *statement {
	return &statement{key: k, goods: set[quad.IRI]{}, sources: set[quad.IRI]{}, affirmers: set[quad.IRI]{}, deniers: set[quad.IRI]{}}
}

// refresh notes a statement as it was, and as it is with the claims that the change does not touch.
func (u *update) refresh(iri quad.IRI, st *statement, edges set[quad.String]) {
	for _, q := range u.src.quads(graph.Pattern{S: iri, L: graph.Derived}) {
		u.old.put(q)
		if edge, ok := q.Object.(quad.String); ok && q.Predicate == graph.Via {
			edges.put(edge)
		}
		if c, ok := q.Object.(quad.IRI); ok && q.Predicate == graph.HasClaim && !u.claims.has(c) {
			st = u.keep(iri, st, c)
		}
	}
	if st != nil {
		u.putStatement(iri, st, len(st.sources), edges)
	}
}

// keep adds an untouched claim to a statement that it belonged to before: its key is still the same.
func (u *update) keep(iri quad.IRI, st *statement, c quad.IRI) *statement {
	old, ok := u.load(c)
	if !ok {
		return st
	}
	for head, goods := range u.heads(old) {
		if k := u.key(old, head); k.iri() == iri {
			if st == nil {
				st = newStatement(k)
			}
			u.addClaim(st, old, goods)
		}
	}
	return st
}

func (u *update) addClaim(st *statement, c claim, goods []quad.IRI) {
	st.claims = append(st.claims, c.iri)
	for _, g := range goods {
		st.goods.put(u.rep(g))
	}
	st.sources.put(u.edited(c.article))
	first, last := u.period(c)
	st.first, st.last = earlier(st.first, first), later(st.last, last)
	st.stated = st.stated || c.positive() && c.stated()
	st.meant = st.meant || c.positive() && !c.stated() && len(c.deniers) == 0
	st.negated = st.negated || !c.positive()
	st.denied = st.denied || !c.positive() && c.stated() || len(c.deniers) > 0
	u.addVoices(st, c)
}

// addVoices notes who stands behind a claim and who against it. A plan or a possibility that the article weighs affirms nothing;
// an allegation is affirmed by those who make it.
func (u *update) addVoices(st *statement, c claim) {
	for _, e := range c.deniers {
		st.deniers.put(u.rep(e))
	}
	voices := []quad.IRI{c.article}
	if len(c.speakers) > 0 {
		voices = nil
		for _, e := range c.speakers {
			voices = append(voices, u.rep(e))
		}
	}
	switch {
	case c.stated() && c.positive(), c.modality == ontology.Alleged && c.positive() && len(c.speakers) > 0:
		putAll(st.affirmers, voices)
	case c.stated():
		putAll(st.deniers, voices)
	}
}

// tier is the one tier of a statement. Something that nobody states as a fact and somebody denies is denied, however many
// allege it; something that is only said not to be planned or possible is denied too.
func (st *statement) tier() string {
	switch {
	case st.stated && st.denied:
		return graph.TierDisputed
	case st.stated:
		return graph.TierRel
	case st.denied || st.negated && !st.meant:
		return graph.TierDenied
	}
	return graph.TierMaybe
}

// putStatement writes a statement and adds the shortcuts that it gives to edges.
func (u *update) putStatement(iri quad.IRI, st *statement, sources int, edges set[quad.String]) {
	for _, edge := range u.edges(st) {
		edges.put(edge)
		u.put(iri, graph.Via, edge)
	}
	u.put(iri, graph.Type, graph.ClassStatement)
	u.put(iri, graph.ClaimSubject, st.subject)
	u.put(iri, graph.ClaimPredicate, graph.Relation(st.relation))
	if st.object != "" {
		u.put(iri, graph.ClaimObject, st.object)
	}
	if st.head != "" {
		u.put(iri, graph.GoodsHead, quad.String(st.head))
	}
	u.put(iri, graph.Tier, quad.String(st.tier()))
	u.put(iri, graph.Sources, quad.Int(sources))
	if st.first.iso != "" {
		u.put(iri, graph.FirstDate, quad.String(st.first.iso))
		u.put(iri, graph.LastDate, quad.String(st.last.iso))
	}
	for _, c := range st.claims {
		u.put(iri, graph.HasClaim, c)
	}
	for p, many := range map[quad.IRI]set[quad.IRI]{graph.ClaimGoods: st.goods, graph.Source: st.sources, graph.AffirmedBy: st.affirmers, graph.DeniedByAny: st.deniers} {
		for e := range many {
			u.put(iri, p, e)
		}
	}
}

// edges are the shortcuts that a statement gives: from end to end, both ways where the relation is symmetric, or to each good
// where there is no other end.
func (u *update) edges(st *statement) []quad.String {
	p := graph.Shortcut(st.tier(), st.relation)
	var out []quad.String
	switch symmetric := u.rules.symmetric[st.relation]; {
	case st.object == "":
		for _, g := range sorted(st.goods) {
			out = append(out, graph.Edge(st.subject, p, g))
		}
	case !symmetric:
		out = append(out, graph.Edge(st.subject, p, st.object))
	case st.object != st.subject: // what was joined by hand does not meet itself
		out = append(out, graph.Edge(st.subject, p, st.object), graph.Edge(st.object, p, st.subject))
	}
	return out
}

// deriveShortcuts keeps a shortcut as long as any statement gives it, those outside the change included.
func (u *update) deriveShortcuts(stale set[quad.IRI], edges set[quad.String]) {
	given := set[quad.String]{}
	for q := range u.new {
		if edge, ok := q.Object.(quad.String); ok && q.Predicate == graph.Via {
			given.put(edge)
		}
	}
	for edge := range edges {
		q, ok := shortcut(edge)
		if !ok {
			continue
		}
		if u.src.has(graph.Pattern{S: q.Subject, P: q.Predicate, O: q.Object, L: graph.Derived}) {
			u.old.put(q)
		}
		if given.has(edge) || u.givenOutside(edge, stale) {
			u.new.put(q)
		}
	}
}

func (u *update) givenOutside(edge quad.String, stale set[quad.IRI]) bool {
	for _, st := range u.src.subjects(graph.Via, edge, graph.Derived) {
		if !stale.has(st) {
			return true
		}
	}
	return false
}

// shortcut is the inverse of graph.Edge.
func shortcut(edge quad.String) (quad.Quad, bool) {
	parts := strings.Split(string(edge), " ")
	if len(parts) != 3 {
		return quad.Quad{}, false
	}
	var iris [3]quad.IRI
	for i, p := range parts {
		iris[i] = quad.IRI(strings.TrimSuffix(strings.TrimPrefix(p, "<"), ">"))
	}
	return quad.Quad{Subject: iris[0], Predicate: iris[1], Object: iris[2], Label: graph.Derived}, true
}
