package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A para is a paragraph: one line of the text, or several where the file is wrapped at a fixed width.
type para struct {
	start, end int    // trimmed of white space
	text       string // Text[start:end]
	gap        bool   // a blank line (or the start of the text) stands before it
}

// paragraphs cuts the text into paragraphs.
func paragraphs(text string) []para {
	ls := lines(text)
	if wrapped(ls) {
		return joinWrapped(text, ls)
	}
	return ls
}

// lines returns the lines that are not blank.
func lines(text string) []para {
	var out []para
	gap := true
	for at := 0; at < len(text); {
		n, next := lineEnd(text, at)
		start, end := trim(text, at, n)
		if start < end {
			out = append(out, para{start: start, end: end, text: text[start:end], gap: gap})
			gap = false
		} else {
			gap = true
		}
		at = next
	}
	return out
}

// lineEnd returns where the line that begins at at ends and where the next begins.
func lineEnd(text string, at int) (end, next int) {
	for i, r := range text[at:] {
		switch r {
		case '\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029':
			end = at + i
			next = end + utf8.RuneLen(r)
			if r == '\r' && strings.HasPrefix(text[next:], "\n") {
				next++
			}
			return end, next
		}
	}
	return len(text), len(text)
}

// trim narrows [start, end) to what is not white space or invisible.
func trim(text string, start, end int) (int, int) {
	s := text[start:end]
	left := strings.TrimLeftFunc(s, invisible)
	start = end - len(left)
	return start, start + len(strings.TrimRightFunc(left, invisible))
}

func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r)
}

// wrapWidth is the longest line of a text that was wrapped by a mail program or an editor.
const wrapWidth = 100

// wrapped reports whether the file breaks its lines at a fixed width: no line is long, and most of the fuller ones stop in
// the middle of a sentence.
func wrapped(ls []para) bool {
	full, open := 0, 0
	for _, l := range ls {
		n := utf8.RuneCountInString(l.text)
		if n > wrapWidth {
			return false
		}
		if n >= 45 {
			full++
			if !endsSentence(l.text) {
				open++
			}
		}
	}
	return full >= 3 && open*2 > full
}

// joinWrapped joins the lines of a paragraph. A line goes on in the next one when that follows without a blank line and
// begins in lower case, or when the line is as full as its neighbours and ends no sentence.
func joinWrapped(text string, ls []para) []para {
	width := 0
	for _, l := range ls {
		width = max(width, utf8.RuneCountInString(l.text))
	}
	var out []para
	for _, l := range ls {
		if len(out) == 0 || l.gap || !goesOn(lastLine(out[len(out)-1].text), l.text, width) {
			out = append(out, l)
			continue
		}
		p := &out[len(out)-1]
		p.end = l.end
		p.text = text[p.start:p.end]
	}
	return out
}

func goesOn(line, next string, width int) bool {
	r, _ := utf8.DecodeRuneInString(next)
	if bullet(next) > 0 {
		return false
	}
	return unicode.IsLower(r) || utf8.RuneCountInString(line) > width*2/3
}

func lastLine(s string) string {
	if i := strings.LastIndexAny(s, "\r\n"); i >= 0 {
		return s[i+1:]
	}
	return s
}

// endsSentence reports whether the text stops like a sentence: ". ", "?“", ".»", "…".
func endsSentence(s string) bool {
	s = strings.TrimRight(s, " \t\u00a0\"'“”„»«›‹’‘)]")
	r := lastRune(s)
	return strings.ContainsRune(".!?…:;", r)
}

// bullet returns the length of a list mark with the space behind it: "- ", "• ", "– ".
func bullet(s string) int {
	for _, b := range []string{"-", "–", "—", "•", "*", "·", "▪", "●", "◦", "►", "➤"} {
		if rest, ok := strings.CutPrefix(s, b); ok {
			trimmed := strings.TrimLeft(rest, " \t\u00a0")
			if len(trimmed) < len(rest) && trimmed != "" {
				return len(s) - len(trimmed)
			}
		}
	}
	return 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// prose reports whether a paragraph is running text: it ends like a sentence and is long enough for one, or it is simply long.
func prose(s string) bool {
	words := len(strings.Fields(s))
	n := utf8.RuneCountInString(s)
	return endsSentence(s) && words >= 5 && n >= 30 && hasLower(s) || words >= 18 && n >= 120 && hasLower(s)
}

// hasLower reports whether some word after the first begins in lower case, as in every German sentence and hardly any menu.
func hasLower(s string) bool {
	for i, w := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(w)
		if i > 0 && unicode.IsLower(r) {
			return true
		}
	}
	return false
}

// debris reports whether a line is left over from a player or an icon font: "00:00 / 00:00", "play_arrow", "Spielechevron_right".
func debris(s string) bool {
	letters := false
	for _, r := range s {
		letters = letters || unicode.IsLetter(r)
	}
	if !letters {
		return true
	}
	if f := strings.Fields(s); len(f) <= 4 {
		w := f[len(f)-1]
		i := strings.IndexByte(w, '_')
		return i > 0 && i < len(w)-1 && !strings.ContainsAny(w, "@./:")
	}
	return false
}
