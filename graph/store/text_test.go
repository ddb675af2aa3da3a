package store

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
)

func searched(t *testing.T, s *Store, text string) (fulltext.Result, error) {
	t.Helper()
	snap, err := s.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	return snap.Search(context.Background(), text, nil, fulltext.Bounds{Hits: 10, Names: 10, Words: 10})
}

func written(id, text string) *report {
	r := say(id, "test")
	for i, q := range r.quads {
		if q.Predicate == quad.Value(graph.Text) {
			r.quads[i].Object = quad.String(text)
		}
	}
	return r
}

func TestTheIndexGoesWithTheArticles(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		s := opened(t, backend)
		hits := func(text string, sentences, names int) {
			t.Helper()
			r, err := searched(t, s, text)
			if err != nil || len(r.Hits) != sentences || len(r.Things) != names {
				t.Errorf("%s: %s: %d sentences, %d names, %v; want %d and %d", backend, text, len(r.Hits), len(r.Things), err, sentences, names)
			}
			clean(t, s)
		}
		r := written("a1", "Drohnen im Hafen.")
		if err := s.Put(ctx, r.article, r.quads); err != nil {
			t.Fatal(err)
		}
		hits("drohne", 1, 0)
		hits("Peskow", 0, 1)
		r = written("a1", "Panzer im Hafen.")
		if err := s.Put(ctx, r.article, r.quads); err != nil {
			t.Fatal(err)
		}
		hits("drohne", 0, 0)
		hits("panzer", 1, 0)
		if _, err := s.Amend(ctx, wish("rename", "Dmitri Peskow", "Der Sprecher")); err != nil {
			t.Fatal(err)
		}
		hits("sprecher", 0, 1)
		sound := s.deriver
		s.deriver = failing{deriver: sound, err: errors.New("out of order")}
		if err := s.Remove(ctx, r.article); err == nil {
			t.Fatal("derive does not fail")
		}
		s.deriver = sound
		hits("panzer", 1, 0)
		if err := s.Remove(ctx, r.article); err != nil {
			t.Fatal(err)
		}
		hits("panzer", 0, 0)
		hits("sprecher", 0, 0)
	}
}

// What a killed process or a foreign hand leaves of the index is seen by Check and mended by Repair, or at once when opened.
func TestADamagedIndexIsSeenAndMended(t *testing.T) {
	ctx := context.Background()
	for name, damage := range map[string]func(change) error{
		"a posting missing": func(c change) error {
			return c.post([]fulltext.Posting{{List: fulltext.Sentences, Term: "haf", Doc: "7976-90-88 art:a1"}}, nil)
		},
		"a posting too many": func(c change) error {
			return c.post(nil, []fulltext.Posting{{List: fulltext.Sentences, Term: "haf", Doc: "7976-90-88 art:a9", Value: "\x00"}})
		},
		"a wrong posting": func(c change) error {
			return c.post(nil, []fulltext.Posting{{List: fulltext.Sentences, Term: "haf", Doc: "7976-90-88 art:a1", Value: "\x05"}})
		},
		"no postings":      func(c change) error { return c.clearPostings() },
		"a repair cut off": func(c change) error { return errors.Join(c.setNote(stampNote, ""), c.clearPostings()) },
		"another version":  func(c change) error { return c.setNote(stampNote, "text 0") },
		"a derived quad too many": func(c change) error {
			_, err := c.apply(nil, []quad.Quad{quad.Make(quad.IRI("id:x"), graph.Name, "X", graph.Derived)})
			return err
		},
	} {
		for _, backend := range backends {
			s := opened(t, backend)
			r := written("a1", "Drohnen im Hafen.")
			if err := s.Put(ctx, r.article, r.quads); err != nil {
				t.Fatal(err)
			}
			if err := durable(s.engine.change(ctx, damage)); err != nil {
				t.Fatal(err)
			}
			found, err := s.Check(ctx)
			if err != nil || len(found) == 0 {
				t.Errorf("%s: %s: Check finds %v, %v", backend, name, found, err)
			}
			if err := s.Repair(ctx); err != nil {
				t.Fatal(err)
			}
			clean(t, s)
			if got, err := searched(t, s, "hafen drohne"); err != nil || len(got.Hits) != 1 {
				t.Errorf("%s: %s: after Repair %v, %v", backend, name, got, err)
			}
		}
	}
}

func TestAStoreOfAnotherVersionIsBroughtUpToDateWhenOpened(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	r := written("a1", "Drohnen im Hafen.")
	if err := s.Put(ctx, r.article, r.quads); err != nil {
		t.Fatal(err)
	}
	if err := durable(s.engine.change(ctx, func(c change) error { return errors.Join(c.setNote(stampNote, ""), c.clearPostings()) })); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(Options{Dir: dir, ReadOnly: true}); err != nil {
		t.Fatal(err)
	}
	if _, err := searched(t, s, "drohne"); !errors.Is(err, ErrNoText) {
		t.Errorf("for reading only: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	told := 0
	if s, err = Open(Options{Dir: dir, Notice: func(string) { told++ }}); err != nil || told != 1 {
		t.Fatal(told, err)
	}
	defer s.Close()
	if got, err := searched(t, s, "drohne"); err != nil || len(got.Hits) != 1 || !strings.Contains(got.Hits[0].Text, "Hafen") {
		t.Errorf("%v, %v", got, err)
	}
	clean(t, s)
}
