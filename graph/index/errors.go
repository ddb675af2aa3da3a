package index

import "errors"

// Errors that callers branch on.
var (
	ErrVersion = errors.New("written by a newer version")
	ErrBroken  = errors.New("a commit failed and left the state unclear")
)
