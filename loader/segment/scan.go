package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A piece is a token to be.
type piece struct {
	start, end int
	lines      int  // line breaks before it
	glued      bool // the second half of "MachtAm"
	brk        bool // a sentence starts here whatever stands before
	first      bool // a sentence starts here
}

// scan cuts text[from:] into pieces. Stops after words are pieces of their own; see stops.
func (s *Segmenter) scan(text string, from int) []piece {
	var out []piece
	sc := scanner{s: s, text: text}
	lines := 0
	for i := from; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if isSpace(r) {
			if r == '\n' || r == '\u2028' || r == '\u2029' {
				lines++
			}
			i += size
			continue
		}
		if lines > 0 {
			sc.quoted = false
		}
		end := sc.end(i, i == from || isSpace(before(text, i)))
		out = s.unglue(append(out, piece{start: i, end: end, lines: lines}), text)
		lines, i = 0, end
	}
	return out
}

// isSpace also takes invisible characters that pages put between words.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060' || r == '\u200e' || r == '\u200f'
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == '\u00ad' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isWordRune(r rune) bool { return isLetter(r) || unicode.IsDigit(r) }

// isWord reports whether text begins like a word.
func isWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isWordRune(r)
}

func before(text string, i int) rune {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return r
}

func at(text string, i int) rune {
	if i >= len(text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}

// A scanner finds the ends of pieces.
type scanner struct {
	s      *Segmenter
	text   string
	quoted bool // a single quotation mark is open: the next one after a word closes it
}

// end returns where the piece that starts at i ends; spaced says that white space or nothing stands before it.
func (sc *scanner) end(i int, spaced bool) int {
	r, size := utf8.DecodeRuneInString(sc.text[i:])
	next := at(sc.text, i+size)
	switch {
	case isWordRune(r):
		if end := address(sc.text, i); end > i {
			return end
		}
		return sc.word(i)
	case (r == '#' || r == '@') && isWordRune(next):
		return wordRun(sc.text, i+size)
	case r == '-' && spaced && unicode.IsLower(next): // "Rohstoffexporte und -importe"
		return sc.word(i + size)
	case r == '.' && next == '.', r == '…', r == '-' && next == '-', r == '_' && next == '_', r == '=' && next == '=', r == '*' && next == '*':
		return repeat(sc.text, i+size, r)
	case strings.ContainsRune("'‚‘’‹›", r):
		sc.quoted = isWordRune(next)
	}
	i += size
	for i < len(sc.text) && (unicode.Is(unicode.M, at(sc.text, i)) || at(sc.text, i) == '\u200d') { // parts of emoji
		i += utf8.RuneLen(at(sc.text, i))
	}
	return i
}

// repeat returns the end of the run of r at i.
func repeat(text string, i int, r rune) int {
	for i < len(text) && at(text, i) == r {
		i += utf8.RuneLen(r)
	}
	return i
}

// wordRun returns the end of the run of letters, digits and underscores at i.
func wordRun(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isWordRune(r) && r != '_' {
			break
		}
		i += size
	}
	return i
}

// word returns the end of the word at i with the marks that belong inside it: "Kim Jong-un", "geht's", "4,8", "z.B.", "Umwelt-".
func (sc *scanner) word(i int) int {
	if end := sc.dotted(i); end > i {
		return end
	}
	j, numeric := i, true
	for j < len(sc.text) {
		r, size := utf8.DecodeRuneInString(sc.text[j:])
		if isWordRune(r) || r == '_' {
			numeric = numeric && isDigit(r)
			j += size
			continue
		}
		if j == i {
			break
		}
		end := sc.joint(i, j, numeric)
		if end == j {
			break
		}
		if j = end; !isWord(sc.text[j:]) {
			break // "Umwelt-", "Putins'"
		}
	}
	return j
}

// thousands reports whether exactly three digits stand at i.
func thousands(text string, i int) bool {
	n := 0
	for i+n < len(text) && n < 4 && text[i+n] >= '0' && text[i+n] <= '9' {
		n++
	}
	return n == 3
}

