// Package linear holds linear models over hashed features: how they are stored, scored, and trained with the averaged
// perceptron. For example, a tagger asks Model.Score for the scores of all labels given the features of one token.
//
// Features are numbers, labels strings; it knows nothing of German or of what the labels mean. Since features are hashed, no
// text of a training corpus is in a model.
package linear

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// A Model scores labels. It is read in place from its packed form and is safe for concurrent use.
type Model struct {
	Labels []string
	mask   uint32
	counts []byte   // bucket -> number of cells; a multiple of 8 of them
	starts []uint32 // group of 8 buckets -> first cell
	cells  string   // 2 bytes each: label, weight (int8)
}

const header = "newsgraph linear 1\n"

// Open reads a packed model: header, labels, number of buckets, number of cells of every bucket, cells.
func Open(packed string) (*Model, error) {
	rest, ok := strings.CutPrefix(packed, header)
	labels, rest, found := strings.Cut(rest, "\n")
	if !ok || !found || len(rest) < 4 {
		return nil, fmt.Errorf("not a packed model")
	}
	buckets := binary.LittleEndian.Uint32([]byte(rest[:4]))
	rest = rest[4:]
	if buckets == 0 || buckets&(buckets-1) != 0 || uint64(len(rest)) < uint64(buckets) {
		return nil, fmt.Errorf("packed model is cut off")
	}
	m := &Model{Labels: strings.Split(labels, " "), mask: buckets - 1, cells: rest[buckets:]}
	m.counts = append([]byte(rest[:buckets]), make([]byte, -buckets&7)...)
	m.starts = make([]uint32, len(m.counts)/8)
	total := uint64(0)
	for i, n := range m.counts {
		if i%8 == 0 {
			m.starts[i/8] = uint32(total)
		}
		total += uint64(n)
	}
	if uint64(len(m.cells)) != 2*total {
		return nil, fmt.Errorf("packed model is cut off")
	}
	for i := 0; i < len(m.cells); i += 2 {
		if int(m.cells[i]) >= len(m.Labels) {
			return nil, fmt.Errorf("packed model has a cell for label %d of %d", m.cells[i], len(m.Labels))
		}
	}
	return m, nil
}

// Score adds the weights of the features to the scores of the labels. It is faster where scores has room for MaxLabels.
func (m *Model) Score(features []uint32, scores []int32) {
	if cap(scores) < MaxLabels {
		room := make([]int32, MaxLabels)
		copy(room, scores)
		m.score(features, (*[MaxLabels]int32)(room))
		copy(scores, room)
		return
	}
	m.score(features, (*[MaxLabels]int32)(scores[:MaxLabels]))
}

// MaxLabels is how many labels a model can have.
const MaxLabels = 256

func (m *Model) score(features []uint32, scores *[MaxLabels]int32) {
	for _, f := range features {
		bucket := f & m.mask
		n := uint32(m.counts[bucket])
		if n == 0 {
			continue
		}
		at := 2 * (m.starts[bucket/8] + m.ahead(bucket))
		for cells := m.cells[at : at+2*n]; len(cells) > 1; cells = cells[2:] {
			scores[cells[0]] += int32(int8(cells[1]))
		}
	}
}

// ahead sums the counts of the buckets before one in its group of 8: the bytes in pairs, then the pairs by a multiplication.
func (m *Model) ahead(bucket uint32) uint32 {
	x := binary.LittleEndian.Uint64(m.counts[bucket&^7:])
	x &= 1<<(8*(bucket&7)) - 1
	x = x&0x00ff00ff00ff00ff + x>>8&0x00ff00ff00ff00ff
	return uint32(x * 0x0001000100010001 >> 48)
}

// Scores returns a slice for the scores of the labels, with room.
func (m *Model) Scores() []int32 { return make([]int32, len(m.Labels), MaxLabels) }

// A Feature is a hash under way: Feature(template).Text(word).Number(3) is one feature.
type Feature uint32

// NewFeature starts a feature of a template.
func NewFeature(template int) Feature {
	return Feature(2166136261).Number(template)
}

// Text adds a string.
func (f Feature) Text(s string) Feature {
	for i := 0; i < len(s); i++ {
		f = (f ^ Feature(s[i])) * 16777619
	}
	return (f ^ 0xff) * 16777619
}

// Number adds a number.
func (f Feature) Number(n int) Feature {
	f = (f ^ Feature(n&0xff)) * 16777619
	return (f ^ Feature(n>>8&0xff)) * 16777619
}

// Atom adds a hash that was made before: features of several parts share those of the parts.
func (f Feature) Atom(hash uint32) Feature {
	f = (f ^ Feature(hash)) * 0x9e3779b1
	return f ^ f>>15
}

// Sum returns the feature. The bits are mixed once more, since models use the lowest ones only.
func (f Feature) Sum() uint32 {
	f ^= f >> 16
	f *= 0x85ebca6b
	f ^= f >> 13
	f *= 0xc2b2ae35
	return uint32(f ^ f>>16)
}

// Best returns the label with the highest score among those that are allowed, the first of equals; allowed nil means all.
func Best(scores []int32, allowed func(label int) bool) int {
	best := -1
	for label, s := range scores {
		if (best < 0 || s > scores[best]) && (allowed == nil || allowed(label)) {
			best = label
		}
	}
	return max(best, 0)
}
