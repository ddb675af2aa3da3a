package cli

import (
	"context"
	"testing"

	"newsgraph/graph/store"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/query"
)

// TestEverySavedQueryAnswersItsExample runs the saved queries over the sample articles.
func TestEverySavedQueryAnswersItsExample(t *testing.T) {
	if testing.Short() {
		return // the race detector would learn nothing from it
	}
	st := samples(t)
	saved, err := query.SavedQueries()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range saved {
		t.Run(s.Name, func(t *testing.T) {
			text, err := s.Bind(s.Example)
			if err != nil {
				t.Fatal(err)
			}
			columns, rows := map[string]bool{}, 0
			_, err = query.Run(context.Background(), st, query.Request{Text: text}, func(r query.Row) error {
				rows++
				for _, f := range r {
					columns[f.Name] = columns[f.Name] || query.Plain(f.Value) != nil
				}
				return nil
			})
			if err != nil || rows == 0 {
				t.Errorf("%q: %d rows, error %v", s.Example, rows, err)
			}
			filled := 0
			for _, some := range columns {
				if some {
					filled++
				}
			}
			if filled < 2 {
				t.Errorf("the columns %v hold next to nothing", columns)
			}
		})
	}
}

// TestTheTimelineHoldsWhatHasNoDateOfItsOwn counts the claims around a thing: each is in its time line, by the date of the event or
// of the report, in the order of time.
func TestTheTimelineHoldsWhatHasNoDateOfItsOwn(t *testing.T) {
	if testing.Short() {
		return
	}
	st := samples(t)
	ask := func(text string) (rows []query.Row) {
		t.Helper()
		_, err := query.Run(context.Background(), st, query.Request{Text: text}, func(r query.Row) error { rows = append(rows, r); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	saved, err := query.SavedQueries()
	if err != nil {
		t.Fatal(err)
	}
	text, err := bindSaved(saved, "@timeline", []string{"Armenien"})
	if err != nil {
		t.Fatal(err)
	}
	want := ask(`var n = {}; function keep(c) { n[c.claim] = 1 }; claims({subject: "Armenien"}, keep); claims({object: "Armenien"}, keep); for (var c in n) g.emit({n: c})`)
	got, dated, before := ask(text), map[any]int{}, ""
	for _, r := range got {
		date, _ := query.Plain(r.Get("date")).(string)
		if date < before {
			t.Errorf("%s comes after %s", date, before)
		}
		before = date
		dated[query.Plain(r.Get("of"))]++
	}
	if len(got) != len(want) || dated["event"] == 0 || dated["report"] == 0 {
		t.Errorf("%d of %d claims, by date of %v", len(got), len(want), dated)
	}
}

// samples is a store with the sample articles.
func samples(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	l, err := loader.New()
	if err != nil {
		t.Fatal(err)
	}
	reader, err := article.New(article.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	report, err := l.Load(ctx, reader.Read(ctx, "../../data/articles"), st, loader.Options{}, func(loader.Event) {})
	if err != nil || report.Loaded == 0 {
		t.Fatalf("loaded %d articles, error %v", report.Loaded, err)
	}
	return st
}
