package train

import (
	"strings"

	"newsgraph/loader/doc"
	"newsgraph/loader/morph"
	"newsgraph/loader/syntax"
)

// A tree is a sentence as the stages see it, with its dependencies.
type tree struct {
	tokens []doc.Token
	words  []doc.Word
	heads  []int // index of the head, len(tokens) = the root
	rels   []string
}

// label brings the labels of the treebanks, which differ in their subtypes, to one set.
func label(rel string) string {
	switch rel {
	case "nsubj:pass", "aux:pass", "compound:prt", "det:poss", "obl:agent", "obl:arg":
		return rel
	}
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

// parserLabels are the labels of all trees, sorted.
func parserLabels(trees []tree) []string {
	seen := map[string]bool{}
	for _, t := range trees {
		for _, r := range t.rels {
			seen[r] = true
		}
	}
	return sortedKeys(seen)
}

// analysed makes trees of sentences, with words as the analyser finds them.
func analysed(a *morph.Analyser, sentences []sentence) []tree {
	var out []tree
	for _, s := range sentences {
		t := tree{heads: s.heads}
		for _, f := range s.forms {
			t.tokens = append(t.tokens, doc.Token{Text: f})
		}
		for _, r := range s.rels {
			t.rels = append(t.rels, label(r))
		}
		t.words = a.Analyse(t.tokens, []doc.Sentence{{Last: len(t.tokens)}})
		out = append(out, t)
	}
	return out
}

// gold is the tree with numbers for labels.
func (t tree) gold(number map[string]int) syntax.Guide {
	g := syntax.Guide{Heads: t.heads, Rels: make([]int, len(t.rels))}
	for i, r := range t.rels {
		g.Rels[i] = number[r]
	}
	return g
}

// attachment returns the shares, in percent, of tokens with the right head, of those with head and label right, and of words that are
// no marks with both right. Subtypes of labels do not count, as in the CoNLL shared tasks.
func attachment(trees []tree, p *syntax.Parser) (uas, las, words float64) {
	var all, noMarks, u, l, lw int
	for _, t := range trees {
		for i, dep := range p.Tree(t.tokens, t.words) {
			head, _, _ := strings.Cut(dep.Label, ":")
			want, _, _ := strings.Cut(t.rels[i], ":")
			same := dep.Head == t.heads[i] || dep.Head < 0 && t.heads[i] == len(t.tokens)
			all++
			if same {
				u++
			}
			if same && head == want {
				l++
			}
			if want != "punct" {
				noMarks++
				if same && head == want {
					lw++
				}
			}
		}
	}
	percent := func(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }
	return percent(u, all), percent(l, all), percent(lw, noMarks)
}
