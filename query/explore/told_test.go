package explore_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	gocmp "github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/query/explore"
)

// heard writes the sides of a dispute with who speaks and when it was published.
func heard(d explore.Dispute) string {
	side := func(vs []explore.Voice) (out []string) {
		for _, v := range vs {
			out = append(out, cmp.Or(strings.Join(v.Who, ","), "article")+" "+v.Claim.Published)
		}
		return out
	}
	return fmt.Sprintf("%s %s %s: for %s; against %s; %s", d.Subject, d.Relation, d.Object, strings.Join(side(d.For), ", "), strings.Join(side(d.Against), ", "), d.Overlap)
}

func TestDisputesHearBothSides(t *testing.T) {
	g := library(t)
	want := "Nordkorea supplies Russland: for article 2023-09-10, article 2023-09-11; against Wladimir Putin 2023-09-12; unknown"
	for name, c := range map[string]struct {
		entity quad.IRI
		found  int
	}{"all": {"", 1}, "of an end": {graph.Entity("russland"), 1}, "of what is given": {graph.Entity("munition"), 1}, "of a speaker": {graph.Entity("wladimir-putin"), 1}, "of somebody else": {graph.Entity("kim-jong-un"), 0}} {
		got, more, err := explore.Disputes(t.Context(), g, c.entity, true, 0)
		if err != nil || len(got) != c.found || more != 0 || c.found > 0 && heard(got[0]) != want {
			t.Errorf("%s: %d disputes, %d more, %v: %v", name, len(got), more, err, got)
		}
	}
	broken := errors.New("broken")
	if _, _, err := explore.Disputes(t.Context(), unreadable{broken}, "", false, 0); !errors.Is(err, broken) {
		t.Errorf("error of the reader: %v", err)
	}
}

func TestSidesOfOneTimeOverlap(t *testing.T) {
	for _, c := range []struct{ yes, no, want string }{
		{"2023-09", "2023-09-13", explore.OverlapYes}, {"2019", "2023", explore.OverlapNo}, {"2019/2023", "2021-05", explore.OverlapYes}, {"", "2023", explore.OverlapUnknown}, {"2019", "", explore.OverlapUnknown},
	} {
		g := library(t)
		for _, date := range []struct{ article, iso string }{{"1", c.yes}, {"2", c.yes}, {"3", c.no}} {
			claim := graph.Part(graph.Article(date.article), "c-1")
			g = slices.DeleteFunc(g, func(q quad.Quad) bool {
				return q.Subject == quad.Value(claim) && q.Predicate == quad.Value(graph.ClaimDate)
			})
			if date.iso != "" {
				g = append(g, quad.Quad{Subject: claim, Predicate: graph.ClaimDate, Object: quad.String(date.iso), Label: graph.Article(date.article)})
			}
		}
		got, _, err := explore.Disputes(t.Context(), g, "", false, 0)
		if err != nil || len(got) != 1 || got[0].Overlap != c.want {
			t.Errorf("%q against %q: %v, %v; want %s", c.yes, c.no, got, err, c.want)
		}
		timely, _, err := explore.Disputes(t.Context(), g, "", true, 0)
		if err != nil || (len(timely) == 1) != (c.want != explore.OverlapNo) {
			t.Errorf("%q against %q, where it is judged: %d, %v", c.yes, c.no, len(timely), err)
		}
	}
}

// told writes a moment in a line.
func told(m explore.Moment) string {
	of := map[bool]string{true: "event", false: "report"}[m.Own]
	return fmt.Sprintf("%s %s %s %s: %s %s %s, %d", m.Date, m.Granularity, of, m.Kind, m.Subject, m.Relation, m.Object, m.Voices)
}

