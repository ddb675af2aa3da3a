package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// writeExplanation writes an explanation for reading: sentence by sentence, in columns.
func writeExplanation(w io.Writer, e explanation) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", joined(" · ", e.ID, e.Title))
	for i, s := range e.Sentences {
		fmt.Fprintf(&b, "\n%d. %s\n", i+1, s.Text)
		section(&b, "words", tokenRows(s.Tokens))
		section(&b, "clauses", clauseRows(s.Clauses))
		section(&b, "mentions", mentionRows(s.Mentions))
		section(&b, "frames", frameRows(s.Frames))
		section(&b, "claims", claimRows(s.Claims))
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// section writes rows as aligned columns below a head, "none" where there are none.
func section(b *bytes.Buffer, head string, rows [][]string) {
	if len(rows) == 0 {
		fmt.Fprintf(b, "  %s: none\n", head)
		return
	}
	fmt.Fprintf(b, "  %s\n", head)
	var table bytes.Buffer
	t := tabwriter.NewWriter(&table, 0, 8, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(t, "    %s\n", strings.Join(row, "\t"))
	}
	t.Flush() // into memory
	for line := range strings.Lines(table.String()) {
		fmt.Fprintln(b, strings.TrimRight(line, " \n"))
	}
}

func sure(f float64) string { return fmt.Sprintf("%.2f", f) }

func tokenRows(tokens []explainedToken) [][]string {
	var out [][]string
	for _, t := range tokens {
		head := ""
		if t.Head > 0 {
			head = fmt.Sprintf("of %d %s", t.Head, tokens[t.Head-1].Text)
		}
		out = append(out, []string{fmt.Sprintf("%3d", t.N), t.Text, t.Tag, t.Lemma, cmp.Or(t.Case, "-"), t.Label, head, sure(t.Sure)})
	}
	return out
}

func clauseRows(clauses []explainedClause) [][]string {
	var out [][]string
	for _, c := range clauses {
		below, of := "", ""
		if c.Parent > 0 {
			below = fmt.Sprintf("below %d", c.Parent)
		}
		if c.Antecedent != "" {
			of = "of “" + c.Antecedent + "”"
		}
		verb := "no verb"
		if c.Verb != "" {
			verb = fmt.Sprintf("“%s”: %s", c.Verb, joined(", ", append([]string{c.Lemma, c.Tense, c.Mood, labelled("modal", c.Modal)}, c.Features...)...))
		}
		out = append(out, []string{fmt.Sprintf("%3d", c.N), joined(" ", c.Kind, c.Conj, below, of), verb, sure(c.Sure)})
		for _, a := range c.Args {
			what := "“" + a.Text + "”"
			if a.Clause > 0 {
				what = fmt.Sprintf("clause %d", a.Clause)
			}
			out = append(out, []string{"", "  " + a.Role, joined(" ", what, a.Case, labelled("means", strings.Join(a.Means, ", "))), sure(a.Sure)})
		}
		if len(c.Adverbs) > 0 {
			out = append(out, []string{"", "  adverbs", strings.Join(c.Adverbs, ", "), ""})
		}
	}
	return out
}

func mentionRows(mentions []explainedMention) [][]string {
	var out [][]string
	for _, m := range mentions {
		out = append(out, []string{m.Text, m.Kind, cmp.Or(m.Type, "-"), cmp.Or(m.Key, "-"), cmp.Or(labelled("means", m.Entity), "-"), sure(m.Score)})
	}
	return out
}

func frameRows(frames []explainedFrame) [][]string {
	var out [][]string
	for _, f := range frames {
		site := fmt.Sprintf("clause %d", f.Clause)
		if f.Noun {
			site = "noun"
		}
		row := []string{site + " " + f.Word, f.Frame}
		if f.Fired {
			out = append(out, append(row, fmt.Sprintf("fired, claims: %d", f.Claims)))
		}
		for i, fail := range f.Failed {
			if i > 0 {
				row = []string{"", ""}
			}
			held := ""
			if len(fail.Held) > 0 {
				held = "there: " + strings.Join(fail.Held, ", ")
			}
			out = append(out, append(slices.Clone(row), joined("; ", "not for "+joined(" ", fail.Slot, bracketed(joined(": ", fail.Places, some(fail.Words)))), held)))
		}
		if !f.Fired && len(f.Failed) == 0 {
			out = append(out, append(row, "not: its ends are one"))
		}
	}
	return out
}

// some lists the first few words.
func some(words []string) string {
	const few = 4
	if len(words) > few {
		return fmt.Sprintf("%s and %d more", strings.Join(words[:few], ", "), len(words)-few)
	}
	return strings.Join(words, ", ")
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "(" + s + ")"
}

func claimRows(claims []explainedClaim) [][]string {
	var out [][]string
	for _, c := range claims {
		head := joined(" ", c.Subject, c.Predicate, cmp.Or(c.Object, "-"))
		out = append(out, []string{head + ": " + joined(", ", c.Modality, c.Polarity, labelled("says", c.Speaker), "by "+c.Frame)})
		told := map[string]bool{}
		for _, s := range c.Steps {
			told[s.Property] = true
			rule := s.Rule
			if len(s.Words) > 0 {
				rule += " “" + strings.Join(s.Words, " … ") + "”"
			}
			out = append(out, step(s.Property, cmp.Or(s.Value, "nobody")+": "+rule))
		}
		for _, plain := range unsaid(c, told) {
			out = append(out, step(plain[0], plain[1]))
		}
		if c.Kept {
			out = append(out, step("confidence", sureness(c)))
		}
	}
	return out
}

// sureness is a claim's confidence with what it is computed from.
func sureness(c explainedClaim) string {
	var parts []string
	for _, s := range c.Signals {
		parts = append(parts, fmt.Sprintf("%s %v", s.Name, s.Value))
	}
	return joined(": ", decimal(c.Confidence), strings.Join(parts, ", "))
}

func step(property, why string) []string { return []string{fmt.Sprintf("  %-10s  %s", property, why)} }

// unsaid tells of the properties that no step set why they are as they are.
func unsaid(c explainedClaim, told map[string]bool) [][2]string {
	modality := "actual: nothing in its clause or above weakens it"
	if c.Static {
		modality = "actual: an office, membership or place, whatever its clause says"
	}
	all := [][2]string{{"modality", modality}, {"polarity", "positive: nothing negates it"}, {"speaker", "the article: nobody else is named"}}
	if !c.Kept {
		all = append(all, [2]string{"stated", "no: nothing before says whom it concerns"})
	}
	return slices.DeleteFunc(all, func(p [2]string) bool { return told[p[0]] })
}
