package derive_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/graph"
)

// prose is a made-up text of so many words.
func prose(seed uint64, words int) []string {
	r := rand.New(rand.NewPCG(seed, 3))
	out := make([]string, words)
	for i := range out {
		out[i] = fmt.Sprintf("wort%d", r.IntN(5000))
	}
	return out
}

// edited changes one word in so many.
func edited(words []string, seed uint64, every int) []string {
	r := rand.New(rand.NewPCG(seed, 4))
	out := slices.Clone(words)
	for i := range out {
		if r.IntN(every) == 0 {
			out[i] = fmt.Sprintf("anders%d", r.IntN(5000))
		}
	}
	return out
}

// printed is an article with one claim that all of these tests share.
func printed(id, day, agency string, words []string) *draft {
	d := newDraft(id, day).text(agency, graph.Bands(strings.Join(words, " "))...)
	d.says(d.entity("a", state, "A"), "attacks", d.entity("b", state, "B"))
	return d
}

// groups lists who prints the same, sorted, whoever stands for a group.
func groups(w *world) []string {
	members := map[quad.Value][]string{}
	for q := range w.derived {
		if q.Predicate == graph.ReprintGroup {
			members[q.Object] = append(members[q.Object], string(q.Subject.(quad.IRI)))
		}
	}
	var out []string
	for rep, ms := range members {
		ms = append(ms, string(rep.(quad.IRI)))
		slices.Sort(ms)
		out = append(out, strings.Join(ms, " "))
	}
	slices.Sort(out)
	return out
}

func sourcesOf(w *world) string {
	for q := range w.derived {
		if q.Predicate == graph.Sources {
			return fmt.Sprint(q.Object.Native())
		}
	}
	return ""
}

// editions are one agency text as five papers print it, a text of another agency on the same matter, and a text on its own.
func editions() []*draft {
	text := prose(1, 300)
	cut := text[:170]
	return []*draft{
		printed("a", "2024-05-14", "dpa", text),
		printed("b", "2024-05-14", "", edited(text, 2, 40)),
		printed("c", "2024-05-15", "", append(slices.Clone(text), prose(9, 20)...)),
		printed("d", "2024-05-14", "dpa", cut),
		printed("e", "2024-05-14", "sda", prose(2, 280)),
		printed("f", "", "", prose(3, 250)),
	}
}

func TestReprintsAreGroupedInEveryOrderOfLoading(t *testing.T) {
	r, drafts := rules(t), editions()
	var first []string
	permute(len(drafts), func(order []int) {
		w := newWorld()
		for _, i := range order {
			w.put(t, r, drafts[i].article, drafts[i].quads)
		}
		got := lines(all(w.derived))
		if first == nil {
			first = got
			if diff := gocmp.Diff([]string{"art:a art:b art:c art:d"}, groups(w)); diff != "" {
				t.Fatalf("groups: want -, got +\n%s", diff)
			}
			if n := sourcesOf(w); n != "3" {
				t.Fatalf("%s independent sources, want 3", n)
			}
		}
		if diff := gocmp.Diff(first, got); diff != "" {
			t.Fatalf("order %v: first order -, this one +\n%s", order, diff)
		}
	})
}

