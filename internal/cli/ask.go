package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) formatOf(known ...string) (string, error) {
	switch {
	case a.format == "":
		return known[0], nil
	case slices.Contains(known, a.format):
		return a.format, nil
	}
	return "", usageError{withHint(fmt.Errorf("--format: %q is none of %s", a.format, strings.Join(known, ", ")), "leave it out for "+known[0])}
}

// open opens the store of the settings. Reading alone does not make a store where there is none.
func (a *app) open(readOnly bool) (*store.Store, error) {
	st, err := a.openAt(a.settings.Store.Dir, readOnly)
	if readOnly && errors.Is(err, fs.ErrNotExist) {
		return nil, withHint(fmt.Errorf("there is no store at %s", a.settings.Store.Dir), "newsgraph load PATH makes it; --store names another one")
	}
	return st, err
}

func (a *app) openAt(dir string, readOnly bool) (*store.Store, error) {
	s := a.settings
	return store.Open(store.Options{
		Backend: s.Store.Backend, Dir: dir, ReadOnly: readOnly, Command: a.command, Notice: func(what string) { a.note("%s", what) },
		Cache: int64(s.Store.Cache), Buffer: int64(s.Store.Buffer), Chunk: int64(s.Store.Chunk), Memory: uint64(s.Query.Memory),
	})
}

// ask runs a reading command: on the store itself, or by way of the server that holds it.
func (a *app) ask(ctx context.Context, question func(web.Service) error) error {
	st, err := a.open(true)
	var locked *store.LockedError
	if errors.As(err, &locked) && locked.Address != "" {
		a.log.Debug("the store is served, asking the server", "address", locked.Address)
		return question(a.client(locked.Address))
	}
	if err != nil {
		return err
	}
	return errors.Join(question(web.Over(st, a.settings.Prefix)), st.Close())
}

// limits are those of the settings.
func (a *app) limits() query.Limits {
	q, p := a.settings.Query, a.settings.Path
	return query.Limits{Rows: q.Rows, Bytes: int64(q.Bytes), Time: q.Time, Hops: p.Hops, Frontier: p.Frontier}
}

// timed runs a question other than a query within query.time.
func (a *app) timed(ctx context.Context, question func(context.Context, web.Service) error) error {
	ctx, cancel := query.WithTime(ctx, a.settings.Query.Time)
	defer cancel()
	return query.Late(ctx, a.ask(ctx, func(s web.Service) error { return question(ctx, s) }))
}

// client asks the server that holds the store, with the token of the settings that allows most.
func (a *app) client(address string) *web.Client {
	return web.NewClient(address, cmp.Or(a.settings.Serve.WriteToken, a.settings.Serve.ReadToken))
}

// alter runs a command that changes the graph: on the store itself, or by way of the server that holds it.
func (a *app) alter(do func(web.Service) error) error {
	st, err := a.open(false)
	var locked *store.LockedError
	if errors.As(err, &locked) && locked.Address != "" {
		a.log.Debug("the store is served, asking the server", "address", locked.Address)
		return do(a.client(locked.Address))
	}
	if err != nil {
		return err
	}
	return errors.Join(do(web.Over(st, a.settings.Prefix)), st.Close())
}

// change runs a command that writes.
func (a *app) change(do func(*store.Store) error) error {
	st, err := a.open(false)
	if err != nil {
		return err
	}
	return errors.Join(do(st), st.Close())
}

// width is that of the terminal, 0 where the output is none.
func width(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return n
}

// note tells what a person wants to know beside the result.
func (a *app) note(format string, values ...any) {
	if !a.settings.Quiet {
		fmt.Fprintf(a.err, format+"\n", values...)
	}
}
