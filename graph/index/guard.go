package index

import (
	"strings"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// guard is the file system as the engine sees it. Where writing its log or its list of tables fails, Pebble gives up the process,
// some of the time past every recover. So such an error never gets to it: the failure is noted, and the goroutine that met it
// stays where it is. Whoever waits for it is told by the failure (see DB.do).
type guard struct {
	vfs.FS
	failure *failure
	armed   *atomic.Bool // not while the index is opened: that can fail in order
}

// vital says of a file whether Pebble gives up when writing it fails.
func (g guard) vital(name string) bool {
	name = g.PathBase(name)
	return strings.HasSuffix(name, ".log") || strings.HasPrefix(name, "MANIFEST-") || strings.HasPrefix(name, "marker.")
}

// pass hands an error on, unless the engine would not survive it.
func (g guard) pass(err error) error {
	if err != nil && g.armed.Load() {
		g.failure.set(err)
		select {}
	}
	return err
}

func (g guard) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := g.FS.Create(name, c)
	return g.file(name, f, err)
}

func (g guard) ReuseForWrite(old, name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	f, err := g.FS.ReuseForWrite(old, name, c)
	return g.file(name, f, err)
}

func (g guard) file(name string, f vfs.File, err error) (vfs.File, error) {
	if !g.vital(name) {
		return f, err
	}
	if err := g.pass(err); err != nil {
		return nil, err
	}
	return guardedFile{f, g}, nil
}

func (g guard) Rename(from, to string) error {
	err := g.FS.Rename(from, to)
	if g.vital(to) {
		return g.pass(err)
	}
	return err
}

func (g guard) OpenDir(name string) (vfs.File, error) {
	f, err := g.FS.OpenDir(name)
	if err := g.pass(err); err != nil {
		return nil, err
	}
	return guardedFile{f, g}, nil
}

type guardedFile struct {
	vfs.File
	guard guard
}

func (f guardedFile) Write(b []byte) (int, error) {
	n, err := f.File.Write(b)
	return n, f.guard.pass(err)
}

func (f guardedFile) WriteAt(b []byte, at int64) (int, error) {
	n, err := f.File.WriteAt(b, at)
	return n, f.guard.pass(err)
}

func (f guardedFile) Sync() error     { return f.guard.pass(f.File.Sync()) }
func (f guardedFile) SyncData() error { return f.guard.pass(f.File.SyncData()) }
func (f guardedFile) Close() error    { return f.guard.pass(f.File.Close()) }

func (f guardedFile) SyncTo(length int64) (bool, error) {
	full, err := f.File.SyncTo(length)
	return full, f.guard.pass(err)
}

func (f guardedFile) Preallocate(offset, length int64) error {
	return f.guard.pass(f.File.Preallocate(offset, length))
}
