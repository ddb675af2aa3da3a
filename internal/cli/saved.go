package cli

import (
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/query"
)

// savedText is a saved query with its arguments; both come from the command line.
func (a *app) savedText(c *cobra.Command, given []string) (string, error) {
	if lang := c.Flags().Lookup("lang").Value.String(); lang != langs[0] {
		return "", wrongUse(c, fmt.Errorf("query: saved queries are Gizmo, --lang %s does not go with them", lang))
	}
	saved, err := query.SavedQueries()
	if err != nil {
		return "", err
	}
	return bindSaved(saved, given[0], given[1:])
}

// bindSaved gives the saved query of that name, "@meets", its arguments.
func bindSaved(saved []query.Saved, name string, values []string) (string, error) {
	var names []string
	for _, s := range saved {
		if names = append(names, "@"+s.Name); "@"+s.Name != name {
			continue
		}
		text, err := s.Bind(values)
		if errors.Is(err, query.ErrArgs) {
			return "", usageError{withHint(err, s.English)}
		}
		return text, err
	}
	return "", unknown("saved query", name, names)
}

func (a *app) runList(c *cobra.Command, format string, given []string) error {
	if len(given) > 0 {
		return wrongUse(c, errors.New("query: --list takes no query"))
	}
	saved, err := query.SavedQueries()
	if err != nil {
		return err
	}
	return a.listSaved(saved, format)
}

func (a *app) listSaved(saved []query.Saved, format string) error {
	printer := query.NewPrinter(a.out, format, width(a.out))
	for _, s := range saved {
		err := printer.Row(query.Row{
			{Name: "query", Value: quad.String(s.Usage())}, {Name: "Frage", Value: quad.String(s.German)}, {Name: "question", Value: quad.String(s.English)},
		})
		if err != nil {
			return err
		}
	}
	return printer.Close()
}
