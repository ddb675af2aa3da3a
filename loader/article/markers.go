package article

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// An effect is what a marker does to the lines of an article; data/zones.tsv explains each.
type effect string

const (
	effLine     effect = "line"
	effList     effect = "list"
	effRest     effect = "rest"
	effComments effect = "comments"
	effKeyFacts effect = "keyfacts"
	effCaption  effect = "caption"
	effCredit   effect = "credit"
	effLabel    effect = "label"
	effAgency   effect = "agency"
	effWord     effect = "word"
	effStamp    effect = "stamp"
	effAddress  effect = "address"
	effPolite   effect = "polite"
)

var effects = []effect{
	effLine, effList, effRest, effComments, effKeyFacts, effCaption, effCredit, effLabel, effAgency, effWord,
	effStamp, effAddress, effPolite,
}

var wheres = []string{"whole", "start", "end", "count", "has", "notice"}

// A marker is one line of the table.
type marker struct {
	effect  effect
	where   string
	text    string
	example string
	miss    string
	line    int
}

// markers is the table, indexed for look-up.
type markers struct {
	all    []marker
	whole  map[string]effect // line, list, rest, comments, keyfacts
	start  []marker
	end    []marker
	count  []marker
	has    []marker
	notice []marker
	prefix []marker                   // credit and label: followed by a colon
	sets   map[effect]map[string]bool // agency, stamp, address, polite
	words  map[string]map[string]bool // language -> function words
	lines  datelines
}

// parseMarkers reads data/zones.tsv strictly: an error names the line.
func parseMarkers(table string) (*markers, error) {
	m := &markers{whole: map[string]effect{}, sets: map[effect]map[string]bool{}, words: map[string]map[string]bool{}, lines: newDatelines()}
	seen := map[string]bool{}
	for i, l := range strings.Split(table, "\n") {
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		mk, err := parseMarker(l, i+1)
		if err != nil {
			return nil, fmt.Errorf("zones.tsv: line %d: %w", i+1, err)
		}
		key := string(mk.effect) + "\t" + mk.where + "\t" + mk.text
		if seen[key] {
			return nil, fmt.Errorf("zones.tsv: line %d: %q is there twice", i+1, mk.text)
		}
		seen[key] = true
		m.add(mk)
	}
	return m, nil
}

func parseMarker(l string, n int) (marker, error) {
	f := strings.Split(l, "\t")
	if len(f) != 3 && len(f) != 5 {
		return marker{}, fmt.Errorf("%d columns, want 3 or 5", len(f))
	}
	mk := marker{effect: effect(f[0]), where: f[1], text: f[2], line: n}
	if !slices.Contains(effects, mk.effect) {
		return marker{}, fmt.Errorf("unknown effect %q", f[0])
	}
	if mk.effect != effWord && !slices.Contains(wheres, mk.where) {
		return marker{}, fmt.Errorf("unknown place %q", f[1])
	}
	if mk.text == "" || mk.text != fold(mk.text) {
		return marker{}, fmt.Errorf("%q is not folded: want %q", mk.text, fold(mk.text))
	}
	if len(f) == 5 {
		mk.example, mk.miss = f[3], f[4]
	} else if mk.where != "whole" && mk.effect != effWord {
		return marker{}, fmt.Errorf("%q needs an example and a near miss", mk.text)
	}
	return mk, nil
}

func (m *markers) add(mk marker) {
	m.all = append(m.all, mk)
	switch {
	case mk.effect == effWord:
		if m.words[mk.where] == nil {
			m.words[mk.where] = map[string]bool{}
		}
		m.words[mk.where][mk.text] = true
	case mk.effect == effAgency, mk.effect == effStamp, mk.effect == effAddress, mk.effect == effPolite:
		if m.sets[mk.effect] == nil {
			m.sets[mk.effect] = map[string]bool{}
		}
		m.sets[mk.effect][mk.text] = true
	case mk.effect == effCredit, mk.effect == effLabel:
		m.prefix = append(m.prefix, mk)
	case mk.where == "whole":
		m.whole[mk.text] = mk.effect
	case mk.where == "start":
		m.start = append(m.start, mk)
	case mk.where == "end":
		m.end = append(m.end, mk)
	case mk.where == "count":
		m.count = append(m.count, mk)
	case mk.where == "has":
		m.has = append(m.has, mk)
	default:
		m.notice = append(m.notice, mk)
	}
}

