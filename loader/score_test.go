package loader_test

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// A count is what was rightly found, wrongly found and missed.
type count struct{ right, wrong, missed int }

func (c count) precision() float64 { return float64(c.right) / float64(max(c.right+c.wrong, 1)) }
func (c count) recall() float64    { return float64(c.right) / float64(max(c.right+c.missed, 1)) }
func (c count) f1() float64 {
	return float64(2*c.right) / float64(max(2*c.right+c.wrong+c.missed, 1))
}

// fold makes names comparable: case, umlauts, ß, accents and marks do not count.
func fold(name string) string {
	s := strings.NewReplacer("ß", "ss", "ä", "ae", "ö", "oe", "ü", "ue").Replace(cases.Fold().String(name))
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.M, r):
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(r)
		default:
			b.WriteRune(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// aliases are all folded names of what a folded name may mean.
type aliases map[string]map[string]bool

func namesIn(g gold) aliases {
	a := aliases{}
	for _, e := range g.Entities {
		key := fold(e.Name)
		if a[key] == nil {
			a[key] = map[string]bool{}
		}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			a[key][fold(n)] = true
		}
	}
	return a
}

// same reports whether a name found is that of the gold, or one of its aliases.
func (a aliases) same(found, name string) bool {
	return fold(found) == fold(name) || a[fold(name)][fold(found)]
}

// accepts reports whether the end of a claim is one of the acceptable answers; without any, it must be open.
func (a aliases) accepts(found string, answers []string) bool {
	if len(answers) == 0 {
		return found == ""
	}
	return found != "" && slices.ContainsFunc(answers, func(n string) bool { return a.same(found, n) })
}

func scoreEntities(g gold, x extracted, known aliases, c *count) {
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
		case hit < 0 && e.Type != "Good": // gold need not list goods
			c.wrong++
		case hit >= 0 && !found[hit]:
			found[hit] = true
			if !g.Entities[hit].Optional {
				c.right++
			}
		}
	}
	for i, want := range g.Entities {
		if !found[i] && !want.Optional {
			c.missed++
		}
	}
}

// scoreClaims pairs each claim of the gold with one found: those most alike first, then required ones. A claim said once too
// often is wrong.
func scoreClaims(g gold, x extracted, known aliases, c *count) {
	type pair struct{ gold, found, alike, optional int }
	var pairs []pair
	for i, want := range g.Claims {
		for j, found := range x.Claims {
			if !known.sameRelation(found, want) {
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
	matched, used := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if matched[p.gold] || used[p.found] {
			continue
		}
		matched[p.gold], used[p.found] = true, true
		if !g.Claims[p.gold].Optional {
			c.right++
		}
	}
	for i, want := range g.Claims {
		if !matched[i] && !want.Optional {
			c.missed++
		}
	}
	c.wrong += len(x.Claims) - len(used)
}

func (a aliases) sameRelation(found extractedClaim, want goldClaim) bool {
	if found.Predicate != want.Predicate {
		return false
	}
	as := a.accepts(found.Subject, want.Subject) && a.accepts(found.Object, want.Object)
	return as || symmetric()[found.Predicate] && a.accepts(found.Object, want.Subject) && a.accepts(found.Subject, want.Object)
}

// alike counts the attributes in which two claims of one relation agree.
func (a aliases) alike(found extractedClaim, want goldClaim) int {
	n := 0
	for _, same := range []bool{
		found.Modality == want.Modality,
		found.Polarity == want.Polarity,
		a.loosely(found.AttributedTo, want.AttributedTo),
		a.loosely(found.DeniedBy, want.DeniedBy),
		a.loosely(found.Goods, want.Goods),
		a.loosely(list(found.Role), list(want.Role)),
		a.loosely(list(found.Evidence.Text), list(want.Evidence)),
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
		forms[fold(n)] = true
		for f := range a[fold(n)] {
			forms[f] = true
		}
	}
	for _, f := range found {
		if !forms[fold(f)] && !overlaps(fold(f), forms) {
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
