package store

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/dop251/goja"
)

// What scripts may ask of one call.
const (
	maxItems = 100_000 // elements of an array
	maxSteps = 1_000   // of a path: Cayley recurses over them
)

// path is Gizmo's path behind the object that scripts see.
type path struct {
	raw   *goja.Object
	steps int
}

// emitted travels through Gizmo's emit as it is.
type emitted struct{ row Row }

// furnish puts our objects in the place of Gizmo's and adds entity and claims. Gizmo's own follow a cycle among their arguments
// until the stack of the process is gone, and panic for arguments of the wrong type; ours look at them first.
func (s *script) furnish() error {
	s.paths = map[*goja.Object]path{}
	g := s.vm.Get("g").ToObject(s.vm)
	emit, ok := goja.AssertFunction(g.Get("emit"))
	if !ok {
		return fmt.Errorf("gizmo: no emit")
	}
	s.emit = emit
	if err := s.makeProto(g); err != nil {
		return err
	}
	ours := s.vm.NewObject()
	for _, name := range methods(g) {
		ours.Set(name, s.checked(name, g, g.Get(name)))
	}
	ours.Set("emit", s.emitValue)
	ours.Set("Emit", s.emitValue)
	global := s.vm.GlobalObject()
	for _, name := range []string{"iri", "bnode", "raw", "str", "lang", "typed", "lt", "lte", "gt", "gte", "regex", "like"} {
		global.Set(name, s.checked(name, global, global.Get(name)))
	}
	global.Set("g", ours)
	global.Set("graph", ours)
	global.Set("entity", s.entity)
	global.Set("claims", s.claims)
	return s.harden()
}

// makeProto gives all paths the methods that Gizmo's have.
func (s *script) makeProto(g *goja.Object) error {
	v, ok := goja.AssertFunction(g.Get("V"))
	if !ok {
		return fmt.Errorf("gizmo: no V")
	}
	sample, err := v(g)
	if err != nil {
		return err
	}
	s.proto = s.vm.NewObject()
	for _, name := range methods(sample.ToObject(s.vm)) {
		s.proto.Set(name, s.method(name))
	}
	s.proto.Set("toString", func(goja.FunctionCall) goja.Value { return s.vm.ToValue("[path]") })
	return nil
}

// methods lists the functions of an object made from a Go value.
func methods(o *goja.Object) []string {
	var out []string
	for _, name := range o.GetOwnPropertyNames() {
		if _, ok := goja.AssertFunction(o.Get(name)); ok {
			out = append(out, name)
		}
	}
	return out
}

// method calls Gizmo's method of the path that the script's object stands for.
func (s *script) method(name string) func(goja.FunctionCall) goja.Value {
	switch strings.ToLower(name) {
	case "all", "getlimit", "toarray", "tagarray", "tovalue", "tagvalue", "foreach", "map", "count":
		return func(call goja.FunctionCall) goja.Value {
			s.ran = true
			return s.invoke(name, call)
		}
	}
	return func(call goja.FunctionCall) goja.Value { return s.invoke(name, call) }
}

func (s *script) invoke(name string, call goja.FunctionCall) goja.Value {
	o, _ := call.This.(*goja.Object)
	p, ok := s.paths[o]
	if !ok {
		panic(s.vm.NewTypeError("%s() wants to be called on a path", name))
	}
	return s.call(name, p.raw, p.raw.Get(name), p.steps+1, call.Arguments)
}

// checked is a function of Gizmo that looks at its arguments first.
func (s *script) checked(name string, this, fn goja.Value) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value { return s.call(name, this, fn, 1, call.Arguments) }
}

func (s *script) call(name string, this, fn goja.Value, steps int, args []goja.Value) goja.Value {
	in := make([]goja.Value, len(args))
	for i, a := range args {
		var n int
		in[i], n = s.argument(name, a, 0)
		steps += n
	}
	if steps > maxSteps {
		panic(s.vm.NewTypeError("%s(): the path has more than %d steps", name, maxSteps))
	}
	f, ok := goja.AssertFunction(fn)
	if !ok {
		panic(s.vm.NewTypeError("%s is not a function", name))
	}
	out, err := s.guarded(name, f, this, in)
	if err != nil {
		panic(err)
	}
	return s.wrap(out, steps)
}

// guarded turns a panic inside Gizmo or Cayley into an exception of the script. The machine unwinds its own stack to the call
// when it passes a panic on, so it is fit to go on.
func (s *script) guarded(name string, f goja.Callable, this goja.Value, args []goja.Value) (v goja.Value, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case *goja.InterruptedError, *goja.StackOverflowError:
			panic(p)
		default:
			panic(s.vm.NewGoError(panicked(p)))
		}
	}()
	return f(this, args...)
}

