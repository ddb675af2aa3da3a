package score_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/internal/score"
)

func scored(t *testing.T, gold, found string) (score.Total, []bool) {
	t.Helper()
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	g, err := score.ReadGold("t.json", []byte(gold))
	if err != nil {
		t.Fatal(err)
	}
	var x score.Extraction
	if err := json.Unmarshal([]byte(found), &x); err != nil {
		t.Fatal(err)
	}
	var total score.Total
	right := score.New(o).Article(g, x, &total)
	return total, right
}

const gold = `{"id": "t", "entities": [{"name": "Peru", "type": "State", "aliases": ["Lima"]}, {"name": "Chile", "type": "State", "optional": true}],
"claims": [{"subject": ["Peru"], "predicate": "meets", "object": ["Chile", "Santiago"], "modality": "actual", "evidence": {"start": 10, "end": 20}},
 {"subject": ["Peru"], "predicate": "tests", "object": [], "evidence": "Peru testete.", "optional": true},
 {"subject": ["Chile"], "predicate": "warns", "object": ["Peru"], "evidence": "Chile warnte."}]}`

func TestClaimsAreComparedByTheirEnds(t *testing.T) {
	for name, c := range map[string]struct {
		claims string
		want   score.Count
		right  []bool
	}{
		"a symmetric relation the other way round, under other names": {`{"subject": "Santiago", "predicate": "meets", "object": "Lima"}`, score.Count{Right: 1, Missed: 1}, []bool{true}},
		"a directed relation the other way round":                     {`{"subject": "Peru", "predicate": "warns", "object": "Chile"}`, score.Count{Wrong: 1, Missed: 2}, []bool{false}},
		"what is said twice, the sentence of the gold first": {`{"subject": "Peru", "predicate": "meets", "object": "Chile", "evidence": {"start": 30, "end": 40}},
			{"subject": "Peru", "predicate": "meets", "object": "Chile", "evidence": {"start": 15, "end": 40}}`, score.Count{Right: 1, Wrong: 1, Missed: 1}, []bool{false, true}},
		"an optional claim": {`{"subject": "Peru", "predicate": "tests", "object": null}`, score.Count{Missed: 2}, []bool{true}},
		"an end too many":   {`{"subject": "Peru", "predicate": "tests", "object": "Chile"}`, score.Count{Wrong: 1, Missed: 2}, []bool{false}},
	} {
		total, right := scored(t, gold, `{"claims": [`+c.claims+`]}`)
		if total.Claims != c.want || !slices.Equal(right, c.right) {
			t.Errorf("%s: %+v %v, want %+v %v", name, total.Claims, right, c.want, c.right)
		}
	}
}

func TestEntitiesAreComparedByNameAndType(t *testing.T) {
	total, _ := scored(t, gold, `{"entities": [{"name": "Lima", "type": "State"}, {"name": "Chile", "type": "State"}, {"name": "Chile", "type": "Place"}, {"name": "Reis", "type": "Good"}]}`)
	if want := (score.Count{Right: 1, Wrong: 1}); total.Entities != want {
		t.Errorf("%+v, want %+v", total.Entities, want)
	}
}

func TestReliability(t *testing.T) {
	var r score.Reliability
	for _, c := range []struct {
		confidence float64
		right      bool
	}{{0.85, true}, {0.85, true}, {0.85, false}, {0.3, false}, {1, true}} {
		r.Add(c.confidence, c.right)
	}
	if want := (3*0.85 - 2 + 0.3) / 5; math.Abs(r.Error()-want) > 1e-9 {
		t.Errorf("calibration error %v, want %v", r.Error(), want)
	}
	if want := (2*0.0225 + 0.7225 + 0.09) / 5; math.Abs(r.Brier()-want) > 1e-9 {
		t.Errorf("Brier %v, want %v", r.Brier(), want)
	}
	if right, n := r.From(0.8); right != 3 || n != 4 {
		t.Errorf("%d of %d from 0.8, want 3 of 4", right, n)
	}
	var b strings.Builder
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `  confidence      n  mean  right
  0.3 to 0.4      1  0.30  0.000
  0.8 to 0.9      3  0.85  0.667
  0.9 to 1.0      1  1.00  1.000
  calibration error 0.170, Brier 0.171, from 0.8 0.750 of 4
`
	if b.String() != want {
		t.Errorf("%s, want\n%s", b.String(), want)
	}
}
