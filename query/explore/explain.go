package explore

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// DefaultMaxClaims is how many claims of a hop are shown unless told otherwise.
const DefaultMaxClaims = 20

// A Hop is a step with what stands behind it.
type Hop struct {
	Step
	FromName, ToName string
	Statements       []quad.Value // sorted
	Sources          int          // independent ones, reprints counted once
	First, Last      string       // dates of the earliest and the latest claim
	Claims           []Claim      // the strongest first
	More             int          // claims that are not shown
}

// A Claim is what one article says, in its own words.
type Claim struct {
	Claim, Article     quad.Value
	Evidence           quad.Value // the sentence's node
	Sentence           string
	Start, End         int // of the sentence, in bytes of the article's text
	Title, Published   string
	Publisher, URL     string
	Date               string // when it holds, "" where the article does not say
	Modality, Polarity string
	Goods, Speakers    []string   // names, sorted
	SpeakerIRIs        []quad.IRI // parallel to Speakers: what stands for each; likewise DenierIRIs
	Deniers            []string
	DenierIRIs         []quad.IRI
	Place              []string // names
	Role, Frame        string
	Fingerprint        string  // what corrections bind to
	Quantity           float64 // 0 where the article gives none
	Unit               string
	Approximate        bool
	Confidence         float64
}

// Explain collects the statements behind a step, and of their claims at most maxClaims (0 = DefaultMaxClaims).
func Explain(ctx context.Context, r Reader, step Step, maxClaims int) (Hop, error) {
	l := &lookup{ctx: ctx, r: r}
	h := l.hop(step, maxClaims, func(quad.Value) bool { return true })
	return h, l.err
}

// hop explains a step by the claims that are wanted; dates and sources are those of the statements, whatever is wanted.
func (l *lookup) hop(step Step, maxClaims int, wanted func(claim quad.Value) bool) Hop {
	h := Hop{Step: step, FromName: l.name(step.From), ToName: l.name(step.To)}
	edge := step.Shortcut()
	h.Statements = l.ends(graph.Pattern{P: graph.Via, O: graph.Edge(edge.Subject, edge.Predicate, edge.Object), L: graph.Derived}, quad.Subject)
	var claims []quad.Value
	for _, st := range h.Statements {
		claims = append(claims, l.ends(graph.Pattern{S: st, P: graph.HasClaim, L: graph.Derived}, quad.Object)...)
		h.First = first(h.First, l.text(st, graph.FirstDate, graph.Derived))
		h.Last = max(h.Last, l.text(st, graph.LastDate, graph.Derived))
	}
	claims = slices.CompactFunc(sortValues(claims), func(a, b quad.Value) bool { return a == b })
	h.Sources = l.sources(h.Statements)
	claims = slices.DeleteFunc(claims, func(c quad.Value) bool { return !wanted(c) })
	h.Claims, h.More = l.strongest(claims, cmp.Or(maxClaims, DefaultMaxClaims))
	return h
}

// strongest reads the claims that count most, at most limit of them (0 = all), and tells how many are left.
func (l *lookup) strongest(claims []quad.Value, limit int) (shown []Claim, more int) {
	all := make([]Claim, len(claims))
	for i, iri := range claims {
		all[i] = l.weight(iri)
	}
	slices.SortStableFunc(all, stronger)
	n := bounded(len(all), limit)
	for _, c := range all[:n] {
		shown = append(shown, l.claim(c.Claim))
	}
	return shown, len(all) - n
}

// weight reads of a claim what stronger compares.
func (l *lookup) weight(iri quad.Value) Claim {
	c := Claim{Claim: iri, Modality: ontology.Actual, Polarity: ontology.Positive}
	for _, q := range l.quads(graph.Pattern{S: iri}) {
		c.set(q)
	}
	c.Published = l.text(c.Article, graph.Published, c.Article)
	return c
}

