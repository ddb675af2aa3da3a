package entity_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// TestGolden compares the entities in the article of every testdata/*.txtar with those written there.
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
			if len(ar.Files) != 2 || ar.Files[0].Name != "article" || ar.Files[1].Name != "entities" {
				t.Fatal("want the sections article and entities")
			}
			got := entities(annotate(t, l, string(ar.Files[0].Data)))
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
