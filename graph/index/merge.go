package index

import (
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// intern gives every value its number: the one it has, or the next.
func (l *loading) intern() (err error) {
	m := &merge[*valueRun]{less: func(a, b *valueRun) bool {
		return cmp.Or(bytes.Compare(a.name, b.name), cmp.Compare(a.chunk, b.chunk)) < 0
	}}
	numbers := make([]*sink, len(l.chunks))
	for n := range l.chunks {
		m.add(&valueRun{chunk: n, source: l.open("values-%d", n)})
		numbers[n] = l.create("numbers-%d", n)
	}
	defer func() {
		err = errors.Join(err, m.close())
		for _, s := range numbers {
			err = errors.Join(err, s.close())
		}
	}()
	old, err := l.probe(nameSpace)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.close()) }()
	names, values := l.newTables("names"), l.newTables("values")
	var last []byte
	var id uint64
	for m.Len() > 0 {
		r := m.runs[0]
		if last == nil || !bytes.Equal(last, r.name) {
			last = append(last[:0], r.name...)
			if id, err = l.number(old, names, values, r.name, r.value); err != nil {
				return err
			}
		}
		numbers[r.chunk].uint(id)
		m.next()
	}
	return errors.Join(m.err(), l.close(names), l.close(values), l.ctx.Err())
}

func (l *loading) number(old *probe, names, values *tables, name, value []byte) (uint64, error) {
	b, err := old.value(name)
	if err != nil {
		return 0, err
	}
	if b != nil {
		if len(b) != 8 {
			return 0, fmt.Errorf("%w: number of %d bytes", ErrCorrupt, len(b))
		}
		return binary.BigEndian.Uint64(b), nil
	}
	id := l.state.next
	l.state.next++
	if err := names.set(name, binary.BigEndian.AppendUint64(nil, id)); err != nil {
		return 0, err
	}
	return id, values.set(numbered(valueSpace, id), value)
}

// valueRun is the sorted list of a chunk's values.
type valueRun struct {
	*source
	chunk       int
	name, value []byte
}

func (r *valueRun) next() {
	if r.value = r.bytes(r.value); r.err == nil {
		r.name = nameOf(r.value)
	}
}

// sortQuads turns the quads of each chunk into numbers and sorts them in each order.
func (l *loading) sortQuads() error {
	group := newTasks(min(2, runtime.GOMAXPROCS(0))) // two chunks are in memory while they are read, and so they are here
	for n := range l.chunks {
		group.run(func() error { return l.sortChunk(n) })
	}
	return errors.Join(group.wait(), l.ctx.Err())
}

func (l *loading) sortChunk(n int) (err error) {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	numbers, err := l.numbers(n)
	if err != nil {
		return err
	}
	in := l.open("quads-%d", n)
	defer func() { err = errors.Join(err, in.failed(), in.close()) }()
	var quads []ids
	for in.err == nil {
		var q ids
		for i := range q {
			q[i] = numbers[in.uint()]
		}
		if in.err == nil {
			quads = append(quads, q)
		}
	}
	turned := make([]ids, len(quads))
	for o := range orders {
		for i, q := range quads {
			for k, place := range orders[o] {
				turned[i][k] = q[place]
			}
		}
		slices.SortFunc(turned, compareIDs)
		out := l.create("order-%d-%d", o, n)
		writeRun(out, turned)
		if err := out.close(); err != nil {
			return err
		}
	}
	return nil
}

// numbers of a chunk's values, by place; place 0, no label, has number 0.
func (l *loading) numbers(n int) ([]uint64, error) {
	in := l.open("numbers-%d", n)
	defer in.close()
	out := make([]uint64, 1, l.chunks[n]+1)
	for range l.chunks[n] {
		out = append(out, in.uint())
	}
	return out, in.err
}

func compareIDs(a, b ids) int {
	for i := range a {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// writeRun writes sorted quads, each once: how many numbers it shares with the one before, how much greater the next is, the rest.
func writeRun(out *sink, quads []ids) {
	var last ids
	for i, q := range quads {
		if i > 0 && q == last {
			continue
		}
		same := 0
		for same < 3 && q[same] == last[same] {
			same++
		}
		out.uint(uint64(same))
		out.uint(q[same] - last[same])
		for _, n := range q[same+1:] {
			out.uint(n)
		}
		last = q
	}
}

// quadRun reads what writeRun wrote.
type quadRun struct {
	*source
	quad ids
}

func (r *quadRun) next() {
	same := r.uint()
	if r.err != nil {
		return
	}
	if same > 3 {
		r.err = fmt.Errorf("%w: a file of the loading", ErrCorrupt)
		return
	}
	r.quad[same] += r.uint()
	for i := same + 1; i < 4; i++ {
		r.quad[i] = r.uint()
	}
}

// mergeQuads writes the keys of each order that are not there yet.
func (l *loading) mergeQuads() error {
	group := newTasks(runtime.GOMAXPROCS(0))
	var added [len(orders)]uint64
	for o := range orders {
		group.run(func() (err error) {
			added[o], err = l.mergeOrder(o)
			return err
		})
	}
	if err := group.wait(); err != nil {
		return err
	}
	for o, n := range added {
		if n != added[0] {
			return fmt.Errorf("%w: order %d gets %d new quads, order 0 %d", ErrCorrupt, o, n, added[0])
		}
	}
	l.state.quads += added[0]
	return nil
}

func (l *loading) mergeOrder(o int) (added uint64, err error) {
	m := &merge[*quadRun]{less: func(a, b *quadRun) bool { return compareIDs(a.quad, b.quad) < 0 }}
	for n := range l.chunks {
		m.add(&quadRun{source: l.open("order-%d-%d", o, n)})
	}
	defer func() { err = errors.Join(err, m.close()) }()
	old, err := l.probe(byte(quadSpace + o))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, old.close()) }()
	out, tally := l.newTables(fmt.Sprint("order-", o)), l.newTally(o)
	var last ids
	for key := make([]byte, 1+8*4); m.Len() > 0; m.next() {
		q := m.runs[0].quad
		if q == last {
			continue
		}
		last = q
		key[0] = byte(quadSpace + o)
		for i, n := range q {
			binary.BigEndian.PutUint64(key[1+8*i:], n)
		}
		there, err := old.value(key)
		if err != nil {
			return added, errors.Join(err, tally.close())
		}
		if there != nil {
			continue
		}
		if added++; added%steps == 0 && l.ctx.Err() != nil {
			return added, errors.Join(l.ctx.Err(), tally.close())
		}
		if err := out.set(key, nil); err != nil {
			return added, errors.Join(err, tally.close())
		}
		tally.count(q[0])
	}
	return added, errors.Join(m.err(), tally.close(), l.close(out))
}

