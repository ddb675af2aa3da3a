// Package correct is the log of corrections as values: what a person decided that the articles alone do not tell. For example,
//
//	Correction{Action: Merge, Entity: "id:peskow", Into: "id:dmitri-peskow", By: "editor", When: t, Why: "one man"}
//
// says that two entities are one thing. The log is append-only: a decision is taken back by a correction of its own (Undo).
// Corrections bind to entity IRIs and to fingerprints of claims, so they outlive a reload of the article.
//
// It applies nothing (package graph/derive does) and keeps nothing (package graph/store does).
package correct

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

// An Action is what a correction does.
type Action string

// Actions.
const (
	Merge      Action = "merge"       // Entity is the same thing as Into, and Into stands for both
	Split      Action = "split"       // Entity is joined with nothing unless a later merge says so
	NeverMerge Action = "never-merge" // Entity and Into are two things
	Rename     Action = "rename"      // Entity is called Name
	Retype     Action = "retype"      // Entity is of type Type
	Retract    Action = "retract"     // Claim does not count
	Confirm    Action = "confirm"     // Claim was checked; takes an earlier retraction back
	Undo       Action = "undo"        // the correction Undoes does not hold
)

// A Correction is one decision. Which fields it uses depends on its action; By, When and Why are for every one.
type Correction struct {
	Action Action
	Entity quad.IRI // merge, split, never-merge, rename, retype
	Into   quad.IRI // merge, never-merge
	Name   string   // rename
	Type   string   // retype: "Person"
	Claim  string   // retract, confirm: fingerprint
	Undoes quad.IRI // undo: IRI of a correction
	By     string
	When   time.Time
	Why    string
}

