package graph

import (
	"strings"
	"time"
)

// Granularities of a date, from the finest to the coarsest.
const (
	Day      = "day"
	Month    = "month"
	Year     = "year"
	Interval = "interval"
)

// A Span is what a date of the graph covers, in whole days: "2023-09" is all of September.
type Span struct {
	First, Last time.Time // days in UTC, both included
	Granularity string
}

// ParseSpan reads an ISO 8601 day, month, year or interval between two of them, with or without a time of day, which is passed
// over. ok is false for anything else, also for an interval that ends before it begins.
func ParseSpan(iso string) (s Span, ok bool) {
	from, to, interval := strings.Cut(iso, "/")
	first, ok := parseDate(from)
	if !ok || !interval {
		return first, ok
	}
	last, ok := parseDate(to)
	return Span{First: first.First, Last: last.Last, Granularity: Interval}, ok && !last.Last.Before(first.First)
}

func parseDate(iso string) (Span, bool) {
	iso, _, _ = strings.Cut(iso, "T")
	layout, s := time.DateOnly, Span{Granularity: Day}
	switch len(iso) {
	case len("2006"):
		layout, s.Granularity = "2006", Year
	case len("2006-01"):
		layout, s.Granularity = "2006-01", Month
	}
	t, err := time.Parse(layout, iso)
	s.First, s.Last = t, t
	switch s.Granularity {
	case Year:
		s.Last = t.AddDate(1, 0, -1)
	case Month:
		s.Last = t.AddDate(0, 1, -1)
	}
	return s, err == nil
}

// Overlaps reports whether two spans have a day in common.
func (s Span) Overlaps(t Span) bool { return !s.Last.Before(t.First) && !t.Last.Before(s.First) }
