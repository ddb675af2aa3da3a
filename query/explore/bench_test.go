package explore_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/store"
	"newsgraph/query/explore"
)

// A press writes articles as a newspaper's archive has them: some things are in the news every day, most now and then; what is said
// is often said again, planned first, and now and then denied.
type press struct {
	r     *rand.Rand
	often *rand.Zipf
	n     int
}

const (
	benchArticles = 2700
	benchEntities = 3000
	perArticle    = 8 // claims
)

func newPress() *press {
	r := rand.New(rand.NewPCG(7, 11))
	return &press{r: r, often: rand.NewZipf(r, 1.1, 20, benchEntities-1)}
}

func benchEntity(i int) quad.IRI { return graph.Entity(fmt.Sprintf("thing-%04d", i)) }

// article is what the next article says.
func (p *press) article() []quad.Quad {
	a := graph.Article(fmt.Sprintf("2024/%05d", p.n))
	var out []quad.Quad
	add := func(s quad.IRI, pred quad.IRI, o quad.Value) {
		out = append(out, quad.Quad{Subject: s, Predicate: pred, Object: o, Label: a})
	}
	day := fmt.Sprintf("20%02d-%02d-%02d", 15+p.n*10/benchArticles, 1+p.r.IntN(12), 1+p.r.IntN(28))
	add(a, graph.Type, graph.ClassArticle)
	add(a, graph.ID, quad.String(fmt.Sprintf("2024/%05d", p.n)))
	add(a, graph.Hash, quad.String(fmt.Sprint("h", p.n)))
	add(a, graph.Extractor, quad.String("bench"))
	add(a, graph.Headline, quad.String(fmt.Sprintf("Meldung %d vom %s", p.n, day)))
	add(a, graph.Published, quad.String(day))
	add(a, graph.Publisher, quad.String(fmt.Sprintf("Zeitung %d", p.n%40)))
	read := map[int]bool{}
	thing := func() quad.IRI {
		i := int(p.often.Uint64())
		if !read[i] {
			read[i] = true
			add(benchEntity(i), graph.NameRead, quad.String(fmt.Sprintf("Thing %04d", i)))
			add(benchEntity(i), graph.TypeRead, graph.Class([]string{"State", "Person", "Organization", "Organization"}[i%4]))
		}
		return benchEntity(i)
	}
	relations := []string{"meets", "supplies", "criticizes", "supports", "visits", "accuses", "sanctions", "consults", "agrees", "hasRole"}
	for k := range perArticle {
		c, s := graph.Part(a, fmt.Sprintf("c-%d", k)), graph.Part(a, fmt.Sprintf("s%d", k))
		from, to := thing(), thing()
		for to == from {
			to = thing()
		}
		relation := relations[(len(string(from))+int(from[len(from)-1])+int(to[len(to)-1]))%len(relations)]
		add(c, graph.Type, graph.ClassClaim)
		add(c, graph.InArticle, a)
		add(c, graph.Fingerprint, quad.String(fmt.Sprintf("%d-%d", p.n, k)))
		add(c, graph.ClaimSubject, from)
		add(c, graph.ClaimPredicate, graph.Relation(relation))
		add(c, graph.ClaimObject, to)
		add(c, graph.Modality, quad.String([]string{"actual", "actual", "actual", "actual", "actual", "planned", "alleged"}[p.r.IntN(7)]))
		add(c, graph.Polarity, quad.String([]string{"positive", "positive", "positive", "positive", "positive", "positive", "positive", "negative"}[p.r.IntN(8)]))
		add(c, graph.Confidence, quad.Float(float64(50+p.r.IntN(50))/100))
		add(c, graph.Frame, quad.String("bench."+relation))
		add(c, graph.Evidence, s)
		if p.r.IntN(3) > 0 {
			add(c, graph.ClaimDate, quad.String(day[:[]int{4, 7, 10}[p.r.IntN(3)]]))
		}
		if p.r.IntN(3) == 0 {
			add(c, graph.AttributedTo, thing())
		}
		if p.r.IntN(12) == 0 {
			add(c, graph.DeniedBy, thing())
		}
		add(s, graph.Type, graph.ClassSentence)
		add(s, graph.Surface, quad.String(fmt.Sprintf("Das ist der %d. Satz der Meldung %d, in dem etwas über jemanden gesagt wird.", k, p.n)))
		add(s, graph.InArticle, a)
		add(s, graph.Start, quad.Int(100*k))
		add(s, graph.End, quad.Int(100*k+90))
	}
	for i := range read {
		m := graph.Part(a, fmt.Sprintf("m%d", i))
		add(m, graph.Type, graph.ClassMention)
		add(m, graph.Surface, quad.String(fmt.Sprintf("Thing %04d", i)))
		add(m, graph.Means, benchEntity(i))
		add(m, graph.InArticle, a)
		add(m, graph.Start, quad.Int(i))
		add(m, graph.End, quad.Int(i+10))
	}
	p.n++
	return out
}

// An archive is a store on disk with a million quads.
type archive struct {
	*store.Store
	degree []int // neighbours of each thing over facts and disputed facts
}