// first is the smaller of two dates, of which either may be missing.
func first(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

// stronger puts facts before the rest, then what holds before what does not, then what the extractor is surer of.
func stronger(a, b Claim) int {
	rank := func(c Claim) int {
		n := 0
		if c.Modality != ontology.Actual {
			n += 2
		}
		if c.Polarity == ontology.Negative {
			n++
		}
		return n
	}
	return cmp.Or(rank(a)-rank(b), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.Published, b.Published),
		cmp.Compare(quad.StringOf(a.Claim), quad.StringOf(b.Claim)))
}

// errEnough ends a walk that has what it wanted.
var errEnough = errors.New("enough")

// A lookup reads values; its first error sticks, and what it reads afterwards is empty.
type lookup struct {
	ctx  context.Context
	r    Reader
	err  error
	memo map[graph.Pattern][]quad.Quad // nil = nothing is remembered
}

// remembering makes a look-up for a subgraph: its claims name the same things and articles again and again.
func remembering(ctx context.Context, r Reader) *lookup {
	return &lookup{ctx: ctx, r: r, memo: map[graph.Pattern][]quad.Quad{}}
}

// quads lists what matches; its callers leave the list as it is.
func (l *lookup) quads(p graph.Pattern) []quad.Quad {
	if known, ok := l.memo[p]; ok || l.err != nil {
		return known
	}
	var out []quad.Quad
	l.err = l.r.Quads(l.ctx, p, func(q quad.Quad) error { out = append(out, q); return l.ctx.Err() })
	if l.memo != nil && l.err == nil && p.S != nil && p.P != nil {
		l.memo[p] = out
	}
	return out
}

// any reports whether something matches.
func (l *lookup) any(p graph.Pattern) bool {
	err := l.r.Quads(l.ctx, p, func(quad.Quad) error { return errEnough })
	if !errors.Is(err, errEnough) && l.err == nil {
		l.err = err
	}
	return errors.Is(err, errEnough)
}

// ends lists the subjects or objects of what matches, sorted.
func (l *lookup) ends(p graph.Pattern, d quad.Direction) []quad.Value {
	var out []quad.Value
	for _, q := range l.quads(p) {
		out = append(out, q.Get(d))
	}
	return sortValues(out)
}

func sortValues(vs []quad.Value) []quad.Value {
	slices.SortFunc(vs, func(a, b quad.Value) int { return cmp.Compare(quad.StringOf(a), quad.StringOf(b)) })
	return vs
}

// text is the first plain string of a subject under a predicate.
func (l *lookup) text(s quad.Value, p quad.IRI, label quad.Value) string {
	for _, v := range l.ends(graph.Pattern{S: s, P: p, L: label}, quad.Object) {
		if t, ok := v.(quad.String); ok {
			return string(t)
		}
	}
	return ""
}

// name is what an entity is called; one without a name is called by its IRI.
func (l *lookup) name(e quad.Value) string {
	if n := l.text(l.representative(e), graph.Name, graph.Derived); n != "" {
		return n
	}
	return quad.ToString(e)
}

func (l *lookup) representative(e quad.Value) quad.Value {
	for _, o := range l.ends(graph.Pattern{S: e, P: graph.SameAs, L: graph.Derived}, quad.Object) {
		if !isWikidata(o) {
			return o
		}
	}
	return e
}

func (l *lookup) names(es []quad.Value) []string {
	var out []string
	for _, e := range es {
		out = append(out, l.name(e))
	}
	slices.Sort(out)
	return out
}

// called are the names of entities, sorted, and parallel to them what stands for each.
func (l *lookup) called(es []quad.Value) (names []string, iris []quad.IRI) {
	byName := slices.Clone(es)
	slices.SortStableFunc(byName, func(a, b quad.Value) int { return cmp.Compare(l.name(a), l.name(b)) })
	for _, e := range byName {
		iri, _ := l.representative(e).(quad.IRI)
		names, iris = append(names, l.name(e)), append(iris, iri)
	}
	return names, iris
}

