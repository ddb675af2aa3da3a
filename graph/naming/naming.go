// Package naming finds the entity that somebody means by what they type. For example, in a graph with Kim Jong-un the names
// "kim jong un", "Q56226" and "<id:kim-jong-un>" mean him, "Jong-un" suggests him and "Kim" does where nobody else is called so.
//
// There is one way from a name to a thing: scripts, paths, portraits and corrections all take it. It reads the derived layer and
// decides nothing about which names one thing has: that is graph/derive.
package naming

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/internal/ontology"
)

// A View shows the quads of the derived layer and of the article graphs. Patterns with subject and predicate, and with
// predicate and object, must be cheap. An error of yield ends the call and is returned as it is.
type View interface {
	Quads(p graph.Pattern, yield func(quad.Quad) error) error
}

// A Match says how a name was found, from the surest way to the weakest.
type Match int

// Matches.
const (
	ByIRI      Match = iota // <id:kim-jong-un>
	ByWikidata              // Q56226
	ByName                  // the entity's name, letters folded
	ByAlias                 // another name of it
	BySurname               // last word of a longer name
	ByWords                 // a word of a longer name, or the beginning of one
	BySpelling              // a few letters off
)

// A Candidate is an entity that a name may mean.
type Candidate struct {
	Entity quad.IRI
	Name   string
	Type   string // "Person"
	Match  Match
	Weight int // statements about it, up to maxWeight

	distance   int
	identified bool // it has a Wikidata id
}

// Bounds of a look-up.
const (
	maxWeight     = 1000
	maxCandidates = 10
	maxTyped      = 200 // bytes of a name that somebody may type
)

// ErrUnknown and ErrAmbiguous are wrapped by Error.
var (
	ErrUnknown   = errors.New("unknown name")
	ErrAmbiguous = errors.New("ambiguous name")
)

// An Error says that a name means nothing or too much, with what it may mean.
type Error struct {
	Name       string
	Kind       error       // ErrUnknown or ErrAmbiguous
	Candidates []Candidate // the likeliest first; of an unknown name: similar ones, often none
}

func (e *Error) Error() string { return fmt.Sprintf("%v %q", e.Kind, e.Name) }

// Hint tells what may be meant, with the IRIs that make it clear.
func (e *Error) Hint() string {
	var names []string
	for _, c := range e.Candidates {
		names = append(names, fmt.Sprintf("%s (%s)", c.Name, c.Entity))
	}
	switch {
	case e.Kind == ErrAmbiguous:
		return "write one of the IRIs in brackets: " + strings.Join(names, ", ")
	case len(names) == 0:
		return "write the name as the articles do; capitals, accents and hyphens do not matter"
	}
	return "did you mean " + strings.Join(names, ", ") + "?"
}

// Unwrap gives Kind.
func (e *Error) Unwrap() error { return e.Kind }

var wikidataID = regexp.MustCompile(`^(?:wd:)?([Qq][1-9][0-9]*)$`)

// Resolve finds the entity that somebody means: by IRI, by Wikidata id, or by any of its names, however capitals, umlauts and
// hyphens are written. A last name does where a single entity bears it, and a name of several things where one is far better
// known. Everything else is an *Error that suggests.
func Resolve(v View, typed string) (Candidate, error) {
	l := &lookup{view: v}
	found := l.exact(strings.TrimSpace(typed))
	kind := ErrUnknown
	switch {
	case l.err != nil:
		return Candidate{}, l.err
	case len(found) == 0:
		if found = l.similar(typed); l.err == nil && isSurname(found) {
			return found[0], nil
		}
	case len(found) == 1 || found[1].Match > found[0].Match || stands(found):
		return found[0], nil
	default:
		kind = ErrAmbiguous
	}
	if l.err != nil {
		return Candidate{}, l.err
	}
	return Candidate{}, &Error{Name: typed, Kind: kind, Candidates: found[:min(len(found), maxCandidates)]}
}

// isSurname reports whether the typed name is the last word of one entity's name and no part of any other's.
func isSurname(cs []Candidate) bool {
	return len(cs) > 0 && cs[0].Match == BySurname && (len(cs) == 1 || cs[1].Match > ByWords)
}

// stands reports whether the first candidate is meant although others bear the name: it alone is a known thing with a Wikidata
// id, and more is said of it than of all the others together ("Putin", and once "Russlands Putin").
func stands(cs []Candidate) bool {
	others := 0
	for _, c := range cs[1:] {
		if c.Match == cs[0].Match {
			if c.identified {
				return false
			}
			others += c.Weight
		}
	}
	return cs[0].identified && cs[0].Weight > others
}

