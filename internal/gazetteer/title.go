package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Title is an office or a role: the noun, its class, and what stands before it in the same word.
type Title struct {
	Masculine string // "Präsident"
	Feminine  string // "Präsidentin", or "" where there is none
	Class     string // see titleClasses; "deputy" for any with Vice
	Front     bool   // a state may stand in front: "US-Präsident"
	Female    bool   // the word is the feminine
	Prefix    string // "US" of "US-Vizepräsidentin", "Außen" of "Außenminister", "Kreml" of "Kremlchef"
	Vice      bool   // "Vize-", "Stellvertreter-"
	Former    bool   // "Ex-", "Alt-"
	field     string // folded, what is written in one with the noun: "aussen" in "US-Außenminister"
}

// titleClasses is the closed set of classes. A line of class "none" keeps a word from being read as a compound: a
// "Lautsprecher" is no spokesman.
var titleClasses = strings.Fields("activist artist business citizen clergy commissioner deputy diplomat expert head-of-government head-of-state justice " +
	"legislator media military minister none official party police rebel royal spokesperson sport")

// titles maps every form of a noun, folded, to its line.
type titles struct {
	forms   map[string]titleForm
	longest int // bytes of the longest form
}

type titleForm struct {
	title Title
	alone bool // it ends no compound unless after a hyphen: "Neubauer" is a name
}

// addTitle reads one noun. The masculine may bring a plural that changes its vowel: "General|Generäle". "~" at the end
// marks a noun that is declined as an adjective: "Vorsitzend~".
func addTitle(g *Gazetteer, r row) error {
	base, plural, _ := strings.Cut(r.get("masculine"), "|")
	t := Title{Masculine: base, Feminine: r.get("feminine"), Class: r.get("class"), Front: r.get("front") == "yes"}
	if err := oneOf("class", t.Class, titleClasses); err != nil {
		return err
	}
	if err := oneOf("front", r.get("front"), []string{"", "yes"}); err != nil {
		return err
	}
	if err := oneOf("alone", r.get("alone"), []string{"", "yes"}); err != nil {
		return err
	}
	alone := r.get("alone") == "yes"
	if s, ok := strings.CutSuffix(base, "~"); ok {
		t.Masculine, t.Feminine = s+"er", s+"e"
		for _, e := range adjectiveEndings {
			if err := g.titles.put(s+e, t, alone); err != nil {
				return err
			}
		}
		return nil
	}
	forms := []string{base, base + "s", base + "es", base + "n", base + "en", base + "e"}
	if plural != "" {
		forms = append(forms, plural, plural+"n")
	}
	for _, f := range forms {
		if err := g.titles.put(f, t, alone); err != nil {
			return err
		}
	}
	return g.titles.putFeminine(t, alone)
}

func (ts *titles) putFeminine(t Title, alone bool) error {
	if t.Feminine == "" {
		return nil
	}
	t.Female = true
	for _, f := range []string{t.Feminine, t.Feminine + "nen", t.Feminine + "n"} {
		if err := ts.put(f, t, alone); err != nil {
			return err
		}
	}
	return nil
}

// put keeps the first of two lines that share an oblique form; two lines for one base form are a mistake.
func (ts *titles) put(form string, t Title, alone bool) error {
	if ts.forms == nil {
		ts.forms = map[string]titleForm{}
	}
	key := fold(form)
	if old, ok := ts.forms[key]; ok {
		if form == t.Masculine && old.title.Masculine == t.Masculine {
			return fmt.Errorf("%q stands in two lines", form)
		}
		if form != t.Masculine {
			return nil
		}
	}
	ts.forms[key] = titleForm{title: t, alone: alone}
	ts.longest = max(ts.longest, len(key))
	return nil
}

// Title reads a word as an office or role, alone or at the end of a compound, in any case and number: "Präsidenten",
// "US-Vize-Präsidentin", "Podemos-Chef", "Umweltministers". The longest noun wins: "Ministerpräsident" is its own.
func (g *Gazetteer) Title(word string) (Title, bool) {
	if !isUpper(word) {
		return Title{}, false
	}
	for cut := range word {
		if len(word)-cut > 2*g.titles.longest {
			continue
		}
		f, ok := g.titles.forms[fold(word[cut:])]
		if !ok || !f.mayFollow(word[:cut]) || word[cut] == '-' {
			continue
		}
		if f.title.Class == "none" {
			return Title{}, false
		}
		return f.title.after(word[:cut]), true
	}
	return Title{}, false
}

// Body is the body that a title names in one word with its office, "Kreml" of "Kremlsprecher" and "EU-Kommission" of
// "EU-Kommissionspräsidentin", or "".
func (t Title) Body() string {
	noun := t.Masculine
	for _, office := range []string{"sprecher", "chef", "präsident", "vorsitzender", "mitglied", "sekretär"} {
		if stem, ok := strings.CutSuffix(noun, office); ok && stem != "" {
			stem = strings.TrimSuffix(stem, "s")
			if t.Prefix != "" {
				return t.Prefix + "-" + stem
			}
			return stem
		}
	}
	return ""
}

// mayFollow says whether the noun can end a compound with this beginning.
func (f titleForm) mayFollow(prefix string) bool {
	return prefix == "" || strings.HasSuffix(prefix, "-") || !f.alone && len(prefix) >= 2
}

// after splits what stands before the noun into modifiers and the rest.
func (t Title) after(prefix string) Title {
	t.field = field(prefix)
	for again := true; again; {
		prefix, again = strings.TrimRight(prefix, "-"), false
		// "Vizeaußenminister": the modifier is written in one with what follows.
		if i := strings.LastIndexByte(prefix, '-') + 1; len(prefix) > i+4 && strings.EqualFold(prefix[i:i+4], "vize") && prefix[i+4] != '-' {
			prefix, t.Vice = prefix[:i]+upperFirst(prefix[i+4:]), true
		}
		for _, m := range []struct {
			word string
			flag *bool
		}{{"vize", &t.Vice}, {"stellvertreter", &t.Vice}, {"ex", &t.Former}, {"alt", &t.Former}} {
			rest, ok := cutEnd(prefix, m.word)
			if ok {
				prefix, *m.flag, again = rest, true, true
			}
		}
	}
	// "Ex-US-Präsident": the modifier leads and what it leads stays.
	for _, lead := range []string{"Ex-", "Alt-"} {
		if rest, ok := strings.CutPrefix(prefix, lead); ok {
			prefix, t.Former = rest, true
		}
	}
	if t.Vice {
		t.Class = "deputy"
	}
	t.Prefix = prefix
	return t
}

// field finds what narrows the office down: the part that no hyphen sets off and that is no modifier.
func field(prefix string) string {
	f := fold(prefix[strings.LastIndexByte(prefix, '-')+1:])
	if slices.Contains([]string{"vize", "stellvertreter", "ex", "alt"}, f) {
		return ""
	}
	return strings.TrimPrefix(f, "vize")
}

func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// cutEnd cuts a modifier that is the whole prefix or its last part after a hyphen.
func cutEnd(prefix, word string) (string, bool) {
	if strings.EqualFold(prefix, word) {
		return "", true
	}
	n := len(prefix) - len(word)
	if n > 0 && prefix[n-1] == '-' && strings.EqualFold(prefix[n:], word) {
		return prefix[:n-1], true
	}
	return prefix, false
}

// Classes lists the classes that a title may have, "none" aside.
func Classes() []string {
	return slices.DeleteFunc(slices.Clone(titleClasses), func(c string) bool { return c == "none" })
}
