package index

import (
	"bytes"
	"context"
	"encoding/binary"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// A stream is a plan at work. next fills out with rows, about n of them; none means the end.
type stream interface {
	next(out *rows, n int) error
	close() error
}

// execution is what the streams of one plan share.
type execution struct {
	g    *Graph
	ctx  context.Context // of the call that waits; never nil
	tick int
}

// stopped looks now and then whether anybody still waits: at the query's context as well as at the one that Cayley passes.
func (e *execution) stopped() error {
	if e.tick++; e.tick%steps != 0 {
		return nil
	}
	if err := e.g.ctx.Err(); err != nil {
		return err
	}
	return e.ctx.Err()
}

// Streams of a path begin with few rows at a time, so that the first come soon, and go on with more, so that a scan follows the order
// of the keys.
const (
	firstRows = 16
	mostRows  = 4096
)

func more(n int) int { return min(4*n, mostRows) }

// start begins a plan. As a set it may leave out rows that repeat a node; only plans without tags are asked to.
func start(p plan, e *execution, set bool) stream { return p.start(e, set && len(p.columns()) == 0) }

func (k known) start(*execution, bool) stream { return &knownStream{ids: k.ids} }

type knownStream struct{ ids []uint64 }

func (s *knownStream) next(out *rows, n int) error {
	out.reset()
	n = min(n, len(s.ids))
	for _, id := range s.ids[:n] {
		out.add(id, false, nil, 0)
	}
	s.ids = s.ids[n:]
	return nil
}

func (s *knownStream) close() error { return nil }

func (t tagged) start(e *execution, _ bool) stream {
	return &taggedStream{from: t.from.start(e, false), rows: newRows(len(t.from.columns())), n: len(t.tags)}
}

type taggedStream struct {
	from stream
	rows *rows
	n    int
	tags []uint64
}

func (s *taggedStream) next(out *rows, n int) error {
	out.reset()
	err := s.from.next(s.rows, n)
	for i, id := range s.rows.id {
		s.tags = s.tags[:0]
		for range s.n {
			s.tags = append(s.tags, id)
		}
		out.add(id, s.rows.more[i], s.rows, i, s.tags...)
	}
	return err
}

func (s *taggedStream) close() error { return s.from.close() }

func (u either) start(e *execution, set bool) stream {
	s := &eitherStream{columns: u.columns()}
	for _, p := range u.parts {
		s.parts = append(s.parts, part{start(p, e, set), newRows(len(p.columns())), p.columns()})
	}
	return s
}

type eitherStream struct {
	columns []string
	parts   []part
	ended   []part
}

type part struct {
	stream
	rows    *rows
	columns []string
}

func (s *eitherStream) next(out *rows, n int) error {
	out.reset()
	for len(s.parts) > 0 {
		p := s.parts[0]
		if err := p.next(p.rows, n); err != nil {
			return err
		}
		if p.rows.len() == 0 {
			s.ended, s.parts = append(s.ended, p), s.parts[1:]
			continue
		}
		out.id, out.more = append(out.id, p.rows.id...), append(out.more, p.rows.more...)
		for i, c := range s.columns {
			if k := slices.Index(p.columns, c); k >= 0 {
				out.tags[i] = append(out.tags[i], p.rows.tags[k]...)
			} else {
				out.tags[i] = append(out.tags[i], make([]uint64, p.rows.len())...)
			}
		}
		return nil
	}
	return nil
}

func (s *eitherStream) close() (err error) {
	for _, p := range append(s.ended, s.parts...) {
		if e := p.close(); err == nil {
			err = e
		}
	}
	return err
}

func (o once) start(e *execution, _ bool) stream {
	return &onceStream{from: start(o.from, e, true), rows: newRows(len(o.columns()))}
}

type onceStream struct {
	from stream
	rows *rows
	seen numbers
}

func (s *onceStream) next(out *rows, n int) error {
	out.reset()
	for out.len() == 0 {
		if err := s.from.next(s.rows, n); err != nil {
			return err
		}
		for i, id := range s.rows.id {
			if s.seen.add(id) {
				out.add(id, false, s.rows, i)
			}
		}
		if s.rows.len() == 0 {
			return nil
		}
	}
	return nil
}

func (s *onceStream) close() error { return s.from.close() }

func (f filtered) start(e *execution, set bool) stream {
	return &filteredStream{from: start(f.from, e, set), set: start(f.set, e, true), rows: newRows(len(f.columns())), scratch: newRows(len(f.set.columns())), not: f.not}
}

type filteredStream struct {
	from, set     stream
	rows, scratch *rows
	in            *numbers
	not           bool
}

func (s *filteredStream) next(out *rows, n int) error {
	if s.in == nil {
		s.in = &numbers{}
		if err := all(s.set, s.scratch, func(i int) { s.in.add(s.scratch.id[i]) }); err != nil {
			return err
		}
	}
	out.reset()
	for out.len() == 0 {
		if err := s.from.next(s.rows, n); err != nil {
			return err
		}
		for i, id := range s.rows.id {
			if s.in.has(id) != s.not {
				out.add(id, s.rows.more[i], s.rows, i)
			}
		}
		if s.rows.len() == 0 {
			return nil
		}
	}
	return nil
}

func (s *filteredStream) close() error { return firstOf(s.from.close(), s.set.close()) }

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// all reads a stream to its end.
func all(s stream, r *rows, each func(i int)) error {
	for n := firstRows; ; n = more(n) {
		if err := s.next(r, n); err != nil || r.len() == 0 {
			return err
		}
		for i := range r.id {
			each(i)
		}
	}
}

func (j joined) start(e *execution, set bool) stream {
	right := j.right.columns()
	return &joinedStream{left: start(j.left, e, set), right: start(j.right, e, set), rows: newRows(len(j.left.columns())), other: newRows(len(right))}
}

// joinedStream holds all rows of its right side.
type joinedStream struct {
	left, right stream
	rows, other *rows
	ways        map[uint64][]int
	kept        *rows
	tags        []uint64
	at          int // in rows
}

func (s *joinedStream) next(out *rows, n int) error {
	if s.ways == nil {
		if err := s.read(); err != nil {
			return err
		}
	}
	out.reset()
	for out.len() == 0 {
		if s.at == s.rows.len() {
			s.at = 0
			if err := s.left.next(s.rows, n); err != nil || s.rows.len() == 0 {
				return err
			}
		}
		for ; s.at < s.rows.len() && out.len() < n; s.at++ {
			for k, other := range s.ways[s.rows.id[s.at]] {
				s.tags = s.tags[:0]
				for _, column := range s.kept.tags {
					s.tags = append(s.tags, column[other])
				}
				out.add(s.rows.id[s.at], s.rows.more[s.at] || k > 0, s.rows, s.at, s.tags...)
			}
		}
	}
	return nil
}

func (s *joinedStream) read() error {
	s.ways, s.kept = map[uint64][]int{}, newRows(len(s.other.tags))
	return all(s.right, s.other, func(i int) {
		id := s.other.id[i]
		s.ways[id] = append(s.ways[id], s.kept.len())
		s.kept.add(id, false, s.other, i)
	})
}

func (s *joinedStream) close() error { return firstOf(s.left.close(), s.right.close()) }

func (s step) start(e *execution, set bool) stream {
	w := &walk{step: s, e: e, from: start(s.from, e, set), in: newRows(len(s.from.columns())), set: set, wish: firstRows}
	for o := range orders {
		if orders[o][0] == s.at {
			w.order = o
		}
	}
	w.tails = [][]uint64{nil}
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
	w.key = binary.BigEndian.AppendUint64(w.key, w.in.id[w.sorted[w.begin]])
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
	return w.it.Error()
}

// scan reads on in the range, until it ends or there are n rows.
func (w *walk) scan(out *rows, n int) error {
	for ; out.len() < n; w.it.Next() {
		if !w.it.Valid() || !bytes.HasPrefix(w.it.Key(), w.key) {
			w.scanning = false
			return w.it.Error()
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
