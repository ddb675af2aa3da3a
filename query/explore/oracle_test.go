package explore_test

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/query/explore"
)

// A world is a random graph as plain values; its quads are what the store would hold of it.
type world struct {
	quads
	facts []fact
}

// A fact is a statement with its shortcut.
type fact struct {
	s, o, relation, tier string
	claims               []said
}

type said struct {
	article, group int
	date           string // "" = that of the article
}

func published(article int) string { return fmt.Sprintf("20%02d-01-10", 10+article) }

func randomWorld(r *rand.Rand) *world {
	w := &world{}
	nodes := 4 + r.IntN(5)
	name := func() string { return string(rune('a' + r.IntN(nodes))) }
	groups := []int{0, 1, 2, 3, 4, 5}
	for i := range groups {
		if r.IntN(3) == 0 {
			groups[i] = r.IntN(len(groups))
		}
	}
	for range nodes + r.IntN(3*nodes) {
		f := fact{s: name(), o: name(), relation: []string{"meets", "aids"}[r.IntN(2)], tier: []string{graph.TierRel, graph.TierRel, graph.TierDisputed, graph.TierMaybe, graph.TierDenied}[r.IntN(5)]}
		for range 1 + r.IntN(3) {
			a := r.IntN(len(groups))
			f.claims = append(f.claims, said{a, groups[a], []string{"", "", "2012", "2013-05", "2011/2012", "2014-02-03"}[r.IntN(6)]})
		}
		w.facts = append(w.facts, f)
	}
	for i, g := range groups {
		a := article(i)
		w.add(a, graph.Published, quad.String(published(i)), a)
		if g != i {
			w.add(a, graph.ReprintGroup, article(g), graph.Derived)
		}
	}
	for i, f := range w.facts {
		w.state(i, f)
	}
	r.Shuffle(len(w.quads), func(i, j int) { w.quads[i], w.quads[j] = w.quads[j], w.quads[i] })
	return w
}

func article(i int) quad.IRI { return graph.Article(fmt.Sprint(i)) }

func (w *world) add(s, p quad.IRI, o quad.Value, l quad.IRI) {
	if q := (quad.Quad{Subject: s, Predicate: p, Object: o, Label: l}); !slices.Contains(w.quads, q) {
		w.quads = append(w.quads, q)
	}
}

func (w *world) state(i int, f fact) {
	st, p := graph.Statement(fmt.Sprint(i)), graph.Shortcut(f.tier, f.relation)
	w.add(quad.IRI(f.s), p, quad.IRI(f.o), graph.Derived)
	w.add(st, graph.Via, graph.Edge(quad.IRI(f.s), p, quad.IRI(f.o)), graph.Derived)
	w.add(st, graph.Sources, quad.Int(f.sources(explore.Filter{})), graph.Derived)
	for k, c := range f.claims {
		claim, a := graph.Part(article(c.article), fmt.Sprintf("c%d-%d", i, k)), article(c.article)
		w.add(st, graph.HasClaim, claim, graph.Derived)
		w.add(claim, graph.InArticle, a, a)
		if c.date != "" {
			w.add(claim, graph.ClaimDate, quad.String(c.date), a)
		}
	}
}

// sources counts groups of reprints among the claims that pass, the plainest way.
func (f fact) sources(by explore.Filter) int {
	groups := map[int]bool{}
	for _, c := range f.claims {
		from, to := bounds(cmp.Or(c.date, published(c.article)))
		since, _ := bounds(cmp.Or(by.Since, "0001"))
		_, until := bounds(cmp.Or(by.Until, "9999"))
		if (by.Articles == nil || slices.Contains(by.Articles, article(c.article))) && from <= until && since <= to {
			groups[c.group] = true
		}
	}
	return len(groups)
}

// bounds are the first and the last day of a date, for dates that the worlds have. A month ends on the 31st here, which compares as well.
func bounds(iso string) (first, last string) {
	switch {
	case len(iso) == 4:
		return iso + "-01-01", iso + "-12-31"
	case len(iso) == 7:
		return iso + "-01", iso + "-31"
	case iso == "2011/2012":
		return "2011-01-01", "2012-12-31"
	}
	return iso, iso
}

// A hop of the oracle is the best walk between two things.
type walked struct {
	step explore.Step
	cost int64
}

// hops are all walks that the options allow, by their ends.
func (w *world) hops(o explore.Options) map[[2]string]walked {
	sources := map[string]int{} // of the shortcut
	for _, f := range w.facts {
		k := f.s + f.tier + f.relation + f.o
		sources[k] = max(sources[k], f.sources(o.Filter))
	}
	out := map[[2]string]walked{}
	for _, f := range w.facts {
		n := sources[f.s+f.tier+f.relation+f.o]
		if !slices.Contains(o.Tiers, f.tier) || o.Relations != nil && !slices.Contains(o.Relations, f.relation) || n < max(1, o.Sources) {
			continue
		}
		cost := int64(1_000_000)
		if o.Order == explore.Sure {
			cost = int64(math.Round(-1e6 * math.Log(explore.Certainty(f.tier, n))))
		}
		for _, st := range []explore.Step{{From: quad.IRI(f.s), To: quad.IRI(f.o), Tier: f.tier, Relation: f.relation, Forward: true}, {From: quad.IRI(f.o), To: quad.IRI(f.s), Tier: f.tier, Relation: f.relation}} {
			if f.s == f.o || o.Directed && !st.Forward {
				continue
			}
			k := [2]string{string(st.From.(quad.IRI)), string(st.To.(quad.IRI))}
			old, known := out[k]
			if !known || hopRank(o, walked{st, cost}) < hopRank(o, old) {
				out[k] = walked{st, cost}
			}
		}
	}
	return out
}

