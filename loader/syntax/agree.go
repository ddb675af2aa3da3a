package syntax

import (
	"strings"

	"newsgraph/loader/doc"
)

// agr is a set of readings of a nominal form: one bit for each pair of a case and one of masculine, feminine and neuter
// singular and plural. Determiner, adjective and noun agree on the intersection of their sets.
type agr uint16

// Columns of agr.
const (
	masc = iota
	fem
	neut
	plur
)

const anyAgr = agr(0xffff)

// reading is the single reading of a case (bit index 0..3 as in doc.Case) and a column.
func reading(c doc.Case, column int) agr {
	var a agr
	for i := range 4 {
		if c&(1<<i) != 0 {
			a |= 1 << (4*column + i)
		}
	}
	return a
}

// cases collects the cases of all readings.
func (a agr) cases() doc.Case {
	var c doc.Case
	for column := range 4 {
		c |= doc.Case(a>>(4*column)) & 0xf
	}
	return c
}

// number tells whether singular or plural readings are left.
func (a agr) number() doc.Number {
	var n doc.Number
	if a&0x0fff != 0 {
		n |= doc.Sing
	}
	if a&0xf000 != 0 {
		n |= doc.Plur
	}
	return n
}

// restrict keeps the readings with one of the cases.
func (a agr) restrict(c doc.Case) agr {
	var keep agr
	for column := range 4 {
		keep |= reading(c, column)
	}
	return a & keep
}

// The strong endings of determiners and of adjectives without one. "-er" is masculine nominative ("der Staat"), feminine
// genitive or dative ("der Stadt") or genitive plural ("der Staaten").
var strong = map[string]agr{
	"er": reading(doc.Nom, masc) | reading(doc.Gen|doc.Dat, fem) | reading(doc.Gen, plur),
	"e":  reading(doc.Nom|doc.Acc, fem) | reading(doc.Nom|doc.Acc, plur),
	"es": reading(doc.Nom|doc.Acc, neut) | reading(doc.Gen, masc) | reading(doc.Gen, neut),
	"en": reading(doc.Acc, masc) | reading(doc.Dat, plur),
	"em": reading(doc.Dat, masc) | reading(doc.Dat, neut),
	"":   reading(doc.Nom, masc) | reading(doc.Nom|doc.Acc, neut), // "ein", "kein", "sein"
}

var articles = map[string]agr{
	"der": strong["er"], "die": strong["e"], "den": strong["en"], "dem": strong["em"],
	"das":    reading(doc.Nom|doc.Acc, neut),
	"des":    reading(doc.Gen, masc) | reading(doc.Gen, neut),
	"dessen": anyAgr, "deren": anyAgr, // genitives of their own: "deren Chef"
}

// determiner reads the ending of an article, a possessive or a demonstrative.
func determiner(form string) agr {
	form = strings.ToLower(form)
	if a, ok := articles[form]; ok {
		return a
	}
	for _, end := range []string{"er", "es", "en", "em", "e"} {
		stem, ok := strings.CutSuffix(form, end)
		// "unser", "euer" and "ihr" end in -er without being inflected.
		if ok && len(stem) > 1 && form != "unser" && form != "euer" && form != "aller" {
			return strong[end]
		}
	}
	if strings.HasSuffix(form, "ein") || form == "ihr" || form == "unser" {
		return strong[""]
	}
	return anyAgr
}

// adjective reads a strong ending; -en also stands for the masculine and neuter genitive ("vergangenen Jahres").
func adjective(form string) agr {
	form = strings.ToLower(form)
	for _, end := range []string{"er", "es", "en", "em", "e"} {
		if strings.HasSuffix(form, end) {
			a := strong[end]
			if end == "en" {
				a |= reading(doc.Gen, masc) | reading(doc.Gen, neut)
			}
			if end == "es" {
				a &^= reading(doc.Gen, masc) | reading(doc.Gen, neut)
			}
			return a
		}
	}
	return anyAgr
}

// noun combines what morphology says of a form.
func noun(w doc.Word) agr {
	c, g, n := w.Cases, w.Gender, w.Number
	if c == 0 {
		c = doc.Nom | doc.Gen | doc.Dat | doc.Acc
	}
	if g == 0 {
		g = doc.Masc | doc.Fem | doc.Neut
	}
	if n == 0 {
		n = doc.Sing | doc.Plur
	}
	var a agr
	if n&doc.Plur != 0 {
		a |= reading(c, plur)
	}
	if n&doc.Sing != 0 {
		for column := range 3 {
			if g&(1<<column) != 0 {
				a |= reading(c, column)
			}
		}
	}
	return a
}

// genders widens readings to all cases of their genders and numbers.
func genders(a agr) agr {
	var out agr
	for column := range 4 {
		if a>>(4*column)&0xf != 0 {
			out |= reading(0xf, column)
		}
	}
	return out
}

// governs lists the cases that prepositions take; those not listed allow every oblique case.
var governs = map[string]doc.Case{
	"aus": doc.Dat, "bei": doc.Dat, "mit": doc.Dat, "nach": doc.Dat, "seit": doc.Dat, "von": doc.Dat, "zu": doc.Dat,
	"gegenüber": doc.Dat, "zufolge": doc.Dat, "laut": doc.Dat | doc.Gen, "entgegen": doc.Dat, "samt": doc.Dat,
	"durch": doc.Acc, "für": doc.Acc, "gegen": doc.Acc, "ohne": doc.Acc, "um": doc.Acc, "bis": doc.Acc, "per": doc.Acc,
	"an": doc.Dat | doc.Acc, "auf": doc.Dat | doc.Acc, "hinter": doc.Dat | doc.Acc, "in": doc.Dat | doc.Acc,
	"neben": doc.Dat | doc.Acc, "über": doc.Dat | doc.Acc, "unter": doc.Dat | doc.Acc, "vor": doc.Dat | doc.Acc,
	"zwischen": doc.Dat | doc.Acc, "als": doc.Nom | doc.Dat | doc.Acc | doc.Gen, "wie": doc.Nom | doc.Dat | doc.Acc,
}

func governed(prep string) doc.Case {
	if c, ok := governs[prep]; ok {
		return c
	}
	return doc.Gen | doc.Dat | doc.Acc
}
