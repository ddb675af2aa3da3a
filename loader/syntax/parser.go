package syntax

import (
	"encoding/binary"
	"fmt"
	"strings"

	"newsgraph/data"
	"newsgraph/loader/doc"
	"newsgraph/loader/linear"
)

// A Parser finds the dependencies of a sentence in the manner of Universal Dependencies: two parsers read it from the left and from
// the right, and a third model, which sees what both found, chooses each word's head. It is safe for concurrent use.
type Parser struct {
	left, right *View
	arcs        *linear.Model
	labels      []label
}

// longestVoted is how many tokens a sentence may have for the third model; longer ones are lists and tables, and get the first
// parser's tree, in time linear in their length.
const longestVoted = 250

const parserHeader = "newsgraph parser 1\n"

// PackParser joins the models of a parser in one file: header, and each with its length in 4 bytes before it.
func PackParser(left, right, arcs []byte) []byte {
	out := []byte(parserHeader)
	for _, m := range [][]byte{left, right, arcs} {
		out = append(binary.LittleEndian.AppendUint32(out, uint32(len(m))), m...)
	}
	return out
}

// OpenParser reads a packed parser.
func OpenParser(packed string) (*Parser, error) {
	rest, ok := strings.CutPrefix(packed, parserHeader)
	if !ok {
		return nil, fmt.Errorf("not a packed parser")
	}
	var models [3]*linear.Model
	for k := range models {
		if len(rest) < 4 {
			return nil, fmt.Errorf("packed parser is cut off")
		}
		n := uint64(binary.LittleEndian.Uint32([]byte(rest[:4])))
		if rest = rest[4:]; uint64(len(rest)) < n {
			return nil, fmt.Errorf("packed parser is cut off")
		}
		var err error
		if models[k], err = linear.Open(rest[:n]); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	return NewParser(models[0], models[1], models[2])
}

// NewParser makes a parser of its models: actions from the left, actions from the right, labels of arcs.
func NewParser(left, right, arcs *linear.Model) (*Parser, error) {
	l, err := NewView(left, false)
	if err != nil {
		return nil, err
	}
	r, err := NewView(right, true)
	if err != nil {
		return nil, err
	}
	if got, want := strings.Join(arcs.Labels, " "), strings.Join(l.names, " "); got != want || strings.Join(r.names, " ") != want {
		return nil, fmt.Errorf("the models of the parser have different labels")
	}
	return &Parser{left: l, right: r, arcs: arcs, labels: l.labels}, nil
}

// embedded reads the parser in the binary.
func embedded() (*Parser, error) {
	packed, err := data.Models.ReadFile("models/parser.bin")
	if err != nil {
		return nil, fmt.Errorf("read data/models/parser.bin: %w", err)
	}
	p, err := OpenParser(string(packed))
	if err != nil {
		return nil, fmt.Errorf("read data/models/parser.bin: %w", err)
	}
	return p, nil
}

// Parse returns the dependency of every token of the document. It reads Tokens, Sentences and Words.
func (p *Parser) Parse(d *doc.Document) []doc.Dep {
	out := make([]doc.Dep, 0, len(d.Tokens))
	for _, s := range d.Sentences {
		for _, dep := range p.Tree(d.Tokens[s.First:s.Last], d.Words[s.First:s.Last]) {
			if dep.Head >= 0 {
				dep.Head += s.First
			}
			out = append(out, dep)
		}
	}
	return out
}

// Tree returns the dependencies of one sentence; heads are positions in it.
func (p *Parser) Tree(tokens []doc.Token, words []doc.Word) []doc.Dep {
	o := NewOutline(tokens, words, false)
	first := p.left.parse(o, false)
	if len(words) > longestVoted {
		return p.deps(first, make([]float64, len(words)))
	}
	second := p.right.parse(NewOutline(tokens, words, true), true)
	return p.deps(decode(p.arcs, newArcs(o, p.labels, first, second)))
}

func (p *Parser) deps(g Guide, sure []float64) []doc.Dep {
	out := make([]doc.Dep, len(g.Heads))
	for i, h := range g.Heads {
		out[i] = doc.Dep{Head: h, Label: p.labels[g.Rels[i]].name, Sure: sure[i]}
		if h == len(g.Heads) {
			out[i].Head, out[i].Label = -1, "root"
		}
	}
	return out
}

// A View is one of the parsers that read a sentence from one side.
type View struct {
	model    *linear.Model
	reversed bool
	names    []string
	labels   []label
}

// NewView reads a model whose labels are actions: "S", then "L:nsubj" "R:nsubj" for every label.
func NewView(m *linear.Model, reversed bool) (*View, error) {
	v := &View{model: m, reversed: reversed}
	if m.Labels[0] != "S" || len(m.Labels)%2 != 1 || len(m.Labels) < 3 {
		return nil, fmt.Errorf("labels are no actions of a parser")
	}
	for i := 1; i < len(m.Labels); i += 2 {
		name, left := strings.CutPrefix(m.Labels[i], "L:")
		if !left || m.Labels[i+1] != "R:"+name {
			return nil, fmt.Errorf("labels %q and %q are no pair of arcs", m.Labels[i], m.Labels[i+1])
		}
		v.names = append(v.names, name)
	}
	v.labels = readLabels(v.names)
	return v, nil
}

// Guide parses a sentence; heads are in reading order, their number stands for the root.
func (v *View) Guide(tokens []doc.Token, words []doc.Word) Guide {
	return v.parse(NewOutline(tokens, words, v.reversed), v.reversed)
}

func (v *View) parse(o *Outline, reversed bool) Guide {
	s := newState(o, v.labels)
	scores := v.model.Scores()
	var features []uint32
	for !s.Done() {
		features = s.Features(features[:0])
		clear(scores)
		v.model.Score(features, scores)
		s.Do(s.best(scores))
	}
	g := Guide{s.heads, s.rels}
	if reversed {
		return g.Turned()
	}
	return g
}

// best is the allowed action with the highest score, the first of equals.
func (s *State) best(scores []int32) int {
	shift, left, right := s.Allowed()
	best := -1
	if shift {
		best = Shift
	}
	for a := 1; a < len(scores); a++ {
		if (a%2 == 1 && left || a%2 == 0 && right) && (best < 0 || scores[a] > scores[best]) {
			best = a
		}
	}
	return best
}

// Turned is the tree of the sentence read from its other end.
func (g Guide) Turned() Guide {
	n := len(g.Heads)
	out := Guide{make([]int, n), make([]int, n)}
	for i := range n {
		h := g.Heads[n-1-i]
		if h < n {
			h = n - 1 - h
		}
		out.Heads[i], out.Rels[i] = h, g.Rels[n-1-i]
	}
	return out
}
