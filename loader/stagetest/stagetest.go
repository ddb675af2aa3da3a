// Package stagetest runs the golden cases of the stages. For example, loader/claim/testdata/passive.txtar has a sentence in its section
// "article" and what the claim stage reads off it in its section "claims".
//
// Tests import it and nothing else does: it builds the whole pipeline, which no stage may know.
package stagetest

import (
	"flag"
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

// Published is the day of the articles in the golden files, a Wednesday.
const Published = "2024-06-12"

// built is the loader that all tests of a package share; building it reads the lexicon.
var built = sync.OnceValues(loader.New)

// Annotate reads a text as the body of an article of that day and checks the document's invariants.
func Annotate(t testing.TB, text, day string) *doc.Document {
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

// Golden compares what the writers make of the article in every testdata/*.txtar with the sections of their names; a file has the
// section article and one or more of these.
func Golden(t *testing.T, writers map[string]func(*doc.Document) string) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file, writers) })
	}
}

func golden(t *testing.T, file string, writers map[string]func(*doc.Document) string) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(ar.Files) < 2 || ar.Files[0].Name != "article" {
		t.Fatal("want the section article and one that is compared")
	}
	d := Annotate(t, string(ar.Files[0].Data), Published)
	for i, section := range ar.Files[1:] {
		write, ok := writers[section.Name]
		if !ok {
			t.Fatalf("no section is called %q", section.Name)
		}
		got := write(d)
		if diff := cmp.Diff(string(section.Data), got); diff != "" && !*update {
			t.Error(diff)
		}
		ar.Files[i+1].Data = []byte(got)
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
