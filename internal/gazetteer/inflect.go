package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// adjectiveEndings are what a German adjective may end in: "im Schwarz-en Meer".
var adjectiveEndings = []string{"e", "er", "es", "en", "em"}

// nounEndings are what may follow a name in another case: "Putin-s", "Haus-es", "Bündnis-ses", "Emirate-n".
var nounEndings = []string{"s", "es", "ses", "n"}

// stem cuts an adjective's ending: "Schwarzes" is "Schwarz". It reports false for a word that cannot be one.
func stem(folded string) (string, bool) {
	for _, end := range []string{"es", "er", "en", "em", "e"} {
		if s, ok := strings.CutSuffix(folded, end); ok && len(s) >= 3 {
			return s, true
		}
	}
	return "", false
}

// cityForms makes the word that says "of the city": "Berliner", "Karlsruher", "Tübinger". It is not declined.
func cityForms(name string) []string {
	switch {
	case strings.ContainsAny(name, " .,()/?") || !isUpper(name):
		return nil
	case strings.HasSuffix(name, "stadt"):
		return []string{strings.TrimSuffix(name, "stadt") + "städter", name + "er"}
	case strings.HasSuffix(name, "ingen"), strings.HasSuffix(name, "hausen"), strings.HasSuffix(name, "hafen") && len(name) > 5:
		cut := strings.TrimSuffix(name, "en")
		return []string{cut + "er", cut + "ener"}
	case strings.HasSuffix(name, "e"):
		return []string{name + "r"}
	}
	return []string{name + "er"}
}

// demonymForms declines a word for a state's people: "Amerikaner", "Russe", "Franzose/Französin", "Deutsch~".
func demonymForms(d string) []string {
	masculine, feminine, _ := strings.Cut(d, "/")
	if s, ok := strings.CutSuffix(masculine, "~"); ok {
		var out []string
		for _, e := range adjectiveEndings {
			out = append(out, s+e)
		}
		return out
	}
	endings, fem := demonymClass(masculine)
	out := []string{masculine}
	for _, e := range endings {
		out = append(out, masculine+e)
	}
	if feminine == "" {
		feminine = fem
	}
	return append(out, feminine, feminine+"nen", feminine+"s")
}

// demonymClass tells how a masculine noun is declined and what its feminine is.
func demonymClass(m string) (endings []string, feminine string) {
	switch last, _ := utf8.DecodeLastRuneInString(m); {
	case strings.HasSuffix(m, "er"): // "des Amerikaners, den Amerikanern"
		return []string{"s", "n"}, m + "in"
	case last == 'e': // "des Russen"
		return []string{"n"}, strings.TrimSuffix(m, "e") + "in"
	case strings.ContainsRune("aeiou", last), strings.HasSuffix(m, "jet"): // "die Israelis", "die Sowjets"
		return []string{"s"}, m + "n"
	}
	return []string{"n", "en"}, m + "in" // "die Ungarn", "die Jemeniten"
}

func isUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