// argument is what Gizmo gets for an argument, and how many steps of paths are in it.
func (s *script) argument(name string, v goja.Value, depth int) (goja.Value, int) {
	o, ok := v.(*goja.Object)
	if !ok {
		return v, 0
	}
	if p, ok := s.paths[o]; ok {
		return p.raw, p.steps
	}
	if _, ok := goja.AssertFunction(o); ok {
		return v, 0
	}
	switch o.ClassName() {
	case "Array":
		return s.elements(name, o, depth)
	case "String", "Number", "Boolean", "Date":
		return v, 0
	}
	if t := o.ExportType(); t != nil && t.Kind() != reflect.Map && strings.Contains(t.PkgPath(), "cayley") {
		return v, 0 // iri("..."), lt(3)
	}
	panic(s.vm.NewTypeError("%s() cannot use an object", name))
}

func (s *script) elements(name string, o *goja.Object, depth int) (goja.Value, int) {
	n := o.Get("length").ToInteger()
	if n > maxItems || depth > 2 {
		panic(s.vm.NewTypeError("%s(): the array has more than %d elements or is nested", name, maxItems))
	}
	out := make([]any, n)
	steps := 0
	for i := range out {
		v, k := s.argument(name, o.Get(itoa(i)), depth+1)
		out[i], steps = v, steps+k
	}
	return s.vm.NewArray(out...), steps
}

// wrap gives the script our object for a path of Gizmo's.
func (s *script) wrap(v goja.Value, steps int) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok {
		return v
	}
	if t := o.ExportType(); t == nil || t.Kind() != reflect.Pointer || t.Elem().Name() != "pathObject" {
		return v
	}
	ours := s.vm.CreateObject(s.proto)
	s.paths[ours] = path{raw: o, steps: steps}
	return ours
}

func (s *script) isPath(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	_, ok = s.paths[o]
	return ok
}

// emitValue is g.emit: it takes its value apart itself, with a limit on depth and size.
func (s *script) emitValue(call goja.FunctionCall) goja.Value {
	left := maxItems
	v, err := s.export(call.Argument(0), 0, &left)
	if err != nil {
		panic(s.vm.NewTypeError("emit(): %s", err.Error()))
	}
	if v != nil {
		s.send(inOrder(call.Argument(0), v))
	}
	return goja.Null()
}

// inOrder is the row of an emitted value, an object's fields in the order in which the script wrote them.
func inOrder(from goja.Value, v any) Row {
	fields, isObject := v.(map[string]any)
	o, ok := from.(*goja.Object)
	if !isObject || !ok || o.ClassName() != "Object" {
		return asRow(v)
	}
	row := make(Row, 0, len(fields))
	for _, name := range o.Keys() {
		if value, there := fields[name]; there {
			row = append(row, Field{name, value})
		}
	}
	return row
}

// send gives a row to the session, which waits until it is taken.
func (s *script) send(row Row) {
	s.ran = true
	if _, err := s.emit(goja.Undefined(), s.vm.ToValue(&emitted{row})); err != nil {
		panic(err)
	}
}

// export is a value of the script as a Go value.
func (s *script) export(v goja.Value, depth int, left *int) (any, error) {
	*left--
	if depth > maxDepth || *left < 0 {
		return nil, fmt.Errorf("the value is nested deeper than %d or has more than %d parts", maxDepth, maxItems)
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return plainValue(v.Export(), depth)
	}
	switch o.ClassName() {
	case "Array":
		return s.exportArray(o, depth, left)
	case "Object":
		if s.isPath(v) {
			return nil, fmt.Errorf("a path is no value: end it with .toArray()")
		}
		if t := o.ExportType(); strings.Contains(t.PkgPath(), "cayley") {
			return plainValue(o.Export(), depth)
		}
		return s.exportObject(o, depth, left)
	case "String", "Number", "Boolean", "Date":
		return plainValue(o.Export(), depth)
	}
	return nil, fmt.Errorf("a %s is no value", o.ClassName())
}

func (s *script) exportArray(o *goja.Object, depth int, left *int) (any, error) {
	n := o.Get("length").ToInteger()
	if n > int64(*left) {
		return nil, fmt.Errorf("the value has more than %d parts", maxItems)
	}
	out := make([]any, n)
	for i := range out {
		var err error
		if e := o.Get(itoa(i)); e != nil {
			if out[i], err = s.export(e, depth+1, left); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (s *script) exportObject(o *goja.Object, depth int, left *int) (any, error) {
	out := map[string]any{}
	for _, k := range o.Keys() {
		v, err := s.export(o.Get(k), depth+1, left)
		if err != nil {
			return nil, err
		}
		out[k] = v
	}
	return out, nil
}
