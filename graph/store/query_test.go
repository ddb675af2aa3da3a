package store

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
)

// rows runs a query and shows each row on a line, sorted.
func rows(t *testing.T, s *Store, text string) ([]string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	var out []string
	err := s.Query(ctx, Gizmo, text, func(r Row) error {
		var cells []string
		for _, f := range r {
			cells = append(cells, fmt.Sprintf("%s=%v", f.Name, f.Value))
		}
		out = append(out, strings.Join(cells, " "))
		return nil
	})
	sort.Strings(out)
	return out, err
}

func TestScriptsThatWouldEndTheProcessGiveAnError(t *testing.T) {
	s, err := Open(Options{Backend: Memory})
	if err != nil {
		t.Fatal(err)
	}
	a := graph.Article("a")
	if err := s.Put(context.Background(), a, []quad.Quad{{Subject: a, Predicate: graph.Type, Object: graph.ClassArticle, Label: a}}); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"an object as a predicate":      `g.V().out({a: 1}).all()`,
		"a number as a tag":             `g.V().out("<a>", [1]).all()`,
		"a cycle as a node":             `var a = []; a[0] = a; g.V(a).all()`,
		"a cycle emitted":               `var a = {}; a.a = a; g.emit(a)`,
		"recursion without end":         `function f() { return f() + 1 } f()`,
		"recursion by way of forEach":   `function f() { [1].forEach(f) } f()`,
		"recursion by way of a getter":  `var o = { get x() { return this.x } }; o.x`,
		"an endless path":               `var p = g.V(); for (var i = 0; i < 100000; i++) p = p.out("<a>"); p.all()`,
		"a path that doubles":           `var p = g.M().out("<a>"); for (var i = 0; i < 100; i++) p = p.follow(p); g.V().follow(p).all()`,
		"a path that was never run":     `g.V()`,
		"a path as a result":            `g.emit(g.V())`,
		"a regular expression too many": `g.V().filter(regex("(")).all()`,
		"a recursion over nothing":      `g.V().followRecursive().all()`,
		"a name nobody bears":           `entity("Nobody").all()`,
		"an unknown field":              `claims({who: "x"})`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := rows(t, s, text)
			if !errors.Is(err, ErrQuery) {
				t.Errorf("%s: %v", text, err)
			} else {
				t.Log(err)
			}
		})
	}
	got, err := rows(t, s, `g.V("<art:a>").tag("x").out("<rdf:type>").all(); g.emit({a: [1, "b", iri("c")]}); g.emit(2)`)
	want := []string{"a=[1 b <c>]", "id=<ng:Article> x=<art:a>", "value=2"}
	if err != nil || cmp.Diff(want, got) != "" {
		t.Error(err, cmp.Diff(want, got))
	}
}
