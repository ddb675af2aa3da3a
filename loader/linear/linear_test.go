package linear

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// learn trains on examples of two features each until nothing is wrong, at most 20 rounds.
func learn(examples [][3]int) *Trainer {
	t := NewTrainer([]string{"A", "B", "C"}, 10)
	for range 20 {
		for _, e := range examples {
			features := features(e[0], e[1])
			scores := make([]float64, 3)
			t.Score(features, scores)
			best := 0
			for label := range scores {
				if scores[label] > scores[best] {
					best = label
				}
			}
			if best != e[2] {
				t.Update(features, e[2], best)
			}
			t.Step()
		}
	}
	return t
}

func features(a, b int) []uint32 {
	return []uint32{NewFeature(1).Number(a).Sum(), NewFeature(2).Number(b).Sum(), NewFeature(3).Number(a).Number(b).Sum()}
}

func packed(t testing.TB) []byte {
	var s Sum
	s.Add(learn([][3]int{{1, 1, 0}, {1, 2, 1}, {2, 1, 1}, {2, 2, 0}, {3, 3, 2}}))
	return s.Pack(0)
}

func TestAPackedModelGivesWhatWasLearnt(t *testing.T) {
	m, err := Open(string(packed(t)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"A", "B", "C"}, m.Labels); diff != "" {
		t.Error(diff)
	}
	for _, e := range [][3]int{{1, 1, 0}, {1, 2, 1}, {2, 1, 1}, {2, 2, 0}, {3, 3, 2}} { // no single feature tells A from B
		scores := make([]int32, 3)
		m.Score(features(e[0], e[1]), scores)
		if got := Best(scores, nil); got != e[2] {
			t.Errorf("%v: label %d, scores %v", e, got, scores)
		}
	}
}

func TestPackingIsDeterministic(t *testing.T) {
	if first, second := packed(t), packed(t); !bytes.Equal(first, second) {
		t.Error("the same examples give different models")
	}
}

func TestBest(t *testing.T) {
	cases := []struct {
		name    string
		scores  []int32
		allowed func(int) bool
		want    int
	}{
		{"the highest score wins", []int32{-1, 5, 3}, nil, 1},
		{"the first of equals wins", []int32{2, 7, 7}, nil, 1},
		{"what is not allowed does not count", []int32{2, 7, -7}, func(l int) bool { return l == 2 }, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := Best(c.scores, c.allowed); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestFeaturesOfDifferentPartsDiffer(t *testing.T) {
	seen := map[uint32]string{}
	for name, f := range map[string]Feature{
		"ab|c": NewFeature(1).Text("ab").Text("c"), "a|bc": NewFeature(1).Text("a").Text("bc"), "abc": NewFeature(1).Text("abc"),
		"template 2": NewFeature(2).Text("abc"), "number": NewFeature(1).Number(300), "low byte": NewFeature(1).Number(44),
	} {
		if other, ok := seen[f.Sum()]; ok {
			t.Errorf("%s and %s are one feature", name, other)
		}
		seen[f.Sum()] = name
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(string(packed(f)))
	f.Add(header + "A B\n\x02\x00\x00\x00\x01\x00\x01\x05")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := Open(text)
		if err != nil {
			return
		}
		scores := make([]int32, len(m.Labels))
		for f := range uint32(64) {
			m.Score([]uint32{f * 0x9e3779b9}, scores)
		}
	})
}
