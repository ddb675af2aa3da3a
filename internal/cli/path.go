package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query/web"
)

func (a *app) path() *cobra.Command {
	var tiers []string
	c := &cobra.Command{
		Use:   "path FROM TO",
		Short: "Find a shortest chain between two things, every hop with its sentence",
		Long: `path looks for a shortest chain of facts from one thing to another and prints for every hop who says so, in which sentence.
FROM and TO are names as one types them, Wikidata ids or IRIs in angle brackets. A fact may be walked against its direction.
Only facts and disputed facts are links, unless --tier names others: rel, disputed, maybe, denied.`,
		Example: `  newsgraph path Balkarm Kasachstan
  newsgraph path --tier rel,disputed,maybe --hops 3 Balkarm "Daulet Serikbajew"`,
		Args:              args(cobra.ExactArgs(2)),
		ValidArgsFunction: a.completeNames(2),
		RunE: func(c *cobra.Command, ends []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			if unknown := web.UnknownTier(tiers); unknown != "" {
				return wrongUse(c, fmt.Errorf("--tier: %q is no tier", unknown))
			}
			return a.runPath(c.Context(), web.PathRequest{From: ends[0], To: ends[1], Tiers: tiers}, format)
		},
	}
	c.Flags().Int("hops", Defaults().Path.Hops, "longest chain")
	c.Flags().StringSliceVar(&tiers, "tier", nil, "tiers of facts that are links (default rel,disputed)")
	return c
}

func (a *app) runPath(ctx context.Context, req web.PathRequest, format string) error {
	req.Hops, req.Time = a.settings.Path.Hops, a.settings.Query.Time
	return a.ask(ctx, func(s web.Service) error {
		chain, err := s.Path(ctx, req)
		if err != nil {
			return err
		}
		switch {
		case !chain.Found:
			a.note("no chain of at most %d hops joins %s and %s", req.Hops, chain.From.Name, chain.To.Name)
		case len(chain.Hops) == 0:
			a.note("%s and %s are the same thing", req.From, chain.To.Name)
		}
		for i, hop := range chain.Hops {
			if format == "json" {
				err = a.line(hop)
			} else {
				err = writeHop(a.out, i+1, hop)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func writeHop(w io.Writer, n int, h web.Hop) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d  %s  %s  %s  (%s, %s)\n", n, h.Subject, spoken(h.Predicate, h.Evidence), h.Object, h.Tier, sources(h.Sources))
	for _, p := range h.Evidence {
		writeProof(&b, "   ", p)
	}
	if h.More > 0 {
		fmt.Fprintf(&b, "   and %d more\n", h.More)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
