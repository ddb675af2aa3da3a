package syntax

import (
	"math"

	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// A Choice is a head that a word may get, with the label that suits it best and the score of both.
type Choice struct {
	Head, Label int
	Score       int
	Lead        int // over the next label of the same head
}

// decode finds the tree with the highest scores, and how sure each arc is.
func decode(m *linear.Model, a *Arcs) (Guide, []float64) {
	n := a.o.Len()
	choices := make([][]Choice, n)
	scores := m.Scores()
	var heads []int
	var features []uint32
	for d := range n {
		if heads = heads[:0]; a.agreed(d) {
			heads = append(heads, a.guides[0].Heads[d])
		} else {
			heads = a.Candidates(d, heads)
		}
		choices[d] = make([]Choice, len(heads))
		for k, h := range heads {
			features = a.Features(h, d, features[:0])
			clear(scores)
			m.Score(features, scores)
			best := linear.Best(scores, nil)
			choices[d][k] = Choice{h, best, int(scores[best]), leadOf(scores, best)}
		}
	}
	g := Guide{Heads: spanning(choices), Rels: make([]int, n)}
	sure := make([]float64, n)
	for d, h := range g.Heads {
		for _, c := range choices[d] {
			if c.Head == h {
				g.Rels[d] = c.Label
				sure[d] = sureness(c, choices[d], a.guides, d)
			}
		}
	}
	a.oneRoot(g, choices)
	a.distinct(m, g, sure)
	return g, sure
}

// distinct gives each head one subject and one object: of two the surer stays, the other gets its next best label.
func (a *Arcs) distinct(m *linear.Model, g Guide, sure []float64) {
	for _, kind := range []string{"nsubj", "obj"} {
		holder := filled(a.o.Len() + 1)
		for d, h := range g.Heads {
			if !a.is(g.Rels[d], kind) {
				continue
			}
			first := holder[h]
			if first < 0 {
				holder[h] = d
				continue
			}
			loser := d
			if a.fits(d, kind)+sure[d] > a.fits(first, kind)+sure[first] {
				loser, holder[h] = first, d
			}
			g.Rels[loser] = a.nextLabel(m, g, h, loser)
			sure[loser] /= 2
		}
	}
}

// is reports whether a label is of a kind: "nsubj:pass" is a subject too.
func (a *Arcs) is(rel int, kind string) bool {
	name := a.labels[rel].name
	return name == kind || name == kind+":pass"
}

// fits is 1 for a form that can be nothing else than a subject or an object.
func (a *Arcs) fits(d int, kind string) float64 {
	if c := a.o.words[d].Cases; kind == "nsubj" && c == doc.Nom || kind == "obj" && c == doc.Acc {
		return 1
	}
	return 0
}

// nextLabel is the best label of an arc that no other dependent of the head has taken, if it is one of those that are given once.
func (a *Arcs) nextLabel(m *linear.Model, g Guide, h, d int) int {
	scores := m.Scores()
	m.Score(a.Features(h, d, nil), scores)
	taken := func(kind string) bool {
		for i, up := range g.Heads {
			if up == h && i != d && a.is(g.Rels[i], kind) {
				return true
			}
		}
		return false
	}
	subject, object := taken("nsubj"), taken("obj")
	return linear.Best(scores, func(label int) bool {
		return !(subject && a.is(label, "nsubj") || object && a.is(label, "obj"))
	})
}

// agreed reports whether both guides say the same of a word: to look for other heads would take time and gain little.
func (a *Arcs) agreed(d int) bool {
	return a.guides[0].Heads[d] == a.guides[1].Heads[d] && a.guides[0].Rels[d] == a.guides[1].Rels[d]
}

// leadOf is by how much the best label leads the next.
func leadOf(scores []int32, best int) int {
	next := int32(math.MinInt32)
	for label, s := range scores {
		if label != best {
			next = max(next, s)
		}
	}
	if next == math.MinInt32 {
		return 0
	}
	return int(scores[best]) - int(next)
}

// sureness is the share of arcs right, measured on trees that were not learnt from, among those that lead the next best by as much and
// that as many of the two parsers found too.
func sureness(chosen Choice, choices []Choice, guides [2]Guide, d int) float64 {
	lead := chosen.Lead
	for _, c := range choices {
		if c.Head != chosen.Head {
			lead = min(lead, chosen.Score-c.Score)
		}
	}
	agree := 0
	for _, g := range guides {
		if g.Heads[d] == chosen.Head {
			agree++
		}
	}
	x := leadOffset[agree] + leadSlope*math.Log1p(float64(max(lead, 0)))
	return 1 / (1 + math.Exp(-x))
}

// The logistic function of sureness: its offset by how many of the two parsers agree, and its slope over the logarithm of the lead.
// Fitted to PUD (Wikipedia) with a parser that has not seen it.
var leadOffset = [3]float64{-4.98, -4.57, -4.09}

const leadSlope = 0.8

// oneRoot hangs all but the surest root of a tree on that.
func (a *Arcs) oneRoot(g Guide, choices [][]Choice) {
	n := a.o.Len()
	root, best := -1, 0
	for d, h := range g.Heads {
		if h != n {
			continue
		}
		if lead := rootLead(choices[d], n); root < 0 || lead > best {
			root, best = d, lead
		}
	}
	for d, h := range g.Heads {
		if h == n && d != root {
			g.Heads[d], g.Rels[d] = root, a.second(choices[d])
		}
	}
}

// rootLead is by how much the root leads the best other head.
func rootLead(choices []Choice, root int) int {
	own, other := 0, math.MinInt32
	for _, c := range choices {
		if c.Head == root {
			own = c.Score
		} else {
			other = max(other, c.Score)
		}
	}
	return own - other
}

// second is the label of the best choice that is not the root.
func (a *Arcs) second(choices []Choice) int {
	best := -1
	for k, c := range choices {
		if c.Head < a.o.Len() && (best < 0 || c.Score > choices[best].Score) {
			best = k
		}
	}
	if best < 0 {
		return 0
	}
	return choices[best].Label
}
