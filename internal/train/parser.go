package train

import (
	"fmt"
	"io"
	"slices"
	"sync"

	"newsgraph/loader/linear"
	"newsgraph/loader/morph"
	"newsgraph/loader/syntax"
)

const (
	parserFolds = 5
	parserLeast = 0.03 // weights below, as a fraction of the largest, are left out
)

// Parser trains the dependency parser from the treebanks in dir: UD German-GSD, development and test part, and the Wikipedia half of
// UD German-PUD. It tells how a parser that has not seen PUD does there, and returns the packed parser trained on everything.
func Parser(dir string, log io.Writer) ([]byte, error) {
	gsd, pud, err := parserTrees(dir)
	if err != nil {
		return nil, err
	}
	l := newLabelling(append(slices.Clone(gsd), pud...))
	packed := l.parser(gsd)
	p, err := syntax.OpenParser(string(packed))
	if err != nil {
		return nil, err
	}
	uas, las, words := attachment(pud, p)
	fmt.Fprintf(log, "GSD -> PUD (Wikipedia): UAS %.2f LAS %.2f, words without marks LAS %.2f\n", uas, las, words)
	r, err := newReader()
	if err != nil {
		return nil, err
	}
	fields, parser, agree, vote := r.coreScores(pud, p)
	for _, x := range []struct {
		name string
		tally
	}{{"fields", fields}, {"parser", parser}, {"both agree", agree}, {"vote", vote}} {
		precision, recall, f := x.scores()
		fmt.Fprintf(log, "subjects and objects of finite verbs there, %s: P %.1f R %.1f F %.1f\n", x.name, precision, recall, f)
	}
	return l.parser(append(gsd, pud...)), nil
}

// parserTrees reads the treebanks. Tags and morphology are predicted: of GSD by taggers that have not seen the sentence.
func parserTrees(dir string) (gsd, pud []tree, err error) {
	lexicon, err := morph.OpenLexicon()
	if err != nil {
		return nil, nil, err
	}
	tagged, err := readTreebanks(dir, []string{"de_gsd-ud-dev.conllu", "de_gsd-ud-test.conllu"})
	if err != nil {
		return nil, nil, err
	}
	coarse, err := readTreebanks(dir, []string{"de_gsd-um-dev.conllu", "de_gsd-um-test.conllu"}, "dev-", "test-")
	if err != nil {
		return nil, nil, err
	}
	t := taggerTrainer{labels: labelsOf(tagged)}
	gsd, err = folded(tagged, func(learn, held []sentence) ([]tree, error) {
		t := taggerTrainer{viewer: lexicon.Viewer(), labels: t.labels}
		a, err := morph.NewWith(lexicon, t.model(learn, coarse))
		if err != nil {
			return nil, err
		}
		return analysed(a, held), nil
	})
	if err != nil {
		return nil, nil, err
	}
	wiki, err := readTreebanks(dir, []string{"de_pud-wiki.conllu"})
	if err != nil {
		return nil, nil, err
	}
	a, err := morph.New(lexicon)
	if err != nil {
		return nil, nil, err
	}
	return gsd, analysed(a, wiki), nil
}

// folded gives every part of the corpus to f with the rest, and joins what f makes of the parts. Parts run beside each other.
func folded[T, U any](all []T, f func(learn, held []T) ([]U, error)) ([]U, error) {
	parts, errs := make([][]U, parserFolds), make([]error, parserFolds)
	run := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for k := range parserFolds {
		wg.Go(func() {
			run <- struct{}{}
			first, last := k*len(all)/parserFolds, (k+1)*len(all)/parserFolds
			parts[k], errs[k] = f(slices.Concat(all[:first], all[last:]), all[first:last])
			<-run
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(parts...), nil
}

// parser trains all three models. The third learns from what parsers say of sentences that they have not seen.
func (l labelling) parser(trees []tree) []byte {
	guides, err := folded(trees, func(learn, held []tree) ([]guided, error) {
		left, right := l.views(learn)
		return l.guided(held, left, right)
	})
	if err != nil {
		panic(err) // Pack and Open disagree
	}
	left, right := l.views(trees)
	return syntax.PackParser(left, right, arcs(l, guides))
}

func (l labelling) views(trees []tree) (left, right []byte) {
	var wg sync.WaitGroup
	wg.Go(func() { left = transitions(l, trees, false) })
	right = transitions(l, trees, true)
	wg.Wait()
	return left, right
}

// guided parses trees with two packed views.
func (l labelling) guided(trees []tree, left, right []byte) ([]guided, error) {
	var views [2]*syntax.View
	for k, packed := range [][]byte{left, right} {
		m, err := linear.Open(string(packed))
		if err != nil {
			return nil, err
		}
		if views[k], err = syntax.NewView(m, k == 1); err != nil {
			return nil, err
		}
	}
	var out []guided
	for _, t := range trees {
		out = append(out, guided{t, views[0].Guide(t.tokens, t.words), views[1].Guide(t.tokens, t.words)})
	}
	return out, nil
}
