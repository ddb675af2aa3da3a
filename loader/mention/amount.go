package mention

import (
	"regexp"
	"strconv"
	"strings"

	"newsgraph/loader/doc"
)

var digits = regexp.MustCompile(`^\d{1,3}(?:[.'’\x{00a0}\x{2009}\x{202f}]\d{3})+(?:,\d+)?$|^\d+(?:,\d+)?$`)

// amount finds "rund 4,8 Millionen Tonnen", "10'000 Schiffscontainer", "zwei Dutzend": the number, its multiplier and its unit. A unit that
// is an ordinary noun stays outside: the noun phrase names it.
func (s *scan) amount(i int) (doc.Mention, bool) {
	m := doc.Mention{First: i, Last: i + 1, Kind: doc.AmountMention, Score: 0.9}
	value, ok := s.number(i)
	if !ok {
		return m, false
	}
	a := doc.Amount{Value: value, Approximate: s.approximate(i)}
	for m.Last < s.last {
		f := s.units.Multiplier(s.text[m.Last])
		if f == 0 {
			break
		}
		a.Value *= f
		m.Last++
	}
	if m.Last < s.last {
		if s.units.Is(s.d.Words[m.Last].Lemma) || s.units.Is(s.text[m.Last]) {
			a.Unit = s.text[m.Last]
			m.Last++
		}
	}
	m.Amount = &a
	return m, true
}

// number reads digits in German, Swiss and Austrian writing, or a number word.
func (s *scan) number(i int) (float64, bool) {
	w := s.text[i]
	if digits.MatchString(w) {
		clean := strings.NewReplacer(".", "", "'", "", "’", "", "\u00a0", "", "\u202f", "", "\u2009", "", ",", ".").Replace(w)
		v, err := strconv.ParseFloat(clean, 64)
		return v, err == nil
	}
	if s.tag(i) == "CARD" || s.tag(i) == "NN" {
		if v := s.units.Word(strings.ToLower(w)); v > 0 {
			return v, true
		}
	}
	return 0, false
}

// approximate reports whether one of the words before the number makes it a rough one: "rund", "mehr als", "um die".
func (s *scan) approximate(i int) bool {
	for n := 1; n <= 3; n++ {
		if i-n < s.first {
			break
		}
		if s.units.Approximates(strings.ToLower(strings.Join(s.text[i-n:i], " "))) {
			return true
		}
	}
	return false
}
