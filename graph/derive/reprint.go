package derive

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// reprintKeys are what two articles share when they print one text: one key is enough, so that a family of a thousand prints is
// found by a look-up each, and never compared with itself. A key is two bands of the signature that stand beside each other; of
// articles that bear the mark of one agency on one day a single band does. With the bands of graph.Bands, texts that have 80 % of
// their shingles in common share a key nearly always, 60 % in every second case, 30 % in one of a hundred (with the mark: a third).
func reprintKeys(bands []string, agency, day string) []string {
	keys := set[string]{}
	for i, b := range bands {
		keys.put(digest(b, bands[(i+1)%len(bands)]))
		if agency != "" && day != "" {
			keys.put(digest(agency, day, b))
		}
	}
	return sorted(keys)
}

func digest(parts ...string) string {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return strconv.FormatUint(h.Sum64(), 16)
}

// A reprinting regroups the articles that a change can join or part. A group is everything that is linked by a chain of shared
// keys, so its members do not depend on the order of loading.
type reprinting struct {
	*update
	keys  map[quad.IRI][]string   // of the articles that are grouped anew, after the change
	old   map[quad.IRI]quad.IRI   // their representatives before it
	whole map[quad.IRI][]quad.IRI // groups that are joined as they are: representative -> members, read when they move
	links *grouping
}

// deriveReprints groups anew the articles whose keys change, and the whole groups of those that lose one. Other groups are met
// by their representatives alone: a family that gets another member is not read again.
func (u *update) deriveReprints() {
	r := &reprinting{update: u, keys: map[quad.IRI][]string{}, old: map[quad.IRI]quad.IRI{}, whole: map[quad.IRI][]quad.IRI{},
		links: &grouping{parent: map[quad.IRI]quad.IRI{}}}
	gained := r.takeChanged()
	r.link(gained)
	r.settle()
}

// takeChanged writes the keys of the changed articles and returns those that are new.
func (r *reprinting) takeChanged() map[quad.IRI][]string {
	gained := map[quad.IRI][]string{}
	for _, a := range sorted(r.changedEditions()) {
		before := r.src.texts(a, graph.ReprintKey, graph.Derived)
		now := r.currentKeys(a)
		lost := false
		for _, k := range before {
			r.update.old.put(quad.Quad{Subject: a, Predicate: graph.ReprintKey, Object: quad.String(k), Label: graph.Derived})
			lost = lost || !slices.Contains(now, k)
		}
		for _, k := range now {
			r.put(a, graph.ReprintKey, quad.String(k))
			if !slices.Contains(before, k) {
				gained[a] = append(gained[a], k)
			}
		}
		if lost {
			r.open(r.printed(a))
		} else if len(before) == 0 {
			r.take(a, a)
		}
		r.keys[a] = now
	}
	return gained
}

// changedEditions are the articles whose signature, agency or day changes.
func (u *update) changedEditions() set[quad.IRI] {
	out := set[quad.IRI]{}
	u.changed(func(q quad.Quad, _ bool) {
		switch q.Predicate {
		case graph.Signature, graph.Published, graph.Agency:
			if a, ok := q.Subject.(quad.IRI); ok && q.Subject == q.Label {
				out.put(a)
			}
		}
	})
	return out
}

func (u *update) currentKeys(a quad.IRI) []string {
	agency := ""
	for _, mark := range u.src.texts(a, graph.Agency, a) {
		agency = mark
	}
	return reprintKeys(u.src.texts(a, graph.Signature, a), agency, u.published(a))
}

// take puts an article among those that are grouped anew.
func (r *reprinting) take(a, rep quad.IRI) {
	if _, known := r.old[a]; known {
		return
	}
	r.old[a] = rep
	if _, changed := r.keys[a]; !changed {
		r.keys[a] = r.src.texts(a, graph.ReprintKey, graph.Derived)
	}
}

// open takes all articles of a group.
func (r *reprinting) open(rep quad.IRI) {
	for _, a := range r.prints(rep) {
		r.take(a, rep)
	}
}

