package cli

import (
	"slices"
	"strings"
)

// words are what a question is made of.
type words struct {
	commands  []string                    // ".help"
	saved     []string                    // "@meets"
	path      []string                    // methods of a path
	graph     []string                    // methods of g
	relations []string                    // "<rel:meets>"
	fields    map[string][]string         // values of the fields of claims(): predicate, tier, modality, polarity
	names     func(typed string) []string // entities
}

// complete finds what the text before the cursor may go on with, and where the part begins that it replaces.
func (w words) complete(text string) (from int, candidates []string) {
	if at, inside := openText(text); inside {
		return at, w.inText(text[:at], text[at:])
	}
	switch {
	case strings.HasPrefix(text, "@"):
		if blank := strings.LastIndex(text, " "); blank >= 0 {
			return blank + 1, quotedNames(w.names(text[blank+1:]))
		}
		return 0, beginning(w.saved, text)
	case strings.HasPrefix(text, ".") && !strings.ContainsAny(text, "( "):
		return 0, beginning(append(slices.Clone(w.commands), dotted(w.path)...), text)
	}
	from = strings.LastIndexFunc(text, func(r rune) bool { return !isWord(r) }) + 1
	typed := text[from:]
	switch before := text[:from]; {
	case strings.HasSuffix(before, "g.") && (len(before) == 2 || !isWord(rune(before[len(before)-3]))):
		return from, beginning(called(w.graph), typed)
	case strings.HasSuffix(before, "."):
		return from, beginning(called(w.path), typed)
	}
	return from, beginning([]string{"claims({", `entity("`, "g."}, typed)
}

// inText completes what stands between quotation marks: an IRI of a relation, the value of a field of claims(), or a name.
func (w words) inText(before, typed string) []string {
	if strings.HasPrefix(typed, "<") {
		return beginning(w.relations, typed)
	}
	field := strings.TrimRight(strings.TrimRight(before, `"'`), ": ")
	field = field[strings.LastIndexFunc(field, func(r rune) bool { return !isWord(r) })+1:]
	if values, ok := w.fields[field]; ok {
		return beginning(values, typed)
	}
	return w.names(typed)
}

// openText finds the text that is not closed, and where it begins.
func openText(text string) (at int, inside bool) {
	var mark rune
	for i, r := range text {
		switch {
		case mark == 0 && (r == '"' || r == '\''):
			mark, at = r, i+1
		case r == mark:
			mark = 0
		}
	}
	return at, mark != 0
}

func isWord(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

func beginning(words []string, typed string) []string {
	var out []string
	for _, w := range words {
		if strings.HasPrefix(strings.ToLower(w), strings.ToLower(typed)) {
			out = append(out, w)
		}
	}
	return out
}

func called(methods []string) []string {
	out := make([]string, len(methods))
	for i, m := range methods {
		out[i] = m + "("
	}
	return out
}

func dotted(methods []string) []string {
	out := called(methods)
	for i, m := range out {
		out[i] = "." + m
	}
	return out
}

// quotedNames puts names of several words between quotation marks.
func quotedNames(names []string) []string {
	out := slices.Clone(names)
	for i, n := range out {
		if strings.Contains(n, " ") {
			out[i] = `"` + n + `"`
		}
	}
	return out
}

// extended is how far all candidates go on alike from what was typed; "" where they do not.
func extended(typed string, candidates []string) string {
	if len(candidates) == 0 {
		return ""
	}
	common := []rune(candidates[0])
	for _, c := range candidates[1:] {
		runes := []rune(c)
		n := 0
		for n < min(len(common), len(runes)) && common[n] == runes[n] {
			n++
		}
		common = common[:n]
	}
	if len(candidates) > 1 && (len(string(common)) <= len(typed) || !strings.HasPrefix(strings.ToLower(string(common)), strings.ToLower(typed))) {
		return ""
	}
	return string(common)
}
