package train

import (
	"encoding/json"
	"strings"

	"newsgraph/loader/doc"
	"newsgraph/loader/morph"
)

// A verb as the dictionary holds it.
type verb struct {
	INF, PA1, EIZ string
	PA2           forms
	KJ1, KJ2      paradigm
	Present       paradigm `json:"PRÄ"`
	Past          paradigm `json:"PRT"`
	IMP           map[string]forms
	SecondPast    paradigm `json:"-"`
}

// paradigm is number (S, P) and person (1, 2, 3) to form.
type paradigm map[string]map[string]forms

// forms is a form, several forms, or a form and the prefix that stands apart from it.
type forms []string

// UnmarshalJSON reads a string or a list of strings.
func (f *forms) UnmarshalJSON(text []byte) error {
	var one string
	if json.Unmarshal(text, &one) == nil {
		*f = forms{one}
		return nil
	}
	var many []string
	err := json.Unmarshal(text, &many)
	*f = many
	return err
}

var auxiliary = map[string]string{"sein": "VA", "haben": "VA", "werden": "VA", "können": "VM", "müssen": "VM", "sollen": "VM", "wollen": "VM", "dürfen": "VM", "mögen": "VM"}

// verb adds the forms of a verb; those of a separable verb in one word ("abbaut"), and those of its base where that is no
// verb by itself ("beraumt ... an").
func (p *packer) verb(lemma string, v verb, all map[string]verb) {
	w := verbPacker{packer: p, lemma: lemma, tag: "VV"}
	if tag, ok := auxiliary[lemma]; ok {
		w.tag = tag
	}
	if at := strings.LastIndex(v.EIZ, "zu"); at > 0 && v.EIZ[:at]+v.EIZ[at+2:] == lemma {
		w.prefix = v.EIZ[:at]
		if _, ok := all[lemma[at:]]; !ok {
			w.base = lemma[at:]
		}
	}
	w.finite(v.Present, doc.Indicative, doc.Present)
	w.finite(v.Past, doc.Indicative, doc.Past)
	w.finite(v.SecondPast, doc.Indicative, doc.Past)
	w.finite(v.KJ1, doc.Reported, doc.Present)
	w.finite(v.KJ2, doc.Irreal, doc.Past)
	if lemma == "brauchen" { // the form of the south is the usual one
		w.finite(paradigm{"S": {"1": {"bräuchte"}, "3": {"bräuchte"}}, "P": {"1": {"bräuchten"}, "3": {"bräuchten"}}}, doc.Irreal, doc.Past)
	}
	p.add(v.INF, morph.Reading{Class: morph.Infinitive, Tag: w.tag, Lemma: lemma})
	p.add(v.EIZ, morph.Reading{Class: morph.ZuForm, Tag: w.tag, Lemma: lemma})
	if w.base != "" {
		p.add(w.base, morph.Reading{Class: morph.Infinitive, Tag: "VV", Lemma: w.base})
	}
	for _, form := range v.PA2 {
		p.add(form, morph.Reading{Class: morph.Participle, Tag: w.tag, Lemma: lemma})
		if w.tag == "VV" {
			p.decline(form, form, form)
		}
	}
	if w.tag == "VV" && v.PA1 != "" {
		p.decline(v.PA1, v.PA1, v.PA1)
	}
	for number, form := range v.IMP {
		p.add(strings.Join(form[:1], ""), morph.Reading{Class: morph.Command, Tag: w.tag, Lemma: lemma, Number: numbers[number], Person: person("2"), Mood: doc.Imperative, Tense: doc.Present})
	}
}

type verbPacker struct {
	*packer
	lemma, tag   string
	prefix, base string
}

var numbers = map[string]doc.Number{"S": doc.Sing, "P": doc.Plur}

func person(p string) morph.Persons { return 1 << (p[0] - '1') }

// finite adds the forms of one tense and mood.
func (w verbPacker) finite(table paradigm, mood doc.Mood, tense doc.Tense) {
	for number, persons := range table {
		for who, form := range persons {
			r := morph.Reading{Class: morph.Finite, Tag: w.tag, Lemma: w.lemma, Number: numbers[number], Person: person(who), Mood: mood, Tense: tense}
			if len(form) == 0 || r.Number == 0 {
				continue
			}
			joined, apart := form[0], strings.TrimPrefix(form[0], w.prefix)
			if len(form) == 2 {
				joined, apart = form[1]+form[0], form[0]
			}
			w.add(joined, r)
			if w.base != "" && apart != "" {
				r.Lemma = w.base
				w.add(apart, r)
			}
		}
	}
}
