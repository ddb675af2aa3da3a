package claim

import (
	"cmp"
	"fmt"
	"slices"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// merged joins claims that say the same: ends, predicate, modality, polarity and speaker are equal and goods and date do not
// contradict. The surer sentence is the evidence, the others follow as more.
func (x *extraction) merged() []doc.Claim {
	x.deny()
	var out []doc.Claim
	where := map[string][]int{}
	for i := range x.found {
		c := x.found[i].Claim
		key := x.key(&c)
		joined := false
		for _, j := range where[key] {
			if compatible(&out[j], &c) {
				join(&out[j], &c)
				joined = true
				break
			}
		}
		if !joined {
			where[key] = append(where[key], len(out))
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b doc.Claim) int { return cmp.Compare(a.Evidence.Start, b.Evidence.Start) })
	return out
}

func (x *extraction) key(c *doc.Claim) string {
	s, o := c.Subject, c.Object
	if r, _ := x.ontology.Relation(c.Predicate); r.Symmetric && o < s {
		s, o = o, s
	}
	if c.Predicate == "hasRole" {
		return fmt.Sprint(c.Predicate, s, o)
	}
	return fmt.Sprint(c.Predicate, s, o, c.Modality, c.Polarity)
}

// compatible reports whether two claims with the same key can be one. A speaker more does not make it another fact; other goods,
// another date or another amount does.
func compatible(a, b *doc.Claim) bool {
	if len(a.AttributedTo) > 0 && len(b.AttributedTo) > 0 && !slices.Equal(a.AttributedTo, b.AttributedTo) {
		return false
	}
	if a.Date != "" && b.Date != "" && a.Date != b.Date || a.Quantity != nil && b.Quantity != nil && *a.Quantity != *b.Quantity {
		return false
	}
	return len(a.Goods) == 0 || len(b.Goods) == 0 || slices.ContainsFunc(a.Goods, func(g doc.Good) bool {
		return slices.ContainsFunc(b.Goods, func(h doc.Good) bool { return g.Head == h.Head })
	})
}

// join takes b into a.
func join(a, b *doc.Claim) {
	if b.Confidence > a.Confidence && b.Frame == a.Frame {
		a.Confidence = b.Confidence
	}
	if b.Evidence != a.Evidence && !slices.Contains(a.More, b.Evidence) {
		a.More = append(a.More, b.Evidence)
	}
	for _, g := range b.Goods {
		if !slices.ContainsFunc(a.Goods, func(h doc.Good) bool { return h.Head == g.Head }) {
			a.Goods = append(a.Goods, g)
		}
	}
	if a.Date == "" {
		a.Date = b.Date
	}
	if a.Place < 0 {
		a.Place = b.Place
	}
	if a.Quantity == nil {
		a.Quantity = b.Quantity
	}
	if len(b.Role) > len(a.Role) && a.Role == "" {
		a.Role = b.Role
	}
	a.DeniedBy = union(a.DeniedBy, b.DeniedBy)
}

// deny links "X wies die Vorwürfe zurück" to the accusation right before it: what the accused is alleged to do is denied by X.
func (x *extraction) deny() {
	for i := range x.found {
		r := &x.found[i]
		if r.Predicate != "rejects" || r.Polarity != ontology.Positive || r.clause < 0 || !x.deniesAccusation(r) {
			continue
		}
		sentence := x.d.Clauses[r.clause].Sentence
		for j := range x.found {
			c := &x.found[j]
			if c.clause < 0 || c.Modality != ontology.Alleged || slices.Contains(c.AttributedTo, r.Subject) {
				continue
			}
			if d := sentence - x.d.Clauses[c.clause].Sentence; d >= 0 && d <= 2 && (c.Subject == r.Subject || c.Object == r.Subject) {
				c.DeniedBy = union(c.DeniedBy, []int{r.Subject})
			}
		}
	}
}

// deniesAccusation reports whether what is rejected is a claim of others.
func (x *extraction) deniesAccusation(r *found) bool {
	for _, a := range x.d.Clauses[r.clause].Args {
		if a.Phrase >= 0 && x.heads(a.Phrase, []string{"Vorwurf", "Anschuldigung", "Darstellung", "Behauptung", "Bericht", "Beschuldigung", "Kritik", "das", "dies", "Verdacht"}) {
			return true
		}
	}
	return false
}
