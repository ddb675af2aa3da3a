package cli

import (
	"errors"
	"fmt"

	"newsgraph/loader/article"
)

// refused tells of an input that did not go through, and why.
func (a *app) refused(err error) {
	what := "failed"
	if errors.Is(err, article.ErrSkipped) {
		what = "skipped"
	}
	fmt.Fprintf(a.err, "%s: %s\n", what, err)
	if hint := hintOf(err); hint != "" {
		fmt.Fprintf(a.err, "hint: %s\n", hint)
	}
}

// verdict is what a command ends with that took some inputs and refused others.
func verdict(passed, skipped, failed int) error {
	switch {
	case failed+skipped == 0:
		return nil
	case passed == 0 && failed > 0:
		return errNothing
	}
	return errPartial
}
