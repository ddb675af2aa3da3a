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

// quads looks every quad of the first order up in the others. As many in each and every one of the first in each means the same
// in each.
func (c *checker) quads(st state) error {
	var totals [len(orders)]uint64
	for o := range orders {
		err := c.each([]byte{byte(quadSpace + o)}, func(key []byte) (bool, error) {
			q, ok := parse(o, key)
			if !ok {
				c.report("order %d has the key %x", o, key)
				return true, nil
			}
			totals[o]++
			if o == bySubject {
				return true, c.everywhere(q)
			}
			return true, nil
		})
		if err != nil {
			return err
		}
	}
	for o, n := range totals {
		if n != st.quads {
			c.report("order %d has %d quads, the total says %d", o, n, st.quads)
		}
	}
	return nil
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
	return nil
}

// countsAgree compares the stored counts with the counted.
func (c *checker) countsAgree(st state) error {
	total := uint64(0)
	err := c.each([]byte{countSpace}, func(key []byte) (bool, error) {
		total++
		id, ok := number(key)
		if !ok {
			c.report("counts have the key %x", key)
			return true, nil
		}
		stored, err := c.counts(id)
		if err != nil {
			return false, err
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

// dictionary compares numbers and values in both directions.
func (c *checker) dictionary(st state) error {
	forth := uint64(0)
	err := c.each([]byte{valueSpace}, func(key []byte) (bool, error) {
		forth++
		id, ok := number(key)
		if !ok || c.counted[id] == nil || id >= st.next {
			c.report("the value with the key %x is in no quad", key)
			return true, nil
		}
		v, err := get(c.r, key)
		if err != nil {
			return false, err
		}
		if _, err := decode(v); err != nil {
			c.report("number %d: %v", id, err)
		}
		back, err := c.idOf(v)
		if back != id {
			c.report("the value of number %d has the number %d", id, back)
		}
		return true, err
	})
	if err != nil {
		return err
	}
	back := uint64(0)
	err = c.each([]byte{nameSpace}, func([]byte) (bool, error) { back++; return true, nil })
	if forth != back || forth != uint64(len(c.counted)) {
		c.report("%d values have numbers, %d numbers have values, %d are in quads", back, forth, len(c.counted))
	}
	return err
}

func number(key []byte) (uint64, bool) {
	if len(key) != 9 {
		return 0, false
	}
	return binary.BigEndian.Uint64(key[1:]), true
}
