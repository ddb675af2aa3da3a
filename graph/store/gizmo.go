package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// startGizmo compiles the query on its own, so that errors name its own lines, and hands it to a fresh session.
//
// The session keeps its JavaScript machine to itself, runs scripts in a goroutine where a panic (Gizmo panics for a wrong
// argument) ends the process, and bounds neither stack nor memory. So we come in by the store: the first thing the session runs
// asks for a node whose value, as Cayley's toValue() hands it over, is a Go function of ours. That function meets the machine
// from inside, sets its limits, adds entity() and claims() and runs the user's program, catching what it throws.
func startGizmo(r *run) error {
	program, err := compile(r.text)
	if err != nil {
		return err
	}
	s := &script{run: r, program: program}
	door := &doorStore{quadStore: r.qs, key: quad.IRI("door:" + rand.Text()), enter: s.enter}
	r.row, r.fail = s.row, s.fail
	ses := gizmo.NewSession(door)
	r.it, err = ses.Execute(r.ctx, fmt.Sprintf("g.V(%q).toValue()(); undefined", door.key.String()), query.Options{Collation: query.Raw})
	r.own = err == nil
	return err
}

// doorStore is the store with one more node, whose native value is a function.
type doorStore struct {
	quadStore
	key   quad.IRI
	enter func(goja.FunctionCall, *goja.Runtime) goja.Value
	once  sync.Once
}

func (d *doorStore) ValueOf(v quad.Value) cayley.Ref {
	if v == quad.Value(d.key) {
		var ref cayley.Ref
		d.once.Do(func() { ref = doorRef{cayley.PreFetched(doorValue{d})} })
		return ref
	}
	return d.quadStore.ValueOf(v)
}

func (d *doorStore) NameOf(v cayley.Ref) quad.Value {
	if ref, ok := v.(doorRef); ok {
		return ref.NameOf()
	}
	return d.quadStore.NameOf(v)
}

type doorRef struct{ cayley.PreFetchedValue }

type doorValue struct{ d *doorStore }

func (doorValue) String() string { return "door" }
func (v doorValue) Native() any  { return v.d.enter }

// script is the user's program and what the machine around it needs.
type script struct {
	run     *run
	program *goja.Program
	vm      *goja.Runtime
	emit    goja.Callable // Gizmo's own
	paths   map[*goja.Object]path
	proto   *goja.Object // what all paths have in common
	ran     bool         // whether anything was asked for
	joins   int          // how deep join calls itself

	mu  sync.Mutex
	err error
}

func (s *script) fail() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

// enter runs the user's program. It never returns to the session's own: an interruption is the one thing that passes through
// the machine whatever state a panic left it in.
func (s *script) enter(_ goja.FunctionCall, vm *goja.Runtime) goja.Value {
	s.vm = vm
	defer func() {
		if p := recover(); p != nil {
			s.note(panicked(p))
		}
		panic(&goja.InterruptedError{})
	}()
	vm.SetMaxCallStackSize(maxCalls)
	if err := s.furnish(); err != nil {
		panic(err)
	}
	v, err := vm.RunProgram(s.program)
	if err != nil {
		s.note(s.explain(err))
	} else if s.isPath(v) && !s.ran {
		s.note(&QueryError{Message: "the query is a path that was never run", Hint: "end it with .all()"})
	}
	return nil
}

func (s *script) note(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
}

// row turns what the session sends into a row.
func (s *script) row(v any) (Row, bool, error) {
	res, ok := v.(*gizmo.Result)
	if !ok || res.Meta {
		return nil, false, nil
	}
	if res.Tags != nil {
		return tagged(s.run.qs, res.Tags), true, nil
	}
	e, ok := res.Val.(*emitted)
	if !ok {
		return nil, false, fmt.Errorf("query: unexpected result %T", res.Val)
	}
	return e.row, true, nil
}

// maxCalls bounds the depth of calls in a script; calls by way of sort or forEach take Go's stack.
const maxCalls = 1000

const source = "query"

func compile(text string) (*goja.Program, error) {
	tree, err := parser.ParseFile(nil, source, text, 0)
	if err != nil {
		return nil, syntaxError(text, err)
	}
	p, err := goja.CompileAST(tree, false)
	if err != nil {
		return nil, syntaxError(text, err)
	}
	return p, nil
}

// explain turns what ended a program into an error with a place in the user's text.
func (s *script) explain(err error) error {
	var over *goja.StackOverflowError
	var stopped *goja.InterruptedError
	var thrown *goja.Exception
	var ours *QueryError
	switch {
	case errors.As(err, &stopped):
		return nil // the caller knows why it stopped us
	case errors.As(err, &over):
		return s.place(&QueryError{Message: fmt.Sprintf("calls are nested deeper than %d", maxCalls), Hint: "a function calls itself without end"}, over.Stack())
	case errors.As(err, &thrown) && errors.As(err, &ours):
		return s.place(&QueryError{Message: ours.Message, Hint: ours.Hint}, thrown.Stack())
	case errors.As(err, &thrown):
		return s.place(&QueryError{Message: message(thrown)}, thrown.Stack())
	}
	return &QueryError{Message: err.Error()}
}

func message(ex *goja.Exception) string {
	if ex.Value() == nil {
		return "error"
	}
	if err, ok := ex.Value().Export().(error); ok {
		return err.Error()
	}
	return strings.TrimPrefix(ex.Value().String(), "GoError: ")
}

// place finds the innermost call that stands in the user's text.
func (s *script) place(e *QueryError, stack []goja.StackFrame) *QueryError {
	for _, f := range stack {
		if p := f.Position(); f.SrcName() == source && p.Line > 0 {
			e.Line, e.Column = p.Line, characters(s.run.text, p.Line, p.Column)
			break
		}
	}
	return e
}

// panicked is the error for a panic of Gizmo or of the graph behind it.
func panicked(p any) error {
	switch p := p.(type) {
	case *goja.InterruptedError:
		return nil
	case runtime.Error:
		return &QueryError{Message: "Cayley cannot plan this query: " + p.Error(), Hint: "is everything that it excludes in the graph?"}
	case error:
		return &QueryError{Message: p.Error()}
	}
	return &QueryError{Message: fmt.Sprint(p)}
}
