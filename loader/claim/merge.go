package claim

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

// merged joins claims that say the same: ends, predicate, modality, polarity and speaker are equal and goods and date do not
// contradict. The surer sentence is the evidence, the others follow as more.
func (x *extraction) merged() []doc.Claim {
	x.discourse()
	x.deny()
	x.noteAll("denied in what follows or goes before")
	x.headlines()
	x.noteAll("as the body's text says it")
	var out []doc.Claim
	where := map[string][]int{}
	for i := range x.found {
		if x.found[i].mute {
			continue
		}
		c := x.found[i].Claim
		key := x.key(&c)
		joined := false
		for _, j := range where[key] {
			if compatible(&out[j], &c) {
				join(&out[j], &c)
				x.became(i, j)
				joined = true
				break
			}
		}
		if !joined {
			where[key] = append(where[key], len(out))
			x.became(i, len(out))
			out = append(out, c)
		}
	}
	x.trace.sorted(out)
	slices.SortStableFunc(out, func(a, b doc.Claim) int { return cmp.Compare(a.Evidence.Start, b.Evidence.Start) })
	return x.settle(out)
}

func (x *extraction) key(c *doc.Claim) string {
	s, o := c.Subject, c.Object
	if c.Predicate == "visits" && o >= 0 && x.d.Entities[o].ActsFor > 0 {
		o = x.d.Entities[o].ActsFor - 1 // who visits the capital visits the state
	}
	if r, _ := x.ontology.Relation(c.Predicate); r.Symmetric && o < s {
		s, o = o, s
	}
	if c.Predicate == "hasRole" {
		return fmt.Sprint(c.Predicate, s, o, c.Polarity)
	}
	return fmt.Sprint(c.Predicate, s, o, c.Modality, c.Polarity)
}

