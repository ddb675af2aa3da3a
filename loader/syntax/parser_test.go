package syntax

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// sentence makes tokens and words of a form and a tag each.
func sentence(pairs ...string) ([]doc.Token, []doc.Word) {
	var tokens []doc.Token
	var words []doc.Word
	for i := 0; i+1 < len(pairs); i += 2 {
		tokens = append(tokens, doc.Token{Text: pairs[i]})
		words = append(words, doc.Word{Tag: pairs[i+1], Lemma: pairs[i], Head: pairs[i]})
	}
	return tokens, words
}

var names = []string{"det", "nsubj", "obj", "root"}

// projective draws a tree without crossing arcs over the tokens [first, last) and returns its root.
func projective(r *rand.Rand, heads []int, first, last int) int {
	root := first + r.IntN(last-first)
	for _, part := range [][2]int{{first, root}, {root + 1, last}} {
		for at := part[0]; at < part[1]; {
			end := at + 1 + r.IntN(part[1]-at)
			heads[projective(r, heads, at, end)] = root
			at = end
		}
	}
	return root
}

func TestActionsThatLoseNothingBuildTheTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		n := 1 + r.IntN(12)
		gold := make([]int, n)
		gold[projective(r, gold, 0, n)] = n
		tokens, words := sentence()
		for range n {
			tokens, words = append(tokens, doc.Token{Text: "x"}), append(words, doc.Word{Tag: "NN", Lemma: "x"})
		}
		s := NewState(NewOutline(tokens, words, false), names)
		for !s.Done() {
			shift, left, right := s.Allowed()
			lossShift, lossLeft, lossRight := s.Loss(gold)
			switch {
			case left && lossLeft == 0:
				s.Do(LeftArc(1))
			case right && lossRight == 0:
				s.Do(RightArc(1))
			case shift && lossShift == 0:
				s.Do(Shift)
			default:
				t.Fatalf("%v: every action loses an arc of %v", s.heads, gold)
			}
		}
		if diff := cmp.Diff(gold, s.heads); diff != "" {
			t.Fatal(diff)
		}
	}
}

// TestLossIsWhatIsLost compares the loss of an action with what the best sequence behind it reaches.
func TestLossIsWhatIsLost(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		n := 2 + r.IntN(3)
		gold := make([]int, n)
		gold[projective(r, gold, 0, n)] = n
		tokens, words := sentence("a", "NN", "b", "NN", "c", "NN", "d", "NN")
		var walk func(path []int)
		reach := func(path []int) int { return reachable(tokens[:n], words[:n], gold, path) }
		walk = func(path []int) {
			s := replay(tokens[:n], words[:n], path)
			if s.Done() || len(path) > 4 {
				return
			}
			now := reach(path)
			shift, left, right := s.Allowed()
			lossShift, lossLeft, lossRight := s.Loss(gold)
			for _, x := range []struct {
				allowed      bool
				action, loss int
			}{{shift, Shift, lossShift}, {left, LeftArc(1), lossLeft}, {right, RightArc(1), lossRight}} {
				if !x.allowed {
					continue
				}
				next := append(slices.Clone(path), x.action)
				if got := now - reach(next); (got == 0) != (x.loss == 0) && s.next < n {
					t.Fatalf("tree %v after %v: action %d loses %d arcs, Loss says %d", gold, path, x.action, got, x.loss)
				}
				walk(next)
			}
		}
		walk(nil)
	}
}

func replay(tokens []doc.Token, words []doc.Word, path []int) *State {
	s := NewState(NewOutline(tokens, words, false), names)
	for _, a := range path {
		s.Do(a)
	}
	return s
}

// reachable is the largest number of right arcs that can still be had.
func reachable(tokens []doc.Token, words []doc.Word, gold, path []int) int {
	s := replay(tokens, words, path)
	if s.Done() {
		right := 0
		for i, h := range s.heads {
			if h == gold[i] {
				right++
			}
		}
		return right
	}
	best := -1
	shift, left, right := s.Allowed()
	for _, x := range []struct {
		allowed bool
		action  int
	}{{shift, Shift}, {left, LeftArc(1)}, {right, RightArc(1)}} {
		if x.allowed {
			best = max(best, reachable(tokens, words, gold, append(slices.Clone(path), x.action)))
		}
	}
	return best
}

// best finds the tree with the highest score by trying all.
func bestTree(choices [][]Choice) int {
	n, best := len(choices), -1<<30
	heads := make([]int, n)
	var try func(i, score int)
	try = func(i, score int) {
		if i == n {
			if circle(heads) == nil {
				best = max(best, score)
			}
			return
		}
		for _, c := range choices[i] {
			heads[i] = c.Head
			try(i+1, score+c.Score)
		}
	}
	try(0, 0)
	return best
}

func TestSpanningFindsTheBestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		n := 1 + r.IntN(6)
		tree := make([]int, n)
		tree[projective(r, tree, 0, n)] = n
		choices := make([][]Choice, n)
		for i := range choices {
			for h := range n + 1 {
				if h != i && (h == tree[i] || r.IntN(2) == 0) {
					choices[i] = append(choices[i], Choice{Head: h, Score: r.IntN(40) - 20})
				}
			}
		}
		heads := spanning(choices)
		if circle(heads) != nil {
			t.Fatalf("%v of %v is no tree", heads, choices)
		}
		got := 0
		for i, h := range heads {
			k := slices.IndexFunc(choices[i], func(c Choice) bool { return c.Head == h })
			got += choices[i][k].Score
		}
		if want := bestTree(choices); got != want {
			t.Fatalf("%v of %v has score %d, want %d", heads, choices, got, want)
		}
	}
}

// empty packs a model without weights.
func empty(labels []string) []byte {
	var s linear.Sum
	s.Add(linear.NewTrainer(labels, 4))
	return s.Pack(0)
}

func TestOpenParserRefuses(t *testing.T) {
	actions := []string{"S", "L:nsubj", "R:nsubj", "L:obj", "R:obj"}
	good := PackParser(empty(actions), empty(actions), empty([]string{"nsubj", "obj"}))
	if _, err := OpenParser(string(good)); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, packed string }{
		{"another file", "newsgraph linear 1\nA\n"},
		{"a file that is cut off", string(good[:len(good)-1])},
		{"labels that are no actions", string(PackParser(empty([]string{"A", "B"}), empty(actions), empty([]string{"nsubj", "obj"})))},
		{"models with different labels", string(PackParser(empty(actions), empty(actions), empty([]string{"obj", "nsubj"})))},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := OpenParser(c.packed); err == nil {
				t.Error("it is opened")
			}
		})
	}
}

func TestAParserWithoutWeightsFindsATree(t *testing.T) {
	actions := []string{"S", "L:nsubj", "R:nsubj"}
	p, err := OpenParser(string(PackParser(empty(actions), empty(actions), empty([]string{"nsubj"}))))
	if err != nil {
		t.Fatal(err)
	}
	tokens, words := sentence("Peru", "NE", "liefert", "VVFIN", "Kupfer", "NN", ".", "$.")
	roots := 0
	for i, dep := range p.Tree(tokens, words) {
		if dep.Head < 0 {
			roots++
		}
		if dep.Head >= len(tokens) || dep.Head == i || dep.Label == "" {
			t.Errorf("token %d: %+v", i, dep)
		}
	}
	if roots != 1 {
		t.Errorf("%d roots", roots)
	}
}
