package derive

import (
	"strings"

	"newsgraph/internal/ontology"
)

// slavicEnds are the endings of surnames whose spelling depends on who transliterated them: "Peskow", "Peskov", "Peskoff".
var slavicEnds = []string{"ow", "ov", "off", "ew", "ev", "eff", "ski", "sky", "skij", "skyj", "skiy", "skyy", "skii", "enko", "tschuk", "chuk", "ny", "nyj", "in",
	"owa", "ova", "ewa", "eva", "ina", "skaja", "skaya"}

// transliterations give the spellings of one Cyrillic letter one sign; the longest stand first. "ch" is left to sounds.
var transliterations = strings.NewReplacer(
	"schtsch", "Q", "shch", "Q", "tsch", "C", "tch", "C", "sch", "S", "sh", "S", "zh", "S", "kh", "X",
	"ts", "s", "tz", "s", "z", "s", "x", "ks", "ck", "k", "w", "v", "ph", "f", "j", "i", "y", "i")

// sounds are keys that transliterations of one name share: "Dmitri Peskow" and "Dmitry Peskov" do, "Lukaschenko" alone has none,
// because a surname alone never joins anybody. Only names whose last word ends like an East Slavic surname have keys: the same
// letters in other names ("Zhang", "Shang") tell people apart. Names with "ch" have two, as it stands for different
// sounds in German ("Michail") and in English ("Chernenko").
func sounds(name string) []string {
	folded := ontology.Fold(name)
	words := strings.Fields(folded)
	if len(words) < 2 || !slavic(words[len(words)-1]) {
		return nil
	}
	base := transliterations.Replace(folded)
	german, english := soundOf(strings.ReplaceAll(base, "ch", "X")), soundOf(strings.ReplaceAll(base, "ch", "C"))
	if german == english {
		return []string{german}
	}
	return []string{german, english}
}

func slavic(word string) bool {
	for _, end := range slavicEnds {
		if len(word) >= len(end)+3 && strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

// soundOf evens out what is left: "Jelzin", "Yeltsin" -> "elsin"; "Peskoff" -> "peskov"; "Selenskyj" -> "selenski".
func soundOf(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		w = strings.ReplaceAll(w, "ie", "e")
		w = squeeze(w)
		for _, end := range []string{"of", "ef"} {
			if strings.HasSuffix(w, end) && len(w) > 4 {
				w = strings.TrimSuffix(w, "f") + "v"
			}
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}

// squeeze writes doubled letters once: "Seljonny", "Seljony".
func squeeze(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// germanness prefers the spelling of German newspapers among transliterations: "Peskow" before "Peskov".
func germanness(name string) int {
	folded := ontology.Fold(name)
	score := 0
	for _, part := range []string{"w", "sch", "j"} {
		score += strings.Count(folded, part)
	}
	for _, part := range []string{"v", "sh", "zh", "kh", "ff"} {
		score -= strings.Count(strings.ReplaceAll(folded, "sch", ""), part)
	}
	return score
}
