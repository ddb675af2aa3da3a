package derive

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/internal/ontology"
)

// A claim is what derivation needs of one; ends are as the article reads them.
type claim struct {
	iri, article       quad.IRI
	relation           string
	subject, object    quad.IRI
	goods              []quad.IRI
	date               string
	modality, polarity string
	speakers, deniers  []quad.IRI
	fingerprint        string
}

// touchArticle marks what an article claims.
func (u *update) touchArticle(article quad.Value) {
	for _, q := range u.src.quads(graph.Pattern{P: graph.ClaimPredicate, L: article}) {
		u.touch(q)
	}
}

func (u *update) touch(q quad.Quad) {
	if c, ok := q.Subject.(quad.IRI); ok && graph.IsArticle(q.Label) {
		u.claims.put(c)
	}
}

// touchClaims marks every claim that the change can move to another statement or make count differently: those of changed
// articles, those that name an entity whose representative changes, and those that a correction binds to.
func (u *update) touchClaims() {
	articles := set[quad.Value]{}
	u.changed(func(q quad.Quad, _ bool) {
		if q.Label != graph.Corrections {
			articles.put(q.Label)
		}
		if ofClaim(q.Predicate) {
			u.touch(q)
		}
	})
	for a := range articles {
		u.touchArticle(a)
	}
	for _, e := range u.moved {
		for _, p := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods, graph.AttributedTo, graph.DeniedBy} {
			u.src.each(graph.Pattern{P: p, O: e}, func(q quad.Quad) bool { u.touch(q); return true })
		}
	}
	for v := range u.correctedValues() {
		if _, isText := v.(quad.String); isText {
			u.src.each(graph.Pattern{P: graph.Fingerprint, O: v}, func(q quad.Quad) bool { u.touch(q); return true })
		}
	}
}

// ofClaim reports whether a predicate is one that claims have.
func ofClaim(p quad.Value) bool {
	switch p {
	case graph.ClaimSubject, graph.ClaimPredicate, graph.ClaimObject, graph.ClaimGoods, graph.ClaimDate, graph.Modality, graph.Polarity,
		graph.AttributedTo, graph.DeniedBy, graph.Fingerprint:
		return true
	}
	return false
}

// load reads a claim; ok is false where it is gone or has no subject or relation. Of two values the greater one is kept.
func (u *update) load(iri quad.IRI) (c claim, ok bool) {
	qs := u.src.quads(graph.Pattern{S: iri})
	slices.SortFunc(qs, compare)
	c = claim{iri: iri, modality: ontology.Actual, polarity: ontology.Positive}
	for _, q := range qs {
		if graph.IsArticle(q.Label) {
			c.set(q)
		}
	}
	return c, c.subject != "" && c.relation != ""
}

func (c *claim) set(q quad.Quad) {
	iri, isIRI := q.Object.(quad.IRI)
	switch q.Predicate {
	case graph.ClaimGoods, graph.AttributedTo, graph.DeniedBy:
		if isIRI {
			c.append(q.Predicate, iri)
		}
	case graph.ClaimPredicate:
		_, c.relation, _ = graph.ParseShortcut(iri)
		c.article, _ = q.Label.(quad.IRI)
	case graph.ClaimSubject:
		c.subject = iri
	case graph.ClaimObject:
		c.object = iri
	case graph.ClaimDate:
		c.date = text(q.Object)
	case graph.Modality:
		c.modality = text(q.Object)
	case graph.Polarity:
		c.polarity = text(q.Object)
	case graph.Fingerprint:
		c.fingerprint = text(q.Object)
	}
}

func (c *claim) append(p quad.Value, e quad.IRI) {
	switch p {
	case graph.ClaimGoods:
		c.goods = append(c.goods, e)
	case graph.AttributedTo:
		c.speakers = append(c.speakers, e)
	case graph.DeniedBy:
		c.deniers = append(c.deniers, e)
	}
}

// counts reports whether the newest correction of the claim, if any, lets it stand.
func (u *update) counts(c claim) bool {
	if c.fingerprint == "" {
		return true
	}
	ok := true
	for _, d := range correct.Active(u.correctionsOf(quad.String(c.fingerprint))) {
		switch d.Action {
		case correct.Retract:
			ok = false
		case correct.Confirm:
			ok = true
		}
	}
	return ok
}

// heads groups the goods of a claim by what they are at heart: "Kurzstreckenraketen" and "Raketen" have one head.
func (u *update) heads(c claim) map[string][]quad.IRI {
	if len(c.goods) == 0 {
		return map[string][]quad.IRI{"": nil}
	}
	out := map[string][]quad.IRI{}
	for _, g := range c.goods {
		h := u.head(g, c.article)
		out[h] = append(out[h], g)
	}
	return out
}

// head is the folded head of a good as the claim's own article reads it; without one its name, at the last its IRI.
func (u *update) head(good, article quad.IRI) string {
	for _, p := range []quad.IRI{graph.HeadRead, graph.NameRead} {
		for _, t := range u.src.texts(good, p, article) {
			if h := ontology.Fold(t); h != "" {
				return h
			}
		}
	}
	return ontology.Fold(strings.TrimPrefix(string(good), string(graph.Entity(""))))
}

// period is when a claim holds: its own date, otherwise the day of its article.
func (u *update) period(c claim) (first, last moment) {
	first, last, ok := span(c.date)
	if !ok {
		first, last, _ = span(u.published(c.article))
	}
	return first, last
}

// positive and stated are the two questions that the tier asks of a claim.
func (c claim) positive() bool { return c.polarity != ontology.Negative }
func (c claim) stated() bool   { return cmp.Or(c.modality, ontology.Actual) == ontology.Actual }
