package morph

import (
	"encoding/binary"
	"fmt"
)

// An automaton is a minimal acyclic automaton over bytes, read in place: arcs of four bytes in the data of the binary, so that
// opening it costs nothing. An arc holds its label (8 bits), whether it is the last of its node (1 bit) and the index of the
// first arc of its target node (23 bits; 0 = no arcs).
type automaton struct {
	arcs string // 4 bytes per arc, little endian
	root uint32
}

const (
	arcLast    = 1 << 8
	arcTarget  = 9 // shift
	maxArcs    = 1 << 23
	formEnd    = 0 // label between a form and the number of its reading
	arcBytes   = 4
	packHeader = "newsgraph lexicon 1\n"
)

func (a automaton) arc(i uint32) uint32 {
	b := a.arcs[i*arcBytes : i*arcBytes+arcBytes]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// step follows the arc with the label from the node; ok is false where there is none.
func (a automaton) step(node uint32, label byte) (next uint32, ok bool) {
	if node == 0 {
		return 0, false
	}
	for i := node; ; i++ {
		arc := a.arc(i)
		if byte(arc) == label {
			return arc >> arcTarget, true
		}
		if arc&arcLast != 0 {
			return 0, false
		}
	}
}

// find returns the node behind the form's end mark.
func (a automaton) find(form string) (node uint32, ok bool) {
	node = a.root
	for i := 0; i < len(form); i++ {
		if node, ok = a.step(node, form[i]); !ok {
			return 0, false
		}
	}
	return a.step(node, formEnd)
}

// numbers calls yield with every two-byte number that follows the node.
func (a automaton) numbers(node uint32, yield func(n int)) {
	for i := node; i != 0; i++ {
		high := a.arc(i)
		for j := high >> arcTarget; j != 0; j++ {
			low := a.arc(j)
			yield(int(byte(high))<<8 | int(byte(low)))
			if low&arcLast != 0 {
				break
			}
		}
		if high&arcLast != 0 {
			break
		}
	}
}

// openPack takes a packed lexicon apart: header, lengths, table of readings, arcs.
func openPack(pack string) (table string, a automaton, err error) {
	if len(pack) < len(packHeader)+8 || pack[:len(packHeader)] != packHeader {
		return "", a, fmt.Errorf("not a packed lexicon")
	}
	rest := pack[len(packHeader):]
	size := int(binary.LittleEndian.Uint32([]byte(rest[:4])))
	root := binary.LittleEndian.Uint32([]byte(rest[4:8]))
	rest = rest[8:]
	if size > len(rest) || (len(rest)-size)%arcBytes != 0 || int(root)*arcBytes >= len(rest)-size {
		return "", a, fmt.Errorf("packed lexicon is cut off")
	}
	return rest[:size], automaton{arcs: rest[size:], root: root}, nil
}

// Pack builds a packed lexicon from its entries: forms with the numbers of their readings, sorted by form and number,
// and the table of readings. It is the counterpart of New for the generator.
func Pack(table string, entries []Entry) ([]byte, error) {
	b := builder{nodes: map[string]uint32{}, arcs: make([]byte, arcBytes)}
	var path []frozen
	path = append(path, frozen{})
	previous := ""
	for _, e := range entries {
		key := e.Form + string([]byte{formEnd, byte(e.Reading >> 8), byte(e.Reading)})
		if key <= previous {
			return nil, fmt.Errorf("pack lexicon: %q is not in order", e.Form)
		}
		path = b.shrink(path, common(previous, key))
		for i := len(path) - 1; i < len(key); i++ {
			path[i].labels = append(path[i].labels, key[i])
			path = append(path, frozen{})
		}
		previous = key
	}
	path = b.shrink(path, 0)
	root, err := b.freeze(path[0]), b.err
	if err != nil {
		return nil, err
	}
	out := append([]byte(packHeader), make([]byte, 8)...)
	binary.LittleEndian.PutUint32(out[len(packHeader):], uint32(len(table)))
	binary.LittleEndian.PutUint32(out[len(packHeader)+4:], root)
	return append(append(out, table...), b.arcs...), nil
}

// An Entry is a form with the number of one of its readings.
type Entry struct {
	Form    string
	Reading int
}

// A frozen node is a node whose arcs, but for the last, point to finished nodes.
type frozen struct {
	labels  []byte
	targets []uint32
}

type builder struct {
	nodes map[string]uint32 // arcs of a node -> where they are
	arcs  []byte
	err   error
}

// shrink finishes the nodes of the path beyond keep labels.
func (b *builder) shrink(path []frozen, keep int) []frozen {
	for len(path)-1 > keep {
		last := b.freeze(path[len(path)-1])
		path = path[:len(path)-1]
		path[len(path)-1].targets = append(path[len(path)-1].targets, last)
	}
	return path
}

// freeze writes the node, unless one like it is written already, and returns where it is.
func (b *builder) freeze(n frozen) uint32 {
	if len(n.labels) == 0 {
		return 0
	}
	key := make([]byte, 0, len(n.labels)*arcBytes)
	for i, label := range n.labels {
		arc := uint32(label) | n.targets[i]<<arcTarget
		if i == len(n.labels)-1 {
			arc |= arcLast
		}
		key = binary.LittleEndian.AppendUint32(key, arc)
	}
	if at, ok := b.nodes[string(key)]; ok {
		return at
	}
	at := uint32(len(b.arcs) / arcBytes)
	if at+uint32(len(n.labels)) >= maxArcs {
		b.err = fmt.Errorf("pack lexicon: more than %d arcs", maxArcs)
		return 0
	}
	b.nodes[string(key)] = at
	b.arcs = append(b.arcs, key...)
	return at
}

func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
