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

func (a *app) search() *cobra.Command {
	c := &cobra.Command{
		Use:   "search TEXT...",
		Short: "Find sentences by their words, and things by their names",
		Long: `search finds every sentence that holds all the words, in whatever form they stand ("Drohne" finds "Drohnen"), the newest article first,
and who speaks in it where newsgraph understood a claim. Things whose names hold the words stand above. Where the text is the name of a thing, sentences with its other names are found too.

  drohnen russland      both words in one sentence
  '"rote linie"'        words beside each other
  artillerie*           words that begin so
  drohnen -iran         not with that word; -- before a search that begins with -`,
		Example: `  newsgraph search Granaten
  newsgraph search --hits 5 'granate* "armenische armee"'
  newsgraph search --format json granaten armenien`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			return a.runSearch(c.Context(), strings.Join(given, " "), format)
		},
	}
	defaults := Defaults().Search
	c.Flags().Int("hits", defaults.Hits, "sentences that are shown")
	c.Flags().Int("names", defaults.Names, "things that are shown")
	return c
}

func (a *app) runSearch(ctx context.Context, text, format string) error {
	ctx, cancel := query.WithTime(ctx, a.settings.Query.Time)
	defer cancel()
	limits := a.settings.Search
	return a.ask(ctx, func(s web.Service) error {
		found, err := s.Search(ctx, web.SearchRequest{Text: text, Hits: limits.Hits, Names: limits.Names, Words: limits.Words})
		if err != nil {
			return query.Late(ctx, err)
		}
		if format == "json" {
			err = a.line(found)
		} else {
			err = writeFindings(a.out, found)
		}
		if len(found.Also) > 0 {
			a.note("also searched for %s", strings.Join(found.Also, ", "))
		}
		if len(found.Names)+len(found.Sentences) == 0 {
			a.note("no sentence and no name holds that")
		}
		for _, cut := range []struct {
			more bool
			note string
		}{{found.MoreNames, "more names are there; search.names is the limit"}, {found.MoreHits, "more sentences are there; search.hits is the limit"},
			{found.MoreWords, "more words begin so; search.words is the limit"}} {
			if cut.more {
				a.note("%s", cut.note)
			}
		}
		return err
	})
}

func writeFindings(w io.Writer, found web.Findings) error {
	var b strings.Builder
	for _, n := range found.Names {
		fmt.Fprintf(&b, "%s (%s)  %s\n", n.Name, n.Type, n.IRI)
	}
	for i, s := range found.Sentences {
		if i > 0 || len(found.Names) > 0 {
			b.WriteByte('\n')
		}
		writeProof(&b, "", web.Proof{Sentence: s.Sentence, Title: s.Title, Date: s.Date, Speakers: s.Speakers, Deniers: s.Deniers, Modality: "actual", Polarity: "positive"})
	}
	_, err := io.WriteString(w, b.String())
	return err
}
