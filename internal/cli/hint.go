package cli

import (
	"errors"

	"newsgraph/graph/correct"
	"newsgraph/graph/store"
	"newsgraph/loader/article"
	"newsgraph/query/explore"
	"newsgraph/query/web"
)

// hinted is an error with the line that tells what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func withHint(err error, hint string) error { return hinted{err, hint} }

// hintOf returns the hint that an error brings along, or "".
func hintOf(err error) string {
	var own hinted
	var input *article.InputError
	var query *store.QueryError
	var problem *web.Problem
	var name *explore.NameError
	var refusal *correct.Refusal
	switch {
	case errors.As(err, &own):
		return own.hint
	case errors.As(err, &input):
		return input.Hint
	case errors.As(err, &query):
		return query.Hint
	case errors.As(err, &problem):
		return problem.Hint
	case errors.As(err, &refusal) && refusal.Hint != "":
		return refusal.Hint
	case errors.As(err, &name):
		return name.Hint()
	}
	return ""
}
