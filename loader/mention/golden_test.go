package mention_test

import (
	"fmt"
	"strings"
	"testing"

	"newsgraph/loader/doc"
	"newsgraph/loader/stagetest"
)

// TestGolden compares the mentions in the article of every testdata/*.txtar with those written there.
func TestGolden(t *testing.T) {
	stagetest.Golden(t, map[string]func(*doc.Document) string{"mentions": mentions})
}

// mentions writes one mention in a line: what it is, its words, and what lists or the calendar say of it.
func mentions(d *doc.Document) string {
	var b strings.Builder
	for _, m := range d.Mentions {
		fmt.Fprintf(&b, "%-12s %s", kind(m), d.Text(m.First, m.Last))
		if m.Key != "" {
			fmt.Fprintf(&b, " = %s", m.Key)
		}
		if m.Genitive {
			b.WriteString(", genitive")
		}
		if m.Date != "" {
			fmt.Fprintf(&b, " = %s", m.Date)
		}
		if m.Ahead != "" && m.Ahead != m.Date {
			fmt.Fprintf(&b, ", ahead %s", m.Ahead)
		}
		if a := m.Amount; a != nil {
			b.WriteString(strings.TrimRight(fmt.Sprintf(" = %.10g %s", a.Value, a.Unit), " "))
			if a.Approximate {
				b.WriteString(", roughly")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func kind(m doc.Mention) string {
	switch m.Kind {
	case doc.Adjective:
		return "adjective"
	case doc.DateMention:
		return "date"
	case doc.AmountMention:
		return "amount"
	}
	return m.Type
}
