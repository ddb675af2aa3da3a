package mention

import (
	"slices"

	"newsgraph/loader/linear"
)

// An around is what stands around a form anywhere in the document.
type around struct {
	count               int
	before, after       []string // lower-case neighbours
	titled, forename    int      // a title or a first name stands before it
	surname             int      // it stands before a last name
	body, place, medium int      // a noun of the kind stands before it
	inside              int      // it is a part of a longer row of capitals
	name                int      // it is tagged as a name
}

// note gathers what stands around the capitalised words of a row.
func (v *viewer) note(at []int) {
	for k, i := range at {
		g := v.glances[i]
		if !g.upper {
			continue
		}
		a := v.around[g.base]
		if a == nil {
			a = &around{}
			v.around[g.base] = a
		}
		a.count++
		if v.tag(i) == "NE" {
			a.name++
		}
		if k > 0 {
			p := v.glances[at[k-1]]
			if p.title != "" {
				a.titled++
			}
			if p.forename && p.upper {
				a.forename++
			}
			if p.upper {
				a.inside++
			}
			if len(a.before) < 8 {
				a.before = append(a.before, p.low)
			}
		}
		switch v.afterKind(i) {
		case "body":
			a.body++
		case "place":
			a.place++
		case "medium":
			a.medium++
		}
		if k+1 < len(at) {
			n := v.glances[at[k+1]]
			if g.forename && n.surname {
				a.surname++
			}
			if len(a.after) < 8 {
				a.after = append(a.after, n.low)
			}
		}
	}
}

// elsewhere adds what stands around other occurrences of the word.
func (v *viewer) elsewhere(g *glance, before, after string, out []uint32) []uint32 {
	a := v.around[g.base]
	if a == nil || a.count < 2 {
		return out
	}
	add := func(f linear.Feature) { out = append(out, f.Sum()) }
	for n, share := range []int{a.titled, a.forename, a.surname, a.body, a.place, a.medium, a.inside, a.name} {
		if share > 0 {
			add(linear.NewFeature(tElsewhere).Number(n).Number(flag(2*share >= a.count)))
		}
	}
	for n, w := range a.before {
		if !slices.Contains(a.before[:n], w) {
			add(linear.NewFeature(tElsewhereBefore).Text(w))
		}
	}
	for n, w := range a.after {
		if !slices.Contains(a.after[:n], w) {
			add(linear.NewFeature(tElsewhereAfter).Text(w))
		}
	}
	return out
}
