package derive

import (
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/internal/ontology"
)

// maxVotes bounds how many articles are asked for an entity's type: more of them do not make it clearer, and a state that is in
// every article stays cheap.
const maxVotes = 100

// reads is what all articles together say of an entity, each thing once.
type reads struct {
	names, aliases []string
	types          map[string]int // articles that read it so, up to maxVotes
	wikidata       []quad.IRI
	local          bool
}

func (r reads) exist() bool {
	return len(r.names)+len(r.aliases)+len(r.types)+len(r.wikidata) > 0 || r.local
}

// read asks for one entity. The predicates are asked for one by one: a hub has thousands of other quads.
// A Wikidata item is no entity of ours: owl:sameAs tells the two apart by their prefix.
func (u *update) read(e quad.IRI) reads {
	if isWikidata(e) {
		return reads{types: map[string]int{}}
	}
	ids := u.src.objects(e, graph.WikidataRead, nil)
	return reads{
		names:    u.src.texts(e, graph.NameRead, nil),
		aliases:  u.src.texts(e, graph.AliasRead, nil),
		types:    u.votes(e),
		wikidata: slices.DeleteFunc(ids, func(id quad.IRI) bool { return !isWikidata(id) }),
		local:    len(u.src.objects(e, graph.LocalTo, nil)) > 0,
	}
}

func (u *update) votes(e quad.IRI) map[string]int {
	out := map[string]int{}
	for _, t := range u.rules.types {
		n := 0
		u.src.each(graph.Pattern{S: e, P: graph.TypeRead, O: graph.Class(t)}, func(q quad.Quad) bool {
			if graph.IsArticle(q.Label) {
				n++
			}
			return n < maxVotes
		})
		if n > 0 {
			out[t] = n
		}
	}
	return out
}

// joinKeys are the names by which an entity is joined with others of its type. A person of one word has none.
func (r reads) joinKeys() []string {
	keys := set[string]{}
	for _, name := range r.names {
		folded := ontology.Fold(name)
		for t := range r.types {
			if folded == "" || t == ontology.Person && !strings.Contains(folded, " ") {
				continue
			}
			keys.put(t + " " + folded)
			if t != ontology.Person {
				continue
			}
			for _, sound := range sounds(name) {
				keys.put(t + soundMark + sound)
			}
		}
	}
	return sorted(keys)
}

// soundMark stands between type and key where the key is a transliteration; no folded name has it.
const soundMark = " ~"

// A triple is a quad without its label.
type triple struct{ s, p, o quad.Value }

// deriveEntities regroups every entity that the change can reach and writes its names and types.
func (u *update) deriveEntities() {
	gone := map[quad.IRI][]triple{}
	seeds := u.seeds(gone)
	family, log := u.closure(seeds, gone)
	groups := cluster(family, correct.Active(log))
	for e := range family {
		u.reps[e] = e
	}
	for rep, members := range groups {
		for _, m := range members {
			u.reps[m] = rep
		}
		u.putGroup(rep, members, family, log)
	}
	for _, e := range sorted(keysOf(family)) {
		u.oldEntity(e)
		if old := u.before(e); old != u.reps[e] {
			u.moved = append(u.moved, e)
		}
	}
	u.revote(family)
}

func keysOf[V any](m map[quad.IRI]V) set[quad.IRI] {
	out := set[quad.IRI]{}
	for k := range m {
		out.put(k)
	}
	return out
}

// seeds are the entities whose readings change as a set: a further article that says what another one says already is no change.
// gone collects, for each, what nobody says any more.
func (u *update) seeds(gone map[quad.IRI][]triple) set[quad.IRI] {
	out := set[quad.IRI]{}
	for t, labels := range u.labels() {
		e, ok := t.s.(quad.IRI)
		if !ok || len(labels[true]) > 0 && len(labels[false]) > 0 {
			continue
		}
		if u.saidElsewhere(t, labels[true]) {
			continue
		}
		out.put(e)
		if len(labels[true]) == 0 {
			gone[e] = append(gone[e], t)
		}
	}
	for v := range u.correctedValues() {
		if e, ok := v.(quad.IRI); ok {
			out.put(e)
		}
	}
	return out
}

