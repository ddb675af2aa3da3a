package index_test

import (
	"errors"
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
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
	from    int64 // 0: none fails
	forever bool
}

var errTorn = errors.New("input/output error")

func (f tearing) fails() bool {
	n := f.ops.Add(1)
	return f.from > 0 && (n == f.from || f.forever && n > f.from)
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
// transaction that was told to be in, and of the one that was not all or nothing.
func TestAnyOperationOfTheDiskMayFail(t *testing.T) {
	steps := int64(1)
	switch {
	case testing.Short():
		steps = 300
	case !*everyOperation:
		steps = 150
	}
	r := rand.New(rand.NewPCG(3, 7))
	total := tearAt(t, r, 0, false)
	broken := 0
	for from := int64(1); from <= total; from += 1 + r.Int64N(2*steps) {
		for _, forever := range []bool{false, true} {
			if tearAt(t, r, from, forever) < 0 {
				broken++
			}
		}
	}
	t.Logf("%d operations, broken %d times", total, broken)
}

const tornBatches = 60

// tearAt gives the number of operations, or -1 if the index broke.
func tearAt(t *testing.T, r *rand.Rand, from int64, forever bool) int64 {
	t.Helper()
	mem := vfs.NewCrashableMem()
	torn := tearing{mem, new(atomic.Int64), from, forever}
	db, err := index.Open(index.Options{Dir: "db", FS: torn, Buffer: 64 << 10})
	if err != nil {
		if !errors.Is(err, errTorn) {
			t.Fatalf("operation %d: open: %v", from, err)
		}
		return -1
	}
	done := 0
	var failed error
	for ; done < tornBatches && failed == nil; done++ {
		if failed = add(db, batch(done)); failed != nil {
			done--
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
	for n := range done {
		want = append(want, lines(batch(n))...)
	}
	one := slices.Concat(want, lines(batch(done)))
	slices.Sort(want)
	slices.Sort(one)
	if !slices.Equal(got, want) && !(failed != nil && slices.Equal(got, one)) {
		t.Fatalf("operation %d, forever %v, after %d transactions (%v) (-want +got):\n%s", from, forever, done, failed, strings.TrimSpace(cmp.Diff(want, got)))
	}
	if failed != nil {
		return -1
	}
	return torn.ops.Load()
}