// probe looks sorted keys up in what the index has.
type probe struct{ it *pebble.Iterator }

func (l *loading) probe(space byte) (*probe, error) {
	if l.before.quads == 0 {
		return &probe{}, nil
	}
	it, err := l.db.pebble.NewIter(&pebble.IterOptions{LowerBound: []byte{space}, UpperBound: []byte{space + 1}})
	return &probe{it}, err
}

// value is what the key has, nil if it is not there.
func (p *probe) value(key []byte) ([]byte, error) {
	if p.it == nil || !p.it.SeekGE(key) || !bytes.Equal(p.it.Key(), key) {
		if p.it != nil {
			return nil, damaged(p.it.Error())
		}
		return nil, nil
	}
	v, err := p.it.ValueAndErr()
	if v == nil {
		v = []byte{}
	}
	return v, damaged(err)
}

func (p *probe) close() error {
	if p.it == nil {
		return nil
	}
	return p.it.Close()
}

// A tally says of an order in how many new quads each number stands in the first place.
type tally struct {
	*sink
	id, n uint64
}

func (l *loading) newTally(o int) *tally { return &tally{sink: l.create("tally-%d", o)} }

func (t *tally) count(id uint64) {
	if id != t.id {
		t.put()
		t.id = id
	}
	t.n++
}

func (t *tally) put() {
	if t.n > 0 && t.id != 0 { // 0 is no label
		t.uint(t.id)
		t.uint(t.n)
	}
	t.n = 0
}

func (t *tally) close() error {
	t.put()
	return t.sink.close()
}

// tallyRun reads a tally.
type tallyRun struct {
	*source
	place int
	id, n uint64
}

func (r *tallyRun) next() { r.id, r.n = r.uint(), r.uint() }

// counts adds the tallies to the counts that there are.
func (l *loading) counts() (err error) {
	m := &merge[*tallyRun]{less: func(a, b *tallyRun) bool { return a.id < b.id }}
	for o := range orders {
		m.add(&tallyRun{source: l.open("tally-%d", o), place: orders[o][0]})
	}
	defer func() { err = errors.Join(err, m.close()) }()
	old, err := l.probe(countSpace)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.close()) }()
	out := l.newTables("counts")
	for m.Len() > 0 {
		id := m.runs[0].id
		key := numbered(countSpace, id)
		b, err := old.value(key)
		if err != nil {
			return err
		}
		var c counts
		if b == nil {
			l.state.nodes++
		} else if !c.decode(b) {
			return fmt.Errorf("%w: counts of number %d", ErrCorrupt, id)
		}
		for ; m.Len() > 0 && m.runs[0].id == id; m.next() {
			c[m.runs[0].place] += m.runs[0].n
		}
		if err := out.set(key, c.encode()); err != nil {
			return err
		}
	}
	return errors.Join(m.err(), l.close(out))
}

// merge goes over sorted runs in one order.
type merge[R run] struct {
	runs   []R
	less   func(a, b R) bool
	all    []R
	failed []error
}

type run interface {
	next()
	ended() error
	close() error
}

func (s *source) ended() error { return s.err }

func (m *merge[R]) add(r R) {
	m.all = append(m.all, r)
	if r.next(); m.live(r) {
		heap.Push(m, r)
	}
}

func (m *merge[R]) live(r R) bool {
	err := r.ended()
	if err != nil && err != io.EOF {
		m.failed = append(m.failed, err)
	}
	return err == nil
}

// next goes on in the run that is first.
func (m *merge[R]) next() {
	if m.runs[0].next(); m.live(m.runs[0]) {
		heap.Fix(m, 0)
	} else {
		heap.Pop(m)
	}
}

func (m *merge[R]) err() error { return errors.Join(m.failed...) }

func (m *merge[R]) close() error {
	var err error
	for _, r := range m.all {
		err = errors.Join(err, r.close())
	}
	return err
}

func (m *merge[R]) Len() int           { return len(m.runs) }
func (m *merge[R]) Less(i, j int) bool { return m.less(m.runs[i], m.runs[j]) }
func (m *merge[R]) Swap(i, j int)      { m.runs[i], m.runs[j] = m.runs[j], m.runs[i] }
func (m *merge[R]) Push(r any)         { m.runs = append(m.runs, r.(R)) }
func (m *merge[R]) Pop() any {
	last := len(m.runs) - 1
	r := m.runs[last]
	m.runs = m.runs[:last]
	return r
}
