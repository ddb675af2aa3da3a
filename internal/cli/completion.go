package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query"
	"newsgraph/query/web"
)

// A completer is what the shell asks when somebody presses Tab.
type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

// completeNames completes the first so many arguments with names of the graph.
func (a *app) completeNames(most int) completer {
	return func(c *cobra.Command, given []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(given) >= most {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.offered(c, typed, func(s web.Service) ([]string, error) {
			names, err := s.Names(c.Context(), typed, a.settings.Repl.Names)
			return slices.DeleteFunc(names, func(n string) bool { return len(beginning([]string{n}, typed)) == 0 }), err
		})
	}
}

// completeArticles completes the first argument with ids of articles.
func (a *app) completeArticles(c *cobra.Command, given []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(given) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.offered(c, typed, func(s web.Service) ([]string, error) {
		list, err := s.Articles(c.Context(), a.settings.Articles.Limit)
		var ids []string
		for _, art := range list.Articles {
			if strings.HasPrefix(art.ID, typed) {
				ids = append(ids, art.ID)
			}
		}
		return ids, err
	})
}

// completeQuery completes the name of a saved query, and its arguments with names of the graph.
func (a *app) completeQuery(c *cobra.Command, given []string, typed string) ([]string, cobra.ShellCompDirective) {
	saved, err := query.SavedQueries()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	if len(given) == 0 {
		var out []string
		for _, s := range saved {
			if name := "@" + s.Name; strings.HasPrefix(name, typed) {
				out = append(out, cobra.CompletionWithDesc(name, s.English))
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
	for _, s := range saved {
		if given[0] == "@"+s.Name {
			return a.completeNames(1+len(s.Params))(c, given, typed)
		}
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// offered asks the graph. The settings are read here: before a completion cobra runs no command, so configure has not seen its flags.
func (a *app) offered(c *cobra.Command, typed string, ask func(web.Service) ([]string, error)) (out []string, d cobra.ShellCompDirective) {
	if err := a.configure(c, nil); err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	err := a.ask(c.Context(), func(s web.Service) (err error) {
		out, err = ask(s)
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// mustComplete sets the completion of a flag that the command has.
func mustComplete(c *cobra.Command, flag string, complete completer) {
	if err := c.RegisterFlagCompletionFunc(flag, complete); err != nil {
		panic(err) // the flag is not there
	}
}
