package index

import (
	"bytes"
	"slices"

	"github.com/cayleygraph/quad"
)

// A chunk is a part of what is loaded: its different values, and its quads as places in that list, 0 for no label.
type chunk struct {
	places map[string]uint32     // of encoded values
	seen   map[quad.Value]uint32 // of values as they came, so that most need no look at all
	names  [][]byte              // encoded values, in the order in which they came; the list begins at place 1
	quads  [][4]uint32
	bytes  int64
}

func newChunk() *chunk {
	return &chunk{places: map[string]uint32{}, seen: map[quad.Value]uint32{}}
}

// perQuad and perValue are about what a quad and a value of a chunk take in memory beside their text.
const (
	perQuad  = 16 + 2*32 // and its copies while it is sorted
	perValue = 200
)

func (c *chunk) full(limit int64) bool {
	return c.bytes+int64(len(c.quads))*perQuad+int64(len(c.names))*perValue >= limit
}

func (c *chunk) add(q quad.Quad) error {
	var at [4]uint32
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil && d == quad.Label {
			continue
		}
		p, err := c.place(q, d, v)
		if err != nil {
			return err
		}
		at[place(d)] = p
	}
	c.quads = append(c.quads, at)
	return nil
}

func (c *chunk) place(q quad.Quad, d quad.Direction, v quad.Value) (uint32, error) {
	plain := small(v)
	if plain {
		if p, ok := c.seen[v]; ok {
			return p, nil
		}
	}
	if v == nil {
		_, err := Canonical(q)
		return 0, err
	}
	canonical, err := CanonicalValue(v)
	if err != nil {
		_, err = Canonical(q) // names the place
		return 0, err
	}
	b, err := encode(canonical)
	if err != nil {
		return 0, err
	}
	p, ok := c.places[string(b)]
	if !ok {
		c.names = append(c.names, b)
		c.bytes += int64(len(b))
		p = uint32(len(c.names))
		c.places[string(b)] = p
	}
	if plain {
		c.seen[v] = p
	}
	return p, nil
}

// write sorts the values by name and writes them, and the quads as places in the sorted list.
func (c *chunk) write(l *loading, n int) error {
	c.places, c.seen = nil, nil
	keys := make([]named, len(c.names))
	for i, v := range c.names {
		keys[i] = named{name: nameOf(v), value: v, place: uint32(i + 1)}
	}
	slices.SortFunc(keys, func(a, b named) int { return bytes.Compare(a.name, b.name) })
	rank := make([]uint32, len(keys)+1)
	values := l.create("values-%d", n)
	for i, k := range keys {
		rank[k.place] = uint32(i + 1)
		values.bytes(k.value)
	}
	quads := l.create("quads-%d", n)
	for _, q := range c.quads {
		for _, p := range q {
			quads.uint(uint64(rank[p]))
		}
	}
	if err := values.close(); err != nil {
		return err
	}
	return quads.close()
}

// named is a value with the name by which it is sorted.
type named struct {
	name, value []byte
	place       uint32
}
