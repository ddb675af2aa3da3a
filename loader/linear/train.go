package linear

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// A Trainer learns a model with the averaged perceptron. Buckets hold the labels only that an update has touched.
type Trainer struct {
	labels  []string
	mask    uint32
	buckets [][]weight
	steps   uint32
}

type weight struct {
	total float64
	now   float32
	since uint32 // step at which now was set
	label uint8
}

// NewTrainer starts a model of at most 256 labels with 1<<bits buckets for features.
func NewTrainer(labels []string, bits int) *Trainer {
	return &Trainer{labels: labels, mask: 1<<bits - 1, buckets: make([][]weight, 1<<bits)}
}

// Score adds the present weights to the scores.
func (t *Trainer) Score(features []uint32, scores []float64) {
	for _, f := range features {
		bucket := t.buckets[f&t.mask]
		for i := range bucket {
			scores[bucket[i].label] += float64(bucket[i].now)
		}
	}
}

// Step ends one decision: the averages count decisions, right ones too.
func (t *Trainer) Step() { t.steps++ }

// Update moves the weights of the features from the label that was guessed to the right one.
func (t *Trainer) Update(features []uint32, right, guessed int) {
	for _, f := range features {
		t.change(f&t.mask, right, 1)
		t.change(f&t.mask, guessed, -1)
	}
}

// Shift adds to the weights of the features for one label.
func (t *Trainer) Shift(features []uint32, label int, by float32) {
	for _, f := range features {
		t.change(f&t.mask, label, by)
	}
}

func (t *Trainer) change(bucket uint32, label int, by float32) {
	weights := t.buckets[bucket]
	i := slices.IndexFunc(weights, func(w weight) bool { return int(w.label) == label })
	if i < 0 {
		i = len(weights)
		t.buckets[bucket] = append(weights, weight{label: uint8(label)})
	}
	w := &t.buckets[bucket][i]
	w.total += float64(w.now) * float64(t.steps-w.since)
	w.since = t.steps
	w.now += by
}

// A Sum is the sum of the averaged weights of several trainers, which saw the same examples in different orders: the sum of the
// models errs less than each.
type Sum struct {
	labels  []string
	weights [][]float32
}

// Add adds the weights of a trainer, averaged over its steps.
func (s *Sum) Add(t *Trainer) {
	if s.weights == nil {
		s.labels, s.weights = t.labels, make([][]float32, len(t.buckets))
	}
	for bucket, weights := range t.buckets {
		if weights != nil && s.weights[bucket] == nil {
			s.weights[bucket] = make([]float32, len(t.labels))
		}
		for _, w := range weights {
			s.weights[bucket][w.label] += float32((w.total + float64(w.now)*float64(t.steps-w.since)) / float64(max(t.steps, 1)))
		}
	}
}

// Pack rounds the weights to a byte each and returns the packed model. Weights below least, as a fraction of the largest, are
// left out.
func (s *Sum) Pack(least float32) []byte {
	largest := float32(1e-9)
	for _, weights := range s.weights {
		for _, w := range weights {
			largest = max(largest, w, -w)
		}
	}
	// Few weights are near the largest: those beyond a quarter of it are cut, the others get the finer grain.
	scale := 127 / float64(largest/4)
	counts := make([]byte, len(s.weights))
	var cells []byte
	for i, weights := range s.weights {
		for label, w := range weights {
			rounded := math.Round(max(-127, min(127, float64(w)*scale)))
			if rounded == 0 || max(w, -w) < least*largest {
				continue
			}
			cells = append(cells, byte(label), byte(int8(rounded)))
			counts[i]++
		}
	}
	out := append([]byte(header), strings.Join(s.labels, " ")+"\n"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(s.weights)))
	return append(append(out, counts...), cells...)
}
