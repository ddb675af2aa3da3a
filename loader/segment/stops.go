package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Longer stretches without a stop are lists or tables; later stages need not read them as one sentence.
const maxPieces = 250

// An aside in brackets of at most this many pieces stays inside its sentence, whatever stops it holds.
const maxAside = 60

// markBreaks says where a line break ends a sentence: always at an empty line and in headlines; in running text after every
// line, unless the text is wrapped at a fixed width. Then only a short line is a heading, and stops decide about the others.
func markBreaks(pieces []piece, text string, headline bool) {
	width := lineWidth(pieces)
	lineStart := 0
	for k := range pieces {
		p := &pieces[k]
		if k == 0 || p.lines == 0 {
			continue
		}
		length := pieces[k-1].end - pieces[lineStart].start
		lineStart = k
		wrapped := width < 130 && length*10 >= width*6
		p.brk = p.lines > 1 || headline || !wrapped || unicode.IsUpper(at(text, p.start)) && final(text[pieces[k-1].start:pieces[k-1].end])
	}
}

// lineWidth returns the length of the longest line.
func lineWidth(pieces []piece) int {
	longest, start := 0, 0
	for k, p := range pieces {
		if p.lines > 0 {
			start = k
		}
		longest = max(longest, p.end-pieces[start].start)
	}
	return longest
}

func final(mark string) bool {
	return mark == "." || mark == "!" || mark == "?" || mark == "…" || strings.HasPrefix(mark, "..")
}

// stops joins stops to the abbreviations and ordinals that they belong to, and marks the first piece of every sentence.
func (s *Segmenter) stops(pieces []piece, text string) []piece {
	closing := brackets(pieces, text)
	out := pieces[:0]
	ended, first, aside := false, 0, 0 // first: index in out; aside: index in pieces where the open bracket closes
	for k := 0; k < len(pieces); k++ {
		p := pieces[k]
		form := text[p.start:p.end]
		if ended && closes(pieces, k, text) {
			out = append(out, p)
			continue
		}
		if k == 0 || ended || p.brk || len(out)-first >= maxPieces || p.glued && s.starters[form] {
			p.first, ended, first = true, false, len(out)
		}
		if c := closing[k]; c > 0 && !p.first && c-k <= maxAside {
			aside = c
		}
		out = append(out, p)
		joined, end := s.mark(pieces, k, text)
		if joined {
			out[len(out)-1].end = pieces[k+1].end
			k++
		}
		ended = end && k >= aside
	}
	return out
}

// brackets returns for every opening bracket the piece that closes it.
func brackets(pieces []piece, text string) map[int]int {
	closing := map[int]int{}
	var open []int
	for k, p := range pieces {
		switch text[p.start:p.end] {
		case "(", "[":
			open = append(open, k)
		case ")", "]":
			if len(open) > 0 {
				closing[open[len(open)-1]] = k
				open = open[:len(open)-1]
			}
		}
	}
	return closing
}

// closes reports whether the piece still belongs to the sentence that ended before it: "Nein!“", "(Er ging.)".
func closes(pieces []piece, k int, text string) bool {
	p := pieces[k]
	if p.brk || p.lines > 0 {
		return false
	}
	tight := pieces[k-1].end == p.start
	switch text[p.start:p.end] {
	case ")", "]":
		return true
	case `"`, "“", "”", "»", "«", "'", "’", "‘", "‹", "›":
		return tight || k+1 == len(pieces) || pieces[k+1].start > p.end && !tight && pieces[k+1].brk
	case ".", "!", "?", "…", "...":
		return true
	}
	return false
}

// mark says whether the next piece is a stop that belongs to piece k, and whether a sentence ends with the two or,
// where piece k itself is a mark, with that.
func (s *Segmenter) mark(pieces []piece, k int, text string) (joined, end bool) {
	form := text[pieces[k].start:pieces[k].end]
	switch {
	case form == "!" || form == "?" || form == ".":
		f := s.follow(pieces, k+1, text)
		return false, !(f.goesOn || f.lower && (f.closer || form != "."))
	case form == "…" || strings.HasPrefix(form, ".."):
		f := s.follow(pieces, k+1, text)
		tight := k > 0 && pieces[k-1].end == pieces[k].start && !pieces[k].first
		return false, f.none || f.starter || f.upper && tight
	case strings.HasSuffix(form, ".") && isWord(form): // "z.B."
		f := s.follow(pieces, k+1, text)
		return false, f.none || s.abbreviations[form] && f.starter
	}
	if !isWord(form) || k+1 >= len(pieces) || pieces[k+1].start != pieces[k].end || text[pieces[k+1].start:pieces[k+1].end] != "." {
		return false, false
	}
	return s.stop(pieces, k, form, s.follow(pieces, k+2, text), text)
}

