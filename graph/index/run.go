package index

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/cockroachdb/pebble/v2/objstorage/objstorageprovider"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// A sink is a file of a loading that is written once; its first error is told when it is closed.
type sink struct {
	file vfs.File
	w    *bufio.Writer
	buf  [binary.MaxVarintLen64]byte
	err  error
}

// fileBuffer is what an open file of a loading keeps in memory.
const fileBuffer = 64 << 10

func (l *loading) create(format string, args ...any) *sink {
	s := &sink{}
	if s.file, s.err = l.db.opts.FS.Create(l.file(format, args...), vfs.WriteCategoryUnspecified); s.err == nil {
		s.w = bufio.NewWriterSize(s.file, fileBuffer)
	}
	return s
}

func (s *sink) uint(n uint64) {
	if s.err == nil {
		_, s.err = s.w.Write(s.buf[:binary.PutUvarint(s.buf[:], n)])
	}
}

func (s *sink) bytes(b []byte) {
	s.uint(uint64(len(b)))
	if s.err == nil {
		_, s.err = s.w.Write(b)
	}
}

func (s *sink) close() error {
	if s.file == nil {
		return s.err
	}
	if s.err == nil {
		s.err = s.w.Flush()
	}
	return errors.Join(s.err, s.file.Close())
}

// A source is a file of a loading that is read once, from its beginning.
type source struct {
	file vfs.File
	r    *bufio.Reader
	err  error // io.EOF at the end
}

func (l *loading) open(format string, args ...any) *source {
	s := &source{}
	if s.file, s.err = l.db.opts.FS.Open(l.file(format, args...)); s.err == nil {
		s.r = bufio.NewReaderSize(s.file, fileBuffer)
	}
	return s
}

func (s *source) uint() (n uint64) {
	if s.err == nil {
		n, s.err = binary.ReadUvarint(s.r)
	}
	return n
}

// bytes reads into b, which grows as it must.
func (s *source) bytes(b []byte) []byte {
	n := int(s.uint())
	if s.err != nil {
		return b[:0]
	}
	if cap(b) < n {
		b = make([]byte, n)
	}
	b = b[:n]
	_, s.err = io.ReadFull(s.r, b)
	return b
}

// failed is the error that ended reading too early.
func (s *source) failed() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

// close ends reading; a source that was not there has nothing to close.
func (s *source) close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}

// tables are the engine's own files, filled in the order of their keys.
type tables struct {
	l    *loading
	name string
	w    *sstable.Writer
	done []string
}

// tableSize is about how large a table becomes, as the engine itself would make it at its last level.
const tableSize = 32 << 20

func (l *loading) newTables(name string) *tables { return &tables{l: l, name: name} }

func (t *tables) set(key, value []byte) error {
	if t.w != nil && t.w.Raw().EstimatedSize() >= tableSize {
		if err := t.end(); err != nil {
			return err
		}
	}
	if t.w == nil {
		name := t.l.file("%s-%d.sst", t.name, len(t.done))
		f, err := t.l.db.opts.FS.Create(name, vfs.WriteCategoryUnspecified)
		if err != nil {
			return err
		}
		t.done = append(t.done, name)
		t.w = sstable.NewWriter(objstorageprovider.NewFileWritable(f), t.l.db.tableOptions())
	}
	return t.w.Set(key, value)
}

// tableOptions are those of the last level.
func (db *DB) tableOptions() sstable.WriterOptions {
	return db.engine.MakeWriterOptions(len(db.engine.Levels)-1, db.pebble.TableFormat())
}

func (t *tables) end() error {
	if t.w == nil {
		return nil
	}
	err := t.w.Close()
	t.w = nil
	return err
}

// close ends the tables and gives them to the loading.
func (l *loading) close(t *tables) error {
	if err := t.end(); err != nil {
		return fmt.Errorf("%s: %w", t.name, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tables = append(l.tables, t.done...)
	return nil
}
