package cli

import (
	"context"
	"os/user"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/data"
	"newsgraph/graph/correct"
	"newsgraph/graph/store"
	"newsgraph/internal/ontology"
	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) correct() *cobra.Command {
	c := &cobra.Command{
		Use:   "correct",
		Short: "Correct what the articles do not tell: merge, split, rename, retype, retract, undo",
		Long: `correct keeps decisions of people beside what the articles say: which names mean one thing, what it is called, which claims do not
count. They are kept for good with who, when and why, and outlive reading the articles again, a new version of the program, export
and import. Nothing is overwritten: undo takes a correction back by one more.
A name means the thing that bears it, under all its names; an IRI in angle brackets means that entity alone.`,
		Example: `  newsgraph correct merge Peskow "Dmitri Peskow" --why "the only one of that name"
  newsgraph correct retract '<art:2024-05-14#c-1f3a>' --by anna --why "the sentence is ironic"
  newsgraph correct log
  newsgraph correct undo`,
		Args: cobra.ArbitraryArgs,
		RunE: noCommand,
	}
	c.PersistentFlags().String("by", Defaults().Correct.By, "who says so (default the name of the user)")
	c.PersistentFlags().String("why", "", "the reason, kept with the correction")
	for _, v := range amendments {
		c.AddCommand(a.amend(v))
	}
	c.AddCommand(a.correctLog())
	return c
}

// An amendment is one of the commands that correct.
type amendment struct {
	action               correct.Action
	use, short, example  string
	names, fewest, total int // arguments that are names, and how many there are
	long                 string
}

var amendments = []amendment{
	{correct.Merge, "merge A B", "Two things are one", `  newsgraph correct merge Peskow "Dmitri Peskow"`, 2, 2, 2,
		"merge makes A and B one thing, under the name and the IRI of B. suggest merges lists pairs that look like it."},
	{correct.Split, "split A", "A name does not mean what it is joined with", `  newsgraph correct split '<id:peskow>'`, 1, 1, 1,
		"split takes the entity A out of the thing that it was joined with; no name joins it with anything any more, only a later merge does.\nshow lists the names of a thing; where several bear one name, an IRI says which."},
	{correct.NeverMerge, "never-merge A B", "Two things are not one, whatever their names say", `  newsgraph correct never-merge '<id:georgien>' '<id:georgia>'`, 2, 2, 2,
		"never-merge keeps A and B apart, also where names, transliterations or a Wikidata id would join them."},
	{correct.Rename, "rename A NAME", "What a thing is called", `  newsgraph correct rename id:kiew Kyjiw`, 1, 2, 2,
		"rename shows a thing under NAME. Its other names stay and find it, and so does its IRI."},
	{correct.Retype, "retype A TYPE", "What a thing is", `  newsgraph correct retype Kreml Organization`, 1, 2, 2,
		"retype makes A a Person, State, Organization, Place, Event or Good."},
	{correct.Retract, "retract CLAIM", "A claim does not count", `  newsgraph correct retract '<art:2024-05-14#c-1f3a>'`, 0, 1, 1,
		"retract takes a claim out of all facts; the article keeps it. CLAIM is its IRI, as articles ID shows it, or its fingerprint."},
	{correct.Confirm, "confirm CLAIM", "A claim was checked", `  newsgraph correct confirm '<art:2024-05-14#c-1f3a>'`, 0, 1, 1,
		"confirm notes that somebody has checked a claim; it takes an earlier retraction back."},
	{correct.Undo, "undo [CORRECTION]", "A correction does not hold", "  newsgraph correct undo\n  newsgraph correct undo 1f3a9c2b", 0, 0, 1,
		"undo takes back the last correction that holds, or the one with the id. To undo an undo brings the correction back."},
}

func (a *app) amend(v amendment) *cobra.Command {
	return &cobra.Command{
		Use: v.use, Short: v.short, Long: v.long, Example: v.example,
		Args:              args(cobra.RangeArgs(v.fewest, v.total)),
		ValidArgsFunction: a.completeNames(v.names),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			why, err := c.Flags().GetString("why")
			if err != nil {
				return err
			}
			o, err := ontology.Parse(data.Ontology)
			if err != nil {
				return err
			}
			w := correct.Wish{Action: v.action, Args: given, By: a.who(), Why: why, Now: time.Now()}
			for _, t := range o.Types {
				w.Types = append(w.Types, t.Name)
			}
			return a.runAmend(c.Context(), w, format)
		},
	}
}

func (a *app) runAmend(ctx context.Context, w correct.Wish, format string) error {
	return a.alter(func(s web.Service) error {
		c, err := s.Amend(ctx, w)
		if err != nil {
			return err
		}
		if format == "json" {
			return a.line(c)
		}
		a.note("%s  %s %s", c.ID, c.Action, c.What)
		return nil
	})
}

// who makes corrections: as the settings say, else the user of the system.
func (a *app) who() string {
	if a.settings.Correct.By != "" {
		return a.settings.Correct.By
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

func (a *app) correctLog() *cobra.Command {
	c := &cobra.Command{
		Use:   "log",
		Short: "List the corrections, the newest first",
		Long: `log lists every correction that was ever made, with its id, who made it, when and why, and what has become of it: it holds, it was
undone, or it is stale because no article speaks of its entity or makes its claim any more.`,
		Example: "  newsgraph correct log\n  newsgraph correct log --format json",
		Args:    args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := a.formatOf(query.Formats()...)
			if err != nil {
				return err
			}
			return a.runLog(c.Context(), format)
		},
	}
	c.Flags().Int("entries", Defaults().Correct.Entries, "corrections that are listed")
	return c
}

func (a *app) runLog(ctx context.Context, format string) error {
	ctx, cancel := query.WithTime(ctx, a.settings.Query.Time)
	defer cancel()
	return a.ask(ctx, func(s web.Service) error {
		list, err := s.Corrections(ctx, a.settings.Correct.Entries)
		if err != nil {
			return query.Late(ctx, err)
		}
		printer := query.NewPrinter(a.out, format, width(a.out))
		for _, c := range list.Corrections {
			row := query.Row{}
			for _, f := range [][2]string{{"id", c.ID}, {"when", c.When}, {"by", c.By}, {"action", c.Action}, {"what", c.What}, {"why", c.Why}, {"state", c.State}} {
				row = append(row, store.Field{Name: f[0], Value: quad.String(f[1])})
			}
			if err := printer.Row(row); err != nil {
				return err
			}
		}
		switch {
		case len(list.Corrections) == 0:
			a.note("no corrections")
		case list.More > 0:
			a.note("%d more are there; correct.entries is the limit", list.More)
		}
		return printer.Close()
	})
}
