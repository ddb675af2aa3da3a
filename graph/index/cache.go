package index

import (
	"sync"

	"github.com/cayleygraph/quad"
)

// A cache keeps what a few reads turn up again and again: labels, predicates, names. Numbers are never given twice, so the value of
// a number holds for every state that has it; the number of a value does not, since a value that went and came back has a new one.
type cache[K comparable, V any] struct {
	mu   sync.RWMutex
	kept map[K]V
}

// Bounds of a cache. A cache that is full begins anew.
const (
	maxCached = 1 << 16
	maxText   = 256 // bytes of text that is kept; sentences and articles are longer
)

func newCache[K comparable, V any]() *cache[K, V] { return &cache[K, V]{kept: map[K]V{}} }

// get finds nothing in a cache that is nil.
func (c *cache[K, V]) get(k K) (v V, ok bool) {
	if c == nil {
		return v, false
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok = c.kept[k]
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.kept) >= maxCached {
		clear(c.kept)
	}
	c.kept[k] = v
}

// small reports whether a value is worth keeping.
func small(v quad.Value) bool {
	switch v := v.(type) {
	case quad.IRI:
		return len(v) <= maxText
	case quad.String:
		return len(v) <= maxText
	}
	return false
}
