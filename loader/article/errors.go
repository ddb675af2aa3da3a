package article

import (
	"errors"
	"fmt"
)

// Sentinels that an InputError wraps.
var (
	ErrBad     = errors.New("bad article")     // it cannot be read
	ErrSkipped = errors.New("skipped article") // it can be read, but is not for us: another language
)

// An InputError says why one input became no article. The others go through.
type InputError struct {
	Source string // path, or "-"
	Line   int    // of a JSON lines file, 0 otherwise
	Reason string // the same words for the same reason, so that reasons can be counted: "empty", "not in German: English"
	Detail string // what more there is to say, may be empty
	Hint   string // what to do about it, may be empty
	Kind   error  // ErrBad or ErrSkipped
	Cause  error  // may be nil
}

// Error names the input and the reason, without the hint.
func (e *InputError) Error() string {
	s := e.Where() + ": " + e.Reason
	if e.Detail != "" {
		s += ": " + e.Detail
	}
	return s
}

// Where is the path, with the line where there is one.
func (e *InputError) Where() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d", e.Source, e.Line)
	}
	return e.Source
}

// Unwrap gives the sentinel and the cause.
func (e *InputError) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Cause}
}
