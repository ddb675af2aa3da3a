package train

import (
	"math/rand/v2"
	"slices"

	"newsgraph/loader/linear"
	"newsgraph/loader/syntax"
)

const (
	parserRounds = 8
	parserRuns   = 2
	parserBits   = 20
	parserMargin = 10  // a right action must lead every wrong one by as much
	parserFollow = 0.9 // how often the learner goes where its weights lead, right or wrong
)

// A labelling numbers the labels of arcs.
type labelling struct {
	names  []string
	number map[string]int
}

func newLabelling(trees []tree) labelling {
	l := labelling{names: parserLabels(trees), number: map[string]int{}}
	for i, name := range l.names {
		l.number[name] = i
	}
	return l
}

// actions are the labels of a model of transitions.
func (l labelling) actions() []string {
	out := []string{"S"}
	for _, name := range l.names {
		out = append(out, "L:"+name, "R:"+name)
	}
	return out
}

// transitions trains a parser that reads from one side, several times on differently shuffled sentences. The dynamic oracle (Goldberg and Nivre 2013) lets it follow its own mistakes
// from the second round on.
func transitions(l labelling, trees []tree, reversed bool) []byte {
	var sum linear.Sum
	for seed := range uint64(parserRuns) {
		random := rand.New(rand.NewPCG(2, seed))
		t := transitionLearner{labelling: l, reversed: reversed, trainer: linear.NewTrainer(l.actions(), parserBits), random: random,
			scores: make([]float64, 1+2*len(l.names))}
		order := slices.Clone(trees)
		for round := range parserRounds {
			t.explore = round > 0
			random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			for _, x := range order {
				t.learn(x)
			}
		}
		sum.Add(t.trainer)
	}
	return sum.Pack(parserLeast)
}

type transitionLearner struct {
	labelling
	reversed, explore bool
	trainer           *linear.Trainer
	random            *rand.Rand
	scores            []float64
	features          []uint32
}

// learn parses a sentence and learns from every action that loses an arc, mislabels one, or nearly did.
func (l *transitionLearner) learn(t tree) {
	gold := t.gold(l.number)
	if l.reversed {
		gold = gold.Turned()
	}
	s := syntax.NewState(syntax.NewOutline(t.tokens, t.words, l.reversed), l.names)
	for !s.Done() {
		l.features = s.Features(l.features[:0])
		clear(l.scores)
		l.trainer.Score(l.features, l.scores)
		right, wrong := l.choose(s, gold)
		leads := wrong < 0 || l.scores[right] > l.scores[wrong]
		if wrong >= 0 && l.scores[right] < l.scores[wrong]+parserMargin {
			l.trainer.Update(l.features, right, wrong)
		}
		l.trainer.Step()
		if !leads && l.explore && l.random.Float64() < parserFollow {
			s.Do(wrong)
		} else {
			s.Do(right)
		}
	}
}

// choose returns the best action among those that lose nothing, and the best of the others, -1 for none.
func (l *transitionLearner) choose(s *syntax.State, gold syntax.Guide) (right, wrong int) {
	shift, left, rightward := s.Allowed()
	lossShift, lossLeft, lossRight := s.Loss(gold.Heads)
	least := 1 << 30
	for _, x := range []struct {
		allowed bool
		loss    int
	}{{shift, lossShift}, {left, lossLeft}, {rightward, lossRight}} {
		if x.allowed {
			least = min(least, x.loss)
		}
	}
	right, wrong = -1, -1
	consider := func(action int, good bool) {
		best := &wrong
		if good {
			best = &right
		}
		if *best < 0 || l.scores[action] > l.scores[*best] {
			*best = action
		}
	}
	if shift {
		consider(syntax.Shift, lossShift == least)
	}
	top, below, next := s.Top()
	for k := range l.names {
		if left {
			consider(syntax.LeftArc(k), lossLeft == least && (gold.Heads[top] != next || gold.Rels[top] == k))
		}
		if rightward {
			consider(syntax.RightArc(k), lossRight == least && (gold.Heads[top] != below || gold.Rels[top] == k))
		}
	}
	return right, wrong
}
