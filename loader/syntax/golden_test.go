package syntax_test

import (
	"fmt"
	"strings"
	"testing"

	"newsgraph/loader/doc"
	"newsgraph/loader/stagetest"
)

// TestGolden compares the phrases and clauses in the article of every testdata/*.txtar with those written there.
func TestGolden(t *testing.T) {
	stagetest.Golden(t, map[string]func(*doc.Document) string{"phrases": phrases, "clauses": clauses, "deps": deps})
}

// deps writes one token in a line: its label and the token that it hangs on. Marks are left out.
func deps(d *doc.Document) string {
	var b strings.Builder
	for i, dep := range d.Deps {
		switch {
		case dep.Label == "punct":
		case dep.Head < 0:
			fmt.Fprintf(&b, "%s: root\n", d.Tokens[i].Text)
		default:
			fmt.Fprintf(&b, "%s: %s of %s\n", d.Tokens[i].Text, dep.Label, d.Tokens[dep.Head].Text)
		}
	}
	return b.String()
}

// phrases writes one phrase in a line: its words, cases (nominative to accusative), number, and what it hangs on.
func phrases(d *doc.Document) string {
	var b strings.Builder
	for _, p := range d.Phrases {
		fmt.Fprintf(&b, "[%s] %s", d.Text(p.First, p.Last), letters(uint8(p.Cases), "NGDA"))
		if p.Number != 0 {
			b.WriteString(" " + letters(uint8(p.Number), "sp"))
		}
		if p.Parent >= 0 {
			fmt.Fprintf(&b, ", %s of [%s]", relations[p.Rel], words(d, p.Parent))
		}
		b.WriteString("\n")
	}
	return b.String()
}

var relations = [...]string{"free", "genitive", "prepositional", "apposition", "conjunct"}

func words(d *doc.Document, phrase int) string {
	return d.Text(d.Phrases[phrase].First, d.Phrases[phrase].Last)
}

// letters writes a set: the letters whose bits are set.
func letters(set uint8, names string) string {
	var b strings.Builder
	for i, r := range names {
		if set&(1<<i) != 0 {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return "?"
	}
	return b.String()
}

var (
	kinds = [...]string{"main", "sub", "relative", "infinitive", "fragment"}
	roles = [...]string{"subject", "object", "indirect", "genitive", "predicate", "prep", "complement", "adverbial"}
)

// clauses writes every clause as a line for its verb and one for each of its slots; clauses are numbered by their place.
func clauses(d *doc.Document) string {
	var b strings.Builder
	for i, c := range d.Clauses {
		fmt.Fprintf(&b, "%d %s%s%s\n", i, kinds[c.Kind], verb(c.Verb), where(d, c))
		for _, a := range c.Args {
			if a.Phrase >= 0 {
				fmt.Fprintf(&b, "  %s [%s]\n", roles[a.Role], words(d, a.Phrase))
			} else {
				fmt.Fprintf(&b, "  %s %d\n", roles[a.Role], a.Clause)
			}
		}
		for _, t := range c.Adverbs {
			fmt.Fprintf(&b, "  adverb %s\n", d.Tokens[t].Text)
		}
	}
	return b.String()
}

func verb(v doc.Verb) string {
	out := ""
	if v.Lemma != "" {
		out = " " + v.Lemma
	}
	if v.Modal != "" {
		out += " modal:" + v.Modal
	}
	for _, f := range []struct {
		on   bool
		name string
	}{
		{v.Passive, "passive"}, {v.Perfect, "perfect"}, {v.Future, "future"}, {v.Mood == doc.Reported, "reported"},
		{v.Mood == doc.Irreal, "irreal"}, {v.Tense == doc.Past, "past"}, {v.Negated, "negated"}, {v.Reflex, "reflexive"},
	} {
		if f.on {
			out += " " + f.name
		}
	}
	return out
}

// where tells how a clause is built in.
func where(d *doc.Document, c doc.Clause) string {
	out := ""
	if c.Conj != "" {
		out += ", " + c.Conj
	}
	if c.Antecedent >= 0 {
		out += fmt.Sprintf(", of [%s]", words(d, c.Antecedent))
	}
	if c.Parent >= 0 {
		out += fmt.Sprintf(", in %d", c.Parent)
	}
	return out
}
