// Package score compares what the program reads in an article with what a careful reader wrote down. For example, a claim is right if
// its relation and both ends are those of a claim of the gold, each under any of its names; Reliability then tells whether of the claims
// with confidence 0.8 four in five are right.
//
// It extracts nothing: what is compared is what extract writes. data/articles/README.md says how gold is written.
package score

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
)

// Gold is what a careful reader writes down of one article.
type Gold struct {
	ID, Date string
	Entities []struct {
		Name, Type, Wikidata string
		Aliases              []string
		Optional             bool
	}
	Claims []Want
}

// Want is a claim of the gold. Lists are acceptable answers, an empty one means that there is nothing.
type Want struct {
	Subject, Object, Goods []string
	Predicate              string
	Quantity               *struct{ Value float64 }
	Role, Date             string
	Modality, Polarity     string
	AttributedTo           []string `json:"attributed_to"`
	DeniedBy               []string `json:"denied_by"`
	Evidence               Passage
	Optional               bool
}

// Extraction is what extract writes of an article, as far as it is compared.
type Extraction struct {
	Entities []struct{ Name, Type, Wikidata string }
	Claims   []Claim
}

// Claim is a claim that was found.
type Claim struct {
	Subject, Predicate, Object string
	Goods                      []string
	Quantity                   *struct{ Value float64 }
	Role, Date                 string
	Modality, Polarity         string
	AttributedTo               []string `json:"attributed_to"`
	DeniedBy                   []string `json:"denied_by"`
	Evidence                   Passage
	Frame                      string
	Confidence                 float64
}

// Passage is a part of the article: its text, or bytes [Start, End) of the article's text, or both.
type Passage struct {
	Text       string
	Start, End int
}

// UnmarshalJSON reads a text or an object with text, start and end.
func (p *Passage) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &p.Text)
	}
	type plain Passage
	return json.Unmarshal(b, (*plain)(p))
}

// ReadGold reads a file of gold.
func ReadGold(name string, b []byte) (Gold, error) {
	var g Gold
	if err := json.Unmarshal(b, &g); err != nil {
		return g, fmt.Errorf("gold %s: %w", name, err)
	}
	return g, nil
}

// A Count is what was rightly found, wrongly found and missed.
type Count struct{ Right, Wrong, Missed int }

// Precision is the share of what was found that is right.
func (c Count) Precision() float64 { return float64(c.Right) / float64(max(c.Right+c.Wrong, 1)) }

// Recall is the share of what there is that was found.
func (c Count) Recall() float64 { return float64(c.Right) / float64(max(c.Right+c.Missed, 1)) }

// F1 is the harmonic mean of precision and recall.
func (c Count) F1() float64 {
	return float64(2*c.Right) / float64(max(2*c.Right+c.Wrong+c.Missed, 1))
}

// Total adds up articles.
type Total struct{ Entities, Claims Count }

// A Scorer knows which relations are symmetric.
type Scorer struct{ ontology *ontology.Ontology }

// New makes a Scorer.
func New(o *ontology.Ontology) *Scorer { return &Scorer{o} }

// Article adds the scores of one article to t and tells of every claim that was found whether it is right; a claim that the gold calls
// optional is right and counts neither as found nor as missed.
func (s *Scorer) Article(g Gold, x Extraction, t *Total) (right []bool) {
	known := namesIn(g)
	entities(g, x, known, &t.Entities)
	return s.claims(g, x, known, &t.Claims)
}

// aliases are all folded names of what a folded name may mean.
type aliases map[string]map[string]bool

func namesIn(g Gold) aliases {
	a := aliases{}
	for _, e := range g.Entities {
		key := ontology.Fold(e.Name)
		if a[key] == nil {
			a[key] = map[string]bool{}
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			a[key][ontology.Fold(n)] = true
		}
	}
	return a
}

// same reports whether a name found is that of the gold, or one of its aliases.
func (a aliases) same(found, name string) bool {
	return ontology.Fold(found) == ontology.Fold(name) || a[ontology.Fold(name)][ontology.Fold(found)]
}

// accepts reports whether the end of a claim is one of the acceptable answers; without any, it must be open.
func (a aliases) accepts(found string, answers []string) bool {
	if len(answers) == 0 {
		return found == ""
	}
	return found != "" && slices.ContainsFunc(answers, func(n string) bool { return a.same(found, n) })
}

