package train

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"newsgraph/loader/linear"
	"newsgraph/loader/morph"
)

const (
	taggerBits   = 19
	taggerRounds = 6
	taggerLeast  = 0.002
	taggerRuns   = 6
	taggerWarm   = 4 // rounds with tagged sentences alone
)

// Tagger trains the model of the part-of-speech tagger from UD German-GSD in dir: tagged sentences, and sentences of which only
// the coarse class is known. It returns the packed model trained on everything.
func Tagger(dir string, log io.Writer) ([]byte, error) {
	lexicon, err := morph.OpenLexicon()
	if err != nil {
		return nil, err
	}
	t := taggerTrainer{viewer: lexicon.Viewer()}
	dev, err := readTreebanks(dir, []string{"de_gsd-ud-dev.conllu"})
	if err != nil {
		return nil, err
	}
	test, err := readTreebanks(dir, []string{"de_gsd-ud-test.conllu"})
	if err != nil {
		return nil, err
	}
	coarse, err := readTreebanks(dir, []string{"de_gsd-um-dev.conllu", "de_gsd-um-test.conllu"}, "dev-", "test-")
	if err != nil {
		return nil, err
	}
	t.labels = labelsOf(dev, test)
	fmt.Fprintf(log, "dev -> test, tagged sentences alone: %.2f\n", t.accuracy(t.model(dev, nil), test))
	fmt.Fprintf(log, "dev -> test: %.2f\n", t.accuracy(t.model(dev, coarse), test))
	t.folds(append(slices.Clone(dev), test...), coarse, log)
	return t.pack(append(dev, test...), coarse), nil
}

type taggerTrainer struct {
	viewer *morph.Viewer
	labels []string
}

func labelsOf(corpora ...[]sentence) []string {
	seen := map[string]bool{}
	for _, corpus := range corpora {
		for _, s := range corpus {
			for _, tag := range s.tags {
				seen[tag] = true
			}
		}
	}
	return sortedKeys(seen)
}

func (t *taggerTrainer) folds(all, coarse []sentence, log io.Writer) {
	const folds = 5
	sum := 0.0
	for k := range folds {
		var learn, held []sentence
		for i, s := range all {
			if i*folds/len(all) == k {
				held = append(held, s)
			} else {
				learn = append(learn, s)
			}
		}
		score := t.accuracy(t.model(learn, coarse), held)
		fmt.Fprintf(log, "fold %d: %.2f\n", k+1, score)
		sum += score
	}
	fmt.Fprintf(log, "five folds: %.2f\n", sum/folds)
}

// model trains a model and opens it as the program would, rounded weights and all.
func (t *taggerTrainer) model(tagged, coarse []sentence) *linear.Model {
	m, err := linear.Open(string(t.pack(tagged, coarse)))
	if err != nil {
		panic(err) // Pack and Open disagree
	}
	return m
}

// pack trains several times on differently shuffled sentences: the sum of the models errs less than each.
func (t *taggerTrainer) pack(tagged, coarse []sentence) []byte {
	var sum linear.Sum
	for seed := range uint64(taggerRuns) {
		sum.Add(t.train(tagged, coarse, seed))
	}
	return sum.Pack(taggerLeast)
}

// train learns from the tagged sentences first and then from all. Where only a coarse class is known, the best tag within the
// class counts as right, and nothing is learnt as long as the guess stays inside it.
func (t *taggerTrainer) train(tagged, coarse []sentence, seed uint64) *linear.Trainer {
	l := learner{taggerTrainer: t, trainer: linear.NewTrainer(t.labels, taggerBits), number: map[string]int{}, scores: make([]float64, len(t.labels))}
	for i, label := range t.labels {
		l.number[label] = i
	}
	random := rand.New(rand.NewPCG(1, seed))
	order := slices.Clone(tagged)
	for round := range taggerRounds {
		if round == taggerWarm {
			order = append(order, coarse...)
		}
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, s := range order {
			l.sentence(s)
		}
	}
	return l.trainer
}

// A learner is one run of training.
type learner struct {
	*taggerTrainer
	trainer  *linear.Trainer
	number   map[string]int
	scores   []float64
	features []uint32
}

// sentence tags a sentence and learns from every mistake.
func (l *learner) sentence(s sentence) {
	scene := l.viewer.Scene(s.forms)
	tag1, tag2 := "-", "-"
	for i := range s.forms {
		l.features = scene.Features(i, tag1, tag2, l.features[:0])
		clear(l.scores)
		l.trainer.Score(l.features, l.scores)
		guess := l.best(nil)
		right := guess
		if s.tags[i] != "" {
			right = l.number[s.tags[i]]
		} else if len(s.allow[i]) > 0 {
			right = l.best(s.allow[i])
		}
		if right != guess {
			l.trainer.Update(l.features, right, guess)
		}
		l.trainer.Step()
		scene.Advance(l.labels[guess])
		tag1, tag2 = l.labels[guess], tag1
	}
}

// best returns the label with the highest score, among the allowed tags if there are any.
func (l *learner) best(allowed []string) int {
	best := -1
	for label, score := range l.scores {
		if (best < 0 || score > l.scores[best]) && (allowed == nil || slices.Contains(allowed, l.labels[label])) {
			best = label
		}
	}
	return best
}

// tag tags a sentence within what its annotation allows.
func (t *taggerTrainer) tag(m *linear.Model, s sentence) []string {
	scene := t.viewer.Scene(s.forms)
	scores := m.Scores()
	var features []uint32
	out := make([]string, len(s.forms))
	tag1, tag2 := "-", "-"
	for i := range s.forms {
		features = scene.Features(i, tag1, tag2, features[:0])
		clear(scores)
		m.Score(features, scores)
		var allowed func(int) bool
		if len(s.allow[i]) > 0 {
			allowed = func(label int) bool { return slices.Contains(s.allow[i], m.Labels[label]) }
		}
		out[i] = m.Labels[linear.Best(scores, allowed)]
		scene.Advance(out[i])
		tag1, tag2 = out[i], tag1
	}
	return out
}

// accuracy returns the percentage of tokens that get the tag of the treebank.
func (t *taggerTrainer) accuracy(m *linear.Model, held []sentence) float64 {
	right, all := 0, 0
	for _, s := range held {
		s.allow = make([][]string, len(s.forms))
		for i, tag := range t.tag(m, s) {
			all++
			if tag == s.tags[i] {
				right++
			}
		}
	}
	return 100 * float64(right) / float64(all)
}