// prints are the articles of a group before the change.
func (r *reprinting) prints(rep quad.IRI) []quad.IRI {
	return append([]quad.IRI{rep}, r.src.subjects(graph.ReprintGroup, rep, graph.Derived)...)
}

// printed is the representative of an article before the change.
func (u *update) printed(a quad.IRI) quad.IRI {
	for _, o := range u.src.objects(a, graph.ReprintGroup, graph.Derived) {
		return o
	}
	return a
}

// link joins what shares a key. All articles with one key were in one group before, so of those outside one is enough.
func (r *reprinting) link(gained map[quad.IRI][]string) {
	first := map[string]quad.IRI{}
	for _, a := range sorted(keysOf(r.keys)) {
		node := r.node(a)
		for _, k := range r.keys[a] {
			if other, ok := first[k]; ok {
				r.links.join(other, node)
			} else {
				first[k] = node
			}
		}
		for _, k := range gained[a] {
			if other, ok := r.outside(k); ok {
				r.links.join(other, node)
			}
		}
	}
}

// node stands for an article while groups are joined: itself, or the representative of its group if that stays whole.
func (r *reprinting) node(a quad.IRI) quad.IRI {
	if _, taken := r.old[a]; taken {
		return a
	}
	rep := r.printed(a)
	r.whole[rep] = nil
	return rep
}

// outside is the group of an article that had the key before the change; ok is false if none had it, or if that group is
// opened: then its articles are met one by one.
func (r *reprinting) outside(key string) (rep quad.IRI, ok bool) {
	var found quad.IRI
	r.src.each(graph.Pattern{P: graph.ReprintKey, O: quad.String(key), L: graph.Derived}, func(q quad.Quad) bool {
		found, ok = q.Subject.(quad.IRI)
		return !ok
	})
	if _, taken := r.old[found]; !ok || taken {
		return "", false
	}
	return r.node(found), true
}

// settle writes the groups.
func (r *reprinting) settle() {
	reps := map[quad.IRI]quad.IRI{} // root of the links -> representative
	nodes := keysOf(r.old)
	putAll(nodes, sorted(keysOf(r.whole)))
	for _, n := range sorted(nodes) {
		root := r.links.find(n)
		if rep, ok := reps[root]; !ok || earlierPrint(n, rep) < 0 {
			reps[root] = n
		}
	}
	for _, n := range sorted(nodes) {
		rep := reps[r.links.find(n)]
		if old, taken := r.old[n]; taken {
			r.regroup(n, old, rep)
		} else if rep != n {
			for _, a := range r.prints(n) {
				r.regroup(a, n, rep)
			}
		}
	}
}

// earlierPrint orders articles by a hash of their IRIs. The first stands for its group: whatever order articles come in, the day's
// or the alphabet's, a new one seldom takes that place from all the others.
func earlierPrint(a, b quad.IRI) int {
	return cmp.Or(cmp.Compare(digest(string(a)), digest(string(b))), cmp.Compare(a, b))
}

// regroup writes the group of an article; where it changes, the sources of all that the article claims are counted again.
func (u *update) regroup(article, old, rep quad.IRI) {
	if old != article {
		u.old.put(quad.Quad{Subject: article, Predicate: graph.ReprintGroup, Object: old, Label: graph.Derived})
	}
	if rep != article {
		u.put(article, graph.ReprintGroup, rep)
	}
	u.groups[article] = rep
	if old != rep {
		u.touchArticle(article)
	}
}

// published is the day of publication, "" where the article has none.
func (u *update) published(article quad.IRI) string {
	day, known := u.dates[article]
	if !known {
		for _, iso := range u.src.texts(article, graph.Published, article) {
			if first, _, ok := span(iso); ok {
				day = first.iso
			}
		}
		u.dates[article] = day
	}
	return day
}

// edited is the article that stands for all reprints of one.
func (u *update) edited(article quad.IRI) quad.IRI {
	rep, known := u.groups[article]
	if !known {
		rep = u.printed(article)
		u.groups[article] = rep
	}
	return rep
}
