package explore

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// A Selection says which statements, and which of their claims, are wanted; the zero value wants all.
type Selection struct {
	Entities   []quad.IRI // each stands in the statement: at an end or as what is given
	Subject    quad.IRI   // "" = any; of a symmetric relation either end is the subject
	Object     quad.IRI
	Relations  []string
	Tiers      []string
	Filter             // Articles, Since and Until are of the claims, Sources of the statement
	Source     string  // publisher of the article, or who speaks or denies in the claim; letters are folded
	Confidence float64 // the least of the claim
	Order      string  // Unordered, Latest or Best
}

// Orders of statements. The other two read all that fit before they give the first.
const (
	Unordered = ""        // that of their IRIs
	Latest    = "latest"  // by the last date, the newest first
	Best      = "sources" // those of the most independent sources first
)

// ErrPlace says that a place to go on from is none.
var ErrPlace = errors.New("no place to go on from")

// Statements lists what fits with the claims that fit, of each at most b.Claims (0 = all). It gives at most b.Statements (0 = all)
// behind the place after, "" for the beginning, and the place behind them, "" at the end.
func Statements(ctx context.Context, r Reader, sel Selection, after string, b Bounds) (found []Statement, next string, err error) {
	from, err := parsePlace(after, sel)
	if err != nil {
		return nil, "", err
	}
	l := remembering(ctx, r)
	p, err := newProof(l, sel.Filter)
	if err != nil {
		return nil, "", err
	}
	s := selecting{l, p, sel}
	if sel.Order != Unordered {
		return s.sorted(from, b)
	}
	for _, iri := range s.candidates() {
		if place := quad.StringOf(iri); place <= from.iri {
			continue
		}
		if st, claims := s.fits(iri); len(claims) > 0 {
			if b.Statements > 0 && len(found) == b.Statements {
				return found, placeOf(found[len(found)-1], sel.Order).text(sel), l.err
			}
			st.Claims, st.More = l.strongest(claims, b.Claims)
			found = append(found, st)
		}
		if l.err != nil {
			return nil, "", l.err
		}
		clear(l.memo) // statements side by side have little in common, and there may be many
	}
	return found, "", l.err
}

type selecting struct {
	*lookup
	proof *proof
	sel   Selection
}

// sorted reads everything that fits, then the claims of what is wanted of it.
func (s selecting) sorted(from place, b Bounds) (found []Statement, next string, err error) {
	claims := map[quad.Value][]quad.Value{}
	for _, iri := range s.candidates() {
		if st, fit := s.fits(iri); len(fit) > 0 && placeOf(st, s.sel.Order).behind(from) {
			claims[iri] = fit
			found = append(found, st)
		}
		if s.err != nil {
			return nil, "", s.err
		}
	}
	slices.SortFunc(found, func(x, y Statement) int { return placeOf(x, s.sel.Order).compare(placeOf(y, s.sel.Order)) })
	if n := bounded(len(found), b.Statements); n < len(found) {
		found, next = found[:n], placeOf(found[n-1], s.sel.Order).text(s.sel)
	}
	for i := range found {
		found[i].Claims, found[i].More = s.strongest(claims[found[i].Statement], b.Claims)
	}
	return found, next, s.err
}

// candidates are the statements that may fit, by the most telling thing that is asked for, in the order of their IRIs.
func (s selecting) candidates() []quad.Value {
	var out []quad.Value
	ends := slices.DeleteFunc(append([]quad.IRI{s.sel.Subject, s.sel.Object}, s.sel.Entities...), func(e quad.IRI) bool { return e == "" })
	switch {
	case len(ends) > 0:
		for _, end := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject, graph.ClaimGoods} {
			out = append(out, s.ends(graph.Pattern{P: end, O: ends[0], L: graph.Derived}, quad.Subject)...)
		}
	case len(s.sel.Articles) > 0:
		for _, a := range s.sel.Articles {
			for _, c := range s.ends(graph.Pattern{P: graph.InArticle, O: a, L: a}, quad.Subject) {
				out = append(out, s.ends(graph.Pattern{P: graph.HasClaim, O: c, L: graph.Derived}, quad.Subject)...)
			}
		}
	case len(s.sel.Relations) > 0:
		for _, r := range s.sel.Relations {
			out = append(out, s.ends(graph.Pattern{P: graph.ClaimPredicate, O: graph.Relation(r), L: graph.Derived}, quad.Subject)...)
		}
	default:
		out = s.ends(graph.Pattern{P: graph.Type, O: graph.ClassStatement, L: graph.Derived}, quad.Subject)
	}
	return slices.CompactFunc(sortValues(out), func(a, b quad.Value) bool { return a == b })
}

