package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"newsgraph/graph/fulltext"
	"newsgraph/graph/store"
	"newsgraph/internal/ontology"
	"newsgraph/query"
	"newsgraph/query/explore"
	"newsgraph/query/web"
)

// Exit codes of the program.
const (
	exitFine    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitPartial = 3
)

var (
	errShown        = errors.New("already shown")              // wrong use of which the help has told
	errPartial      = errors.New("some inputs did not go in")  // the command has told which
	errNothing      = errors.New("none of the inputs went in") // likewise
	errSomeAnswered = errors.New("some of the queries failed") // likewise
	errNoneAnswered = errors.New("none of the queries could be answered")
	errStopped      = errors.New("stopped before it was ready") // by a signal
)

// A usageError is a command line or a setting that is wrong.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// outcomes is the one table from errors to exit codes; the hint is for errors that carry none of their own.
var outcomes = []struct {
	is   error
	code int
	hint string
}{
	{errPartial, exitPartial, "the lines above name each input and its reason"},
	{errNothing, exitFailed, "the lines above name each input and its reason"},
	{errSomeAnswered, exitPartial, "the lines above name what is wrong with each"},
	{errNoneAnswered, exitFailed, "the lines above name what is wrong with each"},
	{errStopped, exitFailed, "what was stored before is whole; run the command again to go on"},
	{context.Canceled, exitFailed, "what was stored before is whole; run the command again to go on"},
	{store.ErrLocked, exitFailed, "wait for it, stop it, or name another store with --store"},
	{store.ErrVersion, exitFailed, "use the version that wrote it, or load the articles into a new store"},
	{store.ErrHalf, exitFailed, "run the import again, or any command that writes: it empties the store first"},
	{store.ErrFull, exitFailed, "free some space and run the command again; what was stored before is whole"},
	{syscall.ENOSPC, exitFailed, "free some space and run the command again"},
	{store.ErrBroken, exitFailed, "run the command again; newsgraph check looks whether the store is whole"},
	{store.ErrCorrupt, exitFailed, "newsgraph check says more; load the articles or import an export into a new store"},
	{store.ErrValue, exitFailed, "the message names the value; correct it where it comes from"},
	{store.ErrNotFound, exitFailed, "newsgraph stats shows whether the store holds anything"},
	{store.ErrQuery, exitFailed, `a query is Gizmo, for example entity("Armenien").out("<rel:meets>").all()`},
	{fulltext.ErrEmpty, exitUsage, "write a word that is not in every text; words such as der and und are passed over"},
	{store.ErrNoText, exitFailed, "newsgraph check --repair builds it"},
	{explore.ErrUnknown, exitFailed, "write the name as the articles do, or an IRI such as <id:armenien>"},
	{explore.ErrAmbiguous, exitFailed, "write one of the IRIs in brackets"},
	{explore.ErrNoArticle, exitFailed, "newsgraph articles lists them"},
	{web.ErrWhole, exitUsage, "write a part with --around, --from and --to, --query or --article, or everything as nquads, trig or jsonld"},
	{explore.ErrDate, exitUsage, "write a day, a month or a year: 2023-09-13, 2023-09, 2023"},
	{explore.ErrSame, exitUsage, "name it on one side only"},
	{query.ErrLarge, exitFailed, "ask for less in a row, or raise query.bytes"},
	{query.ErrCursor, exitFailed, "leave --after out to begin anew"},
	{query.ErrTime, exitFailed, "narrow the query, or raise query.time"},
	{store.ErrMemory, exitFailed, "narrow the query, or raise query.memory"},
}

// tell writes the error with its hint and returns the exit code.
func tell(w io.Writer, err error) int {
	if err == nil {
		return exitFine
	}
	if errors.Is(err, errShown) {
		return exitUsage
	}
	code, hint := judge(err)
	fmt.Fprintf(w, "newsgraph: %s\n", strings.TrimSpace(err.Error()))
	if hint != "" {
		fmt.Fprintf(w, "hint: %s\n", hint)
	}
	return code
}

func judge(err error) (code int, hint string) {
	code, hint = exitFailed, hintOf(err)
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage, hint
	}
	for _, o := range outcomes {
		if errors.Is(err, o.is) {
			if hint == "" {
				hint = o.hint
			}
			return o.code, hint
		}
	}
	if hint == "" {
		hint = "--verbose shows what was being done"
	}
	return code, hint
}

// wrongUse is an error of the command line, with the way to the command's help.
func wrongUse(c *cobra.Command, err error) error {
	if hintOf(err) == "" {
		err = withHint(err, c.CommandPath()+" --help shows how it is used")
	}
	return usageError{err}
}

func unknown(what, word string, candidates []string) error {
	hint := "one of " + strings.Join(candidates, ", ")
	if best := ontology.Nearest(word, candidates); best != "" {
		hint = fmt.Sprintf("did you mean %s?", best)
	}
	return usageError{withHint(fmt.Errorf("unknown %s %q", what, word), hint)}
}

// args turns cobra's check of the arguments into an error of wrong use.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(c *cobra.Command, given []string) error {
		if err := check(c, given); err != nil {
			return wrongUse(c, fmt.Errorf("%s: %w", c.Name(), err))
		}
		return nil
	}
}
