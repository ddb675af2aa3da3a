package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) suggest() *cobra.Command {
	c := &cobra.Command{
		Use:     "suggest",
		Short:   "List what somebody should decide",
		Example: "  newsgraph suggest merges",
		Args:    cobra.ArbitraryArgs,
		RunE:    noCommand,
	}
	c.AddCommand(a.suggestMerges())
	return c
}

func (a *app) suggestMerges() *cobra.Command {
	score := 0.5
	c := &cobra.Command{
		Use:   "merges",
		Short: "List pairs of things that may be one, with reasons",
		Long: `merges lists pairs that look like one thing under two names: a last name and a full one, another transliteration, letters, a legal
form, a slip of the pen. What the graph knows of both counts too: third things that both have to do with speak for a pair, an article
that names both against it. Nothing is merged; correct merge does that, and correct never-merge keeps a pair from being listed.`,
		Example: `  newsgraph suggest merges
  newsgraph suggest merges --score 0.7 --pairs 20
  newsgraph suggest merges --format json`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			if !(score >= 0 && score <= 1) {
				return wrongUse(c, fmt.Errorf("--score: %v is no number from 0 to 1", score))
			}
			return a.runMerges(c.Context(), score, format)
		},
	}
	c.Flags().Float64Var(&score, "score", score, "least score of a pair, 0 to 1")
	c.Flags().Int("pairs", Defaults().Suggest.Pairs, "pairs that are listed")
	return c
}

func (a *app) runMerges(ctx context.Context, score float64, format string) error {
	ctx, cancel := query.WithTime(ctx, a.settings.Query.Time)
	defer cancel()
	return a.ask(ctx, func(s web.Service) error {
		list, err := s.Merges(ctx, a.settings.Suggest.Pairs, score)
		if err != nil {
			return query.Late(ctx, err)
		}
		for i, m := range list.Merges {
			if format == "json" {
				err = a.line(m)
			} else {
				err = writeMerge(a.out, i > 0, m)
			}
			if err != nil {
				return err
			}
		}
		switch {
		case len(list.Merges) == 0:
			a.note("no two things look like one")
		case list.More > 0:
			a.note("%d more are there; suggest.pairs is the limit", list.More)
		}
		return nil
	})
}

func writeMerge(w io.Writer, apart bool, m web.Merge) error {
	gap := ""
	if apart {
		gap = "\n"
	}
	_, err := fmt.Fprintf(w, "%s%.2f  %s (%s) may be %s (%s)\n      %s\n      newsgraph correct merge '%s' '%s'\n", gap, m.Score,
		m.Gives.Name, m.Gives.Type, m.Stays.Name, m.Stays.Type, strings.Join(m.Reasons, "; "), m.Gives.IRI, m.Stays.IRI)
	return err
}
