package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"newsgraph/graph/store"
	"newsgraph/loader"
	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) frames() *cobra.Command {
	write := ""
	c := &cobra.Command{
		Use:   "frames [RELATION]",
		Short: "List how often each way to state a relation was right",
		Long: `frames lists the frames, the ways in which articles state a relation, with a number each: how many of its claims were right and wrong in
the development articles, how many claims the store has, and how many of these users confirmed and retracted (correct confirm, correct
retract). With a relation it lists the frames of that one.

--write FILE also writes what users judged, in the form of data/frames/record.tsv. Named in the setting extract.record, such a file makes
load and extract trust claims of these frames more or less; articles that were read without it are read again.

Formats: table, json (one frame a line), csv.`,
		Example: `  newsgraph frames
  newsgraph frames --format json supplies
  newsgraph frames --write judged.tsv
  NEWSGRAPH_EXTRACT_RECORD=judged.tsv newsgraph load news/`,
		Args: args(cobra.MaximumNArgs(1)),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf(query.Formats()...)
			if err != nil {
				return err
			}
			relations, err := relationNames()
			if err != nil {
				return err
			}
			relation := ""
			if len(given) == 1 {
				if relation = given[0]; !slices.Contains(relations, relation) {
					return unknown("relation", relation, relations)
				}
			}
			return a.runFrames(c.Context(), relation, write, format)
		},
	}
	c.Flags().StringVar(&write, "write", "", "file to write what users judged to")
	return c
}

func (a *app) runFrames(ctx context.Context, relation, write, format string) error {
	var counts map[string]store.FrameCount
	err := a.timed(ctx, func(ctx context.Context, s web.Service) (err error) {
		counts, err = s.Frames(ctx)
		return err
	})
	if err != nil {
		return err
	}
	l, err := loader.New()
	if err != nil {
		return err
	}
	if write != "" {
		if err := a.writeJudged(write, l.Frames(), counts); err != nil {
			return err
		}
	}
	return a.printFrames(relation, l.Frames(), counts, format)
}

func (a *app) printFrames(relation string, frames []loader.Frame, counts map[string]store.FrameCount, format string) error {
	printer := query.NewPrinter(a.out, format, width(a.out))
	listed := 0
	for _, f := range frames {
		if relation != "" && f.Relation != relation {
			continue
		}
		listed++
		n := counts[f.ID]
		row := query.Row{{Name: "frame", Value: quad.String(f.ID)}, {Name: "relation", Value: quad.String(f.Relation)}}
		for _, c := range []struct {
			name string
			n    int
		}{{"right", f.Right}, {"wrong", f.Wrong}, {"claims", n.Claims}, {"confirmed", n.Confirmed}, {"retracted", n.Retracted}} {
			row = append(row, store.Field{Name: c.name, Value: quad.Int(c.n)})
		}
		if err := printer.Row(row); err != nil {
			return err
		}
	}
	if listed == 0 {
		a.note("no frame states %s", relation)
	}
	if gone := strangerFrames(frames, counts); len(gone) > 0 {
		a.note("%d frames of the store are of another version of the program; newsgraph load reads their articles again", len(gone))
	}
	return printer.Close()
}

// strangerFrames are the frames of the store that this version does not have.
func strangerFrames(frames []loader.Frame, counts map[string]store.FrameCount) []string {
	known := map[string]bool{}
	for _, f := range frames {
		known[f.ID] = true
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(counts)), func(id string) bool { return known[id] })
}

// writeJudged writes the frames of which users judged claims.
func (a *app) writeJudged(file string, frames []loader.Frame, counts map[string]store.FrameCount) error {
	written := 0
	err := writeFile(file, 0o644, func(w io.Writer) error {
		if _, err := fmt.Fprint(w, "# How many claims of each frame users confirmed and retracted. Command: newsgraph frames --write. Columns: frame, right, wrong.\n"); err != nil {
			return err
		}
		for _, f := range frames {
			n := counts[f.ID]
			if n.Confirmed+n.Retracted == 0 {
				continue
			}
			if _, err := fmt.Fprintf(w, "%s\t%d\t%d\n", f.ID, n.Confirmed, n.Retracted); err != nil {
				return err
			}
			written++
		}
		return nil
	})
	if err != nil {
		return withHint(fmt.Errorf("--write: %w", err), "name a file in a directory that can be written")
	}
	a.note("%d frames were judged; extract.record: %s uses them", written, file)
	return nil
}
