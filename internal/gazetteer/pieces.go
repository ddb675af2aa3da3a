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
	letters, plain := 0, true
	for i, r := range s {
		if i == 0 {
			p.upper = unicode.IsUpper(r) || unicode.IsDigit(r)
		}
		if unicode.IsLetter(r) {
			letters++
			p.caps = p.caps && unicode.IsUpper(r)
		}
		plain = plain && r < 0x80
	}
	p.caps = p.caps && letters >= 2
	if plain {
		p.key = strings.ToLower(s)
	} else {
		p.key = fold(s)
	}
	return p
}

func fold(s string) string {
	return ontology.Fold(strokes.Replace(s))
}