// sources counts the independent sources of statements: articles, those that print one text once.
func (l *lookup) sources(statements []quad.Value) int {
	distinct, counted := map[quad.Value]bool{}, 0
	for _, st := range statements {
		for _, v := range l.ends(graph.Pattern{S: st, P: graph.Sources, L: graph.Derived}, quad.Object) {
			if n, ok := v.(quad.Int); ok {
				counted = max(counted, int(n)) // of a store that an older version wrote there is this alone
			}
		}
		for _, a := range l.ends(graph.Pattern{S: st, P: graph.Source, L: graph.Derived}, quad.Object) {
			distinct[a] = true
		}
	}
	return max(counted, len(distinct))
}

// claim reads one claim with its sentence and its article.
func (l *lookup) claim(iri quad.Value) Claim {
	c := Claim{Claim: iri, Modality: ontology.Actual, Polarity: ontology.Positive}
	var goods, places, speakers, deniers []quad.Value
	for _, q := range l.quads(graph.Pattern{S: iri}) {
		switch q.Predicate {
		case graph.ClaimGoods:
			goods = append(goods, q.Object)
		case graph.ClaimPlace:
			places = append(places, q.Object)
		case graph.AttributedTo:
			speakers = append(speakers, q.Object)
		case graph.DeniedBy:
			deniers = append(deniers, q.Object)
		default:
			c.set(q)
		}
	}
	c.Goods, c.Place = l.names(goods), l.names(places)
	c.Speakers, c.SpeakerIRIs = l.called(speakers)
	c.Deniers, c.DenierIRIs = l.called(deniers)
	c.Sentence = l.text(c.Evidence, graph.Surface, c.Article)
	c.Start, c.End = l.offset(c, graph.Start), l.offset(c, graph.End)
	c.Title, c.Published = l.text(c.Article, graph.Headline, c.Article), l.text(c.Article, graph.Published, c.Article)
	c.Publisher, c.URL = l.text(c.Article, graph.Publisher, c.Article), l.text(c.Article, graph.URL, c.Article)
	return c
}

func (c *Claim) set(q quad.Quad) {
	text := quad.ToString(q.Object)
	switch q.Predicate {
	case graph.InArticle:
		c.Article = q.Object
	case graph.Evidence:
		c.Evidence = q.Object
	case graph.Modality:
		c.Modality = text
	case graph.Polarity:
		c.Polarity = text
	case graph.ClaimDate:
		c.Date = text
	case graph.ClaimRole:
		c.Role = text
	case graph.Frame:
		c.Frame = text
	case graph.Fingerprint:
		c.Fingerprint = text
	case graph.QuantityUnit:
		c.Unit = text
	case graph.QuantityValue:
		c.Quantity = number(q.Object)
	case graph.QuantityApprox:
		c.Approximate = q.Object == quad.Value(quad.Bool(true))
	case graph.Confidence:
		c.Confidence = number(q.Object)
	}
}

// Amount is the quantity with its unit, "~" before an approximate one; "" where the article gives none.
func (c Claim) Amount() string {
	if c.Quantity == 0 {
		return ""
	}
	about := ""
	if c.Approximate {
		about = "~"
	}
	return strings.TrimSpace(about + strconv.FormatFloat(c.Quantity, 'f', -1, 64) + " " + c.Unit)
}

// number reads a float or a whole number; quads from elsewhere have either.
func number(v quad.Value) float64 {
	switch v := v.(type) {
	case quad.Float:
		return float64(v)
	case quad.Int:
		return float64(v)
	}
	return 0
}

func (l *lookup) offset(c Claim, p quad.IRI) int {
	for _, v := range l.ends(graph.Pattern{S: c.Evidence, P: p, L: c.Article}, quad.Object) {
		if n, ok := v.(quad.Int); ok {
			return int(n)
		}
	}
	return 0
}

func isWikidata(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && strings.HasPrefix(string(iri), string(graph.Wikidata("")))
}
