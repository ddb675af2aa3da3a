package graph_test

import (
	"testing"
	"time"

	"newsgraph/graph"
)

func TestParseSpanKnowsHowExactADateIs(t *testing.T) {
	for iso, want := range map[string][3]string{
		"2023-09-17":            {"2023-09-17", "2023-09-17", graph.Day},
		"2023-09-17T12:30:00Z":  {"2023-09-17", "2023-09-17", graph.Day},
		"2023-09":               {"2023-09-01", "2023-09-30", graph.Month},
		"2024-02":               {"2024-02-01", "2024-02-29", graph.Month},
		"2019":                  {"2019-01-01", "2019-12-31", graph.Year},
		"2019/2021-03":          {"2019-01-01", "2021-03-31", graph.Interval},
		"2023-09-12/2023-09-17": {"2023-09-12", "2023-09-17", graph.Interval},
	} {
		s, ok := graph.ParseSpan(iso)
		if got := [3]string{s.First.Format(time.DateOnly), s.Last.Format(time.DateOnly), s.Granularity}; !ok || got != want {
			t.Errorf("%s: %v, %v; want %v", iso, got, ok, want)
		}
	}
	for _, iso := range []string{"", "gestern", "2023-13", "2023-9-1", "2021/2019", "2021/", "/2021", "20231"} {
		if s, ok := graph.ParseSpan(iso); ok {
			t.Errorf("%q is read as %v", iso, s)
		}
	}
}

func TestOverlapsCountsTheEdges(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"2023", "2023-12-31", true}, {"2023", "2024-01-01", false}, {"2023-09", "2023-09-12/2023-10-02", true}, {"2019/2021", "2020", true}, {"2022-01", "2022-02", false}} {
		a, _ := graph.ParseSpan(c.a)
		b, _ := graph.ParseSpan(c.b)
		if a.Overlaps(b) != c.want || b.Overlaps(a) != c.want {
			t.Errorf("%s and %s: %v, want %v", c.a, c.b, a.Overlaps(b), c.want)
		}
	}
}