// labels lists, for every reading of an entity that changes, the articles that lose it (false) and gain it (true).
func (u *update) labels() map[triple]map[bool]set[quad.Value] {
	out := map[triple]map[bool]set[quad.Value]{}
	u.changed(func(q quad.Quad, added bool) {
		switch q.Predicate {
		case graph.NameRead, graph.AliasRead, graph.TypeRead, graph.WikidataRead, graph.LocalTo:
		default:
			return
		}
		if !graph.IsArticle(q.Label) {
			return
		}
		t := triple{q.Subject, q.Predicate, q.Object}
		if out[t] == nil {
			out[t] = map[bool]set[quad.Value]{false: {}, true: {}}
		}
		out[t][added].put(q.Label)
	})
	return out
}

func (u *update) saidElsewhere(t triple, here set[quad.Value]) bool {
	found := false
	u.src.each(graph.Pattern{S: t.s, P: t.p, O: t.o}, func(q quad.Quad) bool {
		found = graph.IsArticle(q.Label) && !here.has(q.Label)
		return !found
	})
	return found
}

// closure follows, from the seeds, every link that joins entities now or did before: names, Wikidata ids, corrections and the old
// groups. What it returns can be grouped anew without looking at anything else.
func (u *update) closure(seeds set[quad.IRI], gone map[quad.IRI][]triple) (map[quad.IRI]reads, []correct.Correction) {
	family, log := map[quad.IRI]reads{}, map[quad.IRI]correct.Correction{}
	todo := sorted(seeds)
	for len(todo) > 0 {
		e := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, done := family[e]; done {
			continue
		}
		family[e] = u.read(e)
		todo = append(todo, u.relatives(e, family[e].with(gone[e]))...)
		for _, c := range u.correctionsOf(e) {
			log[c.IRI()] = c
			todo = append(todo, ends(c)...)
		}
	}
	return family, slices.SortedFunc(maps.Values(log), correct.Compare)
}

// with adds what an entity was read as before, so that its old links are found too.
func (r reads) with(gone []triple) reads {
	out := reads{names: slices.Clone(r.names), wikidata: slices.Clone(r.wikidata), types: maps.Clone(r.types)}
	for _, t := range gone {
		switch t.p {
		case graph.NameRead:
			out.names = append(out.names, text(t.o))
		case graph.TypeRead:
			out.types[className(t.o)]++
		case graph.WikidataRead:
			if q, ok := t.o.(quad.IRI); ok && isWikidata(q) {
				out.wikidata = append(out.wikidata, q)
			}
		}
	}
	return out
}

func (u *update) relatives(e quad.IRI, r reads) []quad.IRI {
	reps := []quad.IRI{u.before(e)}
	for _, k := range r.joinKeys() {
		reps = append(reps, u.src.subjects(graph.JoinKey, quad.String(k), graph.Derived)...)
	}
	for _, q := range r.wikidata {
		reps = append(reps, u.src.subjects(graph.SameAs, q, graph.Derived)...)
	}
	var out []quad.IRI
	for _, rep := range reps {
		out = append(out, u.members(rep)...)
	}
	return out
}

// before is the representative of an entity before the change.
func (u *update) before(e quad.IRI) quad.IRI {
	rep, known := u.befores[e]
	if !known {
		rep = e
		for _, o := range u.src.objects(e, graph.SameAs, graph.Derived) {
			if !isWikidata(o) {
				rep = o
			}
		}
		u.befores[e] = rep
	}
	return rep
}

// members of a group before the change, the representative first.
func (u *update) members(rep quad.IRI) []quad.IRI {
	return append([]quad.IRI{rep}, u.src.subjects(graph.SameAs, rep, graph.Derived)...)
}

// rep is the representative of an entity after the change.
func (u *update) rep(e quad.IRI) quad.IRI {
	if rep, known := u.reps[e]; known {
		return rep
	}
	return u.before(e)
}

func isWikidata(iri quad.IRI) bool { return strings.HasPrefix(string(iri), string(graph.Wikidata(""))) }

func className(v quad.Value) string {
	iri, _ := v.(quad.IRI)
	return strings.TrimPrefix(string(iri), string(graph.Class("")))
}

func text(v quad.Value) string {
	s, _ := v.(quad.String)
	return string(s)
}
