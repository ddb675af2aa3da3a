package index

import (
	"bytes"
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// expect tells whose names will be asked for next, if any are.
func (g *Graph) expect(r *rows) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.upcoming = r
}

// nameOf is the value of a number, nil if it is gone: a reference may outlive its value in a store that goes on. The first name of rows
// that are expected brings those of all of them, read in the order in which they stand.
func (g *Graph) nameOf(id uint64) (quad.Value, error) {
	if v, known := g.values.get(id); known {
		return v, nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if v, known := g.names[id]; known {
		return v, nil
	}
	ids := []uint64{id}
	if r := g.upcoming; r != nil {
		ids = append(ids, r.id...)
		for _, column := range r.tags {
			ids = append(ids, column...)
		}
		g.upcoming = nil
	}
	slices.Sort(ids)
	if len(g.names) > maxNames || g.names == nil {
		g.names = map[uint64]quad.Value{}
	}
	err := g.readNames(slices.Compact(ids), g.names)
	return g.names[id], err
}

// readNames adds the values of numbers, which come in their order, as far as the cache does not have them.
func (r reader) readNames(ids []uint64, names map[uint64]quad.Value) (err error) {
	var it *pebble.Iterator
	for _, id := range ids {
		if v, known := r.values.get(id); known || id == 0 {
			names[id] = v
			continue
		}
		if it == nil {
			if it, err = r.r.NewIter(&pebble.IterOptions{LowerBound: []byte{valueSpace}, UpperBound: []byte{valueSpace + 1}}); err != nil {
				return err
			}
			defer func() { err = firstOf(err, it.Close()) }()
		}
		key := numbered(valueSpace, id)
		if !it.SeekGE(key) || !bytes.Equal(it.Key(), key) {
			continue
		}
		b, err := it.ValueAndErr()
		if err != nil {
			return damaged(err)
		}
		v, err := decode(b)
		if err != nil {
			return err
		}
		if names[id] = v; small(v) {
			r.values.put(id, v)
		}
	}
	if it == nil {
		return nil
	}
	return damaged(it.Error())
}
