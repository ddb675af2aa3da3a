package store

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// Languages that Query understands.
const (
	Gizmo   = "gizmo"
	GraphQL = "graphql"
	MQL     = "mql"
)

// Errors of queries that callers branch on. A deadline is context.DeadlineExceeded.
var (
	ErrQuery  = errors.New("bad query")
	ErrMemory = errors.New("the query needs too much memory")
)

// A QueryError says what is wrong with a query, and where in its text as the user wrote it; errors.Is(err, ErrQuery) holds for it.
type QueryError struct {
	Line, Column int // from 1; 0 if the place is not known
	Message      string
	Hint         string // may be empty
}

func (e *QueryError) Error() string {
	switch {
	case e.Line > 0 && e.Column > 0:
		return fmt.Sprintf("query, line %d, column %d: %s", e.Line, e.Column, e.Message)
	case e.Line > 0:
		return fmt.Sprintf("query, line %d: %s", e.Line, e.Message)
	}
	return "query: " + e.Message
}

func (e *QueryError) Is(target error) bool { return target == ErrQuery }

// A Row is one result. Rows of a path have the field "id" for its end and one for each tag, in the order of the alphabet;
// rows of claims() have their columns in a fixed order; what a script emits has its fields in the order of the script, or the one
// field "value".
type Row []Field

// A Field is a named value: a quad.Value for what was read from the graph; for what a script computed also nil, bool, int64,
// float64, string, []any or map[string]any.
type Field struct {
	Name  string
	Value any
}

// Get finds the value of a field; nil if there is none.
func (r Row) Get(name string) any {
	for _, f := range r {
		if f.Name == name {
			return f.Value
		}
	}
	return nil
}

// grace is how long Query waits for a stopped query to unwind before it answers.
const grace = 2 * time.Second

// maxText bounds the text of a query: its parsers recurse.
const maxText = 64 << 10

// Query runs a query and yields its rows as they come. It ends with yield's error, with ctx or when the query takes too much
// memory. On the memory backend yield must not call the store.
func (s *Store) Query(ctx context.Context, lang, text string, yield func(Row) error) error {
	if len(text) > maxText {
		return &QueryError{Message: fmt.Sprintf("the query has %d bytes, more than %d", len(text), maxText)}
	}
	start, err := language(lang)
	if err != nil {
		return err
	}
	v, err := s.view(ctx)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &run{ctx: ctx, view: v, text: text, qs: v.quadStore(ctx)}
	defer r.end()
	if err := start(r); err != nil {
		return err
	}
	defer watch(cancel, s.opts.Memory)()
	return r.each(yield)
}

func language(lang string) (func(*run) error, error) {
	switch lang {
	case "", Gizmo:
		return startGizmo, nil
	case GraphQL, MQL:
		return func(r *run) error { return startOther(r, lang) }, nil
	}
	return nil, &QueryError{Message: fmt.Sprintf("no query language %q", lang), Hint: "have gizmo, graphql, mql"}
}

// run is one query on its way.
type run struct {
	ctx  context.Context
	view view
	qs   quadStore
	text string
	it   query.Iterator
	own  bool                         // whether the iterator works in a goroutine of its own
	row  func(any) (Row, bool, error) // turns what Cayley gives into a row; false for what is none
	fail func() error                 // what went wrong beside the iterator, nil if nothing can
}

func (r *run) each(yield func(Row) error) error {
	for r.next() {
		row, ok, err := r.row(r.it.Result())
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := yield(row); err != nil {
			return err
		}
	}
	return r.err()
}

// next survives the panics of languages that work in this goroutine.
func (r *run) next() (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			r.fail = func() error { return panicked(p) }
			ok = false
		}
	}()
	return r.it.Next(r.ctx)
}

// err tells why the rows ended: a cause outside the query comes before what it made Cayley say.
func (r *run) err() error {
	if r.ctx.Err() != nil {
		return fmt.Errorf("query: %w", context.Cause(r.ctx))
	}
	if r.fail != nil {
		if err := r.fail(); err != nil {
			return err
		}
	}
	if err := r.qs.Err(); err != nil {
		return fmt.Errorf("query: %w", err)
	}
	var ended *goja.InterruptedError // how every script ends
	if err := r.it.Err(); err != nil && !errors.As(err, &ended) {
		return &QueryError{Message: err.Error()}
	}
	return nil
}

// end stops what still runs. Gizmo works in a goroutine of its own: the view stays open until that has ended, even if it
// takes longer than we wait.
func (r *run) end() {
	if r.it != nil {
		r.it.Close()
	}
	if !r.own || unwound(r.it, grace) {
		r.close()
		return
	}
	go func() {
		for r.it.Next(context.Background()) {
		}
		r.close()
	}()
}

func (r *run) close() {
	r.qs.Close()
	r.view.close()
}

// unwound reads on after Close: only the end of the stream says that Cayley's goroutine has ended.
func unwound(it query.Iterator, d time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	for it.Next(ctx) {
	}
	return ctx.Err() == nil
}

// tagged is the row of a path.
func tagged(qs cayley.QuadStore, tags map[string]cayley.Ref) Row {
	row := make(Row, 0, len(tags))
	for name, ref := range tags {
		if v := qs.NameOf(ref); v != nil {
			row = append(row, Field{name, v})
		}
	}
	sort.Slice(row, func(i, j int) bool {
		a, b := row[i].Name, row[j].Name
		if (a == "id") != (b == "id") {
			return a == "id"
		}
		return a < b
	})
	return row
}

// plain is a row made of what another language than Gizmo gives.
func plain(v any) (Row, error) {
	v, err := plainValue(v, 0)
	if err != nil {
		return nil, err
	}
	return asRow(v), nil
}

func asRow(v any) Row {
	m, ok := v.(map[string]any)
	if !ok {
		return Row{{"value", v}}
	}
	row := make(Row, 0, len(m))
	for name, v := range m {
		row = append(row, Field{name, v})
	}
	sort.Slice(row, func(i, j int) bool { return row[i].Name < row[j].Name })
	return row
}

// maxDepth bounds how deep an emitted value may be nested.
const maxDepth = 32

func plainValue(v any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, &QueryError{Message: fmt.Sprintf("a value is nested deeper than %d", maxDepth)}
	}
	switch v := v.(type) {
	case nil, bool, int64, float64, string, quad.Value:
		return v, nil
	case int:
		return int64(v), nil
	case time.Time:
		return quad.Time(v), nil
	case []map[string]any:
		out := make([]any, len(v))
		for i := range v {
			var err error
			if out[i], err = plainValue(v[i], depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case []any:
		out := make([]any, len(v))
		for i := range v {
			var err error
			if out[i], err = plainValue(v[i], depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			var err error
			if out[k], err = plainValue(v[k], depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return nil, &QueryError{Message: fmt.Sprintf("a %T cannot be a result", v), Hint: "end a path with .all()"}
}
