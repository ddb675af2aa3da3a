package claim

import (
	"slices"
	"sort"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

// signal reads off every found claim what its confidence is computed from.
func (x *extraction) signal() {
	trees := make([]float64, len(x.d.Sentences))
	for i := range x.found {
		f := &x.found[i]
		s := make([]float64, len(Signals))
		f.Signals = s
		s[StandingSignal] = one(f.static)
		s[isFragment] = one(f.clause < 0 || x.d.Clauses[f.clause].Kind == doc.Fragment)
		s[isHedged] = one(f.Modality != ontology.Actual || f.Polarity != ontology.Positive)
		s[isObjectless] = one(f.Object < 0)
		s[RecordSignal] = x.model.record.Odds(f.Frame)
		x.sentenceSignals(f, trees)
		x.endSignals(f)
	}
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sentenceSignals are of the sentence that is a claim's evidence. trees keeps how unsure the trees of sentences are.
func (x *extraction) sentenceSignals(f *found, trees []float64) {
	i := sort.Search(len(x.d.Sentences), func(i int) bool { return x.d.Tokens[x.d.Sentences[i].Last-1].End > f.Evidence.Start })
	if i == len(x.d.Sentences) {
		return
	}
	sentence := x.d.Sentences[i]
	n := float64(sentence.Last - sentence.First)
	kind := x.d.Article.Zones[sentence.Zone].Kind
	f.Signals[isHeadline] = one(kind == article.Headline || kind == article.Caption)
	f.Signals[long] = min(n/60, 1)
	for t := sentence.First; t < sentence.Last && trees[i] == 0 && x.d.Deps != nil; t++ {
		f.Signals[parseDoubt] += (1 - x.d.Deps[t].Sure) / n
	}
	trees[i] = max(trees[i], f.Signals[parseDoubt])
	f.Signals[parseDoubt] = trees[i]
}

// endSignals are of the ends of a claim, as a share of the ends that it has, and of the slots that they fill.
func (x *extraction) endSignals(f *found) {
	ends := []int{f.Subject}
	if f.Object >= 0 && f.Object != f.Subject {
		ends = append(ends, f.Object)
	}
	share, s := 1/float64(len(ends)), f.Signals
	for _, e := range ends {
		s[unnamed] += share * one(x.d.Entities[e].Local)
		s[unlisted] += share * one(x.d.Entities[e].Wikidata == "")
		p, sure := x.reach(f, e)
		if p < 0 {
			continue
		}
		s[slotDoubt] = max(s[slotDoubt], 1-sure)
		head := x.d.Phrases[p].Head
		m, named := x.mentionAt(head)
		switch {
		case named:
			s[guessed] = max(s[guessed], 1-x.d.Mentions[m].Score)
		case strings.HasPrefix(x.d.Words[head].Tag, "P"): // personal, relative, demonstrative
			s[byPronoun] += share
		case !x.d.Entities[e].Local:
			s[byNoun] += share
		}
	}
}

// reach finds the phrase through which a claim comes to an end, and how sure the slot is that it fills: on the claim's noun or in its
// clause, else anywhere in the sentence without a slot. The phrase is -1 where the sentence does not speak of that end.
func (x *extraction) reach(f *found, e int) (phrase int, sure float64) {
	if f.phrase >= 0 {
		if p, sure := x.below(f.phrase, e, 1); p >= 0 {
			return p, sure
		}
	}
	phrase = -1
	if f.clause < 0 {
		return phrase, 0
	}
	for _, a := range x.d.Clauses[f.clause].Args {
		if a.Phrase < 0 || a.Phrase == f.phrase {
			continue
		}
		if p, way := x.below(a.Phrase, e, a.Sure); p >= 0 && (phrase < 0 || way > sure) {
			phrase, sure = p, way
		}
	}
	if phrase >= 0 {
		return phrase, sure
	}
	lo, hi := x.d.PhrasesAround(x.d.Clauses[f.clause].First)
	for p := lo; p < hi; p++ {
		if x.speaksOf(p, e) {
			return p, 1
		}
	}
	return -1, 0
}

// below looks for an end in a phrase and in those that hang on it, sure being how sure the way there is.
func (x *extraction) below(p, e int, sure float64) (phrase int, way float64) {
	if x.speaksOf(p, e) {
		return p, sure
	}
	for _, q := range x.children[p] {
		if found, way := x.below(q, e, min(sure, x.d.Phrases[q].Sure)); found >= 0 {
			return found, way
		}
	}
	return -1, 0
}

// speaksOf reports whether a phrase, without what hangs on it, means an entity, what acts for it or what belongs to it.
func (x *extraction) speaksOf(p, e int) bool {
	is := func(m int) bool { return x.same(m, e) }
	return slices.ContainsFunc(x.d.Means[p], is) || slices.ContainsFunc(x.d.Owners[p], is)
}
