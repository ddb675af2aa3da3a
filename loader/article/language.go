package article

import (
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"
)

// German is the language that the later stages read.
const German = "de"

// language names the language of what the zones hold, as ISO 639-1 code and in words. Letter statistics decide on longer texts;
// function words decide where they are clear, because a short text full of foreign names misleads the statistics.
func (m *markers) language(text string, zones []Zone) (code, name string) {
	var b strings.Builder
	for _, z := range zones {
		if z.Kind.Content() && b.Len() < maxDetect {
			b.WriteString(clip(text[z.Start:z.End], maxDetect))
			b.WriteByte('\n')
		}
	}
	sample := b.String()
	best, share := m.functionWords(sample)
	if best == German && share >= 0.08 {
		return German, "German"
	}
	info := whatlanggo.Detect(sample)
	code, name = info.Lang.Iso6391(), info.Lang.String()
	switch {
	case code == German:
		return German, "German"
	case best != "" && best != German && share >= 0.08:
		return best, languageNames[best]
	case info.Script == unicode.Latin && (best == German || best == "" && !info.IsReliable()):
		// A headline of names or a fragment: nothing says that it is foreign.
		return German, "German"
	case code == "":
		return "und", "an unknown language"
	default:
		return code, name
	}
}

// maxDetect is how much of a text is asked for its language.
const maxDetect = 8000

var languageNames = map[string]string{"en": "English", "fr": "French", "it": "Italian", "nl": "Dutch", "es": "Spanish"}

// functionWords returns the language whose function words are most frequent and their share of all words; "" where the best
// two are equal or fewer than two are found.
func (m *markers) functionWords(s string) (best string, share float64) {
	count := map[string]int{}
	total := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }) {
		total++
		for lang, words := range m.words {
			if words[w] {
				count[lang]++
			}
		}
	}
	top, second := 0, 0
	for lang, n := range count {
		if n > top {
			best, top, second = lang, n, top
		} else {
			second = max(second, n)
		}
	}
	if top < 2 || top == second {
		return "", 0
	}
	return best, float64(top) / float64(total)
}
