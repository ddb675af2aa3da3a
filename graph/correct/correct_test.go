package correct_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
)

// made fills in who, when and why; n orders in time.
func made(n int, c correct.Correction) correct.Correction {
	c.By, c.Why, c.When = "redaktion", "geprüft: \"ja\"\n", time.Date(2024, 5, 1, 12, 0, n, 5000, time.UTC)
	return c
}

var every = []correct.Correction{
	made(0, correct.Correction{Action: correct.Merge, Entity: "id:peskow", Into: "id:dmitri-peskow"}),
	made(1, correct.Correction{Action: correct.Split, Entity: "id:kreml"}),
	made(2, correct.Correction{Action: correct.NeverMerge, Entity: "id:a", Into: "id:b"}),
	made(3, correct.Correction{Action: correct.Rename, Entity: "id:a", Name: "Ä <\"x\">"}),
	made(4, correct.Correction{Action: correct.Retype, Entity: "id:a", Type: "Person"}),
	made(5, correct.Correction{Action: correct.Retract, Claim: "00ff"}),
	made(6, correct.Correction{Action: correct.Confirm, Claim: "00ff"}),
	made(7, correct.Correction{Action: correct.Undo, Undoes: "cor:1"}),
}

func TestQuadsAndBack(t *testing.T) {
	qs, err := correct.Quads(every...)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(qs)
	got, err := correct.Parse(append(qs, qs[:5]...))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(every, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
	for _, q := range qs {
		if q.Label != graph.Corrections {
			t.Errorf("%v is not in the log's layer", q)
		}
	}
}

func TestValidateNamesWhatIsWrong(t *testing.T) {
	now := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		in   correct.Correction
		want string
	}{
		{correct.Correction{Action: "burn"}, `unknown action "burn"`},
		{correct.Correction{Action: correct.Merge, Entity: "id:a", By: "x", When: now}, "merge needs into"},
		{correct.Correction{Action: correct.Merge, Entity: "id:a", Into: "id:a", By: "x", When: now}, "<id:a> with itself"},
		{correct.Correction{Action: correct.Retract, By: "x", When: now}, "retract needs claim"},
		{correct.Correction{Action: correct.Split, Entity: "id:a", Name: "n", By: "x", When: now}, "split takes no name"},
		{correct.Correction{Action: correct.Split, Entity: "id:a", When: now}, "needs who made it"},
		{correct.Correction{Action: correct.Split, Entity: "id:a", By: "x"}, "needs the time"},
	} {
		if err := c.in.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want %q", c.in, err, c.want)
		}
		if _, err := correct.Quads(c.in); err == nil {
			t.Errorf("%+v was written down", c.in)
		}
	}
}

func TestParseRefusesWhatWasChangedByHand(t *testing.T) {
	qs, err := correct.Quads(every[3])
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range qs {
		if q.Predicate == graph.Value {
			qs[i].Object = quad.String("other")
		}
	}
	if _, err := correct.Parse(qs); !errors.Is(err, correct.ErrMalformed) {
		t.Errorf("got %v", err)
	}
}

func TestUndoingAnUndoBringsTheFirstBack(t *testing.T) {
	merge := every[0]
	undo := made(10, correct.Correction{Action: correct.Undo, Undoes: merge.IRI()})
	redo := made(11, correct.Correction{Action: correct.Undo, Undoes: undo.IRI()})
	for _, c := range []struct {
		log  []correct.Correction
		want int
	}{
		{[]correct.Correction{merge}, 1},
		{[]correct.Correction{merge, undo}, 0},
		{[]correct.Correction{merge, undo, redo}, 1},
	} {
		if got := correct.Active(c.log); len(got) != c.want {
			t.Errorf("%d corrections: %d hold, want %d", len(c.log), len(got), c.want)
		}
	}
}
