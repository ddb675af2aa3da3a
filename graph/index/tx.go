package index

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// Tx is a change on its way. What it reads is the state before with the change so far.
type Tx struct {
	reader
	batch  *pebble.Batch
	state  state
	counts map[uint64]*change // of all values touched
	ids    map[string]uint64  // numbers of the encoded values touched
	forgot bool               // whether a value gave up its number
}

// change is what becomes of the counts of a value.
type change struct{ before, now counts }

// Update runs fn over a transaction and commits what fn did, in one durable write, if fn returns nil.
func (db *DB) Update(ctx context.Context, fn func(*Tx) error) error {
	stored, err := db.Apply(ctx, fn)
	if err != nil {
		return err
	}
	return stored()
}

// Apply is Update without waiting for the disk: others see the change at once, stored waits until it is durable. Changes that are applied while
// the log is synced share the next sync (group commit). A power cut keeps a change only with all that were applied before it.
func (db *DB) Apply(ctx context.Context, fn func(*Tx) error) (stored func() error, err error) {
	if db.opts.ReadOnly {
		return nil, ErrReadOnly
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if err := db.broken.get(); err != nil {
		return nil, err
	}
	b := db.pebble.NewIndexedBatch()
	tx := &Tx{reader: reader{r: b, ctx: ctx}, batch: b, state: db.state, counts: map[uint64]*change{}, ids: map[string]uint64{}}
	if err := db.prepare(tx, fn); err != nil {
		b.Close()
		return nil, err
	}
	if b.Empty() {
		b.Close()
	} else {
		write := func() error { return db.commit(b) }
		if tx.forgot {
			write = func() error { return db.known.end(func() error { return db.commit(b) }) }
		}
		if err := write(); err != nil {
			return nil, err
		}
		db.state = tx.state
	}
	n := db.log.applied.Load() // what changes nothing may rest on a change that is not durable yet
	return func() error { return db.sync(n) }, nil
}

// prepare runs fn and what follows from it.
func (db *DB) prepare(tx *Tx, fn func(*Tx) error) error {
	if err := fn(tx); err != nil || tx.batch.Empty() {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	return db.room(tx.batch.Len())
}

// commit writes the batch. What the engine holds after an error nobody knows.
func (db *DB) commit(b *pebble.Batch) error {
	return db.broken.do(func() error {
		if err := b.Commit(pebble.NoSync); err != nil {
			db.broken.set(err)
			return db.broken.get()
		}
		db.log.applied.Add(1)
		return b.Close()
	})
}

// wal counts changes in the order of the log.
type wal struct {
	applied atomic.Uint64
	mu      sync.Mutex // held while the log is synced
	durable uint64     // of those applied
}

// sync waits until the first n changes are durable. Who comes while the log is synced finds it done, or does it for all that came meanwhile.
func (db *DB) sync(n uint64) error {
	db.log.mu.Lock()
	defer db.log.mu.Unlock()
	if db.log.durable >= n {
		return nil
	}
	if err := db.broken.get(); err != nil {
		return err
	}
	all := db.log.applied.Load()
	err := db.broken.do(func() error { return db.pebble.LogData(nil, pebble.Sync) }) // an entry without contents, behind all that were applied
	if err == nil {
		db.log.durable = all
	}
	return err
}

// spare is what must be free on the disk beyond a change: the engine sorts in the background, and stops the writer for good
// when it cannot.
const spare = 64 << 20

// ErrFull says that the disk has no room for a change; the index goes on without it.
var ErrFull = fmt.Errorf("the disk is full")

func (db *DB) room(size int) error {
	use, err := db.opts.FS.GetDiskUsage(db.opts.Dir)
	if err != nil {
		return nil // not every file system tells
	}
	if need := uint64(size)*2 + spare; use.AvailBytes < need {
		return fmt.Errorf("%w: %s has %d MB left, the change needs %d MB", ErrFull, db.opts.Dir, use.AvailBytes>>20, need>>20)
	}
	return nil
}

// Add adds a quad; false means that it is there already.
func (tx *Tx) Add(q quad.Quad) (bool, error) {
	q, err := Canonical(q)
	if err != nil {
		return false, err
	}
	at, known, err := tx.numbers(q, true)
	if err != nil {
		return false, err
	}
	if known {
		if has, err := tx.has(at); err != nil || has {
			return false, err
		}
	}
	for o := range orders {
		if err := tx.batch.Set(keyOf(o, at), nil, nil); err != nil {
			return false, err
		}
	}
	tx.state.quads++
	return true, tx.count(at, 1)
}

// Remove removes a quad; false means that it is not there.
func (tx *Tx) Remove(q quad.Quad) (bool, error) {
	q, err := Canonical(q)
	if err != nil {
		return false, nil // what cannot be stored is not there
	}
	at, known, err := tx.numbers(q, false)
	if err != nil || !known {
		return false, err
	}
	if has, err := tx.has(at); err != nil || !has {
		return false, err
	}
	for o := range orders {
		if err := tx.batch.Delete(keyOf(o, at), nil); err != nil {
			return false, err
		}
	}
	tx.state.quads--
	return true, tx.count(at, ^uint64(0))
}

// numbers looks up a quad's values; known says whether all were stored. With add those that were not get a number.
func (tx *Tx) numbers(q quad.Quad, add bool) (at ids, known bool, err error) {
	known = true
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			continue
		}
		b, err := encode(v)
		if err != nil {
			return at, false, err
		}
		id, err := tx.number(b)
		if err != nil {
			return at, false, err
		}
		if id == 0 {
			known = false
			if !add {
				return at, false, nil
			}
			if id, err = tx.intern(b); err != nil {
				return at, false, err
			}
		}
		at[place(d)] = id
	}
	return at, known, nil
}

