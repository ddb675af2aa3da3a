package article

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

var months = map[string]time.Month{
	"januar": 1, "jänner": 1, "jan": 1, "jän": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "maerz": 3, "mär": 3, "mrz": 3,
	"april": 4, "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
	"sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}

// The ways in which German pages write a full date. A year is needed: "am 3. Mai" is no date of publication.
var (
	isoDate    = regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?`)
	dottedDate = regexp.MustCompile(`\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b`)
	slashDate  = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)\b`)
	namedDate  = regexp.MustCompile(`\b(\d{1,2})\.\s?(\p{L}{3,9})\.?\s((?:19|20)\d\d)\b`)
	clockTime  = regexp.MustCompile(`\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?(?:Uhr|h)\b)?`)
)

// findDate returns the first full date in s as an ISO day and where it stands.
func findDate(s string) (iso string, start, end int) {
	start = -1
	if !strings.ContainsAny(s, "0123456789") {
		return "", -1, -1
	}
	try := func(at []int, day, month, year string) {
		if d, ok := isoDay(day, month, year); ok && (start < 0 || at[0] < start) {
			iso, start, end = d, at[0], at[1]
		}
	}
	if m := isoDate.FindStringSubmatchIndex(s); m != nil {
		try(m, s[m[6]:m[7]], s[m[4]:m[5]], s[m[2]:m[3]])
	}
	for _, re := range []*regexp.Regexp{dottedDate, slashDate, namedDate} {
		if m := re.FindStringSubmatchIndex(s); m != nil {
			try(m, s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]])
		}
	}
	return iso, start, end
}

func isoDay(day, month, year string) (string, bool) {
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	mo := months[strings.ToLower(month)]
	if n, err := strconv.Atoi(month); err == nil {
		mo = time.Month(n)
	}
	t := time.Date(y, mo, d, 0, 0, 0, 0, time.UTC)
	if mo < 1 || mo > 12 || t.Day() != d || t.Month() != mo {
		return "", false
	}
	return t.Format(time.DateOnly), true
}

// stamp reports whether a line is a date or time of publication and nothing else: "Stand: 17.09.2023, 16:39 Uhr".
func (m *markers) stamp(s string) (iso string, ok bool) {
	if len(s) > 120 || !strings.ContainsAny(s, "0123456789") {
		return "", false
	}
	iso, start, end := findDate(s)
	found := start >= 0
	rest := s
	if found {
		rest = s[:start] + " " + s[end:]
		// "Erstellt: 3.4.2024, aktualisiert: 4.4.2024": the first is the date.
		if _, a, b := findDate(rest); a >= 0 {
			rest = rest[:a] + " " + rest[b:]
		}
	}
	timed := clockTime.MatchString(rest) && strings.Contains(rest, "Uhr")
	rest = clockTime.ReplaceAllString(rest, " ")
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !m.sets[effStamp][strings.ToLower(w)] && !digits(w) {
			return "", false
		}
	}
	return iso, found || timed
}

// checkDate accepts the dates of metadata, an ISO day or a moment that begins with one, and returns the day.
func checkDate(s string) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	day := s
	if len(s) > len(time.DateOnly) && strings.ContainsRune("T ", rune(s[len(time.DateOnly)])) {
		day = s[:len(time.DateOnly)]
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", fmt.Errorf("date %q is no day such as 2024-06-18", s)
	}
	return day, nil
}
