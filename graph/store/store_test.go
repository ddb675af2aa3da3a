package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/derive"
)

var errEnd = io.EOF

// The two backends are each other's oracle: whatever is done, they hold the same, and it is what a fresh derivation says.
func TestBothBackendsHoldTheSameAfterAnySequence(t *testing.T) {
	ctx := context.Background()
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 3))
		stores := []*Store{opened(t, Memory), opened(t, Index)}
		for step := range 15 {
			var do func(*Store) error
			switch r.IntN(6) {
			case 0:
				id := graph.Article(fmt.Sprint("a", r.IntN(4)))
				do = func(s *Store) error { return s.Remove(ctx, id) }
			case 1:
				quads, err := correct.Quads(anyCorrection(r, step))
				if err != nil {
					t.Fatal(err)
				}
				do = func(s *Store) error { return s.Correct(ctx, quads) }
			default:
				a := anyReport(r, fmt.Sprint("a", r.IntN(4)))
				do = func(s *Store) error { return s.Put(ctx, a.article, a.quads) }
			}
			a, b := do(stores[0]), do(stores[1])
			if fmt.Sprint(a) != fmt.Sprint(b) || a != nil && !errors.Is(a, ErrNotFound) {
				t.Fatalf("seed %d: memory says %v, index says %v", seed, a, b)
			}
			if d := cmp.Diff(dump(t, stores[0]), dump(t, stores[1])); d != "" {
				t.Fatalf("seed %d (-memory +index):\n%s", seed, d)
			}
			clean(t, stores[0])
			clean(t, stores[1])
		}
		a, _ := stores[0].Stats(ctx)
		b, _ := stores[1].Stats(ctx)
		if d := cmp.Diff(a, b); d != "" {
			t.Errorf("stats (-memory +index):\n%s", d)
		}
	}
}

func TestArticles(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			s := opened(t, backend)
			empty := dump(t, s)
			a := reporting("a1")
			a.says(a.actor(0), "meets", a.actor(2))
			if _, _, found, err := s.Article(ctx, a.article); found || err != nil {
				t.Errorf("an article that is not there: %v %v", found, err)
			}
			if err := s.Put(ctx, a.article, a.quads); err != nil {
				t.Fatal(err)
			}
			if hash, extractor, found, err := s.Article(ctx, a.article); hash != "hash of a1" || extractor != "test" || !found || err != nil {
				t.Errorf("article: %q %q %v %v", hash, extractor, found, err)
			}
			once := dump(t, s)
			if err := s.Put(ctx, a.article, a.quads); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(once, dump(t, s)); d != "" {
				t.Errorf("loading twice changes something:\n%s", d)
			}
			if err := s.Remove(ctx, a.article); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(empty, dump(t, s)); d != "" {
				t.Errorf("something stays of a removed article:\n%s", d)
			}
			if st, err := s.Stats(ctx); err != nil || st.Values != 0 || st.Quads != 0 {
				t.Errorf("stats of nothing: %+v %v", st, err)
			}
			if err := s.Remove(ctx, a.article); !errors.Is(err, ErrNotFound) {
				t.Errorf("removing twice: %v", err)
			}
		})
	}
}

func TestWhatDoesNotBelongIsRefused(t *testing.T) {
	ctx := context.Background()
	a, b := graph.Article("a"), graph.Article("b")
	ok := quad.Quad{Subject: a, Predicate: graph.Type, Object: graph.ClassArticle, Label: a}
	with := func(change func(*quad.Quad)) []quad.Quad {
		q := ok
		change(&q)
		return []quad.Quad{ok, q}
	}
	for _, backend := range backends {
		s := opened(t, backend)
		for name, err := range map[string]error{
			"a label that is no article":     s.Put(ctx, graph.Derived, nil),
			"a quad of another article":      s.Put(ctx, a, with(func(q *quad.Quad) { q.Label = b })),
			"an IRI with a space":            s.Put(ctx, a, with(func(q *quad.Quad) { q.Object = quad.IRI("a b") })),
			"a literal as a subject":         s.Put(ctx, a, with(func(q *quad.Quad) { q.Subject = quad.String("x") })),
			"a literal as a predicate":       s.Put(ctx, a, with(func(q *quad.Quad) { q.Predicate = quad.String("x") })),
			"no object":                      s.Put(ctx, a, with(func(q *quad.Quad) { q.Object = nil })),
			"a correction of another layer":  s.Correct(ctx, []quad.Quad{ok}),
			"removing the derived layer":     s.Remove(ctx, graph.Derived),
			"removing the corrections layer": s.Remove(ctx, graph.Corrections),
		} {
			if !errors.Is(err, ErrValue) {
				t.Errorf("%s: %s: %v", backend, name, err)
			}
		}
		if got := dump(t, s); len(got) > 0 {
			t.Errorf("%s: something was stored: %v", backend, got)
		}
	}
}