var openArchive = sync.OnceValues(func() (*archive, error) {
	dir, err := os.MkdirTemp("", "newsgraph-bench-")
	if err != nil {
		return nil, err
	}
	archiveDir = dir
	s, err := store.Open(store.Options{Backend: store.Index, Dir: dir})
	if err != nil {
		return nil, err
	}
	p := newPress()
	var batch []quad.Quad
	_, err = s.Import(context.Background(), func() (quad.Quad, error) {
		if len(batch) == 0 {
			if p.n == benchArticles {
				return quad.Quad{}, io.EOF
			}
			batch = p.article()
		}
		q := batch[0]
		batch = batch[1:]
		return q, nil
	})
	if err != nil {
		return nil, err
	}
	// What was just written lies in memory and in many small pieces; a store that is opened again does not.
	if err := s.Close(); err != nil {
		return nil, err
	}
	if s, err = store.Open(store.Options{Backend: store.Index, Dir: dir}); err != nil {
		return nil, err
	}
	a := &archive{Store: s, degree: make([]int, benchEntities)}
	snap, err := s.Snapshot(context.Background())
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	for i := range a.degree {
		near := map[quad.Value]bool{}
		note := func(q quad.Quad) error {
			if tier, _, _ := graph.ParseShortcut(q.Predicate); tier == graph.TierRel || tier == graph.TierDisputed {
				near[q.Subject], near[q.Object] = true, true
			}
			return nil
		}
		if err := snap.Out(context.Background(), benchEntity(i), note); err != nil {
			return nil, err
		}
		if err := snap.In(context.Background(), benchEntity(i), note); err != nil {
			return nil, err
		}
		a.degree[i] = max(0, len(near)-1)
	}
	return a, nil
})

// ranked are the things from the most neighbours to the fewest, without those that have none.
func (a *archive) ranked() []int {
	var out []int
	for i, d := range a.degree {
		if d > 0 {
			out = append(out, i)
		}
	}
	slices.SortFunc(out, func(x, y int) int { return cmp.Or(cmp.Compare(a.degree[y], a.degree[x]), cmp.Compare(x, y)) })
	return out
}

// TestMain removes the archive, where a benchmark has made one.
func TestMain(m *testing.M) {
	code := m.Run()
	if archiveDir != "" {
		_ = os.RemoveAll(archiveDir)
	}
	os.Exit(code)
}

var archiveDir string

// asked times one question, each time on a state of its own as a command has it; things are asked about in turn.
func asked(b *testing.B, choose func(*archive) []quad.IRI, question func(*store.Snapshot, quad.IRI) error) {
	a, err := openArchive()
	if err != nil {
		b.Fatal(err)
	}
	things := choose(a)
	for i := 0; b.Loop(); i++ {
		snap, err := a.Snapshot(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		if err := question(snap, things[i%len(things)]); err != nil {
			b.Fatal(err)
		}
		snap.Close()
	}
}

// middle are things of middling degree: between the hundred that are always in the news and the half that is hardly ever.
func middle(a *archive) (out []quad.IRI) {
	ranked := a.ranked()
	for i := 100; i < len(ranked)/2; i += 40 {
		out = append(out, benchEntity(ranked[i]))
	}
	return out
}

func busiest(a *archive) []quad.IRI { return []quad.IRI{benchEntity(a.ranked()[0])} }

// BenchmarkPath looks for chains between things of the lower half of which the shortest has four hops.
func BenchmarkPath(b *testing.B) {
	a, err := openArchive()
	if err != nil {
		b.Fatal(err)
	}
	snap, err := a.Snapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer snap.Close()
	var pairs [][2][]quad.IRI
	ranked := a.ranked()
	for i := len(ranked) / 3; len(pairs) < 20 && i+7 < len(ranked); i++ {
		pair := [2][]quad.IRI{{benchEntity(ranked[i])}, {benchEntity(ranked[i+7])}}
		found, err := explore.Between(b.Context(), snap, snap, pair[0], pair[1], explore.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if len(found.Paths) > 0 && len(found.Paths[0].Steps) == 4 {
			pairs = append(pairs, pair)
		}
	}
	for name, o := range map[string]explore.Options{"shortest": {}, "three shortest": {Count: 3}, "two sources": {Walk: explore.Walk{Filter: explore.Filter{Sources: 2}}}, "surest": {Order: explore.Sure}} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				snap, err := a.Snapshot(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				if _, err := explore.Between(b.Context(), snap, snap, pairs[i%len(pairs)][0], pairs[i%len(pairs)][1], o); err != nil {
					b.Fatal(err)
				}
				snap.Close()
			}
		})
	}
}

// BenchmarkAround cuts out 200 things around one, and the edges between them: without what stands behind the edges, and with it.
func BenchmarkAround(b *testing.B) {
	for name, budget := range map[string]explore.Budget{"bare": {Bare: true}, "with claims": {Claims: 1, Edges: 200}} {
		b.Run(name, func(b *testing.B) {
			asked(b, middle, func(snap *store.Snapshot, thing quad.IRI) error {
				_, err := explore.Around(b.Context(), snap, snap, []quad.IRI{thing}, 2, budget)
				return err
			})
		})
	}
}

func BenchmarkDisputes(b *testing.B) {
	for name, choose := range map[string]func(*archive) []quad.IRI{"middle": middle, "busiest": busiest} {
		b.Run(name, func(b *testing.B) {
			asked(b, choose, func(snap *store.Snapshot, thing quad.IRI) error {
				_, _, err := explore.Disputes(b.Context(), snap, thing, false, 100)
				return err
			})
		})
	}
}

func BenchmarkTimeline(b *testing.B) {
	for name, choose := range map[string]func(*archive) []quad.IRI{"middle": middle, "busiest": busiest} {
		b.Run(name, func(b *testing.B) {
			asked(b, choose, func(snap *store.Snapshot, thing quad.IRI) error {
				_, _, err := explore.Timeline(b.Context(), snap, explore.Question{Entities: []quad.IRI{thing}}, explore.Bounds{Statements: 200, Claims: 1})
				return err
			})
		})
	}
}
