package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/store"
)

// pages asks for page after page until the answer ends.
func pages(t *testing.T, engine Engine, req Request) (rows []string) {
	t.Helper()
	for range 1000 {
		res, err := Run(t.Context(), engine, req, func(r Row) error {
			line, err := Encode(r)
			rows = append(rows, string(line))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if req.After = res.Next; res.Next == "" {
			return rows
		}
	}
	t.Fatal("the pages do not end")
	return nil
}

func TestPagesAreTheWholeAnswer(t *testing.T) {
	for _, distinct := range []bool{false, true} {
		whole := pages(t, numbered{}, Request{Text: "100 rows 3 equal", Distinct: distinct})
		for _, limits := range []Limits{{Rows: 1}, {Rows: 7}, {Rows: 100}, {Bytes: 20}, {Rows: 9, Bytes: 50}} {
			got := pages(t, numbered{}, Request{Text: "100 rows 3 equal", Distinct: distinct, Limits: limits})
			if !slices.Equal(got, whole) {
				t.Errorf("%+v, distinct %v: %d rows, want %d", limits, distinct, len(got), len(whole))
			}
		}
	}
}

// An answer that has no room for a single row would be gone on with for ever.
func TestARowThatIsTooLargeIsAnError(t *testing.T) {
	for _, after := range []string{"", mustNext(t, Limits{Rows: 2})} {
		req := Request{Text: "100 rows 3 equal", After: after, Limits: Limits{Bytes: 1}}
		if res, err := Run(t.Context(), numbered{}, req, func(Row) error { return nil }); !errors.Is(err, ErrLarge) || res.Rows != 0 {
			t.Errorf("after %q: %+v, %v, want %v", after, res, err, ErrLarge)
		}
	}
}

func mustNext(t *testing.T, limits Limits) string {
	t.Helper()
	res, err := Run(t.Context(), numbered{}, Request{Text: "100 rows 3 equal", Limits: limits}, func(Row) error { return nil })
	if err != nil || res.Next == "" {
		t.Fatalf("%+v, %v", res, err)
	}
	return res.Next
}

func TestACursorFitsItsQuestionAndItsGraph(t *testing.T) {
	req := Request{Text: "10 rows 1 equal", Limits: Limits{Rows: 4}}
	first, err := Run(t.Context(), numbered{}, req, func(Row) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	for name, again := range map[string]Request{
		"another question":        {Text: "11 rows 1 equal", After: first.Next},
		"another language":        {Lang: "mql", Text: req.Text, After: first.Next},
		"no cursor":               {Text: req.Text, After: "x"},
		"a cursor that was cut":   {Text: req.Text, After: first.Next[:20]},
		"a cursor with more text": {Text: req.Text, After: first.Next + "AAAA"},
	} {
		if _, err := Run(t.Context(), numbered{}, again, func(Row) error { return nil }); !errors.Is(err, ErrCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
	req.After = first.Next
	for name, engine := range map[string]Engine{"other rows": renumbered{5}, "fewer rows": renumbered{-7}} {
		if _, err := Run(t.Context(), engine, req, func(Row) error { return nil }); !errors.Is(err, ErrCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// renumbered counts from another number on, or counts less.
type renumbered struct{ by int }

func (e renumbered) Query(_ context.Context, _, _ string, yield func(Row) error) error {
	for i := max(0, e.by); i < 10+min(0, e.by); i++ {
		if err := yield(Row{{Name: "n", Value: int64(i)}}); err != nil {
			return err
		}
	}
	return nil
}

func TestASearchThatWasCutIsNoError(t *testing.T) {
	res, err := Run(t.Context(), cutting{}, Request{}, func(Row) error { return nil })
	if err != nil || res.Truncated != "frontier" || res.Rows != 1 || res.Next != "" {
		t.Errorf("%+v, %v", res, err)
	}
}

type cutting struct{}

func (cutting) Query(_ context.Context, _, _ string, yield func(Row) error) error {
	if err := yield(Row{}); err != nil {
		return err
	}
	return fmt.Errorf("search: %w", &CutError{Limit: "frontier"})
}

// TestTheRowsOfOneGraphComeInOneOrder asks in every language, on both backends, whole and in pages.
func TestTheRowsOfOneGraphComeInOneOrder(t *testing.T) {
	a := graph.Article("1")
	var quads []quad.Quad
	for i := range 60 {
		s, o := graph.Entity(fmt.Sprintf("e%d", i*7%60)), graph.Entity(fmt.Sprintf("e%d", i*i%60))
		quads = append(quads, quad.Quad{Subject: s, Predicate: graph.NameRead, Object: quad.String(fmt.Sprintf("Name %d", i)), Label: a},
			quad.Quad{Subject: s, Predicate: quad.IRI("x:knows"), Object: o, Label: a})
	}
	for _, backend := range []string{store.Memory, store.Index} {
		s, err := store.Open(store.Options{Backend: backend, Dir: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if err := s.Put(t.Context(), a, quads); err != nil {
			t.Fatal(err)
		}
		for lang, text := range map[string]string{
			"gizmo":   `g.V().tag("from").out("<x:knows>").tag("to").all()`,
			"graphql": `{ nodes { id, <x:knows> { id } } }`,
			"mql":     `[{"id": null, "<x:knows>": null}]`,
		} {
			whole := pages(t, s, Request{Lang: lang, Text: text})
			if len(whole) == 0 || lang != "graphql" && len(whole) < 40 {
				t.Errorf("%s, %s: %d rows: %.200s", backend, lang, len(whole), strings.Join(whole, " "))
			}
			for range 5 {
				if again := pages(t, s, Request{Lang: lang, Text: text, Limits: Limits{Rows: 9}}); !slices.Equal(again, whole) {
					t.Errorf("%s, %s: %d rows in another order", backend, lang, len(again))
				}
			}
		}
	}
}

func FuzzCursor(f *testing.F) {
	req := Request{Lang: "gizmo", Text: "10 rows 1 equal"}
	f.Add(cursor{rows: 3}.String(req))
	f.Add("")
	f.Add("////")
	f.Fuzz(func(t *testing.T, after string) {
		again := req
		again.After = after
		c, err := parseCursor(again)
		if err == nil && after != "" && c.rows < 0 {
			t.Errorf("%q goes on after %d rows", after, c.rows)
		}
	})
}
