package index

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Clear takes everything out but the notes, in one durable write.
func (db *DB) Clear() error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.broken.get(); err != nil {
		return err
	}
	empty := state{next: db.state.next} // numbers are not given twice
	b := db.pebble.NewBatch()
	if err := firstOf(b.DeleteRange([]byte{valueSpace}, []byte{postingSpace + 1}, nil), b.Set(stateKey, empty.encode(), nil)); err != nil {
		return firstOf(err, b.Close())
	}
	if err := db.known.end(func() error { return db.commit(b) }); err != nil {
		return err
	}
	db.state = empty
	return db.sync(db.log.applied.Load())
}

// Checkpoint writes the present state as an index of its own into dir, which must not exist. Its tables are the same files where the disk
// allows it: neither index changes them. Writers and readers go on meanwhile.
func (db *DB) Checkpoint(dir string) error {
	if err := db.broken.get(); err != nil {
		return err
	}
	copying := func() error { return db.pebble.Checkpoint(dir, pebble.WithFlushedWAL()) }
	if db.opts.ReadOnly {
		copying = func() error { return db.copyFiles(dir) }
	}
	if err := db.broken.do(copying); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return nil
}

// copyFiles is Checkpoint of an index that is only read: nothing in its directory changes.
func (db *DB) copyFiles(dir string) error {
	fs := db.opts.FS
	if err := fs.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names, err := fs.List(db.opts.Dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		from, to := fs.PathJoin(db.opts.Dir, name), fs.PathJoin(dir, name)
		info, err := fs.Stat(from)
		switch {
		case err != nil:
			return err
		case info.IsDir() || name == "LOCK":
		case strings.HasSuffix(name, ".sst"):
			err = vfs.LinkOrCopy(fs, from, to)
		default:
			err = vfs.Copy(fs, from, to)
		}
		if err != nil {
			return err
		}
	}
	d, err := fs.OpenDir(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Compact brings what was written into the form in which it is read fastest and takes the least room. Nobody has to: the engine does so
// bit by bit.
func (db *DB) Compact(ctx context.Context) error {
	if db.opts.ReadOnly {
		return ErrReadOnly
	}
	return db.broken.do(func() error { return db.pebble.Compact(ctx, []byte{metaSpace}, []byte{postingSpace + 1}, true) })
}
