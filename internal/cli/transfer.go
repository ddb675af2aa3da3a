package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
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
		Use:   "export --all | --around NAME | --from NAME --to NAME | --query QUERY | --article ID",
		Short: "Write the graph, or a part of it, for other programs",
		Long: `export --all writes what articles say and what corrections change, sorted, so that one graph is always one file. The derived
layer is left out: import derives it anew.
Parts of the graph are facts with the claims and sentences behind them, for programs that draw or search graphs: --around writes
what things have to do with, --hops far, --from and --to the --count best chains between things and what else joins the things
on them, --query the things that the rows of a Gizmo query name and the facts between them, --article what one article says.
--around, --from and --to can be given several times. --tier, --relation, --directed, --since, --until, --sources and --in choose
among the facts as they do for path; of an article all tiers are written if nothing is said.
IRIs are written in full by the table of prefixes in the settings.

Formats:` + formatDocs() + `
Those after jsonld hold a part of the graph, not all of it.`,
		Example: `  newsgraph export --all --format nquads > graph.nq
  newsgraph export --all | gzip > graph.nq.gz
  newsgraph export --around Armenien --hops 2 --format graphml > armenien.graphml
  newsgraph export --from Balkarm --to Kasachstan --count 5 --format dot > balkarm.dot
  newsgraph export --query 'claims({tier: "disputed"})' --tier disputed --format gexf > disputed.gexf
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
	f := c.Flags()
	f.BoolVar(&all, "all", false, "everything but the derived layer")
	f.StringArrayVar((*[]string)(&req.Around), "around", nil, "what lies around this thing")
	f.StringArrayVar((*[]string)(&req.From), "from", nil, "chains from this thing")
	f.StringArrayVar((*[]string)(&req.To), "to", nil, "chains to this thing")
	f.StringVar(&req.Query, "query", "", "the things in the rows of this query")
	f.StringVar(&req.Article, "article", "", "what this article says")
	f.IntVar(&req.Hops, "hops", 0, "how far around (default 1), or the longest chain (default path.hops)")
	f.Int("count", Defaults().Path.Count, "chains between --from and --to")
	f.Int("nodes", Defaults().Export.Nodes, "things that a part has at most")
	f.BoolVar(&req.Bare, "bare", false, "facts alone, without sentences, dates and sources, which is many times as fast")
	choiceFlags(c, &req.Choice)
	for _, flag := range []string{"around", "from", "to"} {
		mustComplete(c, flag, a.completeNames(1))
	}
	mustComplete(c, "article", a.completeArticles)
	return c
}

// exportUse looks whether the flags say one thing.
func exportUse(c *cobra.Command, all bool, req web.ExportRequest) error {
	changed := c.Flags().Changed
	said := 0
	for _, yes := range []bool{changed("all"), changed("around"), changed("from") || changed("to"), changed("query"), changed("article")} {
		if yes {
			said++
		}
	}
	empty := func(names web.Names) bool { return slices.Contains(names, "") }
	switch {
	case said == 0 || !all && len(req.Around)+len(req.From)+len(req.To) == 0 && req.Query == "" && req.Article == "" || empty(req.Around) || empty(req.From) || empty(req.To):
		return wrongUse(c, errors.New("export: say what: --all, --around NAME, --from NAME --to NAME, --query QUERY or --article ID"))
	case said > 1:
		return wrongUse(c, errors.New("export: --all, --around, --from and --to, --query and --article exclude each other"))
	case (len(req.From) > 0) != (len(req.To) > 0):
		return wrongUse(c, errors.New("export: --from and --to go together"))
	case changed("hops") && len(req.Around)+len(req.From) == 0:
		return wrongUse(c, errors.New("export: --hops belongs to --around, or to --from and --to"))
	case changed("count") && len(req.From) == 0:
		return wrongUse(c, errors.New("export: --count belongs to --from and --to"))
	case changed("hops") && req.Hops < 1:
		return wrongUse(c, fmt.Errorf("--hops: %d is less than 1", req.Hops))
	}
	return choiceUse(c, req.Choice)
}

func (a *app) runExport(ctx context.Context, req web.ExportRequest) error {
	asked := req.Hops
	req.Nodes, req.Frontier, req.Count = a.settings.Export.Nodes, a.settings.Path.Frontier, a.settings.Path.Count
	if len(req.From) > 0 {
		req.Hops = a.settings.Path.Hops
	}
	question := func(ctx context.Context, s web.Service) error {
		w := bufio.NewWriterSize(a.out, 1<<16)
		sum, err := s.Export(ctx, req, w)
		if err := errors.Join(err, w.Flush()); err != nil {
			return err
		}
		a.tellExport(asked, req.Nodes, sum)
		return nil
	}
	if len(req.Around)+len(req.From) == 0 && req.Query == "" && req.Article == "" {
		return a.ask(ctx, func(s web.Service) error { return question(ctx, s) }) // everything takes as long as it takes
	}
	return a.timed(ctx, question)
}

// tellExport tells what a part does not hold because of a limit, here or at the server.
func (a *app) tellExport(hops, nodes int, sum web.ExportSummary) {
	if sum.Hops < hops {
		a.note("the server goes no farther than %d hops; its path.hops is the limit", sum.Hops)
	}
	if sum.Nodes > 0 && sum.Nodes < nodes {
		a.note("the server writes no more than %d things; its export.nodes is the limit", sum.Nodes)
	}
	if sum.NodesLeft+sum.EdgesLeft > 0 {
		a.note("left out %d things and %d facts that join the rest more loosely; export.nodes is the limit", sum.NodesLeft, sum.EdgesLeft)
	}
	if sum.Cut != "" {
		a.note("more may lie behind the limit of %s", limitNames[sum.Cut])
	}
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
