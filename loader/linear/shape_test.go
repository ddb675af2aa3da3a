package linear_test

import (
	"testing"

	"newsgraph/loader/linear"
)

func TestShapesCutRuns(t *testing.T) {
	for _, c := range []struct {
		word              string
		run, lower, limit int
		want              string
	}{
		{"Kim", 2, 1, 12, "Xx"},
		{"Kim", 3, 3, 16, "Xxx"},
		{"US-Regierung", 2, 1, 12, "XX-Xx"},
		{"4,8", 2, 1, 12, "d,d"},
		{"2026", 3, 3, 16, "ddd"},
		{"Österreich", 1, 1, 16, "Xx"},
		{"a-b-c-d-e", 2, 1, 4, "x-x-"},
		{"", 2, 1, 12, ""},
	} {
		if got := linear.Shape(c.word, c.run, c.lower, c.limit); got != c.want {
			t.Errorf("Shape(%q, %d, %d, %d) = %q, want %q", c.word, c.run, c.lower, c.limit, got, c.want)
		}
	}
}