// number is that of an encoded value, 0 if it has none.
func (tx *Tx) number(value []byte) (uint64, error) {
	if id, known := tx.ids[string(value)]; known {
		return id, nil
	}
	id, err := tx.idOf(value)
	if err == nil && id != 0 {
		tx.ids[string(value)] = id
	}
	return id, err
}

func (tx *Tx) intern(value []byte) (uint64, error) {
	id := tx.state.next
	tx.state.next++
	tx.counts[id], tx.ids[string(value)] = &change{}, id
	if err := tx.batch.Set(numbered(valueSpace, id), value, nil); err != nil {
		return 0, err
	}
	return id, tx.batch.Set(nameOf(value), binary.BigEndian.AppendUint64(nil, id), nil)
}

// count adds n to the counts of a quad's values.
func (tx *Tx) count(at ids, n uint64) error {
	for i, id := range at {
		if id == 0 {
			continue
		}
		c, ok := tx.counts[id]
		if !ok {
			stored, err := tx.reader.counts(id)
			if err != nil {
				return err
			}
			c = &change{stored, stored}
			tx.counts[id] = c
		}
		c.now[i] += n
	}
	return nil
}

// settle writes the counts, and removes the values that are in no quad any more.
func (tx *Tx) settle() error {
	touched := make([]uint64, 0, len(tx.counts))
	for id := range tx.counts {
		touched = append(touched, id)
	}
	slices.Sort(touched)
	for _, id := range touched {
		before, now := tx.counts[id].before, tx.counts[id].now
		switch {
		case before.sum() == 0 && now.sum() > 0:
			tx.state.nodes++
		case before.sum() > 0 && now.sum() == 0:
			tx.state.nodes--
		}
		var err error
		if now.sum() > 0 {
			err = tx.batch.Set(numbered(countSpace, id), now.encode(), nil)
		} else {
			err = tx.forget(id)
		}
		if err != nil {
			return err
		}
	}
	return tx.batch.Set(stateKey, tx.state.encode(), nil)
}

func (tx *Tx) forget(id uint64) error {
	tx.forgot = true
	value, err := get(tx.r, numbered(valueSpace, id))
	if err != nil {
		return err
	}
	for _, key := range [][]byte{nameOf(value), numbered(valueSpace, id), numbered(countSpace, id)} {
		if err := tx.batch.Delete(key, nil); err != nil {
			return err
		}
	}
	return nil
}
