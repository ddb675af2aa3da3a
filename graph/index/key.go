package index

import (
	"encoding/binary"

	"github.com/cayleygraph/quad"
)

// The first byte of a key says what it is.
const (
	metaSpace  = 0x00
	valueSpace = 0x01 // number -> value
	nameSpace  = 0x02 // value -> number
	countSpace = 0x03 // number -> counts
	quadSpace  = 0x10 // and the following, one for each order

	postingSpace = 0x20
)

var (
	formatKey = []byte("\x00format")
	stateKey  = []byte("\x00state")
)

// ids are the numbers of a quad's values; 0 stands for no label.
type ids [4]uint64

// places of a direction in ids and in counts.
const (
	subject = iota
	predicate
	object
	label
)

func place(d quad.Direction) int { return int(d) - 1 }

// order is one of the orders in which quads stand.
type order [4]int

// The orders, in the sequence of their spaces.
var orders = [...]order{
	{subject, predicate, object, label},
	{object, predicate, subject, label},
	{predicate, subject, object, label},
	{label, subject, predicate, object},
}

const (
	bySubject = iota
	byObject
	byPredicate
	byLabel
)

// keyOf is the key of a quad in one of the orders.
func keyOf(o int, q ids) []byte {
	return prefixOf(o, q, 4)
}

// prefixOf is what the keys of all quads have in common that agree with q in the first n places of the order.
func prefixOf(o int, q ids, n int) []byte {
	b := make([]byte, 1, 1+8*4)
	b[0] = byte(quadSpace + o)
	for _, place := range orders[o][:n] {
		b = binary.BigEndian.AppendUint64(b, q[place])
	}
	return b
}

// parse is the inverse of keyOf.
func parse(o int, key []byte) (q ids, ok bool) {
	if len(key) != 1+8*4 {
		return q, false
	}
	for i, place := range orders[o] {
		q[place] = binary.BigEndian.Uint64(key[1+8*i:])
	}
	return q, true
}

func numbered(space byte, id uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{space}, id)
}

// after is the first key behind all that begin with prefix.
func after(prefix []byte) []byte {
	end := append([]byte{}, prefix...)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}

// counts say in how many quads a value stands, by place.
type counts [4]uint64

func (c counts) sum() uint64 { return c[0] + c[1] + c[2] + c[3] }

func (c counts) encode() []byte {
	b := make([]byte, 0, 8)
	for _, n := range c {
		b = binary.AppendUvarint(b, n)
	}
	return b
}

func (c *counts) decode(b []byte) bool {
	for i := range c {
		n, w := binary.Uvarint(b)
		if w <= 0 {
			return false
		}
		c[i], b = n, b[w:]
	}
	return len(b) == 0
}
