package linear

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// A CRF is a linear-chain conditional random field: it labels the steps of a chain together. It is read in place from its packed
// form and is safe for concurrent use.
type CRF struct {
	Labels []string
	scale  float32   // of the weights
	first  []float32 // label -> factor at the first step
	moves  []float32 // before*n + label -> factor, 0 where the one may not follow the other
	shift  uint
	starts []uint32 // bucket -> first byte of its entries; one more than there are buckets
	cells  string   // entries: check byte, number of weights, (label, weight int8) each
}

const crfHeader = "newsgraph crf 1\n"

// OpenCRF reads a packed field: header, labels, scale, factors, number of bits of a bucket, bytes of every bucket, entries.
func OpenCRF(packed string) (*CRF, error) {
	rest, ok := strings.CutPrefix(packed, crfHeader)
	labels, rest, found := strings.Cut(rest, "\n")
	c := &CRF{Labels: strings.Split(labels, " ")}
	n := len(c.Labels)
	if !ok || !found || n > maxLabels || len(rest) < 4*(1+n+n*n)+1 {
		return nil, fmt.Errorf("not a packed field")
	}
	float := func() float32 {
		f := math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[:4])))
		rest = rest[4:]
		return f
	}
	c.scale = float()
	for range n {
		c.first = append(c.first, factor(float()))
	}
	for range n * n {
		c.moves = append(c.moves, factor(float()))
	}
	bits := uint(rest[0])
	if rest = rest[1:]; bits == 0 || bits > 24 || len(rest) < 2<<bits {
		return nil, fmt.Errorf("packed field is cut off")
	}
	c.shift, c.starts = 32-bits, make([]uint32, 1<<bits+1)
	for i := range 1 << bits {
		c.starts[i+1] = c.starts[i] + uint32(rest[2*i]) + uint32(rest[2*i+1])<<8
	}
	if c.cells = rest[2<<bits:]; uint64(len(c.cells)) != uint64(c.starts[1<<bits]) {
		return nil, fmt.Errorf("packed field is cut off")
	}
	return c, c.check()
}

// factor is what a weight multiplies a chain's probability by.
func factor(weight float32) float32 { return float32(math.Exp(float64(min(weight, 30)))) }

// check reads every entry once.
func (c *CRF) check() error {
	for b := range len(c.starts) - 1 {
		at, end := int(c.starts[b]), int(c.starts[b+1])
		for at < end {
			if at+2 > end || at+2+2*int(c.cells[at+1]) > end {
				return fmt.Errorf("packed field: bucket %d is cut off", b)
			}
			for k := at + 2; k < at+2+2*int(c.cells[at+1]); k += 2 {
				if int(c.cells[k]) >= len(c.Labels) {
					return fmt.Errorf("packed field: a weight of label %d of %d", c.cells[k], len(c.Labels))
				}
			}
			at += 2 + 2*int(c.cells[at+1])
		}
	}
	return nil
}

// checkByte tells apart features of one bucket; a feature that was never learnt meets another's entry once in some hundred times.
func checkByte(feature uint32, shift uint) byte { return byte(feature >> (shift - 8)) }

// score adds the weights of the features to the scores of the labels.
func (c *CRF) score(features []uint32, scores []int32) {
	for _, f := range features {
		bucket := f >> c.shift
		at, end := c.starts[bucket], c.starts[bucket+1]
		check := checkByte(f, c.shift)
		for at < end {
			n := 2 * uint32(c.cells[at+1])
			if c.cells[at] == check {
				cells := c.cells[at+2 : at+2+n]
				for i := 0; i+1 < len(cells); i += 2 {
					scores[cells[i]] += int32(int8(cells[i+1]))
				}
				break
			}
			at += 2 + n
		}
	}
}

// A Labelling is what a field says of a chain.
type Labelling struct {
	Best  []int       // step -> label of the likeliest chain
	Share [][]float32 // step, label -> probability
}

// Label finds the likeliest labels of a chain of steps, each given by its features, and the probability of every label.
func (c *CRF) Label(steps [][]uint32) Labelling {
	n := len(c.Labels)
	l := lattice{n: n, first: c.first, moves: c.moves, emit: make([]float32, n*len(steps))}
	scores := make([]int32, n)
	for t, features := range steps {
		clear(scores)
		c.score(features, scores)
		for i, s := range scores {
			l.emit[t*n+i] = float32(s) * c.scale
		}
	}
	l.level()
	l.sweep()
	out := Labelling{Best: l.best(), Share: make([][]float32, len(steps))}
	for t := range steps {
		out.Share[t] = l.share[t*n : t*n+n : t*n+n]
	}
	return out
}