func TestTimelineTellsWhatHappenedWhen(t *testing.T) {
	g := library(t)
	all := []string{"2023-08 month event happened: Nordkorea supplies Russland, 1", "2023-09-11 day report happened: Nordkorea supplies Russland, 1", "2023-09-12 day report denied: Nordkorea supplies Russland, 1"}
	for name, c := range map[string]struct {
		q     explore.Question
		limit int
		want  []string
		more  int
	}{
		"of a thing":       {explore.Question{Entities: []quad.IRI{graph.Entity("nordkorea")}}, 0, all, 0},
		"of a pair":        {explore.Question{Entities: []quad.IRI{graph.Entity("russland"), graph.Entity("munition")}}, 0, all, 0},
		"of strangers":     {explore.Question{Entities: []quad.IRI{graph.Entity("russland"), graph.Entity("kim-jong-un")}}, 0, nil, 0},
		"of claims":        {explore.Question{Claims: []quad.IRI{graph.Part(graph.Article("3"), "c-1")}}, 0, all[2:], 0},
		"of no claims":     {explore.Question{Claims: []quad.IRI{}}, 0, nil, 0},
		"the latest":       {explore.Question{Entities: []quad.IRI{graph.Entity("nordkorea")}}, 2, all[1:], 1},
		"until August":     {explore.Question{Entities: []quad.IRI{graph.Entity("nordkorea")}, Filter: explore.Filter{Until: "2023-08"}}, 0, all[:1], 0},
		"of one article":   {explore.Question{Entities: []quad.IRI{graph.Entity("nordkorea")}, Filter: explore.Filter{Articles: []quad.IRI{graph.Article("2")}}}, 0, all[1:2], 0},
		"from two sources": {explore.Question{Entities: []quad.IRI{graph.Entity("nordkorea")}, Filter: explore.Filter{Sources: 2}}, 0, nil, 0},
	} {
		got, more, err := explore.Timeline(t.Context(), g, c.q, explore.Bounds{Statements: c.limit})
		var lines []string
		for _, m := range got {
			lines = append(lines, told(m))
		}
		if diff := gocmp.Diff(c.want, lines); diff != "" || err != nil || more != c.more {
			t.Errorf("%s: %d more, %v (-want +got):\n%s", name, more, err, diff)
		}
	}
	if _, _, err := explore.Timeline(t.Context(), g, explore.Question{Filter: explore.Filter{Since: "bald"}}, explore.Bounds{}); !errors.Is(err, explore.ErrDate) {
		t.Errorf("a date that is none: %v", err)
	}
}

// TestTimelinesCountEveryClaimOnce compares with counting over random worlds: every claim that passes stands in exactly one moment, the
// sources of a moment are its groups of reprints, and the moments come in the order of time.
func TestTimelinesCountEveryClaimOnce(t *testing.T) {
	moments := 0
	for seed := range 1000 {
		r := rand.New(rand.NewPCG(uint64(seed), 9))
		w := randomWorld(r)
		for i, f := range w.facts {
			st := graph.Statement(fmt.Sprint(i))
			w.add(st, graph.ClaimSubject, quad.IRI(f.s), graph.Derived)
			w.add(st, graph.ClaimObject, quad.IRI(f.o), graph.Derived)
			w.add(st, graph.ClaimPredicate, graph.Relation(f.relation), graph.Derived)
		}
		by := randomOptions(r).Filter
		want := map[string]map[int]bool{}
		for i, f := range w.facts {
			if f.s != "a" && f.o != "a" {
				continue
			}
			for _, c := range f.claims {
				if (fact{claims: []said{c}}).sources(by) == 0 {
					continue
				}
				k := fmt.Sprintf("%d %s %v", i, cmp.Or(c.date, published(c.article)), c.date != "")
				if want[k] == nil {
					want[k] = map[int]bool{}
				}
				want[k][c.group] = true
			}
		}
		for k, groups := range want {
			if len(groups) < by.Sources {
				delete(want, k)
			}
		}
		got, _, err := explore.Timeline(t.Context(), w, explore.Question{Entities: iris("a"), Filter: by}, explore.Bounds{})
		if err != nil {
			t.Fatal(err)
		}
		before := ""
		for _, m := range got {
			k := fmt.Sprintf("%s %s %v", strings.Trim(strings.TrimPrefix(quad.StringOf(m.Statement.Statement), "<st:"), ">"), m.Date, m.Own)
			if len(want[k]) != m.Voices || m.Voices == 0 {
				t.Fatalf("seed %d, %+v: %s has %d sources, want %d", seed, by, k, m.Voices, len(want[k]))
			}
			delete(want, k)
			if day, _ := bounds(m.Date); day < before {
				t.Fatalf("seed %d: %s comes after %s", seed, m.Date, before)
			} else {
				before = day
			}
			moments++
		}
		if len(want) > 0 {
			t.Fatalf("seed %d, %+v: missing %v", seed, by, want)
		}
	}
	if moments < 3000 {
		t.Errorf("only %d moments", moments)
	}
}
