package syntax

import (
	"strings"
)

// Arc-hybrid transitions (Kuhlmann, Gómez-Rodríguez and Satta 2011). An action is a number: Shift, or 1+2l and 2+2l for an arc to
// the left and to the right with label l.
const Shift = 0

// LeftArc hangs the top of the stack on the next token with label l.
func LeftArc(l int) int { return 1 + 2*l }

// RightArc hangs the top of the stack on the one below it with label l.
func RightArc(l int) int { return 2 + 2*l }

// A State is a sentence half parsed: tokens wait in the buffer, are shifted to the stack and leave it when they get their head.
type State struct {
	o           *Outline
	labels      []label
	stack       []int
	next        int   // first token of the buffer; Outline.Len() is the root
	heads       []int // token -> head, -1 = none yet, Len = the root
	rels        []int // token -> label of the arc to its head
	left, right []child
	core        []uint32 // labels of the arguments, auxiliaries and markers that hang on the token
	mark        []uint32 // atom of its preposition or conjunction
	vals        [positions*fieldsOf + scalars]uint32
}

// child holds the outermost children of a token on one side, and how many there are.
type child struct{ outer, inner, count int }

// A label of an arc.
type label struct {
	name string
	core uint32 // bit of those that count for valency, 0 for others
	mark bool
}

func readLabels(names []string) []label {
	core := []string{"nsubj", "nsubj:pass", "obj", "obl:arg", "ccomp", "xcomp", "cop", "aux", "aux:pass", "mark", "compound:prt", "expl", "csubj", "case", "det", "conj", "cc", "acl"}
	out := make([]label, len(names))
	for i, name := range names {
		out[i] = label{name: name, mark: name == "case" || name == "mark"}
		for bit, c := range core {
			if c == name {
				out[i].core = 1 << bit
			}
		}
	}
	return out
}

// NewState starts to parse a sentence; labels are the names of the arcs' labels.
func NewState(o *Outline, labels []string) *State { return newState(o, readLabels(labels)) }

func newState(o *Outline, labels []label) *State {
	n := o.Len()
	s := &State{o: o, labels: labels, heads: filled(n), rels: filled(n), left: make([]child, n+1), right: make([]child, n+1),
		core: make([]uint32, n+1), mark: make([]uint32, n+1)}
	for i := range s.left {
		s.left[i], s.right[i] = child{-1, -1, 0}, child{-1, -1, 0}
	}
	return s
}

// Done reports whether every token has its head.
func (s *State) Done() bool { return s.next == s.o.Len() && len(s.stack) == 0 }

// Allowed tells which actions are possible. One token alone hangs on the root.
func (s *State) Allowed() (shift, left, right bool) {
	n := len(s.stack)
	return s.next < s.o.Len(), n > 0 && (s.next < s.o.Len() || n == 1), n > 1
}

// Do performs an action that is allowed.
func (s *State) Do(action int) {
	if action == Shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	top := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	l := (action - 1) / 2
	if action%2 == 1 {
		s.arc(s.next, top, l, &s.left[s.next])
	} else {
		head := s.stack[len(s.stack)-1]
		s.arc(head, top, l, &s.right[head])
	}
}

func (s *State) arc(head, dependent, l int, side *child) {
	s.heads[dependent], s.rels[dependent] = head, l
	side.outer, side.inner = dependent, side.outer
	side.count++
	s.core[head] |= s.labels[l].core
	if s.labels[l].mark && (s.mark[head] == 0 || strings.HasPrefix(s.o.tag(dependent), "A")) {
		s.mark[head] = s.o.atoms[dependent][fWord]
	}
}

// Loss tells how many arcs of the right tree (heads in the outline, Len for the root) each action makes impossible: the dynamic
// oracle of Goldberg and Nivre (2013). The root takes a token only when no other is left.
func (s *State) Loss(gold []int) (shift, left, right int) {
	n := s.o.Len()
	if s.next < n {
		for k, i := range s.stack {
			if gold[i] == s.next || gold[s.next] == i && k < len(s.stack)-1 {
				shift++
			}
		}
		if gold[s.next] == n && len(s.stack) > 0 {
			shift++
		}
	}
	if len(s.stack) == 0 {
		return shift, 0, 0
	}
	top := s.stack[len(s.stack)-1]
	for i := s.next; i < n; i++ {
		if gold[i] == top {
			left++
			right++
		}
	}
	ahead := gold[top] < n || len(s.stack) == 1
	if ahead && gold[top] > s.next {
		left++
	}
	if ahead && gold[top] >= s.next {
		right++
	}
	if len(s.stack) > 1 && gold[top] == s.stack[len(s.stack)-2] {
		left++
	}
	return shift, left, right
}

// Top is the token on top of the stack, -1 for none, the one below it, and the next one of the buffer.
func (s *State) Top() (top, below, next int) {
	return s.at(0), s.at(1), s.next
}

