package train

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strings"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/internal/score"
	"newsgraph/loader/claim"
)

const (
	weightPenalty = 2 // on the squares of the weights of confidence; chosen by cross-validation
	folds         = 10
)

// unseen is the share of right claims in articles that nobody who writes rules had read, as readers judged 135 claims of 40 articles, what
// is debatable being right as it is in the gold: acts (38 of 50), and offices, memberships and places (72 of 85). In the articles on which the rules were written more
// are right, and confidence is moved by that.
var unseen = map[bool]float64{false: 0.76, true: 0.85}

// Confidence fits the weights of confidence to the articles with gold that are open to development, and counts how often every frame was
// right there. shared is the folder with the gold at hand and the texts of collections, root the repository. It returns the contents of
// data/frames/confidence.tsv and data/frames/record.tsv and writes to log how reliable confidence is on articles that the fit has not seen.
func Confidence(shared, root string, log io.Writer) (weights, record []byte, err error) {
	rules, err := frames()
	if err != nil {
		return nil, nil, err
	}
	x, err := newExaminer()
	if err != nil {
		return nil, nil, err
	}
	var articles []goldArticle
	for _, s := range goldSets(shared, root) {
		if s.heldOut {
			continue
		}
		var t score.Total
		as, err := x.set(s, &t)
		if err != nil {
			return nil, nil, err
		}
		articles = append(articles, as...)
	}
	f := fitter{rules: rules, articles: articles}
	if err := f.crossValidated(log); err != nil {
		return nil, nil, err
	}
	w, r := f.fit(func(int) bool { return true })
	acts, standing := logit(unseen[false])-logit(f.share(false)), logit(unseen[true])-logit(f.share(true))
	fmt.Fprintf(log, "acts moved by %.3f, offices, memberships and places by %.3f\n", acts, standing)
	w[claim.RecordSignal] += acts
	w[claim.StandingSignal] += standing - acts
	return writeWeights(w), writeRecord(r, rules, len(articles)), nil
}

func frames() (*claim.Rules, error) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return nil, err
	}
	dir, err := fs.Sub(data.Frames, "frames")
	if err != nil {
		return nil, err
	}
	return claim.ParseRules(dir, o)
}

// A fitter fits confidence to articles.
type fitter struct {
	rules    *claim.Rules
	articles []goldArticle
}

// share is how many of the acts, or of the offices, memberships and places, are right where the gold has optional claims.
func (f *fitter) share(standing bool) float64 {
	right, n := 0.0, 0.0
	for _, a := range f.articles {
		for i, ok := range a.right {
			if !a.required && (a.claims[i].Signals[claim.StandingSignal] > 0) == standing {
				right, n = right+one(ok), n+1
			}
		}
	}
	return right / max(n, 1)
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

// count adds an article's claims to a record, or with sign -1 takes them back.
func count(r *claim.Record, a goldArticle, sign int) {
	for i, c := range a.claims {
		t := claim.Tally{Wrong: sign}
		if a.right[i] {
			t = claim.Tally{Right: sign}
		}
		if err := r.Add(c.Frame, t); err != nil {
			panic(err) // the extractor has no other frames
		}
	}
}

// fit takes part in the articles that are wanted. The record that a claim is judged by leaves its own article out, so that a frame which
// was right nowhere else is not trusted for being right here; its weight is 1, because it is log odds itself. Gold that lists only what must
// be found has a bias of its own, which is forgotten: there a claim may be defensible and count as wrong.
func (f *fitter) fit(wanted func(article int) bool) ([]float64, *claim.Record) {
	r := claim.NewRecord(f.rules)
	for i, a := range f.articles {
		if wanted(i) {
			count(r, a, 1)
		}
	}
	var samples []sample
	for i, a := range f.articles {
		if !wanted(i) {
			continue
		}
		count(r, a, -1)
		for j := range a.claims {
			s := sampleOf(a, j, r)
			s.signals = append(s.signals, one(a.required))
			samples = append(samples, s)
		}
		count(r, a, 1)
	}
	const required = claim.RecordSignal
	return slices.Delete(logistic(samples, weightPenalty, required), required, required+1), r
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sampleOf is a claim with its frame's record in r.
func sampleOf(a goldArticle, i int, r *claim.Record) sample {
	return sample{signals: slices.Clone(a.claims[i].Signals[:claim.RecordSignal]), known: r.Odds(a.claims[i].Frame), right: a.right[i]}
}

// crossValidated tells how reliable confidence is in articles that weights and record have not seen.
func (f *fitter) crossValidated(log io.Writer) error {
	var careful, all score.Reliability
	loss := 0.0
	for fold := range folds {
		w, r := f.fit(func(i int) bool { return i%folds != fold })
		for i, a := range f.articles {
			if i%folds != fold {
				continue
			}
			for j, right := range a.right {
				p := predict(w, sampleOf(a, j, r))
				all.Add(p, right)
				if !a.required {
					careful.Add(p, right)
					loss -= math.Log(p*one(right) + (1-p)*one(!right))
				}
			}
		}
	}
	for _, part := range []struct {
		what string
		r    *score.Reliability
	}{{"all articles", &all}, {"articles whose gold has optional claims", &careful}} {
		fmt.Fprintf(log, "cross-validated by article, %s:\n", part.what)
		if err := part.r.Write(log); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(log, "  log loss %.4f\n", loss/float64(careful.N()))
	return err
}

func writeWeights(w []float64) []byte {
	var b strings.Builder
	b.WriteString("# What a claim's confidence is made of: 1 / (1 + exp(-(bias + sum of weight times signal))). loader/claim says what the signals are.\n" +
		"# Source: fitted to the development articles. Licence: CC0. Command: make calibrate. Columns: signal, weight.\n")
	fmt.Fprintf(&b, "bias\t%.3f\n", w[claim.RecordSignal])
	for i, name := range claim.Signals[:claim.RecordSignal] {
		fmt.Fprintf(&b, "%s\t%.3f\n", name, w[i])
	}
	fmt.Fprintf(&b, "%s\t1\n", claim.Signals[claim.RecordSignal])
	return []byte(b.String())
}

func writeRecord(r *claim.Record, rules *claim.Rules, articles int) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# How many claims of each frame were right and wrong in %d development articles. A frame that is not here found none there.\n", articles)
	b.WriteString("# Source: the development articles and their gold. Licence: CC0. Command: make calibrate. Columns: frame, right, wrong.\n")
	for _, id := range slices.Sorted(maps.Keys(rules.Relations())) {
		if t := r.Tally(id); t != (claim.Tally{}) {
			fmt.Fprintf(&b, "%s\t%d\t%d\n", id, t.Right, t.Wrong)
		}
	}
	return []byte(b.String())
}
