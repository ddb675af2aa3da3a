package index

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

func (s step) start(e *execution, set bool) stream {
	w := &walk{step: s, e: e, set: set, wish: firstRows}
	if s.from == nil {
		w.from, w.in = &knownStream{ids: []uint64{0}}, newRows(0) // one row, from which all keys are looked at
	} else {
		w.from, w.in = start(s.from, e, set), newRows(len(s.from.columns()))
	}
	for o := range orders {
		if orders[o][0] == s.at {
			w.order = o
		}
	}
	if w.tails = [][]uint64{nil}; s.from == nil {
		return w
	}
	for _, at := range orders[w.order][1:] {
		if s.want[at] == nil || len(w.tails)*len(s.want[at]) > maxWanted {
			break
		}
		var longer [][]uint64
		for _, tail := range w.tails {
			for _, id := range slices.Sorted(slices.Values(s.want[at])) {
				longer = append(longer, append(slices.Clone(tail), id))
			}
		}
		w.tails = longer
		w.step.want[at] = nil // the key says it
	}
	return w
}

// walk goes a step from each node of from, in the order of their numbers as far as they come together.
type walk struct {
	step
	e     *execution
	from  stream
	in    *rows
	set   bool
	wish  int // rows of from that are asked for
	order int
	tails [][]uint64 // what follows a node in the keys that are sought

	it         *pebble.Iterator
	sorted     []int // rows of in by number
	begin, end int   // in sorted: the rows with the node that is looked at
	tail       int   // which of the tails
	scanning   bool
	found      int // quads of this node
	key        []byte
	seen       numbers
	tags       []uint64
	quad       ids
}

func (w *walk) next(out *rows, n int) error {
	out.reset()
	for out.len() < n {
		if !w.scanning {
			if ok, err := w.advance(); !ok || err != nil {
				return err
			}
		}
		if err := w.scan(out, n); err != nil {
			return err
		}
	}
	return nil
}

// advance goes to the next range of keys; the end of from is the end.
func (w *walk) advance() (bool, error) {
	if err := w.e.stopped(); err != nil {
		return false, err
	}
	w.tail++
	if w.begin == w.end || w.tail == len(w.tails) {
		if w.begin, w.tail, w.found = w.end, 0, 0; w.begin == len(w.sorted) {
			if ok, err := w.fetch(); !ok {
				return false, err
			}
		}
		id := w.in.id[w.sorted[w.begin]]
		for w.end = w.begin + 1; w.end < len(w.sorted) && w.in.id[w.sorted[w.end]] == id; w.end++ {
		}
	}
	w.key = append(w.key[:0], byte(quadSpace+w.order))
	if w.step.from != nil {
		w.key = binary.BigEndian.AppendUint64(w.key, w.in.id[w.sorted[w.begin]])
	}
	for _, id := range w.tails[w.tail] {
		w.key = binary.BigEndian.AppendUint64(w.key, id)
	}
	return true, w.seek()
}

// fetch takes more rows and sorts them.
func (w *walk) fetch() (bool, error) {
	if err := w.from.next(w.in, w.wish); err != nil || w.in.len() == 0 {
		return false, err
	}
	w.wish = more(w.wish)
	w.sorted, w.begin, w.end = w.sorted[:0], 0, 0
	for i := range w.in.id {
		w.sorted = append(w.sorted, i)
	}
	if !slices.IsSorted(w.in.id) {
		slices.SortStableFunc(w.sorted, func(a, b int) int {
			switch x, y := w.in.id[a], w.in.id[b]; {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		})
	}
	return true, nil
}

func (w *walk) seek() (err error) {
	w.scanning = true
	if w.it == nil {
		if w.it, err = w.e.g.cursor(w.order); err != nil {
			return err
		}
		w.e.g.opened(w)
	}
	w.it.SeekGE(w.key)
	return damaged(w.it.Error())
}

// scan reads on in the range, until it ends or there are n rows.
func (w *walk) scan(out *rows, n int) error {
	for ; out.len() < n; w.it.Next() {
		if !w.it.Valid() || !bytes.HasPrefix(w.it.Key(), w.key) {
			w.scanning = false
			return damaged(w.it.Error())
		}
		if err := w.e.stopped(); err != nil {
			return err
		}
		q, ok := parse(w.order, w.it.Key())
		if !ok {
			return errKey(w.it.Key())
		}
		if w.fits(q) {
			w.quad = q
			w.emit(out)
			if w.set && w.keep {
				w.scanning, w.tail = false, len(w.tails)-1 // once is enough
				return nil
			}
		}
	}
	return nil
}

func (w *walk) fits(q ids) bool {
	for at, want := range w.want {
		if want != nil && !slices.Contains(want, q[at]) {
			return false
		}
	}
	for _, s := range w.saves {
		if q[s.place] == 0 {
			return false // no label
		}
	}
	return true
}

func (w *walk) emit(out *rows) {
	id := w.quad[w.result]
	if w.set {
		if w.seen.add(id) {
			out.add(id, false, nil, 0)
		}
		return
	}
	w.tags = w.tags[:0]
	for _, s := range w.saves {
		w.tags = append(w.tags, w.quad[s.place])
	}
	for _, i := range w.sorted[w.begin:w.end] {
		out.add(id, w.in.more[i] || w.keep && w.found > 0, w.in, i, w.tags...)
	}
	w.found++
}

func (w *walk) close() error {
	err := w.from.close()
	if w.it != nil {
		w.e.g.closed(w)
		err = firstOf(err, w.e.g.give(w.order, w.it))
		w.it = nil
	}
	return err
}

// Close is for the graph, which closes what its user left open.
func (w *walk) Close() error { return w.close() }