// compatible reports whether two claims with the same key can be one. A speaker more does not make it another fact; another role, other
// goods, another date or another amount does.
func compatible(a, b *doc.Claim) bool {
	if a.Role != "" && b.Role != "" && !sameRole(a.Role, b.Role) {
		return false
	}
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

// sameRole reports whether two descriptions can be of one office: one says the other with more words or a front, "Präsident" and
// "ehemaliger Präsident", "Sprecher" and "Regierungssprecher".
func sameRole(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// headlines takes the modality of what the body says for what a headline or teaser says shorter: "Putin besucht Peru" over an article
// about a planned visit. It sorts the claims so that the
// body's sentence is the evidence, and there the first that asserts and does not only mention it.
func (x *extraction) headlines() {
	dateline := x.dateline()
	short := func(f *found) bool {
		z := x.d.Article.Zones
		if f.Evidence.Start < dateline {
			return true // "Minister reist ab. Lima – Der Minister ...": the body begins with its dateline
		}
		i := sort.Search(len(z), func(i int) bool { return z[i].End > f.Evidence.Start })
		return i < len(z) && (z[i].Kind == article.Headline || z[i].Kind == article.Caption)
	}
	body := map[string][]int{}
	for j := range x.found {
		if !short(&x.found[j]) {
			body[x.found[j].Predicate] = append(body[x.found[j].Predicate], j)
		}
	}
	for i := range x.found {
		h := &x.found[i]
		if !short(h) {
			continue
		}
		for _, j := range body[h.Predicate] {
			b := &x.found[j]
			if x.key(&b.Claim) != x.key(&h.Claim) && x.sameEnds(&b.Claim, &h.Claim) && b.Polarity == h.Polarity {
				h.Modality = b.Modality
				break
			}
		}
	}
	slices.SortStableFunc(x.found, func(a, b found) int {
		as, bs := short(&a), short(&b)
		switch {
		case as == bs:
			return cmp.Or(a.mentioned()-b.mentioned(), cmp.Compare(a.Evidence.Start, b.Evidence.Start))
		case as:
			return 1
		}
		return -1
	})
}

// dateline is where the first dateline stands, 0 without one.
func (x *extraction) dateline() int {
	for _, z := range x.d.Article.Zones {
		if z.Kind == article.Dateline {
			return z.Start
		}
	}
	return 0
}

// mentioned is 1 for an event that a noun only mentions, "nach dem Treffen mit X", and 0 for what a verb asserts and for lasting things: an
// assertion is the better evidence.
func (f *found) mentioned() int {
	if f.phrase >= 0 && !f.static {
		return 1
	}
	return 0
}

// sameEnds compares the ends; a capital and its state are one here.
func (x *extraction) sameEnds(a, b *doc.Claim) bool {
	r, _ := x.ontology.Relation(a.Predicate)
	return x.same(a.Subject, b.Subject) && x.same(a.Object, b.Object) || r.Symmetric && x.same(a.Subject, b.Object) && x.same(a.Object, b.Subject)
}

func (x *extraction) same(a, b int) bool {
	if a == b || a < 0 || b < 0 {
		return a == b
	}
	return x.d.Entities[a].ActsFor == b+1 || x.d.Entities[b].ActsFor == a+1
}

// says measures how much a claim tells: what has a speaker, a date or goods is the stronger statement.
func says(c *doc.Claim) int {
	n := 0
	for _, has := range []bool{len(c.AttributedTo) > 0, c.Date != "", len(c.Goods) > 0, c.Quantity != nil, c.Place >= 0} {
		if has {
			n++
		}
	}
	return n
}

// join takes b into a.
func join(a, b *doc.Claim) {
	if says(b) > says(a) {
		a.Evidence, b.Evidence = b.Evidence, a.Evidence
	}
	if len(a.AttributedTo) == 0 {
		a.AttributedTo = b.AttributedTo
	}
	if doubts(b) < doubts(a) {
		a.Signals = b.Signals
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
	if a.Role == "" {
		a.Role = b.Role
	}
	a.DeniedBy = union(a.DeniedBy, b.DeniedBy)
}

// deny links "X wies die Vorwürfe zurück" to the accusation right before it: what the accused is alleged to do is denied by X.
func (x *extraction) deny() {
	alleged, all := map[int][]int{}, map[int][]int{} // sentence -> claims
	for j := range x.found {
		if c := &x.found[j]; c.clause >= 0 && !speechAct(c.Predicate) {
			all[x.d.Clauses[c.clause].Sentence] = append(all[x.d.Clauses[c.clause].Sentence], j)
		}
		if c := &x.found[j]; c.clause >= 0 && !speechAct(c.Predicate) && (c.Modality == ontology.Alleged || len(c.AttributedTo) > 0) {
			alleged[x.d.Clauses[c.clause].Sentence] = append(alleged[x.d.Clauses[c.clause].Sentence], j)
		}
	}
	for i := range x.found {
		r := &x.found[i]
		if r.Predicate != "rejects" || r.Polarity != ontology.Positive || r.clause < 0 || !x.answers(r, x.rules.points.Sayings) && !x.that(r.clause) {
			continue
		}
		sentence := x.d.Clauses[r.clause].Sentence
		if x.that(r.clause) { // "Peru bestreitet das": whatever the sentence before says of Peru, or the one that "was" continues
			for _, j := range append(slices.Clone(all[sentence-1]), all[sentence]...) {
				if c := &x.found[j]; c.clause != r.clause && (c.Subject == r.Subject || c.Object == r.Subject) {
					c.DeniedBy = union(c.DeniedBy, []int{r.Subject})
				}
			}
		}
		for back := range 3 {
			for _, j := range alleged[sentence-back] {
				if c := &x.found[j]; !slices.Contains(c.AttributedTo, r.Subject) && (x.concerns(r.Subject, c.Subject) || x.concerns(r.Subject, c.Object)) {
					c.DeniedBy = union(c.DeniedBy, []int{r.Subject})
				}
			}
		}
	}
}

// concerns reports whether what is said of an entity is said of who denies it: it is himself, or the state or body in which he holds office.
func (x *extraction) concerns(who, entity int) bool {
	if who == entity {
		return true
	}
	i, ok := x.offices[who]
	return ok && x.found[i].Object == entity
}

// speechAct reports whether a relation is itself an act of saying, which nobody means when he denies what was said.
func speechAct(relation string) bool {
	return slices.Contains([]string{"rejects", "accuses", "criticizes", "demands", "warns", "threatens", "requests"}, relation)
}

// that reports whether the object of a verb of denial is what was said before: "das", "dies", or "was" of a clause that goes on.
func (x *extraction) that(c int) bool {
	if e := x.embed(c); e == nil || e.Denies == "" {
		return false
	}
	lo, hi := x.d.PhrasesAround(x.d.Clauses[c].First)
	for p := lo; p < hi; p++ {
		if x.d.Phrases[p].Clause == c && slices.Contains([]string{"das", "dies", "was"}, strings.ToLower(x.d.Tokens[x.d.Phrases[p].Head].Text)) {
			return true
		}
	}
	return false
}
