package loader_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"github.com/google/go-cmp/cmp"

	"newsgraph/data"
	"newsgraph/graph"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/quads"
)

// built is the loader that all tests share; building it reads the lexicon.
var built = sync.OnceValues(loader.New)

func newLoader(t testing.TB) *loader.Loader {
	t.Helper()
	l, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func newReader(t testing.TB) *article.Reader {
	t.Helper()
	r, err := article.New(article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// samples are our own articles.
func samples(t testing.TB) []article.Article {
	t.Helper()
	files, err := fs.Glob(data.Articles, "articles/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample articles: %v", err)
	}
	var out []article.Article
	for _, f := range files {
		b, err := data.Articles.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		id := strings.TrimSuffix(path.Base(f), ".txt")
		a, err := newReader(t).Text(string(b), article.Meta{ID: id})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

// checked annotates an article and states every invariant of the document and its quads.
func checked(t testing.TB, l *loader.Loader, a article.Article) *doc.Document {
	t.Helper()
	d := l.Annotate(a)
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	checkQuads(t, a.ID, quads.From(d, l.Extractor()))
	return d
}

// checkQuads states that quads are sorted, that all are the article's, and that they survive N-Quads.
func checkQuads(t testing.TB, id string, qs []quad.Quad) {
	t.Helper()
	var b bytes.Buffer
	w := nquads.NewWriter(&b)
	for i, q := range qs {
		if q.Label != graph.Article(id) {
			t.Errorf("%s: quad %v has another label", id, q)
		}
		if i > 0 && q == qs[i-1] {
			t.Errorf("%s: quad %v is there twice", id, q)
		}
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if iri, ok := v.(quad.IRI); ok && strings.ContainsAny(string(iri), "<>\"{}|^`\\ \t\r\n") {
				t.Errorf("%s: %q is no IRI", id, iri)
			}
		}
		if err := w.WriteQuad(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	back, err := quad.ReadAll(nquads.NewReader(&b, false))
	if err != nil {
		t.Fatal(err)
	}
	if len(back) != len(qs) {
		t.Errorf("%s: %d quads written, %d read", id, len(qs), len(back))
	}
}

func TestDocumentsKeepTheirInvariants(t *testing.T) {
	l := newLoader(t)
	for _, a := range samples(t) {
		d := checked(t, l, a)
		if len(d.Sentences) == 0 || len(d.Claims) == 0 {
			t.Errorf("%s: %d sentences, %d claims", a.ID, len(d.Sentences), len(d.Claims))
		}
	}
}

func TestAnnotationIsDeterministic(t *testing.T) {
	l := newLoader(t)
	again, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range samples(t)[:4] {
		one, err1 := loader.JSON(l.Annotate(a))
		two, err2 := loader.JSON(again.Annotate(a))
		if err1 != nil || err2 != nil || !bytes.Equal(one, two) {
			t.Errorf("%s: two runs differ: %v %v %s", a.ID, err1, err2, cmp.Diff(string(one), string(two)))
		}
		if diff := cmp.Diff(quads.From(l.Annotate(a), "x"), quads.From(again.Annotate(a), "x")); diff != "" {
			t.Errorf("%s: quads of two runs differ: %s", a.ID, diff)
		}
	}
}

// What is cut anywhere, turned around or strewn with marks must still give a valid document.
func TestMutilatedArticlesKeepTheInvariants(t *testing.T) {
	l, r := newLoader(t), newReader(t)
	for i, a := range samples(t) {
		text := []rune(a.Text)
		n := len(text)
		for name, s := range map[string]string{
			"the first half":    string(text[:n/2]),
			"the second half":   string(text[n/2:]),
			"without spaces":    strings.ReplaceAll(string(text[:n/3]), " ", ""),
			"without stops":     strings.NewReplacer(".", "", ",", "").Replace(string(text)),
			"on one line":       strings.Join(strings.Fields(string(text)), " "),
			"every word a line": strings.Join(strings.Fields(string(text)), "\n"),
			"in capitals":       strings.ToUpper(string(text)),
			"full of brackets":  strings.ReplaceAll(string(text), " ", " („"),
		} {
			mutilated, err := r.Text(s, article.Meta{ID: fmt.Sprintf("%d %s", i, name)})
			if err != nil {
				continue // no longer an article in German
			}
			checked(t, l, mutilated)
		}
		if t.Failed() {
			return
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	l, r := newLoader(f), newReader(f)
	for _, a := range samples(f) {
		f.Add(a.Text)
	}
	f.Add("Laut YTN soll Iran Russland Drohnen geliefert haben. Kim («Der Chef») traf Putin am 12.–13. Sept. 2023 im Kreml.")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := r.Text(text, article.Meta{ID: "f"})
		if err == nil {
			checked(t, l, a)
		}
	})
}

func TestJSONIsWhatTheContractShows(t *testing.T) {
	l := newLoader(t)
	for _, a := range samples(t)[:3] {
		d := l.Annotate(a)
		b, err := loader.JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Count(b, []byte("\n")) != 1 {
			t.Errorf("%s: not one line", a.ID)
		}
		var got struct {
			ID, Title, Language string
			Date                *string
			Mentions            []struct {
				Start, End         int
				Text, Type, Entity string
			}
			Entities []struct {
				ID, Name, Type string
				Aliases        []string
			}
			Claims []struct {
				ID, Subject, Predicate string
				Evidence               struct {
					Text       string
					Start, End int
				}
			}
		}
		dec := json.NewDecoder(bytes.NewReader(b))
		if err := dec.Decode(&got); err != nil {
			t.Fatal(err)
		}
		names := map[string]bool{}
		for _, e := range got.Entities {
			names[e.Name] = true
		}
		for _, m := range got.Mentions {
			if a.Text[m.Start:m.End] != m.Text || !names[m.Entity] {
				t.Errorf("%s: mention %+v", a.ID, m)
			}
		}
		for _, c := range got.Claims {
			if a.Text[c.Evidence.Start:c.Evidence.End] != c.Evidence.Text || !names[c.Subject] {
				t.Errorf("%s: claim %+v", a.ID, c)
			}
		}
		if len(got.Claims) != len(d.Claims) || got.ID != a.ID {
			t.Errorf("%s: %d claims of %d", a.ID, len(got.Claims), len(d.Claims))
		}
	}
}

// A shelf is a sink in memory.
type shelf struct {
	mu     sync.Mutex
	stored map[quad.IRI][]quad.Quad
	order  []quad.IRI
	fail   error
	sync   error // of what is applied
	put    func()
}

func (s *shelf) Apply(ctx context.Context, article quad.IRI, qs []quad.Quad) (stored func() error, err error) {
	if s.put != nil {
		s.put()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil || ctx.Err() != nil {
		return nil, errors.Join(s.fail, ctx.Err())
	}
	if s.stored == nil {
		s.stored = map[quad.IRI][]quad.Quad{}
	}
	s.stored[article] = qs
	s.order = append(s.order, article)
	return func() error { return s.sync }, nil
}

func (s *shelf) Article(_ context.Context, article quad.IRI) (hash, extractor string, found bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, q := range s.stored[article] {
		switch {
		case q.Subject != article:
		case q.Predicate == graph.Hash:
			hash, found = quad.ToString(q.Object), true
		case q.Predicate == graph.Extractor:
			extractor = quad.ToString(q.Object)
		}
	}
	return hash, extractor, found, nil
}

// source yields articles with refused inputs between them.
func source(as []article.Article) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		bad := &article.InputError{Source: "x.txt", Reason: "empty", Kind: article.ErrBad}
		skipped := &article.InputError{Source: "y.txt", Reason: "not in German: English", Kind: article.ErrSkipped}
		if !yield(article.Article{}, bad) {
			return
		}
		for _, a := range as {
			if !yield(a, nil) {
				return
			}
		}
		yield(article.Article{}, skipped)
	}
}

func TestLoadWritesInOrderAndLoadingTwiceChangesNothing(t *testing.T) {
	l, as, s := newLoader(t), samples(t), &shelf{}
	var events []loader.Event
	report, err := l.Load(context.Background(), source(as), s, loader.Options{Workers: 3}, func(e loader.Event) { events = append(events, e) })
	if err != nil {
		t.Fatal(err)
	}
	var want []quad.IRI
	for _, a := range as {
		want = append(want, graph.Article(a.ID))
	}
	if diff := cmp.Diff(want, s.order); diff != "" {
		t.Errorf("written in another order: %s", diff)
	}
	if report.Loaded != len(as) || report.Failed["empty"] != 1 || report.Skipped["not in German: English"] != 1 || len(events) != len(as)+2 {
		t.Errorf("report %+v, %d events", report, len(events))
	}
	claims := 0
	for _, e := range events {
		claims += e.Claims
	}
	if claims != report.Claims || claims == 0 || report.Entities == 0 || report.Tokens == 0 || report.Duration <= 0 {
		t.Errorf("report %+v", report)
	}
	report, err = l.Load(context.Background(), source(as), s, loader.Options{}, nil)
	if err != nil || report.Unchanged != len(as) || report.Loaded != 0 || len(s.order) != len(as) {
		t.Errorf("second time: %+v, %v", report, err)
	}
	report, err = l.Load(context.Background(), source(as[:2]), s, loader.Options{Force: true}, nil)
	if err != nil || report.Loaded != 2 {
		t.Errorf("by force: %+v, %v", report, err)
	}
	changed := as[0]
	changed.Hash = "another"
	report, err = l.Load(context.Background(), source([]article.Article{changed, as[1]}), s, loader.Options{}, nil)
	if err != nil || report.Loaded != 1 || report.Unchanged != 1 {
		t.Errorf("one changed: %+v, %v", report, err)
	}
}

func TestAnErrorOfTheSinkEndsTheBatch(t *testing.T) {
	full := errors.New("disk is full")
	for name, s := range map[string]*shelf{"applying": {fail: full}, "syncing": {sync: full}} {
		told := 0
		report, err := newLoader(t).Load(context.Background(), source(samples(t)), s, loader.Options{}, func(e loader.Event) {
			if e.Outcome == loader.Loaded {
				told++
			}
		})
		if !errors.Is(err, full) || !strings.HasPrefix(err.Error(), "load ") || report.Loaded != 0 || told != 0 {
			t.Errorf("%s: got %v, %+v, %d told", name, err, report, told)
		}
	}
}

func TestAStopLeavesTheArticleAtHandWhole(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := &shelf{put: cancel}
	report, err := newLoader(t).Load(ctx, source(samples(t)), s, loader.Options{}, nil)
	if !errors.Is(err, context.Canceled) || report.Loaded != 1 || len(s.order) != 1 {
		t.Errorf("got %v, %+v, %d written", err, report, len(s.order))
	}
}

func TestAnErringStageCostsOneArticle(t *testing.T) {
	as := slices.Clone(samples(t)[:3])
	as[1].Zones = []article.Zone{{Kind: article.Body, Start: 0, End: len(as[1].Text) + 1}} // no stage can read this
	s := &shelf{}
	var failed []string
	report, err := newLoader(t).Load(context.Background(), source(as), s, loader.Options{}, func(e loader.Event) {
		if e.Outcome == loader.Failed && e.ID != "" {
			failed = append(failed, e.ID+": "+e.Reason)
		}
	})
	if err != nil || report.Loaded != 2 || report.Failed["the program erred"] != 1 {
		t.Errorf("got %v, %+v", err, report)
	}
	if diff := cmp.Diff([]string{as[1].ID + ": the program erred"}, failed); diff != "" {
		t.Error(diff)
	}
}

func TestExtractorDependsOnAllDataThatStagesRead(t *testing.T) {
	if e := newLoader(t).Extractor(); !strings.HasPrefix(e, loader.Version) || !strings.Contains(e, " data ") {
		t.Errorf("extractor %q", e)
	}
	unread := map[string]bool{"articles": true, "contrast.tsv": true, "data.go": true, "queries": true, "SOURCES.md": true, "README.md": true}
	hashed := map[string]bool{"ontology.yaml": true, "zones.tsv": true, "lexicon": true, "gazetteer": true, "frames": true, "models": true}
	entries, err := os.ReadDir("../data")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !unread[e.Name()] && !hashed[e.Name()] {
			t.Errorf("data/%s is not in the extractor's version", e.Name())
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	l, as := newLoader(b), samples(b)
	tokens := 0
	for b.Loop() {
		for _, a := range as {
			tokens += len(l.Annotate(a).Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
