package index_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/index"
)

func open(t *testing.T, fs vfs.FS) *index.DB {
	t.Helper()
	db, err := index.Open(index.Options{Dir: "db", FS: fs, Buffer: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// Small worlds, so that random quads meet.
var (
	nodes      = []quad.Value{quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), quad.IRI("d"), quad.String("a"), quad.Int(1), quad.BNode("x")}
	predicates = []quad.Value{quad.IRI("p"), quad.IRI("q"), quad.IRI("a")}
	labels     = []quad.Value{nil, nil, quad.IRI("l"), quad.IRI("m"), quad.IRI("a")}
)

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func anyQuad(r *rand.Rand) quad.Quad {
	return quad.Quad{Subject: pick(r, nodes), Predicate: pick(r, predicates), Object: pick(r, nodes), Label: pick(r, labels)}
}

// The oracle is Cayley's memstore: after every transaction, and for random paths, both must say the same.
func TestTheIndexAgreesWithMemstore(t *testing.T) {
	worlds, changes, paths := uint64(120), 12, 8 // 11,520 paths over 1,440 states
	if testing.Short() {
		worlds = 12
	}
	var n tally
	for seed := range worlds {
		r := rand.New(rand.NewPCG(seed, 1))
		db := open(t, vfs.NewMem())
		ours, oracle := db.QuadStore(), memstore.New()
		for range changes {
			deltas, ignore := anyDeltas(r)
			want, got := oracle.ApplyDeltas(deltas, ignore), ours.ApplyDeltas(deltas, ignore)
			if fmt.Sprint(want) != fmt.Sprint(got) {
				t.Fatalf("seed %d: ApplyDeltas(%v, %+v) = %v, want %v", seed, deltas, ignore, got, want)
			}
			agree(t, seed, r, ours, oracle)
			for range paths {
				n.agreeOnPath(t, seed, r, ours, oracle)
			}
		}
		snap, err := db.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if found, err := snap.Check(context.Background()); err != nil || len(found) > 0 {
			t.Fatalf("seed %d: check: %v %v", seed, found, err)
		}
		snap.Close()
		if err := ours.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d paths, %d of them plans; all rows compared in %d, of which memstore loses some in %d", n.paths, n.planned, n.rows, n.lost)
	if n.planned < n.paths*7/10 {
		t.Errorf("only %d of %d paths are plans", n.planned, n.paths)
	}
}

// anyDeltas names no quad twice: of a quad that stands twice in a strict transaction memstore takes no notice.
func anyDeltas(r *rand.Rand) ([]cayley.Delta, cayley.IgnoreOpts) {
	var out []cayley.Delta
	seen := map[quad.Quad]bool{}
	for range 1 + r.IntN(12) {
		q := anyQuad(r)
		if seen[q] {
			continue
		}
		seen[q] = true
		out = append(out, cayley.Delta{Quad: q, Action: pick(r, []cayley.Procedure{cayley.Add, cayley.Add, cayley.Delete})})
	}
	return out, cayley.IgnoreOpts{IgnoreDup: r.IntN(4) > 0, IgnoreMissing: r.IntN(4) > 0}
}

func agree(t *testing.T, seed uint64, r *rand.Rand, ours *index.QuadStore, oracle *memstore.QuadStore) {
	t.Helper()
	compare := func(what string, got, want []string) {
		t.Helper()
		slices.Sort(got)
		slices.Sort(want)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("seed %d: %s (-memstore +index):\n%s", seed, what, d)
		}
	}
	compare("quads", quadsOf(ours, ours.QuadsAllIterator()), quadsOf(oracle, oracle.QuadsAllIterator()))
	compare("nodes", namesOf(ours, ours.NodesAllIterator()), namesOf(oracle, oracle.NodesAllIterator()))
	ctx := context.Background()
	a, _ := ours.Stats(ctx, true)
	b, _ := oracle.Stats(ctx, true)
	if a != b {
		t.Fatalf("seed %d: stats %+v, want %+v", seed, a, b)
	}
	for _, v := range append(slices.Clone(nodes), predicates...) {
		x, y := ours.ValueOf(v), oracle.ValueOf(v)
		if (x == nil) != (y == nil) {
			t.Fatalf("seed %d: value %v: %v, want %v", seed, v, x, y)
		}
		if x == nil {
			continue
		}
		for _, d := range quad.Directions {
			n, _ := ours.QuadIteratorSize(ctx, d, x)
			m, _ := oracle.QuadIteratorSize(ctx, d, y)
			if n != m {
				t.Fatalf("seed %d: size of %v %v: %v, want %v", seed, d, v, n, m)
			}
			compare(fmt.Sprint(d, v), quadsOf(ours, ours.QuadIterator(d, x)), quadsOf(oracle, oracle.QuadIterator(d, y)))
		}
	}
	agreeOnPattern(t, seed, r, ours, oracle)
}

// agreeOnPattern compares a random pattern with a filter over everything.
func agreeOnPattern(t *testing.T, seed uint64, r *rand.Rand, ours *index.QuadStore, oracle *memstore.QuadStore) {
	t.Helper()
	q := anyQuad(r)
	maybe := func(v quad.Value) quad.Value {
		if r.IntN(2) == 0 {
			return nil
		}
		return v
	}
	p := graph.Pattern{S: maybe(q.Subject), P: maybe(q.Predicate), O: maybe(q.Object), L: maybe(q.Label)}
	var got, want []string
	err := ours.Quads(p, func(q quad.Quad) error { got = append(got, q.NQuad()); return nil })
	for _, s := range everything(oracle) {
		fits := func(v, w quad.Value) bool { return w == nil || v == w }
		if fits(s.Subject, p.S) && fits(s.Predicate, p.P) && fits(s.Object, p.O) && fits(s.Label, p.L) {
			want = append(want, s.NQuad())
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Fatalf("seed %d: pattern %v: %v\n%s", seed, p, err, d)
	}
	edgesAgree(t, seed, ours, q.Subject, quad.Subject)
	edgesAgree(t, seed, ours, q.Object, quad.Object)
}

// edgesAgree compares the walk over predicates with the walk over quads.
func edgesAgree(t *testing.T, seed uint64, ours *index.QuadStore, node quad.Value, d quad.Direction) {
	t.Helper()
	p := graph.Pattern{S: node}
	if d == quad.Object {
		p = graph.Pattern{O: node}
	}
	wanted := func(v quad.Value) bool { return v != predicates[1] }
	var got, want []string
	err := ours.Edges(node, d, wanted, func(q quad.Quad) error { got = append(got, q.NQuad()); return nil })
	ours.Quads(p, func(q quad.Quad) error {
		if wanted(q.Predicate) {
			want = append(want, q.NQuad())
		}
		return nil
	})
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Fatalf("seed %d: edges of %v: %v\n%s", seed, node, err, diff)
	}
}

func everything(qs cayley.QuadStore) (out []quad.Quad) {
	it := qs.QuadsAllIterator()
	defer it.Close()
	for it.Next(context.Background()) {
		out = append(out, qs.Quad(it.Result()))
	}
	return out
}

func quadsOf(qs cayley.QuadStore, it cayley.Iterator) (out []string) {
	defer it.Close()
	for it.Next(context.Background()) {
		out = append(out, qs.Quad(it.Result()).NQuad())
	}
	return out
}

func namesOf(qs cayley.QuadStore, it cayley.Iterator) (out []string) {
	defer it.Close()
	for it.Next(context.Background()) {
		out = append(out, quad.StringOf(qs.NameOf(it.Result())))
	}
	return out
}

func TestWhatCannotBeWrittenOutIsRefused(t *testing.T) {
	ours := open(t, vfs.NewMem()).QuadStore()
	defer ours.Close()
	for name, v := range map[string]quad.Value{
		"an IRI with a space":           quad.IRI("id:kim jong"),
		"an IRI with a bracket":         quad.IRI("a>b"),
		"an IRI with a quotation mark":  quad.IRI(`a"b`),
		"an IRI with a line break":      quad.IRI("a\nb"),
		"an IRI with a delete":          quad.IRI("a\x7f"),
		"an IRI that is not UTF-8":      quad.IRI("a\xff"),
		"an empty IRI":                  quad.IRI(""),
		"text that is not UTF-8":        quad.String("a\xff"),
		"a blank node with a space":     quad.BNode("a b"),
		"an empty language":             quad.LangString{Value: "a"},
		"a language with a space":       quad.LangString{Value: "a", Lang: "d e"},
		"a type with a space":           quad.TypedString{Value: "a", Type: "a b"},
		"a value of an unknown kind":    strange{},
		"nothing in the object's place": nil,
	} {
		err := ours.ApplyDeltas([]cayley.Delta{{Quad: quad.Quad{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: v}, Action: cayley.Add}}, cayley.IgnoreOpts{})
		var delta *cayley.DeltaError
		if !errors.As(err, &delta) || !errors.Is(delta.Err, index.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n, _ := ours.Stats(context.Background(), true); n.Quads.Size != 0 || n.Nodes.Size != 0 {
		t.Errorf("something was stored: %+v", n)
	}
}

type strange struct{}

func (strange) String() string { return "strange" }
func (strange) Native() any    { return nil }