// stop decides about the stop after a word: is it part of the word, and does it end a sentence? If it is no part, the
// stop is a piece of its own and answers for itself, except that end = false says that nothing ends yet.
func (s *Segmenter) stop(pieces []piece, k int, form string, f following, text string) (joined, end bool) {
	mayEnd, listed := s.abbreviations[form+"."]
	switch {
	case listed && !mayEnd && s.known(form) && (f.starter || f.none): // "Das sagte Max. Er ..."
		return false, false
	case listed:
		return true, f.none || mayEnd && f.starter
	case f.none:
		return false, false
	case f.closer:
		return false, false
	case s.counts(pieces, k, form, f, text):
		return true, false
	case f.goesOn:
		return f.comma, false // "23 kcal., ..."
	case f.lower:
		return !s.known(form) && utf8.RuneCountInString(form) <= 8, false
	}
	return false, false
}

// counts reports whether the stop makes an ordinal or an initial of the word: "21. April", "Felipe VI. mit", "George W. Bush".
func (s *Segmenter) counts(pieces []piece, k int, form string, f following, text string) bool {
	if f.starter {
		// A list counts sentences: "1. Die Regierung tritt zurück."
		return len(form) <= 2 && isDigit(rune(form[0])) && (k == 0 || pieces[k].brk || pieces[k].first)
	}
	if isRoman(form) || utf8.RuneCountInString(form) == 1 && unicode.IsLetter(at(form, 0)) { // also "z. B."
		return true
	}
	if len(form) > 4 || strings.Trim(form, "0123456789") != "" {
		return false
	}
	if f.lower || f.comma || f.digit && len(form) <= 2 {
		return true
	}
	if s.ordinals[f.word] {
		return len(form) <= 3
	}
	return len(form) <= 2 && f.upper && (k == 0 || pieces[k].brk || pieces[k].first || determines(pieces, k-1, text))
}

func isRoman(form string) bool {
	return len(form) <= 5 && strings.Trim(form, "IVX") == ""
}

// determines reports whether an ordinal may follow the piece: "im 9. Gemeindebezirk", but "Er ist 45. Putin sagte".
func determines(pieces []piece, k int, text string) bool {
	switch strings.ToLower(text[pieces[k].start:pieces[k].end]) {
	case "am", "im", "vom", "zum", "zur", "beim", "der", "die", "das", "dem", "den", "des", "bis", "ab", "seit", "ihr", "ihre", "ihrem", "ihren", "ihrer",
		"sein", "seine", "seinem", "seinen", "seiner", "ein", "eine", "einem", "einen", "einer", "ins", "mit", "jeder", "jede", "jedem", "jeden", "und", "oder", "(":
		return true
	}
	return false
}

// A following is what stands behind a stop.
type following struct {
	none, goesOn, comma, lower, upper, digit, starter, closer bool
	word                                                      string
}

// follow looks at piece k and, past marks that close or open a quotation, at the word behind them.
func (s *Segmenter) follow(pieces []piece, k int, text string) following {
	var f following
	for limit := k + 8; k < limit && k < len(pieces) && k > 0 && closes(pieces, k, text); k++ {
		f.closer = true
	}
	if k >= len(pieces) || pieces[k].brk {
		f.none = true
		return f
	}
	form := text[pieces[k].start:pieces[k].end]
	if opensQuote(form) && k+1 < len(pieces) {
		k++
		form = text[pieces[k].start:pieces[k].end]
	}
	f.word = form
	r := at(form, 0)
	f.comma = form == "," || form == ";" || form == ":"
	f.goesOn = f.comma || form == "–" || form == "-" || form == "/" || form == "—"
	f.lower, f.upper, f.digit = unicode.IsLower(r), unicode.IsUpper(r), isDigit(r)
	f.starter = s.starters[form]
	return f
}

func opensQuote(form string) bool {
	return form == "„" || form == "»" || form == "«" || form == "“" || form == `"` || form == "‚" || form == "‹" || form == "›"
}

func capitalise(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}
