package index

import (
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// cursors keeps iterators over the orders of a state for the next who needs one: to make one takes longer than to seek with it.
type cursors struct {
	mu   sync.Mutex
	free [len(orders)][]*pebble.Iterator
}

// cursor gives an iterator over an order; give takes it back.
func (r reader) cursor(o int) (*pebble.Iterator, error) {
	if c := r.cursors; c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if n := len(c.free[o]); n > 0 {
			it := c.free[o][n-1]
			c.free[o] = c.free[o][:n-1]
			return it, nil
		}
	}
	space := byte(quadSpace + o)
	return r.r.NewIter(&pebble.IterOptions{LowerBound: []byte{space}, UpperBound: []byte{space + 1}})
}

// maxFree is how many iterators over one order are kept; each holds a block or two.
const maxFree = 8

func (r reader) give(o int, it *pebble.Iterator) error {
	if c := r.cursors; c != nil && it.Error() == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if len(c.free[o]) < maxFree {
			c.free[o] = append(c.free[o], it)
			return nil
		}
	}
	return it.Close()
}

// close ends those that nobody uses.
func (c *cursors) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var err error
	for o := range c.free {
		for _, it := range c.free[o] {
			err = firstOf(err, it.Close())
		}
		c.free[o] = nil
	}
	return err
}
