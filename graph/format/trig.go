package format

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// WriteTriG writes quads as TriG and returns how many. Every label is a block, every run of quads about one subject a paragraph:
//
//	id:nordkorea a ng:State ;
//	    schema:name "Nordkorea" ;
//	    rel:supplies id:russland .
func WriteTriG(w io.Writer, quads iter.Seq2[quad.Quad, error], o Options) (int, error) {
	t := &trig{w: bufio.NewWriterSize(w, 64<<10), enc: encoder{table: o.prefixes()}}
	if err := t.head(); err != nil {
		return 0, err
	}
	n := 0
	for r, err := range runs(quads) {
		if err == nil {
			err = t.run(r)
		}
		if err != nil {
			return n, err
		}
		n += r.size()
	}
	t.close()
	return n, t.w.Flush()
}

// A trig writes one document; the writer's first error comes back from Flush.
type trig struct {
	w     *bufio.Writer
	enc   encoder
	open  bool
	label quad.Value // of the open block, nil for the default graph
}

var prefixName = regexp.MustCompile(`^[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?$`)

func (t *trig) head() error {
	for _, p := range sortedKeys(t.enc.table) {
		if !prefixName.MatchString(p) {
			continue
		}
		ns := encoder{} // without a table: a namespace has no prefix
		if err := ns.iri(quad.IRI(t.enc.table[p])); err != nil {
			return fmt.Errorf("prefix %s: %w", p, err)
		}
		fmt.Fprintf(t.w, "@prefix %s: %s .\n", p, ns.buf)
	}
	return nil
}

func (t *trig) close() {
	if t.open {
		_, _ = t.w.WriteString("}\n")
	}
}

func (t *trig) run(r *run) error {
	t.enc.buf = t.enc.buf[:0]
	if !t.open || t.label != r.label {
		t.close()
		t.open, t.label = true, r.label
		t.enc.buf = append(t.enc.buf, '\n')
		if r.label != nil {
			if err := t.term(r.label); err != nil {
				return err
			}
			t.enc.buf = append(t.enc.buf, ' ')
		}
		t.enc.buf = append(t.enc.buf, "{\n"...)
	}
	if err := t.paragraph(r); err != nil {
		return err
	}
	_, _ = t.w.Write(t.enc.buf)
	return nil
}

func (t *trig) paragraph(r *run) error {
	t.enc.buf = append(t.enc.buf, "  "...)
	if err := t.term(r.subject); err != nil {
		return err
	}
	for i, p := range r.predicates {
		t.enc.buf = append(t.enc.buf, map[bool]string{true: " ", false: " ;\n    "}[i == 0]...)
		if p.predicate == graph.Type {
			t.enc.buf = append(t.enc.buf, 'a')
		} else if err := t.term(p.predicate); err != nil {
			return err
		}
		for k, o := range p.objects {
			t.enc.buf = append(t.enc.buf, map[bool]string{true: " ", false: ", "}[k == 0]...)
			if err := t.term(o); err != nil {
				return err
			}
		}
	}
	t.enc.buf = append(t.enc.buf, " .\n"...)
	return nil
}

// term writes a value: IRIs with their prefix, whole numbers and booleans bare, everything else as N-Quads has it. Other numbers
// keep their quotes, as readers spell them anew.
func (t *trig) term(v quad.Value) error {
	switch v := v.(type) {
	case quad.IRI:
		return t.iri(v)
	case quad.Int, quad.Bool:
		lit, err := typed(v)
		t.enc.buf = append(t.enc.buf, lit.Value...)
		return err
	case quad.TypedString, quad.TypedStringer:
		lit, err := typed(v)
		if err == nil {
			err = t.enc.text(string(lit.Value))
		}
		if err != nil {
			return err
		}
		t.enc.buf = append(t.enc.buf, "^^"...)
		return t.iri(lit.Type)
	}
	return t.enc.value(v)
}

func (t *trig) iri(v quad.IRI) error {
	if _, err := full(v, t.enc.table); err != nil {
		return err
	}
	prefix, rest, _ := strings.Cut(string(v), ":")
	if _, known := t.enc.table[prefix]; known && prefixName.MatchString(prefix) {
		if name, ok := local(rest); ok {
			t.enc.buf = append(append(append(t.enc.buf, prefix...), ':'), name...)
			return nil
		}
	}
	return t.enc.iri(v)
}

// local writes the rest of an IRI as the grammar has it after a prefix (PN_LOCAL), marks escaped; ok is false where it cannot. A dot
// at an edge could be escaped too, but not every reader knows that.
func local(s string) (string, bool) {
	var b strings.Builder
	for i, r := range s {
		switch {
		case letter(r), r >= '0' && r <= '9', labelRune(r) && i > 0, r == '.' && i > 0 && i < len(s)-1:
		case strings.ContainsRune("~-!$&'()*+,;=/?#@%", r):
			b.WriteByte('\\')
		default:
			return "", false
		}
		b.WriteRune(r)
	}
	return b.String(), true
}
