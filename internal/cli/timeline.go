package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query/web"
)

func (a *app) timeline() *cobra.Command {
	var req web.TimelineRequest
	c := &cobra.Command{
		Use:   "timeline NAME [NAME2] | --query QUERY",
		Short: "Show what happened, was planned or denied, by date",
		Long: `timeline lists what is claimed of a thing, of two things together, or in the claims and statements that the rows of a Gizmo query
name, in the order of time: what happened, what was planned, what is uncertain (probable, possible, alleged), what was denied.
Dates are as exact as the articles have them. Where a claim has none, that of its article stands there, with a ~ before it;
offices, memberships and other states without a date of their own are left out.
Claims of one fact, date and kind are one moment, with so many independent sources. Of more moments than --limit the latest stay.`,
		Example: `  newsgraph timeline Armenien
  newsgraph timeline --since 2024-06 Armenien Aserbaidschan
  newsgraph timeline --query 'claims({predicate: "arrests"})'
  newsgraph timeline --format json Bulgarien`,
		Args:              args(cobra.MaximumNArgs(2)),
		ValidArgsFunction: a.completeNames(2),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			req.Names = given
			switch {
			case (len(given) == 0) == (req.Query == ""):
				return wrongUse(c, errors.New("timeline: wants names or --query, and only one of them"))
			case slices.Contains(given, ""):
				return wrongUse(c, errors.New("timeline: a name is empty"))
			case req.Sources < 0:
				return wrongUse(c, fmt.Errorf("--sources: %d is less than 0", req.Sources))
			}
			return a.runTimeline(c.Context(), req, format)
		},
	}
	defaults := Defaults().Timeline
	f := c.Flags()
	f.StringVar(&req.Query, "query", "", "the claims and statements in the rows of this query")
	f.StringVar(&req.Since, "since", "", "first day, month or year")
	f.StringVar(&req.Until, "until", "", "last day, month or year")
	f.IntVar(&req.Sources, "sources", 0, "least number of independent sources of a moment")
	f.StringArrayVar((*[]string)(&req.In), "in", nil, "articles whose claims count (default all)")
	f.Int("limit", defaults.Limit, "moments that are shown")
	f.Int("claims", defaults.Claims, "claims of each moment that are shown")
	return c
}

func (a *app) runTimeline(ctx context.Context, req web.TimelineRequest, format string) error {
	req.Limit, req.Claims = a.settings.Timeline.Limit, a.settings.Timeline.Claims
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		t, err := s.Timeline(ctx, req)
		if err != nil {
			return err
		}
		for _, m := range t.Moments {
			if format == "json" {
				err = a.line(m)
			} else {
				err = writeMoment(a.out, m)
			}
			if err != nil {
				return err
			}
		}
		switch {
		case len(t.Moments) == 0:
			a.note("%s", strings.TrimSpace("no moments "+labelled("of", ends(t.Of))))
		case t.More > 0:
			a.note("%d earlier ones are there; timeline.limit is the limit", t.More)
		}
		return nil
	})
}

// dateWidth holds "~2023-09-13"; an interval is wider.
const dateWidth = 11

func writeMoment(w io.Writer, m web.Moment) error {
	var b strings.Builder
	date := cmp.Or(m.Date, "undated")
	if m.Of == "report" {
		date = "~" + date
	}
	fmt.Fprintf(&b, "%-*s  %s  (%s)\n", dateWidth, date, triple(m.Fact), joined(", ", m.Kind, m.Tier, sources(m.Sources)))
	for _, p := range m.Evidence {
		writeProof(&b, strings.Repeat(" ", dateWidth+2), p)
	}
	if m.More > 0 {
		fmt.Fprintf(&b, "%*sand %d more\n", dateWidth+2, "", m.More)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
