package morph

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Head returns the lemma of a compound's last part, as far as it can be taken apart: "Rakete" for "Panzerabwehrraketen",
// "Regierung" for "US-Regierung". For other nouns it is the lemma, for unknown words the form.
func (l *Lexicon) Head(form string) string {
	head := form
	for {
		_, next := l.Parts(head)
		if next == "" || next == head {
			break
		}
		head = next
	}
	if lemma, ok := l.Noun(head); ok {
		return lemma
	}
	return head
}

// Parts takes a compound apart at its main seam: "Waffenlieferungen" is "Waffen" and "Lieferung", "Regierungssprecher" is
// "Regierung" and "Sprecher". The first part is as written, without a linking -s; both are "" where the word is no compound.
func (l *Lexicon) Parts(form string) (first, head string) {
	at := l.seam(form)
	if at == 0 {
		return "", ""
	}
	r, _ := l.noun(capitalise(form[at:]))
	if first = strings.TrimSuffix(form[:at], "-"); first != form[:at] {
		return first, r.Lemma
	}
	return l.unlinked(first), r.Lemma
}

// unlinked takes a linking -s or -es away: "Regierungs", "Bundes".
func (l *Lexicon) unlinked(first string) string {
	short, ok := strings.CutSuffix(first, "s")
	if !ok {
		return first
	}
	lemma, ok := l.Noun(short)
	switch {
	case !ok:
		return first
	case lemma+"es" == first:
		return lemma
	}
	return short
}

// seam returns where the head of a compound starts, 0 for other words.
func (l *Lexicon) seam(form string) int {
	if r, _ := utf8.DecodeRuneInString(form); !unicode.IsUpper(r) && !unicode.IsDigit(r) || len(form) < 6 || len(form) > 80 {
		return 0
	}
	if at := strings.LastIndexByte(form, '-') + 1; at > 1 {
		if r, _ := utf8.DecodeRuneInString(form[at:]); unicode.IsUpper(r) {
			if _, ok := l.noun(form[at:]); ok {
				return at
			}
			if inner := l.seam(form[at:]); inner > 0 { // "Nato-Verteidigungsausgaben"
				return at + inner
			}
		}
		return 0
	}
	_, known := l.noun(form)
	if known && l.isVerb(form) { // "Verbrechen", "Unternehmen"
		return 0
	}
	guess := 0
	for at := range form {
		if at < 3 || len(form)-at < 3 {
			continue
		}
		if !l.isHead(form[at:]) || known && form[at:] == "tag" { // "Sonntag"
			continue
		}
		if known && l.isFirst(form[:at]) || !known && l.links(form[:at]) {
			return at
		}
		if guess == 0 && len(form)-at >= 6 && strings.ContainsAny(strings.ToLower(form[:at]), "aeiouyäöü") {
			guess = at
		}
	}
	if known {
		return 0
	}
	return guess // "Kim" in "Kimregierung" need not be known
}

// isHead reports whether the rest of a word is a noun by itself. Nouns of three letters are heads where they are common.
func (l *Lexicon) isHead(rest string) bool {
	if utf8.RuneCountInString(rest) < 4 {
		switch rest {
		case "rat", "amt", "öl", "zug", "weg", "tag", "akt", "bau", "ort", "typ", "eid", "gas", "uhr", "see", "not", "hof", "tod":
		default:
			return false
		}
	}
	head := capitalise(rest)
	if l.bound[head] {
		return false
	}
	r, ok := l.noun(head)
	return ok && !l.bound[r.Lemma]
}

func (l *Lexicon) isVerb(form string) bool {
	for _, r := range l.spelt(nil, uncapitalise(form)) {
		if r.Class == Infinitive {
			return true
		}
	}
	return false
}

// isFirst reports whether a noun with its linking element stands before the seam of a word that the lexicon has. Verb stems and
// adjectives do not count there: "Stillstand" is no "Stand", "Hochzeit" no "Zeit".
func (l *Lexicon) isFirst(first string) bool {
	if len(first) < 4 {
		return false
	}
	for _, form := range []string{first, strings.TrimSuffix(first, "s"), first + "e", strings.TrimSuffix(first, "s") + "e"} {
		if _, ok := l.noun(form); ok && len(form) > 3 {
			return true
		}
	}
	return false
}

// links reports whether a word can be the first part of a compound.
func (l *Lexicon) links(first string) bool {
	if l.linksNoun(first) {
		return true
	}
	if len(l.closed[uncapitalise(first)]) > 0 {
		return true
	}
	at := l.seam(first)
	if at > 0 && l.links(first[:at]) {
		return true
	}
	if short, ok := strings.CutSuffix(first, "s"); ok { // "Verteidigungsministeriums" + "sprecher"
		at := l.seam(short)
		return at > 0 && l.links(short[:at])
	}
	return false
}

// linksNoun reports whether the first part is a noun with its linking element ("Waffen", "Regierungs", "Grenz"), the stem of a
// verb ("Droh") or an adjective ("Groß").
func (l *Lexicon) linksNoun(first string) bool {
	if len(first) < 3 {
		return false
	}
	for _, form := range []string{first, strings.TrimSuffix(first, "s"), first + "e", first + "en", strings.TrimSuffix(first, "s") + "e"} { // "Hilfs"
		if _, ok := l.noun(form); ok && len(form) > 2 {
			return true
		}
	}
	low := uncapitalise(first)
	for _, r := range l.spelt(l.spelt(nil, low), low+"en") {
		if r.Class == Predicate || r.Class == Infinitive && r.Lemma != low {
			return true
		}
	}
	return false
}
