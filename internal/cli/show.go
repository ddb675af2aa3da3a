package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/query/web"
)

func (a *app) show() *cobra.Command {
	c := &cobra.Command{
		Use:   "show NAME",
		Short: "Show what is known of somebody or something",
		Long: `show prints the names, the type and the offices of a thing, and by relation what is claimed of it: how far to trust it (the
tier), who says so, in which sentence of which article.
NAME is a name as one types it, a Wikidata id or an IRI in angle brackets. A name of several things lists them, an unknown one
lists the nearest.`,
		Example: `  newsgraph show "Tigran Melkonjan"
  newsgraph show --claims 1 Bulgarien
  newsgraph show --format json Q219`,
		Args:              args(cobra.ExactArgs(1)),
		ValidArgsFunction: a.completeNames(1),
		RunE: func(c *cobra.Command, given []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			if strings.TrimSpace(given[0]) == "" {
				return wrongUse(c, fmt.Errorf("show: the name is empty"))
			}
			return a.runShow(c.Context(), given[0], format)
		},
	}
	defaults := Defaults().Show
	c.Flags().Int("facts", defaults.Facts, "facts that are shown")
	c.Flags().Int("claims", defaults.Claims, "claims of each fact that are shown")
	return c
}

func (a *app) runShow(ctx context.Context, name, format string) error {
	return a.timed(ctx, func(ctx context.Context, s web.Service) error {
		p, err := s.Show(ctx, web.ShowRequest{Name: name, Statements: a.settings.Show.Facts, Claims: a.settings.Show.Claims})
		if err != nil {
			return err
		}
		if format == "json" {
			return a.line(p)
		}
		if len(p.Roles)+len(p.Facts) == 0 {
			a.note("no article claims anything of %s", p.Name)
		}
		return writePortrait(a.out, p)
	})
}

func writePortrait(w io.Writer, p web.Portrait) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s\n", p.Name, joined(", ", p.Type, p.Wikidata), p.IRI)
	if len(p.Aliases) > 0 {
		fmt.Fprintf(&b, "also %s\n", strings.Join(p.Aliases, ", "))
	}
	if len(p.Roles) > 0 {
		b.WriteString("\noffices\n")
	}
	for _, f := range p.Roles {
		writeFact(&b, f, joined(", ", roles(f.Evidence), f.Object))
	}
	relation := ""
	for _, f := range p.Facts {
		if f.Predicate != relation {
			relation = f.Predicate
			fmt.Fprintf(&b, "\n%s\n", headings(relation))
		}
		writeFact(&b, f, triple(f))
	}
	if p.More > 0 {
		fmt.Fprintf(&b, "\nand %d more; show.facts is the limit\n", p.More)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// hasRole is the relation that is told by the words of the office.
const hasRole = "hasRole"

// headings are what stands above the facts of a relation.
func headings(relation string) string {
	if relation == hasRole {
		return "offices"
	}
	return relation
}

// spoken is a relation as one reads it: "Radka Stoimenowa  Ministerpräsidentin  Bulgarien".
func spoken(relation string, evidence []web.Proof) string {
	if words := roles(evidence); relation == hasRole && words != "" {
		return words
	}
	return relation
}

// roles are the words for an office that the claims behind it use, each once.
func roles(evidence []web.Proof) string {
	var words []string
	for _, e := range evidence {
		if e.Role != "" && !strings.Contains(" "+strings.Join(words, " / ")+" ", " "+e.Role+" ") {
			words = append(words, e.Role)
		}
	}
	return strings.Join(words, " / ")
}

// triple is a fact as one reads it.
func triple(f web.Fact) string {
	return joined("  ", f.Subject, spoken(f.Predicate, f.Evidence), f.Object, labelled("of", strings.Join(f.Goods, ", ")))
}

// writeFact writes a line for the fact and two for each claim behind it.
func writeFact(b *strings.Builder, f web.Fact, line string) {
	fmt.Fprintf(b, "  %s  (%s, %s)\n", line, f.Tier, sources(f.Sources))
	for _, e := range f.Evidence {
		writeProof(b, "     ", e)
	}
	if f.More > 0 {
		fmt.Fprintf(b, "     and %d more\n", f.More)
	}
}

func sources(n int) string {
	if n == 1 {
		return "1 source"
	}
	return fmt.Sprintf("%d sources", n)
}

// writeProof writes a sentence and where it stands; what is usual, a positive fact, is not told.
func writeProof(b *strings.Builder, indent string, e web.Proof) {
	unusual := func(s, usual string) string {
		if s == usual {
			return ""
		}
		return s
	}
	fmt.Fprintf(b, "%s“%s”\n", indent, e.Sentence)
	about := joined(" · ", e.Title, e.Date, e.Quantity, unusual(e.Modality, "actual"), unusual(e.Polarity, "positive"),
		labelled("says", strings.Join(e.Speakers, ", ")), labelled("denies", strings.Join(e.Deniers, ", ")))
	if about != "" {
		fmt.Fprintf(b, "%s%s\n", indent, about)
	}
}
