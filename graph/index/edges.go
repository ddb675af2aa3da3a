package index

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"
)

// A Link is a quad as numbers of its values, 0 for no label.
type Link struct{ Subject, Predicate, Object, Label uint64 }

// ID is the number of a value in this state, 0 if it is not stored.
func (r reader) ID(v quad.Value) (uint64, error) { return r.id(v) }

// Links yields the quads that have the node in direction d, which is Subject or Object, and a predicate that is wanted, as numbers. It
// reads the list of predicates, not the quads of those that are not wanted. It ends when yield says so.
func (r reader) Links(node uint64, d quad.Direction, want func(predicate uint64) (bool, error), yield func(Link) (bool, error)) (err error) {
	o := bySubject
	if d == quad.Object {
		o = byObject
	}
	at := ids{}
	at[orders[o][0]] = node
	prefix := prefixOf(o, at, 1)
	it, err := r.cursor(o)
	if err != nil {
		return err
	}
	defer func() { err = firstOf(err, r.give(o, it)) }()
	wanted := uint64(0)
	n := 0
	for ok := it.SeekGE(prefix); ok && bytes.HasPrefix(it.Key(), prefix); {
		if n++; n%steps == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		q, known := parse(o, it.Key())
		if !known {
			return errKey(it.Key())
		}
		if q[predicate] != wanted {
			yes, err := want(q[predicate])
			if err != nil {
				return err
			}
			if !yes {
				ok = it.SeekGE(after(prefixOf(o, q, 2)))
				continue
			}
			wanted = q[predicate]
		}
		if more, err := yield(Link{q[subject], q[predicate], q[object], q[label]}); err != nil || !more {
			return err
		}
		ok = it.Next()
	}
	return damaged(it.Error())
}

// aheadEdges is of how many quads the values are read at once.
const aheadEdges = 256

// Edges is Links with values.
func (r reader) Edges(node quad.Value, d quad.Direction, want func(predicate quad.Value) bool, yield func(quad.Quad) error) error {
	id, err := r.id(node)
	if err != nil || id == 0 {
		return err
	}
	var links []Link
	names := map[uint64]quad.Value{}
	wanted := func(p uint64) (bool, error) {
		v, err := r.value(p)
		return err == nil && want(v), err
	}
	err = r.Links(id, d, wanted, func(l Link) (bool, error) {
		if links = append(links, l); len(links) < aheadEdges {
			return true, nil
		}
		err := r.yieldLinks(links, names, yield)
		links = links[:0]
		return true, err
	})
	if err != nil {
		return err
	}
	return r.yieldLinks(links, names, yield)
}

func (r reader) yieldLinks(links []Link, names map[uint64]quad.Value, yield func(quad.Quad) error) error {
	if len(names) >= maxNames {
		clear(names)
	}
	var missing []uint64
	for _, l := range links {
		for _, id := range [4]uint64{l.Subject, l.Predicate, l.Object, l.Label} {
			if _, known := names[id]; !known && id != 0 {
				names[id] = nil
				missing = append(missing, id)
			}
		}
	}
	slices.Sort(missing)
	if err := r.readNames(missing, names); err != nil {
		return err
	}
	for _, l := range links {
		q := quad.Quad{Subject: names[l.Subject], Predicate: names[l.Predicate], Object: names[l.Object], Label: names[l.Label]}
		if q.Subject == nil || q.Predicate == nil || q.Object == nil {
			return fmt.Errorf("%w: a number of the quad %v has no value", ErrCorrupt, l)
		}
		if err := yield(q); err != nil {
			return err
		}
	}
	return nil
}