// IRI names the correction after its content: written down twice it is one correction.
func (c Correction) IRI() quad.IRI {
	h := sha256.New()
	for _, s := range []string{string(c.Action), string(c.Entity), string(c.Into), c.Name, c.Type, c.Claim, string(c.Undoes), c.By, stamp(c.When), c.Why} {
		fmt.Fprintf(h, "%d:%s", len(s), s)
	}
	return quad.IRI(fmt.Sprintf("cor:%x", h.Sum(nil)[:10]))
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// Validate says what a correction lacks or has too much.
func (c Correction) Validate() error {
	need, known := needs[c.Action]
	if !known {
		return fmt.Errorf("correction: unknown action %q", c.Action)
	}
	for i, f := range c.fields() {
		if wanted := strings.Contains(need, f.name); wanted != f.set {
			verb := map[bool]string{true: "needs", false: "takes no"}[wanted]
			return fmt.Errorf("correction: %s %s %s", c.Action, verb, c.fields()[i].name)
		}
	}
	switch {
	case c.By == "":
		return fmt.Errorf("correction: %s needs who made it", c.Action)
	case c.When.IsZero():
		return fmt.Errorf("correction: %s needs the time it was made", c.Action)
	case c.Into != "" && c.Into == c.Entity:
		return fmt.Errorf("correction: %s of %s with itself", c.Action, c.Entity)
	}
	return nil
}

// needs says which fields an action uses.
var needs = map[Action]string{
	Merge: "entity into", NeverMerge: "entity into", Split: "entity", Rename: "entity name", Retype: "entity type",
	Retract: "claim", Confirm: "claim", Undo: "correction",
}

type field struct {
	name string
	set  bool
}

func (c Correction) fields() []field {
	return []field{{"entity", c.Entity != ""}, {"into", c.Into != ""}, {"name", c.Name != ""}, {"type", c.Type != ""},
		{"claim", c.Claim != ""}, {"correction", c.Undoes != ""}}
}

// ErrMalformed is wrapped by the errors of Parse.
var ErrMalformed = errors.New("malformed correction")

// Quads writes corrections down in label graph.Corrections.
func Quads(cs ...Correction) ([]quad.Quad, error) {
	var out []quad.Quad
	for _, c := range cs {
		if err := c.Validate(); err != nil {
			return nil, err
		}
		out = append(out, c.quads()...)
	}
	return out, nil
}

func (c Correction) quads() []quad.Quad {
	iri := c.IRI()
	out := []quad.Quad{
		quad.Make(iri, graph.Type, graph.ClassCorrection, graph.Corrections),
		quad.Make(iri, graph.Action, quad.String(c.Action), graph.Corrections),
		quad.Make(iri, graph.By, quad.String(c.By), graph.Corrections),
		quad.Make(iri, graph.When, quad.String(stamp(c.When)), graph.Corrections),
		quad.Make(iri, graph.Why, quad.String(c.Why), graph.Corrections),
		quad.Make(iri, graph.Target, c.Target(), graph.Corrections),
	}
	if c.Into != "" {
		out = append(out, quad.Make(iri, graph.Into, c.Into, graph.Corrections))
	}
	if c.Name != "" {
		out = append(out, quad.Make(iri, graph.Value, quad.String(c.Name), graph.Corrections))
	}
	if c.Type != "" {
		out = append(out, quad.Make(iri, graph.Value, graph.Class(c.Type), graph.Corrections))
	}
	return out
}

// Target is what the correction binds to: an entity, a claim's fingerprint (a plain string) or another correction.
func (c Correction) Target() quad.Value {
	switch {
	case c.Claim != "":
		return quad.String(c.Claim)
	case c.Undoes != "":
		return c.Undoes
	}
	return c.Entity
}

// Parse reads corrections back, in the order in which they were made. It looks at quads in label graph.Corrections only.
func Parse(quads []quad.Quad) ([]Correction, error) {
	byIRI := map[quad.Value][]quad.Quad{}
	for _, q := range quads {
		if q.Label == graph.Corrections {
			byIRI[q.Subject] = append(byIRI[q.Subject], q)
		}
	}
	var out []Correction
	for iri, qs := range byIRI {
		c, err := parseOne(iri, qs)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	slices.SortFunc(out, Compare)
	return out, nil
}

// Compare orders corrections by time; two of one moment by their IRIs.
func Compare(a, b Correction) int {
	return cmp.Or(a.When.Compare(b.When), cmp.Compare(a.IRI(), b.IRI()))
}

func parseOne(iri quad.Value, qs []quad.Quad) (Correction, error) {
	var c Correction
	var target quad.Value
	slices.SortFunc(qs, func(a, b quad.Quad) int { return cmp.Compare(quad.StringOf(a.Object), quad.StringOf(b.Object)) })
	for _, q := range qs {
		switch q.Predicate {
		case graph.Action:
			c.Action = Action(text(q.Object))
		case graph.Target:
			target = q.Object
		case graph.Into:
			c.Into, _ = q.Object.(quad.IRI)
		case graph.Value:
			c.setValue(q.Object)
		case graph.By:
			c.By = text(q.Object)
		case graph.Why:
			c.Why = text(q.Object)
		case graph.When:
			c.When, _ = time.Parse(time.RFC3339Nano, text(q.Object))
		}
	}
	c.setTarget(target)
	if err := c.Validate(); err != nil {
		return c, fmt.Errorf("%w %s: %w", ErrMalformed, iri, err)
	}
	if c.IRI() != iri {
		return c, fmt.Errorf("%w %s: its content belongs to %s", ErrMalformed, iri, c.IRI())
	}
	return c, nil
}

func (c *Correction) setValue(v quad.Value) {
	if iri, ok := v.(quad.IRI); ok {
		c.Type = strings.TrimPrefix(string(iri), string(graph.Class("")))
		return
	}
	c.Name = text(v)
}

func (c *Correction) setTarget(v quad.Value) {
	iri, _ := v.(quad.IRI)
	switch c.Action {
	case Retract, Confirm:
		c.Claim = text(v)
	case Undo:
		c.Undoes = iri
	default:
		c.Entity = iri
	}
}

func text(v quad.Value) string {
	s, _ := v.(quad.String)
	return string(s)
}
