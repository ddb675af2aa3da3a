package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query/web"
)

func (a *app) disputes() *cobra.Command {
	var req web.DisputesRequest
	c := &cobra.Command{
		Use:   "disputes [NAME]",
		Short: "Show what somebody affirms and somebody denies",
		Long: `disputes lists the facts that have somebody on either side: who affirms and who denies them, in which sentence of which article,
each side in the order in which it was published. With a name it lists those that are about the thing or in which it speaks.
Facts with the most independent sources come first. --timely leaves out disputes whose sides speak of different times; a claim
without a date may speak of any.`,
		Example: `  newsgraph disputes
  newsgraph disputes Balkarm
  newsgraph disputes --timely --format json Armenien`,
		Args:              args(cobra.MaximumNArgs(1)),
		ValidArgsFunction: a.completeNames(1),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			if req.Name = strings.Join(given, ""); len(given) == 1 && strings.TrimSpace(req.Name) == "" {
				return wrongUse(c, fmt.Errorf("disputes: the name is empty"))
			}
			return a.runDisputes(c.Context(), req, format)
		},
	}
	c.Flags().BoolVar(&req.Timely, "timely", false, "only where both sides may speak of one time")
	c.Flags().Int("limit", Defaults().Disputes.Limit, "disputes that are listed")
	return c
}

func (a *app) runDisputes(ctx context.Context, req web.DisputesRequest, format string) error {
	req.Limit = a.settings.Disputes.Limit
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		list, err := s.Disputes(ctx, req)
		if err != nil {
			return err
		}
		for i, d := range list.Disputes {
			if format == "json" {
				err = a.line(d)
			} else {
				err = writeDispute(a.out, i > 0, d)
			}
			if err != nil {
				return err
			}
		}
		switch {
		case len(list.Disputes) == 0 && list.Of != nil:
			a.note("nothing about %s is disputed", list.Of.Name)
		case len(list.Disputes) == 0:
			a.note("nothing is disputed")
		case list.More > 0:
			a.note("%d more are there; disputes.limit is the limit", list.More)
		}
		return nil
	})
}

func writeDispute(w io.Writer, gap bool, d web.Dispute) error {
	var b strings.Builder
	if gap {
		b.WriteByte('\n')
	}
	f := web.Fact{Subject: d.Subject, Predicate: d.Predicate, Object: d.Object, Goods: d.Goods}
	times := map[string]string{"no": "of different times"}[d.Overlap]
	fmt.Fprintf(&b, "%s  (%s)\n", triple(f), joined(", ", d.Tier, sources(d.Sources), times))
	for _, v := range d.For {
		writeVoice(&b, "+", v)
	}
	for _, v := range d.Against {
		writeVoice(&b, "-", v)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeVoice writes who says it and where, for a side of + or -; an article that says it itself is called by its outlet.
func writeVoice(b *strings.Builder, sign string, v web.Voice) {
	who := strings.Join(v.Who, ", ")
	if who == "" {
		who = cmp.Or(v.Publisher, "the article")
	}
	modality := v.Modality
	if modality == "actual" || sign == "-" { // who denies an allegation alleges nothing
		modality = ""
	}
	fmt.Fprintf(b, "  %s %s\n     “%s”\n     %s\n", sign, joined(" · ", who, modality, labelled("of", v.When)), v.Sentence, joined(" · ", v.Title, v.Date))
}
