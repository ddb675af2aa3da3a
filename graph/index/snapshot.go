package index

import (
	"context"
	"io"
	"maps"
	"slices"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// Snapshot is one state of the index. It must be closed.
type Snapshot struct {
	reader
	snap  *pebble.Snapshot
	state state
}

// Snapshot gives the present state.
func (db *DB) Snapshot() (*Snapshot, error) {
	if err := db.broken.get(); err != nil {
		return nil, err
	}
	era, known := db.known.now()
	snap := db.pebble.NewSnapshot()
	s := &Snapshot{snap: snap, reader: reader{
		r: snap, ctx: context.Background(), values: db.values, numbers: known, cursors: &cursors{}, sizes: newCache[uint64, counts](maxCached),
	}}
	b, err := get(snap, stateKey)
	if err == nil {
		err = s.state.decode(b)
	}
	s.next = s.state.next
	if !db.known.still(era) {
		s.numbers = newCache[quad.Value, uint64](maxCached)
	}
	if err != nil {
		snap.Close()
		return nil, err
	}
	return s, nil
}

// Close gives the state up; iterators over it must be closed before.
func (s *Snapshot) Close() error { return firstOf(s.cursors.close(), s.snap.Close()) }

// Size is how many values and quads there are.
func (s *Snapshot) Size() (values, quads int64) { return int64(s.state.nodes), int64(s.state.quads) }

// Graph is the snapshot as Cayley sees it. Its iterators end when ctx does, also where Cayley passes another.
func (s *Snapshot) Graph(ctx context.Context) *Graph {
	own := s.reader
	own.ctx = ctx
	return &Graph{reader: own, state: func() (state, error) { return s.state, nil }}
}

// Graph is a cayley/graph.QuadStore for reading.
type Graph struct {
	reader
	state func() (state, error)

	mu   sync.Mutex
	err  error
	open map[io.Closer]struct{}

	names    map[uint64]quad.Value // read ahead
	upcoming *rows                 // whose names will be asked for
}

var _ cayley.QuadStore = (*Graph)(nil)

// Err is the first error that one of Cayley's methods had no place for.
func (g *Graph) Err() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.err
}

func (g *Graph) note(err error) {
	if err == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err == nil {
		g.err = err
	}
}

// node is the reference to a value, and link that to a quad: the numbers say it all.
type node uint64

func (n node) Key() any { return n }

type link ids

func (l link) Key() any { return l }

// ValueOf gives the reference to a value, nil if it is not stored.
func (g *Graph) ValueOf(v quad.Value) cayley.Ref {
	if v == nil {
		return nil
	}
	id, err := g.id(v)
	g.note(err)
	if id == 0 {
		return nil
	}
	return node(id)
}

// NameOf gives the value of a reference.
func (g *Graph) NameOf(ref cayley.Ref) quad.Value {
	switch ref := ref.(type) {
	case cayley.PreFetchedValue:
		return ref.NameOf()
	case node:
		v, err := g.nameOf(uint64(ref))
		g.note(err)
		return v
	}
	return nil
}

// Quad gives the quad of a reference.
func (g *Graph) Quad(ref cayley.Ref) quad.Quad {
	l, ok := ref.(link)
	if !ok {
		return quad.Quad{}
	}
	q, err := g.quad(ids(l))
	g.note(err)
	return q
}

// QuadDirection gives one of a quad's values.
func (g *Graph) QuadDirection(ref cayley.Ref, d quad.Direction) cayley.Ref {
	l, ok := ref.(link)
	if !ok || l[place(d)] == 0 {
		return nil
	}
	return node(l[place(d)])
}

// QuadIterator goes over the quads with a value in a direction.
func (g *Graph) QuadIterator(d quad.Direction, ref cayley.Ref) cayley.Iterator {
	n, ok := ref.(node)
	if !ok {
		return newNull()
	}
	return newQuads(g, d, uint64(n))
}

// QuadIteratorSize is exact.
func (g *Graph) QuadIteratorSize(_ context.Context, d quad.Direction, ref cayley.Ref) (cayley.Size, error) {
	n, ok := ref.(node)
	if !ok {
		return cayley.Size{Exact: true}, nil
	}
	c, err := g.counts(uint64(n))
	return cayley.Size{Size: int64(c[place(d)]), Exact: true}, err
}

// SizeOf is in how many places of quads a value stands.
func (g *Graph) SizeOf(ref cayley.Ref) int64 {
	n, _ := ref.(node)
	c, err := g.counts(uint64(n))
	g.note(err)
	return int64(c.sum())
}

// QuadsAllIterator goes over all quads.
func (g *Graph) QuadsAllIterator() cayley.Iterator { return newAll(g, false) }

// NodesAllIterator goes over all values.
func (g *Graph) NodesAllIterator() cayley.Iterator { return newAll(g, true) }

// Stats are exact.
func (g *Graph) Stats(context.Context, bool) (cayley.Stats, error) {
	st, err := g.state()
	return cayley.Stats{
		Nodes: cayley.Size{Size: int64(st.nodes), Exact: true},
		Quads: cayley.Size{Size: int64(st.quads), Exact: true},
	}, err
}

// ApplyDeltas is refused.
func (g *Graph) ApplyDeltas([]cayley.Delta, cayley.IgnoreOpts) error { return ErrReadOnly }

// NewQuadWriter is refused.
func (g *Graph) NewQuadWriter() (quad.WriteCloser, error) { return nil, ErrReadOnly }

// Close closes the iterators that its user left open; Cayley's own combinations do not close all of theirs. The state belongs
// to the snapshot.
func (g *Graph) Close() error {
	g.mu.Lock()
	open := slices.Collect(maps.Keys(g.open))
	g.mu.Unlock()
	for _, s := range open {
		g.note(s.Close())
	}
	return g.Err()
}

func (g *Graph) opened(s io.Closer) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == nil {
		g.open = map[io.Closer]struct{}{}
	}
	g.open[s] = struct{}{}
}

func (g *Graph) closed(s io.Closer) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.open, s)
}
