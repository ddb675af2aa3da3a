package train

import (
	"math/rand/v2"
	"slices"

	"newsgraph/loader/linear"
	"newsgraph/loader/syntax"
)

const (
	arcRounds = 6
	arcRuns   = 2
	arcBits   = 20
	arcMargin = 10
)

// guided is a tree with what the parsers from both sides say of its sentence.
type guided struct {
	tree
	first, second syntax.Guide
}

// arcs trains the model that chooses among heads, several times on differently shuffled sentences.
func arcs(l labelling, trees []guided) []byte {
	var sum linear.Sum
	for seed := range uint64(arcRuns) {
		t := arcLearner{labelling: l, trainer: linear.NewTrainer(l.names, arcBits), scores: make([]float64, len(l.names))}
		random := rand.New(rand.NewPCG(3, seed))
		order := slices.Clone(trees)
		for range arcRounds {
			random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			for _, x := range order {
				t.learn(x)
			}
		}
		sum.Add(t.trainer)
	}
	return sum.Pack(parserLeast)
}

type arcLearner struct {
	labelling
	trainer  *linear.Trainer
	scores   []float64
	heads    []int
	features []uint32
}

// learn chooses a head for every word of a sentence and learns where a wrong one, or a wrong label, does not trail by the margin.
func (l *arcLearner) learn(t guided) {
	gold := t.gold(l.number)
	a := syntax.NewArcs(syntax.NewOutline(t.tokens, t.words, false), l.names, t.first, t.second)
	for d, head := range gold.Heads {
		l.heads = a.Candidates(d, l.heads[:0])
		if !slices.Contains(l.heads, head) {
			continue
		}
		wrong, label := l.wrong(a, d, head, gold.Rels[d])
		if wrong >= 0 {
			l.features = a.Features(head, d, l.features[:0])
			l.trainer.Shift(l.features, gold.Rels[d], 1)
			l.features = a.Features(wrong, d, l.features[:0])
			l.trainer.Shift(l.features, label, -1)
		}
		l.trainer.Step()
	}
}

// wrong returns the best arc that is not the right one, -1 where the right one leads it by the margin.
func (l *arcLearner) wrong(a *syntax.Arcs, d, head, rel int) (wrong, label int) {
	wrong, best, right := -1, 0.0, 0.0
	for _, h := range l.heads {
		l.features = a.Features(h, d, l.features[:0])
		clear(l.scores)
		l.trainer.Score(l.features, l.scores)
		for k, s := range l.scores {
			if h == head && k == rel {
				right = s
			} else if wrong < 0 || s > best {
				wrong, label, best = h, k, s
			}
		}
	}
	if right >= best+arcMargin {
		return -1, 0
	}
	return wrong, label
}
