package index_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"newsgraph/graph/index"
)

// slowDisk takes its time to sync the log, and counts how often it has to.
type slowDisk struct {
	vfs.FS
	takes time.Duration
	syncs *atomic.Int64
}

func (d slowDisk) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := d.FS.Create(name, c)
	if err != nil || !strings.HasSuffix(name, ".log") {
		return f, err
	}
	return slowFile{f, d}, nil
}

type slowFile struct {
	vfs.File
	disk slowDisk
}

func (f slowFile) Sync() error {
	f.disk.syncs.Add(1)
	time.Sleep(f.disk.takes)
	return f.File.Sync()
}

func (f slowFile) SyncData() error {
	f.disk.syncs.Add(1)
	time.Sleep(f.disk.takes)
	return f.File.SyncData()
}

func openSlow(t testing.TB, takes time.Duration) (*index.DB, *atomic.Int64) {
	t.Helper()
	syncs := new(atomic.Int64)
	db, err := index.Open(index.Options{Dir: t.TempDir(), FS: slowDisk{vfs.Default, takes, syncs}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, syncs
}

// Changes that were applied before the first of them is waited for share one sync, and whoever changes nothing waits for what it found.
func TestChangesShareASync(t *testing.T) {
	db, syncs := openSlow(t, 0)
	var waiting []func() error
	for _, n := range []int{0, 1, 2, 3, 3} {
		wait, err := apply(db, batch(n))
		if err != nil {
			t.Fatal(err)
		}
		waiting = append(waiting, wait)
	}
	before := syncs.Load()
	if err := waiting[len(waiting)-1](); err != nil {
		t.Fatal(err)
	}
	once := syncs.Load()
	for _, wait := range waiting {
		if err := wait(); err != nil {
			t.Error(err)
		}
	}
	if once != before+1 || syncs.Load() != once {
		t.Errorf("%d syncs before anybody waited, %d after the first, %d after all", before, once, syncs.Load())
	}
}

// What is applied is durable once the index is closed, and its waiters are told so.
func TestClosingMakesDurable(t *testing.T) {
	db, err := index.Open(index.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	wait, err := apply(db, batch(0))
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if err := wait(); err != nil {
		t.Error(err)
	}
}

// Changes of 20 quads on disks that take their time to sync: each waited for before the next, and up to 64 at a time.
func BenchmarkGroupCommit(b *testing.B) {
	for _, takes := range []time.Duration{0, 2 * time.Millisecond, 10 * time.Millisecond} {
		for name, most := range map[string]int{"one by one": 1, "64 at a time": 64} {
			b.Run(takes.String()+"/"+name, func(b *testing.B) {
				db, _ := openSlow(b, takes)
				wait, n := make(chan func() error, most-1), 0
				told := make(chan error, 1)
				go func() {
					var failed error
					for w := range wait {
						failed = errors.Join(failed, w())
					}
					told <- failed
				}()
				for b.Loop() {
					w, err := apply(db, batch(n))
					if n++; err != nil {
						b.Fatal(err)
					}
					if most == 1 {
						err = w()
					} else {
						wait <- w
					}
					if err != nil {
						b.Fatal(err)
					}
				}
				close(wait)
				if err := <-told; err != nil {
					b.Fatal(err)
				}
			})
		}
	}
}
