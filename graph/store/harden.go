package store

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// The machine can be stopped between two steps of a script, but not inside a built-in function, and the Go stack that some of
// these recurse on cannot overflow without ending the process. So what one call of a built-in may be asked to do is bounded
// here; growth by many steps is seen by watch.
const (
	maxLength = 1 << 20  // elements that one call goes over
	maxString = 64 << 20 // bytes of a string that one call makes
	maxNested = 500      // how deep JSON and lists of lists may be nested
)

// harden bounds the built-in functions. A regular expression that needs backtracking can keep one core busy beyond the deadline, as
// long as patternTime, while the query is answered in time.
func (s *script) harden() error {
	boundPatterns()
	global := s.vm.GlobalObject()
	for _, name := range []string{"ArrayBuffer", "SharedArrayBuffer", "DataView", "Atomics", "eval", "Function", "Int8Array", "Uint8Array",
		"Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"} {
		if err := global.Delete(name); err != nil {
			return err
		}
	}
	if _, err := s.vm.RunString(noConstructors); err != nil {
		return err
	}
	s.hardenArrays()
	s.hardenStrings()
	s.hardenJSON()
	return nil
}

// noConstructors takes the way from any function to the compiler, whose parser recurses.
const noConstructors = `[function () {}, function* () {}, async function () {}].forEach(function (f) {
	Object.defineProperty(Object.getPrototypeOf(f), "constructor", { value: undefined, writable: false, configurable: false });
})`

