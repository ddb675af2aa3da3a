package derive

import (
	"cmp"
	"strings"
	"time"
)

// A moment is a date as written (a day, a month or a year) with the day at its early or late edge, by which moments compare.
type moment struct{ iso, edge string }

// span reads an ISO 8601 day, month, year or interval; ok is false where it is none of these.
func span(iso string) (first, last moment, ok bool) {
	from, to, interval := strings.Cut(iso, "/")
	if !interval {
		to = from
	}
	from, _, _ = strings.Cut(from, "T")
	to, _, _ = strings.Cut(to, "T")
	early, _, ok1 := edges(from)
	_, late, ok2 := edges(to)
	if !ok1 || !ok2 || late < early {
		return moment{}, moment{}, false
	}
	return moment{from, early}, moment{to, late}, true
}

// edges are the first and the last day of a date.
func edges(iso string) (early, late string, ok bool) {
	layout, months := time.DateOnly, 0
	switch len(iso) {
	case len("2006"):
		layout, months = "2006", 12
	case len("2006-01"):
		layout, months = "2006-01", 1
	}
	t, err := time.Parse(layout, iso)
	if err != nil {
		return "", "", false
	}
	end := t
	if months > 0 {
		end = t.AddDate(0, months, -1)
	}
	return t.Format(time.DateOnly), end.Format(time.DateOnly), true
}

// earlier and later choose between moments; of two with one edge the finer one is kept: "2023-01-01" before "2023".
func earlier(a, b moment) moment {
	if a.iso == "" || b.iso != "" && compareMoments(b, a, b.edge, a.edge) < 0 {
		return b
	}
	return a
}

func later(a, b moment) moment {
	if a.iso == "" || b.iso != "" && compareMoments(b, a, a.edge, b.edge) < 0 {
		return b
	}
	return a
}

func compareMoments(a, b moment, edgeA, edgeB string) int {
	return cmp.Or(strings.Compare(edgeA, edgeB), cmp.Compare(len(b.iso), len(a.iso)), strings.Compare(a.iso, b.iso))
}
