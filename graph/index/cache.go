package index

import (
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// A cache keeps what a few reads turn up again and again: labels, predicates, names. Numbers are never given twice, so the value of
// a number holds for every state that has it; the number of a value does not, since a value that went and came back has a new one.
type cache[K comparable, V any] struct {
	mu        sync.RWMutex
	most      int
	kept, old map[K]V // old: what was kept before, until as much again has come
}

// Bounds of a cache.
const (
	maxCached = 1 << 16
	perCached = 1 << 10 // bytes of the engine's cache for each value that is kept beside it
	maxText   = 256     // bytes of text that is kept; sentences and articles are longer
)

func newCache[K comparable, V any](most int) *cache[K, V] {
	return &cache[K, V]{most: most, kept: map[K]V{}}
}

// get finds nothing in a cache that is nil.
func (c *cache[K, V]) get(k K) (v V, ok bool) {
	if c == nil {
		return v, false
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	if v, ok = c.kept[k]; !ok {
		v, ok = c.old[k]
	}
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.kept) >= c.most/2 {
		c.kept, c.old = map[K]V{}, c.kept
	}
	c.kept[k] = v
}

// small reports whether a value is worth keeping.
func small(v quad.Value) bool {
	switch v := v.(type) {
	case quad.IRI:
		return len(v) <= maxText
	case quad.BNode:
		return len(v) <= maxText
	case quad.String:
		return len(v) <= maxText
	}
	return false
}

// eras keeps the numbers of values for all states between two changes that gave a value up: until then no value gets another number.
type eras struct {
	era   atomic.Uint64 // odd while such a change is written: nobody can tell then which states have the value
	known atomic.Pointer[cache[quad.Value, uint64]]
}

func newEras() *eras {
	e := &eras{}
	e.known.Store(newCache[quad.Value, uint64](maxCached))
	return e
}

// now gives the present era and what is known in it. It is to be asked before a state is taken, and still after it.
func (e *eras) now() (uint64, *cache[quad.Value, uint64]) { return e.era.Load(), e.known.Load() }

// still reports whether a state was taken within the era.
func (e *eras) still(era uint64) bool { return era%2 == 0 && e.era.Load() == era }

// end ends an era with the change that write makes.
func (e *eras) end(write func() error) error {
	e.era.Add(1)
	defer e.era.Add(1)
	e.known.Store(newCache[quad.Value, uint64](maxCached))
	return write()
}
