package derive

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/correct"
	"newsgraph/internal/ontology"
)

// A grouping joins entities into groups. Links come from the firmest to the weakest: merges, Wikidata ids, names, transliterations.
type grouping struct {
	family   map[quad.IRI]reads
	parent   map[quad.IRI]quad.IRI
	apart    [][2]quad.IRI // never-merge
	alone    set[quad.IRI] // split
	standsIn set[quad.IRI] // the entity that a merge named as the one that stays
	gives    set[quad.IRI] // the entity that a merge gave up
}

// cluster groups a family and names the representative of each group. What decides is the set of readings and corrections, never
// their order; and a part of the family that no link joins to the rest is grouped as if it stood alone.
func cluster(family map[quad.IRI]reads, active []correct.Correction) map[quad.IRI][]quad.IRI {
	g := &grouping{family: family, parent: map[quad.IRI]quad.IRI{}, alone: set[quad.IRI]{}, standsIn: set[quad.IRI]{}, gives: set[quad.IRI]{}}
	g.decide(active)
	g.joinBy(g.wikidataKeys, false)
	g.joinBy(func(e quad.IRI) []string { return g.nameKeys(e, false) }, true)
	g.joinBy(func(e quad.IRI) []string { return g.nameKeys(e, true) }, true)
	byRoot := map[quad.IRI][]quad.IRI{}
	for e, r := range family {
		if r.exist() {
			byRoot[g.find(e)] = append(byRoot[g.find(e)], e)
		}
	}
	out := map[quad.IRI][]quad.IRI{}
	for _, members := range byRoot {
		slices.SortFunc(members, g.better)
		out[members[0]] = members
	}
	return out
}

func (g *grouping) find(e quad.IRI) quad.IRI {
	for {
		p, ok := g.parent[e]
		if !ok {
			return e
		}
		e = p
	}
}

func (g *grouping) join(a, b quad.IRI) {
	if a, b = g.find(a), g.find(b); a != b {
		g.parent[max(a, b)] = min(a, b)
	}
}

// decide applies the corrections from the newest to the oldest, so that a newer decision stands against an older one.
func (g *grouping) decide(active []correct.Correction) {
	for _, c := range slices.Backward(active) {
		switch c.Action {
		case correct.Split:
			g.alone.put(c.Entity)
		case correct.NeverMerge:
			if g.find(c.Entity) != g.find(c.Into) {
				g.apart = append(g.apart, [2]quad.IRI{c.Entity, c.Into})
			}
		case correct.Merge:
			if !g.alone.has(c.Entity) && !g.alone.has(c.Into) && !g.forbidden(g.find(c.Entity), g.find(c.Into)) {
				g.join(c.Entity, c.Into)
				g.standsIn.put(c.Into)
				g.gives.put(c.Entity)
			}
		}
	}
}

// forbidden reports whether a never-merge stands between any two of these groups.
func (g *grouping) forbidden(roots ...quad.IRI) bool {
	return slices.ContainsFunc(g.apart, func(p [2]quad.IRI) bool {
		a, b := g.find(p[0]), g.find(p[1])
		return a != b && slices.Contains(roots, a) && slices.Contains(roots, b)
	})
}

// joinBy joins the groups that share keys. Where a never-merge stands between two of them, or (by names) they have more than one
// Wikidata id, nobody can tell to which of them the others belong: then none is joined.
func (g *grouping) joinBy(keys func(quad.IRI) []string, byName bool) {
	links := &grouping{parent: map[quad.IRI]quad.IRI{}}
	first, roots := map[string]quad.IRI{}, set[quad.IRI]{}
	for _, e := range sorted(keysOf(g.family)) {
		for _, k := range keys(e) {
			root := g.find(e)
			roots.put(root)
			if other, ok := first[k]; ok {
				links.join(other, root)
			} else {
				first[k] = root
			}
		}
	}
	parts := map[quad.IRI][]quad.IRI{}
	for _, r := range sorted(roots) {
		parts[links.find(r)] = append(parts[links.find(r)], r)
	}
	known := g.identified()
	for _, part := range parts {
		ids := slices.DeleteFunc(slices.Clone(part), func(r quad.IRI) bool { return !known.has(r) })
		if len(part) < 2 || byName && len(ids) > 1 || g.forbidden(part...) {
			continue
		}
		for _, r := range part[1:] {
			g.join(part[0], r)
		}
	}
}

// identified are the groups that have a Wikidata id.
func (g *grouping) identified() set[quad.IRI] {
	out := set[quad.IRI]{}
	for e, r := range g.family {
		if len(r.wikidata) > 0 {
			out.put(g.find(e))
		}
	}
	return out
}

// free reports whether an entity may be joined without a merge.
func (g *grouping) free(e quad.IRI) bool { return !g.family[e].local && !g.alone.has(e) }

// wikidataKeys is the Wikidata id of an entity; one that was read with several says nothing by them.
func (g *grouping) wikidataKeys(e quad.IRI) []string {
	if ids := g.family[e].wikidata; len(ids) == 1 && g.free(e) {
		return []string{string(ids[0])}
	}
	return nil
}

func (g *grouping) nameKeys(e quad.IRI, bySound bool) []string {
	if !g.free(e) {
		return nil
	}
	return slices.DeleteFunc(g.family[e].joinKeys(), func(k string) bool { return isSound(k) != bySound })
}

// better orders the members of a group; the first is the representative.
func (g *grouping) better(a, b quad.IRI) int {
	ra, rb := g.family[a], g.family[b]
	return cmp.Or(
		preferred(g.standsIn.has(a) && !g.gives.has(a), g.standsIn.has(b) && !g.gives.has(b)),
		preferred(len(ra.wikidata) > 0, len(rb.wikidata) > 0),
		preferred(!ra.local, !rb.local),
		// "Wladimir Putin" stands for "Putin"; of states and organizations the shorter name is the usual one.
		cmp.Compare(fullness(rb), fullness(ra)),
		cmp.Compare(germanness(bestName(rb)), germanness(bestName(ra))),
		cmp.Compare(len(a), len(b)),
		cmp.Compare(a, b))
}

func preferred(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// fullness counts the words of a person's name.
func fullness(r reads) int {
	if r.types[ontology.Person] == 0 {
		return 0
	}
	return wordCount(bestName(r))
}