// joint returns the end of the mark at j if it belongs to the word that began at i, else j.
func (sc *scanner) joint(i, j int, numeric bool) int {
	r, size := utf8.DecodeRuneInString(sc.text[j:])
	prev, next := before(sc.text, j), at(sc.text, j+size)
	keep := false
	switch r {
	case '-', '‐', '‑':
		keep = sc.hyphen(i, j, size, numeric)
	case '\'', '’':
		keep = sc.apostrophe(j+size, prev, next)
	case '.':
		keep = numeric && isDigit(next)
		if next == '-' && j-i < 12 && isWord(sc.text[j+2:]) && sc.listed(sc.text[i:j+1]) { // "Dipl.-Ing."
			return j + 2
		}
	case ',', '/':
		keep = numeric && isDigit(next)
	case '\u00a0', '\u202f', '\u2009': // "12 500" with a space that does not break
		keep = numeric && (j-i < 4 || !isDigit(rune(sc.text[j-4]))) && thousands(sc.text, j+size)
	case ':':
		keep = numeric && isDigit(next) || inclusive(sc.text, j+size)
	case '*':
		keep = inclusive(sc.text, j+size)
	case '&':
		keep = unicode.IsUpper(prev) && unicode.IsUpper(next) // "S&P"
	}
	if !keep {
		return j
	}
	return j + size
}

func (sc *scanner) listed(form string) bool {
	_, ok := sc.s.abbreviations[form]
	return ok
}

// hyphen keeps "US-Regierung", "Umwelt-" and "2024-04-21" whole and takes "5-10" apart.
func (sc *scanner) hyphen(i, j, size int, numeric bool) bool {
	next := at(sc.text, j+size)
	switch {
	case numeric && isDigit(next):
		return isoDate(sc.text, i)
	case isWordRune(next):
		return true
	case next == '-':
		return false
	}
	return isLetter(before(sc.text, j)) || isSpace(next) && numeric // "12- bis 14-Jährige"
}

// isoDate reports whether "2024-04-21" stands at i.
func isoDate(text string, i int) bool {
	const shape = "dddd-dd-dd"
	if len(text) < i+len(shape) {
		return false
	}
	for k := range shape {
		if c := text[i+k]; shape[k] == 'd' && !isDigit(rune(c)) || shape[k] == '-' && c != '-' {
			return false
		}
	}
	return !isWord(text[i+len(shape):])
}

// apostrophe keeps "geht's", "10'000" and "Putins'" whole; in 'Er ist aus Paris' the last mark is a quotation mark.
func (sc *scanner) apostrophe(after int, prev, next rune) bool {
	switch {
	case isDigit(prev):
		return isDigit(next) && isDigit(at(sc.text, after+1)) && isDigit(at(sc.text, after+2))
	case isLetter(next):
		return true
	}
	return !sc.quoted && strings.ContainsRune("sxzßSXZ", prev) && !unicode.IsPunct(next)
}

// inclusive reports whether "Bürger:innen" or "Bürger*in" goes on at i.
func inclusive(text string, i int) bool {
	rest := strings.TrimPrefix(text[i:], "in")
	if len(rest) == len(text)-i {
		return false
	}
	return !isWord(strings.TrimPrefix(rest, "nen"))
}

// dotted returns the end of "z.B.", "d.h.", "U.S." or "v.Chr." at i, or i.
func (sc *scanner) dotted(i int) int {
	j, groups := i, 0
	for {
		r, size := utf8.DecodeRuneInString(sc.text[j:])
		if !unicode.IsLetter(r) || at(sc.text, j+size) != '.' {
			break
		}
		j += size + 1
		groups++
	}
	if groups == 0 || !isWord(sc.text[j:]) {
		if groups < 2 {
			return i // a single initial is the matter of stops
		}
		return j
	}
	end := wordRun(sc.text, j)
	if end-i < 12 && at(sc.text, end) == '.' && sc.listed(sc.text[i:end+1]) {
		return end + 1
	}
	if groups == 1 {
		return i
	}
	return j
}

// unglue takes the last piece apart where a page lost the space: "MachtAm", "vorDie". Both sides have to be words.
func (s *Segmenter) unglue(out []piece, text string) []piece {
	start, end := out[len(out)-1].start, out[len(out)-1].end
	if strings.IndexFunc(text[start:end], func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return out
	}
	for left := start; ; {
		right := left + camel(text[left:end])
		if right == end {
			return out
		}
		if s.seam(text[left:right], text[right:right+camel(text[right:end])]) {
			out[len(out)-1].end = right
			out = append(out, piece{start: right, end: end, glued: true})
		}
		left = right
	}
}

// camel returns the length of the part up to the next capital after a small letter.
func camel(text string) int {
	low := false
	for i, r := range text {
		if low && unicode.IsUpper(r) {
			return i
		}
		low = unicode.IsLower(r)
	}
	return len(text)
}

// seam reports whether two words were glued. "derStandard" is the name of a newspaper and "BürgerInnen" one word.
func (s *Segmenter) seam(left, right string) bool {
	switch left {
	case "der", "die", "das", "ein", "im":
		return false
	}
	if right == "In" || right == "Innen" || len(left) < 2 || len(right) < 2 {
		return false
	}
	return s.known(left) && s.known(right)
}
