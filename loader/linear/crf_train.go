package linear

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// A Chain is an example for a field: the features of its steps, and the labels that the annotation leaves open at each, as bits.
// Extra features are left out of a part of the rounds, so that the field learns to do without them.
type Chain struct {
	Steps   [][]uint32
	Extra   [][]uint32
	Allowed []uint32
}

// A CRFPlan says how a field is trained.
type CRFPlan struct {
	Labels  []string
	Follows func(before, label string) bool // which label may follow which; before "" is the start of a chain
	Rounds  int
	Rate    float64 // of the first round
	Half    float64 // rounds until the rate is half of the first
	Decay   float64 // of all weights, a round: L2 regularisation
	Dropout float64 // share of chains of which a round does not see the extra features
	Least   int     // features of fewer steps are not learnt
	Seed    uint64
}

// A CRFTrainer learns a field by stochastic gradient descent on the likelihood of what the annotation allows.
type CRFTrainer struct {
	plan   CRFPlan
	n      int
	number map[uint32]uint32 // feature -> row
	rows   []float32         // row*n + label; times scale is the weight
	scale  float64           // one factor for all rows makes decay cheap
	first  []float32
	moves  []float32 // -Inf where forbidden
	steps  int
	all    int
	free   lattice
	held   lattice
}

// TrainCRF learns a field from chains.
func TrainCRF(plan CRFPlan, chains []Chain, report func(round int, loss float64)) *CRFTrainer {
	n := len(plan.Labels)
	t := &CRFTrainer{plan: plan, n: n, number: map[uint32]uint32{}, scale: 1, first: make([]float32, n), moves: make([]float32, n*n), all: len(chains)}
	for i, label := range plan.Labels {
		if !plan.Follows("", label) {
			t.first[i] = float32(math.Inf(-1))
		}
		for j, after := range plan.Labels {
			if !plan.Follows(label, after) {
				t.moves[i*n+j] = float32(math.Inf(-1))
			}
		}
	}
	numbered := t.count(chains)
	random := rand.New(rand.NewPCG(7, plan.Seed))
	for round := range plan.Rounds {
		random.Shuffle(len(numbered), func(i, j int) { numbered[i], numbered[j] = numbered[j], numbered[i] })
		loss := 0.0
		for _, c := range numbered {
			loss += t.learn(c, random.Float64() >= plan.Dropout)
		}
		if report != nil {
			report(round+1, loss/float64(len(numbered)))
		}
	}
	return t
}

// count numbers the features of enough steps and returns the chains in their numbers.
func (t *CRFTrainer) count(chains []Chain) []Chain {
	seen := map[uint32]int{}
	for _, c := range chains {
		for i := range c.Steps {
			for _, f := range c.Steps[i] {
				seen[f]++
			}
			for _, f := range c.Extra[i] {
				seen[f]++
			}
		}
	}
	kept := make([]uint32, 0, len(seen))
	for f, n := range seen {
		if n >= t.plan.Least {
			kept = append(kept, f)
		}
	}
	slices.Sort(kept)
	for i, f := range kept {
		t.number[f] = uint32(i)
	}
	t.rows = make([]float32, len(kept)*t.n)
	numbers := func(steps [][]uint32) [][]uint32 {
		out := make([][]uint32, len(steps))
		for i, features := range steps {
			for _, f := range features {
				if row, ok := t.number[f]; ok {
					out[i] = append(out[i], row)
				}
			}
		}
		return out
	}
	out := make([]Chain, len(chains))
	for i, c := range chains {
		out[i] = Chain{Steps: numbers(c.Steps), Extra: numbers(c.Extra), Allowed: c.Allowed}
	}
	return out
}

