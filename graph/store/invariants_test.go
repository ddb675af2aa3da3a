package store

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/format"
	"newsgraph/graph/fulltext"
	"newsgraph/graph/index"
	"newsgraph/internal/ontology"
)

var sequences = flag.Int("sequences", 1000, "random sequences of loads, removals and corrections to try on each backend")

// life is how many sequences one store lives through; the corrections of one stay for the next.
const life = 10

// lanes is how many run beside each other.
const lanes = 4

// A twin is one history on both backends, with what it should have led to.
type twin struct {
	t        *testing.T
	rnd      *rand.Rand
	stores   map[string]*Store
	articles map[quad.IRI][]quad.Quad
	log      []correct.Correction
	story    []string
}

func openTwin(t *testing.T, seed int) *twin {
	w := &twin{t: t, rnd: rand.New(rand.NewPCG(uint64(seed), 5)), stores: map[string]*Store{}, articles: map[quad.IRI][]quad.Quad{}}
	for _, backend := range []string{Memory, Index} {
		w.stores[backend] = openEmpty(t, backend)
	}
	return w
}

// openEmpty opens a store that touches no disk.
func openEmpty(t *testing.T, backend string) *Store {
	t.Helper()
	if backend == Memory {
		s, err := Open(Options{Backend: Memory})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	d, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	db, err := index.Open(index.Options{Dir: "db", FS: vfs.NewMem(), Cache: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	text, err := fulltext.New()
	if err != nil {
		t.Fatal(err)
	}
	s := &Store{opts: Options{Backend: Index}, deriver: d, text: text, engine: embedded{db}}
	if err := s.upToDate(); err != nil {
		t.Fatal(err)
	}
	return s
}

func (w *twin) close() {
	for _, s := range w.stores {
		if err := s.Close(); err != nil {
			w.t.Error(err)
		}
	}
}

// each does something on both stores.
func (w *twin) each(what string, do func(*Store) error) {
	w.t.Helper()
	w.story = append(w.story, what)
	for backend, s := range w.stores {
		if err := do(s); err != nil {
			w.t.Fatalf("%s: %s: %v", backend, what, err)
		}
	}
}

func (w *twin) fatal(what, diff string) {
	w.t.Helper()
	w.t.Fatalf("%s, after %s:\n%s", what, strings.Join(w.story, ", "), diff)
}

// step changes something at random.
func (w *twin) step() {
	ctx := context.Background()
	a := graph.Article(fmt.Sprintf("a%d", w.rnd.IntN(4)))
	switch kind := w.rnd.IntN(8); {
	case kind == 0 && w.articles[a] != nil:
		delete(w.articles, a)
		w.each(fmt.Sprintf("remove %s", a), func(s *Store) error { return s.Remove(ctx, a) })
	case kind == 1 && w.articles[a] != nil:
		w.each(fmt.Sprintf("reload %s", a), func(s *Store) error { return s.Put(ctx, a, w.articles[a]) })
	case kind == 2 || kind == 3:
		c := w.correction()
		w.log = append(w.log, c)
		qs, err := correct.Quads(c)
		if err != nil {
			w.t.Fatal(err)
		}
		w.each(fmt.Sprintf("%s %s%s%s %s", c.Action, c.Entity, c.Claim, c.Undoes, c.Into), func(s *Store) error { return s.Correct(ctx, qs) })
	default:
		w.articles[a] = w.article(a)
		w.each(fmt.Sprintf("load %s", a), func(s *Store) error { return s.Put(ctx, a, w.articles[a]) })
	}
}

// names are spelled so that they join by letters, by transliteration, by Wikidata id, or not at all.
var names = [][]string{ // slug, type, name, Wikidata id
	{"dmitri-peskow", ontology.Person, "Dmitri Peskow", "Q1"}, {"dmitry-peskov", ontology.Person, "Dmitry Peskov", ""},
	{"peskow", ontology.Person, "Peskow", ""}, {"russland", ontology.State, "Russland", "Q159"},
	{"russische-foederation", ontology.State, "Russische Föderation", "Q159"}, {"nordkorea", ontology.State, "Nordkorea", "Q423"},
}

func (w *twin) some(from ...string) quad.String { return quad.String(from[w.rnd.IntN(len(from))]) }

// article is a small random article graph.
func (w *twin) article(a quad.IRI) []quad.Quad {
	quads := map[quad.Quad]bool{}
	add := func(s quad.Value, p quad.IRI, o quad.Value) {
		quads[quad.Quad{Subject: s, Predicate: p, Object: o, Label: a}] = true
	}
	add(a, graph.Type, graph.ClassArticle)
	add(a, graph.Headline, w.some("Titel", "Titel \"zwei\"\n", "שלום 🚀"))
	add(a, graph.Published, w.some("2023-09-10", "2023-09-11"))
	add(a, graph.Text, w.some("Kim traf Putin. Beide schwiegen.", "Eine Zeile\nnoch eine", "Raketen und Drohnen."))
	if w.rnd.IntN(2) == 0 {
		add(a, graph.Sentences, w.some("0 15 16 32", "0 10", "verkehrt"))
	}
	for range w.rnd.IntN(4) {
		add(a, graph.Signature, w.some("b1", "b2", "b3"))
	}
	var who []quad.IRI
	for range 2 + w.rnd.IntN(2) {
		n := names[w.rnd.IntN(len(names))]
		e := graph.Entity(n[0])
		add(e, graph.NameRead, quad.String(n[2]))
		add(e, graph.TypeRead, graph.Class(n[1]))
		if n[3] != "" && w.rnd.IntN(3) > 0 {
			add(e, graph.WikidataRead, graph.Wikidata(n[3]))
		}
		who = append(who, e)
	}
	rebels := graph.Local(a, "rebellen")
	add(rebels, graph.NameRead, quad.String("Rebellen"))
	add(rebels, graph.TypeRead, graph.Class(ontology.Organization))
	add(rebels, graph.LocalTo, a)
	who = append(who, rebels)
	good := graph.Entity(string(w.some("munition", "granaten")))
	add(good, graph.NameRead, quad.String(good))
	add(good, graph.TypeRead, graph.Class(ontology.Good))
	add(good, graph.HeadRead, w.some("Munition", "Granate"))
	for i := range w.rnd.IntN(3) {
		w.claim(graph.Part(a, fmt.Sprintf("c-%d", i)), a, who, good, add)
	}
	return slices.Collect(maps.Keys(quads))
}

func (w *twin) claim(c, a quad.IRI, who []quad.IRI, good quad.IRI, add func(quad.Value, quad.IRI, quad.Value)) {
	someone := func() quad.IRI { return who[w.rnd.IntN(len(who))] }
	relation := string(w.some("meets", "supplies", "tests"))
	add(c, graph.Type, graph.ClassClaim)
	add(c, graph.InArticle, a)
	add(c, graph.Fingerprint, quad.String(c))
	add(c, graph.ClaimSubject, someone())
	add(c, graph.ClaimPredicate, graph.Relation(relation))
	if relation != "tests" {
		add(c, graph.ClaimObject, someone())
	}
	if relation != "meets" {
		add(c, graph.ClaimGoods, good)
	}
	add(c, graph.Modality, w.some(ontology.Actual, ontology.Alleged))
	add(c, graph.Polarity, w.some(ontology.Positive, ontology.Positive, ontology.Negative))
	add(c, graph.Confidence, quad.Float(w.rnd.Float64()))
	add(c, graph.QuantityApprox, quad.Bool(w.rnd.IntN(2) == 0))
	add(c, graph.Start, quad.Int(w.rnd.IntN(1000)))
	if w.rnd.IntN(3) == 0 {
		add(c, graph.AttributedTo, someone())
	}
}

// correction merges, parts, renames, retracts or undoes something.
func (w *twin) correction() correct.Correction {
	c := correct.Correction{By: "test", Why: "random", When: time.Date(2024, 1, 1, 0, 0, len(w.log), 0, time.UTC)}
	entity := func() quad.IRI { return graph.Entity(names[w.rnd.IntN(len(names))][0]) }
	claim := string(graph.Part(graph.Article("a1"), "c-0"))
	switch w.rnd.IntN(9) {
	case 7:
		c.Action, c.Entity, c.Type = correct.Retype, entity(), ontology.Place
	case 8:
		c.Action, c.Claim = correct.Confirm, claim
	case 0, 1:
		c.Action, c.Entity, c.Into = correct.Merge, entity(), "id:kreml"
		if other := entity(); other != c.Entity {
			c.Into = other
		}
	case 2:
		c.Action, c.Entity, c.Into = correct.NeverMerge, "id:russland", "id:russische-foederation"
	case 3:
		c.Action, c.Entity, c.Name = correct.Rename, entity(), "Neuer Name"
	case 4:
		c.Action, c.Claim = correct.Retract, claim
	default:
		c.Action, c.Entity = correct.Split, entity()
		if len(w.log) > 0 {
			c.Action, c.Entity, c.Undoes = correct.Undo, "", w.log[w.rnd.IntN(len(w.log))].IRI()
		}
	}
	return c
}

// export writes the layers of a store as the command does, sorted.
func (w *twin) export(s *Store, layers func(quad.Quad) bool) string {
	w.t.Helper()
	var b bytes.Buffer
	_, err := format.Write(&b, format.Sorted(func(yield func(quad.Quad, error) bool) {
		err := s.Quads(context.Background(), graph.Pattern{}, func(q quad.Quad) error {
			if layers(q) {
				yield(q, nil)
			}
			return nil
		})
		if err != nil {
			yield(quad.Quad{}, err)
		}
	}), format.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	return b.String()
}

func everything(quad.Quad) bool { return true }
func base(q quad.Quad) bool     { return q.Label != quad.Value(graph.Derived) }
func derivedOnly(q quad.Quad) bool {
	return q.Label == quad.Value(graph.Derived)
}

func (w *twin) same(what, a, b string) {
	w.t.Helper()
	if a != b {
		w.fatal(what, cmp.Diff(strings.Split(a, "\n"), strings.Split(b, "\n")))
	}
}

// incrementalEqualsRebuild: Check derives anew and compares; it compares the indexes with each other too.
func (w *twin) incrementalEqualsRebuild() {
	w.t.Helper()
	for backend, s := range w.stores {
		problems, err := s.Check(context.Background())
		if err != nil || len(problems) > 0 {
			w.fatal(backend+": check", fmt.Sprint(problems, err))
		}
	}
}

// orderDoesNotMatter: the same articles and corrections in another order give the same graph.
func (w *twin) orderDoesNotMatter(want string) {
	w.t.Helper()
	s := openEmpty(w.t, Memory)
	defer s.Close()
	var todo []func() error
	for a, qs := range w.articles {
		todo = append(todo, func() error { return s.Put(context.Background(), a, qs) })
	}
	for _, c := range w.log {
		qs, err := correct.Quads(c)
		if err != nil {
			w.t.Fatal(err)
		}
		todo = append(todo, func() error { return s.Correct(context.Background(), qs) })
	}
	w.rnd.Shuffle(len(todo), func(i, j int) { todo[i], todo[j] = todo[j], todo[i] })
	for _, do := range todo {
		if err := do(); err != nil {
			w.t.Fatal(err)
		}
	}
	w.same("as it came -, in another order +", want, w.export(s, everything))
}

// loadingTwiceChangesNothing loads every article again.
func (w *twin) loadingTwiceChangesNothing(want string) {
	w.t.Helper()
	for a, qs := range w.articles {
		w.each(fmt.Sprintf("load %s again", a), func(s *Store) error { return s.Put(context.Background(), a, qs) })
	}
	for _, s := range w.stores {
		w.same("before -, after loading everything again +", want, w.export(s, everything))
	}
}

// importGivesTheSameGraph reads layers 1 and 2 into an empty store of the backend.
func (w *twin) importGivesTheSameGraph(backend, want string) {
	w.t.Helper()
	s := openEmpty(w.t, backend)
	defer s.Close()
	in := format.Read(strings.NewReader(w.export(w.stores[backend], base)), format.Options{})
	if _, err := s.Import(context.Background(), in.Next); err != nil {
		w.fatal(backend+": import", err.Error())
	}
	w.same("exported -, imported and exported again +", want, w.export(s, everything))
}

// everythingVanishes removes all articles: nothing derived stays, and of the rest only the log.
func (w *twin) everythingVanishes() {
	w.t.Helper()
	for _, a := range slices.Sorted(maps.Keys(w.articles)) {
		w.each(fmt.Sprintf("remove %s", a), func(s *Store) error { return s.Remove(context.Background(), a) })
		delete(w.articles, a)
	}
	for backend, s := range w.stores {
		w.same(backend+": derived without articles", "", w.export(s, derivedOnly))
		if left := w.export(s, base); strings.Count(left, string(graph.Expand(graph.Corrections, graph.Prefixes()))) != strings.Count(left, "\n") {
			w.fatal(backend+": left without articles", left)
		}
	}
}

func TestInvariantsUnderRandomSequences(t *testing.T) {
	n := *sequences
	if testing.Short() {
		n /= 10
	}
	for from := 0; from < n; from += n/lanes + 1 {
		t.Run(fmt.Sprintf("from %d", from), func(t *testing.T) {
			t.Parallel()
			for seed := from; seed < min(from+n/lanes+1, n); seed += life {
				live(t, seed, min(seed+life, from+n/lanes+1, n))
			}
		})
	}
}

// live runs the sequences from one seed to another through one pair of stores.
func live(t *testing.T, from, to int) {
	t.Helper()
	w := openTwin(t, from)
	defer w.close()
	for seed := from; seed < to; seed++ {
		w.story = append(w.story, fmt.Sprintf("(seed %d)", seed))
		for range 2 + w.rnd.IntN(4) {
			w.step()
		}
		w.incrementalEqualsRebuild()
		want := w.export(w.stores[Index], everything)
		w.same("index -, memory +", want, w.export(w.stores[Memory], everything))
		switch seed % 4 {
		case 0:
			w.orderDoesNotMatter(want)
		case 1:
			w.loadingTwiceChangesNothing(want)
		case 2:
			w.importGivesTheSameGraph([]string{Memory, Index}[seed/4%2], want)
		default:
			w.everythingVanishes()
		}
	}
}
