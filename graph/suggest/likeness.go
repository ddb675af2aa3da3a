package suggest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/graph/naming"
	"newsgraph/internal/ontology"
)

// crowd is how many things may share a key; where more do, it tells nothing of any two.
const crowd = 60

// blocksOf lays things together that share a key, so that not everything is compared with everything.
func blocksOf(things []*thing) map[string][]*thing {
	out := map[string][]*thing{}
	for _, t := range things {
		for _, k := range keysOf(t) {
			out[k] = append(out[k], t)
		}
	}
	return out
}

// keysOf are the keys of a thing, each once: its names, the last word and the sound of a person's, the letters and the core of others,
// the beginnings and ends of long ones.
func keysOf(t *thing) []string {
	var out []string
	for _, name := range t.keys {
		words := strings.Fields(name)
		out = append(out, "name "+name)
		if t.Type == ontology.Person {
			out = append(out, "last "+words[len(words)-1])
		} else {
			out = append(out, "core "+core(name))
		}
		if s := skeleton(name); s != "" {
			out = append(out, "sound "+s)
		}
		if n := utf8.RuneCountInString(name); n >= shortest {
			runes := []rune(name)
			out = append(out, "begins "+string(runes[:5]), "ends "+string(runes[n-5:]))
		}
	}
	for _, name := range append([]string{t.Name}, t.others...) {
		if t.Type != ontology.Person {
			for _, l := range letters(name) {
				out = append(out, "letters "+l)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// candidates compares the things of each block, each pair once.
func candidates(things []*thing, blocks map[string][]*thing) []candidate {
	bearers := map[string]int{} // full names of people by their last word
	for _, t := range things {
		if words := strings.Fields(ontology.Fold(t.Name)); t.Type == ontology.Person && len(words) > 1 {
			bearers[words[len(words)-1]]++
		}
	}
	seen := map[[2]*thing]bool{}
	var out []candidate
	for _, key := range slices.Sorted(maps.Keys(blocks)) {
		block := blocks[key]
		if len(block) > crowd {
			continue
		}
		for i, a := range block {
			for _, b := range block[i+1:] {
				if seen[[2]*thing{a, b}] {
					continue
				}
				seen[[2]*thing{a, b}] = true
				if c, ok := alike(a, b, bearers); ok {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// alike weighs the names of two things: the best of all likenesses counts, the others are told.
func alike(a, b *thing, bearers map[string]int) (candidate, bool) {
	c := candidate{a: a, b: b}
	for _, found := range []struct {
		score  float64
		reason string
	}{called(a, b), lastName(a, b, bearers), initials(a, b), sounding(a, b), acronym(a, b), cores(a, b), spelled(a, b)} {
		if found.score > 0 {
			c.score, c.reasons = max(c.score, found.score), append(c.reasons, found.reason)
		}
	}
	return c, c.score > 0
}

type likeness = struct {
	score  float64
	reason string
}

// called: one name is a name of both, but something keeps them apart (it is a by-name, or they are of two types).
func called(a, b *thing) likeness {
	for _, k := range a.keys {
		if !slices.Contains(b.keys, k) {
			continue
		}
		if len(strings.Fields(k)) == 1 && a.Type == ontology.Person {
			return likeness{0.45, fmt.Sprintf("both are called %q", k)} // "Kim", "Machthaber"
		}
		return likeness{0.8, fmt.Sprintf("both are called %q", k)}
	}
	return likeness{}
}

func people(a, b *thing) bool { return a.Type == ontology.Person && b.Type == ontology.Person }

// lastName: one is known by a last name alone.
func lastName(a, b *thing, bearers map[string]int) likeness {
	if !people(a, b) {
		return likeness{}
	}
	x, y := strings.Fields(ontology.Fold(a.Name)), strings.Fields(ontology.Fold(b.Name))
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) != 1 || len(y) < 2 || x[0] != y[len(y)-1] {
		return likeness{}
	}
	if n := bearers[x[0]]; n > 1 {
		return likeness{0.6 / float64(n), fmt.Sprintf("the last name, which %d bear", n)}
	}
	return likeness{0.7, "the last name, which nobody else bears"}
}

// initials: "D. Peskow" and "Dmitri Peskow", "Frank Walter Steinmeier" and "Walter Steinmeier".
func initials(a, b *thing) likeness {
	if !people(a, b) {
		return likeness{}
	}
	x, y := strings.Fields(ontology.Fold(a.Name)), strings.Fields(ontology.Fold(b.Name))
	if len(x) < 2 || len(y) < 2 || x[len(x)-1] != y[len(y)-1] {
		return likeness{}
	}
	short, long := x[:len(x)-1], y[:len(y)-1]
	if len(strings.Join(short, "")) > len(strings.Join(long, "")) {
		short, long = long, short
	}
	fits, cut := 0, false
	for _, w := range short {
		if slices.Contains(long, w) || len(w) == 1 && strings.HasPrefix(long[0], w) {
			fits++
			cut = cut || len(w) == 1
		}
	}
	switch {
	case fits < len(short):
		return likeness{}
	case cut:
		return likeness{0.7, "the first name is an initial"}
	}
	return likeness{0.75, "one has a first name more"}
}

// sounding: other transliterations than those that graph/derive is sure of.
func sounding(a, b *thing) likeness {
	if a.Type != b.Type {
		return likeness{}
	}
	for _, k := range a.keys {
		s := skeleton(k)
		for _, l := range b.keys {
			if s != "" && k != l && s == skeleton(l) {
				return likeness{0.7, fmt.Sprintf("%q and %q are written alike in another script", k, l)}
			}
		}
	}
	return likeness{}
}

// scripts give the spellings of one sound in transliterations from Cyrillic, Arabic, Korean and Chinese one sign.
var scripts = strings.NewReplacer("schtsch", "Q", "shch", "Q", "tsch", "C", "tch", "C", "dsch", "J", "dzh", "J", "dj", "J", "sch", "S", "sh", "S", "zh", "S",
	"kh", "X", "gh", "g", "dh", "d", "th", "t", "ch", "C", "ph", "f", "ts", "z", "tz", "z", "ck", "k", "c", "k", "q", "k", "w", "v", "j", "J", "x", "ks")

// skeleton is a name of several words without its vowels, in one spelling; "" where too little is left to tell by.
func skeleton(key string) string {
	words := strings.Fields(key)
	if len(words) < 2 || strings.ContainsFunc(key, unicode.IsDigit) {
		return ""
	}
	total := 0
	for i, w := range words {
		var b strings.Builder
		var last rune
		for j, r := range scripts.Replace(w) {
			if r == last || j > 0 && strings.ContainsRune("aeiouy", r) {
				continue
			}
			b.WriteRune(r)
			last = r
		}
		words[i] = b.String()
		total += len(words[i])
	}
	if total < 5 {
		return ""
	}
	return strings.Join(words, " ")
}

// small words do not count among the letters of a name.
var small = []string{"der", "die", "das", "des", "den", "dem", "fuer", "fur", "und", "zur", "zum", "von", "vom", "in", "im", "am", "of", "the", "for", "and", "de", "la", "du", "et"}

// letters are the acronym that a name is, or those that it may have: "EU", "Europäische Union".
func letters(name string) []string {
	if n := utf8.RuneCountInString(name); n >= 2 && n <= 6 && !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsUpper(r) }) {
		return []string{strings.ToLower(name)}
	}
	words := strings.Fields(ontology.Fold(name))
	if len(words) < 2 {
		return nil
	}
	all, great := "", ""
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		all += string(r)
		if !slices.Contains(small, w) {
			great += string(r)
		}
	}
	if utf8.RuneCountInString(great) < 2 {
		return nil
	}
	return slices.Compact([]string{great, all})
}

func isAcronym(name string) bool {
	l := letters(name)
	return len(l) == 1 && l[0] == strings.ToLower(name)
}

// acronym: one is called by letters that the other's name has.
func acronym(a, b *thing) likeness {
	for range 2 {
		if a.Type != ontology.Person && b.Type != ontology.Person && isAcronym(a.Name) && !isAcronym(b.Name) {
			for _, name := range append([]string{b.Name}, b.others...) {
				n := utf8.RuneCountInString(a.Name)
				if n == 2 && name != b.Name {
					break // two letters fit too much
				}
				if !isAcronym(name) && slices.Contains(letters(name), strings.ToLower(a.Name)) {
					return likeness{[]float64{0.5, 0.65, 0.7}[min(n-2, 2)], fmt.Sprintf("%s are the letters of %q", a.Name, name)}
				}
			}
		}
		a, b = b, a
	}
	return likeness{}
}

// forms of companies, and words that say no more than that one is meant.
var forms = []string{"ag", "gmbh", "se", "sa", "spa", "nv", "bv", "kg", "kgaa", "inc", "ltd", "llc", "corp", "corporation", "co", "plc", "oyj", "ab", "holding", "group", "gruppe", "konzern", "company"}

// core is a name without its legal form.
func core(key string) string {
	words := slices.DeleteFunc(strings.Fields(key), func(w string) bool { return slices.Contains(forms, w) })
	return strings.Join(words, " ")
}

// cores: the names differ by a legal form.
func cores(a, b *thing) likeness {
	if a.Type != ontology.Organization || b.Type != ontology.Organization {
		return likeness{}
	}
	for _, k := range a.keys {
		for _, l := range b.keys {
			if k != l && core(k) != "" && core(k) == core(l) {
				return likeness{0.8, fmt.Sprintf("%q and %q differ by a legal form", k, l)}
			}
		}
	}
	return likeness{}
}

// shortest is the fewest letters of a name in which a slip of the pen is likelier than another name.
const shortest = 9

// spelled: the names are one or two letters apart.
func spelled(a, b *thing) likeness {
	if a.Type != b.Type {
		return likeness{}
	}
	x, y := ontology.Fold(a.Name), ontology.Fold(b.Name)
	n := min(utf8.RuneCountInString(x), utf8.RuneCountInString(y))
	if n < shortest || x == y || strings.ContainsFunc(x+y, unicode.IsDigit) {
		return likeness{}
	}
	d := naming.Distance(x, y, 2)
	if d > min(1+n/16, 2) {
		return likeness{}
	}
	return likeness{cmp.Or(map[int]float64{1: 0.65}[d], 0.55), fmt.Sprintf("%q and %q are nearly spelled alike", x, y)}
}
