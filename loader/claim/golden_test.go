package claim_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// published is the day of the articles in testdata, a Wednesday.
const published = "2024-06-12"

// TestGolden compares the claims of the article in every testdata/*.txtar with those written there.
func TestGolden(t *testing.T) {
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(ar.Files) != 2 || ar.Files[0].Name != "article" || ar.Files[1].Name != "claims" {
				t.Fatal("want the sections article and claims")
			}
			got := claims(annotate(t, l, string(ar.Files[0].Data)))
			if *update {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(ar.Files[1].Data), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func annotate(t *testing.T, l *loader.Loader, text string) *doc.Document {
	t.Helper()
	zones := []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}
	d := l.Annotate(article.Article{ID: "golden", Text: text, Date: published, Language: "de", Zones: zones})
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
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