// maxMarked is how many words a line may have to be judged by how it starts or ends: navigation is short, sentences of an
// article that happen to begin like it are not.
const maxMarked = 25

// match finds the effect of a line.
func (m *markers) match(line string) (effect, bool) {
	f := fold(line)
	if e, ok := m.whole[f]; ok {
		return e, true
	}
	if strings.Count(f, " ") < maxMarked {
		for _, mk := range m.start {
			if strings.HasPrefix(f, mk.text) && boundary(f, len(mk.text)) {
				return mk.effect, true
			}
		}
		for _, mk := range m.end {
			if strings.HasSuffix(f, " "+mk.text) {
				return mk.effect, true
			}
		}
		for _, mk := range m.count {
			if counted(f, mk.text) {
				return mk.effect, true
			}
		}
	}
	if m.menu(f) {
		return effLine, true
	}
	for _, mk := range m.has {
		if containsWord(f, mk.text) {
			return mk.effect, true
		}
	}
	for _, mk := range m.notice {
		if containsWord(f, mk.text) && m.addresses(line) {
			return mk.effect, true
		}
	}
	return "", false
}

// menu reports whether a line is two or more entries of a menu: "Teilen Drucken Merken".
func (m *markers) menu(f string) bool {
	n := 0
	for _, w := range strings.FieldsFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if m.whole[w] != effLine {
			return false
		}
		n++
	}
	return n > 1
}

// counted reports whether a line is the word with a number and at most one word more: "37 Postings", "Leserkommentare (2)".
func counted(f, word string) bool {
	if !strings.Contains(f, word) || !strings.ContainsAny(f, "0123456789") {
		return false
	}
	found, number := false, false
	words := strings.FieldsFunc(f, func(r rune) bool { return strings.ContainsRune(" ():", r) })
	for _, w := range words {
		found = found || w == word
		number = number || digits(w)
	}
	return found && number && len(words) <= 3
}

// labelled finds a label with its colon at the start of a line: the length of "Quelle:" in "Quelle:Das teilte ...".
func (m *markers) labelled(line string) (e effect, n int, ok bool) {
	head, _, found := strings.Cut(line, ":")
	if !found || len(head) > 40 {
		return "", 0, false
	}
	h := fold(strings.TrimLeft(head, "(©[ "))
	for _, mk := range m.prefix {
		if h == mk.text {
			return mk.effect, len(head) + 1, true
		}
	}
	return "", 0, false
}

// addresses reports whether a line speaks to the reader or for the site, as notices do ("Wir verwenden Cookies", "Ihr Browser")
// and news does not. A line with a quotation is news.
func (m *markers) addresses(line string) bool {
	if strings.ContainsAny(line, "„“»«\"") {
		return false
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })
	for i, w := range words {
		folded := strings.ToLower(w)
		// "Sie" in the middle of a sentence is the polite address, at its start it may be anybody.
		if m.sets[effAddress][folded] || m.sets[effPolite][folded] && i > 0 && folded != w {
			return true
		}
	}
	return len(words) < 8
}

// fold makes the form in which lines are compared: lower case, single spaces, no decoration at the end.
func fold(s string) string {
	s = strings.Join(strings.Fields(strings.ToLower(s)), " ")
	cut := strings.TrimRight(s, " »›>…→+*|?!")
	cut = strings.TrimSuffix(cut, "...")
	if cut == "" {
		return s
	}
	return cut
}

func boundary(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	last, next := rune(s[i-1]), []rune(s[i:])[0]
	return !unicode.IsLetter(last) || !unicode.IsLetter(next)
}

func containsWord(s, w string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], w)
		if i < 0 {
			return false
		}
		i += from
		before := i == 0 || !unicode.IsLetter(lastRune(s[:i]))
		if before && boundary(s, i+len(w)) {
			return true
		}
		from = i + len(w)
	}
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.'’") == ""
}
