package article

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A class is what a paragraph looks like by itself, before its neighbours are asked.
type class uint8

const (
	clProse class = iota
	clItem        // "- Der Kanzler reist nach Rom."
	clLabel       // short, no end of a sentence: a headline, a section, a user name
	clStamp       // date and time of publication
	clByline
	clCaption
	clCredit
	clKeyFacts
	clLine // boilerplate, and no more
	clList
	clRest
	clComments
	clDebris
)

// A page is an article while its zones are found.
type page struct {
	m     *markers
	text  string
	title string // given by metadata, folded
	ps    []para
	cls   []class
	kinds []ZoneKind // of each paragraph, "" while unknown
	first int        // first paragraph of prose, len(ps) where there is none
	over  int        // the paragraph with which the article is over
	dated bool       // the dateline was found
	leads []bool     // paragraph is followed by prose with nothing decisive between
	layout
}

// A layout is what the look of a page tells.
type layout struct {
	zones  []Zone
	title  string
	date   string
	agency string
}

// zone finds the zones of a text. The title, where metadata gives one, tells which line is the headline.
func (m *markers) zone(text, title string) layout {
	p := &page{m: m, text: text, title: fold(title), ps: paragraphs(text)}
	p.classify()
	p.bounds()
	p.kinds = make([]ZoneKind, len(p.ps))
	p.head()
	p.body()
	p.tail()
	p.repeats()
	p.emit()
	return p.layout
}

func (p *page) classify() {
	p.cls = make([]class, len(p.ps))
	for i, q := range p.ps {
		p.cls[i] = p.classOf(q.text)
	}
}

var classOfEffect = map[effect]class{
	effLine: clLine, effList: clList, effRest: clRest, effComments: clComments, effKeyFacts: clKeyFacts, effCaption: clCaption,
}

func (p *page) classOf(s string) class {
	if p.title != "" && fold(s) == p.title {
		return clLabel
	}
	if e, ok := p.m.match(s); ok {
		return classOfEffect[e]
	}
	if _, ok := p.m.stamp(s); ok {
		return clStamp
	}
	if debris(s) {
		return clDebris
	}
	if c, ok := p.m.credited(s); ok {
		return c
	}
	if n := bullet(s); n > 0 {
		return clItem
	}
	if at, _, _ := p.m.signature(s); at == 0 || at > 0 && prose(s[:at]) {
		return map[bool]class{true: clByline, false: clProse}[at == 0]
	}
	if prose(s) {
		return clProse
	}
	if p.m.byline(s) {
		return clByline
	}
	if breadcrumb(s) {
		return clLine
	}
	return clLabel
}

// breadcrumb reports whether a line is a path through the site or a row of links: "Start › Politik › Ausland".
func breadcrumb(s string) bool {
	return (strings.ContainsAny(s, "|›") || strings.Contains(s, " > ")) && utf8.RuneCountInString(s) < 120
}

// bounds finds the first paragraph of the article and the one with which it is over.
func (p *page) bounds() {
	p.first = slices.IndexFunc(p.cls, func(c class) bool { return c == clProse })
	if p.first < 0 {
		p.first = len(p.ps)
	}
	p.over = len(p.ps)
	before, after := 0, 0
	for i, q := range p.ps {
		if p.cls[i] == clProse {
			after += len(q.text)
		}
	}
	for i := p.first; i < len(p.ps); i++ {
		switch c := p.cls[i]; {
		case c == clProse:
			before += len(p.ps[i].text)
			after -= len(p.ps[i].text)
		case c == clRest && !p.resumes(i, before), c == clComments && p.forum(i, before, after):
			p.over = i
			return
		}
	}
}

// resumes reports whether the article goes on behind a marker of its end: more running text follows, uninterrupted, than stood
// before it. Related news are interrupted by links, and what is glued to an end is shorter than what it follows.
func (p *page) resumes(i, before int) bool {
	run, n := 0, 0
	for j := i + 1; j < len(p.ps) && p.cls[j] == clProse && len(p.ps[j].text) >= 100; j++ {
		run += len(p.ps[j].text)
		n++
	}
	return n >= 3 && run > before
}

// forum reports whether readers write from "Kommentare" on. Otherwise it is a link inside the article: then more text follows
// than stood before, and the next lines have no dates, votes, names or forms as a forum has.
func (p *page) forum(i, before, after int) bool {
	const near = 6
	for _, c := range p.cls[i+1 : min(i+1+near, len(p.cls))] {
		if c == clComments || c == clStamp || c == clDebris {
			return true
		}
	}
	return after < before
}

// head gives kinds to what stands before the first prose: one headline or several, sections, dates, menus.
func (p *page) head() {
	heads := p.headlines()
	for _, i := range heads {
		p.kinds[i] = Headline
	}
	for i := 0; i < p.first; i++ {
		switch p.cls[i] {
		case clLabel:
			if p.kinds[i] == "" {
				p.kinds[i] = Byline
			}
		case clItem:
			p.kinds[i] = Teaser
		default:
			p.kinds[i] = p.plain(i)
		}
	}
	if len(heads) == 0 && p.first+1 < p.over && p.shortFirst() {
		p.kinds[p.first] = Headline
		heads = []int{p.first}
	}
	if len(heads) > 0 {
		p.layout.title = p.ps[p.main(heads)].text
	}
}

