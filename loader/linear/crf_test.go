package linear

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var letters = []string{"O", "B", "I"}

// chain makes an example of a word: every letter is a feature, capitals begin a name, and what follows one up to "." is inside it.
// A label "?" leaves everything open.
func chain(word, labels string) Chain {
	c := Chain{Steps: steps(word), Extra: make([][]uint32, len(word))}
	for i := range word {
		if at := strings.IndexByte("OBI", labels[i]); at >= 0 {
			c.Allowed = append(c.Allowed, 1<<at)
		} else {
			c.Allowed = append(c.Allowed, 7)
		}
	}
	return c
}

func steps(word string) [][]uint32 {
	var out [][]uint32
	for i := range word {
		out = append(out, []uint32{NewFeature(1).Text(word[i : i+1]).Sum()})
	}
	return out
}

func plan() CRFPlan {
	return CRFPlan{Labels: letters, Rounds: 60, Rate: 0.5, Half: 20, Decay: 0.001, Least: 1,
		Follows: func(before, label string) bool { return label != "I" || before == "B" || before == "I" }}
}

func field(t testing.TB, chains ...Chain) *CRF {
	t.Helper()
	m, err := OpenCRF(string(TrainCRF(plan(), chains, nil).Pack(8, 0)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// words teach that "x" goes on with what came before: no feature of its own tells I from O.
func words() []Chain {
	return []Chain{chain("xAx.xx", "OBIOOO"), chain("Ax.x", "BIOO"), chain("x.Axx", "OOBII"), chain("xx.", "OOO"), chain("Axx.x", "BIIOO")}
}

func label(m *CRF, word string) string {
	var b strings.Builder
	for _, l := range m.Label(steps(word)).Best {
		b.WriteString(m.Labels[l])
	}
	return b.String()
}

func TestAFieldLabelsStepsTogether(t *testing.T) {
	m := field(t, words()...)
	for word, want := range map[string]string{"xxAxx.x": "OOBIIOO", "A": "B", "x": "O", "": "", ".x.x": "OOOO"} {
		if got := label(m, word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

func TestSharesAreProbabilities(t *testing.T) {
	m := field(t, words()...)
	l := m.Label(steps("xAxqx.x"))
	for i, shares := range l.Share {
		sum := 0.0
		for _, s := range shares {
			sum += float64(s)
		}
		if math.Abs(sum-1) > 1e-4 {
			t.Errorf("step %d: shares %v sum up to %v", i, shares, sum)
		}
	}
	if l.Share[0][2] != 0 {
		t.Errorf("a chain begins with I: %v", l.Share[0])
	}
	if certain, vague := l.Share[1][1], slices.Max(l.Share[3]); certain < 0.9 || vague > certain {
		t.Errorf("A is a beginning with %v, an unknown letter anything with %v", certain, vague)
	}
}

// TestTheSharesAreThoseOfAllChains compares with the sum over every chain of labels.
func TestTheSharesAreThoseOfAllChains(t *testing.T) {
	m := field(t, words()...)
	word := steps("xAx.")
	want := make([][]float64, len(word))
	for i := range want {
		want[i] = make([]float64, 3)
	}
	all := 0.0
	for n := range 81 {
		labels := []int{n % 3, n / 3 % 3, n / 9 % 3, n / 27}
		p := float64(m.first[labels[0]])
		for i, l := range labels {
			scores := make([]int32, 3)
			m.score(word[i], scores)
			p *= math.Exp(float64(scores[l]) * float64(m.scale))
			if i > 0 {
				p *= float64(m.moves[labels[i-1]*3+l])
			}
		}
		all += p
		for i, l := range labels {
			want[i][l] += p
		}
	}
	for i, shares := range m.Label(word).Share {
		for l, s := range shares {
			if math.Abs(float64(s)-want[i][l]/all) > 1e-4 {
				t.Errorf("step %d, %s: %v, want %v", i, m.Labels[l], s, want[i][l]/all)
			}
		}
	}
}

func TestWhatTheAnnotationLeavesOpenIsInferred(t *testing.T) {
	m := field(t, chain("xAx.x", "OBIOO"), chain("Ax.", "BIO"), chain("x.Ax.", "?????"), chain("xx.", "OOO"), chain("xA..", "O?OO"))
	if got := label(m, "xAx.x"); got != "OBIOO" {
		t.Errorf("xAx.x: %s", got)
	}
}

func TestAFieldLearnsToDoWithoutExtraFeatures(t *testing.T) {
	listed := NewFeature(2).Sum()
	var chains []Chain
	for _, c := range words() {
		for i, a := range c.Allowed {
			if a == 2 {
				c.Extra[i] = []uint32{listed}
			}
		}
		chains = append(chains, c)
	}
	p := plan()
	p.Dropout = 0.3
	m, err := OpenCRF(string(TrainCRF(p, chains, nil).Pack(8, 0)))
	if err != nil {
		t.Fatal(err)
	}
	if got := label(m, "xAx."); got != "OBIO" {
		t.Errorf("without the extra feature: %s", got)
	}
	unknown := [][]uint32{append(steps("q")[0], listed)}
	if got := m.Label(unknown).Best[0]; m.Labels[got] != "B" {
		t.Errorf("with the extra feature alone: %s", m.Labels[got])
	}
}

func TestPackingAFieldIsDeterministic(t *testing.T) {
	if first, second := TrainCRF(plan(), words(), nil).Pack(8, 0), TrainCRF(plan(), words(), nil).Pack(8, 0); !bytes.Equal(first, second) {
		t.Error("the same examples give different fields")
	}
}

func TestLossFalls(t *testing.T) {
	var losses []float64
	TrainCRF(plan(), words(), func(round int, loss float64) { losses = append(losses, loss) })
	if len(losses) != 60 || losses[59] > losses[0]/5 {
		t.Errorf("losses %v", losses)
	}
}

func TestRareFeaturesAreNotLearnt(t *testing.T) {
	p := plan()
	p.Least = 2
	m, err := OpenCRF(string(TrainCRF(p, append(words(), chain("q", "B")), nil).Pack(8, 0)))
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]int32, 3)
	m.score(steps("q")[0], scores)
	if diff := cmp.Diff([]int32{0, 0, 0}, scores); diff != "" {
		t.Errorf("a letter that stood once has weights: %s", diff)
	}
}

func TestLongChainsKeepTheirNumbers(t *testing.T) {
	m := field(t, words()...)
	word := strings.Repeat("xAx.", 5000)
	if got, want := label(m, word), strings.Repeat("OBIO", 5000); got != want {
		t.Error("a long chain is labelled otherwise than a short one")
	}
}

func FuzzOpenCRF(f *testing.F) {
	packed := string(TrainCRF(plan(), words(), nil).Pack(8, 0))
	f.Add(packed)
	f.Add(packed[:len(packed)-1])
	f.Add(crfHeader + "A B\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := OpenCRF(text)
		if err != nil {
			return
		}
		for f := range uint32(64) {
			l := m.Label([][]uint32{{f * 0x9e3779b9}, {f}, {}})
			if len(l.Best) != 3 || slices.Max(l.Best) >= len(m.Labels) {
				t.Fatalf("labels %v of %d", l.Best, len(m.Labels))
			}
		}
	})
}
