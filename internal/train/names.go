package train

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"sync"

	"newsgraph/data"
	"newsgraph/internal/gazetteer"
	"newsgraph/internal/ontology"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
	"newsgraph/loader/mention"
	"newsgraph/loader/morph"
)

const (
	namesBits  = 18
	namesLeast = 0.003
	namesBlock = 50 // sentences in a row that are held back or not
	namesPage  = 10 // sentences that are read as one document
)

// namesPlan holds what was tried out on parts that were held back.
func namesPlan() linear.CRFPlan {
	return linear.CRFPlan{Labels: nameLabels, Follows: follows, Rounds: 12, Rate: 0.01, Half: 4, Decay: 0.5, Dropout: 0.2, Least: 2, Seed: 1}
}

// Names trains the model of names from germeval14.conll and smartdata.conll in dir. It reports scores on parts that were held back and
// returns the packed model trained on everything.
func Names(dir string, log io.Writer) ([]byte, error) {
	t, err := newNamesTrainer()
	if err != nil {
		return nil, err
	}
	var all []nameExample
	for source, file := range []string{germEval: "germeval14.conll", smartData: "smartdata.conll"} {
		if file == "" {
			continue
		}
		sentences, err := readNames(filepath.Join(dir, file))
		if err != nil {
			return nil, err
		}
		all = append(all, t.examples(source, sentences)...)
	}
	t.folds(all, log)
	return t.pack(all), nil
}

// folds trains without a fifth of GermEval and a tenth of SmartData, five times, and reports what the model finds there, and what the whole
// stage finds in GermEval with it and without.
func (t *namesTrainer) folds(all []nameExample, log io.Writer) {
	counts := make([]foldCounts, 5)
	var wait sync.WaitGroup
	for fold := range counts {
		wait.Go(func() { counts[fold] = t.fold(all, fold) })
	}
	wait.Wait()
	for k, name := range []string{"GermEval, a fifth held back", "SmartData, a tenth held back", "GermEval, lists and rules alone", "GermEval, lists, rules and model"} {
		sum := newNameCounts()
		for fold, c := range counts {
			fmt.Fprintf(log, "%s: fold %d F1 %.1f\n", name, fold+1, c[k].f1("all"))
			sum.add(c[k])
		}
		sum.print(name, log)
	}
}

// foldCounts are what the model finds in GermEval and in SmartData, and what the stage finds without and with it.
type foldCounts [4]*nameCounts

// fold trains without the examples of a fold and counts what is found in them.
func (t *namesTrainer) fold(all []nameExample, fold int) foldCounts {
	c := foldCounts{newNameCounts(), newNameCounts(), newNameCounts(), newNameCounts()}
	m, err := linear.OpenCRF(string(t.pack(slices.DeleteFunc(slices.Clone(all), func(e nameExample) bool { return e.fold() == fold }))))
	if err != nil {
		panic(err) // Pack and Open disagree
	}
	rules, learnt := t.finder(nil), t.finder(m)
	for i, e := range all {
		if e.fold() != fold {
			continue
		}
		c[e.source-germEval].count(m, e)
		if e.source == germEval && e.at == 0 {
			t.stage(e.page, all[i:], rules, c[2])
			t.stage(e.page, all[i:], learnt, c[3])
		}
	}
	return c
}

// stage counts what the whole stage finds in a page, the first of the examples.
func (t *namesTrainer) stage(p *namePage, examples []nameExample, f *mention.Finder, c *nameCounts) {
	kinds := map[string]string{ontology.Person: "PER", ontology.State: "LOC", ontology.Place: "LOC", ontology.Organization: "ORG"}
	ms := f.Find(p.d)
	for k, words := range p.words {
		var got []nameSpan
		for _, m := range ms {
			first, last := -1, -1
			for w, token := range words {
				if token >= m.First && token < m.Last {
					if first < 0 {
						first = w
					}
					last = w + 1
				}
			}
			if kind := kinds[m.Type]; m.Kind == doc.Name && first >= 0 && kind != "" {
				got = append(got, nameSpan{first, last, kind})
			}
		}
		c.compare(examples[k], got)
	}
}

// fold is the run that holds the example back, -1 for none.
func (e nameExample) fold() int {
	if e.source == germEval {
		return e.block % 5
	}
	if e.block%2 == 0 {
		return e.block / 2 % 5
	}
	return -1
}

type namesTrainer struct {
	analyser     *morph.Analyser
	contractions map[string][2]string
	names        *gazetteer.Gazetteer
	units        *wordlist.Units
	bodies       wordlist.Bodies
	callings     wordlist.Callings
	isWord       func(string) bool
}

