package index_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/cockroachdb/pebble/v2/vfs/errorfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/index"
)

// batch is what one transaction adds: quads that share a label.
func batch(n int) []quad.Quad {
	out := make([]quad.Quad, 20)
	for i := range out {
		out[i] = quad.Quad{Subject: quad.IRI(fmt.Sprint("s", i)), Predicate: quad.IRI("p"), Object: quad.Int(n*100 + i), Label: quad.IRI(fmt.Sprint("l", n))}
	}
	return out
}

func add(db *index.DB, quads []quad.Quad) error {
	stored, err := apply(db, quads)
	if err != nil {
		return err
	}
	return stored()
}

func apply(db *index.DB, quads []quad.Quad) (stored func() error, err error) {
	return db.Apply(context.Background(), func(tx *index.Tx) error {
		for _, q := range quads {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
}

func contents(t *testing.T, db *index.DB) []string {
	t.Helper()
	snap, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	found, err := snap.Check(context.Background())
	if err != nil || len(found) > 0 {
		t.Fatalf("check: %v %v", found, err)
	}
	var out []string
	if err := snap.Quads(graph.Pattern{}, func(q quad.Quad) error { out = append(out, q.NQuad()); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func lines(quads ...[]quad.Quad) []string {
	var out []string
	for _, q := range slices.Concat(quads...) {
		out = append(out, q.NQuad())
	}
	slices.Sort(out)
	return out
}

// Power may go at any moment: of the transactions that returned all are there, of the others none or all, and nothing is half.
func TestACrashLeavesWholeTransactions(t *testing.T) {
	for seed := range uint64(30) {
		fs := vfs.NewCrashableMem()
		db := open(t, fs)
		r := rand.New(rand.NewPCG(seed, 2))
		var clone *vfs.MemFS
		done, crash := 0, 1+r.IntN(8)
		for n := range 10 {
			if err := add(db, batch(n)); err != nil {
				t.Fatal(err)
			}
			if done++; done == crash {
				clone = fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: r.IntN(101), RNG: r})
				break
			}
		}
		db.Close()
		after := open(t, clone)
		var want [][]quad.Quad
		for n := range done {
			want = append(want, batch(n))
		}
		if d := cmp.Diff(lines(want...), contents(t, after)); d != "" {
			t.Errorf("seed %d: after %d transactions (-want +got):\n%s", seed, done, d)
		}
		if err := after.Close(); err != nil {
			t.Error(err)
		}
	}
}

// A disk that fails in the middle of a write: the transaction gives an error, the index refuses what follows, and what is on the
// disk is the state before.
func TestAFailedCommitLeavesTheStateBefore(t *testing.T) {
	disk := errors.New("no space left on device")
	for failing := range 6 {
		fs := vfs.NewCrashableMem()
		writes, armed := 0, false
		db := open(t, errorfs.Wrap(fs, errorfs.InjectorFunc(func(op errorfs.Op) error {
			if !armed || op.Kind.ReadOrWrite() != errorfs.OpIsWrite {
				return nil
			}
			if writes++; writes > failing {
				return disk
			}
			return nil
		})))
		if err := add(db, batch(1)); err != nil {
			t.Fatal(err)
		}
		armed = true
		var err error
		done := 1
		for n := 2; n < 20 && err == nil; n++ {
			if err = add(db, batch(n)); err == nil {
				done = n
			}
		}
		if !errors.Is(err, index.ErrBroken) || !errors.Is(err, disk) {
			t.Fatalf("%d writes: %v", failing, err)
		}
		if err := add(db, batch(50)); !errors.Is(err, index.ErrBroken) {
			t.Errorf("%d writes: a later transaction: %v", failing, err)
		}
		if _, err := db.Snapshot(); !errors.Is(err, index.ErrBroken) {
			t.Errorf("%d writes: a later snapshot: %v", failing, err)
		}
		if err := db.Close(); !errors.Is(err, index.ErrBroken) {
			t.Errorf("%d writes: close: %v", failing, err)
		}
		after := open(t, fs.CrashClone(vfs.CrashCloneCfg{}))
		var want [][]quad.Quad
		for n := 1; n <= done; n++ {
			want = append(want, batch(n))
		}
		if d := cmp.Diff(lines(want...), contents(t, after)); d != "" {
			t.Errorf("%d writes (-want +got):\n%s", failing, d)
		}
		after.Close()
	}
}

// full is a file system with little room.
type full struct{ vfs.FS }

func (full) GetDiskUsage(string) (vfs.DiskUsage, error) {
	return vfs.DiskUsage{AvailBytes: 1 << 20}, nil
}

func TestAFullDiskIsToldBeforeAnythingIsWritten(t *testing.T) {
	fs := vfs.NewMem()
	db := open(t, fs)
	if err := add(db, batch(1)); err != nil {
		t.Fatal(err)
	}
	db.Close()
	db = open(t, full{fs})
	if err := add(db, batch(2)); !errors.Is(err, index.ErrFull) || !strings.Contains(err.Error(), "db has 1 MB left") {
		t.Errorf("add: %v", err)
	}
	if d := cmp.Diff(lines(batch(1)), contents(t, db)); d != "" {
		t.Error(d)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestAnErrorInATransactionUndoesIt(t *testing.T) {
	db := open(t, vfs.NewMem())
	defer db.Close()
	if err := add(db, batch(1)); err != nil {
		t.Fatal(err)
	}
	own := errors.New("changed my mind")
	err := db.Update(context.Background(), func(tx *index.Tx) error {
		for _, q := range append(batch(2), batch(1)...) {
			tx.Add(q)
			tx.Remove(q)
		}
		return own
	})
	if !errors.Is(err, own) {
		t.Errorf("update: %v", err)
	}
	if d := cmp.Diff(lines(batch(1)), contents(t, db)); d != "" {
		t.Error(d)
	}
}

// A snapshot is one state, whatever is written while it is read.
func TestASnapshotStaysAsItIs(t *testing.T) {
	db := open(t, vfs.NewMem())
	defer db.Close()
	add(db, batch(1))
	snap, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	err = db.Update(context.Background(), func(tx *index.Tx) error {
		for _, q := range batch(1) {
			tx.Remove(q)
		}
		_, err := tx.Add(batch(2)[0])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	g := snap.Graph(context.Background())
	got := quadsOf(g, g.QuadsAllIterator())
	slices.Sort(got)
	if d := cmp.Diff(lines(batch(1)), got); d != "" {
		t.Error(d)
	}
	if values, quads := snap.Size(); quads != 20 || values != 20+20+1+1 {
		t.Errorf("%d values, %d quads", values, quads)
	}
	if d := cmp.Diff(lines(batch(2)[:1]), contents(t, db)); d != "" {
		t.Error(d)
	}
}

func TestANewerFormatIsRefused(t *testing.T) {
	fs := vfs.NewMem()
	open(t, fs).Close()
	tamper(t, fs, func(p *pebble.DB) {
		p.Set([]byte("\x00format"), binary.BigEndian.AppendUint64(nil, 99), pebble.Sync)
	})
	_, err := index.Open(index.Options{Dir: "db", FS: fs, Buffer: 1 << 20})
	if !errors.Is(err, index.ErrVersion) || !strings.Contains(err.Error(), "format is 99, this program knows up to 2") {
		t.Errorf("open: %v", err)
	}
}

// A store of the format before is read as it is, and is of this one as soon as it is opened for writing.
func TestTheFormatBeforeIsTakenOver(t *testing.T) {
	fs := vfs.NewMem()
	open(t, fs).Close()
	tamper(t, fs, func(p *pebble.DB) {
		p.Set([]byte("\x00format"), binary.BigEndian.AppendUint64(nil, 1), pebble.Sync)
	})
	for _, readOnly := range []bool{true, false} {
		db, err := index.Open(index.Options{Dir: "db", FS: fs, ReadOnly: readOnly})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	tamper(t, fs, func(p *pebble.DB) {
		v, closer, err := p.Get([]byte("\x00format"))
		if err != nil {
			t.Fatal(err)
		}
		defer closer.Close()
		if n := binary.BigEndian.Uint64(v); n != 2 {
			t.Errorf("format %d after opening for writing, want 2", n)
		}
	})
}

func tamper(t *testing.T, fs vfs.FS, change func(*pebble.DB)) {
	t.Helper()
	p, err := pebble.Open("db", &pebble.Options{FS: fs, FormatMajorVersion: pebble.FormatNewest, Logger: quiet{}})
	if err != nil {
		t.Fatal(err)
	}
	change(p)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

// Check must see every key that is taken away, and every one that is put in.
func TestCheckSeesDamage(t *testing.T) {
	fs := vfs.NewMem()
	db := open(t, fs)
	q := batch(1)[0]
	if err := add(db, []quad.Quad{q}); err != nil {
		t.Fatal(err)
	}
	db.Close()
	var keys [][]byte
	tamper(t, fs, func(p *pebble.DB) {
		it, _ := p.NewIter(nil)
		for it.First(); it.Valid(); it.Next() {
			if it.Key()[0] != 0 {
				keys = append(keys, slices.Clone(it.Key()))
			}
		}
		it.Close()
	})
	if want := 4 + 3*4; len(keys) != want { // a quad in four orders, and its four values in three tables
		t.Fatalf("%d keys, want %d", len(keys), want)
	}
	for _, key := range keys {
		var old []byte
		tamper(t, fs, func(p *pebble.DB) {
			v, c, _ := p.Get(key)
			old = slices.Clone(v)
			c.Close()
			p.Delete(key, pebble.Sync)
		})
		if found := damage(t, fs); len(found) == 0 {
			t.Errorf("nothing is said of the missing key %x", key)
		}
		other := slices.Clone(key)
		other[len(other)-1] ^= 0x40
		tamper(t, fs, func(p *pebble.DB) {
			p.Set(key, old, nil)
			p.Set(other, old, pebble.Sync)
		})
		if found := damage(t, fs); len(found) == 0 {
			t.Errorf("nothing is said of the key %x too many", other)
		}
		tamper(t, fs, func(p *pebble.DB) { p.Delete(other, pebble.Sync) })
	}
	if found := damage(t, fs); len(found) > 0 {
		t.Errorf("all is repaired: %v", found)
	}
}

func damage(t *testing.T, fs vfs.FS) []string {
	t.Helper()
	db := open(t, fs)
	defer db.Close()
	snap, err := db.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer snap.Close()
	found, err := snap.Check(context.Background())
	if err != nil {
		return []string{err.Error()}
	}
	return found
}

func TestReadOnlyRefusesWritesAndMakesNothing(t *testing.T) {
	fs := vfs.NewMem()
	if _, err := index.Open(index.Options{Dir: "db", FS: fs, ReadOnly: true}); err == nil {
		t.Error("an index that does not exist is opened for reading")
	}
	db := open(t, fs)
	add(db, batch(1))
	db.Close()
	db, err := index.Open(index.Options{Dir: "db", FS: fs, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := add(db, batch(2)); !errors.Is(err, index.ErrReadOnly) {
		t.Errorf("add: %v", err)
	}
	if d := cmp.Diff(lines(batch(1)), contents(t, db)); d != "" {
		t.Error(d)
	}
}

// FuzzValues: what is stored comes back as it was, and equal values are one.
func FuzzValues(f *testing.F) {
	f.Add("id:kim-jong-un", "de", int64(-5), 4.8e6)
	f.Add("", "", int64(0), 0.0)
	f.Add(strings.Repeat("Jürgen ", 40), "x y", int64(1)<<62, -1e-300)
	f.Fuzz(func(t *testing.T, s, lang string, n int64, x float64) {
		for _, v := range []quad.Value{
			quad.IRI(s), quad.BNode(s), quad.String(s), quad.LangString{Value: quad.String(s), Lang: lang},
			quad.TypedString{Value: quad.String(s), Type: quad.IRI(lang)}, quad.Int(n), quad.Float(x), quad.Bool(n > 0), quad.Float(x).TypedString(), quad.Int(n).TypedString(),
		} {
			c, err := index.CanonicalValue(v)
			if err != nil {
				continue
			}
			if again, err := index.CanonicalValue(c); err != nil || again != c {
				t.Errorf("%#v is canonical, and then %#v (%v)", c, again, err)
			}
			if back, err := index.Recode(c); err != nil || back != c {
				t.Errorf("%#v comes back as %#v (%v)", c, back, err)
			}
		}
	})
}

type quiet struct{}

func (quiet) Infof(string, ...any)           {}
func (quiet) Errorf(string, ...any)          {}
func (quiet) Fatalf(format string, a ...any) { panic(fmt.Sprintf(format, a...)) }
