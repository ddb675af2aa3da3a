package score

import (
	"fmt"
	"io"
	"math"
)

// bins is how many bins of one width the confidences 0..1 fall into.
const bins = 10

// Reliability counts, by confidence, how many claims are right. The zero value is ready.
type Reliability struct {
	bin [bins]struct {
		n, right int
		sum      float64
	}
	squares float64
}

// Add counts a claim; confidence is 0..1.
func (r *Reliability) Add(confidence float64, right bool) {
	b := &r.bin[min(int(confidence*bins+1e-9), bins-1)]
	b.n++
	b.sum += confidence
	truth := 0.0
	if right {
		b.right++
		truth = 1
	}
	r.squares += (confidence - truth) * (confidence - truth)
}

// N is how many claims were counted.
func (r *Reliability) N() (n int) {
	for _, b := range r.bin {
		n += b.n
	}
	return n
}

// Brier is the mean square of the distance between confidence and truth, 0 is best.
func (r *Reliability) Brier() float64 { return r.squares / float64(max(r.N(), 1)) }

// Error is the expected calibration error: how far the share of right claims of a bin is from its mean confidence, by the size of the bin.
func (r *Reliability) Error() float64 {
	sum := 0.0
	for _, b := range r.bin {
		sum += math.Abs(float64(b.right) - b.sum)
	}
	return sum / float64(max(r.N(), 1))
}

// From is how many claims have a confidence in the bins from least upwards, and how many of them are right.
func (r *Reliability) From(least float64) (right, n int) {
	for i, b := range r.bin {
		if float64(i) >= least*bins-1e-9 {
			n, right = n+b.n, right+b.right
		}
	}
	return right, n
}

// Write prints one line a bin that holds something, then the errors.
func (r *Reliability) Write(w io.Writer) error {
	if _, err := fmt.Fprintln(w, "  confidence      n  mean  right"); err != nil {
		return err
	}
	for i, b := range r.bin {
		if b.n == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "  %.1f to %.1f  %5d  %.2f  %.3f\n", float64(i)/bins, float64(i+1)/bins, b.n, b.sum/float64(b.n), float64(b.right)/float64(b.n)); err != nil {
			return err
		}
	}
	right, n := r.From(0.8)
	_, err := fmt.Fprintf(w, "  calibration error %.3f, Brier %.3f, from 0.8 %.3f of %d\n", r.Error(), r.Brier(), float64(right)/float64(max(n, 1)), n)
	return err
}