// exact lists the entities that have exactly this IRI, id or name.
func (l *lookup) exact(name string) []Candidate {
	iri := quad.IRI(strings.TrimSuffix(strings.TrimPrefix(name, "<"), ">"))
	if rep := l.representative(iri); len(l.ends(graph.Pattern{S: rep, P: graph.Name, L: graph.Derived}, quad.Object)) > 0 {
		return []Candidate{l.candidate(rep, ByIRI)}
	}
	var out []Candidate
	if m := wikidataID.FindStringSubmatch(string(iri)); m != nil {
		for _, rep := range l.ends(graph.Pattern{P: graph.SameAs, O: graph.Wikidata(strings.ToUpper(m[1])), L: graph.Derived}, quad.Subject) {
			out = append(out, l.candidate(rep, ByWikidata))
		}
		return ranked(out)
	}
	key := ontology.Fold(name)
	for _, rep := range l.ends(graph.Pattern{P: graph.NameKey, O: quad.String(key), L: graph.Derived}, quad.Subject) {
		c := l.candidate(rep, ByAlias)
		if ontology.Fold(c.Name) == key {
			c.Match = ByName
		}
		out = append(out, c)
	}
	return ranked(l.preferKnown(out))
}

// preferKnown drops the unnamed actors of single articles ("Rebellen") where anything else bears the name.
func (l *lookup) preferKnown(cs []Candidate) []Candidate {
	known := slices.DeleteFunc(slices.Clone(cs), func(c Candidate) bool {
		return len(l.ends(graph.Pattern{S: c.Entity, P: graph.LocalTo}, quad.Object)) > 0
	})
	if len(known) > 0 {
		return known
	}
	return cs
}

func (l *lookup) candidate(e quad.Value, m Match) Candidate {
	iri, _ := e.(quad.IRI)
	c := Candidate{Entity: iri, Name: l.name(e), Match: m}
	for _, t := range l.ends(graph.Pattern{S: e, P: graph.Type, L: graph.Derived}, quad.Object) {
		class, _ := t.(quad.IRI)
		c.Type = strings.TrimPrefix(string(class), string(graph.Class("")))
	}
	c.identified = slices.ContainsFunc(l.ends(graph.Pattern{S: e, P: graph.SameAs, L: graph.Derived}, quad.Object), isWikidata)
	for _, p := range []quad.IRI{graph.ClaimSubject, graph.ClaimObject} {
		c.Weight += l.count(graph.Pattern{P: p, O: e, L: graph.Derived}, maxWeight-c.Weight)
	}
	return c
}

var errEnough = errors.New("enough")

func (l *lookup) count(p graph.Pattern, most int) int {
	n := 0
	if l.err != nil || most <= 0 {
		return 0
	}
	err := l.view.Quads(p, func(quad.Quad) error {
		if n++; n >= most {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		l.err = err
	}
	return n
}

func ranked(cs []Candidate) []Candidate {
	slices.SortFunc(cs, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(a.Match, b.Match), cmp.Compare(a.distance, b.distance), cmp.Compare(b.Weight, a.Weight),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.Entity, b.Entity))
	})
	return cs
}

// similar looks through all names for those that the typed one is a part or a misspelling of.
func (l *lookup) similar(name string) []Candidate {
	typed := ontology.Fold(name)
	if typed == "" || len(typed) > maxTyped {
		return nil
	}
	best := map[quad.Value]Candidate{}
	for _, q := range l.quads(graph.Pattern{P: graph.NameKey, L: graph.Derived}) {
		key, _ := q.Object.(quad.String)
		m, d, ok := likeness(typed, string(key))
		if old, known := best[q.Subject]; ok && (!known || cmp.Or(cmp.Compare(m, old.Match), cmp.Compare(d, old.distance)) < 0) {
			best[q.Subject] = Candidate{Match: m, distance: d}
		}
	}
	var out []Candidate
	for e, found := range best {
		iri, _ := e.(quad.IRI)
		out = append(out, Candidate{Entity: iri, Match: found.Match, distance: found.distance})
	}
	out = ranked(out)
	return ranked(l.describe(out[:min(len(out), 5*maxCandidates)]))
}

func (l *lookup) describe(cs []Candidate) []Candidate {
	for i, c := range cs {
		cs[i] = l.candidate(c.Entity, c.Match)
		cs[i].distance = c.distance
	}
	return l.preferKnown(cs)
}

// likeness says how a typed name fits a key: "putin" is the last word of "wladimir putin", "wladi" the beginning of it, and
// "vladimir putin" a letter off.
func likeness(typed, key string) (m Match, distance int, ok bool) {
	switch {
	case strings.HasSuffix(key, " "+typed):
		return BySurname, 0, true
	case strings.Contains(" "+key+" ", " "+typed+" "), len(typed) >= 3 && strings.Contains(" "+key, " "+typed):
		return ByWords, 0, true
	}
	most := min(len(typed)/4, 3) // one letter in four may be wrong
	if most == 0 {
		return 0, 0, false
	}
	d := Distance(typed, key, most)
	return BySpelling, d, d <= most
}

// Distance counts the letters to insert, delete, replace or swap with their neighbour; more than most is given as most+1.
func Distance(a, b string, most int) int {
	x, y := []rune(a), []rune(b)
	if max(len(x)-len(y), len(y)-len(x)) > most {
		return most + 1
	}
	older, old, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		older, old, row = old, row, older
	}
	return min(old[len(y)], most+1)
}

func isWikidata(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && strings.HasPrefix(string(iri), string(graph.Wikidata("")))
}
