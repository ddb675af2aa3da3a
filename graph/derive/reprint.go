package derive

import (
	"cmp"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// An edition is what tells of an article whether it reprints another one.
type edition struct {
	bands  []string // sorted, distinct
	agency string
	day    string
}

// Two editions are one text when they share a quarter of their bands, or an eighth where both bear the mark of one agency.
const (
	sharedBands  = 4
	sharedByMark = 8
	undated      = "9999-99-99"
)

func (e edition) same(f edition) bool {
	shared := 0
	for i, j := 0, 0; i < len(e.bands) && j < len(f.bands); {
		switch order := cmp.Compare(e.bands[i], f.bands[j]); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	n, part := max(len(e.bands), len(f.bands)), sharedBands
	if e.agency != "" && e.agency == f.agency {
		part = sharedByMark
	}
	return shared > 0 && shared*part >= n
}

// deriveReprints regroups the articles whose texts the change can join or part. A group is everything that is linked by a chain of
// equal editions, so its members do not depend on the order of loading.
func (u *update) deriveReprints() {
	family := u.editions()
	links := &grouping{parent: map[quad.IRI]quad.IRI{}}
	for a, e := range family {
		for _, b := range u.neighbours(e.bands) {
			if f, ok := family[b]; ok && e.same(f) {
				links.join(a, b)
			}
		}
	}
	first := map[quad.IRI]quad.IRI{}
	for _, a := range sorted(keysOf(family)) {
		root := links.find(a)
		if f, ok := first[root]; !ok || cmp.Compare(family[a].day, family[f].day) < 0 {
			first[root] = a
		}
	}
	for _, a := range sorted(keysOf(family)) {
		u.regroup(a, first[links.find(a)])
	}
}

// regroup writes the group of an article; where it changes, the sources of all that the article claims are counted again.
func (u *update) regroup(article, rep quad.IRI) {
	old := article
	for _, o := range u.src.objects(article, graph.ReprintGroup, graph.Derived) {
		old = o
		u.old.put(quad.Quad{Subject: article, Predicate: graph.ReprintGroup, Object: o, Label: graph.Derived})
	}
	if rep != article {
		u.put(article, graph.ReprintGroup, rep)
	}
	u.groups[article] = rep
	if old != rep {
		u.touchArticle(article)
	}
}

// editions are the articles in the change and, link by link, all that reprint them now or did before.
func (u *update) editions() map[quad.IRI]edition {
	family := map[quad.IRI]edition{}
	var todo []quad.IRI
	u.changed(func(q quad.Quad, added bool) {
		switch q.Predicate {
		case graph.Signature:
			if !added {
				todo = append(todo, u.neighbours([]string{text(q.Object)})...)
			}
		case graph.Published, graph.Agency:
		default:
			return
		}
		if a, ok := q.Subject.(quad.IRI); ok && q.Subject == q.Label {
			todo = append(todo, a)
		}
	})
	changed := set[quad.IRI]{}
	putAll(changed, todo)
	for len(todo) > 0 {
		a := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if _, done := family[a]; done {
			continue
		}
		e := u.edition(a)
		family[a] = e
		for _, b := range u.neighbours(e.bands) {
			// The agency of a changed article may have linked it by fewer bands before.
			if _, done := family[b]; !done && (changed.has(a) || e.same(u.edition(b))) {
				todo = append(todo, b)
			}
		}
	}
	return family
}

// edition reads an article; every one is compared with many.
func (u *update) edition(a quad.IRI) edition {
	if e, known := u.texts[a]; known {
		return e
	}
	e := edition{bands: u.src.texts(a, graph.Signature, a), day: cmp.Or(u.published(a), undated)}
	for _, mark := range u.src.texts(a, graph.Agency, a) {
		e.agency = mark
	}
	u.texts[a] = e
	return e
}

// neighbours are the articles that have any of these bands.
func (u *update) neighbours(bands []string) []quad.IRI {
	out := set[quad.IRI]{}
	for _, b := range bands {
		with, known := u.banded[b]
		if !known {
			u.src.each(graph.Pattern{P: graph.Signature, O: quad.String(b)}, func(q quad.Quad) bool {
				if a, ok := q.Subject.(quad.IRI); ok && q.Subject == q.Label {
					with = append(with, a)
				}
				return true
			})
			u.banded[b] = with
		}
		putAll(out, with)
	}
	return sorted(out)
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
		rep = article
		for _, o := range u.src.objects(article, graph.ReprintGroup, graph.Derived) {
			rep = o
		}
		u.groups[article] = rep
	}
	return rep
}
