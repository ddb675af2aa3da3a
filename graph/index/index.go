// Package index keeps quads in an ordered key-value engine on disk and shows them to Cayley as a graph.QuadStore. For example,
// after Register, graph.NewQuadStore("newsgraph", dir, nil) opens one, and Gizmo, GraphQL, MQL and graph/path run on it as they
// do on memstore.
//
// # Layout
//
// Values are interned: each has a number of eight bytes that is never given to another. A quad stands in four orders, as a key
// of the four numbers without a value, so that whatever is known of a quad, one seek and a scan find it:
//
//	subject predicate object label    by subject, by subject and predicate, one quad
//	object predicate subject label    by object, by object and predicate
//	predicate subject object label    by predicate
//	label subject predicate object    by label (an article's graph), what one label says of a subject
//
// Beside them stand number -> value, value -> number (long values by their SHA-256) and number -> how many quads have the value
// in each of the four places. These counts are the planner's sizes, exact, and say when a value is used no more: it goes with
// its last quad, so that nothing of a removed article stays visible.
//
// Postings of a full-text index stand beside all this, in the same transactions; what they say is their user's matter.
//
// # Transactions
//
// Update collects a change in a batch that reads see through, and commits it in one synced write. There is one writer at a
// time. A Snapshot is one state that later commits do not touch, and costs the writer nothing.
//
// Load is for many quads at once: sorted runs become tables that are taken in together (see load.go).
//
// # Paths
//
// What Cayley makes of a path becomes a plan over these orders where that is possible (see plan.go); the rest is Cayley's iterators over
// the index. A plan gives every way to a node; Cayley's iterators give fewer, on every store (see TestWhatCayleyLoses).
//
// # Failures
//
// A commit that fails, as on a full disk, leaves the state on disk as it was, but the engine cannot say what of it memory holds:
// from then on every call gives ErrBroken until the process opens the index again. A damaged file is ErrCorrupt where it is read.
//
// # Engine
//
// Pebble, because the work is many small durable batches beside long scans: its log takes a batch in one write and one sync,
// where bbolt rewrites a path of pages in four trees for each; blocks carry checksums, which bbolt's pages do not; and a
// reader that stays does not keep pages from being used again. 300 articles of 400 quads with their values, one durable
// transaction each, took Pebble 1.6 s and bbolt 6.8 s with the same keys (2 busy cores, one disk). The price is a seek with a short
// scan: 47 µs in the freshly written Pebble, 6 µs in bbolt.
//
// It knows nothing of layers, labels with a meaning, or deriving: that is graph/store.
package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Errors that callers branch on. ErrValue stands with the check that gives it.
var (
	ErrVersion  = errors.New("the index was written by a newer version")
	ErrBroken   = errors.New("a write to the index failed: open it again")
	ErrReadOnly = errors.New("the index is open for reading only")
	ErrCorrupt  = errors.New("the index is damaged")
)

// formatVersion is raised when a version that does not know the new layout would misread it.
const formatVersion = 2 // 2: postings, which a program of 1 would not keep in step

// Options say which index to open.
type Options struct {
	Dir      string
	ReadOnly bool
	Cache    int64  // bytes of blocks kept in memory, 0 means 64 MB
	Buffer   int64  // bytes of changes kept in memory before they are sorted into a table, of which two are there at a time, 0 means 16 MB
	Chunk    int64  // bytes of a chunk of Load, of which three are in memory, 0 means 32 MB
	FS       vfs.FS // nil means the disk
}

// DB is an open index.
type DB struct {
	pebble *pebble.DB
	engine *pebble.Options
	opts   Options

	mu     sync.Mutex // one writer
	state  state
	log    wal
	broken *failure
	armed  atomic.Bool // see guard

	values *cache[uint64, quad.Value]
	known  *eras
}

// state is what the index knows of itself: the next number, and how many values and quads there are.
type state struct{ next, nodes, quads uint64 }

// Open opens the index in o.Dir and creates it if there is none.
func Open(o Options) (*DB, error) {
	if o.FS == nil {
		o.FS = vfs.Default
	}
	if o.Cache == 0 {
		o.Cache = 64 << 20
	}
	if o.Buffer == 0 {
		o.Buffer = 16 << 20
	}
	if o.Chunk == 0 {
		o.Chunk = 32 << 20
	}
	db := &DB{opts: o, broken: newFailure(), values: newCache[uint64, quad.Value](max(1000, int(o.Cache/perCached))), known: newEras()}
	if err := db.open(); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	if err := db.load(); err != nil {
		db.pebble.Close()
		return nil, fmt.Errorf("index: %w", err)
	}
	db.armed.Store(true)
	if !o.ReadOnly { // a loading that was cut short leaves its files
		if err := o.FS.RemoveAll(o.FS.PathJoin(o.Dir, loadDir)); err != nil {
			return nil, errors.Join(fmt.Errorf("index: %w", err), db.Close())
		}
	}
	return db, nil
}

