package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query/web"
)

func (a *app) export() *cobra.Command {
	var all bool
	var req web.ExportRequest
	c := &cobra.Command{
		Use:   "export --all | --around NAME | --article ID",
		Short: "Write the graph, or a part of it, for other programs",
		Long: `export --all writes what articles say and what corrections change, sorted, so that one graph is always one file. The derived
layer is left out: import derives it anew.
export --around writes what a thing has to do with, --hops far, export --article what one article says: facts with the claims and
sentences behind them, for programs that draw or search graphs. --tier says which: rel, disputed, maybe, denied; around a thing
rel and disputed if nothing is said, of an article all.
IRIs are written in full by the table of prefixes in the settings.

Formats:` + formatDocs() + `
Those after jsonld hold a part of the graph, not all of it.`,
		Example: `  newsgraph export --all --format nquads > graph.nq
  newsgraph export --all | gzip > graph.nq.gz
  newsgraph export --around Armenien --hops 2 --format graphml > armenien.graphml
  newsgraph export --article 2024-05-14-granaten-fuer-armenien`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			var err error
			if req.Format, err = a.formatOf(formatNames()...); err != nil {
				return err
			}
			if err := exportUse(c, all, req); err != nil {
				return err
			}
			return a.runExport(c.Context(), req)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "everything but the derived layer")
	c.Flags().StringVar(&req.Around, "around", "", "what lies around this thing")
	c.Flags().IntVar(&req.Hops, "hops", 1, "how far around it")
	c.Flags().StringSliceVar(&req.Tiers, "tier", nil, "tiers of the facts")
	c.Flags().Int("nodes", Defaults().Export.Nodes, "things that a part has at most")
	c.Flags().StringVar(&req.Article, "article", "", "what this article says")
	mustComplete(c, "around", a.completeNames(1))
	mustComplete(c, "article", a.completeArticles)
	return c
}

// exportUse looks whether the flags say one thing.
func exportUse(c *cobra.Command, all bool, req web.ExportRequest) error {
	said := 0
	for _, flag := range []string{"all", "around", "article"} {
		if c.Flags().Changed(flag) {
			said++
		}
	}
	around := c.Flags().Changed("around")
	switch {
	case said == 0 || said == 1 && !all && req.Around == "" && req.Article == "":
		return wrongUse(c, errors.New("export: say what: --all, --around NAME or --article ID"))
	case said > 1:
		return wrongUse(c, errors.New("export: --all, --around and --article exclude each other"))
	case !around && c.Flags().Changed("hops"):
		return wrongUse(c, errors.New("export: --hops belongs to --around"))
	case req.Hops < 1:
		return wrongUse(c, fmt.Errorf("--hops: %d is less than 1", req.Hops))
	}
	if unknown := web.UnknownTier(req.Tiers); unknown != "" {
		return wrongUse(c, fmt.Errorf("--tier: %q is no tier", unknown))
	}
	return nil
}

func (a *app) runExport(ctx context.Context, req web.ExportRequest) error {
	req.Nodes, req.Time = a.settings.Export.Nodes, a.settings.Query.Time
	return a.ask(ctx, func(s web.Service) error {
		w := bufio.NewWriterSize(a.out, 1<<16)
		sum, err := s.Export(ctx, req, w)
		if err := errors.Join(err, w.Flush()); err != nil {
			return err
		}
		if sum != (web.ExportSummary{}) {
			a.note("left out %d things and %d facts that join the rest more loosely; export.nodes is the limit", sum.NodesLeft, sum.EdgesLeft)
		}
		return nil
	})
}

// formatDocs lists the formats for the help.
func formatDocs() string {
	var b strings.Builder
	for _, f := range format.Formats() {
		fmt.Fprintf(&b, "\n  %-10s %s", f.Name, f.Doc)
	}
	return b.String()
}

func formatNames() []string {
	var names []string
	for _, f := range format.Formats() {
		names = append(names, f.Name)
	}
	return names
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
