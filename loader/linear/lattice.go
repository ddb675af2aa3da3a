package linear

import "math"

// maxLabels bounds the labels of a chain: sets of labels are bits of a number.
const maxLabels = 32

// A lattice is a chain under a field: factors of labels at every step and between steps.
type lattice struct {
	n     int
	first []float32 // label
	moves []float32 // before*n + label
	emit  []float32 // step*n + label; scores, after level factors
	alpha []float32 // forward, each step sums up to 1
	beta  []float32
	share []float32 // step*n + label -> probability
	total float64   // logarithm of the sum over all chains, the highest scores of the steps left out
	peak  float64   // sum of the highest scores
}

func (l *lattice) steps() int { return len(l.emit) / l.n }

// level turns scores into factors of at most 1.
func (l *lattice) level() {
	l.peak = 0
	for t := range l.steps() {
		row := l.emit[t*l.n : t*l.n+l.n]
		highest := row[0]
		for _, v := range row {
			highest = max(highest, v)
		}
		l.peak += float64(highest)
		for i, v := range row {
			row[i] = float32(math.Exp(float64(v - highest)))
		}
	}
}

// sweep computes the probability of every label at every step, forward and backward.
func (l *lattice) sweep() {
	l.alpha, l.beta, l.share = grow(l.alpha, len(l.emit)), grow(l.beta, len(l.emit)), grow(l.share, len(l.emit))
	l.total = l.peak
	for t := range l.steps() {
		l.forward(t)
	}
	for t := l.steps() - 1; t >= 0; t-- {
		l.backward(t)
	}
}

func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}

func (l *lattice) forward(t int) {
	n := l.n
	now, emit := l.alpha[t*n:t*n+n], l.emit[t*n:t*n+n]
	if t == 0 {
		copy(now, l.first)
	} else {
		clear(now)
		for i, a := range l.alpha[t*n-n : t*n] {
			if a == 0 {
				continue
			}
			for j, m := range l.moves[i*n : i*n+n] {
				now[j] += a * m
			}
		}
	}
	sum := float32(1e-30) // no chain may pass: all labels alike
	for i := range now {
		now[i] *= emit[i]
		sum += now[i]
	}
	for i := range now {
		now[i] /= sum
	}
	l.total += math.Log(float64(sum))
}

func (l *lattice) backward(t int) {
	n := l.n
	now, share := l.beta[t*n:t*n+n], l.share[t*n:t*n+n]
	sum := float32(1e-30)
	for i := range now {
		now[i] = 1
		if t+1 < l.steps() {
			now[i] = 0
			after, emit := l.beta[t*n+n:t*n+2*n], l.emit[t*n+n:t*n+2*n]
			for j, m := range l.moves[i*n : i*n+n] {
				now[i] += m * emit[j] * after[j]
			}
		}
		sum += now[i]
	}
	all := float32(1e-30)
	for i := range now {
		now[i] /= sum
		share[i] = l.alpha[t*n+i] * now[i]
		all += share[i]
	}
	for i := range share {
		share[i] /= all
	}
}

// pairs adds by times the probability of every two labels in a row to the sums, before*n + label.
func (l *lattice) pairs(by float32, sums []float32) {
	n := l.n
	pair := make([]float32, n*n)
	for t := 1; t < l.steps(); t++ {
		all := float32(1e-30)
		for i := range n {
			a := l.alpha[t*n-n+i]
			for j := range n {
				pair[i*n+j] = a * l.moves[i*n+j] * l.emit[t*n+j] * l.beta[t*n+j]
				all += pair[i*n+j]
			}
		}
		for k, p := range pair {
			sums[k] += by * p / all
		}
	}
}

// best finds the likeliest chain.
func (l *lattice) best() []int {
	n, steps := l.n, l.steps()
	if steps == 0 {
		return nil
	}
	back := make([]uint8, len(l.emit))
	now, next := make([]float32, n), make([]float32, n)
	for i := range now {
		now[i] = l.first[i] * l.emit[i]
	}
	for t := 1; t < steps; t++ {
		highest := float32(1e-30)
		for j := range n {
			next[j] = 0
			for i := range n {
				if v := now[i] * l.moves[i*n+j]; v > next[j] {
					next[j], back[t*n+j] = v, uint8(i)
				}
			}
			next[j] *= l.emit[t*n+j]
			highest = max(highest, next[j])
		}
		for j := range n {
			now[j] = next[j] / highest
		}
	}
	out := make([]int, steps)
	for i := range now {
		if now[i] > now[out[steps-1]] {
			out[steps-1] = i
		}
	}
	for t := steps - 1; t > 0; t-- {
		out[t-1] = int(back[t*n+out[t]])
	}
	return out
}
