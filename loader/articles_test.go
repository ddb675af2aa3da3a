package loader_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/data"
	"newsgraph/loader"
	"newsgraph/loader/article"
)

// The least that the sample articles must be read with.
const (
	wantEntitiesF1      = 0.80
	wantClaimsPrecision = 0.70
	wantClaimsF1        = 0.50
)

// A gold file is what a careful reader writes down; data/articles/README.md says how.
type gold struct {
	ID, Date string
	Entities []struct {
		Name, Type, Wikidata string
		Aliases              []string
		Optional             bool
	}
	Claims []goldClaim
}

type goldClaim struct {
	Subject, Object, Goods []string
	Predicate              string
	Quantity               *struct{ Value float64 }
	Role, Date             string
	Modality, Polarity     string
	AttributedTo           []string `json:"attributed_to"`
	DeniedBy               []string `json:"denied_by"`
	Evidence               string
	Optional               bool
}

// What extract writes, as far as it is scored.
type extracted struct {
	Entities []struct{ Name, Type, Wikidata string }
	Claims   []extractedClaim
}

type extractedClaim struct {
	Subject, Predicate, Object string
	Goods                      []string
	Quantity                   *struct{ Value float64 }
	Role, Date                 string
	Modality, Polarity         string
	AttributedTo               []string `json:"attributed_to"`
	DeniedBy                   []string `json:"denied_by"`
	Evidence                   struct{ Text string }
}

func TestSampleArticlesAreReadWell(t *testing.T) {
	l, r := newLoader(t), newReader(t)
	files, err := filepath.Glob("../data/articles/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no gold", err)
	}
	var entities, claims count
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		g := readGold(t, id)
		text, err := data.Articles.ReadFile("articles/" + id + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		a, err := r.Text(string(text), article.Meta{ID: id, Date: g.Date})
		if err != nil {
			t.Fatal(err)
		}
		x := extract(t, l, a)
		known := namesIn(g)
		scoreEntities(g, x, known, &entities)
		scoreClaims(g, x, known, &claims)
	}
	for name, c := range map[string]count{"entities": entities, "claims": claims} {
		t.Logf("%s: precision %.3f, recall %.3f, F1 %.3f, %+v", name, c.precision(), c.recall(), c.f1(), c)
	}
	for name, c := range map[string]struct{ got, want float64 }{
		"F1 of entities":      {entities.f1(), wantEntitiesF1},
		"precision of claims": {claims.precision(), wantClaimsPrecision},
		"F1 of claims":        {claims.f1(), wantClaimsF1},
	} {
		if c.got < c.want {
			t.Errorf("%s is %.3f, want %.2f", name, c.got, c.want)
		}
	}
}

func readGold(t *testing.T, id string) gold {
	t.Helper()
	b, err := data.Articles.ReadFile("articles/" + id + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var g gold
	if err := json.Unmarshal(b, &g); err != nil {
		t.Fatalf("%s: %v", id, err)
	}
	return g
}

// extract takes the way of the command: what counts is what is written.
func extract(t *testing.T, l *loader.Loader, a article.Article) extracted {
	t.Helper()
	b, err := loader.JSON(l.Annotate(a))
	if err != nil {
		t.Fatal(err)
	}
	var x extracted
	if err := json.Unmarshal(b, &x); err != nil {
		t.Fatal(err)
	}
	return x
}
