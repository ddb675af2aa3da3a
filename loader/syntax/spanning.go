package syntax

import "math"

// spanning returns the heads of the tree with the highest sum of scores: Chu and Liu (1965), Edmonds (1967). Token n, the number of
// tokens, is the root. The choices must hold some tree.
func spanning(choices [][]Choice) []int {
	heads := make([]int, len(choices))
	for i, cs := range choices {
		best := cs[0]
		for _, c := range cs[1:] {
			if c.Score > best.Score {
				best = c
			}
		}
		heads[i] = best.Head
	}
	cycle := circle(heads)
	if cycle == nil {
		return heads
	}
	return contracted(choices, heads, cycle)
}

// circle returns the tokens of a circle of heads, nil where there is none.
func circle(heads []int) []int {
	n := len(heads)
	seen := make([]int, n) // 1 + the walk that saw the token
	for start := range heads {
		i := start
		for i < n && seen[i] == 0 {
			seen[i] = start + 1
			i = heads[i]
		}
		if i < n && seen[i] == start+1 {
			out := []int{i}
			for j := heads[i]; j != i; j = heads[j] {
				out = append(out, j)
			}
			return out
		}
	}
	return nil
}

// A contraction makes one token of a circle: those outside keep their order, the circle comes behind them, then the root.
type contraction struct {
	choices [][]Choice
	in      []bool
	place   []int // token -> token of the small graph
	outside []int // token of the small graph -> token
	within  []int // token of the small graph -> its best head in the circle, -1 = none
	into    []int // the circle's choices -> the token that they enter
	way     []int // the circle's choices -> the head that they come from
}

// contracted finds the tree of the graph in which the circle is one token, and breaks the circle where that tree enters it.
func contracted(choices [][]Choice, heads, cycle []int) []int {
	n := len(choices)
	c := contraction{choices: choices, in: make([]bool, n+1), place: make([]int, n+1)}
	for _, i := range cycle {
		c.in[i] = true
	}
	for i := range n {
		if !c.in[i] {
			c.place[i] = len(c.outside)
			c.outside = append(c.outside, i)
		}
	}
	whole := len(c.outside)
	for _, i := range cycle {
		c.place[i] = whole
	}
	c.place[n] = whole + 1
	small := make([][]Choice, whole+1)
	for k, i := range c.outside {
		small[k] = c.leaving(i, whole)
	}
	for _, i := range cycle {
		small[whole] = append(small[whole], c.entering(i, heads[i])...)
	}
	tree := spanning(small)
	for k, i := range c.outside {
		switch h := tree[k]; {
		case h == whole:
			heads[i] = c.within[k]
		case h == whole+1:
			heads[i] = n
		default:
			heads[i] = c.outside[h]
		}
	}
	enter := -1
	for k, x := range small[whole] {
		if x.Head == tree[whole] && (enter < 0 || x.Score > small[whole][enter].Score) {
			enter = k
		}
	}
	heads[c.into[enter]] = c.way[enter]
	return heads
}

// leaving returns the choices of a token outside of the circle: of the heads within the best.
func (c *contraction) leaving(i, whole int) []Choice {
	var out []Choice
	within, best := -1, 0
	for _, x := range c.choices[i] {
		switch {
		case !c.in[x.Head]:
			out = append(out, Choice{Head: c.place[x.Head], Score: x.Score})
		case within < 0 || x.Score > best:
			within, best = x.Head, x.Score
		}
	}
	c.within = append(c.within, within)
	if within >= 0 {
		out = append(out, Choice{Head: whole, Score: best})
	}
	return out
}

// entering returns the choices that a token of the circle adds to it: what is lost by giving up its head in the circle.
func (c *contraction) entering(i, head int) []Choice {
	own := math.MinInt
	for _, x := range c.choices[i] {
		if x.Head == head {
			own = max(own, x.Score) // a circle of an earlier round may be entered from one head in several ways
		}
	}
	var out []Choice
	for _, x := range c.choices[i] {
		if !c.in[x.Head] {
			out = append(out, Choice{Head: c.place[x.Head], Score: x.Score - own})
			c.into, c.way = append(c.into, i), append(c.way, x.Head)
		}
	}
	return out
}
