package index_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph/index"
)

// A walker is a path as Cayley has it, and what it means: every way to a node is a row.
type walker struct {
	path *path.Path
	text string
	mean func([]walkerRow) []walkerRow
	sets bool // which tags come with a node, or how often it comes, is left open
}

// A walkerRow is where a path has got to, the tags it saved, and the label that the next steps keep to.
type walkerRow struct {
	end  quad.Value
	tags map[string]quad.Value
}

var all = shape.Shape(shape.AllNodes{})

// world is what a model walks over.
type world struct {
	quads  []quad.Quad
	values []quad.Value // of all nodes
	passes map[quad.Value]bool
}

func (w *world) start() (out []walkerRow) {
	for _, v := range w.values {
		out = append(out, walkerRow{end: v})
	}
	return out
}

func newWorld(t *testing.T, oracle *memstore.QuadStore) *world {
	w := &world{quads: everything(oracle), passes: map[quad.Value]bool{}}
	it := oracle.NodesAllIterator()
	defer it.Close()
	for it.Next(context.Background()) {
		w.values = append(w.values, oracle.NameOf(it.Result()))
	}
	err := cayley.Iterate(context.Background(), path.StartPath(oracle).Filter(iterator.CompareGT, quad.IRI("a")).BuildIterator()).EachValue(oracle, func(v quad.Value) { w.passes[v] = true })
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// tally counts paths.
type tally struct{ paths, planned, rows, lost int }

// agreeOnPath compares a random path with what it means, and with memstore. All rows are compared where the path is a plan; where a part is
// left to Cayley, the ends.
func (n *tally) agreeOnPath(t *testing.T, seed uint64, r *rand.Rand, ours, oracle cayley.QuadStore) {
	t.Helper()
	w := newWorld(t, oracle.(*memstore.QuadStore))
	p := w.anyPath(r, 2)
	where := func() string {
		return fmt.Sprintf("seed %d: %s\nquads:\n%s\n", seed, p.text, strings.Join(quadsOf(ours, ours.QuadsAllIterator()), "\n"))
	}
	got, err := bag(ours, p.path)
	if err != nil {
		t.Fatalf("%s%v", where(), err)
	}
	theirs, err := bag(oracle, p.path)
	if err != nil {
		t.Fatalf("%son memstore: %v", where(), err)
	}
	if panicked(got) && (slices.Equal(got, theirs) || strings.Contains(p.text, "FollowRecursive")) {
		return // Cayley's planner does, for Except of what is not in the graph, or of a size below nothing before a recursion
	}
	if panicked(theirs) {
		theirs = nil // of a size below nothing, by which it divides
	}
	var want []string
	for _, row := range p.mean(w.start()) {
		want = append(want, row.text())
	}
	slices.Sort(want)
	if d := cmp.Diff(ends(want), ends(got)); d != "" {
		t.Fatalf("%sends (-meant +index):\n%s", where(), d)
	}
	if d := cmp.Diff(ends(want), ends(theirs)); d != "" && theirs != nil {
		t.Fatalf("%sends (-meant +memstore):\n%s", where(), d)
	}
	n.paths++
	planned := index.Planned(ours, p.path.Shape())
	if planned {
		n.planned++
	}
	if p.sets || !planned {
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%srows (-meant +index):\n%s", where(), d)
	}
	n.rows++
	counted, err := bag(ours, path.StartMorphism().Follow(p.path).Count().Tag("end"))
	if c := []string{walkerRow{end: quad.Int(len(want))}.text()}; !slices.Equal(counted, c) || err != nil {
		t.Fatalf("%scount is %v, want %v (%v)", where(), counted, c, err)
	}
	some := 1 + r.IntN(5)
	first, err := bag(ours, path.StartMorphism().Follow(p.path).Limit(int64(some)))
	if len(first) != min(some, len(want)) || err != nil {
		t.Fatalf("%s%d rows of the first %d, want %d (%v)", where(), len(first), some, min(some, len(want)), err)
	}
	for _, row := range first {
		if !slices.Contains(want, row) {
			t.Fatalf("%sa row of the first %d is none of them: %s", where(), some, row)
		}
	}
	if !slices.Equal(theirs, want) {
		n.lost++
	}
}

func (r walkerRow) text() string {
	out := []string{"end=" + quad.StringOf(r.end)}
	for _, k := range slices.Sorted(maps.Keys(r.tags)) {
		out = append(out, k+"="+quad.StringOf(r.tags[k]))
	}
	return strings.Join(out, "\t")
}

func panicked(rows []string) bool {
	return len(rows) == 1 && strings.HasPrefix(rows[0], "runtime error")
}

// ends are the different nodes that rows end at.
func ends(rows []string) []string {
	found := map[string]bool{}
	for _, r := range rows {
		end, _, _ := strings.Cut(r, "\t")
		found[end] = true
	}
	return slices.Sorted(maps.Keys(found))
}

// bag are the rows of a path as Cayley gives them, all ways to a node included.
func bag(qs cayley.QuadStore, p *path.Path) (out []string, err error) {
	defer func() {
		if p := recover(); p != nil {
			out = []string{fmt.Sprint(p)}
		}
	}()
	err = cayley.Iterate(context.Background(), p.BuildIteratorOn(qs)).TagEach(func(tags map[string]cayley.Ref) {
		row := walkerRow{end: qs.NameOf(tags["end"]), tags: map[string]quad.Value{}}
		for k, v := range tags {
			if k != "end" {
				row.tags[k] = qs.NameOf(v)
			}
		}
		out = append(out, row.text())
	})
	slices.Sort(out)
	return out, err
}

// anyPath makes a path and what it means.
func (w *world) anyPath(r *rand.Rand, depth int) walker {
	p := w.anyWay(r, depth, "")
	p.path = p.path.Tag("end")
	return p
}

func (w *world) anyWay(r *rand.Rand, depth int, name string) walker {
	p := walker{path: path.StartMorphism(), text: "V()", mean: func(rows []walkerRow) []walkerRow { return rows }}
	if n := r.IntN(3); n > 0 {
		start := []quad.Value{pick(r, nodes), pick(r, nodes)}[:n]
		if n == 2 && start[0] == start[1] {
			start = start[:1] // named twice, memstore and the planner count it differently
		}
		p.path, p.text = path.StartMorphism(start...), fmt.Sprint("V", start)
		p.mean = func(rows []walkerRow) []walkerRow {
			return where(rows, func(r walkerRow) bool { return slices.Contains(start, r.end) })
		}
	}
	var label quad.Value
	for i := range 1 + r.IntN(4) {
		label = w.anyStep(r, &p, fmt.Sprint("t", name, i), depth, label)
	}
	return p
}

func where(rows []walkerRow, keep func(walkerRow) bool) (out []walkerRow) {
	for _, r := range rows {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}

func (r walkerRow) with(tag string, v quad.Value) walkerRow {
	r.tags = maps.Clone(r.tags)
	if r.tags == nil {
		r.tags = map[string]quad.Value{}
	}
	r.tags[tag] = v
	return r
}

// hop is every quad that leads on from a row.
func (w *world) hop(from quad.Direction, via, label quad.Value, row func(walkerRow, quad.Quad) walkerRow) func([]walkerRow) []walkerRow {
	return func(rows []walkerRow) (out []walkerRow) {
		for _, r := range rows {
			for _, q := range w.quads {
				if q.Get(from) == r.end && (via == nil || q.Predicate == via) && (label == nil || q.Label == label) {
					out = append(out, row(r, q))
				}
			}
		}
		return out
	}
}

func (w *world) move(from, to quad.Direction, via, label quad.Value) func([]walkerRow) []walkerRow {
	return w.hop(from, via, label, func(r walkerRow, q quad.Quad) walkerRow {
		r.end = q.Get(to)
		return r
	})
}

// anyStep adds a step, and tells the label that those after it keep to.
func (w *world) anyStep(r *rand.Rand, p *walker, tag string, depth int, label quad.Value) quad.Value {
	via, node := pick(r, predicates), pick(r, nodes)
	before := p.mean
	then := func(text string, next func([]walkerRow) []walkerRow) {
		p.text += "." + text
		p.mean = func(rows []walkerRow) []walkerRow { return next(before(rows)) }
	}
	const s, o = quad.Subject, quad.Object
	switch n := r.IntN(18); n {
	case 0:
		p.path = p.path.Out(via)
		then(fmt.Sprintf("Out(%v)", via), w.move(s, o, via, label))
	case 1:
		p.path = p.path.In(via)
		then(fmt.Sprintf("In(%v)", via), w.move(o, s, via, label))
	case 2:
		p.path = p.path.Both(via)
		in, out := w.move(o, s, via, label), w.move(s, o, via, label)
		then(fmt.Sprintf("Both(%v)", via), func(rows []walkerRow) []walkerRow { return slices.Concat(in(rows), out(rows)) })
	case 3:
		p.path = p.path.Out()
		then("Out()", w.move(s, o, nil, label))
	case 4:
		p.path = p.path.In()
		then("In()", w.move(o, s, nil, label))
	case 5:
		p.path = p.path.Has(via, node)
		then(fmt.Sprintf("Has(%v, %v)", via, node), w.having(s, o, via, label, node))
	case 6:
		p.path = p.path.HasReverse(via, node)
		then(fmt.Sprintf("HasReverse(%v, %v)", via, node), w.having(o, s, via, label, node))
	case 7:
		p.path = p.path.Tag(tag)
		then("Tag()", func(rows []walkerRow) (out []walkerRow) {
			for _, r := range rows {
				out = append(out, r.with(tag, r.end))
			}
			return out
		})
	case 8:
		p.path = p.path.Save(via, tag)
		then(fmt.Sprintf("Save(%v)", via), w.hop(s, via, label, func(r walkerRow, q quad.Quad) walkerRow { return r.with(tag, q.Object) }))
	case 9:
		p.path = p.path.SaveReverse(via, tag)
		then(fmt.Sprintf("SaveReverse(%v)", via), w.hop(o, via, label, func(r walkerRow, q quad.Quad) walkerRow { return r.with(tag, q.Subject) }))
	case 10:
		p.path, p.sets = p.path.Unique(), true
		then("Unique()", func(rows []walkerRow) []walkerRow { return rows })
	case 11:
		label = pick(r, labels)
		if label == nil {
			p.path = p.path.LabelContext()
		} else {
			p.path = p.path.LabelContext(label)
		}
		p.text += fmt.Sprintf(".LabelContext(%v)", label)
	case 12:
		p.path, p.sets = p.path.FollowRecursive(via, 3, nil), true
		once := w.move(s, o, via, nil)
		then(fmt.Sprintf("FollowRecursive(%v)", via), func(rows []walkerRow) (out []walkerRow) {
			for range 3 {
				rows = once(rows)
				out = append(out, rows...)
			}
			return out
		})
	case 13:
		p.path = p.path.Filter(iterator.CompareGT, quad.IRI("a"))
		then("Filter(> a)", func(rows []walkerRow) []walkerRow {
			return where(rows, func(r walkerRow) bool { return w.passes[r.end] })
		})
	case 14, 15, 16:
		if depth > 0 {
			sub := w.anyWay(r, depth-1, tag)
			if n == 14 && p.path.Shape() == all && sub.path.Shape() == all {
				break // what all nodes have in common with all is nothing to Cayley's paths, whatever the store
			}
			w.combine(p, n, sub, then)
		}
	default:
		p.path, p.sets = p.path.OutPredicates(), true
		then("OutPredicates()", w.move(s, quad.Predicate, nil, nil))
	}
	return label
}

func (w *world) having(from, to quad.Direction, via, label, node quad.Value) func([]walkerRow) []walkerRow {
	return func(rows []walkerRow) (out []walkerRow) {
		for _, r := range rows {
			for _, q := range w.quads {
				if q.Get(from) == r.end && q.Predicate == via && q.Get(to) == node && (label == nil || q.Label == label) {
					out = append(out, r)
				}
			}
		}
		return out
	}
}

// combine joins a path with another.
func (w *world) combine(p *walker, kind int, sub walker, then func(string, func([]walkerRow) []walkerRow)) {
	switch kind {
	case 14:
		p.path, p.sets = p.path.And(sub.path), p.sets || sub.sets
		then("And("+sub.text+")", func(rows []walkerRow) (out []walkerRow) {
			others := sub.mean(w.start())
			for _, a := range rows {
				for _, b := range others {
					if a.end != b.end {
						continue
					}
					row := a
					for k, v := range b.tags {
						row = row.with(k, v)
					}
					out = append(out, row)
				}
			}
			return out
		})
	case 15:
		p.path, p.sets = p.path.Or(sub.path), p.sets || sub.sets
		then("Or("+sub.text+")", func(rows []walkerRow) []walkerRow { return slices.Concat(rows, sub.mean(w.start())) })
	case 16:
		p.path = p.path.Except(sub.path)
		then("Except("+sub.text+")", func(rows []walkerRow) []walkerRow {
			gone := map[quad.Value]bool{}
			for _, r := range sub.mean(w.start()) {
				gone[r.end] = true
			}
			return where(rows, func(r walkerRow) bool { return !gone[r.end] })
		})
	}
}

// Cayley goes through the ways to a node once and then takes the last for all that follows: of two steps that each have two ways it gives
// three rows, not four, on memstore as on its other stores.
func TestWhatCayleyLoses(t *testing.T) {
	iri := func(s string) quad.Value { return quad.IRI(s) }
	var deltas []cayley.Delta
	for _, s := range []string{"b", "c"} {
		deltas = append(deltas, cayley.Delta{Action: cayley.Add, Quad: quad.Quad{Subject: quad.IRI(s), Predicate: quad.IRI("p"), Object: quad.IRI("a")}})
	}
	ours, oracle := open(t, vfs.NewMem()).QuadStore(), memstore.New()
	defer ours.Close()
	for _, qs := range []cayley.QuadStore{ours, oracle} {
		if err := qs.ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
			t.Fatal(err)
		}
	}
	p := path.StartMorphism(iri("a")).SaveReverse(iri("p"), "one").SaveReverse(iri("p"), "other").Tag("end")
	for qs, want := range map[cayley.QuadStore]int{ours: 4, oracle: 3} {
		got, err := bag(qs, p)
		if err != nil || len(got) != want {
			t.Errorf("%T: %d rows, want %d (%v)\n%s", qs, len(got), want, err, strings.Join(got, "\n"))
		}
	}
}
