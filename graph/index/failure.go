package index

import (
	"errors"
	"fmt"
	"sync"
)

// failure remembers the first error after which the engine's memory cannot be trusted. It is the engine's logger as well,
// because Pebble reports such errors by asking its logger to end the process.
type failure struct {
	mu       sync.Mutex
	first    error
	happened chan struct{} // closed by the first
}

func newFailure() *failure { return &failure{happened: make(chan struct{})} }

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
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.first == nil {
		f.first = fmt.Errorf("%w (%w)", ErrBroken, err)
		close(f.happened)
	}
}

func (f *failure) get() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.first
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

// do runs something that writes. It ends when the engine fails, even if the engine never comes back from it.
func (f *failure) do(write func() error) error {
	done := make(chan error, 1)
	go func() {
		var err error
		defer func() { done <- err }()
		defer f.catch(&err)
		err = write()
	}()
	select {
	case err := <-done:
		return err
	case <-f.happened:
		return f.get()
	}
}
