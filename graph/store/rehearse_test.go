package store

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/naming"
)

// What a rehearsal tells is what the correction then does, and until then nothing has changed.
func TestARehearsalTellsWhatACorrectionDoes(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		s := opened(t, backend)
		r := say("a1", "one")
		if err := s.Put(ctx, r.article, r.quads); err != nil {
			t.Fatal(err)
		}
		for _, w := range []correct.Wish{wish(correct.Merge, "Dmitri Peskow", "Wladimir Putin"), wish(correct.Rename, "Wladimir Putin", "Der Präsident"), wish(correct.Undo),
			wish(correct.Retract, graph.Part(graph.Article("a1"), "c-1").String())} {
			before := dump(t, s)
			tried, removed, added, err := s.Rehearse(ctx, w)
			if err != nil || len(removed)+len(added) == 0 {
				t.Fatalf("%s %s: %d gone, %d new, %v", backend, w.Action, len(removed), len(added), err)
			}
			if diff := cmp.Diff(before, dump(t, s)); diff != "" {
				t.Errorf("%s %s: the rehearsal changes\n%s", backend, w.Action, diff)
			}
			made, err := s.Amend(ctx, w)
			if err != nil || made.What != tried.What {
				t.Errorf("%s %s: %q, rehearsed %q, %v", backend, w.Action, made.What, tried.What, err)
			}
			has := func(q quad.Quad) bool {
				n := 0
				if err := s.Quads(ctx, graph.Pattern{S: q.Subject, P: q.Predicate, O: q.Object, L: q.Label}, func(quad.Quad) error { n++; return nil }); err != nil {
					t.Fatal(err)
				}
				return n == 1
			}
			for _, q := range added {
				if !has(q) {
					t.Errorf("%s %s: %v did not come", backend, w.Action, q)
				}
			}
			for _, q := range removed {
				if has(q) && !slices.Contains(added, q) {
					t.Errorf("%s %s: %v did not go", backend, w.Action, q)
				}
			}
			clean(t, s)
		}
		var refusal *correct.Refusal
		if _, _, _, err := s.Rehearse(ctx, wish(correct.Retract, "<art:a1#c-9>")); !errors.As(err, &refusal) {
			t.Errorf("%s: error %v, want a refusal", backend, err)
		}
		if _, _, _, err := s.Rehearse(ctx, wish(correct.Rename, "Niemand", "Jemand")); !errors.Is(err, naming.ErrUnknown) {
			t.Errorf("%s: error %v, want %v", backend, err, naming.ErrUnknown)
		}
	}
}
