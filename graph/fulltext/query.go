package fulltext

import (
	"errors"
	"slices"
	"strings"
)

// ErrEmpty says that a search holds no word that could be looked for.
var ErrEmpty = errors.New("nothing to search for")

// A clause is one thing that a sentence must hold or must not: words beside each other, or a word by its beginning.
type clause struct {
	words  []word
	prefix string
	typed  string
}

// A query is what somebody searches for.
type query struct{ must, not []clause }

// parse reads words, "words beside each other", beginnings* and -what must not be there. Words that are everywhere ("der") are
// passed over outside of quotation marks.
func (a *Analyser) parse(text string) (query, error) {
	var q query
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		rest, not := strings.CutPrefix(text, "-")
		typed, after, quoted := "", "", false
		if inner, ok := strings.CutPrefix(rest, `"`); ok {
			typed, after, _ = strings.Cut(inner, `"`)
			quoted = true
		} else {
			end := strings.IndexAny(rest, " \t\n\"")
			if end < 0 {
				end = len(rest)
			}
			typed, after = rest[:end], rest[end:]
		}
		text = after
		c := clause{typed: typed}
		if beginning, ok := strings.CutSuffix(typed, "*"); ok && !quoted {
			if c.prefix = a.beginning(beginning); c.prefix == "" {
				continue
			}
			c.words = a.words(beginning) // "drohne*": the term of "Drohnen" is "drohn"
		} else if c.words = a.words(typed); len(c.words) == 0 {
			continue
		}
		if not {
			q.not = append(q.not, c)
		} else {
			q.must = append(q.must, c)
		}
	}
	if len(q.must) == 0 {
		return q, ErrEmpty
	}
	return q, nil
}

// beginning evens a beginning of a word out as words are, without taking an ending off.
func (a *Analyser) beginning(typed string) string {
	tokens := a.plain.Analyze([]byte(typed))
	if len(tokens) != 1 {
		return ""
	}
	return string(tokens[0].Term)
}

// holds reports whether the words of a sentence have the clause.
func (c clause) holds(words []word) bool {
	if c.prefix != "" {
		return slices.ContainsFunc(words, func(w word) bool {
			return strings.HasPrefix(w.term, c.prefix) || len(c.words) == 1 && w.term == c.words[0].term
		})
	}
	at := map[word]bool{}
	for _, w := range words {
		at[w] = true
	}
	for _, w := range words {
		if w.term != c.words[0].term {
			continue
		}
		shift := w.at - c.words[0].at
		if !slices.ContainsFunc(c.words, func(x word) bool { return !at[word{x.term, x.at + shift}] }) {
			return true
		}
	}
	return false
}

// names is the query as names are asked: their words, the last of a beginning* by its beginning.
func (q query) names() (words []string, prefix string) {
	for _, c := range q.must {
		typed, isPrefix := strings.CutSuffix(c.typed, "*")
		ws := nameWords(typed)
		if isPrefix && c.prefix != "" && len(ws) > 0 {
			prefix, ws = ws[len(ws)-1], ws[:len(ws)-1]
		}
		words = append(words, ws...)
	}
	return words, prefix
}
