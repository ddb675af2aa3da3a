package index

import (
	"errors"
	"fmt"
	"sync/atomic"
)

// failure remembers the first error after which the engine's memory cannot be trusted. It is the engine's logger as well,
// because Pebble reports such errors by asking its logger to end the process.
type failure struct{ first atomic.Pointer[error] }

// fatal is a request to end the process, on its way to catch.
type fatal struct{ error }

func (f *failure) Infof(string, ...any)  {}
func (f *failure) Errorf(string, ...any) {}

func (f *failure) Fatalf(format string, args ...any) {
	err := fmt.Errorf(format, args...)
	for _, a := range args {
		if cause, ok := a.(error); ok {
			err = cause
		}
	}
	f.set(err)
	panic(fatal{err})
}

func (f *failure) set(err error) {
	err = fmt.Errorf("%w (%w)", ErrBroken, err)
	f.first.CompareAndSwap(nil, &err)
}

func (f *failure) get() error {
	if p := f.first.Load(); p != nil {
		return *p
	}
	return nil
}

// catch turns a panic of the engine into an error and remembers it.
func (f *failure) catch(err *error) {
	p := recover()
	if p == nil {
		return
	}
	switch p := p.(type) {
	case fatal:
	case error:
		f.set(p)
	default:
		f.set(errors.New(fmt.Sprint(p)))
	}
	*err = f.get()
}
