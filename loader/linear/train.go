package linear

import (
	"encoding/binary"
	"math"
	"strings"
)

// A Trainer learns a model with the averaged perceptron.
type Trainer struct {
	labels  []string
	mask    uint32
	buckets [][]weight
	steps   float64
}

type weight struct {
	now, total float64
	since      float64 // step at which now was set
}

// NewTrainer starts a model of at most 256 labels with 1<<bits buckets for features.
func NewTrainer(labels []string, bits int) *Trainer {
	return &Trainer{labels: labels, mask: 1<<bits - 1, buckets: make([][]weight, 1<<bits)}
}

// Score adds the present weights to the scores.
func (t *Trainer) Score(features []uint32, scores []float64) {
	for _, f := range features {
		for label, w := range t.buckets[f&t.mask] {
			scores[label] += w.now
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

func (t *Trainer) change(bucket uint32, label int, by float64) {
	if t.buckets[bucket] == nil {
		t.buckets[bucket] = make([]weight, len(t.labels))
	}
	w := &t.buckets[bucket][label]
	w.total += w.now * (t.steps - w.since)
	w.since = t.steps
	w.now += by
}

// Pack averages the weights, rounds them to a byte each and returns the packed model. Weights below least, as a fraction of the
// largest, are left out.
func (t *Trainer) Pack(least float64) []byte {
	largest := 0.0
	average := func(w weight) float64 { return (w.total + w.now*(t.steps-w.since)) / max(t.steps, 1) }
	for _, b := range t.buckets {
		for _, w := range b {
			largest = max(largest, math.Abs(average(w)))
		}
	}
	// Few weights are near the largest: those beyond a quarter of it are cut, the others get the finer grain.
	scale := 127 / max(largest/4, 1e-9)
	counts := make([]byte, len(t.buckets))
	var cells []byte
	for i, b := range t.buckets {
		for label, w := range b {
			v := average(w)
			rounded := math.Round(max(-127, min(127, v*scale)))
			if rounded == 0 || math.Abs(v) < least*largest {
				continue
			}
			cells = append(cells, byte(label), byte(int8(rounded)))
			counts[i]++
		}
	}
	out := append([]byte(header), strings.Join(t.labels, " ")+"\n"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(t.buckets)))
	return append(append(out, counts...), cells...)
}
