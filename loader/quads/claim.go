package quads

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// fingerprints gives every claim its fingerprint: a hash of article, relation, ends and sentence. It stays the same as long as
// these do, wherever in the text the sentence stands. Of several claims with one hash (a sentence says it of two goods) the
// second gets "-2"; their order is that of their content.
func (w *writer) fingerprints() []string {
	type printed struct {
		at          int
		print, rest string
	}
	ps := make([]printed, len(w.d.Claims))
	for i, c := range w.d.Claims {
		ps[i] = printed{i, w.print(c), w.rest(c)}
	}
	slices.SortStableFunc(ps, func(a, b printed) int {
		return cmp.Or(strings.Compare(a.print, b.print), strings.Compare(a.rest, b.rest))
	})
	out := make([]string, len(ps))
	same := 1
	for i, p := range ps {
		same++
		if i == 0 || p.print != ps[i-1].print {
			same = 1
		}
		out[p.at] = p.print
		if same > 1 {
			out[p.at] = fmt.Sprintf("%s-%d", p.print, same)
		}
	}
	return out
}

func (w *writer) print(c doc.Claim) string {
	object := ""
	if c.Object >= 0 {
		object = string(w.nodes[c.Object])
	}
	sentence := w.d.Article.Text[c.Evidence.Start:c.Evidence.End]
	return hash(string(w.article), c.Predicate, string(w.nodes[c.Subject]), object, sentence)[:16]
}

// rest is what tells claims with one fingerprint apart.
func (w *writer) rest(c doc.Claim) string {
	s := fmt.Sprint(c.Goods, c.Polarity, c.Modality, w.names(c.AttributedTo), w.names(c.DeniedBy), c.Role, c.Date, c.Frame, c.Evidence)
	if c.Quantity != nil {
		s += fmt.Sprint(*c.Quantity)
	}
	if c.Place >= 0 {
		s += string(w.nodes[c.Place])
	}
	return s
}

func (w *writer) names(entities []int) []quad.IRI {
	out := make([]quad.IRI, len(entities))
	for i, e := range entities {
		out[i] = w.nodes[e]
	}
	return out
}

// claim writes one claim as <art:ID#c-FINGERPRINT>.
func (w *writer) claim(id string, c doc.Claim) {
	n := w.claimNode(id)
	w.add(n, graph.Type, graph.ClassClaim)
	w.add(n, graph.InArticle, w.article)
	w.add(n, graph.Fingerprint, quad.String(id))
	w.add(n, graph.ClaimSubject, w.nodes[c.Subject])
	w.add(n, graph.ClaimPredicate, graph.Relation(c.Predicate))
	if c.Object >= 0 {
		w.add(n, graph.ClaimObject, w.nodes[c.Object])
	}
	if c.Place >= 0 {
		w.add(n, graph.ClaimPlace, w.nodes[c.Place])
	}
	for _, g := range c.Goods {
		w.add(n, graph.ClaimGoods, w.good(g))
	}
	if q := c.Quantity; q != nil {
		w.add(n, graph.QuantityValue, quad.Float(q.Value))
		w.add(n, graph.QuantityUnit, quad.String(q.Unit))
		w.add(n, graph.QuantityApprox, quad.Bool(q.Approximate))
	}
	w.add(n, graph.ClaimRole, quad.String(c.Role))
	w.add(n, graph.ClaimDate, quad.String(c.Date))
	w.add(n, graph.Modality, quad.String(c.Modality))
	w.add(n, graph.Polarity, quad.String(c.Polarity))
	w.add(n, graph.Frame, quad.String(c.Frame))
	w.add(n, graph.Confidence, quad.Float(c.Confidence))
	w.sources(n, c)
}

func (w *writer) claimNode(id string) quad.IRI { return graph.Part(w.article, "c-"+id) }

// sources writes who says so, who denies it, and where it stands.
func (w *writer) sources(n quad.IRI, c doc.Claim) {
	for _, s := range w.names(c.AttributedTo) {
		w.add(n, graph.AttributedTo, s)
	}
	for _, s := range w.names(c.DeniedBy) {
		w.add(n, graph.DeniedBy, s)
	}
	w.add(n, graph.Evidence, w.span("s", graph.ClassSentence, c.Evidence.Start, c.Evidence.End))
	for _, e := range c.More {
		w.add(n, graph.MoreEvidence, w.span("s", graph.ClassSentence, e.Start, e.End))
	}
}

// good writes a good as an entity of its own.
func (w *writer) good(g doc.Good) quad.IRI {
	n := graph.Entity(slug(g.Name))
	w.add(n, graph.NameRead, quad.String(g.Name))
	w.add(n, graph.TypeRead, graph.Class(ontology.Good))
	w.add(n, graph.HeadRead, quad.String(g.Head))
	return n
}
