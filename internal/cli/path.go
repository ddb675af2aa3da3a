package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query/web"
)

func (a *app) path() *cobra.Command {
	var req web.PathRequest
	c := &cobra.Command{
		Use:   "path FROM TO",
		Short: "Find the best chains between things, every hop with its sentence",
		Long: `path looks for the shortest chain of facts from one thing to another, or the --count best ones, and prints for every hop who says
so, in which sentence of which article. FROM and TO are names as one types them, Wikidata ids or IRIs in angle brackets; more
ends of either side come with --from and --to. A fact may be walked against its direction, unless --directed.
Only facts and disputed facts are links, unless --tier names others: rel, disputed, maybe, denied. --relation, --since, --until,
--sources and --in say which facts count: those of a relation, of a time, with so many independent sources in one statement, of
some articles.
--order sure looks for the chains whose hops are surest together, by tier and independent sources. --hubs N leaves things with
more than N neighbours out, --weigh makes a link cost a hop for each ten times as many neighbours, --without leaves one out.
A search that ends at path.frontier tells so.`,
		Example: `  newsgraph path Balkarm Kasachstan
  newsgraph path --count 3 --order sure Balkarm Kasachstan
  newsgraph path --tier rel,disputed,maybe --hops 3 Balkarm "Daulet Serikbajew"
  newsgraph path --from Balkarm --from Kasachstan --to Armenien --hubs 20 --format json`,
		Args:              args(cobra.MaximumNArgs(2)),
		ValidArgsFunction: a.completeNames(2),
		RunE: func(c *cobra.Command, ends []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			if err := pathUse(c, ends, &req); err != nil {
				return err
			}
			return a.runPath(c.Context(), req, format)
		},
	}
	f := c.Flags()
	f.StringArrayVar((*[]string)(&req.From), "from", nil, "further things to begin with")
	f.StringArrayVar((*[]string)(&req.To), "to", nil, "further things to end with")
	f.Int("hops", Defaults().Path.Hops, "longest chain")
	f.Int("count", Defaults().Path.Count, "chains that are wanted")
	f.StringVar(&req.Order, "order", web.Orders()[0], "best chains first: "+strings.Join(web.Orders(), " or "))
	f.IntVar(&req.Hubs, "hubs", 0, "leave links with more neighbours out, 0 for none")
	f.BoolVar(&req.Weigh, "weigh", false, "links with many neighbours cost more")
	f.StringArrayVar((*[]string)(&req.Without), "without", nil, "things that are no link")
	choiceFlags(c, &req.Choice)
	for _, flag := range []string{"from", "to", "without"} {
		mustComplete(c, flag, a.completeNames(1))
	}
	mustComplete(c, "order", cobra.FixedCompletions(web.Orders(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// choiceFlags are the flags of every command that chooses among facts.
func choiceFlags(c *cobra.Command, choice *web.Choice) {
	f := c.Flags()
	f.StringSliceVar((*[]string)(&choice.Tiers), "tier", nil, "tiers of facts that count (default rel,disputed)")
	f.StringSliceVar((*[]string)(&choice.Relations), "relation", nil, "relations that count (default all)")
	f.BoolVar(&choice.Directed, "directed", false, "keep the direction of facts")
	f.StringVar(&choice.Since, "since", "", "first day, month or year of facts that count")
	f.StringVar(&choice.Until, "until", "", "last day, month or year of facts that count")
	f.IntVar(&choice.Sources, "sources", 0, "least number of independent sources of a fact")
	f.StringArrayVar((*[]string)(&choice.Articles), "in", nil, "articles whose claims count (default all)")
	mustComplete(c, "tier", cobra.FixedCompletions(web.Tiers(), cobra.ShellCompDirectiveNoFileComp))
}

// choiceUse looks whether the flags name what there is.
func choiceUse(c *cobra.Command, choice web.Choice) error {
	if unknown := web.UnknownTier(choice.Tiers); unknown != "" {
		return wrongUse(c, fmt.Errorf("--tier: %q is no tier", unknown))
	}
	relations, err := relationNames()
	if err != nil {
		return err
	}
	for _, r := range choice.Relations {
		if !slices.Contains(relations, r) {
			return unknown("relation", r, relations)
		}
	}
	if choice.Sources < 0 {
		return wrongUse(c, fmt.Errorf("--sources: %d is less than 0", choice.Sources))
	}
	return nil
}

func pathUse(c *cobra.Command, ends []string, req *web.PathRequest) error {
	if len(ends) > 0 {
		req.From = append(web.Names{ends[0]}, req.From...)
	}
	if len(ends) > 1 {
		req.To = append(web.Names{ends[1]}, req.To...)
	}
	switch {
	case len(req.From) == 0 || len(req.To) == 0:
		return wrongUse(c, errors.New("path: two ends are wanted: path FROM TO"))
	case !slices.Contains(web.Orders(), req.Order):
		return wrongUse(c, fmt.Errorf("--order: %q is none of %s", req.Order, strings.Join(web.Orders(), ", ")))
	case req.Hubs < 0:
		return wrongUse(c, fmt.Errorf("--hubs: %d is less than 0", req.Hubs))
	}
	return choiceUse(c, req.Choice)
}

func (a *app) runPath(ctx context.Context, req web.PathRequest, format string) error {
	limits := a.limits()
	req.Hops, req.Frontier, req.Count = limits.Hops, limits.Frontier, a.settings.Path.Count
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		found, err := s.Path(ctx, req)
		if err != nil {
			return err
		}
		a.tellPath(req, found)
		for i, chain := range found.Chains {
			if format == "json" {
				err = a.line(chain)
			} else {
				err = writeChain(a.out, i+1, len(found.Chains) > 1, chain)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// tellPath tells what the chains do not show: that there is none, or that a limit hides some.
func (a *app) tellPath(req web.PathRequest, found web.Chains) {
	if found.Hops < req.Hops {
		a.note("the server looks for chains of at most %d hops; its path.hops is the limit", found.Hops)
	}
	none := fmt.Sprintf("no chain of at most %d hops joins %s and %s", found.Hops, ends(found.From), ends(found.To))
	switch n := len(found.Chains); {
	case found.Same:
		a.note("%s and %s are the same thing", strings.Join(req.From, ", "), ends(found.To))
	case found.Cut == "frontier" && n == 0:
		a.note("no chain was found among the things that path.frontier allows to look at; more may be there")
	case found.Cut == "frontier":
		a.note("the search was cut off at path.frontier: better chains may be there")
	case n == 0:
		a.note("%s", none)
	case n < req.Count && found.Cut == "hops":
		a.note("%d of %d chains; others have more than %d hops, if there are any", n, req.Count, found.Hops)
	case n < req.Count:
		a.note("%d of %d chains; there are no others", n, req.Count)
	}
}

func ends(es []web.End) string {
	names := make([]string, len(es))
	for i, e := range es {
		names[i] = e.Name
	}
	return strings.Join(names, ", ")
}

// writeChain writes the hops of a chain, under a heading where it is one of several.
func writeChain(w io.Writer, n int, several bool, c web.Chain) error {
	var b strings.Builder
	if several {
		if n > 1 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "chain %d, %s, certainty %.2f\n", n, hops(len(c.Hops)), c.Certainty)
	}
	for i, h := range c.Hops {
		fmt.Fprintf(&b, "%d  %s  %s  %s  (%s, %s)\n", i+1, h.Subject, spoken(h.Predicate, h.Evidence), h.Object, h.Tier, sources(h.Sources))
		for _, p := range h.Evidence {
			writeProof(&b, "   ", p)
		}
		if h.More > 0 {
			fmt.Fprintf(&b, "   and %d more\n", h.More)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func hops(n int) string {
	if n == 1 {
		return "1 hop"
	}
	return fmt.Sprintf("%d hops", n)
}
