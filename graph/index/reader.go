package index

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"

	"newsgraph/graph"
)

// reader looks things up in one state: that of the engine, of a snapshot or of a transaction.
type reader struct {
	r   pebble.Reader
	ctx context.Context // ends scans; never nil

	values  *cache[uint64, quad.Value] // of numbers, for all states; nil = none
	numbers *cache[quad.Value, uint64] // of values, for this state and others of its era; nil = none
	next    uint64                     // the first number that this state does not have; with numbers
	sizes   *cache[uint64, counts]     // for this state; nil = none
	cursors *cursors                   // for this state; nil = none
}

// id is the number of a value, 0 if it is not stored.
func (r reader) id(v quad.Value) (uint64, error) {
	v, err := CanonicalValue(v)
	if err != nil {
		return 0, nil // what cannot be stored is not
	}
	if id, known := r.numbers.get(v); known {
		if id >= r.next {
			id = 0 // a later state has it
		}
		return id, nil
	}
	b, err := encode(v)
	if err != nil {
		return 0, nil
	}
	id, err := r.idOf(b)
	if err == nil && id != 0 && small(v) {
		r.numbers.put(v, id)
	}
	return id, err
}

func (r reader) idOf(value []byte) (uint64, error) {
	b, err := get(r.r, nameOf(value))
	if err != nil || b == nil {
		return 0, err
	}
	if len(b) != 8 {
		return 0, fmt.Errorf("%w: number of %d bytes", ErrCorrupt, len(b))
	}
	return binary.BigEndian.Uint64(b), nil
}

// value is the value of a number; nil for 0, for no label.
func (r reader) value(id uint64) (quad.Value, error) {
	if id == 0 {
		return nil, nil
	}
	if v, known := r.values.get(id); known {
		return v, nil
	}
	b, err := get(r.r, numbered(valueSpace, id))
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, fmt.Errorf("%w: number %d has no value", ErrCorrupt, id)
	}
	v, err := decode(b)
	if err == nil && small(v) {
		r.values.put(id, v)
	}
	return v, err
}

func (r reader) quad(q ids) (out quad.Quad, err error) {
	for _, d := range quad.Directions {
		v, e := r.value(q[place(d)])
		if e != nil {
			return out, e
		}
		if v != nil {
			out.Set(d, v)
		}
	}
	return out, nil
}

// counts of a number; all zero if it is not in use.
func (r reader) counts(id uint64) (c counts, err error) {
	if c, known := r.sizes.get(id); known {
		return c, nil
	}
	b, err := get(r.r, numbered(countSpace, id))
	if err == nil && b != nil && !c.decode(b) {
		err = fmt.Errorf("%w: counts of number %d", ErrCorrupt, id)
	}
	if err == nil {
		r.sizes.put(id, c)
	}
	return c, err
}

func (r reader) has(q ids) (bool, error) {
	b, err := get(r.r, keyOf(bySubject, q))
	return b != nil, err
}

// each yields the keys that begin with prefix, as long as yield says so. The key is the engine's and changes with the next.
func (r reader) each(prefix []byte, yield func(key []byte) (bool, error)) error {
	return r.scan(prefix, func(it *pebble.Iterator) (bool, error) { return yield(it.Key()) })
}

// pairs is each with values.
func (r reader) pairs(prefix []byte, yield func(key, value []byte) (bool, error)) error {
	return r.scan(prefix, func(it *pebble.Iterator) (bool, error) {
		value, err := it.ValueAndErr()
		if err != nil {
			return false, damaged(err)
		}
		return yield(it.Key(), value)
	})
}

func (r reader) scan(prefix []byte, yield func(*pebble.Iterator) (bool, error)) (err error) {
	it, err := r.r.NewIter(&pebble.IterOptions{LowerBound: prefix, UpperBound: after(prefix)})
	if err != nil {
		return err
	}
	defer func() {
		if e := it.Close(); err == nil {
			err = e
		}
	}()
	n := 0
	for ok := it.First(); ok; ok = it.Next() {
		if n++; n%steps == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		more, err := yield(it)
		if err != nil || !more {
			return err
		}
	}
	return damaged(it.Error())
}

// steps is after how many keys a scan looks whether it may go on.
const steps = 256

// access is the way to the quads that match a pattern: a scan of an order, and what is still to be compared.
type access struct {
	order  int
	known  int // how many places of the order are known
	want   ids // 0 is anything
	filter bool
}

func (a access) prefix() []byte { return prefixOf(a.order, a.want, a.known) }

func (a access) matches(q ids) bool {
	for i, w := range a.want {
		if w != 0 && w != q[i] {
			return false
		}
	}
	return true
}

// plan chooses the order in which most of what is wanted comes first; where that leaves a choice, the shorter list.
func (r reader) plan(want ids) (access, error) {
	a := access{want: want}
	total := 0
	for _, w := range want {
		if w != 0 {
			total++
		}
	}
	best := -1
	var size uint64
	for o := range orders {
		n := 0
		for n < 4 && want[orders[o][n]] != 0 {
			n++
		}
		if n == 0 && total > 0 || n < best {
			continue
		}
		var c counts
		if total > n { // there is something to compare: the length of the list matters
			var err error
			if c, err = r.counts(want[orders[o][0]]); err != nil {
				return a, err
			}
		}
		if length := c[orders[o][0]]; n > best || length < size {
			best, size, a.order, a.known = n, length, o, n
		}
	}
	a.filter = total > a.known
	return a, nil
}

// find yields the quads that have the wanted numbers.
func (r reader) find(want ids, yield func(ids) (bool, error)) error {
	a, err := r.plan(want)
	if err != nil {
		return err
	}
	return r.each(a.prefix(), func(key []byte) (bool, error) {
		q, ok := parse(a.order, key)
		if !ok {
			return false, errKey(key)
		}
		if a.filter && !a.matches(q) {
			return true, nil
		}
		return yield(q)
	})
}

// Quads yields the quads that match the pattern.
func (r reader) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	want, ok, err := r.want(p)
	if err != nil || !ok {
		return err
	}
	names := map[uint64]quad.Value{} // of this scan: predicates and labels come again and again
	return r.find(want, func(q ids) (bool, error) {
		full, err := r.named(q, names)
		if err != nil {
			return false, err
		}
		return true, yield(full)
	})
}

// want turns a pattern into numbers; ok is false if one of its values is not stored.
func (r reader) want(p graph.Pattern) (want ids, ok bool, err error) {
	for i, v := range [4]quad.Value{p.S, p.P, p.O, p.L} {
		if v == nil {
			continue
		}
		if want[i], err = r.id(v); err != nil || want[i] == 0 {
			return want, false, err
		}
	}
	return want, true, nil
}

// maxNames bounds how many values a scan keeps.
const maxNames = 10_000

func (r reader) named(q ids, names map[uint64]quad.Value) (out quad.Quad, err error) {
	for _, d := range quad.Directions {
		id := q[place(d)]
		if id == 0 {
			continue
		}
		v, ok := names[id]
		if !ok {
			if v, err = r.value(id); err != nil {
				return out, err
			}
			if len(names) >= maxNames {
				clear(names)
			}
			names[id] = v
		}
		out.Set(d, v)
	}
	return out, nil
}

func errKey(key []byte) error { return fmt.Errorf("%w: key %x", ErrCorrupt, key) }
