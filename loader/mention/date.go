package mention

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsgraph/loader/doc"
)

var months = map[string]time.Month{
	"januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "april": 4, "apr": 4, "mai": 5, "juni": 6, "juli": 7,
	"august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}

var weekdays = map[string]time.Weekday{
	"montag": 1, "dienstag": 2, "mittwoch": 3, "donnerstag": 4, "freitag": 5, "samstag": 6, "sonnabend": 6, "sonntag": 0,
}

var daytimes = []string{"abend", "morgen", "nachmittag", "vormittag", "mittag", "nacht", "früh"}

var (
	numeric = regexp.MustCompile(`^([0-3]?\d)\.([01]?\d)\.((?:19|20)\d\d)$`)
	year    = regexp.MustCompile(`^(1[789]|20)\d\d$`)
	ordinal = regexp.MustCompile(`^([1-9]|[12]\d|3[01])\.$`)
)

// date finds a date at token i: "17.09.2023", "3. Mai 2014", "Mai 2014", "im vergangenen September", "2019", "am Montag", "gestern".
func (s *scan) date(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.DateMention, Score: 0.9}
	word := strings.ToLower(s.text[i])
	if p := numeric.FindStringSubmatch(word); p != nil {
		m.Date = iso(p[3], p[2], p[1])
		return m, m.Date != ""
	}
	if d := ordinal.FindStringSubmatch(word); d != nil && i+1 < s.last {
		return s.dayOfMonth(m, d[1])
	}
	if mon, ok := months[strings.TrimSuffix(word, ".")]; ok && s.upper(i) {
		return s.month(m, mon)
	}
	if day, ok := s.weekday(word); ok && s.upper(i) {
		m.Date, m.Ahead = s.onWeekday(day)
		return m, true
	}
	if year.MatchString(word) && s.yearAllowed(i) {
		m.Date = word
		return m, true
	}
	if shift, ok := map[string]int{"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2}[word]; ok && s.tag(i) != "NN" {
		m.Date = s.shifted(shift)
		return m, true
	}
	return m, false
}

func iso(y, m, d string) string {
	yy, _ := strconv.Atoi(y)
	mm, _ := strconv.Atoi(m)
	dd, _ := strconv.Atoi(d)
	t := time.Date(yy, time.Month(mm), dd, 0, 0, 0, 0, time.UTC)
	if t.Day() != dd || int(t.Month()) != mm {
		return ""
	}
	return t.Format(time.DateOnly)
}

// dayOfMonth reads "3. Mai 2014"; without a year the one nearest to the article's date.
func (s *scan) dayOfMonth(m doc.Mention, day string) (doc.Mention, bool) {
	mon, ok := months[strings.TrimSuffix(strings.ToLower(s.text[m.First+1]), ".")]
	if !ok {
		return m, false
	}
	m.Last = m.First + 2
	if m.Last < s.last && year.MatchString(s.text[m.Last]) {
		m.Date = iso(s.text[m.Last], strconv.Itoa(int(mon)), day)
		m.Last++
		return m, true
	}
	if now, ok := s.published(); ok {
		best := ""
		for y := now.Year() - 1; y <= now.Year()+1; y++ {
			d := iso(strconv.Itoa(y), strconv.Itoa(int(mon)), day)
			if best == "" || distance(d, now) < distance(best, now) {
				best = d
			}
		}
		m.Date = best
	}
	return m, true
}

func distance(d string, now time.Time) time.Duration {
	t, err := time.Parse(time.DateOnly, d)
	if err != nil {
		return 1 << 62
	}
	return now.Sub(t).Abs()
}

// month reads "Mai 2014", "im Mai", "im vergangenen September".
func (s *scan) month(m doc.Mention, mon time.Month) (doc.Mention, bool) {
	if m.Last < s.last && year.MatchString(s.text[m.Last]) {
		m.Date = fmt.Sprintf("%s-%02d", s.text[m.Last], mon)
		m.Last++
		return m, true
	}
	now, ok := s.published()
	if !ok {
		return m, true
	}
	y := now.Year()
	if mon > now.Month() {
		y--
	}
	m.Date = fmt.Sprintf("%d-%02d", y, mon)
	ahead := y
	if mon < now.Month() || y < now.Year() {
		ahead++
	}
	m.Ahead = fmt.Sprintf("%d-%02d", ahead, mon)
	if w := strings.ToLower(s.at1(m.First - 1)); strings.HasPrefix(w, "vergangene") || strings.HasPrefix(w, "vorige") || strings.HasPrefix(w, "letzte") {
		m.Ahead = ""
		if mon == now.Month() {
			m.Date = fmt.Sprintf("%d-%02d", now.Year()-1, mon)
		}
	}
	return m, true
}

// weekday reads "Montag", "Freitagabend", "montags" not.
func (s *scan) weekday(word string) (time.Weekday, bool) {
	if d, ok := weekdays[word]; ok {
		return d, true
	}
	for _, t := range daytimes {
		if base, ok := strings.CutSuffix(word, t); ok {
			if d, ok := weekdays[base]; ok {
				return d, true
			}
		}
	}
	return 0, false
}

// onWeekday resolves a weekday to the last one up to the day of the article, and to the next one behind it.
func (s *scan) onWeekday(d time.Weekday) (past, ahead string) {
	now, ok := s.published()
	if !ok {
		return "", ""
	}
	back := (int(now.Weekday()) - int(d) + 7) % 7
	last := now.AddDate(0, 0, -back)
	next := last.AddDate(0, 0, 7)
	if back == 0 {
		next = last
	}
	return last.Format(time.DateOnly), next.Format(time.DateOnly)
}

func (s *scan) shifted(days int) string {
	now, ok := s.published()
	if !ok {
		return ""
	}
	return now.AddDate(0, 0, days).Format(time.DateOnly)
}

func (s *scan) published() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s.d.Article.Date)
	return t, err == nil
}

// yearAllowed reports whether four digits are a year and no amount: nothing countable follows.
func (s *scan) yearAllowed(i int) bool {
	if s.tag(i+1) == "NN" || s.at1(i+1) == "%" {
		return slices.Contains([]string{"Jahr", "Jahre", "Jahren"}, s.at1(i-1))
	}
	return true
}
