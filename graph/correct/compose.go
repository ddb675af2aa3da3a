package correct

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/naming"
	"newsgraph/internal/ontology"
)

// A Wish is a correction as somebody types it. Args are, by action: merge and never-merge two things, split one; rename a thing
// and its new name, retype a thing and its type; retract and confirm a claim; undo a correction, or nothing for the last one.
// A name means what stands for its group, an IRI means that entity itself.
type Wish struct {
	Action  Action
	Args    []string
	By, Why string
	Now     time.Time
	Types   []string // that a thing may have
}

// A Refusal says why a wish cannot be granted.
type Refusal struct{ Message, Hint string }

func (r *Refusal) Error() string { return r.Message }

func refuse(hint, format string, args ...any) error {
	return &Refusal{fmt.Sprintf(format, args...), hint}
}

// longestText bounds, in bytes, the texts of a correction; a reason may have four times as many.
const longestText = 1000

// written refuses texts that are none: a name with control characters would reach terminals.
func (c Correction) written() error {
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
	switch {
	case strings.ContainsFunc(c.By+c.Name, unicode.IsControl) || strings.ContainsFunc(c.Why, control):
		return refuse("write it in letters", "%s has a control character in its text", c.Action)
	case len(c.By) > longestText || len(c.Name) > longestText || len(c.Why) > 4*longestText:
		return refuse(fmt.Sprintf("a name has up to %d bytes, a reason up to %d", longestText, 4*longestText), "%s has a text that is too long", c.Action)
	}
	return nil
}

// Compose makes the correction of a wish, and tells what it speaks of. Its time is later than that of every correction there is,
// whatever the clock says: of two that contradict each other the newer one counts.
func Compose(v naming.View, w Wish) (Entry, error) {
	d := &desk{view: v}
	log := d.log()
	if d.err != nil {
		return Entry{}, d.err
	}
	c := Correction{Action: w.Action, By: w.By, Why: w.Why, When: w.Now}
	if n := len(log); n > 0 && !c.When.After(log[n-1].When) {
		c.When = log[n-1].When.Add(time.Microsecond)
	}
	if err := d.fill(&c, w, log); err != nil {
		return Entry{}, err
	}
	if d.err != nil {
		return Entry{}, d.err
	}
	if err := errors.Join(c.Validate(), c.written()); err != nil {
		return Entry{}, err
	}
	log = append(log, c)
	e := d.entry(c, log, undosOf(log))
	return e, d.err
}

func (d *desk) fill(c *Correction, w Wish, log []Correction) (err error) {
	if want := map[Action]int{Merge: 2, NeverMerge: 2, Split: 1, Rename: 2, Retype: 2, Retract: 1, Confirm: 1}[w.Action]; w.Action != Undo && len(w.Args) != want {
		return refuse("", "%s takes %d arguments", w.Action, want)
	}
	switch w.Action {
	case Merge, NeverMerge:
		return d.pair(c, w.Args[0], w.Args[1], log)
	case Split:
		c.Entity, err = d.member(w.Args[0])
	case Rename:
		if c.Name = strings.TrimSpace(w.Args[1]); c.Name == "" || ontology.Fold(c.Name) == "" {
			return refuse("write the name as it is to be shown", "%q is no name", w.Args[1])
		}
		c.Entity, err = d.entity(w.Args[0])
	case Retype:
		i := slices.IndexFunc(w.Types, func(t string) bool { return strings.EqualFold(t, w.Args[1]) })
		if i < 0 {
			return refuse("one of "+strings.Join(w.Types, ", "), "there is no type %q", w.Args[1])
		}
		c.Type = w.Types[i]
		c.Entity, err = d.entity(w.Args[0])
	case Retract, Confirm:
		return d.claim(c, w.Args[0], log)
	case Undo:
		c.Undoes, err = d.undone(w.Args, log)
	}
	return err
}

// entity is the entity that an IRI names, or that stands for what a name means.
func (d *desk) entity(typed string) (quad.IRI, error) {
	if iri := bare(typed); strings.HasPrefix(string(iri), "id:") && d.has(graph.Pattern{S: iri, P: graph.NameRead}) {
		return iri, nil
	}
	found, err := naming.Resolve(d.view, typed)
	return found.Entity, err
}

// bare is what stands between angle brackets, if there are any.
func bare(typed string) quad.IRI {
	typed = strings.TrimSpace(typed)
	return quad.IRI(strings.TrimSuffix(strings.TrimPrefix(typed, "<"), ">"))
}

func (d *desk) pair(c *Correction, a, b string, log []Correction) (err error) {
	if c.Entity, err = d.entity(a); err != nil {
		return err
	}
	if c.Into, err = d.entity(b); err != nil {
		return err
	}
	switch {
	case c.Entity == c.Into && c.Action == Merge, c.Action == Merge && d.representative(c.Entity) == d.representative(c.Into):
		return refuse("newsgraph show "+string(c.Into)+" lists its names", "%q and %q are one thing already", a, b)
	case c.Entity == c.Into:
		return refuse(d.membersHint(c.Entity), "%q and %q mean the same entity", a, b)
	}
	for _, other := range Active(log) {
		if !(other.Entity == c.Entity && other.Into == c.Into || other.Entity == c.Into && other.Into == c.Entity) {
			continue
		}
		if other.Action == Merge && d.representative(c.Entity) != d.representative(c.Into) {
			continue // split since
		}
		says := map[Action]string{Merge: "are one", NeverMerge: "are never one"}[other.Action]
		return refuse("newsgraph correct undo "+short(other.IRI())+" takes that back", "a correction says that %q and %q %s", a, b, says)
	}
	return nil
}

