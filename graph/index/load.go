package index

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/cayleygraph/quad"
)

// Loading is for many quads at once. What is read is cut into chunks; of each the different values are sorted, and so are its
// quads, in each order, as numbers of places in that list. Merging the lists gives every value its number in the index,
// merging the quads gives tables that are as the engine would have made them in the end. They are taken in together: after a
// crash all of them are there or none.
//
//	quads -> chunks: values sorted by name | quads of places in them
//	      -> merge of values: number -> value, value -> number | for each chunk, place -> number
//	      -> chunks again: quads of numbers, sorted in four orders
//	      -> merge of each order: its keys | how many quads have each number in its first place
//	      -> merge of those: counts
//
// What is in memory is two chunks; the rest is in files beside the index until the end, about as large as the N-Quads.

// loadDir is where the files of a loading lie, below the index; what an earlier process left there goes.
const loadDir = "load"

// Load adds the quads that next gives until io.EOF, in one durable step, and tells how many were not there before. An error of next
// or of a quad leaves the index as it was. It is the way to load thousands of quads and more: Update holds its change in memory.
func (db *DB) Load(ctx context.Context, next func() (quad.Quad, error)) (added int, err error) {
	if db.opts.ReadOnly {
		return 0, ErrReadOnly
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := firstOf(db.broken.get(), db.sync(db.log.applied.Load())); err != nil { // its tables do not stand in the log: what came before must
		return 0, err
	}
	l := &loading{db: db, ctx: ctx, dir: db.opts.FS.PathJoin(db.opts.Dir, loadDir), before: db.state, state: db.state}
	if err := db.opts.FS.RemoveAll(l.dir); err != nil {
		return 0, fmt.Errorf("load: %w", err)
	}
	if err := db.opts.FS.MkdirAll(l.dir, 0o755); err != nil {
		return 0, fmt.Errorf("load: %w", err)
	}
	defer func() { err = errors.Join(err, db.opts.FS.RemoveAll(l.dir)) }()
	if err := l.run(next); err != nil {
		return 0, fmt.Errorf("load: %w", err)
	}
	return int(l.state.quads - l.before.quads), nil
}

// loading is one call of Load.
type loading struct {
	db     *DB
	ctx    context.Context
	dir    string
	before state
	state  state
	chunks []int // how many different values each has

	mu     sync.Mutex
	tables []string
}

func (l *loading) run(next func() (quad.Quad, error)) error {
	if err := l.read(next); err != nil || len(l.chunks) == 0 {
		return err
	}
	if err := l.intern(); err != nil {
		return err
	}
	if err := l.sortQuads(); err != nil {
		return err
	}
	if err := l.mergeQuads(); err != nil {
		return err
	}
	if l.state.quads == l.before.quads {
		return nil
	}
	if err := l.counts(); err != nil {
		return err
	}
	if err := l.own(); err != nil {
		return err
	}
	return l.take()
}

// read cuts the quads into chunks; while one is written the next is read.
func (l *loading) read(next func() (quad.Quad, error)) error {
	writing := newTasks(1)
	c, end := newChunk(), false
	for !end {
		q, err := next()
		switch {
		case errors.Is(err, io.EOF):
			end = true
		case err != nil:
			return errors.Join(err, writing.wait())
		default:
			if err := c.add(q); err != nil {
				return errors.Join(err, writing.wait())
			}
		}
		if len(c.quads) == 0 || !end && !c.full(l.db.opts.Chunk) {
			continue
		}
		if err := errors.Join(writing.wait(), l.ctx.Err()); err != nil {
			return err
		}
		full, n := c, len(l.chunks)
		l.chunks = append(l.chunks, len(full.names))
		writing.run(func() error { return full.write(l, n) })
		if !end {
			c = newChunk()
		}
	}
	return writing.wait()
}

// own writes what the index knows of itself.
func (l *loading) own() error {
	t := l.newTables("own")
	if err := t.set(stateKey, l.state.encode()); err != nil {
		return err
	}
	return l.close(t)
}

// take makes the tables part of the index.
func (l *loading) take() error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	err := l.db.broken.do(func() error {
		err := l.db.pebble.Flush()
		if err == nil {
			err = l.db.pebble.Ingest(l.ctx, l.tables)
		}
		if err != nil {
			l.db.broken.set(err)
			return l.db.broken.get()
		}
		return nil
	})
	if err != nil {
		return err
	}
	l.db.state = l.state
	return nil
}

func (l *loading) file(format string, args ...any) string {
	return l.db.opts.FS.PathJoin(l.dir, fmt.Sprintf(format, args...))
}
