package index_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph/index"
)

var everyOperation = flag.Bool("every-operation", false, "let every single operation fail, not some")

// tearing is a file system of which one operation fails, or all from one on; a write that fails has written half.
type tearing struct {
	vfs.FS
	ops     *atomic.Int64
	healed  *atomic.Bool
	from    int64 // 0: none fails
	forever bool
}

var errTorn = errors.New("input/output error")

func (f tearing) fails() bool {
	n := f.ops.Add(1)
	return f.from > 0 && !f.healed.Load() && (n == f.from || f.forever && n > f.from)
}

func (f tearing) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if f.fails() {
		return nil, errTorn
	}
	file, err := f.FS.Create(name, c)
	if err != nil {
		return nil, err
	}
	return tornFile{file, f}, nil
}

func (f tearing) ReuseForWrite(old, name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	if f.fails() {
		return nil, errTorn
	}
	file, err := f.FS.ReuseForWrite(old, name, c)
	if err != nil {
		return nil, err
	}
	return tornFile{file, f}, nil
}

func (f tearing) Rename(from, to string) error {
	if f.fails() {
		return errTorn
	}
	return f.FS.Rename(from, to)
}

func (f tearing) OpenDir(name string) (vfs.File, error) {
	file, err := f.FS.OpenDir(name)
	if err != nil {
		return nil, err
	}
	return tornFile{file, f}, nil
}

type tornFile struct {
	vfs.File
	fs tearing
}

func (f tornFile) Write(b []byte) (int, error) {
	if f.fs.fails() {
		n, _ := f.File.Write(slices.Clone(b[:len(b)/2]))
		return n, errTorn
	}
	return f.File.Write(b)
}

func (f tornFile) Sync() error {
	if f.fs.fails() {
		return errTorn
	}
	return f.File.Sync()
}

func (f tornFile) SyncData() error {
	if f.fs.fails() {
		return errTorn
	}
	return f.File.SyncData()
}

func (f tornFile) SyncTo(n int64) (bool, error) {
	if f.fs.fails() {
		return false, errTorn
	}
	return f.File.SyncTo(n)
}

// Any operation of the disk fails, once or from then on, a write half done, while so much is written that logs change and tables are
// made and merged. The index goes on and is right, or says that it is broken; opened again after the power went, it has every
// transaction that was told to be in, and of those that were not the first ones, each all or nothing.
func TestAnyOperationOfTheDiskMayFail(t *testing.T) {
	total := tearAt(t, 0, false)
	if total < 0 {
		t.Fatal("it broke without a failure")
	}
	r, steps := rand.New(rand.NewPCG(3, 7)), int64(150)
	if testing.Short() {
		steps = 300
	}
	var tried, broken atomic.Int64
	t.Run("operation", func(t *testing.T) {
		for from := int64(1); from <= total; {
			for _, forever := range []bool{false, true} {
				t.Run(fmt.Sprint(from, forever), func(t *testing.T) {
					t.Parallel() // what is broken mostly waits to be closed
					if tried.Add(1); tearAt(t, from, forever) < 0 {
						broken.Add(1)
					}
				})
			}
			if from++; !*everyOperation {
				from += r.Int64N(2 * steps)
			}
		}
	})
	t.Logf("%d operations, %d failures, broken by %d", total, tried.Load(), broken.Load())
}

const tornBatches = 60

// tearAt gives the number of operations, or -1 if the index broke.
func tearAt(t *testing.T, from int64, forever bool) int64 {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(from), 7))
	mem := vfs.NewCrashableMem()
	torn := tearing{FS: mem, ops: new(atomic.Int64), healed: new(atomic.Bool), from: from, forever: forever}
	defer torn.healed.Store(true) // an engine that was given up tries to merge its tables for as long as the disk fails
	db, err := index.Open(index.Options{Dir: "db", FS: torn, Buffer: 64 << 10})
	if err != nil {
		if !errors.Is(err, errTorn) {
			t.Fatalf("operation %d: open: %v", from, err)
		}
		return -1
	}
	// Up to four changes at a time wait for the disk: those before applied stand in the log, those before stored were told to be durable.
	applied, stored := 0, 0
	var failed error
	for applied < tornBatches && failed == nil {
		var waiting []func() error
		for range 1 + r.IntN(4) {
			var wait func() error
			if wait, failed = apply(db, batch(applied)); failed != nil {
				break
			}
			applied++
			waiting = append(waiting, wait)
		}
		for _, wait := range waiting {
			if err := wait(); err != nil {
				failed = err
				break
			}
			stored++
		}
	}
	if failed != nil && !errors.Is(failed, index.ErrBroken) {
		t.Fatalf("operation %d: %v", from, failed)
	}
	clone := mem.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: r.IntN(101), RNG: r})
	closed := make(chan struct{})
	go func() { db.Close(); close(closed) }()
	select {
	case <-closed:
	case <-time.After(20 * time.Second):
		t.Fatalf("operation %d: close does not end", from)
	}
	after, err := index.Open(index.Options{Dir: "db", FS: clone, Buffer: 1 << 20})
	if err != nil {
		t.Fatalf("operation %d, forever %v (%v): opened again: %v", from, forever, failed, err)
	}
	defer after.Close()
	got := contents(t, after)
	var want []string
	for n := range stored {
		want = append(want, lines(batch(n))...)
	}
	told := slices.Sorted(slices.Values(want))
	n := stored
	for ; !slices.Equal(got, slices.Sorted(slices.Values(want))); n++ {
		if failed == nil || n > applied { // of the one that failed there is all or nothing, too
			t.Fatalf("operation %d, forever %v, %d changes applied, %d stored (%v) (-want +got):\n%s", from, forever, applied, stored, failed, cmp.Diff(told, got))
		}
		want = append(want, lines(batch(n))...)
	}
	if failed != nil {
		return -1
	}
	return torn.ops.Load()
}
