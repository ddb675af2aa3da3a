package gazetteer

import (
	"strings"
	"unicode"

	"newsgraph/internal/ontology"
)

// A piece is a run of letters and digits in a word: "Jong-un" is two.
type piece struct {
	key   string // folded
	upper bool   // begins with a capital or a digit
	caps  bool   // two letters or more, all capitals: "UN", "RUSSLAND"
	end   bool   // the last piece of its word
}

// strokes are letters that no decomposition takes apart: "Jarosław" is also written "Jaroslaw".
var strokes = strings.NewReplacer("ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "đ", "d", "Đ", "D", "ı", "i", "ə", "e", "ʻ", "", "ð", "d", "æ", "ae")

// appendPieces takes a word apart. A word without letters or digits has none.
func appendPieces(ps []piece, word string) []piece {
	first := len(ps)
	start := -1
	for i, r := range word {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if inside && start < 0 {
			start = i
		}
		if !inside && start >= 0 {
			ps = append(ps, newPiece(word[start:i]))
			start = -1
		}
	}
	if start >= 0 {
		ps = append(ps, newPiece(word[start:]))
	}
	// "Putin's": an apostrophe before the genitive's s is common, if not correct.
	if n := len(ps); n-first >= 2 && ps[n-1].key == "s" && !ps[n-1].upper && strings.ContainsAny(word, "'’`") {
		ps = ps[:n-1]
	}
	if len(ps) > first {
		ps[len(ps)-1].end = true
	}
	return ps
}

func newPiece(s string) piece {
	p := piece{upper: true, caps: true}
	letters := 0
	for i, r := range s {
		if i == 0 {
			p.upper = unicode.IsUpper(r) || unicode.IsDigit(r)
		}
		if unicode.IsLetter(r) {
			letters++
			p.caps = p.caps && unicode.IsUpper(r)
		}
	}
	p.caps = p.caps && letters >= 2
	p.key = fold(s)
	return p
}

// fold is ontology.Fold for names with strokes, and quick where a word has only the letters of German: nearly always.
func fold(s string) string {
	if key, ok := foldGerman(s); ok {
		return key
	}
	return ontology.Fold(strokes.Replace(s))
}

// foldGerman does what ontology.Fold does for ASCII, umlauts and ß, and declines everything else.
func foldGerman(s string) (string, bool) {
	b := make([]byte, 0, len(s)+4)
	gap := false
	for _, r := range s {
		var add string
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r == 'ä' || r == 'Ä':
			add = "ae"
		case r == 'ö' || r == 'Ö':
			add = "oe"
		case r == 'ü' || r == 'Ü':
			add = "ue"
		case r == 'ß':
			add = "ss"
		case r < 0x80 || r == '’' || r == '–':
			gap = true
			continue
		default:
			return "", false
		}
		if gap && len(b) > 0 {
			b = append(b, ' ')
		}
		gap = false
		if add == "" {
			b = append(b, byte(r))
		} else {
			b = append(b, add...)
		}
	}
	return string(b), true
}
