// Package store is the one door to Cayley: it opens a graph, puts and removes articles (keeping the derived layer and the
// full-text index in step in the same transaction), reads quads, runs Gizmo queries and checks that everything agrees.
//
// For example, with s from Open(Options{Backend: "index", Dir: "news"}):
//
//	s.Put(ctx, graph.Article("dw-1"), quads)                      // replaces what the article said before
//	s.Query(ctx, "gizmo", `entity("Nordkorea").out("<rel:supplies>").all()`, yield)
//
// There are two backends. "index" is newsgraph/graph/index on disk: durable transactions, readers see a snapshot and never
// wait for the writer. "memory" is Cayley's memstore behind one lock: nothing is kept after Close, a running query holds
// writers up, and its rows must not be answered by calling the store again.
//
// It decides nothing about what the derived layer says (graph/derive), formats no output (graph/format) and knows no German.
package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
	"newsgraph/graph/index"
)

// Errors that callers branch on.
var (
	ErrNotFound = errors.New("not found")
	ErrReadOnly = errors.New("the store is open for reading only")
	ErrClosed   = errors.New("the store is closed")
	ErrVersion  = index.ErrVersion // a newer newsgraph wrote the store
	ErrBroken   = index.ErrBroken  // a commit failed in a way that only opening the store again settles
	ErrFull     = index.ErrFull    // a change does not fit on the disk; the store goes on without it
	ErrCorrupt  = index.ErrCorrupt
	ErrValue    = index.ErrValue // a quad that cannot be stored
)

// Backends.
const (
	Index  = "index"
	Memory = "memory"
)

// Foreign is the label given to imported quads that have none, so that they can be told apart and removed.
const Foreign = quad.IRI("ng:foreign")

// Options say which graph to open.
type Options struct {
	Backend  string // Index (the default) or Memory
	Dir      string // of the index
	ReadOnly bool
	Command  string       // told to those who find the store locked; empty means the program's name
	Cache    int64        // bytes of the index kept in memory, 0 means 64 MB
	Buffer   int64        // bytes of changes kept in memory before they are sorted into the index, 0 means 16 MB
	Chunk    int64        // bytes of what is loaded at once that are sorted in memory, of which three are there at a time, 0 means 32 MB
	Notice   func(string) // told what takes long while the store is opened; may be nil
	Memory   uint64       // bytes by which the heap may grow while a query runs before it is stopped, 0 means 512 MB
}

// Store is an open graph. All methods may be called at the same time.
type Store struct {
	engine  engine
	deriver deriver
	text    *fulltext.Analyser
	opts    Options
	lock    *lock

	writer  sync.Mutex // one change at a time
	queries sync.WaitGroup
	state   sync.RWMutex
	closed  bool
}

// Open opens the graph, creating it if there is none, and refuses one that another process holds with a *LockedError.
func Open(o Options) (*Store, error) {
	d, err := rules()
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	text, err := fulltext.New()
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s := &Store{opts: o, deriver: d, text: text}
	switch o.Backend {
	case Memory:
		s.engine = newMemory()
		return s, s.upToDate()
	case "", Index:
		if err := s.openIndex(); err != nil {
			return nil, err
		}
		return s, nil
	}
	return nil, fmt.Errorf("store: no backend %q: have %s and %s", o.Backend, Index, Memory)
}

func (s *Store) openIndex() error {
	if s.opts.Dir == "" {
		return errors.New("store: no directory given")
	}
	if s.opts.ReadOnly {
		if _, err := os.Stat(s.opts.Dir); err != nil {
			return fmt.Errorf("store: %w", err)
		}
	} else if err := os.MkdirAll(s.opts.Dir, 0o755); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	var err error
	if s.lock, err = acquire(s.opts.Dir, s.opts.Command); err != nil {
		return err
	}
	db, err := index.Open(index.Options{Dir: filepath.Join(s.opts.Dir, "index"), ReadOnly: s.opts.ReadOnly, Cache: s.opts.Cache, Buffer: s.opts.Buffer, Chunk: s.opts.Chunk})
	if err != nil {
		s.lock.release()
		return fmt.Errorf("store %s: %w", s.opts.Dir, err)
	}
	s.engine = embedded{db}
	settle := s.upToDate
	if s.opts.ReadOnly {
		settle = s.half
	}
	if err := settle(); err != nil {
		return errors.Join(fmt.Errorf("store %s: %w", s.opts.Dir, err), db.Close(), s.lock.release())
	}
	return nil
}

// SetAddress records where this process serves the store, so that others can ask it instead.
func (s *Store) SetAddress(address string) error {
	if s.lock == nil {
		return nil
	}
	return s.lock.setAddress(address)
}

// patience is how long Close waits for queries that unwind.
const patience = 10 * time.Second

// ErrBusy says that a query cannot be stopped (see Query); the store stays open until the process ends.
var ErrBusy = errors.New("a query still runs")

// Close ends the store. It waits for reads and for queries that still unwind.
func (s *Store) Close() error {
	s.state.Lock()
	if s.closed {
		s.state.Unlock()
		return ErrClosed
	}
	s.closed = true
	s.state.Unlock()
	ended := make(chan struct{})
	go func() { s.queries.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(patience):
		return ErrBusy
	}
	s.writer.Lock()
	defer s.writer.Unlock()
	err := s.engine.close()
	if s.lock != nil {
		err = errors.Join(err, s.lock.release())
	}
	return err
}

// Quads yields the quads that match, in no promised order, from one consistent state.
func (s *Store) Quads(ctx context.Context, p graph.Pattern, yield func(quad.Quad) error) error {
	v, err := s.view(ctx)
	if err != nil {
		return err
	}
	defer v.close()
	return v.Quads(p, func(q quad.Quad) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(q)
	})
}

// Article tells what an article was read from and by which extractor.
func (s *Store) Article(ctx context.Context, article quad.IRI) (hash, extractor string, found bool, err error) {
	err = s.Quads(ctx, graph.Pattern{S: article, L: article}, func(q quad.Quad) error {
		found = true
		switch q.Predicate {
		case graph.Hash:
			hash = quad.ToString(q.Object)
		case graph.Extractor:
			extractor = quad.ToString(q.Object)
		}
		return nil
	})
	return hash, extractor, found, err
}

// view opens one consistent state; the caller closes it.
func (s *Store) view(ctx context.Context) (view, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.state.RLock()
	defer s.state.RUnlock()
	if s.closed {
		return nil, ErrClosed
	}
	s.queries.Add(1)
	v, err := s.engine.view()
	if err != nil {
		s.queries.Done()
		return nil, err
	}
	return counted{v, sync.OnceFunc(s.queries.Done)}, nil
}

// counted lets Close wait for the views that are still open.
type counted struct {
	view
	done func()
}

func (c counted) close() {
	c.view.close()
	c.done()
}
