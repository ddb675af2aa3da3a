package index_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph/index"
)

// from gives quads one by one and then fails with end.
func from(quads []quad.Quad, end error) func() (quad.Quad, error) {
	return func() (quad.Quad, error) {
		if len(quads) == 0 {
			return quad.Quad{}, end
		}
		q := quads[0]
		quads = quads[1:]
		return q, nil
	}
}

// small opens an index of which a chunk of a loading holds a few quads.
func small(t *testing.T, fs vfs.FS) *index.DB {
	t.Helper()
	db, err := index.Open(index.Options{Dir: "db", FS: fs, Chunk: 3000, Buffer: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// Loading and adding one by one are the same, whatever was there before, however often a quad comes and wherever a chunk ends.
func TestLoadGivesWhatUpdateGives(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		loaded, updated := small(t, vfs.NewMem()), open(t, vfs.NewMem())
		for range 3 {
			var quads []quad.Quad
			for range r.IntN(300) {
				q := anyQuad(r)
				switch r.IntN(4) {
				case 0:
					q.Object = quad.String(strings.Repeat("Ein langer Satz, der nur einmal steht. ", 1+r.IntN(3)) + fmt.Sprint(r.IntN(50)))
				case 1:
					q.Object = quad.TypedString{Value: quad.String(fmt.Sprint(r.IntN(9))), Type: "xsd:integer"}
				}
				quads = append(quads, q)
			}
			before, _, err := sizes(loaded)
			if err != nil {
				t.Fatal(err)
			}
			added, err := loaded.Load(context.Background(), from(quads, io.EOF))
			if err != nil {
				t.Fatal(err)
			}
			if err := add(updated, quads); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(contents(t, updated), contents(t, loaded)); d != "" {
				t.Fatalf("seed %d (-update +load):\n%s", seed, d)
			}
			quadsNow, valuesNow, err := sizes(loaded)
			wantQuads, wantValues, err2 := sizes(updated)
			if quadsNow != wantQuads || valuesNow != wantValues || err != nil || err2 != nil {
				t.Fatalf("seed %d: %d quads and %d values, want %d and %d (%v %v)", seed, quadsNow, valuesNow, wantQuads, wantValues, err, err2)
			}
			if int64(added) != quadsNow-before {
				t.Errorf("seed %d: %d quads are said to be new, %d are", seed, added, quadsNow-before)
			}
			some := quads[:len(quads)/2]
			for _, db := range []*index.DB{loaded, updated} { // what goes and comes again has another number
				err := db.Update(context.Background(), func(tx *index.Tx) error {
					for _, q := range some {
						if _, err := tx.Remove(q); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := errors.Join(loaded.Close(), updated.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

func sizes(db *index.DB) (quads, values int64, err error) {
	snap, err := db.Snapshot()
	if err != nil {
		return 0, 0, err
	}
	defer snap.Close()
	values, quads = snap.Size()
	return quads, values, nil
}

func TestALoadingThatFailsChangesNothing(t *testing.T) {
	own := errors.New("line 7 is broken")
	var many []quad.Quad
	for n := range 30 {
		many = append(many, batch(n)...)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for name, c := range map[string]struct {
		ctx  context.Context
		next func() (quad.Quad, error)
		want error
	}{
		"what is read breaks off":      {context.Background(), from(many, own), own},
		"a value that cannot be kept":  {context.Background(), from(append(many, quad.Quad{Subject: quad.IRI("a b"), Predicate: quad.IRI("p"), Object: quad.IRI("o")}), io.EOF), index.ErrValue},
		"a quad without an object":     {context.Background(), from(append(many, quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("p")}), io.EOF), index.ErrValue},
		"it is stopped while it reads": {stopped, from(many, io.EOF), context.Canceled},
	} {
		fs := vfs.NewMem()
		db := small(t, fs)
		if err := add(db, batch(99)); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Load(c.ctx, c.next); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if d := cmp.Diff(lines(batch(99)), contents(t, db)); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
		if _, err := fs.Stat("db/load"); err == nil {
			t.Errorf("%s: files of the loading stay", name)
		}
		if _, err := db.Load(context.Background(), from(many, io.EOF)); err != nil {
			t.Errorf("%s: loading again: %v", name, err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	readOnly, err := index.Open(index.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if n, err := readOnly.Load(context.Background(), from(nil, io.EOF)); n != 0 || err != nil {
		t.Errorf("nothing to load: %d, %v", n, err)
	}
	readOnly.Close()
}

// The disk fails at any operation of a loading, and then the power goes: what was there before is there, and of what was loaded
// all or nothing; all if it was told so.
func TestALoadingIsWholeOrNotThere(t *testing.T) {
	disk := errors.New("input/output error")
	var many []quad.Quad
	for n := range 12 {
		many = append(many, batch(n)...)
	}
	stride := 11
	switch {
	case *everyOperation:
		stride = 1
	case testing.Short():
		stride = 40
	}
	for failing := 0; ; failing += stride {
		fs := vfs.NewCrashableMem()
		var ops atomic.Int64
		var armed atomic.Bool
		db, err := index.Open(index.Options{Dir: "db", Chunk: 10_000, Buffer: 1 << 20, FS: errorfs.Wrap(fs, errorfs.InjectorFunc(func(op errorfs.Op) error {
			if !armed.Load() || op.Kind.ReadOrWrite() != errorfs.OpIsWrite {
				return nil
			}
			if ops.Add(1) == int64(failing)+1 {
				return disk
			}
			return nil
		}))})
		if err != nil {
			t.Fatal(err)
		}
		if err := add(db, batch(99)); err != nil {
			t.Fatal(err)
		}
		armed.Store(true)
		_, failed := db.Load(context.Background(), from(many, io.EOF))
		armed.Store(false)
		after := open(t, fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: failing % 101, RNG: rand.New(rand.NewPCG(uint64(failing), 4))}))
		got, before, all := contents(t, after), lines(batch(99)), lines(batch(99), many)
		if !cmp.Equal(got, all) && (failed == nil || !cmp.Equal(got, before)) {
			t.Fatalf("operation %d fails (%v): %d quads are there, want %d or %d", failing, failed, len(got), len(before), len(all))
		}
		after.Close()
		if !errors.Is(failed, index.ErrBroken) { // it goes on as if nothing had been
			_, err := db.Load(context.Background(), from(many, io.EOF))
			switch {
			case errors.Is(err, index.ErrBroken): // it was an operation behind the loading that failed
			case err != nil:
				t.Fatalf("operation %d fails (%v), and loading again: %v", failing, failed, err)
			default:
				if d := cmp.Diff(all, contents(t, db)); d != "" {
					t.Fatalf("operation %d fails, and loading again:\n%s", failing, d)
				}
			}
		}
		db.Close()
		if failed == nil && ops.Load() <= int64(failing) {
			t.Logf("%d operations", ops.Load())
			return
		}
	}
}
