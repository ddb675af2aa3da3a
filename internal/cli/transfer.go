package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query/web"
)

func (a *app) export() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "export --all",
		Short: "Write the graph as N-Quads",
		Long: `export writes what articles say and what corrections change, sorted, so that one graph is always one file. The derived layer
is left out: import derives it anew. IRIs are written in full by the table of prefixes in the settings.`,
		Example: `  newsgraph export --all --format nquads > graph.nq
  newsgraph export --all | gzip > graph.nq.gz`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := a.formatOf("nquads"); err != nil {
				return err
			}
			if !all {
				return wrongUse(c, errors.New("export: say what: --all"))
			}
			return a.ask(c.Context(), func(s web.Service) error {
				w := bufio.NewWriterSize(a.out, 1<<16)
				return errors.Join(s.Export(c.Context(), w), w.Flush())
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, "everything but the derived layer")
	return c
}

func (a *app) imports() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE.nq[.gz]",
		Short: "Read N-Quads into the graph",
		Long: `import reads N-Quads, gzipped or not, - for standard input, in one transaction: a broken line leaves the store as it was.
Articles of an export replace the same articles here, corrections are added, the derived layer is built anew. Other quads are
kept as graphs of their own under their label, <ng:foreign> where they have none; rm '<LABEL>' removes such a graph.`,
		Example: `  newsgraph import graph.nq.gz
  newsgraph --store copy import graph.nq`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, given []string) error {
			form, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			in, name, err := a.openInput(given[0])
			if err != nil {
				return err
			}
			defer in.Close()
			return a.change(func(s *store.Store) error { return a.runImport(c.Context(), s, in, name, form) })
		},
	}
}

func (a *app) openInput(path string) (io.ReadCloser, string, error) {
	if path == "-" {
		return io.NopCloser(a.in), "standard input", nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, "", withHint(err, "name a file of N-Quads, or - for standard input")
	}
	return f, path, nil
}

func (a *app) runImport(ctx context.Context, s *store.Store, in io.Reader, name, form string) error {
	r := format.Read(in, format.Options{Prefixes: a.settings.Prefix})
	report, err := s.Import(ctx, func() (quad.Quad, error) {
		q, err := r.Next()
		return q, placed(name, err)
	})
	if err != nil {
		return err
	}
	if form == "json" {
		return a.line(report)
	}
	a.note("read %d quads of %d articles, %d of corrections, %d of other graphs; %d were new, %d replaced ones are gone",
		report.Read, report.Articles, report.Corrections, report.Foreign, report.Added, report.Removed)
	if report.Foreign > 0 {
		a.note("quads of other graphs are stored as they are: entity() and claims() do not see them")
	}
	return nil
}

// placed puts the name of the file before the line of an error.
func placed(name string, err error) error {
	var syntax *format.SyntaxError
	switch {
	case err == nil || err == io.EOF:
		return err
	case errors.As(err, &syntax):
		return withHint(fmt.Errorf("%s:%d:%d: %s: %w", name, syntax.Line, syntax.Column, syntax.Problem, format.ErrSyntax), "the store is as it was; correct the line and import again")
	}
	return fmt.Errorf("%s: %w", name, err)
}
