package claim_test

import (
	"fmt"
	"strings"
	"testing"

	"newsgraph/loader/doc"
	"newsgraph/loader/stagetest"
)

// TestGolden compares the claims in the article of every testdata/*.txtar with those written there.
func TestGolden(t *testing.T) {
	stagetest.Golden(t, map[string]func(*doc.Document) string{"claims": claims})
}

// claims writes one claim in a line, its attributes below it.
func claims(d *doc.Document) string {
	var b strings.Builder
	for _, c := range d.Claims {
		object := "-"
		if c.Object >= 0 {
			object = d.Entities[c.Object].Name
		}
		fmt.Fprintf(&b, "%s | %s | %s: %s %s, %s\n", d.Entities[c.Subject].Name, c.Predicate, object, c.Modality, c.Polarity, c.Frame)
		for _, a := range attributes(d, c) {
			if a.value != "" {
				fmt.Fprintf(&b, "  %s %s\n", a.name, a.value)
			}
		}
	}
	return b.String()
}

type attribute struct{ name, value string }

func attributes(d *doc.Document, c doc.Claim) []attribute {
	var goods []string
	for _, g := range c.Goods {
		goods = append(goods, g.Name)
	}
	quantity, place := "", ""
	if q := c.Quantity; q != nil {
		quantity = fmt.Sprintf("%.10g %s", q.Value, q.Unit)
		if q.Approximate {
			quantity += ", roughly"
		}
	}
	if c.Place >= 0 {
		place = d.Entities[c.Place].Name
	}
	return []attribute{
		{"goods", strings.Join(goods, ", ")}, {"quantity", quantity}, {"role", c.Role}, {"date", c.Date}, {"place", place},
		{"by", names(d, c.AttributedTo)}, {"denied", names(d, c.DeniedBy)}, {"evidence", evidence(d, c)},
	}
}

func names(d *doc.Document, entities []int) string {
	var out []string
	for _, e := range entities {
		out = append(out, d.Entities[e].Name)
	}
	return strings.Join(out, ", ")
}

// evidence is the sentence that states the claim, unless there is only one.
func evidence(d *doc.Document, c doc.Claim) string {
	if len(d.Sentences) == 1 {
		return ""
	}
	return d.Article.Text[c.Evidence.Start:c.Evidence.End]
}
