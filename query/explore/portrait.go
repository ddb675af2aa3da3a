package explore

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// A Portrait is what the graph holds of one entity.
type Portrait struct {
	Candidate
	Aliases    []string // other names, sorted
	Wikidata   string   // "Q56226", or ""
	Statements []Statement
	More       int // statements that are not listed
}

// A Statement is one fact that the claims of all articles are joined to.
type Statement struct {
	Statement       quad.Value
	Subject, Object string // names; no object where the articles leave it open
	SubjectIRI      quad.IRI
	ObjectIRI       quad.IRI
	Relation        string
	Goods           []string // what is supplied, tested or asked for, sorted
	GoodsIRIs       []quad.IRI
	Tier            string
	First, Last     string // dates of the earliest and the latest claim
	Sources         int    // independent ones
	Claims          []Claim
	More            int // claims that are not listed
}

// Bounds say how much of a portrait is read; 0 is no bound.
type Bounds struct {
	Statements int
	Claims     int // of each statement
}

// Portray collects what is said of the entity that a name means. Statements are sorted by relation, then from the firmest tier
// and the most sources down.
func Portray(ctx context.Context, r Reader, name string, b Bounds) (Portrait, error) {
	found, err := Resolve(ctx, r, name)
	if err != nil {
		return Portrait{}, err
	}
	l := &lookup{ctx: ctx, r: r}
	p := Portrait{Candidate: found}
	for _, v := range l.ends(graph.Pattern{S: found.Entity, P: graph.AltName, L: graph.Derived}, quad.Object) {
		p.Aliases = append(p.Aliases, quad.ToString(v))
	}
	slices.Sort(p.Aliases)
	for _, v := range l.ends(graph.Pattern{S: found.Entity, P: graph.SameAs, L: graph.Derived}, quad.Object) {
		if iri, ok := v.(quad.IRI); ok && isWikidata(v) {
			p.Wikidata = strings.TrimPrefix(string(iri), string(graph.Wikidata("")))
		}
	}
	all := l.statementsAbout(found.Entity)
	p.Statements = all[:bounded(len(all), b.Statements)]
	p.More = len(all) - len(p.Statements)
	for i := range p.Statements {
		l.substantiate(&p.Statements[i], b.Claims)
	}
	return p, l.err
}

func bounded(n, limit int) int {
	if limit > 0 {
		return min(n, limit)
	}
	return n
}

func (l *lookup) statementsAbout(e quad.IRI) []Statement {
	var iris []quad.Value
	for _, end := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods} {
		iris = append(iris, l.ends(graph.Pattern{P: end, O: e, L: graph.Derived}, quad.Subject)...)
	}
	iris = slices.CompactFunc(sortValues(iris), func(a, b quad.Value) bool { return a == b })
	out := make([]Statement, len(iris))
	for i, iri := range iris {
		out[i] = l.statement(iri)
	}
	slices.SortStableFunc(out, firmer)
	return out
}

// firmer is the order of statements in a portrait.
func firmer(a, b Statement) int {
	rank := func(s Statement) int { return slices.Index(graph.Tiers(), s.Tier) }
	return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Sources, a.Sources),
		cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Object, b.Object), slices.Compare(a.Goods, b.Goods))
}

// statement reads a statement without its claims.
func (l *lookup) statement(iri quad.Value) Statement {
	s := Statement{Statement: iri}
	for _, q := range l.quads(graph.Pattern{S: iri, L: graph.Derived}) {
		switch q.Predicate {
		case graph.ClaimSubject:
			s.Subject = l.name(q.Object)
			s.SubjectIRI, _ = q.Object.(quad.IRI)
		case graph.ClaimObject:
			s.Object = l.name(q.Object)
			s.ObjectIRI, _ = q.Object.(quad.IRI)
		case graph.ClaimPredicate:
			_, s.Relation, _ = graph.ParseShortcut(q.Object)
		case graph.ClaimGoods:
			s.Goods = append(s.Goods, l.name(q.Object))
			if iri, ok := q.Object.(quad.IRI); ok {
				s.GoodsIRIs = append(s.GoodsIRIs, iri)
			}
		case graph.Tier:
			s.Tier = quad.ToString(q.Object)
		case graph.FirstDate:
			s.First = quad.ToString(q.Object)
		case graph.LastDate:
			s.Last = quad.ToString(q.Object)
		case graph.Sources:
			n, _ := q.Object.(quad.Int)
			s.Sources = int(n)
		}
	}
	slices.Sort(s.Goods)
	return s
}

// substantiate reads the claims of a statement, the strongest first.
func (l *lookup) substantiate(s *Statement, limit int) {
	s.Claims, s.More = l.strongest(l.ends(graph.Pattern{S: s.Statement, P: graph.HasClaim, L: graph.Derived}, quad.Object), limit)
}