func entities(g Gold, x Extraction, known aliases, c *Count) {
	found := map[int]bool{}
	for _, e := range x.Entities {
		hit := -1
		for i, want := range g.Entities {
			if e.Type == want.Type && (known.same(e.Name, want.Name) || e.Wikidata != "" && e.Wikidata == want.Wikidata) {
				hit = i
				break
			}
		}
		switch {
		case hit < 0 && e.Type != ontology.Good: // gold need not list goods
			c.Wrong++
		case hit >= 0 && !found[hit]:
			found[hit] = true
			if !g.Entities[hit].Optional {
				c.Right++
			}
		}
	}
	for i, want := range g.Entities {
		if !found[i] && !want.Optional {
			c.Missed++
		}
	}
}

// claims pairs each claim of the gold with one found: those most alike first, then required ones. A claim said once too often is wrong.
func (s *Scorer) claims(g Gold, x Extraction, known aliases, c *Count) (right []bool) {
	type pair struct{ gold, found, alike, optional int }
	var pairs []pair
	for i, want := range g.Claims {
		for j, found := range x.Claims {
			if !s.sameRelation(known, found, want) {
				continue
			}
			p := pair{gold: i, found: j, alike: known.alike(found, want)}
			if want.Optional {
				p.optional = 1
			}
			pairs = append(pairs, p)
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.optional, b.optional))
	})
	matched, used := make([]bool, len(g.Claims)), make([]bool, len(x.Claims))
	for _, p := range pairs {
		if matched[p.gold] || used[p.found] {
			continue
		}
		matched[p.gold], used[p.found] = true, true
		if !g.Claims[p.gold].Optional {
			c.Right++
		}
	}
	for i, want := range g.Claims {
		if !matched[i] && !want.Optional {
			c.Missed++
		}
	}
	for _, ok := range used {
		if !ok {
			c.Wrong++
		}
	}
	return used
}

func (s *Scorer) sameRelation(a aliases, found Claim, want Want) bool {
	if found.Predicate != want.Predicate {
		return false
	}
	r, _ := s.ontology.Relation(found.Predicate)
	as := a.accepts(found.Subject, want.Subject) && a.accepts(found.Object, want.Object)
	return as || r.Symmetric && a.accepts(found.Object, want.Subject) && a.accepts(found.Subject, want.Object)
}

// alike counts the attributes in which two claims of one relation agree.
func (a aliases) alike(found Claim, want Want) int {
	n := 0
	for _, same := range []bool{
		found.Modality == want.Modality,
		found.Polarity == want.Polarity,
		a.loosely(found.AttributedTo, want.AttributedTo),
		a.loosely(found.DeniedBy, want.DeniedBy),
		a.loosely(found.Goods, want.Goods),
		a.loosely(list(found.Role), list(want.Role)),
		a.samePassage(found.Evidence, want.Evidence),
		sameDate(found.Date, want.Date),
		found.Quantity == nil && want.Quantity == nil || found.Quantity != nil && want.Quantity != nil && *found.Quantity == *want.Quantity,
	} {
		if same {
			n++
		}
	}
	return n
}

func list(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// samePassage compares texts, or where the gold has none bytes that both hold.
func (a aliases) samePassage(found, want Passage) bool {
	if want.Text == "" && want.End > 0 {
		return found.Start < want.End && want.Start < found.End
	}
	return a.loosely(list(found.Text), list(want.Text))
}

// sameDate lets one date be less exact than the other: "2023" and "2023-09-17".
func sameDate(a, b string) bool {
	return (a == "") == (b == "") && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

// loosely reports whether both lists are empty, or every phrase found is, holds or is held by an acceptable one.
func (a aliases) loosely(found, answers []string) bool {
	if len(found) == 0 || len(answers) == 0 {
		return len(found) == len(answers)
	}
	forms := map[string]bool{}
	for _, n := range answers {
		forms[ontology.Fold(n)] = true
		for f := range a[ontology.Fold(n)] {
			forms[f] = true
		}
	}
	for _, f := range found {
		if !forms[ontology.Fold(f)] && !overlaps(ontology.Fold(f), forms) {
			return false
		}
	}
	return true
}

// overlaps reports whether a phrase of some length holds one of the forms, or the reverse.
func overlaps(phrase string, forms map[string]bool) bool {
	for f := range forms {
		if len([]rune(phrase)) > 3 && len([]rune(f)) > 3 && (strings.Contains(f, phrase) || strings.Contains(phrase, f)) {
			return true
		}
	}
	return false
}
