package syntax_test

import (
	"strings"
	"testing"

	"newsgraph/loader/doc"
	"newsgraph/loader/stagetest"
	"newsgraph/loader/syntax"
)

// news is a document of plain sentences, and one of a single long one.
func news(b *testing.B, long bool) *doc.Document {
	text := "Der Präsident von Peru hat am Montag in Lima die Ministerin Eva Trautmann empfangen, die dem Land seit Jahren Kupfer abkauft. "
	if long {
		text = strings.TrimSuffix(strings.Replace(text, ". ", ", ", 1), " ") + " "
		return stagetest.Annotate(b, strings.TrimSpace(strings.Repeat(text, 80))+" schreibt sie.", stagetest.Published)
	}
	return stagetest.Annotate(b, strings.TrimSpace(strings.Repeat(text, 80)), stagetest.Published)
}

func benchmark(b *testing.B, long bool, run func(*syntax.Analyser, *doc.Document)) {
	d := news(b, long)
	a, err := syntax.New(func(string) (string, bool) { return "", false })
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		run(a, d)
	}
	b.ReportMetric(float64(b.N)*float64(len(d.Tokens))/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkParse(b *testing.B) {
	benchmark(b, false, func(a *syntax.Analyser, d *doc.Document) { a.Parse(d) })
}

func BenchmarkParseLongSentence(b *testing.B) {
	benchmark(b, true, func(a *syntax.Analyser, d *doc.Document) { a.Parse(d) })
}

func BenchmarkAnalyse(b *testing.B) {
	benchmark(b, false, func(a *syntax.Analyser, d *doc.Document) { a.Analyse(d) })
}

func BenchmarkAnalyseLongSentence(b *testing.B) {
	benchmark(b, true, func(a *syntax.Analyser, d *doc.Document) { a.Analyse(d) })
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := syntax.New(func(string) (string, bool) { return "", false }); err != nil {
			b.Fatal(err)
		}
	}
}
