package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A dateline is one to four capitalised words, perhaps several places with slashes, perhaps a day and an agency, and a dash:
// "Wien – ", "Jerusalem/Ramallah – ", "Berlin (dpa) - ", "Den Haag, 3. Mai (Reuters) – ".
const (
	placeWord = `(?:St\.\s)?\p{Lu}[\p{L}'’]+(?:-\p{Lu}?[\p{L}']+)*`
	placeName = placeWord + `(?:\s(?:am|an der|im|in der|bei|de|del|do|el|la|al|da|von)\s` + placeWord + `|\s` + placeWord + `){0,2}`
	places    = placeName + `(?:\s?/\s?` + placeName + `){0,3}`
	dayPart   = `(?:,?\s\d{1,2}\.\s?(?:\p{Lu}\p{L}+|\d{1,2}\.)(?:\s?\d{4})?)?`
)

// datelines are the forms of a dateline.
type datelines struct{ dash, agency, plain, mark *regexp.Regexp }

func newDatelines() datelines {
	return datelines{
		dash:   regexp.MustCompile(`^` + places + dayPart + `\s?[–—]\s{0,2}`),
		agency: regexp.MustCompile(`^` + places + dayPart + `\s?\(([^()]{2,40})\)\s?[-–—:.]{0,2}\s{0,2}`),
		plain:  regexp.MustCompile(`^` + places + dayPart + `\s?-{1,2}\s`),
		mark:   regexp.MustCompile(`^\(([^()]{2,40})\)\s?[-–—]?\s{0,2}`), // "(sda) Nach dem Beben ..."
	}
}

// dateline returns the length of the dateline that s begins with, its agency and its date, 0 where there is none.
func (m *markers) dateline(s string) (n int, agency, date string) {
	if len(s) > 160 {
		s = clip(s, 160)
	}
	if loc := m.lines.agency.FindStringSubmatchIndex(s); loc != nil {
		if a := m.agencyOf(s[loc[2]:loc[3]]); a != "" && sentenceStart(s[loc[1]:]) {
			date, _, _ = findDate(s[:loc[1]])
			return loc[1], a, date
		}
	}
	if loc := m.lines.mark.FindStringSubmatchIndex(s); loc != nil {
		if a := m.agencyOf(s[loc[2]:loc[3]]); a != "" {
			return loc[1], a, ""
		}
	}
	for _, re := range []*regexp.Regexp{m.lines.dash, m.lines.plain} {
		if loc := re.FindStringIndex(s); loc != nil && sentenceStart(s[loc[1]:]) {
			date, _, _ = findDate(s[:loc[1]])
			return loc[1], "", date
		}
	}
	return 0, "", ""
}

// sentenceStart: behind a dateline a sentence begins; behind a dash inside a sentence a lower-case word goes on ("Kritik – vor
// allem von links – kam ...").
func sentenceStart(s string) bool {
	s = strings.TrimLeft(s, "„“\"»«'‚‘")
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// innerDateline finds the dateline behind the teaser sentences of a text that was flattened to one line: "Kritik aus dem
// Ausland. Warschau – Der Parteichef ...". It looks only near the start and only where a sentence ends.
func (m *markers) innerDateline(s string) (at, n int, agency, date string) {
	const reach, sentences = 700, 5
	seen := 0
	for i := 0; i < len(s) && i < reach && seen < sentences; i++ {
		if !strings.ContainsRune(".?!", rune(s[i])) {
			continue
		}
		j := i + 1 + len(s[i+1:]) - len(strings.TrimLeft(s[i+1:], ".?!\"“”»« \u00a0"))
		if j == i+1 || j >= len(s) {
			continue
		}
		seen++
		if n, agency, date = m.dateline(s[j:]); n > 0 {
			return j, n, agency, date
		}
	}
	return 0, 0, "", ""
}

var lastParens = regexp.MustCompile(`\s*\(([^()]{2,80})\)\s*$`)

// signature finds the mark of agency or author in parentheses behind the last sentence of a paragraph: "(sda/mav)",
// "(APA, 7.8.2015)", "(Max Muster aus Moskau, 30.12.2015)". It returns where the mark begins, -1 where there is none.
func (m *markers) signature(s string) (at int, agency, date string) {
	if !strings.HasSuffix(strings.TrimRight(s, " \t\u00a0"), ")") {
		return -1, "", ""
	}
	loc := lastParens.FindStringSubmatchIndex(s)
	if loc == nil || loc[0] > 0 && !closed(s[:loc[0]]) {
		return -1, "", ""
	}
	inner := s[loc[2]:loc[3]]
	agency = m.agencyOf(inner)
	date, start, _ := findDate(inner)
	if agency == "" && start < 0 && !initials(inner) {
		return -1, "", ""
	}
	return loc[2] - 1, agency, date
}

// closed reports whether a sentence has ended: "(SPD)" inside a sentence is no signature.
func closed(s string) bool {
	return strings.ContainsRune(".!?…", lastRune(strings.TrimRight(s, " \u00a0\"“”»«'’‘")))
}

// initials reports whether s is nothing but short lower-case marks of editors: "mav", "stu./red".
func initials(s string) bool {
	parts := markParts(s)
	for _, p := range parts {
		n := utf8.RuneCountInString(p)
		if n < 2 || n > 5 || p != strings.ToLower(p) || digits(p) {
			return false
		}
	}
	return len(parts) > 0 && len(parts) <= 4
}

// agencyOf returns the first known agency of a mark such as "APA, Reuters, red".
func (m *markers) agencyOf(s string) string {
	weak := ""
	for _, p := range markParts(s) {
		p = strings.ToLower(p)
		if !m.sets[effAgency][p] {
			continue
		}
		if p != "red" && p != "agenturen" && p != "agencies" {
			return p
		}
		if weak == "" {
			weak = p
		}
	}
	if weak == "red" { // the editors are no agency
		return ""
	}
	return weak
}

func markParts(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	})
}

// clip shortens s to at most n bytes without splitting a rune.
func clip(s string, n int) string {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:min(n, len(s))]
}
