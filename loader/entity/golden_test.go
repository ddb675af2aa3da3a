package entity_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"newsgraph/loader/doc"
	"newsgraph/loader/stagetest"
)

// TestGolden compares the entities in the article of every testdata/*.txtar with those written there.
func TestGolden(t *testing.T) {
	stagetest.Golden(t, map[string]func(*doc.Document) string{"entities": entities})
}

// entities writes every entity that a phrase means or belongs to: type, name, id, and below it those phrases.
func entities(d *doc.Document) string {
	var b strings.Builder
	for i, e := range d.Entities {
		if where := phrases(d, i); where != "" {
			fmt.Fprintf(&b, "%s\n%s", strings.Join(append([]string{e.Type, e.Name}, marks(d, e)...), " "), where)
		}
	}
	return b.String()
}

func phrases(d *doc.Document, entity int) string {
	var b strings.Builder
	for i, p := range d.Phrases {
		if slices.Contains(d.Means[i], entity) {
			fmt.Fprintf(&b, "  [%s]\n", d.Text(p.First, p.Last))
		}
		if slices.Contains(d.Owners[i], entity) {
			fmt.Fprintf(&b, "  owner of [%s]\n", d.Text(p.First, p.Last))
		}
	}
	return b.String()
}

func marks(d *doc.Document, e doc.Entity) []string {
	var out []string
	if e.Wikidata != "" {
		out = append(out, e.Wikidata)
	}
	if e.ActsFor > 0 {
		out = append(out, "for "+d.Entities[e.ActsFor-1].Name)
	}
	if e.Local {
		out = append(out, "local")
	}
	if e.Implied {
		out = append(out, "implied")
	}
	return out
}
