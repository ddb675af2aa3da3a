package index

import (
	"context"
	"errors"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Name is what Cayley knows the index by, after Register.
const Name = "newsgraph"

// Register makes the index known to Cayley. It may be called again; Cayley's own registry would panic.
var Register = sync.OnceFunc(func() {
	cayley.RegisterQuadStore(Name, cayley.QuadStoreRegistration{
		NewFunc: func(dir string, _ cayley.Options) (cayley.QuadStore, error) {
			db, err := Open(Options{Dir: dir})
			if err != nil {
				return nil, err
			}
			return db.QuadStore(), nil
		},
		InitFunc: func(dir string, _ cayley.Options) error {
			db, err := Open(Options{Dir: dir})
			if err != nil {
				return err
			}
			return db.Close()
		},
		IsPersistent: true,
	})
})

// QuadStore is the index as a Cayley backend that reads and writes. Each iterator sees the state in which it began; for several
// that see the same take a Snapshot.
type QuadStore struct {
	*Graph
	db *DB
}

var _ cayley.QuadStore = (*QuadStore)(nil)

// QuadStore gives the index to Cayley; closing it closes the index.
func (db *DB) QuadStore() *QuadStore {
	g := &Graph{reader: reader{r: db.pebble, ctx: context.Background()}}
	g.state = func() (s state, err error) {
		b, err := get(db.pebble, stateKey)
		if err == nil {
			err = s.decode(b)
		}
		return s, err
	}
	return &QuadStore{g, db}
}

// ApplyDeltas applies all or nothing. What a delta sees is the state with the deltas before it.
func (s *QuadStore) ApplyDeltas(deltas []cayley.Delta, ignore cayley.IgnoreOpts) error {
	return s.db.Update(context.Background(), func(tx *Tx) error {
		for _, d := range deltas {
			if err := tx.delta(d, ignore); err != nil {
				return &cayley.DeltaError{Delta: d, Err: err}
			}
		}
		return nil
	})
}

func (tx *Tx) delta(d cayley.Delta, ignore cayley.IgnoreOpts) error {
	switch d.Action {
	case cayley.Add:
		added, err := tx.Add(d.Quad)
		if err == nil && !added && !ignore.IgnoreDup {
			err = cayley.ErrQuadExists
		}
		return err
	case cayley.Delete:
		removed, err := tx.Remove(d.Quad)
		if err == nil && !removed && !ignore.IgnoreMissing {
			err = cayley.ErrQuadNotExist
		}
		return err
	}
	return cayley.ErrInvalidAction
}

// NewQuadWriter gives a writer that passes over what is there already.
func (s *QuadStore) NewQuadWriter() (quad.WriteCloser, error) { return &writer{store: s}, nil }

// Close closes the index.
func (s *QuadStore) Close() error { return errors.Join(s.Graph.Close(), s.db.Close()) }

// writer collects single quads; a slice is one transaction.
type writer struct {
	store *QuadStore
	buf   []quad.Quad
}

func (w *writer) WriteQuad(q quad.Quad) error {
	if w.buf = append(w.buf, q); len(w.buf) < quad.DefaultBatch {
		return nil
	}
	return w.Close()
}

func (w *writer) WriteQuads(quads []quad.Quad) (int, error) {
	deltas := make([]cayley.Delta, len(quads))
	for i, q := range quads {
		deltas[i] = cayley.Delta{Quad: q, Action: cayley.Add}
	}
	if err := w.store.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true}); err != nil {
		return 0, err
	}
	return len(quads), nil
}

// Close writes what is left.
func (w *writer) Close() error {
	if len(w.buf) == 0 {
		return nil
	}
	_, err := w.WriteQuads(w.buf)
	w.buf = w.buf[:0]
	return err
}
