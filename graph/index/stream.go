package index

import (
	"context"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
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

func (anything) start(e *execution, _ bool) stream {
	return &anyStream{e: e, it: newAll(e.g, true)}
}

// anyStream goes over all nodes.
type anyStream struct {
	e  *execution
	it cayley.Iterator
}

func (s *anyStream) next(out *rows, n int) error {
	out.reset()
	for out.len() < n && s.it.Next(s.e.ctx) {
		out.add(uint64(s.it.Result().(node)), false, nil, 0)
	}
	return s.it.Err()
}

func (s *anyStream) close() error { return s.it.Close() }

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

func (p passing) start(e *execution, set bool) stream {
	return &passingStream{passing: p, e: e, from: start(p.from, e, set), rows: newRows(len(p.columns()))}
}

// passingStream lets Cayley's filters judge the nodes of many rows at once.
type passingStream struct {
	passing
	e    *execution
	from stream
	rows *rows
}

func (s *passingStream) next(out *rows, n int) error {
	out.reset()
	for out.len() == 0 {
		if err := s.from.next(s.rows, n); err != nil || s.rows.len() == 0 {
			return err
		}
		s.e.g.expect(s.rows)
		pass, err := s.judge()
		if err != nil {
			return err
		}
		for i, id := range s.rows.id {
			if pass.has(id) {
				out.add(id, s.rows.more[i], s.rows, i)
			}
		}
	}
	return nil
}

func (s *passingStream) judge() (*numbers, error) {
	var asked, pass numbers
	nodes := iterator.NewFixed()
	for _, id := range s.rows.id {
		if asked.add(id) {
			nodes.Add(node(id))
		}
	}
	var it cayley.Iterator = nodes
	for _, f := range s.filters {
		it = f.BuildIterator(s.e.g, it)
	}
	defer it.Close()
	for it.Next(s.e.ctx) {
		if n, ok := it.Result().(node); ok {
			pass.add(uint64(n))
		}
	}
	return &pass, it.Err()
}

func (s *passingStream) close() error { return s.from.close() }

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