// headlines picks the labels that are headlines: the one that metadata names or that is repeated, else those that speak ("Kreml
// bestätigt Treffen", "Waffenhilfe?") and not those that only name a section ("International").
func (p *page) headlines() []int {
	var speak, any []int
	count := map[string]int{}
	for i := 0; i < p.first; i++ {
		if p.cls[i] != clLabel {
			continue
		}
		f := fold(p.ps[i].text)
		count[f]++
		any = append(any, i)
		words := strings.Fields(p.ps[i].text)
		if f == p.title && f != "" || len(words) >= 3 && hasLower(p.ps[i].text) || strings.HasSuffix(p.ps[i].text, "?") ||
			count[f] > 1 && len(words) >= 3 || len(words) >= 5 {
			speak = append(speak, i)
		}
	}
	if len(speak) == 0 && len(any) > 0 {
		return []int{any[len(any)-1]}
	}
	return speak
}

// shortFirst: a first sentence that stands alone above longer text is the headline, full stop or not.
func (p *page) shortFirst() bool {
	q, next := p.ps[p.first], p.ps[p.first+1]
	return utf8.RuneCountInString(q.text) <= 110 && p.cls[p.first+1] == clProse && len(next.text) > 2*len(q.text) &&
		!strings.ContainsAny(strings.TrimRight(q.text, ".!?"), ".!?")
}

// main returns the headline that the title is: the one of metadata, else the first that is no kicker, else the longest.
func (p *page) main(heads []int) int {
	best := heads[0]
	for _, i := range heads {
		if p.title != "" && fold(p.ps[i].text) == p.title {
			return i
		}
		if p.kicker(best) && p.words(i) > p.words(best) {
			best = i
		}
	}
	return best
}

// kicker reports whether a line stands above the headline rather than being it: a few words, or a short phrase with a
// preposition in front ("Nach Beben in Guatemala").
func (p *page) kicker(i int) bool {
	front, _, _ := strings.Cut(p.ps[i].text, " ")
	switch front {
	case "Nach", "Vor", "Bei", "Wegen", "Trotz", "Zu", "Zum", "Zur", "Um", "Aus":
		return p.words(i) <= 5
	}
	return p.words(i) < 4
}

func (p *page) words(i int) int { return len(strings.Fields(p.ps[i].text)) }

// plain is the kind of a paragraph whose class alone decides.
func (p *page) plain(i int) ZoneKind {
	switch p.cls[i] {
	case clStamp, clByline, clCredit:
		return Byline
	case clCaption:
		return Caption
	case clProse, clItem:
		return Body
	default:
		return Boilerplate
	}
}

// body gives kinds from the first prose to where the article is over.
func (p *page) body() {
	p.lead()
	facts, links := false, false
	for i := p.first; i < p.over; i++ {
		c := p.cls[i]
		if p.kinds[i] != "" {
			continue
		}
		p.kinds[i] = p.plain(i)
		switch c {
		case clKeyFacts:
			facts = true
		case clList:
			links = true
		case clItem:
			if facts {
				p.kinds[i] = Teaser
			} else if links || !p.speaks(i) {
				p.kinds[i] = Boilerplate
			}
		case clProse:
			facts, links = false, false
			if p.isTeaser(i) {
				p.kinds[i] = Teaser
			}
		case clLabel:
			p.kinds[i] = Boilerplate
			switch {
			case p.cls[i-1] == clProse && sentence(p.ps[i].text):
				p.kinds[i] = Body
			case !links && p.leads[i]:
				p.kinds[i] = Headline
			}
		}
	}
}

// sentence reports whether a short line is one all the same: "Er lehnte ab."
func sentence(s string) bool {
	return strings.HasSuffix(s, ".") && len(strings.Fields(s)) >= 3 && hasLower(s)
}

// speaks reports whether a list item is part of the text: it is a sentence, or the list goes on to prose.
func (p *page) speaks(i int) bool {
	s := p.ps[i].text[bullet(p.ps[i].text):]
	return prose(s) || p.leads[i]
}

// isTeaser: the first paragraph is the teaser when something that is no text separates it from the rest: an advertisement, a
// date, a caption, a list of key facts.
func (p *page) isTeaser(i int) bool {
	first := p.first
	if p.kinds[first] == Headline {
		first++
	}
	if i != first || i+1 >= p.over || p.cls[i+1] == clProse || p.cls[i+1] == clLabel || p.cls[i+1] == clItem {
		return false
	}
	return slices.Contains(p.cls[i+1:p.over], clProse)
}

// lead finds the short lines inside the article that are subheadings: text follows them. The last ones are the page's.
func (p *page) lead() {
	p.leads = make([]bool, p.over)
	next := false
	for i := p.over - 1; i >= 0; i-- {
		p.leads[i] = next
		switch p.cls[i] {
		case clProse:
			next = true
		case clLabel, clItem, clCaption, clCredit, clLine, clDebris, clStamp, clByline:
		default:
			next = false
		}
	}
}

// tail gives kinds to what stands behind the article.
func (p *page) tail() {
	kind := Boilerplate
	for i := p.over; i < len(p.ps); i++ {
		switch p.cls[i] {
		case clComments:
			kind = Comment
			p.kinds[i] = Boilerplate
			if p.m.isProse(p.ps[i].text) {
				p.kinds[i] = Comment
			}
		case clRest:
			kind = Boilerplate
			p.kinds[i] = Boilerplate
		case clLine, clList:
			p.kinds[i] = Boilerplate
		default:
			p.kinds[i] = kind
		}
	}
}

// isProse reports whether a marked line is running text all the same, such as a reader's remark on the comment function.
func (m *markers) isProse(s string) bool { return prose(s) && !m.addresses(s) }

// repeats turns the second appearance of a line into boilerplate: headlines and captions are often there twice.
func (p *page) repeats() {
	seen := map[string]bool{}
	for i, q := range p.ps {
		if !p.kinds[i].Content() {
			continue
		}
		s := q.text
		if n, ok := p.m.creditAt(s); ok {
			s = s[:n]
		}
		f := fold(s)
		if seen[f] {
			p.kinds[i] = Boilerplate
		}
		seen[f] = true
	}
}
