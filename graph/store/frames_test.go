package store

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
)

// Of the judgements of one claim the newest that holds counts; a correction of a claim that is gone counts nowhere.
func TestFramesAreCountedWithWhatUsersJudged(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		s := opened(t, backend)
		r := reporting("a1")
		first := r.says(r.actor(2), "meets", r.actor(3))
		second := r.says(r.actor(4), "meets", r.actor(3))
		for _, c := range []quad.IRI{first, second} {
			r.add(c, graph.Frame, quad.String("meets.treffen"))
		}
		other := reporting("a2")
		gone := other.says(other.actor(2), "warns", other.actor(3))
		other.add(gone, graph.Frame, quad.String("warns.warnen"))
		for _, x := range []*report{r, other} {
			if err := s.Put(ctx, x.article, x.quads); err != nil {
				t.Fatal(err)
			}
		}
		want := func(when string, want map[string]FrameCount) {
			t.Helper()
			got, err := s.Frames(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", backend, when, diff)
			}
		}
		amend := func(action correct.Action, args ...string) {
			t.Helper()
			if _, err := s.Amend(ctx, wish(action, args...)); err != nil {
				t.Fatal(err)
			}
		}
		want("as read", map[string]FrameCount{"meets.treffen": {Claims: 2}, "warns.warnen": {Claims: 1}})
		amend(correct.Retract, first.String())
		amend(correct.Confirm, second.String())
		amend(correct.Retract, gone.String())
		want("judged", map[string]FrameCount{"meets.treffen": {2, 1, 1}, "warns.warnen": {Claims: 1, Retracted: 1}})
		amend(correct.Undo)
		amend(correct.Confirm, first.String())
		want("judged again", map[string]FrameCount{"meets.treffen": {2, 2, 0}, "warns.warnen": {Claims: 1}})
		amend(correct.Retract, gone.String())
		if err := s.Remove(ctx, other.article); err != nil {
			t.Fatal(err)
		}
		want("without its article", map[string]FrameCount{"meets.treffen": {2, 2, 0}})
	}
}
