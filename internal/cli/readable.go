package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"newsgraph/internal/ontology"
	"newsgraph/loader/doc"
)

// writeText writes a document for reading: what it speaks of, and who says what, each with its sentence.
func writeText(w io.Writer, d *doc.Document) error {
	var b strings.Builder
	a := d.Article
	fmt.Fprintf(&b, "%s\n", a.ID)
	if head := joined(" · ", a.Title, a.Date, a.Publisher, a.Agency); head != "" {
		fmt.Fprintf(&b, "%s\n", head)
	}
	writeEntities(&b, d)
	fmt.Fprintf(&b, "\n  claims: %d\n", len(d.Claims))
	for _, c := range d.Claims {
		writeClaim(&b, d, c)
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

func writeEntities(b *strings.Builder, d *doc.Document) {
	var lines []string
	written := d.Written()
	for i, e := range d.Entities {
		if !written[i] {
			continue
		}
		line := fmt.Sprintf("    %s (%s)", e.Name, joined(", ", e.Type, e.Wikidata))
		others := slices.DeleteFunc(slices.Clone(e.Aliases), func(s string) bool { return s == e.Name })
		if len(others) > 0 {
			line += ", also " + strings.Join(others, ", ")
		}
		lines = append(lines, line+"\n")
	}
	fmt.Fprintf(b, "\n  entities: %d\n%s", len(lines), strings.Join(lines, ""))
}

func writeClaim(b *strings.Builder, d *doc.Document, c doc.Claim) {
	name := func(i int) string {
		if i < 0 {
			return ""
		}
		return d.Entities[i].Name
	}
	names := func(is []int) string {
		out := make([]string, len(is))
		for i, entity := range is {
			out[i] = name(entity)
		}
		return strings.Join(out, ", ")
	}
	goods := make([]string, len(c.Goods))
	for i, g := range c.Goods {
		goods[i] = g.Name
	}
	polarity := c.Polarity
	if polarity == ontology.Positive {
		polarity = ""
	}
	fmt.Fprintf(b, "    %s\n", joined("  ", name(c.Subject), c.Predicate, name(c.Object)))
	fmt.Fprintf(b, "      %s\n", joined(" · ", c.Modality, polarity, labelled("goods", strings.Join(goods, ", ")),
		labelled("quantity", amount(c.Quantity)), labelled("role", c.Role), labelled("date", c.Date), labelled("place", name(c.Place)),
		labelled("says", names(c.AttributedTo)), labelled("denies", names(c.DeniedBy))))
	fmt.Fprintf(b, "      “%s”\n", strings.Join(strings.Fields(d.Article.Text[c.Evidence.Start:c.Evidence.End]), " "))
}

func amount(q *doc.Amount) string {
	if q == nil {
		return ""
	}
	about := ""
	if q.Approximate {
		about = "about "
	}
	return strings.TrimSpace(about + decimal(q.Value) + " " + q.Unit)
}

func labelled(label, value string) string {
	if value == "" {
		return ""
	}
	return label + " " + value
}

// joined joins what is not empty.
func joined(gap string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), gap)
}