// failing derives until it does not.
type failing struct {
	deriver
	err   error
	panic bool
}

func (f failing) Update(v derive.View, removed, added []quad.Quad) (del, add []quad.Quad, err error) {
	if f.panic {
		panic("deriving panicked")
	}
	return nil, nil, f.err
}

func (f failing) Whole(derive.View) ([]quad.Quad, error) { return nil, f.err }

func TestAChangeThatFailsLeavesTheStateBefore(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			s := opened(t, backend)
			r := rand.New(rand.NewPCG(1, 1))
			for i := range 3 {
				a := anyReport(r, fmt.Sprint("a", i))
				if err := s.Put(ctx, a.article, a.quads); err != nil {
					t.Fatal(err)
				}
			}
			before, sound := dump(t, s), s.deriver
			own := errors.New("deriving failed")
			b := anyReport(r, "a1")
			corrections, _ := correct.Quads(anyCorrection(r, 1))
			s.deriver = failing{deriver: sound, err: own}
			_, imported := s.Import(ctx, from(b.quads))
			for name, err := range map[string]error{"put": s.Put(ctx, b.article, b.quads), "remove": s.Remove(ctx, graph.Article("a0")), "correct": s.Correct(ctx, corrections), "import": imported} {
				if !errors.Is(err, own) {
					t.Errorf("%s: %v", name, err)
				}
			}
			s.deriver = failing{deriver: sound, panic: true}
			func() {
				defer func() { recover() }()
				s.Put(ctx, b.article, b.quads)
				t.Error("no panic")
			}()
			s.deriver = sound
			if d := cmp.Diff(before, dump(t, s)); d != "" {
				t.Errorf("(-before +after):\n%s", d)
			}
			clean(t, s)
			if err := s.Put(ctx, b.article, b.quads); err != nil {
				t.Errorf("the store is of no use any more: %v", err)
			}
		})
	}
}

func TestACancelledChangeIsNone(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, backend := range backends {
		s := opened(t, backend)
		a := reporting("a1")
		if err := s.Put(ctx, a.article, a.quads); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: put: %v", backend, err)
		}
		if got := dump(t, s); len(got) > 0 {
			t.Errorf("%s: %v", backend, got)
		}
	}
}

func TestImport(t *testing.T) {
	ctx := context.Background()
	r := rand.New(rand.NewPCG(7, 7))
	source := opened(t, Memory)
	for i := range 3 {
		a := anyReport(r, fmt.Sprint("a", i))
		if err := source.Put(ctx, a.article, a.quads); err != nil {
			t.Fatal(err)
		}
	}
	corrections, _ := correct.Quads(anyCorrection(r, 1))
	if err := source.Correct(ctx, corrections); err != nil {
		t.Fatal(err)
	}
	foreign := []quad.Quad{
		quad.MakeIRI("x", "y", "z", ""), quad.MakeIRI("x", "y", "z", "g"), quad.MakeIRI("x", "y", "z", "g"),
		{Subject: quad.BNode("b"), Predicate: quad.IRI("y"), Object: quad.LangString{Value: "ü\n", Lang: "de"}, Label: quad.BNode("g")},
	}
	if _, err := source.Import(ctx, from(foreign)); err != nil {
		t.Fatal(err)
	}
	var export []quad.Quad
	source.Quads(ctx, graph.Pattern{}, func(q quad.Quad) error { export = append(export, q); return nil })
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			s := opened(t, backend)
			old := anyReport(r, "a1") // is replaced
			if err := s.Put(ctx, old.article, old.quads); err != nil {
				t.Fatal(err)
			}
			rep, err := s.Import(ctx, from(export))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(dump(t, source), dump(t, s)); d != "" {
				t.Errorf("(-exported +imported):\n%s", d)
			}
			clean(t, s)
			if rep.Read != len(export) || rep.Articles != 3 || rep.Corrections != len(corrections) || rep.Foreign != 3 || rep.Derived == 0 || rep.Unlabelled != 0 {
				t.Errorf("report %+v", rep)
			}
			again, err := s.Import(ctx, from(export))
			if err != nil || again.Added+again.Removed != 0 {
				t.Errorf("a second import changes something: %+v %v", again, err)
			}
			if err := s.Remove(ctx, Foreign); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestABrokenImportStoresNothing(t *testing.T) {
	ctx := context.Background()
	broken := errors.New("line 12: no closing bracket")
	for _, backend := range backends {
		s := opened(t, backend)
		a := reporting("a1")
		if err := s.Put(ctx, a.article, a.quads); err != nil {
			t.Fatal(err)
		}
		before := dump(t, s)
		n := 0
		_, err := s.Import(ctx, func() (quad.Quad, error) {
			if n++; n > 2*importBatch+5 {
				return quad.Quad{}, broken
			}
			return quad.Quad{Subject: quad.IRI("s"), Predicate: quad.IRI("p"), Object: quad.Int(n)}, nil
		})
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", backend, err)
		}
		_, err = s.Import(ctx, from([]quad.Quad{quad.MakeIRI("a", "b", "c", ""), quad.MakeIRI("a", "b c", "d", "")}))
		if !errors.Is(err, ErrValue) || !strings.Contains(err.Error(), "quad 2") {
			t.Errorf("%s: %v", backend, err)
		}
		if d := cmp.Diff(before, dump(t, s)); d != "" {
			t.Errorf("%s: (-before +after):\n%s", backend, d)
		}
		clean(t, s)
	}
}

