package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/graph/store"
	"newsgraph/query/explore"
	"newsgraph/query/web"
)

func (a *app) remove() *cobra.Command {
	return &cobra.Command{
		Use:   "rm ARTICLE",
		Short: "Remove an article and everything that only it says",
		Long: `rm takes an article out of the store, by its id or its IRI in angle brackets, and derives anew what others say too.
The label of an imported graph, such as <ng:foreign>, removes that graph.`,
		Example: `  newsgraph rm 2007-01-17-gasstreit
  newsgraph rm '<art:https://example.org/a.html>'`,
		Args:              args(cobra.ExactArgs(1)),
		ValidArgsFunction: a.completeArticles,
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			label := explore.ArticleIRI(given[0])
			return a.alter(func(s web.Service) error {
				if err := s.Remove(c.Context(), given[0]); errors.Is(err, explore.ErrNoArticle) {
					return withHint(fmt.Errorf("there is no article %q in %s", given[0], a.settings.Store.Dir), "newsgraph articles lists them")
				} else if err != nil {
					return err
				}
				if format == "json" {
					return a.line(map[string]string{"removed": string(label)})
				}
				a.note("removed %s", given[0])
				return nil
			})
		},
	}
}

func (a *app) check() *cobra.Command {
	repair := false
	c := &cobra.Command{
		Use:   "check",
		Short: "Look whether the store is whole",
		Long: `check compares the store's own structures with each other, and the derived layer and the full-text index with what the articles
say. It changes nothing, unless --repair has it make those two anew before it looks. Exit code 1 says that something disagrees.`,
		Example: "  newsgraph check\n  newsgraph check --repair",
		Args:    args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			st, err := a.open(true)
			if err != nil {
				return err
			}
			if repair { // now it is known that there is a store
				if err := st.Close(); err != nil {
					return err
				}
				return a.change(func(st *store.Store) error {
					if err := st.Repair(c.Context()); err != nil {
						return err
					}
					return a.runCheck(c.Context(), st, format)
				})
			}
			return errors.Join(a.runCheck(c.Context(), st, format), st.Close())
		},
	}
	c.Flags().BoolVar(&repair, "repair", false, "make the derived layer and the full-text index anew")
	return c
}

func (a *app) runCheck(ctx context.Context, st *store.Store, format string) error {
	problems, err := st.Check(ctx)
	if err != nil {
		return err
	}
	for _, p := range problems {
		if format == "json" {
			err = a.line(map[string]string{"where": p.Where, "what": p.What})
		} else {
			_, err = fmt.Fprintln(a.out, p)
		}
		if err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return withHint(fmt.Errorf("%s has %d problems", a.settings.Store.Dir, len(problems)), "newsgraph check --repair makes the derived layer and the full-text index anew; for the rest newsgraph export --all, then import into a new store")
	}
	a.note("%s is clean", a.settings.Store.Dir)
	return nil
}

func (a *app) stats() *cobra.Command {
	return &cobra.Command{
		Use:     "stats",
		Short:   "Count what is in the store",
		Example: "  newsgraph stats\n  newsgraph stats --format json",
		Args:    args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			return a.timed(c.Context(), func(ctx context.Context, s web.Service) error {
				stats, err := s.Stats(ctx)
				if err != nil {
					return err
				}
				if format == "json" {
					return a.line(stats)
				}
				return writeStats(a.out, stats)
			})
		},
	}
}

func writeStats(w io.Writer, s store.Stats) error {
	var b strings.Builder
	fmt.Fprintf(&b, "articles    %d\nentities    %d\nclaims      %d\nstatements  %d\nquads       %d\n", s.Articles, s.Entities, s.Claims, s.Statements, s.Quads)
	for _, layer := range slices.Sorted(maps.Keys(s.Layers)) {
		fmt.Fprintf(&b, "  %-14s %d\n", layer, s.Layers[layer])
	}
	for _, relation := range slices.Sorted(maps.Keys(s.Relations)) {
		fmt.Fprintf(&b, "%-16s", relation)
		for _, tier := range slices.Sorted(maps.Keys(s.Relations[relation])) {
			fmt.Fprintf(&b, "  %s %d", tier, s.Relations[relation][tier])
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}
