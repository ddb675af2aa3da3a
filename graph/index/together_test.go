package index_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/index"
)

var together = flag.Duration("together", 2*time.Second, "how long readers and a writer work at the same time")

// Eight readers and a writer that adds, removes and loads: every reader sees whole transactions, each in one state, by every way to look.
func TestReadersAndAWriter(t *testing.T) {
	db, err := index.Open(index.Options{Dir: t.TempDir(), Buffer: 1 << 20, Chunk: 20_000})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithTimeout(context.Background(), *together)
	defer cancel()
	var readers sync.WaitGroup
	var reads atomic.Int64
	for n := range 8 {
		readers.Go(func() {
			r := rand.New(rand.NewPCG(uint64(n), 6))
			for ctx.Err() == nil {
				if err := lookAround(db, r); err != nil {
					t.Error(err)
					cancel()
				}
				reads.Add(1)
			}
		})
	}
	changes := 0
	for r := rand.New(rand.NewPCG(9, 6)); ctx.Err() == nil; changes++ {
		if err := change(db, r, changes); err != nil {
			t.Error(err)
			cancel()
		}
	}
	readers.Wait()
	t.Logf("%d reads, %d changes", reads.Load(), changes)
	contents(t, db)
}

const labelled = 12 // how many batches there are

func change(db *index.DB, r *rand.Rand, n int) error {
	quads := batch(r.IntN(labelled))
	if n%50 == 49 {
		_, err := db.Load(context.Background(), from(slices.Concat(quads, batch(r.IntN(labelled))), io.EOF))
		return err
	}
	return db.Update(context.Background(), func(tx *index.Tx) error {
		gone := false
		for _, q := range quads {
			removed, err := tx.Remove(q)
			if err != nil {
				return err
			}
			gone = gone || removed
		}
		if gone && r.IntN(2) == 0 {
			return nil
		}
		for _, q := range quads {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
}

// lookAround reads one state in several ways that have to say the same.
func lookAround(db *index.DB, r *rand.Rand) error {
	snap, err := db.Snapshot()
	if err != nil {
		return err
	}
	defer snap.Close()
	n := r.IntN(labelled)
	label := quad.IRI(fmt.Sprint("l", n))
	var scanned []string
	if err := snap.Quads(graph.Pattern{L: label}, func(q quad.Quad) error { scanned = append(scanned, q.NQuad()); return nil }); err != nil {
		return err
	}
	slices.Sort(scanned)
	if len(scanned) > 0 && !slices.Equal(scanned, lines(batch(n))) {
		return fmt.Errorf("batch %d: %d quads are seen", n, len(scanned))
	}
	g := snap.Graph(context.Background())
	defer g.Close()
	if ref := g.ValueOf(label); (ref != nil) != (len(scanned) > 0) {
		return fmt.Errorf("batch %d: %d quads, and its label is known: %v", n, len(scanned), ref != nil)
	}
	return lookByPath(g, snap, label, scanned)
}

func lookByPath(g *index.Graph, snap *index.Snapshot, label quad.IRI, scanned []string) error {
	p := path.StartMorphism(quad.IRI("s3")).LabelContext(label).Out(quad.IRI("p")).In(quad.IRI("p"))
	ends := 0
	err := cayley.Iterate(context.Background(), p.BuildIteratorOn(g)).EachValue(g, func(v quad.Value) {
		if v == quad.Value(quad.IRI("s3")) {
			ends++
		}
	})
	want := min(1, len(scanned))
	if err != nil || ends != want {
		return fmt.Errorf("%v: %d ends, want %d (%v)", label, ends, want, err)
	}
	var edges, quads []string
	every := func(quad.Value) bool { return true }
	if err := snap.Edges(quad.IRI("s3"), quad.Subject, every, func(q quad.Quad) error { edges = append(edges, q.NQuad()); return nil }); err != nil {
		return err
	}
	if err := snap.Quads(graph.Pattern{S: quad.IRI("s3")}, func(q quad.Quad) error { quads = append(quads, q.NQuad()); return nil }); err != nil {
		return err
	}
	slices.Sort(edges)
	slices.Sort(quads)
	if d := cmp.Diff(quads, edges); d != "" {
		return fmt.Errorf("edges of s3 (-quads +edges):\n%s", d)
	}
	return nil
}