func (db *DB) open() (err error) {
	defer db.broken.catch(&err)
	po := &pebble.Options{
		FS:                 guard{db.opts.FS, db.broken, &db.armed},
		ReadOnly:           db.opts.ReadOnly,
		ErrorIfNotExists:   db.opts.ReadOnly,
		FormatMajorVersion: pebble.FormatNewest,
		Logger:             db.broken,
		MemTableSize:       uint64(db.opts.Buffer),
		EventListener: &pebble.EventListener{
			BackgroundError: db.broken.set,
			DataCorruption:  func(pebble.DataCorruptionInfo) {}, // who reads it gets an error; left to itself Pebble ends the process
		},
	}
	po.Cache = pebble.NewCache(db.opts.Cache)
	defer po.Cache.Unref()
	for i := range po.Levels {
		po.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
		po.Levels[i].BlockSize, po.Levels[i].IndexBlockSize = 8<<10, 256<<10 // one index block for each table: a seek reads two blocks, not three
	}
	if _, err := db.opts.FS.Stat(db.opts.Dir); db.opts.ReadOnly && errors.Is(err, fs.ErrNotExist) {
		return errNone // Pebble's own error for it is a bare text
	}
	po.Experimental.DisableIngestAsFlushable = func() bool { return true } // else a failing log ends the process, past catch
	po.ApplyCompressionSettings(func() pebble.DBCompressionSettings { return pebble.DBCompressionGood })
	po.EnsureDefaults()
	db.engine = po
	if db.pebble, err = pebble.Open(db.opts.Dir, po); errors.Is(err, pebble.ErrDBDoesNotExist) {
		err = errNone
	}
	return damaged(err)
}

// errNone says that there is nothing to read: a directory without an index, or one whose making was cut short.
var errNone = fmt.Errorf("there is none: %w", fs.ErrNotExist)

// load reads what the index knows of itself; a new one learns it.
func (db *DB) load() error {
	b, err := get(db.pebble, formatKey)
	if err != nil {
		return err
	}
	if b == nil {
		return db.create()
	}
	if v := binary.BigEndian.Uint64(b); v > formatVersion {
		return fmt.Errorf("%w: its format is %d, this program knows up to %d", ErrVersion, v, formatVersion)
	}
	if v := binary.BigEndian.Uint64(b); v < formatVersion && !db.opts.ReadOnly {
		if err := db.pebble.Set(formatKey, binary.BigEndian.AppendUint64(nil, formatVersion), pebble.Sync); err != nil {
			return err
		}
	}
	if b, err = get(db.pebble, stateKey); err != nil {
		return err
	}
	return db.state.decode(b)
}

func (db *DB) create() (err error) {
	if db.opts.ReadOnly {
		return errNone
	}
	db.state = state{next: 1}
	defer db.broken.catch(&err)
	b := db.pebble.NewBatch()
	defer b.Close()
	b.Set(formatKey, binary.BigEndian.AppendUint64(nil, formatVersion), nil)
	b.Set(stateKey, db.state.encode(), nil)
	return b.Commit(pebble.Sync)
}

func (s state) encode() []byte {
	b := binary.BigEndian.AppendUint64(nil, s.next)
	b = binary.BigEndian.AppendUint64(b, s.nodes)
	return binary.BigEndian.AppendUint64(b, s.quads)
}

func (s *state) decode(b []byte) error {
	if len(b) != 24 {
		return fmt.Errorf("%w: no state", ErrCorrupt)
	}
	s.next, s.nodes, s.quads = binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:]), binary.BigEndian.Uint64(b[16:])
	return nil
}

// lastWait is how long Close waits for an engine that is broken.
const lastWait = time.Second

// Close ends the index; snapshots must be closed before. After ErrBroken the engine is ended as far as it can be: where it waits for a disk
// that failed, it stays until the process ends.
func (db *DB) Close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.broken.get(); err != nil {
		db.abandon()
		return err
	}
	db.log.mu.Lock()
	defer db.log.mu.Unlock()
	err := db.broken.do(func() (err error) {
		if !db.opts.ReadOnly { // the log is longer than what it holds, and every opening would begin another
			err = db.pebble.Flush()
		}
		return errors.Join(err, db.pebble.Close())
	})
	if err == nil {
		db.log.durable = db.log.applied.Load()
	}
	return err
}

// abandon ends what works in the background: Pebble tries to merge damaged tables again and again.
func (db *DB) abandon() {
	ended := make(chan struct{})
	go func() {
		var err error
		defer close(ended)
		defer db.broken.catch(&err)
		err = db.pebble.Close()
	}()
	select {
	case <-ended:
	case <-time.After(lastWait):
	}
}

// get copies a value out of the engine; nil means that there is none.
func get(r pebble.Reader, key []byte) ([]byte, error) {
	v, closer, err := r.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, damaged(err)
	}
	defer closer.Close()
	return append([]byte{}, v...), nil
}

// damaged makes the engine's error of a damaged file ours.
func damaged(err error) error {
	if err != nil && pebble.IsCorruptionError(err) && !errors.Is(err, ErrCorrupt) {
		return fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	return err
}