func hopRank(o explore.Options, w walked) string {
	cost := w.cost
	if o.Order == explore.Short {
		cost = 0
	}
	return fmt.Sprintf("%012d %d %v %s", cost, slices.Index(o.Tiers, w.step.Tier), !w.step.Forward, w.step.Relation)
}

// degrees counts neighbours over the tiers and relations, whatever their direction and sources.
func (w *world) degrees(o explore.Options) map[string]int {
	near := map[string]map[string]bool{}
	for _, f := range w.facts {
		if f.s == f.o || !slices.Contains(o.Tiers, f.tier) || o.Relations != nil && !slices.Contains(o.Relations, f.relation) {
			continue
		}
		for _, e := range [][2]string{{f.s, f.o}, {f.o, f.s}} {
			if near[e[0]] == nil {
				near[e[0]] = map[string]bool{}
			}
			near[e[0]][e[1]] = true
		}
	}
	out := map[string]int{}
	for n, m := range near {
		out[n] = len(m)
	}
	return out
}

// exhaustive tries every chain and sorts them all.
func (w *world) exhaustive(from, to []quad.IRI, o explore.Options) (out []string) {
	hops, degrees := w.hops(o), w.degrees(o)
	type chain struct {
		cost  int64
		nodes []string
		steps []explore.Step
	}
	var all []chain
	in := func(set []quad.IRI, n string) bool { return slices.Contains(set, quad.IRI(n)) }
	var walk func(c chain)
	walk = func(c chain) {
		at := c.nodes[len(c.nodes)-1]
		if in(to, at) {
			all = append(all, c)
			return
		}
		if len(c.steps) == o.MaxHops {
			return
		}
		for next := 'a'; next <= 'i'; next++ {
			n := string(next)
			h, ok := hops[[2]string{at, n}]
			link := !in(to, n)
			if !ok || slices.Contains(c.nodes, n) || in(from, n) || link && (in(o.Without, n) || o.Hubs > 0 && degrees[n] > o.Hubs) {
				continue
			}
			cost := c.cost + h.cost
			if link && o.Weigh {
				cost += int64(math.Round(1e6 * math.Log10(float64(degrees[n]))))
			}
			walk(chain{cost, append(slices.Clone(c.nodes), n), append(slices.Clone(c.steps), h.step)})
		}
	}
	for _, s := range from {
		walk(chain{nodes: []string{string(s)}})
	}
	slices.SortFunc(all, func(a, b chain) int { return cmp.Or(cmp.Compare(a.cost, b.cost), slices.Compare(a.nodes, b.nodes)) })
	for _, c := range all[:min(len(all), o.Count)] {
		out = append(out, show(c.steps))
	}
	return out
}

func randomOptions(r *rand.Rand) explore.Options {
	some := func() bool { return r.IntN(6) == 0 }
	o := explore.Options{Order: explore.Order(r.IntN(2)), Count: 1 + r.IntN(6), MaxHops: 1 + r.IntN(6), Weigh: some(),
		Walk: explore.Walk{Tiers: [][]string{{graph.TierRel, graph.TierDisputed}, graph.Tiers(), {graph.TierMaybe, graph.TierRel}}[r.IntN(3)], Directed: some()}}
	if some() {
		o.Relations = []string{"meets"}
	}
	if some() {
		o.Hubs = 1 + r.IntN(4)
	}
	if some() {
		o.Without = iris("c", "a")
	}
	if some() {
		o.Sources = 1 + r.IntN(3)
	}
	if some() {
		o.Articles = []quad.IRI{article(0), article(1), article(2), article(3)}
	}
	if some() {
		o.Since = []string{"2012", "2013-05", "2011-02-01"}[r.IntN(3)]
	}
	if some() {
		o.Until = []string{"2014", "2013-05", "2013-09-30"}[r.IntN(3)]
	}
	return o
}

func TestBetweenAgreesWithAnExhaustiveSearch(t *testing.T) {
	found, several := 0, 0
	const worlds = 4000
	for seed := range worlds {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		w, o := randomWorld(r), randomOptions(r)
		from, to := iris("a"), iris("b")
		if r.IntN(4) == 0 {
			from, to = iris("a", "c"), iris("b", "d")
		}
		want := w.exhaustive(from, to, o)
		got, err := explore.Between(t.Context(), w, w, from, to, o)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, shown(got)); diff != "" {
			t.Fatalf("seed %d, %+v: oracle -, search +\n%s", seed, o, diff)
		}
		if len(want) < o.Count && got.Cut == "" { // then there is no longer one either
			o.MaxHops = 9
			if all := w.exhaustive(from, to, o); len(all) != len(want) {
				t.Fatalf("seed %d: nothing is told of %q", seed, all)
			}
		}
		if len(want) > 0 {
			found++
		}
		if len(want) > 1 {
			several++
		}
	}
	if found < worlds/3 || several < worlds/6 {
		t.Errorf("%d of %d graphs have a chain, %d several: too few to tell", found, worlds, several)
	}
}
