package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) query() *cobra.Command {
	var file string
	var distinct bool
	c := &cobra.Command{
		Use:   "query [QUERY]",
		Short: "Ask the graph in Gizmo",
		Long: `query runs a Gizmo query and prints its rows. Beside Gizmo's own g.V(...) there are entity("Name"), which starts at a thing
under any of its names, and claims({subject, predicate, object, speaker, ...}), which lists who says what.

Formats: table (the default; one block per row where the columns are too many), json (one row a line), csv (text that a
spreadsheet would take for a formula gets an apostrophe).
A result is cut off at query.rows and query.bytes, a query is stopped after query.time.`,
		Example: `  newsgraph query 'entity("Nordkorea").out("<rel:supplies>").all()'
  newsgraph query --format json 'claims({predicate: "meets"})'
  newsgraph query -f question.js`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf(query.Formats()...)
			if err != nil {
				return err
			}
			text, err := a.queryText(c, file, given)
			if err != nil {
				return err
			}
			return a.runQuery(c.Context(), query.Request{Text: text, Distinct: distinct}, format)
		},
	}
	defaults := Defaults().Query
	c.Flags().StringVarP(&file, "file", "f", "", "file that holds the query, - for standard input")
	c.Flags().BoolVar(&distinct, "distinct", false, "leave rows out that are equal to an earlier one")
	c.Flags().Int("rows", defaults.Rows, "rows of the result")
	c.Flags().Duration("time", defaults.Time, "time after which the query is stopped")
	return c
}

// queryText is the argument or the content of -f, and not both.
func (a *app) queryText(c *cobra.Command, file string, given []string) (string, error) {
	text := strings.Join(given, "")
	if file != "" && len(given) > 0 {
		return "", wrongUse(c, fmt.Errorf("query: there is a query and -f %s", file))
	}
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

func (a *app) readAll(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(a.in)
	}
	return os.ReadFile(file)
}

func (a *app) runQuery(ctx context.Context, req query.Request, format string) error {
	q := a.settings.Query
	req.Limits = query.Limits{Rows: q.Rows, Bytes: int64(q.Bytes), Time: q.Time}
	return a.ask(ctx, func(s web.Service) error {
		printer := query.NewPrinter(a.out, format, width(a.out))
		sum, err := s.Query(ctx, req, printer.Row)
		if closing := printer.Close(); err == nil {
			err = closing
		}
		if err != nil {
			return err
		}
		switch {
		case sum.Truncated != "":
			a.note("cut off after %d rows, more are there; query.%s is the limit", sum.Rows, sum.Truncated)
		case sum.Rows == 0:
			a.note("no rows")
		}
		return nil
	})
}
