package store

import (
	"context"
	"fmt"
	"slices"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/index"
)

// memory guards Cayley's memstore, whose maps and trees allow either one writer or many readers.
type memory struct {
	mu    sync.RWMutex
	quads *memstore.QuadStore
	all   sync.Mutex // memstore notes in an unguarded field that somebody iterates over everything
	posts memoryPostings
}

func newMemory() *memory { return &memory{quads: memstore.New(), posts: newMemoryPostings()} }

func (m *memory) close() error { return nil }

// view holds the read lock until it is closed.
func (m *memory) view() (view, error) {
	m.mu.RLock()
	return memoryView{m}, nil
}

// change applies to the one graph there is, so going back means undoing step by step.
func (m *memory) change(_ context.Context, fn func(change) error) (stored func() error, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := &memoryChange{m: m}
	defer c.rollback() // also when fn panics
	if err := fn(c); err != nil {
		return nil, err
	}
	c.log, c.undo = nil, nil
	return func() error { return nil }, nil
}

type memoryChange struct {
	m    *memory
	log  []cayley.Delta // what was really done
	undo []func()       // takes back what was done to postings and notes
}

func (c *memoryChange) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	return memoryView{c.m}.Quads(p, yield)
}

func (c *memoryChange) apply(removed, added []quad.Quad) (int, error) {
	before := len(c.log)
	for _, q := range removed {
		if err := c.do(cayley.Delta{Quad: q, Action: cayley.Delete}); err != nil {
			return 0, err
		}
	}
	for _, q := range added {
		if err := c.do(cayley.Delta{Quad: q, Action: cayley.Add}); err != nil {
			return 0, err
		}
	}
	return len(c.log) - before, nil
}

// do skips what is already so: it must not be undone either.
func (c *memoryChange) do(d cayley.Delta) error {
	err := c.m.quads.ApplyDeltas([]cayley.Delta{d}, cayley.IgnoreOpts{})
	switch {
	case cayley.IsQuadExist(err), cayley.IsQuadNotExist(err):
		return nil
	case err == nil:
		c.log = append(c.log, d)
	}
	return err
}

func (c *memoryChange) rollback() {
	for _, undo := range slices.Backward(c.undo) {
		undo()
	}
	for i := len(c.log) - 1; i >= 0; i-- {
		d := c.log[i]
		d.Action = -d.Action
		if err := c.m.quads.ApplyDeltas([]cayley.Delta{d}, cayley.IgnoreOpts{}); err != nil {
			panic(fmt.Sprintf("store: undo of what was just done: %v", err)) // memstore's maps would be corrupt
		}
	}
}

type memoryView struct{ m *memory }

// problems finds none: memstore keeps its indexes in one structure with the quads.
func (v memoryView) problems(context.Context) ([]Problem, error) { return nil, nil }

func (v memoryView) close() { v.m.mu.RUnlock() }

func (v memoryView) size() (nodes, quads int64) {
	st, _ := v.m.quads.Stats(context.Background(), true)
	return st.Nodes.Size, st.Quads.Size
}

// Quads copies before it yields: a yield that changes the tree it walks, or calls the store, would be lost otherwise.
func (v memoryView) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	found, err := v.find(p)
	if err != nil {
		return err
	}
	for _, q := range found {
		if err := yield(q); err != nil {
			return err
		}
	}
	return nil
}

func (v memoryView) find(p graph.Pattern) ([]quad.Quad, error) {
	ctx := context.Background()
	it, none := v.shortest(p)
	if none {
		return nil, nil
	}
	defer it.Close()
	var out []quad.Quad
	for it.Next(ctx) {
		if q := v.m.quads.Quad(it.Result()); matches(q, p) {
			out = append(out, q)
		}
	}
	return out, it.Err()
}

// shortest is the smallest index that holds everything the pattern wants; none if one of its values is unknown.
func (v memoryView) shortest(p graph.Pattern) (it cayley.Iterator, none bool) {
	best := int64(-1)
	var dir quad.Direction
	var at cayley.Ref
	for _, d := range quad.Directions {
		want := direction(p, d)
		if want == nil {
			continue
		}
		ref := v.m.quads.ValueOf(want)
		if ref == nil {
			return nil, true
		}
		size, _ := v.m.quads.QuadIteratorSize(context.Background(), d, ref)
		if best < 0 || size.Size < best {
			best, dir, at = size.Size, d, ref
		}
	}
	if best < 0 {
		return v.quadStore(context.Background()).QuadsAllIterator(), false
	}
	return v.m.quads.QuadIterator(dir, at), false
}

func direction(p graph.Pattern, d quad.Direction) quad.Value {
	return quad.Quad{Subject: p.S, Predicate: p.P, Object: p.O, Label: p.L}.Get(d)
}

func matches(q quad.Quad, p graph.Pattern) bool {
	for _, d := range quad.Directions {
		if want := direction(p, d); want != nil && want != q.Get(d) {
			return false
		}
	}
	return true
}

func (v memoryView) quadStore(ctx context.Context) quadStore {
	return &memoryStore{QuadStore: v.m.quads, m: v.m, ctx: ctx}
}

// memoryStore is memstore for one query: reading only, and its iterators end with the query's context, which Cayley
// forgets to hand down.
type memoryStore struct {
	*memstore.QuadStore
	m   *memory
	ctx context.Context
}

func (s *memoryStore) OptimizeShape(in shape.Shape) (shape.Shape, bool) { return index.Repair(in) }

func (s *memoryStore) Err() error   { return nil }
func (s *memoryStore) Close() error { return nil }

func (s *memoryStore) ApplyDeltas([]cayley.Delta, cayley.IgnoreOpts) error { return ErrReadOnly }

func (s *memoryStore) NewQuadWriter() (quad.WriteCloser, error) { return nil, ErrReadOnly }

func (s *memoryStore) QuadIterator(d quad.Direction, v cayley.Ref) cayley.Iterator {
	return bound(s.ctx, s.QuadStore.QuadIterator(d, v))
}

func (s *memoryStore) NodesAllIterator() cayley.Iterator {
	s.m.all.Lock()
	defer s.m.all.Unlock()
	return bound(s.ctx, s.QuadStore.NodesAllIterator())
}

func (s *memoryStore) QuadsAllIterator() cayley.Iterator {
	s.m.all.Lock()
	defer s.m.all.Unlock()
	return bound(s.ctx, s.QuadStore.QuadsAllIterator())
}

// edges yields the quads at one end of a node whose predicate is wanted.
func (v memoryView) edges(node quad.Value, d quad.Direction, want func(quad.Value) bool, yield func(quad.Quad) error) error {
	p := graph.Pattern{S: node}
	if d == quad.Object {
		p = graph.Pattern{O: node}
	}
	return v.Quads(p, func(q quad.Quad) error {
		if !want(q.Predicate) {
			return nil
		}
		return yield(q)
	})
}