// learn makes one step of descent and returns how unlikely the annotation was, as the negative logarithm.
func (t *CRFTrainer) learn(c Chain, extra bool) float64 {
	n := t.n
	rate := t.plan.Rate / (1 + float64(t.steps)/float64(t.all)/t.plan.Half)
	t.scale *= 1 - rate*t.plan.Decay/float64(t.all)
	t.steps++
	t.spread(c, extra)
	t.free.level()
	t.held.peak = t.free.peak
	copy(t.held.emit, t.free.emit)
	for s, allowed := range c.Allowed {
		for i := range n {
			if allowed>>i&1 == 0 {
				t.held.emit[s*n+i] = 0
			}
		}
	}
	t.free.sweep()
	t.held.sweep()
	by := float32(rate / t.scale)
	for s := range c.Steps {
		held, free := t.held.share[s*n:s*n+n], t.free.share[s*n:s*n+n]
		sure := true
		for i := range held {
			held[i] = by * (held[i] - free[i])
			sure = sure && max(held[i], -held[i]) < by*1e-4
		}
		if sure {
			continue
		}
		t.add(c.Steps[s], held)
		if extra {
			t.add(c.Extra[s], held)
		}
		if s == 0 {
			for i := range n {
				t.first[i] += held[i]
			}
		}
	}
	t.held.pairs(by, t.moves)
	t.free.pairs(-by, t.moves)
	return t.free.total - t.held.total
}

func (t *CRFTrainer) add(rows []uint32, change []float32) {
	for _, r := range rows {
		row := t.rows[int(r)*t.n : int(r)*t.n+t.n]
		for i, v := range change {
			row[i] += v
		}
	}
}

// spread lays the present weights out over the chain.
func (t *CRFTrainer) spread(c Chain, extra bool) {
	n := t.n
	scale := float32(t.scale)
	for _, l := range []*lattice{&t.free, &t.held} {
		l.n = n
		l.emit = grow(l.emit, n*len(c.Steps))
		l.first, l.moves = grow(l.first, n), grow(l.moves, n*n)
		for i, w := range t.first {
			l.first[i] = factor(w * scale)
		}
		for i, w := range t.moves {
			l.moves[i] = factor(w * scale)
		}
	}
	for s := range c.Steps {
		emit := t.free.emit[s*n : s*n+n]
		clear(emit)
		t.sum(c.Steps[s], emit)
		if extra {
			t.sum(c.Extra[s], emit)
		}
		for i := range emit {
			emit[i] *= scale
		}
	}
}

func (t *CRFTrainer) sum(rows []uint32, into []float32) {
	for _, r := range rows {
		row := t.rows[int(r)*t.n : int(r)*t.n+t.n]
		for i, v := range row {
			into[i] += v
		}
	}
}

// Pack rounds the weights to a byte each and returns the packed field. Weights below least are left out.
func (t *CRFTrainer) Pack(bits uint, least float64) []byte {
	n := t.n
	largest := 1e-9
	for _, w := range t.rows {
		largest = max(largest, math.Abs(float64(w)*t.scale))
	}
	// Few weights are near the largest: those beyond half of it are cut, the others get the finer grain.
	step := largest / 2 / 127
	kept := make([]uint32, 0, len(t.number))
	for f := range t.number {
		kept = append(kept, f)
	}
	slices.Sort(kept)
	lengths, cells := make([]byte, 2<<bits), []byte(nil)
	for _, f := range kept {
		start := len(cells)
		cells = append(cells, checkByte(f, 32-bits), 0)
		for i, w := range t.rows[int(t.number[f])*n : int(t.number[f])*n+n] {
			v := float64(w) * t.scale
			rounded := math.Round(max(-127, min(127, v/step)))
			if rounded != 0 && math.Abs(v) >= least {
				cells = append(cells, byte(i), byte(int8(rounded)))
				cells[start+1]++
			}
		}
		if cells[start+1] == 0 {
			cells = cells[:start]
		}
		at := 2 * (f >> (32 - bits))
		binary.LittleEndian.PutUint16(lengths[at:], binary.LittleEndian.Uint16(lengths[at:])+uint16(len(cells)-start))
	}
	out := append([]byte(crfHeader), strings.Join(t.plan.Labels, " ")+"\n"...)
	float := func(f float64) {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(f)))
	}
	float(step)
	for _, w := range append(slices.Clone(t.first), t.moves...) {
		float(float64(w) * t.scale)
	}
	return append(append(append(out, byte(bits)), lengths...), cells...)
}