func TestALockedStoreNamesItsHolder(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(Options{Dir: dir, Command: "newsgraph serve"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetAddress("127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	_, err = Open(Options{Dir: dir})
	var locked *LockedError
	if !errors.As(err, &locked) || !errors.Is(err, ErrLocked) || locked.PID == 0 || locked.Command != "newsgraph serve" || locked.Address != "127.0.0.1:8080" {
		t.Errorf("open: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); !errors.Is(err, ErrClosed) {
		t.Errorf("close twice: %v", err)
	}
	again, err := Open(Options{Dir: dir, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := again.Put(context.Background(), graph.Article("a"), nil); !errors.Is(err, ErrReadOnly) {
		t.Errorf("put: %v", err)
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	for name, o := range map[string]Options{
		"an unknown backend":          {Backend: "bolt"},
		"no directory":                {},
		"reading what does not exist": {Dir: filepath.Join(t.TempDir(), "none"), ReadOnly: true},
	} {
		if s, err := Open(o); err == nil || s != nil {
			t.Errorf("%s: %v %v", name, s, err)
		}
	}
}

func TestShortcutsOfANode(t *testing.T) {
	ctx := context.Background()
	for _, backend := range backends {
		s := opened(t, backend)
		a := reporting("a1")
		kim, putin := a.actor(0), a.actor(2)
		a.says(kim, "meets", putin)
		a.says(kim, "accuses", putin, graph.Modality, quad.String("alleged"))
		if err := s.Put(ctx, a.article, a.quads); err != nil {
			t.Fatal(err)
		}
		var out, in []string
		snap, err := s.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer snap.Close()
		snap.Out(ctx, kim, func(q quad.Quad) error { out = append(out, q.NQuad()); return nil })
		snap.In(ctx, kim, func(q quad.Quad) error { in = append(in, q.NQuad()); return nil })
		slices.Sort(out)
		wantOut := []string{
			"<id:kim-jong-un> <maybe:accuses> <id:wladimir-putin> <ng:derived> .",
			"<id:kim-jong-un> <rel:meets> <id:wladimir-putin> <ng:derived> .",
		}
		wantIn := []string{"<id:wladimir-putin> <rel:meets> <id:kim-jong-un> <ng:derived> ."}
		if d := cmp.Diff([][]string{wantOut, wantIn}, [][]string{out, in}); d != "" {
			t.Errorf("%s: (-want +got):\n%s", backend, d)
		}
	}
}

// Readers and a writer at the same time: every reader sees whole articles, and the race detector nothing.
func TestReadersSeeWholeArticlesWhileAWriterWrites(t *testing.T) {
	for _, backend := range backends {
		t.Run(backend, func(t *testing.T) {
			s := opened(t, backend)
			ctx, cancel := context.WithCancel(context.Background())
			var readers sync.WaitGroup
			var reads atomic.Int64
			for range 3 {
				readers.Go(func() {
					for ctx.Err() == nil {
						if err := wholeArticles(s); err != nil {
							t.Error(err)
							return
						}
						reads.Add(1)
					}
				})
			}
			r := rand.New(rand.NewPCG(5, 5))
			for i := range 60 {
				a := anyReport(r, fmt.Sprint("a", i%5))
				if err := s.Put(ctx, a.article, a.quads); err != nil {
					t.Error(err)
				}
			}
			cancel()
			readers.Wait()
			if reads.Load() == 0 {
				t.Error("nobody read anything")
			}
			clean(t, s)
		})
	}
}

// wholeArticles reads by a snapshot, by a query and by its counts.
func wholeArticles(s *Store) error {
	ctx := context.Background()
	claims, parts := 0, 0
	err := s.Query(ctx, Gizmo, `g.V("<ng:Claim>").in("<rdf:type>").tag("claim").out("<ng:fingerprint>").all()`, func(Row) error { claims++; return nil })
	if err != nil {
		return err
	}
	snap, err := s.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer snap.Close()
	claims = 0
	err = snap.Quads(ctx, graph.Pattern{P: graph.Type, O: graph.ClassClaim}, func(quad.Quad) error { claims++; return nil })
	if err != nil {
		return err
	}
	err = snap.Quads(ctx, graph.Pattern{P: graph.Evidence}, func(quad.Quad) error { parts++; return nil })
	if err == nil && claims != parts {
		err = fmt.Errorf("%d claims with %d sentences", claims, parts)
	}
	return err
}
