package article

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// emit writes the zones, splitting paragraphs that hold more than one: teaser, dateline and body on one line, a label glued to a
// sentence, an agency mark behind the last one, a credit behind a caption.
func (p *page) emit() {
	for i := range p.ps {
		switch p.kinds[i] {
		case Body, Teaser:
			p.emitText(i)
		case Caption:
			p.emitCaption(i)
		case Byline:
			p.readStamp(i)
			p.add(Byline, p.ps[i].start, p.ps[i].end)
		default:
			p.add(p.kinds[i], p.ps[i].start, p.ps[i].end)
		}
	}
	if p.layout.title == "" {
		p.titleFromTeaser()
	}
}

func (p *page) add(k ZoneKind, start, end int) {
	if start < end {
		p.dated = p.dated || k == Dateline
		p.zones = append(p.zones, Zone{Kind: k, Start: start, End: end})
	}
}

// span adds text[a:b] of a paragraph as a zone, without the white space around it.
func (p *page) span(k ZoneKind, q para, a, b int) {
	a, b = trim(q.text, a, b)
	p.add(k, q.start+a, q.start+b)
}

func (p *page) emitText(i int) {
	q := p.ps[i]
	from, to := bullet(q.text), len(q.text)
	if _, n, ok := p.m.labelled(q.text); ok && from == 0 {
		p.span(Byline, q, 0, n)
		from = n
	}
	at, agency, date := p.m.signature(q.text[from:])
	if at > 0 {
		to = from + at
	}
	from = p.emitDateline(i, from, to)
	p.span(p.kinds[i], q, from, to)
	p.span(Byline, q, to, len(q.text))
	p.note(agency, date)
}

// emitDateline splits teaser and dateline off one of the first paragraphs and returns where the body begins.
func (p *page) emitDateline(i, from, to int) int {
	q := p.ps[i]
	if i > p.first+2 || p.dated {
		return from
	}
	s := q.text[from:to]
	if n, agency, date := p.m.dateline(s); n > 0 {
		p.span(Dateline, q, from, from+n)
		p.note(agency, date)
		p.teaserBefore()
		return from + n
	}
	if at, n, agency, date := p.m.innerDateline(s); n > 0 && i == p.first {
		p.span(Teaser, q, from, from+at)
		p.span(Dateline, q, from+at, from+at+n)
		p.note(agency, date)
		return from + at + n
	}
	return from
}

// teaserBefore: prose above the paragraph with the dateline is the teaser.
func (p *page) teaserBefore() {
	for j := range p.zones {
		if p.zones[j].Kind == Body {
			p.zones[j].Kind = Teaser
		}
	}
}

func (p *page) emitCaption(i int) {
	q := p.ps[i]
	from := 0
	if _, n, ok := p.m.labelled(q.text); ok {
		p.span(Byline, q, 0, n)
		from = n
	}
	n, ok := p.m.creditAt(q.text)
	if !ok || n < from {
		n = len(q.text)
	}
	p.span(Caption, q, from, n)
	p.span(Byline, q, n, len(q.text))
}

// readStamp takes date and agency from a byline that stands above or inside the article; readers' dates are in comments.
func (p *page) readStamp(i int) {
	s := p.ps[i].text
	date, _, _ := findDate(s)
	agency := ""
	if p.cls[i] != clStamp {
		agency = p.m.agencyOf(s)
	}
	p.note(agency, date)
}

// note keeps the first agency and date that the page names.
func (p *page) note(agency, date string) {
	if p.agency == "" {
		p.agency = agency
	}
	if p.date == "" {
		p.date = date
	}
}

// titleFromTeaser names a text that has no headline after its teaser.
func (p *page) titleFromTeaser() {
	if len(p.zones) > 0 && p.zones[0].Kind == Teaser {
		z := p.zones[0]
		p.layout.title = strings.TrimRight(p.text[z.Start:z.End], ".")
	}
}

var (
	creditTail = regexp.MustCompile(`[\s(\[]*(?:©|\((?:Bild|Bilder|Foto|Fotos|Photo|Symbolbild|Archivbild|Quelle|Grafik)s?:?\s)[^()]*[)\]]?\s*$`)
	authorLine = regexp.MustCompile(`^(?:Von|Aus|Autor(?:in)?)\s+(?:unserem\s|unserer\s)?\p{Lu}[\p{L}.'-]+(?:[\s,/]+(?:und|aus|in|von|de|\p{Lu}[\p{L}.'-]+|\(\p{L}{2,5}\)))*$`)
)

// creditAt finds where the credit behind a caption begins: "Hafen von Rostock (Bild: AP)".
func (m *markers) creditAt(s string) (int, bool) {
	if !strings.ContainsAny(s, "©(") {
		return 0, false
	}
	loc := creditTail.FindStringIndex(s)
	if loc == nil || loc[0] == 0 {
		return 0, false
	}
	return loc[0], true
}

// credited finds credits by themselves and captions with a credit, and labels with what belongs to them.
func (m *markers) credited(s string) (class, bool) {
	if strings.HasPrefix(s, "©") && utf8.RuneCountInString(s) < 100 {
		return clCredit, true
	}
	if n, ok := m.creditAt(s); ok && utf8.RuneCountInString(s) < 400 {
		if !strings.ContainsRune(s[:n], ' ') {
			return clCredit, true
		}
		return clCaption, true
	}
	e, n, ok := m.labelled(s)
	switch {
	case !ok:
		return 0, false
	case prose(s[n:]) && e == effCredit:
		return clCaption, true // "Foto: Polizisten sichern den Hafen."
	case prose(s[n:]):
		return 0, false
	case e == effCredit:
		return clCredit, true
	default:
		return clByline, true
	}
}

// byline reports whether a line names the author or the agency: "Von Mia Muster, Bern", "mst/abc (dpa, afp)", "APA/AFP/MIA MUSTER".
func (m *markers) byline(s string) bool {
	if utf8.RuneCountInString(s) >= 90 {
		return false
	}
	return authorLine.MatchString(s) || strings.ContainsAny(s, "/(,") && m.agencyOf(s) != "" && len(markParts(s)) <= 8 && !hasLowerWord(s)
}

// hasLowerWord reports whether a line has an ordinary word in lower case; editors' marks have five letters at most.
func hasLowerWord(s string) bool {
	for _, w := range markParts(s) {
		if w == strings.ToLower(w) && utf8.RuneCountInString(w) > 5 {
			return true
		}
	}
	return false
}
