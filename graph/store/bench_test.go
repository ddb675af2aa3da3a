package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
)

// hubStatements is how many statements the hub of the benchmark has.
const hubStatements = 10_000

// about is an article that says something of the hub, or of something that nobody knows.
func about(n int, hub bool) *report {
	r := reporting(fmt.Sprintf("n%d-5", n))
	one := graph.Entity("nabe")
	if !hub {
		one = graph.Entity(fmt.Sprint("rand-", n))
	}
	other := graph.Entity(fmt.Sprint("speiche-", n))
	for _, e := range []quad.IRI{one, other} {
		r.add(e, graph.NameRead, quad.String(e[3:]))
		r.add(e, graph.TypeRead, graph.Class("State"))
	}
	r.says(one, "accuses", other)
	return r
}

// BenchmarkPut puts one more article about something with ten thousand statements, and one about something new.
func BenchmarkPut(b *testing.B) {
	ctx := context.Background()
	s, err := Open(Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var base []quad.Quad
	for n := range hubStatements {
		base = append(base, about(n, true).quads...)
	}
	if _, err := s.Import(ctx, from(base)); err != nil {
		b.Fatal(err)
	}
	n := hubStatements
	for _, c := range []struct {
		name string
		hub  bool
	}{{"about a hub", true}, {"about something new", false}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				n++
				r := about(n, c.hub)
				if err := s.Put(ctx, r.article, r.quads); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSearch looks for a word that is in ten thousand articles and one that is in a single one.
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	s, err := Open(Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var base []quad.Quad
	for n := range hubStatements {
		base = append(base, about(n, true).quads...)
	}
	if _, err := s.Import(ctx, from(base)); err != nil {
		b.Fatal(err)
	}
	for _, text := range []string{"bericht", "n777"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				snap, err := s.Snapshot(ctx)
				if err != nil {
					b.Fatal(err)
				}
				if r, err := snap.Search(ctx, text, nil, fulltext.Bounds{Hits: 50, Names: 10, Words: 200}); err != nil || len(r.Hits) == 0 {
					b.Fatal(r, err)
				}
				snap.Close()
			}
		})
	}
}
