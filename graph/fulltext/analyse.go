package fulltext

import (
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	tokenizer "github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"

	"newsgraph/internal/ontology"
)

// Version is raised when other words or other terms are made of a text: an index of another version is built anew.
const Version = 1

// An Analyser makes terms of German text, as bleve does for Lucene's "german": words of Unicode, lower case, without the words
// that are everywhere, umlauts evened out ("Pjöngjang", "Pjoengjang"), endings taken off ("Häuser", "Haus").
type Analyser struct {
	german analysis.Analyzer
	plain  analysis.Analyzer // the same without taking endings off
}

// New makes the analyser.
func New() (*Analyser, error) {
	cache := registry.NewCache()
	german, err := cache.AnalyzerNamed(de.AnalyzerName)
	if err != nil {
		return nil, fmt.Errorf("fulltext: %w", err)
	}
	even, err := cache.TokenFilterNamed(de.NormalizeName)
	if err != nil {
		return nil, fmt.Errorf("fulltext: %w", err)
	}
	plain := &analysis.DefaultAnalyzer{Tokenizer: tokenizer.NewUnicodeTokenizer(), TokenFilters: []analysis.TokenFilter{lowercase.NewLowerCaseFilter(), even}}
	return &Analyser{german, plain}, nil
}

// A word is a term with its place among the words of its text.
type word struct {
	term string
	at   int
}

// longest is the most bytes of a term: what is longer is no word.
const longest = 100

func (a *Analyser) words(text string) []word {
	var out []word
	for _, t := range a.german.Analyze([]byte(text)) {
		if len(t.Term) > 0 && len(t.Term) <= longest && strings.IndexByte(string(t.Term), 0) < 0 {
			out = append(out, word{string(t.Term), t.Position})
		}
	}
	return out
}

// nameWords are the words by which a name is found; names have no endings to take off.
func nameWords(name string) []string {
	var out []string
	for _, w := range strings.Fields(ontology.Fold(name)) {
		if len(w) <= longest {
			out = append(out, w)
		}
	}
	return out
}
