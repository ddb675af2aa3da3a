package index

import (
	"context"
	"encoding/binary"
	"fmt"
)

// maxProblems is how many disagreements Check names.
const maxProblems = 100

// Check reads everything and compares: the four orders with each other, the quads with the counts of their values, the
// dictionary in both directions, and the totals. It names what disagrees.
func (s *Snapshot) Check(ctx context.Context) ([]string, error) {
	c := &checker{reader: reader{r: s.snap, ctx: ctx}, counted: map[uint64]*counts{}}
	if err := c.quads(s.state); err != nil {
		return nil, err
	}
	if err := c.countsAgree(s.state); err != nil {
		return nil, err
	}
	if err := c.dictionary(s.state); err != nil {
		return nil, err
	}
	return c.found, nil
}

type checker struct {
	reader
	found   []string
	counted map[uint64]*counts
}

func (c *checker) report(format string, args ...any) {
	switch len(c.found) {
	case maxProblems:
		c.found = append(c.found, "and more")
	default:
		if len(c.found) < maxProblems {
			c.found = append(c.found, fmt.Sprintf(format, args...))
		}
	}
}

// quads compares the orders by a sum over all quads of each, which does not depend on their sequence; only where sums differ is every quad of
// the first order looked up in the others.
func (c *checker) quads(st state) error {
	var sums [len(orders)]sum
	for o := range orders {
		err := c.each([]byte{byte(quadSpace + o)}, func(key []byte) (bool, error) {
			q, ok := parse(o, key)
			if !ok {
				c.report("order %d has the key %x", o, key)
				return true, nil
			}
			sums[o].add(q[:]...)
			if o == bySubject {
				c.tally(q)
			}
			return true, nil
		})
		if err != nil {
			return err
		}
	}
	differ := false
	for o, s := range sums {
		differ = differ || s != sums[0]
		if s.n != st.quads {
			c.report("order %d has %d quads, the total says %d", o, s.n, st.quads)
		}
	}
	if !differ {
		return nil
	}
	before := len(c.found)
	err := c.each([]byte{quadSpace}, func(key []byte) (bool, error) {
		q, ok := parse(bySubject, key)
		if !ok {
			return true, nil
		}
		return true, c.everywhere(q)
	})
	if len(c.found) == before {
		c.report("the orders have different quads")
	}
	return err
}

// A sum stands for a set whose members come in any sequence.
type sum struct{ n, a, b uint64 }

// add adds a member that consists of numbers.
func (s *sum) add(parts ...uint64) {
	h := uint64(len(parts))
	for _, p := range parts {
		h = mix(h ^ p)
	}
	s.n++
	s.a += h
	s.b += mix(h)
}

// mix spreads a number over all bits (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// bytesAsNumbers is text as numbers.
func bytesAsNumbers(b []byte) (out []uint64) {
	for ; len(b) >= 8; b = b[8:] {
		out = append(out, binary.BigEndian.Uint64(b))
	}
	var rest [8]byte
	copy(rest[:], b)
	return append(out, binary.BigEndian.Uint64(rest[:]), uint64(len(b)))
}

func (c *checker) everywhere(q ids) error {
	for o := range orders {
		b, err := get(c.r, keyOf(o, q))
		if err != nil {
			return err
		}
		if b == nil {
			c.report("quad %d is not in order %d", q, o)
		}
	}
	return nil
}

// tally counts the places of a quad's values.
func (c *checker) tally(q ids) {
	for i, id := range q {
		if id == 0 {
			continue
		}
		n, ok := c.counted[id]
		if !ok {
			n = &counts{}
			c.counted[id] = n
		}
		n[i]++
	}
}

// countsAgree compares the stored counts with the counted.
func (c *checker) countsAgree(st state) error {
	total := uint64(0)
	err := c.pairs([]byte{countSpace}, func(key, value []byte) (bool, error) {
		total++
		id, ok := number(key)
		if !ok {
			c.report("counts have the key %x", key)
			return true, nil
		}
		var stored counts
		if !stored.decode(value) {
			c.report("number %d has the counts %x", id, value)
			return true, nil
		}
		real := c.counted[id]
		if real == nil {
			c.report("number %d is counted %d and in no quad", id, stored)
		} else if *real != stored {
			c.report("number %d is counted %d and in %d quads", id, stored, *real)
		}
		return true, nil
	})
	if total != uint64(len(c.counted)) {
		c.report("%d numbers are counted, %d are in quads", total, len(c.counted))
	}
	if total != st.nodes {
		c.report("%d numbers are counted, the total says %d", total, st.nodes)
	}
	return err
}

// dictionary compares numbers and values in both directions, as quads does; only where the sums differ is every value looked up.
func (c *checker) dictionary(st state) error {
	var forth, back sum
	err := c.pairs([]byte{valueSpace}, func(key, value []byte) (bool, error) {
		id, ok := number(key)
		if !ok || c.counted[id] == nil || id >= st.next {
			c.report("the value with the key %x is in no quad", key)
			return true, nil
		}
		if _, err := decode(value); err != nil {
			c.report("number %d: %v", id, err)
			return true, nil
		}
		forth.add(append(bytesAsNumbers(nameOf(value)), id)...)
		return true, nil
	})
	if err != nil {
		return err
	}
	err = c.pairs([]byte{nameSpace}, func(key, value []byte) (bool, error) {
		id := uint64(0)
		if len(value) == 8 {
			id = binary.BigEndian.Uint64(value)
		}
		back.add(append(bytesAsNumbers(key), id)...)
		return true, nil
	})
	if err != nil {
		return err
	}
	if forth.n != back.n || forth.n != uint64(len(c.counted)) {
		c.report("%d values have numbers, %d numbers have values, %d are in quads", back.n, forth.n, len(c.counted))
	}
	if forth == back {
		return nil
	}
	before := len(c.found)
	err = c.pairs([]byte{valueSpace}, func(key, value []byte) (bool, error) {
		id, _ := number(key)
		found, err := c.idOf(value)
		if found != id {
			c.report("the value of number %d has the number %d", id, found)
		}
		return true, err
	})
	if len(c.found) == before {
		c.report("numbers and values do not go with each other")
	}
	return err
}

func number(key []byte) (uint64, bool) {
	if len(key) != 9 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key[1:]), true
}
