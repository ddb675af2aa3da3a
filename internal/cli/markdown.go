package cli

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/query/web"
)

// A document is a dossier as Markdown (CommonMark with footnotes).
type document struct {
	strings.Builder
	dossier web.Dossier
	notes   map[string]int // footnotes by the IRI of their article
}

func newDocument(d web.Dossier) *document {
	doc := &document{dossier: d, notes: map[string]int{}}
	for i, a := range d.Articles {
		doc.notes[a.IRI] = i + 1
	}
	return doc
}

func (d *document) text() string {
	d.head()
	d.offices()
	d.claims()
	d.disputes()
	d.moments()
	d.sources()
	return d.String()
}

func (d *document) head() {
	x := d.dossier
	fmt.Fprintf(d, "# %s\n\n%s\n", md(x.Name), joined(" · ", md(x.Type), wikidataLink(x.Wikidata), code(x.IRI)))
	if len(x.Aliases) > 0 {
		fmt.Fprintf(d, "\nAlso called %s.\n", md(strings.Join(x.Aliases, ", ")))
	}
	if n := len(x.Articles); n > 0 {
		from := plural(n, "article")
		if first, last := x.Articles[0].Date, x.Articles[n-1].Date; first != last {
			from += ", published " + joined(" to ", first, last)
		} else if last != "" {
			from += ", published " + last
		}
		fmt.Fprintf(d, "\nFrom %s. Every sentence is quoted as the article has it; `rel` is stated and denied by nobody, `disputed` stated and denied,\n"+
			"`maybe` planned, possible or alleged, `denied` only denied. Extracted by a program: check a quote before you rely on it.\n",
			from)
	}
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func (d *document) offices() {
	if len(d.dossier.Roles) == 0 {
		return
	}
	d.WriteString("\n## Offices\n")
	for _, f := range d.dossier.Roles {
		d.fact(joined(", ", roles(f.Evidence), f.Object), f)
	}
}

func (d *document) claims() {
	relation := ""
	for i, f := range d.dossier.Facts {
		if i == 0 {
			d.WriteString("\n## Claims\n")
		}
		if f.Predicate != relation {
			relation = f.Predicate
			fmt.Fprintf(d, "\n### %s\n", md(relation))
		}
		d.fact(sentenceOf(f), f)
	}
}

// sentenceOf is a fact in a line.
func sentenceOf(f web.Fact) string {
	return joined(" ", f.Subject, spoken(f.Predicate, f.Evidence), f.Object, labelled("of", strings.Join(f.Goods, ", ")))
}

// fact writes a fact with the sentences behind it.
func (d *document) fact(title string, f web.Fact) {
	fmt.Fprintf(d, "\n- **%s** (%s)\n", md(title), joined(", ", code(f.Tier), sources(f.Sources)))
	for _, p := range f.Evidence {
		d.quote("  ", p)
	}
}

// quote writes a sentence as a block of its own, and below it who says it, for when, and where it stands.
func (d *document) quote(indent string, p web.Proof) {
	unusual := func(s, usual string) string {
		if s == usual {
			return ""
		}
		return s
	}
	about := joined(" · ", unusual(p.Modality, "actual"), unusual(p.Polarity, "positive"), labelled("says", md(strings.Join(p.Speakers, ", "))),
		labelled("denies", md(strings.Join(p.Deniers, ", "))), labelled("of", md(p.When)), md(joined(", ", p.Publisher, p.Date)))
	fmt.Fprintf(d, "\n%s> „%s“%s\n", indent, md(p.Sentence), d.note(p.Article))
	if about != "" {
		fmt.Fprintf(d, "%s>\n%s> — %s\n", indent, indent, about)
	}
}

func (d *document) note(article string) string {
	n, ok := d.notes[article]
	if !ok {
		return ""
	}
	return fmt.Sprintf("[^%d]", n)
}

func (d *document) disputes() {
	for i, x := range d.dossier.Disputes {
		if i == 0 {
			d.WriteString("\n## Disputes\n")
		}
		f := web.Fact{Subject: x.Subject, Predicate: x.Predicate, Object: x.Object, Goods: x.Goods}
		fmt.Fprintf(d, "\n### %s\n", md(sentenceOf(f)))
		d.side("Affirmed", x.For)
		d.side("Denied", x.Against)
	}
}

func (d *document) side(title string, voices []web.Voice) {
	fmt.Fprintf(d, "\n%s by:\n", title)
	for _, v := range voices {
		who := cmp.Or(strings.Join(v.Who, ", "), v.Publisher, "the article")
		fmt.Fprintf(d, "\n- %s\n", joined(", ", md(who), md(v.Date)))
		p := v.Proof
		p.Speakers, p.Deniers, p.Publisher, p.Date = nil, nil, "", ""
		if title == "Denied" && p.Polarity == "positive" {
			p.Modality = "" // the quoted sentence is what is denied
		}
		d.quote("  ", p)
	}
}

func (d *document) moments() {
	for i, m := range d.dossier.Moments {
		if i == 0 {
			d.WriteString("\n## Time line\n\nA date with ~ is that of the report.\n\n")
		}
		date := cmp.Or(m.Date, "undated")
		if m.Of == "report" {
			date = "~" + date
		}
		var notes strings.Builder
		for _, p := range m.Evidence {
			if n := d.note(p.Article); !strings.Contains(notes.String(), n) {
				notes.WriteString(n)
			}
		}
		fmt.Fprintf(d, "- %s %s (%s)%s\n", code(date), md(sentenceOf(m.Fact)), joined(", ", m.Kind, m.Tier), &notes)
	}
}

func (d *document) sources() {
	for i, a := range d.dossier.Articles {
		if i == 0 {
			d.WriteString("\n## Sources\n\n")
		}
		title := a.Title
		if title != "" {
			title = "*" + md(title) + "*"
		}
		fmt.Fprintf(d, "[^%d]: %s\n", i+1, joined(". ", title, md(joined(", ", cmp.Or(a.Publisher, a.Agency), a.Date)), link(a.URL), code(a.ID)))
	}
}

func wikidataLink(id string) string {
	if id == "" {
		return ""
	}
	return "[" + md(id) + "](https://www.wikidata.org/wiki/" + url.PathEscape(id) + ")"
}

// link is an address that one can follow; anything but http and https is shown and leads nowhere.
func link(address string) string {
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "http" || u.Scheme == "https") && !strings.ContainsAny(address, "<> \t\r\n") {
		return "<" + address + ">"
	}
	return code(address)
}

// code is text as it is, between as many backticks as it needs.
func code(s string) string {
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + visible(s) + " " + fence
	}
	return fence + visible(s) + fence
}

// md is text that Markdown takes for nothing else: marks that mean something have a backslash before them.
func md(s string) string {
	var b strings.Builder
	for _, r := range visible(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~$&^", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// visible is text in one line, without characters that change how the rest is read.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, s)
}
