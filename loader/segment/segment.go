// Package segment cuts an article into tokens and sentences. For example, "Putin traf Kim am 13. September. Das half."
// is two sentences, "13." is one token, and "am" is the two tokens "an" and "dem" with one span.
//
// Tokens cover every byte of the content zones that is not white space, and nothing else; sentences never cross zones.
// It does not say what a word means: the lexicon is asked through one function, whether a string is a word at all.
package segment

import (
	"strings"

	"newsgraph/data"
	"newsgraph/internal/wordlist"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
)

// A Segmenter holds the word lists that the rules look into. It is safe for concurrent use.
type Segmenter struct {
	known         func(word string) bool
	abbreviations map[string]bool // form with its stop -> may end a sentence
	contractions  map[string][2]string
	starters      map[string]bool
	ordinals      map[string]bool
}

// New reads the word lists. known says whether the lexicon has a word; nil means that it has none, then glued words
// ("vorDie") stay glued.
func New(known func(word string) bool) (*Segmenter, error) {
	if known == nil {
		known = func(string) bool { return false }
	}
	s := &Segmenter{known: known, abbreviations: map[string]bool{}, contractions: map[string][2]string{}, starters: map[string]bool{}, ordinals: map[string]bool{}}
	err := wordlist.Rows(data.Lexicon, "lexicon/abbreviations.tsv", 2, func(f []string) error { s.abbreviations[f[0]] = f[1] == "end"; return nil })
	if err == nil {
		err = wordlist.Rows(data.Lexicon, "lexicon/contractions.tsv", 3, func(f []string) error { s.contractions[f[0]] = [2]string{f[1], f[2]}; return nil })
	}
	if err == nil {
		err = wordlist.Rows(data.Lexicon, "lexicon/starters.txt", 1, func(f []string) error { s.starters[f[0]] = true; return nil })
	}
	if err == nil {
		err = wordlist.Rows(data.Lexicon, "lexicon/ordinals.txt", 1, func(f []string) error { s.ordinals[f[0]] = true; return nil })
	}
	return s, err
}

// Split returns the tokens of all content zones, in order, and the sentences that they make.
func (s *Segmenter) Split(a article.Article) ([]doc.Token, []doc.Sentence) {
	var tokens []doc.Token
	var sentences []doc.Sentence
	for i, z := range a.Zones {
		if !z.Kind.Content() {
			continue
		}
		pieces := s.scan(a.Text[:z.End], z.Start)
		markBreaks(pieces, a.Text[:z.End], z.Kind == article.Headline || z.Kind == article.Caption)
		pieces = s.stops(pieces, a.Text)
		for start := 0; start < len(pieces); {
			end := start + 1
			for end < len(pieces) && !pieces[end].first {
				end++
			}
			first := len(tokens)
			tokens = s.emit(tokens, pieces[start:end], a.Text)
			sentences = append(sentences, doc.Sentence{First: first, Last: len(tokens), Zone: i})
			start = end
		}
	}
	return tokens, sentences
}

// emit appends the tokens of one sentence, contractions taken apart.
func (s *Segmenter) emit(tokens []doc.Token, sentence []piece, text string) []doc.Token {
	for k, p := range sentence {
		form := text[p.start:p.end]
		parts, ok := s.contraction(sentence, k, text)
		if !ok {
			tokens = append(tokens, doc.Token{Start: p.start, End: p.end, Text: form})
			continue
		}
		tokens = append(tokens,
			doc.Token{Start: p.start, End: p.end, Text: parts[0], Part: 1},
			doc.Token{Start: p.start, End: p.end, Text: parts[1], Part: 2})
	}
	return tokens
}

// contraction returns preposition and article of the piece. "Im" is one at the start of a sentence, but a name in
// "der Abgeordnete Im Jong-seok"; "IM" is one in "KRIEG IM OSTEN", but a title in "IM Sobotka".
func (s *Segmenter) contraction(sentence []piece, k int, text string) ([2]string, bool) {
	form := text[sentence[k].start:sentence[k].end]
	if len(form) > len("hinterm") {
		return [2]string{}, false
	}
	parts, ok := s.contractions[form]
	if ok {
		return parts, true
	}
	parts, ok = s.contractions[strings.ToLower(form)]
	if !ok {
		return parts, false
	}
	if strings.ToUpper(form) == form {
		parts[0], parts[1] = strings.ToUpper(parts[0]), strings.ToUpper(parts[1])
		return parts, shouts(sentence, k-1, text) || shouts(sentence, k+1, text)
	}
	parts[0] = capitalise(parts[0])
	opens := k == 0 || sentence[k].glued || !isWord(text[sentence[k-1].start:])
	return parts, opens
}

// shouts reports whether the piece at k is a word of three capitals or more.
func shouts(sentence []piece, k int, text string) bool {
	if k < 0 || k >= len(sentence) {
		return false
	}
	form := text[sentence[k].start:sentence[k].end]
	return len(form) >= 3 && strings.ToUpper(form) == form && strings.ToLower(form) != form
}
