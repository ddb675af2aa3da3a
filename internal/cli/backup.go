package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query/web"
)

func (a *app) backup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup DIR",
		Short: "Copy the store, also while it is served",
		Long: `backup writes the state of the store at this moment into DIR, a store that --store DIR reads and restore brings back. It is checked as
newsgraph check does before it gets its name: when the command is cut short or finds something wrong, there is no DIR. A DIR that
is there already is refused.
On the same disk, files that change no more are shared with the store; for a copy that outlives the disk name a DIR on another one.
Of a store that is served the server gives articles and corrections, and the rest is made anew from them.`,
		Example: `  newsgraph backup /mnt/other/newsgraph-2026-11-20
  newsgraph --store /mnt/other/newsgraph-2026-11-20 stats`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, given []string) error {
			form, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			if within(a.settings.Store.Dir, given[0]) {
				return usageError{withHint(fmt.Errorf("%s lies in the store itself", given[0]), "name a directory outside of "+a.settings.Store.Dir)}
			}
			st, err := a.open(true)
			var locked *store.LockedError
			if errors.As(err, &locked) && locked.Address != "" {
				return a.copied(c.Context(), form, given[0], func() (store.Copy, error) { return a.backupServed(c.Context(), locked.Address, given[0]) })
			}
			if err != nil {
				return err
			}
			return errors.Join(a.copied(c.Context(), form, given[0], func() (store.Copy, error) { return st.Backup(c.Context(), given[0]) }), st.Close())
		},
	}
}

// within reports whether a path lies below a directory, as far as their names tell.
func within(dir, path string) bool {
	dir, err := filepath.Abs(dir)
	path, err2 := filepath.Abs(path)
	rel, err3 := filepath.Rel(dir, path)
	return errors.Join(err, err2, err3) == nil && filepath.IsLocal(rel) && rel != "."
}

func (a *app) restore() *cobra.Command {
	return &cobra.Command{
		Use:   "restore DIR",
		Short: "Make the store from a backup",
		Long: `restore copies the backup in DIR to where the store is to be, --store or store.dir, and checks it before it gets its name there. A
store that is there already is refused: move it away first. DIR stays as it is.`,
		Example: `  newsgraph restore /mnt/other/newsgraph-2026-11-20
  newsgraph --store second restore /mnt/other/newsgraph-2026-11-20`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, given []string) error {
			form, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			st, err := a.openAt(given[0], true)
			if errors.Is(err, fs.ErrNotExist) {
				return withHint(fmt.Errorf("there is no backup at %s", given[0]), "newsgraph backup DIR makes one")
			}
			if err != nil {
				return err
			}
			to := a.settings.Store.Dir
			return errors.Join(a.copied(c.Context(), form, to, func() (store.Copy, error) { return st.Backup(c.Context(), to) }), st.Close())
		},
	}
}

// copied makes a copy and tells of it.
func (a *app) copied(ctx context.Context, form, dir string, make func() (store.Copy, error)) error {
	c, err := make()
	switch {
	case errors.Is(err, store.ErrExists):
		return withHint(fmt.Errorf("%s is there already", dir), "name another directory, or move that one away")
	case err != nil:
		return err
	case form == "json":
		return a.line(c)
	}
	a.note("%s has %d articles, %d quads, %d MB, and is clean", c.Dir, c.Articles, c.Quads, (c.Bytes+1<<19)>>20)
	return ctx.Err()
}

// backupServed builds the copy from what the server exports, which is one state of its store.
func (a *app) backupServed(ctx context.Context, address, dir string) (store.Copy, error) {
	a.log.Debug("the store is served, asking the server", "address", address)
	return store.Place(ctx, dir, func(tmp string) (err error) {
		st, err := a.openAt(tmp, false)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, st.Close()) }()
		in, out := io.Pipe()
		go func() {
			_, err := a.client(address).Export(ctx, web.ExportRequest{Format: "nquads"}, out)
			out.CloseWithError(err)
		}()
		defer in.Close()
		quads := format.Read(in, format.Options{Prefixes: a.settings.Prefix})
		_, err = st.Import(ctx, func() (quad.Quad, error) { return quads.Next() })
		return err
	})
}