// member is the entity that is to be split from its group.
func (d *desk) member(typed string) (quad.IRI, error) {
	e, err := d.entity(typed)
	if err != nil {
		return "", err
	}
	members := d.members(d.representative(e))
	if len(members) == 1 {
		return "", refuse("newsgraph correct log lists what was merged by hand", "%q is joined with nothing", typed)
	}
	if bare(typed) == e {
		return e, nil
	}
	var bearers []quad.IRI
	for _, m := range members {
		if slices.ContainsFunc(d.texts(m, graph.NameRead), func(n string) bool { return ontology.Fold(n) == ontology.Fold(typed) }) {
			bearers = append(bearers, m)
		}
	}
	if len(bearers) != 1 {
		return "", refuse(d.membersHint(e), "%q stands for several entities", typed)
	}
	return bearers[0], nil
}

func (d *desk) membersHint(e quad.IRI) string {
	var names []string
	for _, m := range d.members(d.representative(e)) {
		names = append(names, d.called(m))
	}
	return "write one of the IRIs in brackets: " + strings.Join(names, ", ")
}

// claim binds to the fingerprint of a claim, which is typed as it is or by the claim's IRI.
func (d *desk) claim(c *Correction, typed string, log []Correction) error {
	prints := d.texts(bare(typed), graph.Fingerprint)
	if len(prints) == 0 && d.has(graph.Pattern{P: graph.Fingerprint, O: quad.String(typed)}) {
		prints = []string{typed}
	}
	if len(prints) == 0 {
		return refuse("newsgraph articles ID shows the claims of an article with their IRIs", "there is no claim %s", typed)
	}
	c.Claim = prints[0]
	for _, other := range slices.Backward(Active(log)) {
		if other.Claim != c.Claim {
			continue
		}
		if other.Action == c.Action {
			return refuse("newsgraph correct undo "+short(other.IRI())+" takes that back", "the claim has that correction already")
		}
		break
	}
	return nil
}

// shortest is the fewest letters that name a correction.
const shortest = 4

// undone finds the correction to undo: by the beginning of its id, or the last one that holds.
func (d *desk) undone(args []string, log []Correction) (quad.IRI, error) {
	const hint = "newsgraph correct log lists the corrections"
	holds := Active(log)
	if len(args) == 0 {
		if len(holds) == 0 {
			return "", refuse(hint, "there is no correction to undo")
		}
		return holds[len(holds)-1].IRI(), nil
	}
	typed := "cor:" + strings.TrimPrefix(string(bare(args[0])), "cor:")
	var found []Correction
	for _, c := range log {
		if len(typed) >= len("cor:")+shortest && strings.HasPrefix(string(c.IRI()), typed) {
			found = append(found, c)
		}
	}
	switch {
	case len(found) == 0:
		return "", refuse(hint, "there is no correction %q", args[0])
	case len(found) > 1:
		return "", refuse(hint, "%q begins %d corrections", args[0], len(found))
	case undone(found[0].IRI(), undosOf(log)):
		return "", refuse("undo that undo to bring it back", "%s is undone already", short(found[0].IRI()))
	}
	return found[0].IRI(), nil
}

// short is an id as people read and type it.
func short(iri quad.IRI) string {
	s := strings.TrimPrefix(string(iri), "cor:")
	return s[:min(len(s), 8)]
}

// A desk asks a view; its first error sticks.
type desk struct {
	view naming.View
	err  error
}

func (d *desk) quads(p graph.Pattern) []quad.Quad {
	var out []quad.Quad
	if d.err == nil {
		d.err = d.view.Quads(p, func(q quad.Quad) error { out = append(out, q); return nil })
	}
	slices.SortFunc(out, func(a, b quad.Quad) int {
		return cmp.Or(cmp.Compare(quad.StringOf(a.Subject), quad.StringOf(b.Subject)), cmp.Compare(quad.StringOf(a.Object), quad.StringOf(b.Object)))
	})
	return out
}

func (d *desk) has(p graph.Pattern) bool { return len(d.quads(p)) > 0 }

// texts are the plain strings of a subject in article graphs, sorted, each once.
func (d *desk) texts(s quad.IRI, p quad.IRI) []string {
	var out []string
	for _, q := range d.quads(graph.Pattern{S: s, P: p}) {
		if t, ok := q.Object.(quad.String); ok && graph.IsArticle(q.Label) {
			out = append(out, string(t))
		}
	}
	return slices.Compact(out)
}

func (d *desk) representative(e quad.IRI) quad.IRI {
	for _, q := range d.quads(graph.Pattern{S: e, P: graph.SameAs, L: graph.Derived}) {
		if o, ok := q.Object.(quad.IRI); ok && !strings.HasPrefix(string(o), string(graph.Wikidata(""))) {
			return o
		}
	}
	return e
}

// members of a group, the representative first.
func (d *desk) members(rep quad.IRI) []quad.IRI {
	out := []quad.IRI{rep}
	for _, q := range d.quads(graph.Pattern{P: graph.SameAs, O: rep, L: graph.Derived}) {
		if s, ok := q.Subject.(quad.IRI); ok {
			out = append(out, s)
		}
	}
	return out
}
