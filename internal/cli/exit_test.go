package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"newsgraph/graph/store"
	"newsgraph/loader/article"
	"newsgraph/query"
	"newsgraph/query/explore"
	"newsgraph/query/web"
)

func TestEveryErrorHasItsExitCodeAndAHint(t *testing.T) {
	deep := func(err error) error { return fmt.Errorf("load a1: %w", fmt.Errorf("put: %w", err)) }
	tests := []struct {
		name string
		err  error
		code int
		hint string // part of it
	}{
		{"nothing", nil, exitFine, ""},
		{"a stranger", errors.New("odd"), exitFailed, "--verbose"},
		{"wrong use", usageError{withHint(errors.New("x"), "do y")}, exitUsage, "do y"},
		{"some inputs", deep(errPartial), exitPartial, "lines above"},
		{"no input", errNothing, exitFailed, "lines above"},
		{"some queries", errSomeAnswered, exitPartial, "lines above"},
		{"no query", errNoneAnswered, exitFailed, "lines above"},
		{"an article that is not there", deep(explore.ErrNoArticle), exitFailed, "newsgraph articles"},
		{"everything as a drawing", deep(web.ErrWhole), exitUsage, "--around"},
		{"a stop", deep(context.Canceled), exitFailed, "run the command again"},
		{"a store in use", deep(&store.LockedError{Dir: "s"}), exitFailed, "--store"},
		{"a newer store", deep(store.ErrVersion), exitFailed, "version that wrote it"},
		{"a full disk", deep(store.ErrFull), exitFailed, "free some space"},
		{"a full disk under the output", deep(syscall.ENOSPC), exitFailed, "free some space"},
		{"a broken write", deep(store.ErrBroken), exitFailed, "newsgraph check"},
		{"a damaged store", deep(store.ErrCorrupt), exitFailed, "newsgraph check"},
		{"a bad value", deep(store.ErrValue), exitFailed, "names the value"},
		{"a bad query", deep(&store.QueryError{Message: "m"}), exitFailed, "a query is Gizmo"},
		{"a bad query with its own hint", deep(&store.QueryError{Message: "m", Hint: "close it"}), exitFailed, "close it"},
		{"too much time", deep(query.ErrTime), exitFailed, "query.time"},
		{"too much memory", deep(store.ErrMemory), exitFailed, "query.memory"},
		{"an unknown name", deep(&explore.NameError{Kind: explore.ErrUnknown}), exitFailed, "as the articles do"},
		{"an ambiguous name", deep(&explore.NameError{Kind: explore.ErrAmbiguous}), exitFailed, "IRIs in brackets"},
		{"a bad date", deep(explore.ErrDate), exitUsage, "2023-09"},
		{"a cursor of another graph", deep(query.ErrCursor), exitFailed, "--after"},
		{"a bad article", &article.InputError{Hint: "split it", Kind: article.ErrBad}, exitFailed, "split it"},
		{"a problem of the server", &web.Problem{Message: "m", Hint: "ask again"}, exitFailed, "ask again"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var shown strings.Builder
			if code := tell(&shown, test.err); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			if test.err == nil {
				if shown.Len() > 0 {
					t.Errorf("shown %q", shown.String())
				}
				return
			}
			message, hint, found := strings.Cut(shown.String(), "\nhint: ")
			if !strings.HasPrefix(message, "newsgraph: ") || !found || !strings.Contains(hint, test.hint) || strings.Count(shown.String(), "\n") != 2 {
				t.Errorf("shown %q, want a message and the hint %q", shown.String(), test.hint)
			}
		})
	}
}