// permute calls f with every order of n numbers.
func permute(n int, f func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var turn func(int)
	turn = func(k int) {
		if k == n {
			f(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			turn(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	turn(0)
}

// Two texts share nothing with each other and each something with a third: with it they are one source, without it two.
func TestTheArticleBetweenTwoPrintsJoinsAndPartsThem(t *testing.T) {
	r, w := rules(t), newWorld()
	text := prose(5, 600)
	for _, d := range []*draft{printed("left", "2024-05-14", "dpa", text[:340]), printed("right", "2024-05-14", "dpa", text[260:])} {
		w.put(t, r, d.article, d.quads)
	}
	if n := sourcesOf(w); n != "2" {
		t.Errorf("%s sources before the article between, want 2", n)
	}
	between := printed("between", "2024-05-14", "dpa", text)
	w.put(t, r, between.article, between.quads)
	if n := sourcesOf(w); n != "1" {
		t.Errorf("%s sources with the article between, want 1", n)
	}
	w.put(t, r, between.article, nil)
	if n := sourcesOf(w); n != "2" || len(groups(w)) != 0 {
		t.Errorf("%s sources without it, groups %q; want 2 and none", n, groups(w))
	}
}

// One more print of a text that hundreds of papers printed looks at no more than the hundredth did, whatever the order of names.
func TestAFamilyOfPrintsIsNotComparedWithItself(t *testing.T) {
	r := rules(t)
	text := prose(1, 200)
	n := 600
	if testing.Short() {
		n = 300
	}
	for name, number := range map[string]func(int) int{"rising": func(i int) int { return i }, "falling": func(i int) int { return n - 1 - i }} {
		w := newWorld()
		costs := make([]int, n)
		for i := range costs {
			d := printed(fmt.Sprintf("p%03d", number(i)), fmt.Sprintf("2024-05-%02d", 1+number(i)/40), "dpa", edited(text, uint64(i), 100))
			w.shown = 0
			w.put(t, r, d.article, d.quads)
			costs[i] = w.shown
		}
		if got := sourcesOf(w); got != "1" {
			t.Errorf("%s: %s sources, want 1", name, got)
		}
		total := 0
		for _, n := range costs {
			total += n
		}
		early, late := median(costs[50:100]), median(costs[n-50:])
		if late > 2*early || total > 300*len(costs) { // the total holds the few times that another article comes to stand for all
			t.Errorf("%s: one of the second fifty looks at %d quads, one of the last at %d, all at %d", name, early, late, total)
		}
	}
}

func median(ns []int) int {
	ns = slices.Clone(ns)
	slices.Sort(ns)
	return ns[len(ns)/2]
}

// Sources are what counting by hand gives: the articles of a statement's claims, those that a chain of shared keys joins once.
func TestSourcesAreWhatCountingByHandGives(t *testing.T) {
	r := rules(t)
	for seed := range 300 {
		rnd := rand.New(rand.NewPCG(uint64(seed), 21))
		w := newWorld()
		for i := range 8 {
			d := randomArticleOf(rnd, fmt.Sprint("a", i), 4)
			w.put(t, r, d.article, d.quads)
		}
		w.put(t, r, graph.Article("a3"), nil)
		want := map[quad.Value]map[string]bool{} // statement -> the first article of each chain
		counted := map[quad.Value]string{}
		chains := chainsOf(w)
		for q := range w.derived {
			switch q.Predicate {
			case graph.HasClaim:
				article, _, _ := strings.Cut(string(q.Object.(quad.IRI)), "#")
				if want[q.Subject] == nil {
					want[q.Subject] = map[string]bool{}
				}
				want[q.Subject][chains[article]] = true
			case graph.Sources:
				counted[q.Subject] = fmt.Sprint(q.Object.Native())
			}
		}
		for st, groups := range want {
			if counted[st] != fmt.Sprint(len(groups)) {
				t.Fatalf("seed %d: %s has %s sources, by hand %d", seed, st, counted[st], len(groups))
			}
		}
	}
}

// chainsOf names the first article of each chain of shared keys, by joining until nothing changes.
func chainsOf(w *world) map[string]string {
	keys := map[string]map[string]bool{} // article -> keys
	for q := range w.base {
		if a, ok := q.Label.(quad.IRI); ok && keys[string(a)] == nil {
			keys[string(a)] = map[string]bool{}
		}
	}
	for q := range w.derived {
		if q.Predicate == graph.ReprintKey {
			keys[string(q.Subject.(quad.IRI))][string(q.Object.(quad.String))] = true
		}
	}
	first := map[string]string{}
	for a := range keys {
		first[a] = a
	}
	for changed := true; changed; {
		changed = false
		for a, ka := range keys {
			for b, kb := range keys {
				shares := false
				for k := range ka {
					shares = shares || kb[k]
				}
				if shares && first[b] < first[a] {
					first[a], changed = first[b], true
				}
			}
		}
	}
	return first
}
