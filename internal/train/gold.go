package train

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/internal/score"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

// A goldSet is a folder of articles (ID.txt) with the claims that they state (ID.json).
type goldSet struct {
	name, gold, texts string
	heldOut           bool
	wanted            func(id string) bool // nil for all
}

// goldSets are the articles with gold of the folder shared, whose texts stay there, and of the repository root.
func goldSets(shared, root string) []goldSet {
	at := func(parts ...string) string { return filepath.Join(append([]string{root}, parts...)...) }
	unlabelled := filepath.Join(shared, "articles", "unlabelled")
	own := at("testdata", "own")
	return []goldSet{
		{name: "gold at hand", gold: filepath.Join(shared, "eval", "gold"), texts: filepath.Join(shared, "articles")},
		{name: "development (testdata/development)", gold: at("testdata", "development"), texts: unlabelled},
		{name: "sample articles (data/articles)", gold: at("data", "articles"), texts: at("data", "articles")},
		{name: "own articles, even numbers (testdata/own)", gold: own, texts: own, wanted: func(id string) bool { return !odd(id) }},
		{name: "held-out articles (testdata/heldout)", gold: at("testdata", "heldout"), texts: unlabelled, heldOut: true},
		{name: "own articles, odd numbers (testdata/own)", gold: own, texts: own, wanted: odd, heldOut: true},
	}
}

// odd reports whether the number in which an id ends is odd.
func odd(id string) bool {
	n, err := strconv.Atoi(id[strings.LastIndexByte(id, '-')+1:])
	return err == nil && n%2 == 1
}

// A goldArticle is an article as it was read, beside its gold.
type goldArticle struct {
	id       string
	claims   []doc.Claim
	right    []bool // of each claim
	required bool   // the gold lists only what must be found: what it lacks may be right
}

// An examiner reads articles and compares them with their gold.
type examiner struct {
	loader *loader.Loader
	reader *article.Reader
	scorer *score.Scorer
}

func newExaminer() (*examiner, error) {
	l, err := loader.New()
	if err != nil {
		return nil, err
	}
	r, err := article.New(article.Options{})
	if err != nil {
		return nil, err
	}
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return nil, err
	}
	return &examiner{l, r, score.New(o)}, nil
}

// set reads all articles of a set, in the order of their ids.
func (x *examiner) set(s goldSet, t *score.Total) ([]goldArticle, error) {
	files, err := filepath.Glob(filepath.Join(s.gold, "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no gold in %s", s.gold)
	}
	var out []goldArticle
	for _, file := range files {
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		if s.wanted != nil && !s.wanted(id) {
			continue
		}
		a, err := x.article(file, filepath.Join(s.texts, id+".txt"), t)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func (x *examiner) article(gold, text string, t *score.Total) (goldArticle, error) {
	a := goldArticle{id: strings.TrimSuffix(filepath.Base(gold), ".json"), required: true}
	b, err := os.ReadFile(gold)
	if err != nil {
		return a, err
	}
	g, err := score.ReadGold(gold, b)
	if err != nil {
		return a, err
	}
	for _, c := range g.Claims {
		a.required = a.required && !c.Optional
	}
	words, err := os.ReadFile(text)
	if err != nil {
		return a, err
	}
	read, err := x.reader.Text(string(words), article.Meta{ID: a.id, Date: g.Date})
	if err != nil {
		return a, fmt.Errorf("%s: %w", text, err)
	}
	d := x.loader.Annotate(read)
	line, err := loader.JSON(d)
	if err != nil {
		return a, err
	}
	var found score.Extraction
	if err := json.Unmarshal(line, &found); err != nil {
		return a, err
	}
	a.claims, a.right = d.Claims, x.scorer.Article(g, found, t)
	return a, nil
}
