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
	starts []uint32 // bucket -> first cell; one more than there are buckets
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
	m := &Model{Labels: strings.Split(labels, " "), mask: buckets - 1, starts: make([]uint32, buckets+1), cells: rest[buckets:]}
	for i := range buckets {
		m.starts[i+1] = m.starts[i] + uint32(rest[i])
	}
	if uint64(len(m.cells)) != 2*uint64(m.starts[buckets]) {
		return nil, fmt.Errorf("packed model is cut off")
	}
	for i := 0; i < len(m.cells); i += 2 {
		if int(m.cells[i]) >= len(m.Labels) {
			return nil, fmt.Errorf("packed model has a cell for label %d of %d", m.cells[i], len(m.Labels))
		}
	}
	return m, nil
}

// Score adds the weights of the features to the scores of the labels.
func (m *Model) Score(features []uint32, scores []int32) {
	for _, f := range features {
		bucket := f & m.mask
		cells := m.cells[2*m.starts[bucket] : 2*m.starts[bucket+1]]
		for i := 0; i+1 < len(cells); i += 2 {
			scores[cells[i]] += int32(int8(cells[i+1]))
		}
	}
}

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
