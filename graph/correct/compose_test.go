package correct_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/naming"
	"newsgraph/internal/ontology"
)

type quads []quad.Quad

func (qs quads) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range qs {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

// desk is a graph in which Dmitry Peskov and Peskoff belong to Dmitri Peskow, with one claim.
func desk(log ...correct.Correction) quads {
	var g quads
	a := graph.Article("a")
	add := func(label, s, p quad.IRI, o quad.Value) {
		g = append(g, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
	}
	for _, e := range [][2]string{{"dmitri-peskow", "Dmitri Peskow"}, {"dmitry-peskov", "Dmitry Peskov"}, {"peskoff", "Peskoff"}, {"kreml", "Kreml"}, {"russland", "Russland"}} {
		iri := graph.Entity(e[0])
		add(a, iri, graph.NameRead, quad.String(e[1]))
		rep := iri
		if strings.Contains(e[0], "pesko") {
			rep = "id:dmitri-peskow"
		}
		if rep != iri {
			add(graph.Derived, iri, graph.SameAs, rep)
		} else {
			add(graph.Derived, rep, graph.Name, quad.String(e[1]))
		}
		add(graph.Derived, rep, graph.NameKey, quad.String(ontology.Fold(e[1])))
	}
	c := graph.Part(a, "c-1")
	add(a, c, graph.Fingerprint, quad.String("00ff"))
	add(a, c, graph.ClaimSubject, quad.IRI("id:kreml"))
	add(a, c, graph.ClaimPredicate, graph.Relation("partOf"))
	add(a, c, graph.ClaimObject, quad.IRI("id:russland"))
	qs, err := correct.Quads(log...)
	if err != nil {
		panic(err)
	}
	return append(g, qs...)
}

func wish(action correct.Action, args ...string) correct.Wish {
	return correct.Wish{Action: action, Args: args, By: "redaktion", Now: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC), Types: []string{"Person", "State"}}
}

func TestComposeMakesWhatIsWished(t *testing.T) {
	for _, c := range []struct {
		wish correct.Wish
		want correct.Correction
		what string
	}{
		{wish(correct.Merge, "kreml", "Russland"), correct.Correction{Action: correct.Merge, Entity: "id:kreml", Into: "id:russland"}, "Kreml (<id:kreml>) into Russland (<id:russland>)"},
		{wish(correct.NeverMerge, "<id:peskoff>", "id:dmitry-peskov"), correct.Correction{Action: correct.NeverMerge, Entity: "id:peskoff", Into: "id:dmitry-peskov"}, "Peskoff (<id:peskoff>) and Dmitry Peskov (<id:dmitry-peskov>)"},
		{wish(correct.Split, "Peskoff"), correct.Correction{Action: correct.Split, Entity: "id:peskoff"}, "Peskoff (<id:peskoff>)"},
		{wish(correct.Split, "id:dmitri-peskow"), correct.Correction{Action: correct.Split, Entity: "id:dmitri-peskow"}, "Dmitri Peskow (<id:dmitri-peskow>)"},
		{wish(correct.Rename, "peskoff", " Dmitri S. Peskow "), correct.Correction{Action: correct.Rename, Entity: "id:dmitri-peskow", Name: "Dmitri S. Peskow"}, "Dmitri Peskow (<id:dmitri-peskow>) to Dmitri S. Peskow"},
		{wish(correct.Retype, "Kreml", "state"), correct.Correction{Action: correct.Retype, Entity: "id:kreml", Type: "State"}, "Kreml (<id:kreml>) to State"},
		{wish(correct.Retract, "<art:a#c-1>"), correct.Correction{Action: correct.Retract, Claim: "00ff"}, "Kreml partOf Russland (<art:a#c-1>)"},
		{wish(correct.Confirm, "00ff"), correct.Correction{Action: correct.Confirm, Claim: "00ff"}, "Kreml partOf Russland (<art:a#c-1>)"},
	} {
		got, err := correct.Compose(desk(), c.wish)
		if err != nil {
			t.Errorf("%s %q: %v", c.wish.Action, c.wish.Args, err)
			continue
		}
		c.want.By, c.want.When = "redaktion", c.wish.Now
		if diff := cmp.Diff(c.want, got.Correction); diff != "" || got.What != c.what || got.State != correct.Holds {
			t.Errorf("%s %q: %s, %q, want -, got +\n%s", c.wish.Action, c.wish.Args, got.State, got.What, diff)
		}
	}
}

func TestComposeRefusesWhatMeansNothing(t *testing.T) {
	retracted := made(1, correct.Correction{Action: correct.Retract, Claim: "00ff"})
	for _, c := range []struct {
		wish          correct.Wish
		message, hint string
	}{
		{wish(correct.Merge, "Peskoff", "Dmitry Peskov"), `"Peskoff" and "Dmitry Peskov" are one thing already`, "newsgraph show"},
		{wish(correct.NeverMerge, "Peskoff", "Dmitry Peskov"), "mean the same entity", "Peskoff (<id:peskoff>)"},
		{wish(correct.Merge, "Peskoff"), "merge takes 2 arguments", ""},
		{wish(correct.Split, "Kreml"), `"Kreml" is joined with nothing`, "correct log"},
		{wish(correct.Rename, "Kreml", " - "), "is no name", "as it is to be shown"},
		{wish(correct.Rename, "Kreml", "Kreml \x1b[31m"), "control character", "in letters"},
		{wish(correct.Rename, "Kreml", strings.Repeat("Kreml", 300)), "too long", "1000 bytes"},
		{wish(correct.Retype, "Kreml", "Burg"), `no type "Burg"`, "one of Person, State"},
		{wish(correct.Retract, "00ff"), "has that correction already", "undo"},
		{wish(correct.Retract, "<art:a#c-9>"), "there is no claim <art:a#c-9>", "articles ID"},
		{wish(correct.Undo, "cor:1234567"), "there is no correction", "log"},
		{wish(correct.Undo, "c"), "there is no correction", "log"},
	} {
		_, err := correct.Compose(desk(retracted), c.wish)
		var no *correct.Refusal
		if !errors.As(err, &no) || !strings.Contains(no.Message, c.message) || !strings.Contains(no.Hint, c.hint) {
			t.Errorf("%s %q: %v, %+v; want %q and %q", c.wish.Action, c.wish.Args, err, no, c.message, c.hint)
		}
	}
	if _, err := correct.Compose(desk(), wish(correct.Undo)); err == nil || err.Error() != "there is no correction to undo" {
		t.Errorf("undo of nothing: %v", err)
	}
	if _, err := correct.Compose(desk(), wish(correct.Split, "Atlantis")); !errors.Is(err, naming.ErrUnknown) {
		t.Errorf("an unknown name: %v", err)
	}
}

// A decision about a pair is taken back before its contrary is made; a merge that was split since may be made again.
func TestTheContraryOfACorrectionIsRefused(t *testing.T) {
	apart := made(1, correct.Correction{Action: correct.NeverMerge, Entity: "id:kreml", Into: "id:russland"})
	joined := made(1, correct.Correction{Action: correct.Merge, Entity: "id:peskoff", Into: "id:dmitri-peskow"})
	once := made(1, correct.Correction{Action: correct.Merge, Entity: "id:kreml", Into: "id:russland"})
	for _, c := range []struct {
		log     correct.Correction
		wish    correct.Wish
		message string // "" = it is made
	}{
		{apart, wish(correct.Merge, "Russland", "Kreml"), "are never one"},
		{apart, wish(correct.NeverMerge, "Kreml", "Russland"), "are never one"},
		{joined, wish(correct.NeverMerge, "id:peskoff", "id:dmitri-peskow"), "are one"},
		{once, wish(correct.Merge, "Kreml", "Russland"), ""},
	} {
		_, err := correct.Compose(desk(c.log), c.wish)
		var no *correct.Refusal
		switch {
		case c.message == "" && err != nil:
			t.Errorf("%s %q: %v", c.wish.Action, c.wish.Args, err)
		case c.message != "" && (!errors.As(err, &no) || !strings.Contains(no.Message, c.message) || !strings.Contains(no.Hint, "correct undo")):
			t.Errorf("%s %q after %s: %v, want %q", c.wish.Action, c.wish.Args, c.log.Action, err, c.message)
		}
	}
}

// A clock that goes back must not put a new decision before an old one.
func TestANewCorrectionIsTheNewest(t *testing.T) {
	late := correct.Correction{Action: correct.Split, Entity: "id:peskoff", By: "x", When: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	got, err := correct.Compose(desk(late), wish(correct.Merge, "Kreml", "Russland"))
	if err != nil || !got.When.After(late.When) {
		t.Errorf("made at %s, after %s; %v", got.When, late.When, err)
	}
}

func TestUndoTakesTheLastThatHolds(t *testing.T) {
	first, second := made(1, correct.Correction{Action: correct.Split, Entity: "id:peskoff"}), made(2, correct.Correction{Action: correct.Rename, Entity: "id:kreml", Name: "Kremlin"})
	log := []correct.Correction{first, second}
	for _, want := range []correct.Correction{second, first} {
		got, err := correct.Compose(desk(log...), wish(correct.Undo))
		if err != nil || got.Undoes != want.IRI() {
			t.Fatalf("undoes %s, want %s; %v", got.Undoes, want.IRI(), err)
		}
		log = append(log, got.Correction)
	}
	got, err := correct.Compose(desk(log...), wish(correct.Undo, string(log[3].IRI())[:12]))
	if err != nil || got.Undoes != log[3].IRI() {
		t.Errorf("by the beginning of its id: %s, want %s; %v", got.Undoes, log[3].IRI(), err)
	}
	var no *correct.Refusal
	if _, err := correct.Compose(desk(log...), wish(correct.Undo, string(first.IRI()))); !errors.As(err, &no) || !strings.Contains(no.Message, "is undone already") {
		t.Errorf("undone twice: %v", err)
	}
}

func TestLogTellsWhatHasBecomeOfEachCorrection(t *testing.T) {
	merge := made(1, correct.Correction{Action: correct.Merge, Entity: "id:kreml", Into: "id:russland"})
	gone := made(2, correct.Correction{Action: correct.Split, Entity: "id:niemand"})
	retract := made(3, correct.Correction{Action: correct.Retract, Claim: "gone"})
	undo := made(4, correct.Correction{Action: correct.Undo, Undoes: merge.IRI()})
	g := desk(merge, gone, retract, undo)
	g = append(g, quad.Quad{Subject: quad.IRI("cor:foreign"), Predicate: graph.Action, Object: quad.String("burn"), Label: graph.Corrections})
	entries, err := correct.Log(g)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, string(e.Action)+" "+e.What+": "+string(e.State))
	}
	want := []string{
		"undo " + entries[3].ID + " merge: Kreml (<id:kreml>) into Russland (<id:russland>): holds",
		"retract gone: stale",
		"split niemand (<id:niemand>): stale",
		"merge Kreml (<id:kreml>) into Russland (<id:russland>): undone",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}
