package ontology

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes a key of a name: lower case, umlauts and ß written out, other diacritics dropped, everything that is
// neither letter nor digit a single space. "Kim Jong-un" and "kim jong un" fold to the same key.
func Fold(name string) string {
	return squash(name, ' ')
}

// Slug is Fold with hyphens, fit for an IRI: "Kim Jong-un" is "kim-jong-un".
func Slug(name string) string {
	return squash(name, '-')
}

var german = strings.NewReplacer("ß", "ss", "ä", "ae", "ö", "oe", "ü", "ue", "Ä", "ae", "Ö", "oe", "Ü", "ue", "ẞ", "ss")

func squash(name string, gap rune) string {
	var b strings.Builder
	pending := false
	for _, r := range norm.NFKD.String(german.Replace(norm.NFC.String(name))) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if pending && b.Len() > 0 {
				b.WriteRune(gap)
			}
			pending = false
			b.WriteRune(unicode.ToLower(r))
		default:
			pending = true
		}
	}
	return b.String()
}
