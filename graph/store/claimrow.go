package store

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// node is everything that one label says of a node.
type node map[quad.IRI][]quad.Value

func (n node) first(p quad.IRI) quad.Value {
	if len(n[p]) == 0 {
		return nil
	}
	return n[p][0]
}

func (n node) text(p quad.IRI) string { return quad.ToString(n.first(p)) }

func (c *claimSearch) node(iri quad.Value, label quad.Value) (node, error) {
	n := node{}
	err := c.quads(graph.Pattern{S: iri, L: label}, func(q quad.Quad) error {
		if p, ok := q.Predicate.(quad.IRI); ok {
			n[p] = append(n[p], q.Object)
		}
		return nil
	})
	for _, values := range n {
		slices.SortFunc(values, func(a, b quad.Value) int { return strings.Compare(quad.StringOf(a), quad.StringOf(b)) })
	}
	return n, err
}

// statement yields the rows of one statement's claims.
func (c *claimSearch) statement(iri quad.IRI, each func(Row) error) error {
	st, err := c.node(iri, graph.Derived)
	if err != nil || !c.endsFit(st) {
		return err
	}
	if t := c.want["tier"]; t != "" && st.text(graph.Tier) != t {
		return nil
	}
	for _, claim := range st[graph.HasClaim] {
		if c.shown[claim] {
			continue
		}
		row, ok, err := c.claim(claim, st)
		if err != nil {
			return err
		}
		if ok {
			c.shown[claim] = true
			if err := each(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// endsFit compares both ends and the relation; the ends of a symmetric one may stand either way.
func (c *claimSearch) endsFit(st node) bool {
	s, _ := st.first(graph.ClaimSubject).(quad.IRI)
	o, _ := st.first(graph.ClaimObject).(quad.IRI)
	p, _ := st.first(graph.ClaimPredicate).(quad.IRI)
	if w := c.want["predicate"]; w != "" && p != graph.Relation(w) {
		return false
	}
	fits := func(k string, v quad.IRI) bool {
		_, asked := c.want[k]
		return !asked || slices.Contains(c.groups[k], v)
	}
	if fits("subject", s) && fits("object", o) {
		return true
	}
	return fits("subject", o) && fits("object", s) && symmetric(st, s, p, o)
}

// symmetric reports whether the statement gives an edge in both directions.
func symmetric(st node, s, p, o quad.IRI) bool {
	_, rel, _ := graph.ParseShortcut(p)
	back := graph.Edge(o, graph.Shortcut(st.text(graph.Tier), rel), s)
	return slices.Contains(st[graph.Via], quad.Value(back))
}

// claim makes the row of one claim; ok is false if it is not wanted.
func (c *claimSearch) claim(iri quad.Value, st node) (row Row, ok bool, err error) {
	article, err := c.one(iri, graph.InArticle, nil)
	if err != nil {
		return nil, false, err
	}
	n, err := c.node(iri, article)
	if err != nil {
		return nil, false, err
	}
	sentence, err := c.sentence(n, article)
	if err != nil {
		return nil, false, err
	}
	tiers, err := c.tiers(iri)
	if err != nil {
		return nil, false, err
	}
	name := func(n node, p quad.IRI) string {
		names, e := c.called(n[p])
		err = errors.Join(err, e)
		return strings.Join(names, ", ")
	}
	_, relation, _ := graph.ParseShortcut(st.first(graph.ClaimPredicate))
	row = Row{
		{"subject", text(name(st, graph.ClaimSubject))}, {"predicate", text(relation)}, {"object", text(name(st, graph.ClaimObject))},
		{"goods", text(name(n, graph.ClaimGoods))}, {"quantity", text(quantity(n))}, {"role", text(n.text(graph.ClaimRole))},
		{"date", text(n.text(graph.ClaimDate))}, {"place", text(name(n, graph.ClaimPlace))},
		{"modality", text(n.text(graph.Modality))}, {"polarity", text(n.text(graph.Polarity))}, {"tier", text(tiers)},
		{"sources", st.first(graph.Sources)},
		{"speakers", text(name(n, graph.AttributedTo))}, {"deniers", text(name(n, graph.DeniedBy))},
		{"sentence", sentence}, {"confidence", n.first(graph.Confidence)}, {"article", article}, {"claim", iri},
	}
	if err != nil {
		return nil, false, err
	}
	ok, err = c.fits(row, n)
	return row, ok, err
}

// tiers are those of all statements that the claim is part of, the surest first.
func (c *claimSearch) tiers(claim quad.Value) (string, error) {
	statements, err := c.subjects(graph.Pattern{P: graph.HasClaim, O: claim, L: graph.Derived})
	if err != nil {
		return "", err
	}
	has := map[string]bool{}
	for _, st := range statements {
		t, err := c.one(st, graph.Tier, graph.Derived)
		if err != nil {
			return "", err
		}
		has[quad.ToString(t)] = true
	}
	var out []string
	for _, t := range graph.Tiers() {
		if has[t] {
			out = append(out, t)
		}
	}
	return strings.Join(out, ", "), nil
}

// text is a value of a row; nothing is nil.
func text(s string) any {
	if s == "" {
		return nil
	}
	return quad.String(s)
}

func quantity(n node) string {
	v := n.first(graph.QuantityValue)
	if v == nil {
		return ""
	}
	number := quad.ToString(v)
	switch v := v.(type) {
	case quad.Float:
		number = strconv.FormatFloat(float64(v), 'f', -1, 64)
	case quad.Int:
		number = strconv.FormatInt(int64(v), 10)
	}
	if n.first(graph.QuantityApprox) == quad.Value(quad.Bool(true)) {
		number = "~" + number
	}
	return strings.TrimSpace(number + " " + n.text(graph.QuantityUnit))
}

func (c *claimSearch) sentence(n node, article quad.Value) (any, error) {
	e := n.first(graph.Evidence)
	if e == nil {
		return nil, nil
	}
	v, err := c.one(e, graph.Surface, article)
	if v == nil {
		return nil, err
	}
	return v, err
}

// fits compares what only the claim itself tells.
func (c *claimSearch) fits(row Row, n node) (bool, error) {
	for _, k := range []string{"modality", "polarity"} {
		if w := c.want[k]; w != "" && row.Get(k) != any(quad.String(w)) {
			return false, nil
		}
	}
	if c.want["article"] != "" && row.Get("article") != any(c.article()) {
		return false, nil
	}
	for k, column := range map[string]string{"goods": "goods", "text": "sentence"} {
		v, _ := row.Get(column).(quad.String)
		if !strings.Contains(ontology.Fold(string(v)), ontology.Fold(c.want[k])) {
			return false, nil
		}
	}
	for k, p := range map[string]quad.IRI{"speaker": graph.AttributedTo, "denier": graph.DeniedBy} {
		if ok, err := c.among(k, n[p]); !ok {
			return false, err
		}
	}
	return true, nil
}

// among reports whether one of the values belongs to what the filter named.
func (c *claimSearch) among(k string, values []quad.Value) (bool, error) {
	if _, asked := c.want[k]; !asked {
		return true, nil
	}
	for _, v := range values {
		iri, _ := v.(quad.IRI)
		rep, err := c.representative(iri)
		if err != nil || slices.Contains(c.groups[k], rep) {
			return err == nil, err
		}
	}
	return false, nil
}

// called are the names of entities; what has none is called by its IRI.
func (c *claimSearch) called(values []quad.Value) ([]string, error) {
	out := make([]string, 0, len(values))
	for _, v := range values {
		name, ok := c.names[v]
		if !ok {
			var err error
			if name, err = c.name(v); err != nil {
				return nil, err
			}
			c.names[v] = name
		}
		out = append(out, name)
	}
	return out, nil
}

func (c *claimSearch) name(v quad.Value) (string, error) {
	iri, ok := v.(quad.IRI)
	if !ok {
		return quad.ToString(v), nil
	}
	rep, err := c.representative(iri)
	if err != nil {
		return "", err
	}
	name, err := c.one(rep, graph.Name, graph.Derived)
	if name == nil {
		return string(rep), err
	}
	return quad.ToString(name), err
}
