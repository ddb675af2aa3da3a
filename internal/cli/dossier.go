package cli

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query/web"
)

func (a *app) dossier() *cobra.Command {
	var req web.DossierRequest
	c := &cobra.Command{
		Use:   "dossier NAME",
		Short: "Write all that is known of a thing as Markdown, for citing",
		Long: `dossier writes one document about a thing: its names and offices, what is claimed of it, each with every sentence, who says it and how
sure it is, what is disputed with both sides, the time line, and the articles with outlet, date and address as footnotes.
--since and --until bound the time line.`,
		Example: `  newsgraph dossier Bulgarien > bulgarien.md
  newsgraph dossier --since 2024-06 Armenien
  newsgraph dossier --format json Balkarm`,
		Args:              args(cobra.ExactArgs(1)),
		ValidArgsFunction: a.completeNames(1),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("markdown", "json")
			if err != nil {
				return err
			}
			if req.Name = given[0]; strings.TrimSpace(req.Name) == "" {
				return wrongUse(c, errors.New("dossier: the name is empty"))
			}
			return a.runDossier(c.Context(), req, format)
		},
	}
	c.Flags().StringVar(&req.Since, "since", "", "first day, month or year of the time line")
	c.Flags().StringVar(&req.Until, "until", "", "last day, month or year of the time line")
	c.Flags().Int("limit", Defaults().Dossier.Limit, "facts, disputes and moments, of each")
	return c
}

func (a *app) runDossier(ctx context.Context, req web.DossierRequest, format string) error {
	req.Limit = a.settings.Dossier.Limit
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		d, err := s.Dossier(ctx, req)
		if err != nil {
			return err
		}
		if len(d.Roles)+len(d.Facts) == 0 {
			a.note("no article claims anything of %s", d.Name)
		}
		if left := d.Left; left != (web.Left{}) {
			a.note("left out %d facts, %d disputes and %d earlier moments; dossier.limit is the limit", left.Facts, left.Disputes, left.Moments)
		}
		if format == "json" {
			return a.line(d)
		}
		_, err = io.WriteString(a.out, newDocument(d).text())
		return err
	})
}
