package train

import (
	"fmt"
	"io/fs"
	"strings"

	"newsgraph/internal/wordlist"
	"newsgraph/loader/doc"
	"newsgraph/loader/morph"
)

// handMadeNouns adds data/lexicon/nouns.tsv.
func (p *packer) handMadeNouns(hand fs.FS) error {
	return wordlist.Rows(hand, "lexicon/nouns.tsv", 4, func(f []string) error {
		gender := genders[strings.ToUpper(f[1])]
		if gender == 0 {
			return fmt.Errorf("unknown gender %q", f[1])
		}
		p.declineNoun(f[0], f[2], f[3], gender)
		return nil
	})
}

// declineNoun adds the forms of a noun by its lemma, genitive and plural.
func (p *packer) declineNoun(lemma, genitive, plural string, gender doc.Gender) {
	add := func(form string, c doc.Case, n doc.Number) {
		if form != "-" {
			p.add(form, morph.Reading{Class: morph.Noun, Lemma: lemma, Cases: c, Gender: gender, Number: n})
		}
	}
	add(lemma, doc.Nom, doc.Sing)
	add(genitive, doc.Gen, doc.Sing)
	if strings.HasSuffix(genitive, "en") && genitive == plural && gender == doc.Masc { // "den Oligarchen"
		add(genitive, doc.Dat|doc.Acc, doc.Sing)
	} else {
		add(lemma, doc.Dat|doc.Acc, doc.Sing)
	}
	add(plural, doc.Nom|doc.Gen|doc.Acc, doc.Plur)
	if strings.HasSuffix(plural, "n") || strings.HasSuffix(plural, "s") {
		add(plural, doc.Dat, doc.Plur)
	} else if plural != "-" {
		add(plural+"n", doc.Dat, doc.Plur)
	}
}

// handMadeVerbs adds data/lexicon/verbs.tsv to the verbs of the dictionary; verbs that this has are left as they are.
func handMadeVerbs(hand fs.FS, verbs map[string]verb) error {
	return wordlist.Rows(hand, "lexicon/verbs.tsv", 3, func(f []string) error {
		lemma, prefix, model := f[0], strings.TrimPrefix(f[1], "-"), strings.TrimPrefix(f[2], "-")
		if _, ok := verbs[lemma]; ok {
			return nil
		}
		base := strings.TrimPrefix(lemma, prefix)
		v, ok := weakVerb(base), true
		if model != "" {
			if v, ok = verbs[model]; !ok {
				return fmt.Errorf("no verb %q", model)
			}
			v = prefixed(v, strings.TrimSuffix(base, model))
		}
		if prefix != "" {
			v = separable(v, prefix)
		}
		verbs[lemma] = v
		return nil
	})
}

// weakVerb conjugates a verb by rule.
func weakVerb(lemma string) verb {
	stem := strings.TrimSuffix(strings.TrimSuffix(lemma, "n"), "e")
	e := ""
	if strings.HasSuffix(stem, "d") || strings.HasSuffix(stem, "t") {
		e = "e"
	}
	table := func(s1, s2, s3, p1, p2 string) paradigm {
		return paradigm{"S": {"1": {s1}, "2": {s2}, "3": {s3}}, "P": {"1": {p1}, "2": {p2}, "3": {p1}}}
	}
	past := table(stem+e+"te", stem+e+"test", stem+e+"te", stem+e+"ten", stem+e+"tet")
	participle := "ge" + stem + e + "t"
	if strings.HasSuffix(lemma, "ieren") || unstressedPrefix(lemma) {
		participle = stem + e + "t"
	}
	return verb{INF: lemma, PA1: lemma + "d", PA2: forms{participle}, Past: past, KJ2: past,
		Present: table(stem+"e", stem+e+"st", stem+e+"t", lemma, stem+e+"t"), KJ1: table(stem+"e", stem+"est", stem+"e", lemma, stem+"et")}
}

func unstressedPrefix(lemma string) bool {
	for _, prefix := range []string{"be", "ent", "er", "ge", "ver", "zer"} {
		if strings.HasPrefix(lemma, prefix) && len(lemma) > len(prefix)+4 {
			return true
		}
	}
	return false
}

// prefixed puts an inseparable prefix before all forms: "stechen" becomes "erstechen", "gestochen" "erstochen".
func prefixed(v verb, prefix string) verb {
	if prefix == "" {
		return v
	}
	each := func(table paradigm) paradigm {
		out := paradigm{}
		for number, persons := range table {
			out[number] = map[string]forms{}
			for who, form := range persons {
				out[number][who] = forms{prefix + form[0]}
			}
		}
		return out
	}
	return verb{INF: prefix + v.INF, PA1: prefix + v.PA1, PA2: forms{prefix + strings.TrimPrefix(v.PA2[0], "ge")},
		Present: each(v.Present), Past: each(v.Past), KJ1: each(v.KJ1), KJ2: each(v.KJ2)}
}

// separable puts a separable prefix before a verb, as the dictionary writes it: form and prefix.
func separable(v verb, prefix string) verb {
	each := func(table paradigm) paradigm {
		out := paradigm{}
		for number, persons := range table {
			out[number] = map[string]forms{}
			for who, form := range persons {
				out[number][who] = forms{form[0], prefix}
			}
		}
		return out
	}
	return verb{INF: prefix + v.INF, PA1: prefix + v.PA1, PA2: forms{prefix + v.PA2[0]}, EIZ: prefix + "zu" + v.INF,
		Present: each(v.Present), Past: each(v.Past), KJ1: each(v.KJ1), KJ2: each(v.KJ2)}
}

// southern adds the second past of "senden" and "wenden" and of what is made with them: "entsandte", "wandte", "gesandt".
func southern(lemma string, v verb) verb {
	if !strings.HasSuffix(lemma, "senden") && !strings.HasSuffix(lemma, "wenden") || strings.HasSuffix(lemma, "schwenden") {
		return v
	}
	old, second := strings.NewReplacer("sendet", "sandt", "wendet", "wandt"), paradigm{}
	for number, persons := range v.Past {
		second[number] = map[string]forms{}
		for who, form := range persons {
			second[number][who] = append(forms{old.Replace(form[0])}, form[1:]...)
		}
	}
	if participle := old.Replace(v.PA2[0]); participle != v.PA2[0] {
		v.PA2 = append(v.PA2, participle)
	}
	v.SecondPast = second
	return v
}
