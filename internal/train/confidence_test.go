package train

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
)

func TestLogisticFindsTheWeightsThatMadeTheSamples(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	want := []float64{1.5, -2, 0.7}
	var samples []sample
	for range 20_000 {
		s := sample{signals: []float64{rnd.Float64(), rnd.Float64()}, known: rnd.Float64() - 0.5}
		s.right = rnd.Float64() < predict(want, s)
		samples = append(samples, s)
	}
	got := logistic(samples, 0.01, 2)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 0.2 {
			t.Errorf("weights %.2f, want %.2f", got, want)
			break
		}
	}
	shrunk := logistic(samples, 1e5, 1)
	if math.Abs(shrunk[0]) > 0.05 || math.Abs(shrunk[1]) < 1 {
		t.Errorf("the penalty is to draw the first signal to 0 and leave the second: %.2f", shrunk)
	}
}

func TestASignalThatNeverChangesIsHarmless(t *testing.T) {
	got := logistic([]sample{{[]float64{0}, 0, true}, {[]float64{0}, 0, true}, {[]float64{0}, 0, false}}, 1, 0)
	if math.Abs(got[1]-math.Log(2)) > 1e-3 || math.IsNaN(got[0]) {
		t.Errorf("%v, want the bias log 2", got)
	}
}

// judged is an article that makes claims of one frame.
func judged(frame string, right ...bool) goldArticle {
	a := goldArticle{right: right}
	for range right {
		a.claims = append(a.claims, doc.Claim{Frame: frame, Signals: make([]float64, len(claim.Signals))})
	}
	return a
}

func TestTheRecordLeavesTheOwnArticleOut(t *testing.T) {
	rules, err := frames()
	if err != nil {
		t.Fatal(err)
	}
	f := fitter{rules: rules}
	for range 20 {
		f.articles = append(f.articles, judged("meets.treffen", true, true, false), judged("visits.reisen", true))
	}
	f.articles = append(f.articles, judged("warns.warnen", false, false))
	if _, ok := rules.Relations()["visits.reisen"]; !ok {
		t.Fatal("the test wants frames that are there")
	}
	_, r := f.fit(func(i int) bool { return i < 40 })
	if got := r.Tally("warns.warnen"); got != (claim.Tally{}) {
		t.Errorf("an article that is not wanted was counted: %v", got)
	}
	if got := r.Tally("meets.treffen"); got != (claim.Tally{Right: 40, Wrong: 20}) {
		t.Errorf("counts after the fit: %v", got)
	}
	if s := sampleOf(f.articles[40], 0, r); s.known != 0 || s.right {
		t.Errorf("a frame that is only in this article: %+v", s)
	}
	var log strings.Builder
	if err := f.crossValidated(&log); err != nil || strings.Count(log.String(), "     82  0.7") != 2 {
		t.Errorf("%v, %s", err, log.String())
	}
}

func TestGoldSetsAreTakenApartByNumber(t *testing.T) {
	for id, want := range map[string]bool{"s2-00": false, "s2-07": true, "s2-13": true, "README": false} {
		if odd(id) != want {
			t.Errorf("%s: odd is %v", id, odd(id))
		}
	}
	held := 0
	for _, s := range goldSets("shared", ".") {
		if s.heldOut {
			held++
		}
		if s.heldOut != (strings.Contains(s.gold, "heldout") || s.wanted != nil && s.wanted("s2-01")) {
			t.Errorf("%s: held out is %v", s.name, s.heldOut)
		}
	}
	if held != 2 {
		t.Errorf("%d sets are held out", held)
	}
}
