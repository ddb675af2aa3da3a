package derive

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/internal/ontology"
)

// putGroup writes what is derived of one group: name, other names, keys, type, and who is the same.
func (u *update) putGroup(rep quad.IRI, members []quad.IRI, family map[quad.IRI]reads, log []correct.Correction) {
	names, joins, ids := set[string]{}, set[string]{}, set[quad.IRI]{}
	votes := map[string]int{}
	for _, m := range members {
		r := family[m]
		putAll(names, r.names, r.aliases)
		putAll(ids, r.wikidata)
		if !r.local {
			putAll(joins, r.joinKeys())
		}
		for t, n := range r.types {
			votes[t] += n
		}
		if m != rep {
			u.put(m, graph.SameAs, rep)
		}
	}
	for id := range ids {
		u.put(rep, graph.SameAs, id)
	}
	for k := range joins {
		u.put(rep, graph.JoinKey, quad.String(k))
	}
	renamed, retyped := decided(members, correct.Active(log))
	u.putNames(rep, cmp.Or(renamed, bestName(family[rep]), bestOf(sorted(names))), names)
	u.putType(rep, retyped, votes)
}

func putAll[T comparable](s set[T], lists ...[]T) {
	for _, l := range lists {
		for _, v := range l {
			s.put(v)
		}
	}
}

func (u *update) put(s quad.Value, p quad.IRI, o quad.Value) {
	u.new.put(quad.Quad{Subject: s, Predicate: p, Object: o, Label: graph.Derived})
}

func (u *update) putNames(rep quad.IRI, name string, names set[string]) {
	if name == "" {
		return
	}
	u.put(rep, graph.Name, quad.String(name))
	names.put(name)
	for n := range names {
		if n != name {
			u.put(rep, graph.AltName, quad.String(n))
		}
		if key := ontology.Fold(n); key != "" {
			u.put(rep, graph.NameKey, quad.String(key))
		}
	}
}

// putType writes the type of a group, and beside it those that were read too.
func (u *update) putType(rep quad.IRI, retyped string, votes map[string]int) {
	typ := cmp.Or(retyped, u.elect(votes))
	if typ != "" {
		u.put(rep, graph.Type, graph.Class(typ))
	}
	for t := range votes {
		if t != typ {
			u.put(rep, graph.TypeAlso, graph.Class(t))
		}
	}
}

// decided is what the newest corrections say of name and type of a group.
func decided(members []quad.IRI, active []correct.Correction) (name, typ string) {
	for _, c := range active {
		if !slices.Contains(members, c.Entity) {
			continue
		}
		switch c.Action {
		case correct.Rename:
			name = c.Name
		case correct.Retype:
			typ = c.Type
		}
	}
	return name, typ
}

// elect is the type that most articles read; of equals the one that the ontology lists first.
func (u *update) elect(votes map[string]int) string {
	best := ""
	for _, t := range u.rules.types {
		if votes[t] > votes[best] {
			best = t
		}
	}
	return best
}

// oldEntity notes what the derived layer says of an entity before the change.
func (u *update) oldEntity(e quad.IRI) {
	u.oldQuads(e, graph.Type, graph.TypeAlso, graph.Name, graph.AltName, graph.NameKey, graph.JoinKey, graph.SameAs)
}

func (u *update) oldQuads(e quad.IRI, predicates ...quad.IRI) {
	for _, p := range predicates {
		for _, q := range u.src.quads(graph.Pattern{S: e, P: p, L: graph.Derived}) {
			u.old.put(q)
		}
	}
}

// revote counts types again where an article joins or leaves a vote that was open, although no reading is new or gone.
func (u *update) revote(family map[quad.IRI]reads) {
	touched := set[quad.IRI]{}
	u.changed(func(q quad.Quad, _ bool) {
		e, ok := q.Subject.(quad.IRI)
		if _, done := family[e]; ok && !done && q.Predicate == graph.TypeRead {
			touched.put(u.before(e))
		}
	})
	for _, rep := range sorted(touched) {
		if u.src.has(graph.Pattern{S: rep, P: graph.TypeAlso, L: graph.Derived}) {
			u.revoteGroup(rep)
		}
	}
}

func (u *update) revoteGroup(rep quad.IRI) {
	votes, log := map[string]int{}, []correct.Correction{}
	members := u.members(rep)
	for _, m := range members {
		for t, n := range u.votes(m) {
			votes[t] += n
		}
		log = append(log, u.correctionsOf(m)...)
	}
	slices.SortFunc(log, correct.Compare)
	_, retyped := decided(members, correct.Active(log))
	u.oldQuads(rep, graph.Type, graph.TypeAlso)
	u.putType(rep, retyped, votes)
}

func isSound(key string) bool { return strings.Contains(key, soundMark) }

func wordCount(name string) int { return len(strings.Fields(ontology.Fold(name))) }

func bestName(r reads) string { return bestOf(r.names) }

// bestOf chooses the name to show among spellings: not in capitals, with its accents ("Erdoğan"), hyphens and length.
func bestOf(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return slices.MinFunc(names, func(a, b string) int {
		return cmp.Or(
			preferred(hasLower(a), hasLower(b)),
			cmp.Compare(accents(b), accents(a)),
			cmp.Compare(strings.Count(b, "-"), strings.Count(a, "-")),
			cmp.Compare(len(b), len(a)),
			cmp.Compare(a, b))
	})
}

func hasLower(s string) bool { return strings.ContainsFunc(s, unicode.IsLower) }

func accents(s string) int {
	n := 0
	for _, r := range s {
		if r >= 0x80 && unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
