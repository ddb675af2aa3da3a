package store

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/naming"
)

func wish(action correct.Action, args ...string) correct.Wish {
	return correct.Wish{Action: action, Args: args, By: "test", Why: "because", Now: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC), Types: []string{"Person", "State", "Organization"}}
}

// say is an article in which two people meet and a third one is named.
func say(id, extractor string) *report {
	r := reporting(id)
	r.add(r.article, graph.Extractor, quad.String(extractor))
	r.says(r.actor(2), "meets", r.actor(3))
	r.actor(4)
	return r
}

// What people decided outlives reading the articles again, another extractor, and the way through a file; one undo takes it back.
func TestCorrectionsOutliveWhatArticlesSay(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		s := opened(t, backend)
		put := func(s *Store, r *report) {
			t.Helper()
			if err := s.Put(ctx, r.article, r.quads); err != nil {
				t.Fatal(err)
			}
		}
		put(s, say("a1", "one"))
		before := dump(t, s)
		claim := graph.Part(graph.Article("a1"), "c-1").String()
		var made []correct.Entry
		for _, w := range []correct.Wish{wish(correct.Merge, "Dmitri Peskow", "Wladimir Putin"), wish(correct.Rename, "Wladimir Putin", "Der Präsident"),
			wish(correct.Retype, "Russland", "Organization"), wish(correct.Retract, claim)} {
			e, err := s.Amend(ctx, w)
			if err != nil {
				t.Fatalf("%s: %s: %v", backend, w.Action, err)
			}
			made = append(made, e)
		}
		corrected := func(s *Store, when string) {
			t.Helper()
			clean(t, s)
			if err := means(s, "Der Präsident"); err != nil {
				t.Errorf("%s: %s: %v", backend, when, err)
			}
			stats, err := s.Stats(ctx)
			if err != nil || stats.Entities != 2 || stats.Statements != 0 {
				t.Errorf("%s: %s: %d entities and %d statements, want 2 and 0; %v", backend, when, stats.Entities, stats.Statements, err)
			}
		}
		corrected(s, "at once")
		put(s, say("a1", "two"))
		corrected(s, "read by another extractor")
		if err := s.Remove(ctx, graph.Article("a1")); err != nil {
			t.Fatal(err)
		}
		entries, err := s.Corrections(ctx)
		if err != nil || len(entries) != 4 || slices.ContainsFunc(entries, func(e correct.Entry) bool { return e.State != correct.IsStale }) {
			t.Errorf("%s: without the article: %v, %v", backend, entries, err)
		}
		put(s, say("a1", "one"))
		corrected(s, "removed and loaded again")
		copied := opened(t, backend)
		var base []quad.Quad
		err = s.Quads(ctx, graph.Pattern{}, func(q quad.Quad) error {
			if q.Label != quad.Value(graph.Derived) {
				base = append(base, q)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := copied.Import(ctx, from(base)); err != nil {
			t.Fatal(err)
		}
		corrected(copied, "exported and imported")
		for range made {
			if _, err := s.Amend(ctx, wish(correct.Undo)); err != nil {
				t.Fatal(err)
			}
		}
		after := slices.DeleteFunc(dump(t, s), func(line string) bool { return strings.HasSuffix(line, "<ng:corrections> .") })
		if d := cmp.Diff(before, after); d != "" {
			t.Errorf("%s: before -, after undoing everything +\n%s", backend, d)
		}
	}
}

// means looks whether the name is known.
func means(s *Store, name string) error {
	v, err := s.view(context.Background())
	if err != nil {
		return err
	}
	defer v.close()
	_, err = naming.Resolve(v, name)
	return err
}

func TestARefusedCorrectionChangesNothing(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		s := opened(t, backend)
		r := say("a1", "one")
		if err := s.Put(ctx, r.article, r.quads); err != nil {
			t.Fatal(err)
		}
		before := dump(t, s)
		var no *correct.Refusal
		if _, err := s.Amend(ctx, wish(correct.Split, "Russland")); !errors.As(err, &no) {
			t.Errorf("%s: split of what stands alone: %v", backend, err)
		}
		if _, err := s.Amend(ctx, wish(correct.Merge, "Atlantis", "Russland")); !errors.Is(err, naming.ErrUnknown) {
			t.Errorf("%s: merge with an unknown name: %v", backend, err)
		}
		if d := cmp.Diff(before, dump(t, s)); d != "" {
			t.Errorf("%s: %s", backend, d)
		}
	}
}
