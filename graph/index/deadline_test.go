package index_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// A path that would go on for hours ends within a tenth of a second of its deadline, whatever it is doing, and says why.
func TestAPlanEndsAtItsDeadline(t *testing.T) {
	db := open(t, vfs.NewMem())
	defer db.Close()
	var quads []quad.Quad
	for n := range 3000 { // everything is joined with everything by way of one hub
		thing := quad.IRI(fmt.Sprint("n", n))
		quads = append(quads, quad.Quad{Subject: thing, Predicate: quad.IRI("p"), Object: quad.IRI("hub")}, quad.Quad{Subject: quad.IRI("hub"), Predicate: quad.IRI("p"), Object: thing})
	}
	if _, err := db.Load(context.Background(), from(quads, io.EOF)); err != nil {
		t.Fatal(err)
	}
	everywhere := func(p *path.Path) *path.Path { return p.Out(quad.IRI("p")).Out(quad.IRI("p")) }
	far := everywhere(everywhere(everywhere(path.StartMorphism(quad.IRI("hub")))))
	for name, p := range map[string]*path.Path{
		"steps":               far,
		"steps with tags":     everywhere(everywhere(path.StartMorphism(quad.IRI("hub")).Tag("a")).Tag("b")).Tag("c"),
		"none passes":         far.And(path.StartMorphism(quad.IRI("nowhere"))),
		"a look for one":      far.Has(quad.IRI("q"), quad.IRI("hub")),
		"what it is not":      far.Except(everywhere(path.StartMorphism())),
		"what two have alike": far.And(everywhere(everywhere(path.StartMorphism()))),
		"from anything":       everywhere(everywhere(path.StartMorphism())),
	} {
		snap, err := db.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		const limit = 30 * time.Millisecond
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		g := snap.Graph(ctx)
		start := time.Now()
		rows := 0
		err = cayley.Iterate(context.Background(), p.BuildIteratorOn(g)).Each(func(cayley.Ref) { rows++ }) // Cayley passes on another context than the query's
		if took := time.Since(start); took > limit+100*time.Millisecond {
			t.Errorf("%s: it took %v to end", name, took)
		}
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %d rows, %v", name, rows, err)
		}
		if err == nil && time.Since(start) > limit {
			t.Errorf("%s: %d rows, and no word of the deadline", name, rows)
		}
		cancel()
		g.Close()
		if err := snap.Close(); err != nil {
			t.Error(err)
		}
	}
}
