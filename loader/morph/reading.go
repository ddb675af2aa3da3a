package morph

import (
	"fmt"
	"strconv"
	"strings"

	"newsgraph/loader/doc"
)

// A Class is what kind of word a reading is.
type Class byte

// Classes. Closed readings carry their STTS tag; the others are open classes.
const (
	Noun       Class = 'N'
	Adjective  Class = 'A' // declined, comparatives too
	Predicate  Class = 'D' // an adjective without ending: "nordkoreanisch", "schneller"
	Finite     Class = 'V'
	Infinitive Class = 'I'
	ZuForm     Class = 'Z' // "abzubauen"
	Participle Class = 'P' // "geliefert"
	Command    Class = 'B' // "geh!"
	Closed     Class = 'C'
)

// A Reading is one way to understand a form.
type Reading struct {
	Class  Class
	Tag    string // STTS tag of a closed class: "ART", "APPR"; for verbs "VA", "VM" or "VV"
	Lemma  string
	Cases  doc.Case // of a preposition: the cases that it governs
	Gender doc.Gender
	Number doc.Number
	Person Persons
	Mood   doc.Mood
	Tense  doc.Tense
}

// Persons is a set of grammatical persons.
type Persons uint8

// Has reports whether the set holds person p (1 to 3).
func (s Persons) Has(p int) bool { return s&(1<<(p-1)) != 0 }

// A Rule makes a lemma of a form: form[:Keep] + form[Keep+Cut:len-Strip] + Add. "abgearbeitet" is Keep 2, Cut 2, Strip 1, Add "en".
type Rule struct {
	Keep, Cut, Strip int
	Add              string
}

func (r Rule) apply(form string) string {
	if r == (Rule{}) {
		return form
	}
	if r.Keep+r.Cut > len(form)-r.Strip {
		return form
	}
	return form[:r.Keep] + form[r.Keep+r.Cut:len(form)-r.Strip] + r.Add
}

// A row is a line of the table of readings: a reading whose lemma is still a rule.
type row struct {
	rule    Rule
	reading Reading
}

// Line writes the row of a reading as the packed lexicon holds it; the lemma is the rule's matter.
func Line(rule Rule, r Reading) string {
	return fmt.Sprintf("%d %d %d %s %c %s %d %d %d %d %d %d", rule.Keep, rule.Cut, rule.Strip, orDash(rule.Add), r.Class, orDash(r.Tag),
		r.Cases, r.Gender, r.Number, r.Person, r.Mood, r.Tense)
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// parseTable is the inverse of Line, for every line.
func parseTable(table string) ([]row, error) {
	lines := strings.Split(strings.TrimSuffix(table, "\n"), "\n")
	rows := make([]row, len(lines))
	for i, line := range lines {
		if err := rows[i].parse(line); err != nil {
			return nil, fmt.Errorf("reading %d: %w", i, err)
		}
	}
	return rows, nil
}

func (r *row) parse(line string) error {
	f := strings.Split(line, " ")
	if len(f) != 12 || len(f[4]) != 1 {
		return fmt.Errorf("%d columns, want 12", len(f))
	}
	var n [12]int
	for _, i := range []int{0, 1, 2, 6, 7, 8, 9, 10, 11} {
		v, err := strconv.Atoi(f[i])
		if err != nil {
			return err
		}
		n[i] = v
	}
	r.rule = Rule{Keep: n[0], Cut: n[1], Strip: n[2], Add: strings.TrimPrefix(f[3], "-")}
	r.reading = Reading{Class: Class(f[4][0]), Tag: strings.TrimPrefix(f[5], "-"), Cases: doc.Case(n[6]), Gender: doc.Gender(n[7]),
		Number: doc.Number(n[8]), Person: Persons(n[9]), Mood: doc.Mood(n[10]), Tense: doc.Tense(n[11])}
	return nil
}
