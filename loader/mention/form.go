package mention

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loader/linear"
)

// A glance is what the model sees of a form, whatever stands around it.
type glance struct {
	low, shape, brief string
	upper, known      bool
	forename, surname bool
	title             string // class
	fixed, listed     []uint32
	base              string
}

// glance describes the form of token i.
func (v *viewer) glance(i int) *glance {
	word := v.text[i]
	if v.d.Tokens[i].Part == 1 {
		word = v.d.Text(i, i+1) // "im", not "in"
	}
	if g := v.seen[word]; g != nil {
		return g
	}
	r, _ := utf8.DecodeRuneInString(word)
	g := &glance{low: strings.ToLower(word), shape: linear.Shape(word, 3, 3, 16), brief: linear.Shape(word, 1, 1, 16), upper: unicode.IsUpper(r), known: v.d.Words[i].Known, base: base(word)}
	v.seen[word] = g
	add := func(f linear.Feature) { g.fixed = append(g.fixed, f.Sum()) }
	add(linear.NewFeature(tWord).Number(0).Text(g.low))
	add(linear.NewFeature(tShape).Number(0).Text(g.shape))
	add(linear.NewFeature(tBrief).Text(g.brief))
	for n, cut := 1, len(word); n <= 6 && cut > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(word[:cut])
		cut -= size
		add(linear.NewFeature(tSuffix).Text(g.brief[:min(1, len(g.brief))]).Text(word[cut:]))
	}
	for n, cut := 1, 0; n <= 5 && cut < len(word); n++ {
		_, size := utf8.DecodeRuneInString(word[cut:])
		cut += size
		add(linear.NewFeature(tPrefix).Text(word[:cut]))
	}
	if !g.upper {
		v.listedForm(word, g)
		return g
	}
	for _, gram := range grams(word) {
		add(linear.NewFeature(tGram).Text(gram))
	}
	if front, last, ok := cutLast(word); ok {
		add(linear.NewFeature(tPart).Text(front))
		add(linear.NewFeature(tPart).Text(linear.Shape(front, 3, 3, 16)))
		add(linear.NewFeature(tLastPart).Text(last))
		if first, _, ok := strings.Cut(word, "-"); ok {
			add(linear.NewFeature(tPart).Text(first))
		}
		for _, part := range strings.Split(word, "-") {
			add(linear.NewFeature(tPart).Number(1).Text(part))
		}
	}
	v.listedForm(word, g)
	return g
}

// grams are the runs of three and four letters, the ends of the word marked.
func grams(word string) []string {
	runes := []rune("^" + strings.ToLower(word) + "$")
	var out []string
	for n := 3; n <= 4; n++ {
		for i := 0; i+n <= len(runes) && i < 20; i++ {
			out = append(out, string(runes[i:i+n]))
		}
	}
	return out
}

// listedForm adds what lists say of a form.
func (v *viewer) listedForm(word string, g *glance) {
	add := func(f linear.Feature) { g.listed = append(g.listed, f.Sum()) }
	if gender, ok := v.names.Forename(word); ok {
		g.forename = true
		add(linear.NewFeature(tForename).Number(0).Text(gender))
	}
	if g.surname = v.names.Surname(word); g.surname {
		add(linear.NewFeature(tSurname).Number(0))
	}
	if title, ok := v.names.Title(word); ok {
		g.title = title.Class
		g.fixed = append(g.fixed, linear.NewFeature(tTitle).Number(0).Text(title.Class).Sum())
		if title.Prefix != "" {
			g.fixed = append(g.fixed, linear.NewFeature(tTitle).Number(9).Text(linear.Shape(title.Prefix, 1, 1, 16)).Sum())
		}
	}
	if e, ok := v.names.Demonym(word); ok {
		add(linear.NewFeature(tDemonym).Text(e.Type))
	}
	if e, ok := v.names.Adjective(word); ok {
		add(linear.NewFeature(tAdjective).Text(e.Type).Text(g.brief))
	}
	if front, _, ok := strings.Cut(word, "-"); ok && g.upper {
		for _, h := range v.names.Match([]string{front}) {
			add(linear.NewFeature(tFront).Text(h.Entry.Type))
			break
		}
	}
}
