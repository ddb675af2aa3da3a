package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// filters are what claims() can be asked by.
var filters = []string{"subject", "predicate", "object", "goods", "article", "speaker", "denier", "modality", "polarity", "tier", "text"}

// claims is the script function of that name: claims({subject: "Kim Jong-un", predicate: "meets"}) emits one row for each
// claim that fits. Subject, object, speaker and denier are names, Wikidata ids or IRIs; goods and text are looked for in the
// names of goods and in the sentence. Where a relation is symmetric subject and object may stand either way. A claim that
// corrections have retracted is part of no statement, so it is not shown. With a function as second argument the rows are
// handed to it instead.
func (s *script) claims(call goja.FunctionCall) goja.Value {
	s.ran = true
	want, err := s.wanted(call.Argument(0))
	if err != nil {
		panic(s.vm.NewTypeError("claims(): %s", err.Error()))
	}
	each := func(row Row) error { s.send(row); return nil }
	if fn, ok := goja.AssertFunction(call.Argument(1)); ok {
		each = func(row Row) error { return s.hand(fn, row) }
	}
	c := &claimSearch{run: s.run, want: want, names: map[quad.Value]string{}, groups: map[string][]quad.IRI{}}
	if err := c.search(each); err != nil {
		var thrown *goja.Exception
		if errors.As(err, &thrown) {
			panic(thrown)
		}
		panic(s.vm.NewGoError(err))
	}
	return goja.Undefined()
}

// hand calls the script's function with a row as an object.
func (s *script) hand(fn goja.Callable, row Row) error {
	o := s.vm.NewObject()
	for _, f := range row {
		v := f.Value
		if q, ok := v.(quad.Value); ok {
			if v = q.Native(); v == any(q) {
				v = quad.StringOf(q)
			}
		}
		o.Set(f.Name, v)
	}
	_, err := fn(goja.Undefined(), o)
	return err
}

// wanted reads the object that claims() is given.
func (s *script) wanted(v goja.Value) (map[string]string, error) {
	out := map[string]string{}
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return out, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, errors.New(`wants an object, as in claims({subject: "Kim Jong-un"})`)
	}
	for _, k := range o.Keys() {
		if !slices.Contains(filters, k) {
			return nil, fmt.Errorf("no field %q: have %s", k, strings.Join(filters, ", "))
		}
		if v := o.Get(k); !goja.IsUndefined(v) && !goja.IsNull(v) {
			out[k] = v.String()
		}
	}
	return out, nil
}

// claimSearch looks for claims by way of the statements that join them.
type claimSearch struct {
	*run
	want   map[string]string
	names  map[quad.Value]string
	groups map[string][]quad.IRI // what the names in want stand for
	seen   map[quad.Value]bool
}

func (c *claimSearch) search(each func(Row) error) error {
	for _, k := range []string{"subject", "object", "speaker", "denier"} {
		name, ok := c.want[k]
		if !ok {
			continue
		}
		reps, err := c.resolve(name)
		if err != nil {
			return err
		}
		c.groups[k] = reps
	}
	statements, err := c.statements()
	if err != nil {
		return err
	}
	for _, st := range statements {
		if err := c.statement(st, each); err != nil {
			return err
		}
	}
	return nil
}

// statements finds those that may hold what is wanted, by the most telling thing that is known.
func (c *claimSearch) statements() ([]quad.IRI, error) {
	ends := append(slices.Clone(c.groups["subject"]), c.groups["object"]...)
	if len(ends) > 0 {
		if len(c.groups["subject"]) > 0 {
			ends = c.groups["subject"]
		}
		return c.union(ends, graph.ClaimSubject, graph.ClaimObject)
	}
	switch {
	case c.want["article"] != "":
		return c.statementsOf(graph.Pattern{P: graph.InArticle, O: c.article()})
	case len(c.groups["speaker"]) > 0:
		return c.statementsBy(c.groups["speaker"], graph.AttributedTo)
	case len(c.groups["denier"]) > 0:
		return c.statementsBy(c.groups["denier"], graph.DeniedBy)
	case c.want["predicate"] != "":
		return c.subjects(graph.Pattern{P: graph.ClaimPredicate, O: graph.Relation(c.want["predicate"]), L: graph.Derived})
	}
	return c.subjects(graph.Pattern{P: graph.Type, O: graph.ClassStatement, L: graph.Derived})
}

func (c *claimSearch) article() quad.IRI {
	if iri, ok := quad.StringToValue(c.want["article"]).(quad.IRI); ok {
		return iri
	}
	return graph.Article(c.want["article"])
}

// union are the statements that have one of the entities at one of the ends.
func (c *claimSearch) union(entities []quad.IRI, ends ...quad.IRI) ([]quad.IRI, error) {
	var out []quad.IRI
	for _, e := range entities {
		for _, p := range ends {
			found, err := c.subjects(graph.Pattern{P: p, O: e, L: graph.Derived})
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// statementsBy are those with a claim that names one of the entities, or a member of its group, under the predicate.
func (c *claimSearch) statementsBy(entities []quad.IRI, p quad.IRI) ([]quad.IRI, error) {
	var out []quad.IRI
	for _, e := range entities {
		members, err := c.subjects(graph.Pattern{P: graph.SameAs, O: e, L: graph.Derived})
		if err != nil {
			return nil, err
		}
		for _, m := range append(members, e) {
			found, err := c.statementsOf(graph.Pattern{P: p, O: m})
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// statementsOf are the statements of the claims that match.
func (c *claimSearch) statementsOf(p graph.Pattern) ([]quad.IRI, error) {
	claims, err := c.subjects(p)
	if err != nil {
		return nil, err
	}
	var out []quad.IRI
	for _, claim := range claims {
		found, err := c.subjects(graph.Pattern{P: graph.HasClaim, O: claim, L: graph.Derived})
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

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
		row, ok, err := c.claim(claim, st)
		if err != nil {
			return err
		}
		if ok {
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
		{"modality", text(n.text(graph.Modality))}, {"polarity", text(n.text(graph.Polarity))}, {"tier", text(st.text(graph.Tier))},
		{"speakers", text(name(n, graph.AttributedTo))}, {"deniers", text(name(n, graph.DeniedBy))},
		{"sentence", sentence}, {"confidence", n.first(graph.Confidence)}, {"article", article}, {"claim", iri},
	}
	if err != nil {
		return nil, false, err
	}
	ok, err = c.fits(row, n)
	return row, ok, err
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
