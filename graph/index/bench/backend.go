package main

import (
	"context"
	"errors"
	"io"
	"path/filepath"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"

	"newsgraph/graph/index"
)

// A backend is one store under measurement.
type backend interface {
	load(r quad.Reader) error
	// state is what one query is asked of, and what ends it.
	state(ctx context.Context) (cayley.QuadStore, func(), error)
	// neighbours counts what a thing has to do with, with or without names.
	neighbours(v quad.Value, names bool) (int, error)
	put(quads []quad.Quad) error // one durable transaction
	close() error
}

const (
	ours   = "index"
	stock  = "bolt, stock"
	tuned  = "bolt, tuned"
	memory = "memstore"

	small = "index, 1 GB" // ours with the settings that docs/STORE.md has for such machines
	large = "index, 24 GB"
)

// sizes are what the index may hold in memory.
var sizes = map[string]index.Options{
	ours: {}, small: {Cache: 16 << 20, Buffer: 4 << 20, Chunk: 16 << 20}, large: {Cache: 2 << 30, Buffer: 64 << 20, Chunk: 256 << 20},
}

func openBackend(name, dir string) (backend, error) {
	switch name {
	case ours, small, large:
		o := sizes[name]
		o.Dir = filepath.Join(dir, "index")
		db, err := index.Open(o)
		if err != nil {
			return nil, err
		}
		return &indexed{db: db}, nil
	case memory:
		return loaded{memstore.New()}, nil
	case tuned:
		kv.DefaultQuadIndexes = []kv.QuadIndex{
			{Dirs: []quad.Direction{quad.Subject, quad.Predicate}},
			{Dirs: []quad.Direction{quad.Object, quad.Predicate}},
			{Dirs: []quad.Direction{quad.Label}},
		}
	}
	err := cayley.InitQuadStore("bolt", dir, nil)
	if err != nil && !errors.Is(err, cayley.ErrDatabaseExists) {
		return nil, err
	}
	qs, err := cayley.NewQuadStore("bolt", dir, nil)
	if err != nil {
		return nil, err
	}
	return loaded{qs}, nil
}

// loaded is a store of Cayley's.
type loaded struct{ qs cayley.QuadStore }

// load does what `cayley load` does.
func (l loaded) load(r quad.Reader) error {
	qw, err := writer.NewSingle(l.qs, cayley.IgnoreOpts{IgnoreDup: true})
	if err != nil {
		return err
	}
	_, err = quad.CopyBatch(batches{qw}, r, quad.DefaultBatch)
	return err
}

// batches gives a writer its slices one by one.
type batches struct{ cayley.QuadWriter }

func (b batches) WriteQuad(q quad.Quad) error { return b.AddQuad(q) }
func (b batches) WriteQuads(quads []quad.Quad) (int, error) {
	return len(quads), b.AddQuadSet(quads)
}

func (l loaded) state(context.Context) (cayley.QuadStore, func(), error) {
	return l.qs, func() {}, nil
}

func (l loaded) neighbours(v quad.Value, names bool) (n int, err error) {
	for _, p := range []*path.Path{path.StartPath(l.qs, v).Out(), path.StartPath(l.qs, v).In()} {
		it := p.Iterate(context.Background())
		if names {
			err = it.EachValue(nil, func(quad.Value) { n++ })
		} else {
			err = it.Each(func(cayley.Ref) { n++ })
		}
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

func (l loaded) put(quads []quad.Quad) error {
	tx := cayley.NewTransaction()
	for _, q := range quads {
		tx.AddQuad(q)
	}
	return l.qs.ApplyDeltas(tx.Deltas, cayley.IgnoreOpts{IgnoreDup: true})
}

func (l loaded) close() error { return l.qs.Close() }

// indexed is ours.
type indexed struct {
	db   *index.DB
	snap *index.Snapshot // of the neighbours
}

func (i *indexed) load(r quad.Reader) error {
	_, err := i.db.Load(context.Background(), func() (quad.Quad, error) { return r.ReadQuad() })
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return err
}

func (i *indexed) state(ctx context.Context) (cayley.QuadStore, func(), error) {
	snap, err := i.db.Snapshot()
	if err != nil {
		return nil, nil, err
	}
	g := snap.Graph(ctx)
	return g, func() { g.Close(); snap.Close() }, nil
}

func (i *indexed) neighbours(v quad.Value, names bool) (n int, err error) {
	if i.snap == nil {
		if i.snap, err = i.db.Snapshot(); err != nil {
			return 0, err
		}
	}
	if !names {
		id, err := i.snap.ID(v)
		if err != nil {
			return 0, err
		}
		every := func(uint64) (bool, error) { return true, nil }
		count := func(index.Link) (bool, error) { n++; return true, nil }
		return n, errors.Join(i.snap.Links(id, quad.Subject, every, count), i.snap.Links(id, quad.Object, every, count))
	}
	every := func(quad.Value) bool { return true }
	count := func(quad.Quad) error { n++; return nil }
	return n, errors.Join(i.snap.Edges(v, quad.Subject, every, count), i.snap.Edges(v, quad.Object, every, count))
}

func (i *indexed) put(quads []quad.Quad) error {
	return i.db.Update(context.Background(), func(tx *index.Tx) error {
		for _, q := range quads {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
}

func (i *indexed) close() error {
	if i.snap != nil {
		if err := i.snap.Close(); err != nil {
			return err
		}
	}
	return i.db.Close()
}
