package segment

import (
	"strings"
	"testing"
	"time"
)

// Twice the text may take about twice the time: each of these stretched a look-ahead to the end of the text once.
func TestSplitIsLinear(t *testing.T) {
	s, err := New(known)
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{"a.", "!", "\"", "(", "a-", "aB", "http://a ", "1.", "a@", "x' ", ".“", "\u0301", "aa.aa"} {
		a := body(strings.Repeat(unit, 400_000/len(unit)))
		start := time.Now()
		s.Split(a)
		if spent := time.Since(start); spent > 3*time.Second {
			t.Errorf("%q over and over: %v for 400 kB", unit, spent)
		}
	}
}
