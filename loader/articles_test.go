package loader_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	scoring "newsgraph/internal/score"
	"newsgraph/loader"
	"newsgraph/loader/article"
)

// The least that the sample articles must be read with.
const (
	wantEntitiesF1      = 0.80
	wantClaimsPrecision = 0.70
	wantClaimsF1        = 0.50
)

func TestSampleArticlesAreReadWell(t *testing.T) {
	l, r := newLoader(t), newReader(t)
	files, err := filepath.Glob("../data/articles/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no gold", err)
	}
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		t.Fatal(err)
	}
	scorer, total := scoring.New(o), scoring.Total{}
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		b, err := data.Articles.ReadFile("articles/" + id + ".json")
		if err != nil {
			t.Fatal(err)
		}
		g, err := scoring.ReadGold(file, b)
		if err != nil {
			t.Fatal(err)
		}
		text, err := data.Articles.ReadFile("articles/" + id + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Text(string(text), article.Meta{ID: id, Date: g.Date})
		if err != nil {
			t.Fatal(err)
		}
		scorer.Article(g, extract(t, l, a), &total)
	}
	for name, c := range map[string]scoring.Count{"entities": total.Entities, "claims": total.Claims} {
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f, %+v", name, c.Precision(), c.Recall(), c.F1(), c)
	}
	for name, c := range map[string]struct{ got, want float64 }{
		"F1 of entities":      {total.Entities.F1(), wantEntitiesF1},
		"precision of claims": {total.Claims.Precision(), wantClaimsPrecision},
		"F1 of claims":        {total.Claims.F1(), wantClaimsF1},
	} {
		if c.got < c.want {
			t.Errorf("%s is %.3f, want %.2f", name, c.got, c.want)
		}
	}
}

// extract takes the way of the command: what counts is what is written.
func extract(t *testing.T, l *loader.Loader, a article.Article) scoring.Extraction {
	t.Helper()
	b, err := loader.JSON(l.Annotate(a))
	if err != nil {
		t.Fatal(err)
	}
	var x scoring.Extraction
	if err := json.Unmarshal(b, &x); err != nil {
		t.Fatal(err)
	}
	return x
}
