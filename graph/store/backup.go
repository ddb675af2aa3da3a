package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrExists says that a copy would be written over something.
var ErrExists = errors.New("it is there already")

// A Copy tells of a store that was copied.
type Copy struct {
	Dir      string `json:"dir"`
	Articles int64  `json:"articles"`
	Quads    int64  `json:"quads"`
	Bytes    int64  `json:"bytes"` // of its files
}

// Backup writes the present state as a store of its own, looks whether it is whole, and only then gives it its name. Readers and writers
// go on meanwhile; what they write later is not in it. Where the disk allows it, files that do not change any more are shared with the
// store, not copied.
func (s *Store) Backup(ctx context.Context, dir string) (Copy, error) {
	e, ok := s.engine.(embedded)
	if !ok {
		return Copy{}, fmt.Errorf("backup %s: the backend %s keeps no files: %w", dir, Memory, ErrValue)
	}
	v, err := s.view(ctx) // the store stays open until it is closed
	if err != nil {
		return Copy{}, err
	}
	defer v.close()
	return Place(ctx, dir, func(tmp string) error { return e.db.Checkpoint(filepath.Join(tmp, "index")) })
}

// Place has fill make a store in a directory beside dir, checks it, and renames it to dir: whenever it is cut short, there is no dir.
// It is ErrExists if there was one.
func Place(ctx context.Context, dir string, fill func(tmp string) error) (c Copy, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("backup %s: %w", dir, err)
		}
	}()
	if _, err := os.Lstat(dir); err == nil {
		return c, ErrExists
	} else if !errors.Is(err, fs.ErrNotExist) {
		return c, err
	}
	dir = filepath.Clean(dir)
	tmp, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+"-*")
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }() // after the rename there is nothing
	if err := fill(tmp); err != nil {
		return c, err
	}
	if c, err = inspect(ctx, tmp); err != nil {
		return c, err
	}
	if err := errors.Join(os.Chmod(tmp, 0o755), syncDir(tmp), os.Rename(tmp, dir), syncDir(filepath.Dir(dir))); err != nil {
		return c, err
	}
	c.Dir = dir
	return c, nil
}

// inspect reads all of a store that nobody else uses yet.
func inspect(ctx context.Context, dir string) (c Copy, err error) {
	s, err := Open(Options{Dir: dir, ReadOnly: true})
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	problems, err := s.Check(ctx)
	if err != nil {
		return c, err
	}
	if len(problems) > 0 {
		return c, fmt.Errorf("%w: %d problems, the first: %v", ErrCorrupt, len(problems), problems[0])
	}
	stats, err := s.Stats(ctx)
	if err != nil {
		return c, err
	}
	c.Articles, c.Quads = int64(stats.Articles), int64(stats.Quads)
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			c.Bytes += info.Size()
		}
		return err
	})
	return c, err
}

// syncDir makes the names in a directory durable, where the system can.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, os.ErrInvalid) {
		return err
	}
	return nil
}