// fits reads a statement and which of its claims are wanted; none where the statement is not.
func (s selecting) fits(iri quad.Value) (st Statement, claims []quad.Value) {
	st = s.statement(iri)
	for _, e := range s.sel.Entities {
		if e != st.SubjectIRI && e != st.ObjectIRI && !slices.Contains(st.GoodsIRIs, e) {
			return st, nil
		}
	}
	if !s.joins(st) {
		return st, nil
	}
	if s.sel.Relations != nil && !slices.Contains(s.sel.Relations, st.Relation) || s.sel.Tiers != nil && !slices.Contains(s.sel.Tiers, st.Tier) ||
		st.Sources < s.sel.Sources {
		return st, nil
	}
	for _, c := range s.ends(graph.Pattern{S: iri, P: graph.HasClaim, L: graph.Derived}, quad.Object) {
		if s.wants(c) {
			claims = append(claims, c)
		}
	}
	return st, claims
}

// joins reports whether the ends are those that are asked for.
func (s selecting) joins(st Statement) bool {
	is := func(wanted, end quad.IRI) bool { return wanted == "" || wanted == end }
	if is(s.sel.Subject, st.SubjectIRI) && is(s.sel.Object, st.ObjectIRI) {
		return true
	}
	if !is(s.sel.Subject, st.ObjectIRI) || !is(s.sel.Object, st.SubjectIRI) {
		return false
	}
	back := graph.Edge(st.ObjectIRI, graph.Shortcut(st.Tier, st.Relation), st.SubjectIRI) // only a symmetric relation has it
	return slices.Contains(s.ends(graph.Pattern{S: st.Statement, P: graph.Via, L: graph.Derived}, quad.Object), quad.Value(back))
}

func (s selecting) wants(claim quad.Value) bool {
	if s.proof.chooses() {
		if _, ok := s.proof.counts(claim); !ok {
			return false
		}
	}
	if s.sel.Confidence == 0 && s.sel.Source == "" {
		return true
	}
	c := s.claim(claim)
	if c.Confidence < s.sel.Confidence {
		return false
	}
	wanted := ontology.Fold(s.sel.Source)
	is := func(name string) bool { return wanted != "" && ontology.Fold(name) == wanted }
	return s.sel.Source == "" || is(c.Publisher) || slices.ContainsFunc(c.Speakers, is) || slices.ContainsFunc(c.Deniers, is)
}

// A place is where in an order a statement stands: keys sort from the largest, then IRIs from the smallest.
type place struct{ key, iri string }

func placeOf(st Statement, order string) place {
	p := place{iri: quad.StringOf(st.Statement)}
	switch order {
	case Latest:
		p.key = st.Last
	case Best:
		p.key = fmt.Sprintf("%09d", st.Sources)
	}
	return p
}

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(q.key, p.key), cmp.Compare(p.iri, q.iri))
}

func (p place) behind(q place) bool { return q.iri == "" || p.compare(q) > 0 }

// text is the place as it is given out, bound to what was asked.
func (p place) text(sel Selection) string {
	return base64.RawURLEncoding.EncodeToString([]byte(sel.sum() + p.key + "\n" + p.iri))
}

// sum stands for a selection, in 8 bytes.
func (s Selection) sum() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%#v", s))
	return string(h[:8])
}

func parsePlace(text string, sel Selection) (place, error) {
	if text == "" {
		return place{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 8 {
		return place{}, fmt.Errorf("%w: %q", ErrPlace, text)
	}
	if string(raw[:8]) != sel.sum() {
		return place{}, fmt.Errorf("%w: it belongs to another question", ErrPlace)
	}
	key, iri, ok := strings.Cut(string(raw[8:]), "\n")
	if !ok || iri == "" {
		return place{}, fmt.Errorf("%w: %q", ErrPlace, text)
	}
	return place{key, iri}, nil
}
