package train

import "math"

// A sample is one claim: its signals, log odds that are known beforehand, and whether it is right.
type sample struct {
	signals []float64
	known   float64
	right   bool
}

// logistic fits weights and, behind them, a bias to samples: the least of log loss plus l2/2 times the squares of the weights, found by
// Newton's method. The signals from free on are not drawn towards 0, and neither is the bias.
func logistic(samples []sample, l2 float64, free int) []float64 {
	if len(samples) == 0 {
		return nil
	}
	n := len(samples[0].signals) + 1
	w := make([]float64, n)
	for range 50 {
		gradient, hessian := make([]float64, n), make([][]float64, n)
		for i := range hessian {
			hessian[i] = make([]float64, n)
			if i < free {
				gradient[i], hessian[i][i] = l2*w[i], l2
			} else {
				hessian[i][i] = 1e-6 // so that a signal which never changes leaves the system solvable
			}
		}
		for _, s := range samples {
			p := predict(w, s)
			miss := p
			if s.right {
				miss--
			}
			for i := range n {
				gradient[i] += miss * at(s.signals, i)
				for j := range n {
					hessian[i][j] += p * (1 - p) * at(s.signals, i) * at(s.signals, j)
				}
			}
		}
		step, largest := solve(hessian, gradient), 0.0
		for i := range w {
			w[i] -= step[i]
			largest = max(largest, math.Abs(step[i]))
		}
		if largest < 1e-9 {
			break
		}
	}
	return w
}

// at is a signal, or 1 for the bias behind the last.
func at(signals []float64, i int) float64 {
	if i == len(signals) {
		return 1
	}
	return signals[i]
}

func predict(w []float64, s sample) float64 {
	z := s.known
	for i := range w {
		z += w[i] * at(s.signals, i)
	}
	return 1 / (1 + math.Exp(-z))
}

// solve finds x with a x = b by elimination; it uses up a and b.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		best := i
		for j := i + 1; j < n; j++ {
			if math.Abs(a[j][i]) > math.Abs(a[best][i]) {
				best = j
			}
		}
		a[i], a[best], b[i], b[best] = a[best], a[i], b[best], b[i]
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for k := i + 1; k < n; k++ {
			x[i] -= a[i][k] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}