// before lets check look at the arguments of a built-in function first.
func (s *script) before(o *goja.Object, name string, check func(goja.FunctionCall)) {
	native := o.Get(name)
	fn, ok := goja.AssertFunction(native)
	if !ok {
		return
	}
	bounded := func(call goja.FunctionCall) goja.Value {
		check(call)
		v, err := fn(call.This, call.Arguments...)
		if err != nil {
			panic(err)
		}
		return v
	}
	o.DefineDataProperty(name, s.vm.ToValue(bounded), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (s *script) tooMuch(what string) {
	panic(s.vm.NewTypeError("%s is too long for one call", what))
}

// prototype is what the objects of a built-in kind have in common.
func (s *script) prototype(kind string) *goja.Object {
	return s.vm.Get(kind).ToObject(s.vm).Get("prototype").ToObject(s.vm)
}

func (s *script) hardenArrays() {
	array := s.prototype("Array")
	for _, name := range array.GetOwnPropertyNames() {
		if name == "constructor" || name == "length" || name == "push" || name == "pop" {
			continue
		}
		s.before(array, name, func(call goja.FunctionCall) { s.short(name, call.This) })
	}
	s.before(array, "flat", func(call goja.FunctionCall) { s.nested("flat()", call.This) })
	array.DefineDataProperty("join", s.vm.ToValue(s.join), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	first := func(call goja.FunctionCall) { s.short("from", call.Argument(0)) }
	s.before(s.vm.Get("Array").ToObject(s.vm), "from", first)
	second := func(call goja.FunctionCall) { s.short("apply", call.Argument(1)) }
	function := s.vm.Get("Object").ToObject(s.vm).Prototype() // Function.prototype: Object is a function
	s.before(function, "apply", second)
	reflect := s.vm.Get("Reflect").ToObject(s.vm)
	s.before(reflect, "construct", second)
	s.before(reflect, "apply", func(call goja.FunctionCall) { s.short("apply", call.Argument(2)) })
}

// short refuses lists that are too long, also those that only say so.
func (s *script) short(name string, v goja.Value) {
	if o, ok := v.(*goja.Object); ok {
		if n := o.Get("length"); n != nil && n.ToFloat() > maxLength {
			s.tooMuch(name + "(): the list")
		}
	}
}

// join is the built-in one with a bound on its result and on how deep it calls itself, and it stops with the query.
func (s *script) join(call goja.FunctionCall) goja.Value {
	list := call.This.ToObject(s.vm)
	s.short("join", list)
	s.joins++
	defer func() { s.joins-- }()
	if s.joins > maxNested {
		s.tooMuch("join(): the nest of lists")
	}
	sep := ","
	if a := call.Argument(0); !goja.IsUndefined(a) {
		sep = a.String()
	}
	var b strings.Builder
	for i := range int(lengthOf(list)) {
		if s.run.ctx.Err() != nil {
			panic(&goja.InterruptedError{})
		}
		if i > 0 {
			b.WriteString(sep)
		}
		if v := list.Get(itoa(i)); v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) {
			b.WriteString(v.String())
		}
		if b.Len() > maxString {
			s.tooMuch("join(): the text")
		}
	}
	return s.vm.ToValue(b.String())
}

func (s *script) hardenStrings() {
	str := s.prototype("String")
	grow := func(name string, size func(n int, call goja.FunctionCall) float64) {
		s.before(str, name, func(call goja.FunctionCall) {
			if size(textLength(call.This), call) > maxString {
				s.tooMuch(name + "(): the text")
			}
		})
	}
	times := func(n int, call goja.FunctionCall) float64 { return float64(n) * call.Argument(0).ToFloat() }
	up := func(_ int, call goja.FunctionCall) float64 { return call.Argument(0).ToFloat() }
	grow("repeat", times)
	grow("padStart", up)
	grow("padEnd", up)
	for _, name := range []string{"replace", "replaceAll"} {
		grow(name, func(n int, call goja.FunctionCall) float64 {
			if _, ok := goja.AssertFunction(call.Argument(1)); ok {
				return float64(n) // the script makes the text, step by step
			}
			with := call.Argument(1).String()
			if strings.Contains(with, "$") {
				return float64(n+1) * float64(n+len(with)+1)
			}
			return float64(n+1) * float64(len(with)+1)
		})
	}
	for _, name := range []string{"split", "match", "matchAll", "normalize", "localeCompare", "search"} {
		grow(name, func(n int, call goja.FunctionCall) float64 { return 16 * float64(n) })
	}
}

func (s *script) hardenJSON() {
	json := s.vm.Get("JSON").ToObject(s.vm)
	s.before(json, "stringify", func(call goja.FunctionCall) {
		left := maxItems
		if _, err := s.export(call.Argument(0), 0, &left); err != nil && strings.Contains(err.Error(), "deeper") {
			panic(s.vm.NewTypeError("stringify(): %s", err.Error()))
		}
	})
	s.before(json, "parse", func(call goja.FunctionCall) {
		text := call.Argument(0).String()
		if depth := strings.Count(text, "[") + strings.Count(text, "{"); len(text) > maxString || depth > maxItems {
			s.tooMuch("parse(): the text")
		}
		deep := 0
		for _, c := range text {
			switch c {
			case '[', '{':
				if deep++; deep > maxNested {
					s.tooMuch("parse(): the nest of lists")
				}
			case ']', '}':
				deep--
			}
		}
	})
}

// nested refuses lists that are nested too deep, or have too many lists in them.
func (s *script) nested(name string, v goja.Value) {
	left := maxItems
	if !s.shallow(v, 0, &left) {
		s.tooMuch(name + ": the nest of lists")
	}
}

func (s *script) shallow(v goja.Value, depth int, left *int) bool {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		return true
	}
	if *left--; depth > maxNested || *left < 0 {
		return false
	}
	for i := range int(lengthOf(o)) {
		if e := o.Get(itoa(i)); e != nil && !s.shallow(e, depth+1, left) {
			return false
		}
	}
	return true
}

func lengthOf(o *goja.Object) int64 {
	n := o.Get("length")
	if n == nil {
		return 0
	}
	return min(max(n.ToInteger(), 0), maxLength)
}

// textLength is the length of what a string function is called on.
func textLength(v goja.Value) int {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return 0
	}
	return len(v.String())
}

func itoa(i int) string { return strconv.Itoa(i) }