func (s *State) at(k int) int {
	if k >= len(s.stack) {
		return -1
	}
	return s.stack[len(s.stack)-1-k]
}

// Positions whose atoms features are made of.
const (
	pS0 = iota
	pS1
	pS2
	pB0
	pB1
	pB2
	pB3
	pS0l
	pS0r
	pS1l
	pS1r
	pB0l
	pS0l2
	pS0r2
	pB0l2
	pSV // the verb nearest to the top of the stack, below it
	pBV // the nearest verb of the buffer
	positions
)

// Fields of a position: those of the token, and what hangs on it.
const (
	fCore    = fields + iota // labels of what hangs on it
	fMark                    // its preposition or conjunction
	fRel                     // its own label
	fieldsOf                 // their number
)

// Scalars.
const (
	vDistance  = iota // from the top of the stack to the buffer
	vDistance1        // from the second to the top
	vBetween          // what stands between the top and the buffer
	vBetween1         // between the second and the top
	vValency          // children of top, second and next
	vAgreeSV          // top with the verb of the stack
	vAgreeBV          // top with the verb of the buffer
	vAgreeBS          // the next with the top
	vAgreeB0          // top with the next
	vAgreeS1          // top with the second
	vAgreeNext        // next with the verb on the stack
	vDepth            // size of the stack
	scalars
)

// Features appends the features of the state.
func (s *State) Features(out []uint32) []uint32 {
	s.look()
	return hash(templates, s.vals[:], out)
}

// look fills the values of the state.
func (s *State) look() {
	s0, s1, b0 := s.at(0), s.at(1), s.next
	n := s.o.Len()
	s.put(pS0, s0)
	s.put(pS1, s1)
	s.put(pS2, s.at(2))
	for k := range 4 {
		i := b0 + k
		if i > n {
			i = -1
		}
		s.put(pB0+k, i)
	}
	s.children(s0, pS0l, pS0l2, pS0r, pS0r2)
	s.children(s1, pS1l, -1, pS1r, -1)
	s.children(b0, pB0l, pB0l2, -1, -1)
	sv, bv := s.verbBelow(), s.o.verb[min(b0, n)]
	s.put(pSV, sv)
	s.put(pBV, bv)
	v := s.vals[positions*fieldsOf:]
	v[vDistance], v[vDistance1] = distance(s0, b0), distance(s1, s0)
	v[vBetween], v[vBetween1] = s.o.between(s0, b0), s.o.between(s1, s0)
	v[vValency] = 1 + s.valency(s0) + 9*s.valency(s1) + 81*s.valency(b0)
	v[vAgreeSV], v[vAgreeBV] = 1+s.o.agreement(s0, sv), 1+s.o.agreement(s0, bv)
	v[vAgreeBS], v[vAgreeB0], v[vAgreeS1] = 1+s.o.agreement(b0, s0), 1+s.o.agreement(s0, b0), 1+s.o.agreement(s0, s1)
	v[vAgreeNext] = 1 + s.o.agreement(b0, sv)
	v[vDepth] = 1 + uint32(min(len(s.stack), 3))
}

func (s *State) children(i, l, l2, r, r2 int) {
	var left, right child = child{-1, -1, 0}, child{-1, -1, 0}
	if i >= 0 {
		left, right = s.left[i], s.right[i]
	}
	for _, x := range [4][2]int{{l, left.outer}, {l2, left.inner}, {r, right.outer}, {r2, right.inner}} {
		if x[0] >= 0 {
			s.put(x[0], x[1])
		}
	}
}

// put sets the values of a position to those of token i.
func (s *State) put(position, i int) {
	v := s.vals[position*fieldsOf : (position+1)*fieldsOf]
	if i < 0 {
		clear(v)
		return
	}
	copy(v, s.o.atoms[i][:])
	v[fCore], v[fMark], v[fRel] = 1+s.core[i], s.mark[i], 0
	if i < len(s.rels) && s.rels[i] >= 0 {
		v[fRel] = 1 + uint32(s.rels[i])
	}
}

// verbBelow is the verb nearest to the top of the stack, below it.
func (s *State) verbBelow() int {
	for k := 1; k < min(len(s.stack), 12); k++ {
		if i := s.at(k); isVerb(s.o.tag(i)) {
			return i
		}
	}
	return -1
}

func (s *State) valency(i int) uint32 {
	if i < 0 {
		return 0
	}
	return uint32(min(s.left[i].count, 2)*3 + min(s.right[i].count, 2))
}

func distance(i, j int) uint32 {
	switch d := j - i; {
	case i < 0:
		return 0
	case d < 5:
		return uint32(d)
	case d < 8:
		return 5
	case d < 14:
		return 6
	}
	return 7
}
