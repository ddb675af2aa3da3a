package linear

import (
	"strings"
	"unicode"
)

// Shape writes a word's classes of letters, capital X, other x and digits d, each run cut, those of x to lower and all others to run, and
// the whole to about limit bytes: with 2, 1 and 12, "Kim" is "Xx" and "US-Regierung" is "XX-Xx".
func Shape(word string, run, lower, limit int) string {
	var b strings.Builder
	var last rune
	n := 0
	for _, r := range word {
		c := r
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		}
		if c == last {
			n++
		} else {
			n = 1
		}
		if last = c; (n <= run && c != 'x' || n <= lower && c == 'x') && b.Len() < limit {
			b.WriteRune(c)
		}
	}
	return b.String()
}
