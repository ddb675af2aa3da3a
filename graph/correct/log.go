package correct

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/naming"
)

// A State says what has become of a correction.
type State string

// States.
const (
	Holds   State = "holds"
	Undone  State = "undone"
	IsStale State = "stale" // it binds to what is not there: no article names the entity or makes the claim any more
)

// An Entry is a correction with what it speaks of in words.
type Entry struct {
	Correction
	ID    string // the shortest that people need
	What  string // "Peskow (<id:peskow>) into Dmitri Peskow (<id:dmitri-peskow>)"
	State State
}

// Log lists the corrections of a graph, the newest first. Malformed ones, which correct nothing, are left out.
func Log(v naming.View) ([]Entry, error) {
	d := &desk{view: v}
	log := d.log()
	undos := undosOf(log)
	out := make([]Entry, 0, len(log))
	for _, c := range slices.Backward(log) {
		out = append(out, d.entry(c, log, undos))
	}
	return out, d.err
}

// log reads the corrections in the order in which they were made.
func (d *desk) log() []Correction {
	byIRI := map[quad.Value][]quad.Quad{}
	for _, q := range d.quads(graph.Pattern{L: graph.Corrections}) {
		byIRI[q.Subject] = append(byIRI[q.Subject], q)
	}
	var out []Correction
	for _, qs := range byIRI {
		if cs, err := Parse(qs); err == nil {
			out = append(out, cs...)
		}
	}
	slices.SortFunc(out, Compare)
	return out
}

func (d *desk) entry(c Correction, log []Correction, undos map[quad.IRI][]Correction) Entry {
	e := Entry{Correction: c, ID: short(c.IRI()), State: Holds}
	if undone(c.IRI(), undos) {
		e.State = Undone
	} else if d.stale(c) {
		e.State = IsStale
	}
	switch c.Action {
	case Merge:
		e.What = d.called(c.Entity) + " into " + d.called(c.Into)
	case NeverMerge:
		e.What = d.called(c.Entity) + " and " + d.called(c.Into)
	case Split:
		e.What = d.called(c.Entity)
	case Rename:
		e.What = fmt.Sprintf("%s to %s", d.called(c.Entity), c.Name)
	case Retype:
		e.What = fmt.Sprintf("%s to %s", d.called(c.Entity), c.Type)
	case Retract, Confirm:
		e.What = d.said(c.Claim)
	case Undo:
		e.What = d.correction(c.Undoes, log)
	}
	return e
}

func (d *desk) stale(c Correction) bool {
	found, err := c.stale(func(p graph.Pattern) (bool, error) { return d.has(p), d.err })
	if d.err == nil {
		d.err = err
	}
	return found
}

// called is an entity as articles name it, with its IRI.
func (d *desk) called(e quad.IRI) string {
	name := strings.TrimPrefix(string(e), "id:")
	if names := d.texts(e, graph.NameRead); len(names) > 0 {
		name = names[0]
	}
	return fmt.Sprintf("%s (%s)", name, e)
}

// said is a claim in words, the first of those that share the fingerprint.
func (d *desk) said(fingerprint string) string {
	claims := d.quads(graph.Pattern{P: graph.Fingerprint, O: quad.String(fingerprint)})
	if len(claims) == 0 {
		return fingerprint
	}
	claim := claims[0].Subject
	words := []string{d.end(claim, graph.ClaimSubject)}
	for _, p := range d.quads(graph.Pattern{S: claim, P: graph.ClaimPredicate}) {
		_, relation, _ := graph.ParseShortcut(p.Object)
		words = append(words, relation)
	}
	if o := d.end(claim, graph.ClaimObject); o != "" {
		words = append(words, o)
	}
	return fmt.Sprintf("%s (%s)", strings.Join(words, " "), claim)
}

// end is what stands at an end of a claim, by its name as it is read.
func (d *desk) end(claim quad.Value, p quad.IRI) string {
	ends := d.quads(graph.Pattern{S: claim, P: p})
	if len(ends) == 0 {
		return ""
	}
	if e, ok := ends[0].Object.(quad.IRI); ok {
		if names := d.texts(e, graph.NameRead); len(names) > 0 {
			return names[0]
		}
	}
	return quad.ToString(ends[0].Object)
}

func (d *desk) correction(iri quad.IRI, log []Correction) string {
	for _, c := range log {
		if c.IRI() == iri {
			return fmt.Sprintf("%s %s: %s", short(iri), c.Action, d.entry(c, nil, nil).What)
		}
	}
	return short(iri)
}
