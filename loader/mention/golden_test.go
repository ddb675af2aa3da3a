package mention_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
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

// TestGolden compares the mentions in the article of every testdata/*.txtar with those written there.
func TestGolden(t *testing.T) {
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
			if len(ar.Files) != 2 || ar.Files[0].Name != "article" || ar.Files[1].Name != "mentions" {
				t.Fatal("want the sections article and mentions")
			}
			got := mentions(annotate(t, string(ar.Files[0].Data), published))
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

// built is the loader that all tests share; building it reads the lexicon.
var built = sync.OnceValues(loader.New)

// annotate reads a text as the body of an article of that day.
func annotate(t *testing.T, text, day string) *doc.Document {
	t.Helper()
	l, err := built()
	if err != nil {
		t.Fatal(err)
	}
	zones := []article.Zone{{Kind: article.Body, Start: 0, End: len(text)}}
	d := l.Annotate(article.Article{ID: "golden", Text: text, Date: day, Language: "de", Zones: zones})
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
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
