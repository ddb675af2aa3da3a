package index_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"newsgraph/graph/index"
)

func TestPostingsChangeWithTheTransaction(t *testing.T) {
	db := open(t, vfs.NewMem())
	defer db.Close()
	ctx := context.Background()
	post := func(fail error) error {
		return db.Update(ctx, func(tx *index.Tx) error {
			for _, p := range [][2]string{{"drohn", "b"}, {"drohn", "d"}, {"drohnen", "a"}, {"dr", "z"}} {
				if err := tx.SetPosting('s', p[0], p[1], []byte(p[0]+p[1])); err != nil {
					return err
				}
			}
			return errors.Join(fail, tx.SetPosting('n', "drohn", "x", nil), tx.SetNote("by", "me"))
		})
	}
	stopped := errors.New("stopped")
	if err := post(stopped); !errors.Is(err, stopped) {
		t.Fatal(err)
	}
	count := func() int64 {
		t.Helper()
		snap, err := db.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		defer snap.Close()
		n, err := snap.CountPostings()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 0 {
		t.Errorf("%d postings of a transaction that failed", n)
	}
	if err := post(nil); err != nil {
		t.Fatal(err)
	}
	snap, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	reads(t, snap)
	if note, err := snap.Note("by"); note != "me" || err != nil {
		t.Errorf("note %q, %v", note, err)
	}
	if err := db.Update(ctx, func(tx *index.Tx) error { return tx.RemovePosting('s', "drohn", "b") }); err != nil || count() != 4 {
		t.Errorf("%d postings after one is removed, %v", count(), err)
	}
	if err := db.Update(ctx, func(tx *index.Tx) error { return errors.Join(tx.ClearPostings(), tx.SetPosting('s', "neu", "a", nil)) }); err != nil || count() != 1 {
		t.Errorf("%d postings after all were cleared and one written, %v", count(), err)
	}
	if n, err := snap.CountPostings(); n != 5 || err != nil {
		t.Errorf("the snapshot has %d postings, %v", n, err)
	}
}

// reads looks at the postings by term and by beginning.
func reads(t *testing.T, snap *index.Snapshot) {
	t.Helper()
	walk, err := snap.Postings('s', "drohn")
	if err != nil {
		t.Fatal(err)
	}
	defer walk.Close()
	for from, want := range map[string]string{"": "b", "b": "b", "c": "d", "e": "", "a": "b"} {
		got, value, ok, err := walk.Seek(from)
		if err != nil || got != want || ok != (want != "") || ok && string(value) != "drohn"+want {
			t.Errorf("from %q: %q, %q, %v, %v; want %q", from, got, value, ok, err, want)
		}
	}
	var terms []string
	if err := snap.Terms('s', "dro", func(term string) bool { terms = append(terms, term); return true }); err != nil || !slices.Equal(terms, []string{"drohn", "drohnen"}) {
		t.Errorf("terms %q, %v", terms, err)
	}
}
