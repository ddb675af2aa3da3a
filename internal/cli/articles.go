package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) articles() *cobra.Command {
	c := &cobra.Command{
		Use:   "articles [ID]",
		Short: "List the articles, or show what one of them says",
		Long: `articles lists the articles in the graph, the latest first, with how many claims each makes. With an id, or an IRI in angle
brackets, it shows that article's claims with their sentences and their IRIs, in the order of its text.

Formats: of the list table, json (one article a line), csv; of one article text, json.`,
		Example: `  newsgraph articles
  newsgraph articles --limit 10 --format csv
  newsgraph articles 2024-05-14-granaten-fuer-armenien`,
		Args:              args(cobra.MaximumNArgs(1)),
		ValidArgsFunction: a.completeArticles,
		RunE: func(c *cobra.Command, given []string) error {
			if len(given) == 0 {
				return a.listArticles(c.Context())
			}
			return a.showArticle(c.Context(), given[0])
		},
	}
	c.Flags().Int("limit", Defaults().Articles.Limit, "articles that are listed")
	return c
}

func (a *app) listArticles(ctx context.Context) error {
	format, err := a.formatOf(query.Formats()...)
	if err != nil {
		return err
	}
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		list, err := s.Articles(ctx, a.settings.Articles.Limit)
		if err != nil {
			return err
		}
		printer := query.NewPrinter(a.out, format, width(a.out))
		for _, art := range list.Articles {
			if err := printer.Row(articleRow(art)); err != nil {
				return err
			}
		}
		switch {
		case len(list.Articles) == 0:
			a.note("no articles")
		case list.More > 0:
			a.note("%d more are there; articles.limit is the limit", list.More)
		}
		return printer.Close()
	})
}

func articleRow(art web.Article) query.Row {
	return query.Row{
		{Name: "id", Value: quad.String(art.ID)}, {Name: "date", Value: quad.String(art.Date)},
		{Name: "publisher", Value: quad.String(cmp.Or(art.Publisher, art.Agency))}, {Name: "title", Value: quad.String(art.Title)}, {Name: "claims", Value: quad.Int(art.Claims)},
	}
}

func (a *app) showArticle(ctx context.Context, id string) error {
	format, err := a.formatOf("text", "json")
	if err != nil {
		return err
	}
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		view, err := s.Article(ctx, id)
		if err != nil {
			return err
		}
		if format == "json" {
			return a.line(view)
		}
		if len(view.Facts) == 0 {
			a.note("%s claims nothing that newsgraph understood", id)
		}
		return writeArticle(a.out, view)
	})
}

func writeArticle(w io.Writer, v web.ArticleView) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", v.ID)
	for _, line := range []string{v.Title, joined(" · ", v.Date, v.Publisher, v.Agency), v.URL} {
		if line != "" {
			fmt.Fprintf(&b, "%s\n", line)
		}
	}
	for _, f := range v.Facts {
		tier := cmp.Or(f.Tier, "retracted")
		for _, e := range f.Evidence {
			as := labelled("as", e.Role)
			if f.Predicate == hasRole {
				as = "" // triple tells it
			}
			fmt.Fprintf(&b, "\n  %s  (%s)\n", joined("  ", triple(f), as, e.When), tier)
			e.Title, e.Date = "", "" // they stand above
			writeProof(&b, "     ", e)
			fmt.Fprintf(&b, "     %s\n", e.Claim)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
