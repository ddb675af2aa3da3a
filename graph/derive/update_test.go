package derive_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/derive"
)

var sequences = flag.Int("sequences", 300, "random sequences of changes to try")

func lines(qs []quad.Quad) []string {
	out := make([]string, len(qs))
	for i, q := range qs {
		out[i] = quad.StringOf(q.Subject) + " " + quad.StringOf(q.Predicate) + " " + quad.StringOf(q.Object)
	}
	slices.Sort(out)
	return out
}

func all(m map[quad.Quad]bool) []quad.Quad {
	out := make([]quad.Quad, 0, len(m))
	for q := range m {
		out = append(out, q)
	}
	return out
}

func whole(t testing.TB, r *derive.Rules, v derive.View) []string {
	t.Helper()
	qs, err := r.Whole(v)
	if err != nil {
		t.Fatal(err)
	}
	return lines(qs)
}

func TestUpdateGivesWhatWholeGives(t *testing.T) {
	r := rules(t)
	for seed := range *sequences {
		rnd := rand.New(rand.NewPCG(uint64(seed), 7))
		w, log := newWorld(), []correct.Correction{}
		var story []string
		for step := range 4 + rnd.IntN(8) {
			story = append(story, randomStep(t, rnd, r, w, &log, step))
			got := lines(all(w.derived))
			if diff := gocmp.Diff(whole(t, r, w), got); diff != "" {
				t.Fatalf("seed %d, after %v: whole -, incremental +\n%s", seed, story, diff)
			}
		}
	}
}

// randomStep loads, reloads, removes or corrects, and says what it did.
func randomStep(t *testing.T, rnd *rand.Rand, r *derive.Rules, w *world, log *[]correct.Correction, step int) string {
	id := fmt.Sprintf("a%d", rnd.IntN(5))
	few := pick(rnd, 3, 4, 6, len(cast))
	switch rnd.IntN(9) {
	case 0:
		w.put(t, r, graph.Article(id), nil)
		return "remove " + id
	case 8:
		if len(*log) == 0 {
			return "nothing"
		}
		c := pick(rnd, *log...)
		qs, _ := correct.Quads(c)
		w.change(t, r, qs, nil)
		return fmt.Sprintf("forget %s %s", c.Action, c.IRI())
	case 1, 2, 3:
		c := randomCorrection(rnd, w, *log, step)
		*log = append(*log, c)
		qs, err := correct.Quads(c)
		if err != nil {
			t.Fatal(err)
		}
		w.change(t, r, nil, qs)
		return fmt.Sprintf("%s %s%s%s %s", c.Action, c.Entity, c.Claim, c.Undoes, c.Into)
	case 4:
		other := fmt.Sprintf("a%d", rnd.IntN(5))
		one, two := randomArticleOf(rnd, id, few), randomArticleOf(rnd, other, few)
		if id == other {
			two.quads = nil
		}
		w.change(t, r, append(w.labelled(one.article), w.labelled(two.article)...), append(one.quads, two.quads...))
		return "put " + id + " and " + other
	}
	w.put(t, r, graph.Article(id), randomArticleOf(rnd, id, few).quads)
	return "put " + id
}

func TestTheOrderOfLoadingDoesNotMatter(t *testing.T) {
	r := rules(t)
	for seed := range 100 {
		rnd := rand.New(rand.NewPCG(uint64(seed), 11))
		var drafts []*draft
		for i := range 5 {
			drafts = append(drafts, randomArticle(rnd, fmt.Sprintf("a%d", i)))
		}
		var first []string
		for range 3 {
			w := newWorld()
			for _, d := range drafts {
				w.put(t, r, d.article, d.quads)
			}
			got := lines(all(w.derived))
			if first == nil {
				first = got
			}
			if diff := gocmp.Diff(first, got); diff != "" {
				t.Fatalf("seed %d: first order -, another +\n%s", seed, diff)
			}
			rnd.Shuffle(len(drafts), func(i, j int) { drafts[i], drafts[j] = drafts[j], drafts[i] })
		}
	}
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	r, w := rules(t), newWorld()
	d := randomArticle(rand.New(rand.NewPCG(1, 1)), "a")
	w.put(t, r, d.article, d.quads)
	if del, add := w.put(t, r, d.article, d.quads); len(del)+len(add) > 0 {
		t.Errorf("second load deletes %v and adds %v", del, add)
	}
}
