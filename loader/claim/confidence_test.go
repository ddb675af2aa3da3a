package claim_test

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/claim"
	"newsgraph/loader/doc"
)

func emptyRecord(t *testing.T) *claim.Record {
	t.Helper()
	rules, err := parse(t, map[string]string{"force.yaml": valid})
	if err != nil {
		t.Fatal(err)
	}
	return claim.NewRecord(rules)
}

func add(t *testing.T, r *claim.Record, frame string, right, wrong int) {
	t.Helper()
	if err := r.Add(frame, claim.Tally{Right: right, Wrong: wrong}); err != nil {
		t.Fatal(err)
	}
}

func TestARecordTellsAFrameFromTheAverage(t *testing.T) {
	r := emptyRecord(t)
	add(t, r, "hasRole.title", 70, 10)
	if got := r.Odds("warns.warnen"); got != 0 {
		t.Errorf("a frame that was never judged: %v", got)
	}
	add(t, r, "warns.warnen", 0, 3)
	few := r.Odds("warns.warnen")
	add(t, r, "warns.warnen", 0, 30)
	many := r.Odds("warns.warnen")
	if few >= 0 || few < -0.5 || many > few-0.5 {
		t.Errorf("three wrong claims %v, thirty-three %v", few, many)
	}
	if got := r.Odds("hasRole.title"); got <= 0 {
		t.Errorf("a frame that is right more often than others: %v", got)
	}
	add(t, r, "warns.warnen", 0, -33)
	if got := r.Odds("warns.warnen"); got != 0 {
		t.Errorf("counts that were taken back: %v", got)
	}
	if err := r.Add("warns.mahnen", claim.Tally{}); err == nil || !strings.Contains(err.Error(), `"warns.mahnen"`) {
		t.Errorf("an unknown frame: %v", err)
	}
}

func weights() map[string]float64 {
	w := map[string]float64{"bias": 1}
	for _, s := range claim.Signals {
		w[s] = 0
	}
	return w
}

func TestAModelWeighsEverySignalAndNoOther(t *testing.T) {
	for name, c := range map[string]struct {
		change func(map[string]float64)
		want   string
	}{
		"a signal without a weight": {func(w map[string]float64) { delete(w, "pronoun") }, `"pronoun" has no weight`},
		"a weight without a signal": {func(w map[string]float64) { w["mood"] = 1 }, `no signal "mood"`},
		"no bias":                   {func(w map[string]float64) { delete(w, "bias") }, "no bias"},
	} {
		w := maps.Clone(weights())
		c.change(w)
		if _, err := claim.NewModel(w, emptyRecord(t)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestConfidenceIsALogisticFunction(t *testing.T) {
	w := weights()
	w["pronoun"] = -2
	m, err := claim.NewModel(w, emptyRecord(t))
	if err != nil {
		t.Fatal(err)
	}
	signals := make([]float64, len(claim.Signals))
	for at, want := range map[float64]float64{0: 1, 0.5: 0, 1: -1, 100: -199} {
		signals[slices.Index(claim.Signals[:], "pronoun")] = at
		want = min(max(math.Round(100/(1+math.Exp(-want)))/100, 0.01), 0.99)
		if got := m.Confidence(signals); got != want {
			t.Errorf("pronoun %v: %v, want %v", at, got, want)
		}
	}
}

// signalsOf reads the one claim of a text.
func signalsOf(t *testing.T, l *loader.Loader, text string) (map[string]float64, doc.Claim) {
	t.Helper()
	d := l.Annotate(article.Article{ID: "t", Text: text, Date: "2024-05-14", Language: "de", Zones: []article.Zone{{Kind: article.Body, End: len(text)}}})
	var of []doc.Claim
	for _, c := range d.Claims {
		if c.Predicate == "warns" {
			of = append(of, c)
		}
	}
	if len(of) != 1 {
		t.Fatalf("%s: %d warnings", text, len(of))
	}
	out := map[string]float64{}
	for i, s := range of[0].Signals {
		out[claim.Signals[i]] = s
	}
	return out, of[0]
}

func TestWhatMakesAClaimLessSure(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	plain, sure := signalsOf(t, l, "Peru warnt Chile.")
	for _, s := range []string{"headline", "fragment", "hedged", "objectless", "unnamed", "unlisted", "pronoun", "described", "repeated"} {
		if plain[s] != 0 {
			t.Errorf("plain: %s is %v", s, plain[s])
		}
	}
	for name, c := range map[string]struct {
		text, signal string
		want         float64
	}{
		"a pronoun":             {"Präsident Anders Holm kam nach Lima. Er warnte Chile.", "pronoun", 0.5},
		"a modal verb":          {"Peru könnte Chile warnen.", "hedged", 1},
		"a negation":            {"Peru warnt Chile nicht.", "hedged", 1},
		"somebody without name": {"Bolivianische Rebellen warnten Chile.", "unnamed", 0.5},
		"nobody who is listed":  {"Tomas Relin warnte Anders Holm.", "unlisted", 1},
	} {
		got, less := signalsOf(t, l, c.text)
		if got[c.signal] != c.want {
			t.Errorf("%s: %s is %v, want %v", name, c.signal, got[c.signal], c.want)
		}
		if less.Confidence >= sure.Confidence {
			t.Errorf("%s: confidence %v, of the plain claim %v", name, less.Confidence, sure.Confidence)
		}
	}
	again, surer := signalsOf(t, l, "Peru warnt Chile. Peru hat Chile gewarnt.")
	if again["repeated"] == 0 || surer.Confidence <= sure.Confidence {
		t.Errorf("said twice: repeated %v, confidence %v, said once %v", again["repeated"], surer.Confidence, sure.Confidence)
	}
}
