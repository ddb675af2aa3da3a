package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query"
	"newsgraph/query/web"
)

// langs are the query languages; the first is that where none is said.
var langs = web.Languages()

func knownLang(c *cobra.Command, lang string) error {
	if !slices.Contains(langs, lang) {
		return wrongUse(c, fmt.Errorf("--lang: %q is none of %s", lang, strings.Join(langs, ", ")))
	}
	return nil
}

func (a *app) query() *cobra.Command {
	var file, lang string
	var distinct, list bool
	var after string
	c := &cobra.Command{
		Use:   "query [QUERY | @NAME ARG...]",
		Short: "Ask the graph in Gizmo, GraphQL, MQL or JSON, or with a saved query",
		Long: `query runs a Gizmo query and prints its rows. Beside Gizmo's own g.V(...) there are entity("Name"), which starts at a thing
under any of its names, and claims({subject, predicate, object, speaker, ...}), which lists who says what.
--lang ask takes the questions of path, disputes, timeline and export as JSON, with the fields of their addresses at the server.
@NAME runs a saved query with what follows as its arguments; --list lists those. An argument is text and never part of a program.

Formats: table (the default; one block per row where the columns are too many), json (one row a line), csv (text that a
spreadsheet would take for a formula gets an apostrophe).
A result is cut off at query.rows and query.bytes; --after goes on behind it, as long as the graph stays as it was. A query is
stopped after query.time.`,
		Example: `  newsgraph query 'entity("Aserbaidschan").out("<rel:accuses>").all()'
  newsgraph query --format json 'claims({predicate: "meets"})'
  newsgraph query @meets "Tigran Melkonjan"
  newsgraph query --lang graphql '{ nodes(id: <id:aserbaidschan>) { id, <rel:accuses> { id } } }'
  newsgraph query --lang ask '{"path": {"from": "Balkarm", "to": "Kasachstan", "count": 2, "order": "sure"}}'
  newsgraph query -f question.js`,
		Args:              args(cobra.ArbitraryArgs),
		ValidArgsFunction: a.completeQuery,
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf(query.Formats()...)
			if err != nil {
				return err
			}
			if list {
				return a.runList(c, format, given)
			}
			if err := knownLang(c, lang); err != nil {
				return err
			}
			text, err := a.queryText(c, file, given)
			if err != nil {
				return err
			}
			next, err := a.runQuery(c.Context(), query.Request{Lang: lang, Text: text, Distinct: distinct, After: after}, format)
			if next != "" {
				a.note("--after %s goes on", next)
			}
			return err
		},
	}
	defaults := Defaults().Query
	c.Flags().StringVarP(&file, "file", "f", "", "file that holds the query, - for standard input")
	c.Flags().StringVar(&lang, "lang", langs[0], "query language: "+strings.Join(langs, ", "))
	c.Flags().BoolVar(&distinct, "distinct", false, "leave rows out that are equal to an earlier one")
	c.Flags().StringVar(&after, "after", "", "go on behind an answer that was cut off, with the cursor that it told")
	c.Flags().BoolVar(&list, "list", false, "list the saved queries")
	c.Flags().Int("rows", defaults.Rows, "rows of the result")
	c.Flags().Duration("time", defaults.Time, "time after which the query is stopped")
	mustComplete(c, "lang", cobra.FixedCompletions(langs, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// queryText is the argument, the content of -f or a saved query, and only one of them.
func (a *app) queryText(c *cobra.Command, file string, given []string) (string, error) {
	if file != "" && len(given) > 0 {
		return "", wrongUse(c, fmt.Errorf("query: there is a query and -f %s", file))
	}
	if len(given) > 0 && strings.HasPrefix(given[0], "@") {
		return a.savedText(c, given)
	}
	if len(given) > 1 {
		return "", wrongUse(c, fmt.Errorf("query: %d arguments, want one query", len(given)))
	}
	text := strings.Join(given, "")
	if file != "" {
		content, err := a.readAll(file)
		if err != nil {
			return "", usageError{withHint(fmt.Errorf("-f: %w", err), "name a file that holds a query, or - for standard input")}
		}
		text = string(content)
	}
	text = strings.TrimRight(text, " \t\r\n") // an error at the end stands in the last line that one sees
	if strings.TrimSpace(text) == "" {
		return "", wrongUse(c, fmt.Errorf("query: the query is empty"))
	}
	return text, nil
}

// limitNames are the settings behind the limits of searches.
var limitNames = map[string]string{"hops": "path.hops", "frontier": "path.frontier", "nodes": "export.nodes"}

func (a *app) readAll(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(a.in)
	}
	return os.ReadFile(file)
}

// runQuery prints an answer and returns the cursor that goes on with it, "" where nothing is left.
func (a *app) runQuery(ctx context.Context, req query.Request, format string) (next string, err error) {
	req.Limits = a.limits()
	err = a.ask(ctx, func(s web.Service) error {
		printer := query.NewPrinter(a.out, format, width(a.out))
		sum, err := s.Query(ctx, req, printer.Row)
		if closing := printer.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return err
		}
		next = sum.Next
		switch {
		case sum.Next != "":
			a.note("cut off after %d rows, more are there; query.%s is the limit", sum.Rows, sum.Truncated)
		case sum.Truncated != "":
			a.note("%d rows; more may lie behind the limit of %s", sum.Rows, limitNames[sum.Truncated])
		case sum.Rows == 0:
			a.note("no rows")
		}
		return nil
	})
	return next, err
}
