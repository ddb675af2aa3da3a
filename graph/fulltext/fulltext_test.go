package fulltext_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/fulltext"
)

// shelf is a view and the index of it.
type shelf struct {
	quads []quad.Quad
	posts map[fulltext.Posting]bool
}

func (s *shelf) Quads(p graph.Pattern, yield func(quad.Quad) error) error {
	for _, q := range s.quads {
		if (p.S == nil || p.S == q.Subject) && (p.P == nil || p.P == q.Predicate) && (p.O == nil || p.O == q.Object) && (p.L == nil || p.L == q.Label) {
			if err := yield(q); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) Postings(list fulltext.List, term string) (fulltext.Cursor, error) {
	c := &cursor{docs: map[string]string{}}
	for p := range s.posts {
		if p.List == list && p.Term == term {
			c.docs[p.Doc] = p.Value
		}
	}
	c.order = slices.Sorted(maps.Keys(c.docs))
	return c, nil
}

type cursor struct {
	docs  map[string]string
	order []string
}

func (c *cursor) Seek(doc string) (string, []byte, bool, error) {
	for _, d := range c.order {
		if d >= doc {
			return d, []byte(c.docs[d]), true, nil
		}
	}
	return "", nil, false, nil
}

func (c *cursor) Close() error { return nil }

func (s *shelf) Terms(list fulltext.List, prefix string, yield func(string) bool) error {
	terms := map[string]bool{}
	for p := range s.posts {
		if p.List == list && strings.HasPrefix(p.Term, prefix) {
			terms[p.Term] = true
		}
	}
	for _, t := range slices.Sorted(maps.Keys(terms)) {
		if !yield(t) {
			break
		}
	}
	return nil
}

func (s *shelf) article(id, day string, sentences ...string) {
	a := graph.Article(id)
	var text strings.Builder
	var bounds []string
	for _, one := range sentences {
		bounds = append(bounds, fmt.Sprint(text.Len(), " ", text.Len()+len(one)))
		text.WriteString(one + " ")
	}
	add := func(p quad.IRI, o quad.Value) { s.quads = append(s.quads, quad.Make(a, p, o, a)) }
	add(graph.Type, graph.ClassArticle)
	add(graph.Text, quad.String(text.String()))
	add(graph.Sentences, quad.String(strings.Join(bounds, " ")))
	if day != "" {
		add(graph.Published, quad.String(day))
	}
}

func (s *shelf) named(iri quad.IRI, names ...string) {
	for i, n := range names {
		s.quads = append(s.quads, quad.Make(iri, []quad.IRI{graph.Name, graph.AltName}[min(i, 1)], quad.String(n), graph.Derived))
	}
}

func analyser(t testing.TB) *fulltext.Analyser {
	t.Helper()
	a, err := fulltext.New()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// indexed builds the postings of everything on the shelf.
func (s *shelf) indexed(t testing.TB, a *fulltext.Analyser) *shelf {
	t.Helper()
	s.posts = map[fulltext.Posting]bool{}
	all, err := fulltext.Indexed(s)
	if err == nil {
		err = a.Read(s, all, func(ps []fulltext.Posting) error {
			for _, p := range ps {
				s.posts[p] = true
			}
			return nil
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var roomy = fulltext.Bounds{Hits: 1000, Names: 100, Words: 100}

func found(t *testing.T, a *fulltext.Analyser, s *shelf, text string, b fulltext.Bounds) []string {
	t.Helper()
	r, err := a.Search(context.Background(), s, s, text, nil, b)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.Text)
	}
	return out
}

func TestSearchFindsWordsInWhateverForm(t *testing.T) {
	a, s := analyser(t), &shelf{}
	s.article("alt", "2023-01-05", "Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa.", "Verletzt wurde niemand.")
	s.article("neu", "2024-02-01T08:00", "Der Minister bestritt, Drohnen an Russland geliefert zu haben.", "Eine rote Linie sei das nicht.")
	s.article("ohne", "", "Linie rote, das stand über dem Drohnenangriff.", "Pjöngjang schwieg.")
	s.indexed(t, a)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"drohne", []string{"Der Minister bestritt, Drohnen an Russland geliefert zu haben.", "Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa."}}, // the newest first
		{"DROHNE haus", []string{"Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa."}},
		{"Schahed", []string{"Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa."}},
		{"Schahed-136", []string{"Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa."}},
		{"Schahed-238", nil},
		{`"rote Linie"`, []string{"Eine rote Linie sei das nicht."}},
		{"linie rote", []string{"Eine rote Linie sei das nicht.", "Linie rote, das stand über dem Drohnenangriff."}},
		{"drohne*", []string{"Der Minister bestritt, Drohnen an Russland geliefert zu haben.", "Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa.", "Linie rote, das stand über dem Drohnenangriff."}},
		{"drohne* -russland", []string{"Die Drohnen vom Typ Schahed-136 trafen zwei Häuser in Odessa.", "Linie rote, das stand über dem Drohnenangriff."}},
		{`linie -"rote linie"`, []string{"Linie rote, das stand über dem Drohnenangriff."}},
		{"Pjoengjang", []string{"Pjöngjang schwieg."}},
		{"pjöng*", []string{"Pjöngjang schwieg."}},
		{"drohne niemand", nil}, // in one article, but in two sentences
		{"die drohne der russland", []string{"Der Minister bestritt, Drohnen an Russland geliefert zu haben."}},
	} {
		if diff := cmp.Diff(c.want, found(t, a, s, c.query, roomy)); diff != "" {
			t.Errorf("%s: want -, got +\n%s", c.query, diff)
		}
	}
}

func TestSearchFindsNames(t *testing.T) {
	a, s := analyser(t), &shelf{}
	s.named("id:kim-jong-un", "Kim Jong-un", "Machthaber Kim")
	s.named("id:kim-yo-jong", "Kim Yo-jong")
	s.named("id:kimchi", "Kimchi")
	s.indexed(t, a)
	for query, want := range map[string][]quad.IRI{
		"kim": {"id:kim-jong-un", "id:kim-yo-jong"}, "jong un": {"id:kim-jong-un"}, "machthaber": {"id:kim-jong-un"}, "kim*": {"id:kim-jong-un", "id:kim-yo-jong", "id:kimchi"},
		"jong kim": {"id:kim-jong-un", "id:kim-yo-jong"}, "putin": nil,
	} {
		r, err := a.Search(context.Background(), s, s, query, nil, roomy)
		if diff := cmp.Diff(want, r.Things); diff != "" || err != nil {
			t.Errorf("%s: %v, want -, got +\n%s", query, err, diff)
		}
	}
}

func TestSearchFindsTheOtherNamesOfAThing(t *testing.T) {
	a, s := analyser(t), &shelf{}
	s.article("one", "2024-01-01", "Peskow schwieg.", "Das sagte Dmitri Peskow.")
	s.article("two", "2024-01-03", "Dmitry Peskov sprach.", "Peskov, Dmitry.")
	s.article("three", "2024-01-02", "Peskov und Dmitri Peskow, zweimal derselbe.")
	s.indexed(t, a)
	want := []string{"Dmitry Peskov sprach.", "Peskov und Dmitri Peskow, zweimal derselbe.", "Das sagte Dmitri Peskow."}
	for most, more := range map[int]bool{1: true, 2: true, 3: false} {
		r, err := a.Search(context.Background(), s, s, "Dmitri Peskow", []string{"Dmitry Peskov", "-!-"}, fulltext.Bounds{Hits: most, Names: 1, Words: 1})
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.Text)
		}
		if diff := cmp.Diff(want[:most], got); diff != "" || err != nil || r.MoreHits != more {
			t.Errorf("%d of them: more %v, %v; want -, got +\n%s", most, r.MoreHits, err, diff)
		}
	}
}

func TestSearchTellsWhatItCutsOff(t *testing.T) {
	a, s := analyser(t), &shelf{}
	for i := range 5 {
		s.article(fmt.Sprint(i), "2024-01-0"+fmt.Sprint(1+i), "Drohnenkrieg, Drohnenhafen und Drohnenflug.", "Drohne.")
		s.named(quad.IRI(fmt.Sprint("id:", i)), fmt.Sprint("Drohne ", i))
	}
	s.indexed(t, a)
	r, err := a.Search(context.Background(), s, s, "drohne*", nil, fulltext.Bounds{Hits: 3, Names: 2, Words: 2})
	if err != nil || len(r.Hits) != 3 || !r.MoreHits || len(r.Things) != 2 || !r.MoreNames || !r.MoreWords {
		t.Errorf("%+v, %v", r, err)
	}
	for _, empty := range []string{"", "der die das", "-drohne", "*", `""`, "!?"} {
		if _, err := a.Search(context.Background(), s, s, empty, nil, roomy); !errors.Is(err, fulltext.ErrEmpty) {
			t.Errorf("%q: %v", empty, err)
		}
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := a.Search(stopped, s, s, "drohne", nil, roomy); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// The index finds what reading every sentence finds, in the order of the days.
func TestSearchFindsWhatReadingFinds(t *testing.T) {
	a := analyser(t)
	words := []string{"drohne", "rakete", "panzer", "munition", "hafen", "grenze"}
	for seed := range 300 {
		r, s := rand.New(rand.NewPCG(uint64(seed), 1)), &shelf{}
		type sentence struct{ day, article, text string }
		var all []sentence
		for n := range 6 {
			id, day := fmt.Sprint("a", n), fmt.Sprintf("2024-01-%02d", 1+r.IntN(9))
			var texts []string
			for range 1 + r.IntN(4) {
				var ws []string
				for range 1 + r.IntN(5) {
					ws = append(ws, words[r.IntN(len(words))])
				}
				texts = append(texts, strings.Join(ws, " ")+".")
			}
			s.article(id, day, texts...)
			for _, text := range texts {
				all = append(all, sentence{day, id, text})
			}
		}
		s.indexed(t, a)
		must, phrase, not := words[r.IntN(6)], []string{words[r.IntN(6)], words[r.IntN(6)]}, words[r.IntN(6)]
		var want []string
		slices.SortStableFunc(all, func(a, b sentence) int { return strings.Compare(b.day, a.day) })
		for _, x := range all {
			if strings.Contains(x.text, must) && strings.Contains(x.text, strings.Join(phrase, " ")) && !strings.Contains(x.text, not) {
				want = append(want, x.text)
			}
		}
		query := fmt.Sprintf(`%s "%s" -%s`, must, strings.Join(phrase, " "), not)
		if diff := cmp.Diff(want, found(t, a, s, query, roomy)); diff != "" {
			t.Fatalf("seed %d, %s: reading -, searching +\n%s", seed, query, diff)
		}
	}
}

func TestDeltaGivesWhatReadingAnewGives(t *testing.T) {
	a := analyser(t)
	s := &shelf{}
	s.article("a", "2024-01-01", "Drohnen über dem Hafen.", "Panzer.")
	s.named("id:x", "Dmitri Peskow", "Peskow")
	s.indexed(t, a)
	before := s.quads
	next := &shelf{}
	next.article("a", "2024-01-02", "Drohnen über der Grenze.")
	next.article("b", "", "Munition.")
	next.named("id:x", "Dmitri Peskow")
	next.named("id:y", "Peskow")
	s.quads = next.quads
	gone := slices.DeleteFunc(slices.Clone(before), func(q quad.Quad) bool { return slices.Contains(next.quads, q) })
	come := slices.DeleteFunc(slices.Clone(next.quads), func(q quad.Quad) bool { return slices.Contains(before, q) })
	del, set, err := a.Delta(s, gone, come)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range del {
		delete(s.posts, p)
	}
	for _, p := range set {
		s.posts[p] = true
	}
	if diff := cmp.Diff(next.indexed(t, a).posts, s.posts); diff != "" {
		t.Errorf("anew -, step by step +\n%s", diff)
	}
}

func TestAnArticleWithoutSentencesIsReadByLines(t *testing.T) {
	a := analyser(t)
	for _, bounds := range []string{"", "0 9999", "verkehrt", "5 2"} {
		s := &shelf{}
		s.article("a", "2024-01-01", "x")
		for i, q := range s.quads {
			switch q.Predicate {
			case graph.Text:
				s.quads[i].Object = quad.String("Drohnen im Norden.\r\n\nPanzer im Süden.\n")
			case graph.Sentences:
				s.quads[i].Object = quad.String(bounds)
			}
		}
		if got := found(t, a, s.indexed(t, a), "süden panzer", roomy); !slices.Equal(got, []string{"Panzer im Süden."}) {
			t.Errorf("%q: %q", bounds, got)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"drohne", `"a b" -c* d-e`, `-"`, "\xff*", "ﬀ İ *"} {
		f.Add(seed)
	}
	a, s := analyser(f), &shelf{}
	s.article("a", "2024-01-01", "Drohnen über dem Hafen.")
	s.indexed(f, a)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := a.Search(context.Background(), s, s, text, []string{text}, roomy); err != nil && !errors.Is(err, fulltext.ErrEmpty) {
			t.Error(err)
		}
	})
}