func newNamesTrainer() (*namesTrainer, error) {
	lexicon, err := morph.OpenLexicon()
	if err != nil {
		return nil, err
	}
	analyser, err := morph.New(lexicon)
	if err != nil {
		return nil, err
	}
	names, err := gazetteer.Load(data.Gazetteer)
	if err != nil {
		return nil, err
	}
	units, err := wordlist.ReadUnits(data.Lexicon)
	if err != nil {
		return nil, err
	}
	bodies, err := wordlist.ReadBodies(data.Lexicon)
	if err != nil {
		return nil, err
	}
	callings, err := wordlist.ReadCallings(data.Lexicon)
	if err != nil {
		return nil, err
	}
	contractions, err := readContractions()
	return &namesTrainer{callings: callings, analyser: analyser, contractions: contractions, names: names, units: units, bodies: bodies, isWord: lexicon.IsWord}, err
}

// finder is the stage with a model or without.
func (t *namesTrainer) finder(m *linear.CRF) *mention.Finder {
	return mention.New(t.names, t.units, t.bodies, t.callings, t.isWord, m)
}

// A nameExample is a sentence as the model sees it, and its annotation.
type nameExample struct {
	source int
	block  int // of sentences that are held back together
	chain  linear.Chain
	labels []string
	page   *namePage
	at     int // sentence of the page
}

// A namePage is some sentences that are read as one document. words tells the token of every word of every sentence.
type namePage struct {
	d     *doc.Document
	words [][]int
}

// examples makes the examples of a corpus.
func (t *namesTrainer) examples(source int, sentences []nameSentence) []nameExample {
	var out []nameExample
	finder := t.finder(nil)
	for n, page := 0, 0; n < len(sentences); n += page {
		page = min(namesPage, len(sentences)-n, namesBlock-n%namesBlock)
		d, words := nameDocument(sentences[n:n+page], t.contractions)
		d.Words = t.analyser.Analyse(d.Tokens, d.Sentences)
		for k, r := range finder.Rows(d, source) {
			s := sentences[n+k]
			if len(r.Steps) != len(words[k]) {
				panic("a step for every word")
			}
			e := nameExample{source: source, block: n / namesBlock, labels: s.labels, page: &namePage{d, words}, at: k, chain: linear.Chain{Steps: r.Steps, Extra: r.Listed}}
			for i, label := range s.labels {
				e.chain.Allowed = append(e.chain.Allowed, allowed(source, s.forms[i], label))
			}
			out = append(out, e)
		}
	}
	return out
}

func (t *namesTrainer) pack(examples []nameExample) []byte {
	chains := make([]linear.Chain, len(examples))
	for i, e := range examples {
		chains[i] = e.chain
	}
	return linear.TrainCRF(namesPlan(), chains, nil).Pack(namesBits, namesLeast)
}

// nameCounts counts names by class.
type nameCounts struct{ right, found, wanted map[string]int }

func newNameCounts() *nameCounts {
	return &nameCounts{map[string]int{}, map[string]int{}, map[string]int{}}
}

// count labels an example and counts the persons, places and organisations.
func (c *nameCounts) count(m *linear.CRF, e nameExample) {
	steps := make([][]uint32, len(e.chain.Steps))
	for i := range steps {
		steps[i] = append(slices.Clone(e.chain.Steps[i]), e.chain.Extra[i]...)
	}
	var labels []string
	for _, l := range m.Label(steps).Best {
		labels = append(labels, m.Labels[l])
	}
	c.compare(e, spans(e.source, labels))
}

// compare counts the names of an example.
func (c *nameCounts) compare(e nameExample, got []nameSpan) {
	want := spans(e.source, e.labels)
	for _, s := range want {
		c.wanted[s.kind]++
		c.wanted["all"]++
	}
	for _, s := range got {
		c.found[s.kind]++
		c.found["all"]++
		if slices.Contains(want, s) {
			c.right[s.kind]++
			c.right["all"]++
		}
	}
}

// add adds the counts of another.
func (c *nameCounts) add(o *nameCounts) {
	for _, m := range [][2]map[string]int{{c.right, o.right}, {c.found, o.found}, {c.wanted, o.wanted}} {
		for kind, n := range m[1] {
			m[0][kind] += n
		}
	}
}

// f1 is the harmonic mean of precision and recall, in percent.
func (c *nameCounts) f1(kind string) float64 {
	return 200 * float64(c.right[kind]) / float64(max(c.found[kind]+c.wanted[kind], 1))
}

func (c *nameCounts) print(name string, log io.Writer) {
	for _, k := range []string{"all", "PER", "LOC", "ORG"} {
		fmt.Fprintf(log, "%s: %s P %.1f R %.1f F1 %.1f of %d\n", name, k, 100*float64(c.right[k])/float64(max(c.found[k], 1)),
			100*float64(c.right[k])/float64(max(c.wanted[k], 1)), c.f1(k), c.wanted[k])
	}
}
