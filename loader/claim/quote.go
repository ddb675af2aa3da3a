package claim

import (
	"strings"

	"newsgraph/loader/doc"
)

// A quotation is the tokens [first, last) between two quotation marks.
type quotation struct{ first, last int }

// farthest is how many tokens a quotation may have; a mark that nobody closes must not swallow the article.
const farthest = 300

// quotations finds the direct speech of the document: what stands between quotation marks and holds a clause.
func (x *extraction) quotations() []quotation {
	var out []quotation
	open := -1
	for i, t := range x.d.Tokens {
		if len(t.Text) > 3 || !strings.ContainsAny(t.Text, "„“”\"«»") {
			continue
		}
		tight := i+1 < len(x.d.Tokens) && x.d.Tokens[i+1].Start == t.End // nothing between the mark and the word behind it
		loose := i == 0 || x.d.Tokens[i-1].End < t.Start || x.d.Tokens[i-1].Text == "("
		switch {
		case tight && loose:
			open = i + 1
		case open >= 0:
			if i-open > 2 && i-open < farthest {
				out = append(out, quotation{open, i})
			}
			open = -1
		}
	}
	return out
}

// quoted gives the clauses of direct speech to who is said to speak: before its colon, behind its first sentence, or, where a quotation
// begins its sentence, to who spoke right before.
func (x *extraction) quoted(out []speech) {
	var last []int // speaker of the quotation before
	end := -3      // and the sentence in which it ended
	for _, q := range x.quotations() {
		inside := x.clausesIn(q)
		if len(inside) == 0 {
			continue
		}
		by := x.beforeQuotation(q)
		if by == nil && out[inside[0]].strong {
			by = out[inside[0]].by
		}
		sentence := x.d.SentenceOf(q.first)
		if by == nil && q.first-1 == x.d.Sentences[sentence].First && sentence-end <= 1 {
			by = last
		}
		last, end = by, x.d.SentenceOf(q.last-1)
		for _, c := range inside {
			if by != nil && !out[c].strong {
				out[c] = speech{by, true, cause{"direct speech", []int{q.first - 1}}}
			}
		}
	}
}

// clausesIn lists the clauses with a finite verb that stand in a quotation.
func (x *extraction) clausesIn(q quotation) []int {
	var out []int
	for c, cl := range x.d.Clauses {
		if cl.Verb.Finite >= q.first && cl.Verb.Finite < q.last && cl.First >= q.first-1 && cl.Last <= q.last+1 {
			out = append(out, c)
		}
	}
	return out
}

// beforeQuotation is the subject of the clause of saying that ends in the colon before a quotation: "Ada Lind sagte: «...»".
func (x *extraction) beforeQuotation(q quotation) []int {
	if q.first < 2 || x.d.Tokens[q.first-2].Text != ":" {
		return nil
	}
	sentence := x.d.SentenceOf(q.first - 2)
	for c := len(x.d.Clauses) - 1; c >= 0; c-- {
		cl := &x.d.Clauses[c]
		if cl.Sentence > sentence || cl.First >= q.first-1 || cl.Kind == doc.Fragment {
			continue
		}
		if cl.Sentence < sentence {
			break
		}
		if by := x.announces(c); len(by) > 0 {
			return by
		}
	}
	return nil
}
