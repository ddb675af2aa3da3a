package syntax

import (
	"strings"

	"newsgraph/loader/linear"
)

// templates are the features of a state: each is a list of values that are hashed together. S0 is the top of the stack, B0 the
// next token, l and r their outermost children, l2 and r2 the ones within, SV and BV the nearest verbs on the stack and in the
// buffer; w is the form, l the lemma, t the tag, m the tag with case and number, e the ending, h the head of a compound, c what
// hangs on it, k its preposition or conjunction, r its label.
var templates = readTemplates(`
S0w S0t
S0l
S0t
S0m
S0m S0e
S0h S0t
S0t S0k S0c
B0w B0t
B0l
B0t
B0m
B0h B0t
B0t B0k B0c
S1w S1t
S1l
S1t
S1m
S1t S1k S1c
S2t S2l
S2m
B1t B1l
B1m
B2t B2l
B2m
B3t
S0l B0l
S0l B0t
S0t B0l
S0t B0t
S0m B0m
S0m B0l
S0l B0m
S0h B0l
S0k S0t B0l
S0k B0t D
S0w S0t B0w B0t
S1l S0l
S1l S0t
S1t S0l
S1t S0t
S1m S0m
S1l S0m
S1m S0l
S0k S0t S1l
S0k S1t S1m E
S0h S1l
S0h S1h
S0h S0t S1h S1t
S1t S0t B0t
S1m S0m B0m
S1t S0t B0l
S1l S0t B0t
S1t S0l B0t
S0t B0t B1t
S0m B0m B1m
S0l B0t B1t
S0t B0l B1t
S0t B0t B1l
B0t B1t B2t
B0t B1t B2t B3t
S0t B0t B1t B2t
S2t S1t S0t
S2t S1t S0t B0t
S2m S1m S0m
S1t S0t B0t B1t
S1t S0t S0k B0t
S0t S0lt B0t
S0t S0rt B0t
S0t B0lt B0t
S0t S0l2t S0lt B0t
S0t S0r2t S0rt B0t
S0t B0l2t B0lt B0t
S1t S1lt S0t
S1t S1rt S0t
S1t S0lt S0t
S1t S0rt S0t
S1rt S1rr S1t S0t B0t
S0rl S0rt S0t B0t
S0c S0t B0t
S0c S0t B0c B0t
S0m B0c B0t
S0m B0c B0l
S0m S1c S1t
S0m S1c S1l
S0c S0t S1t
S0c S0t S1c S1t
S0c S0l B0t
B0c B0l S0t
B0c B0m S0m S0k
S1c S1l S0t
S0rr S0t B0t
S0lr S0t B0t
S0t B0t D
S0t B0t X
S0t B0t D X
S0m B0m D
S0l B0t D
S1t S0t E
S1t S0t Y
S1t S0t E Y
S1l S0t E
S1t S0t B0t X
S1t S0t B0t Y
V S0t B0t
V S1t S0t
SVt SVc S0m B0t
SVl SVc S0m
SVl SVt S0t B0t
SVm S0m F
SVl S0l
SVt SVc S0t BVt
BVt S0m B0t
BVl S0m
BVl SVl S0t
BVt SVt S0t B0t
BVt S0t S0k B0t
BVl S0k
SVt SVc BVt S0m
SVt SVc S0m F B0t
S0m G BVt SVt
S0m F G SVc
S0m B0m A B0c
S0m S1m I S1c
B0m S0m H S0c
B0m J SVc SVt S0t
B0l J SVc
N S0t B0t
N S1t S0t B0t
S0e S0t B0t
B0e S0t B0t
S0e S1l
S0e S1t S1e
`)

// A template is a list of indices into the values of a state or of an arc.
type template []uint8

func readTemplates(text string) []template {
	return read(text, []string{"S0", "S1", "S2", "B0", "B1", "B2", "B3", "S0l", "S0r", "S1l", "S1r", "B0l", "S0l2", "S0r2", "B0l2", "SV", "BV"}, "DEXYVFGHAIJN")
}

// read makes templates of lines of names: a position and the letter of a field, or the letter of a scalar. It panics for another
// name: the tables are part of the program.
func read(text string, positions []string, scalars string) []template {
	names := map[string]uint8{}
	for p, position := range positions {
		for f, field := range "wltmehckr" {
			names[position+string(field)] = uint8(p*fieldsOf + f)
		}
	}
	for v, scalar := range scalars {
		names[string(scalar)] = uint8(len(positions)*fieldsOf + v)
	}
	var out []template
	for line := range strings.Lines(strings.TrimSpace(text)) {
		var t template
		for _, name := range strings.Fields(line) {
			v, ok := names[name]
			if !ok {
				panic("templates: no value is called " + name)
			}
			t = append(t, v)
		}
		out = append(out, t)
	}
	return out
}

// hash appends a feature for each template: the hash of its number and its values.
func hash(templates []template, vals []uint32, out []uint32) []uint32 {
	for t, template := range templates {
		f := linear.Feature(uint32(t+1) * 0x9e3779b1)
		for _, v := range template {
			f = f.Atom(vals[v])
		}
		out = append(out, f.Sum())
	}
	return out
}
