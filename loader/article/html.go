package article

import (
	"bytes"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-shiori/dom"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// page makes an article of an HTML page: its metadata, its headline, and the text that is the article, one paragraph a line.
func (r *Reader) page(in input, b []byte, given Meta) (Article, error) {
	if bytes.IndexByte(b, 0) >= 0 && !wide(b) {
		return Article{}, bad(in.path, errors.New("binary data, not text (NUL bytes)"))
	}
	src, err := decodePage(b)
	if err != nil {
		return Article{}, bad(in.path, err)
	}
	text, m, err := extract(src)
	if err != nil {
		return Article{}, &InputError{Source: in.path, Reason: "no article in the page", Kind: ErrBad, Cause: err}
	}
	if given.ID == "" {
		given.ID = m.URL
	}
	return r.compose(in.path, text, given.merge(m))
}

func wide(b []byte) bool {
	return bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff"))
}

// decodePage turns a page into UTF-8: valid UTF-8 is believed whatever the page says of itself, otherwise its meta element decides,
// otherwise what decode finds.
func decodePage(b []byte) (string, error) {
	if wide(b) || utf8.Valid(b) {
		return decode(b)
	}
	e, name, certain := charset.DetermineEncoding(b[:min(len(b), 1024)], "text/html")
	if !certain || name == "utf-8" {
		return decode(b)
	}
	s, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", err
	}
	return string(s), readable(string(s))
}

// Dates of publication outside are misread. The bounds are fixed: by default the extractor asks the clock, and a page would be read
// differently tomorrow.
var (
	firstDay = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
)

// extract finds the article in a page.
func extract(src string) (string, Meta, error) {
	res, err := trafilatura.Extract(strings.NewReader(src), trafilatura.Options{
		EnableFallback:  true,
		ExcludeComments: true,
		ExcludeTables:   true,
		HtmlDateOptions: &htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: true, MinDate: firstDay, MaxDate: lastDay},
	})
	if err != nil {
		return "", Meta{}, err
	}
	body := blocks(res.ContentNode)
	if !speaks(body) {
		return "", Meta{}, errors.New("no running text")
	}
	m := Meta{Title: first(res.Metadata.Title), URL: first(res.Metadata.URL), Publisher: first(res.Metadata.Sitename)}
	if d := res.Metadata.Date; !d.IsZero() {
		m.Date = d.Format(time.DateOnly)
	}
	return withTitle(m.Title, body), m, nil
}

// speaks reports whether some paragraph is running text.
func speaks(body string) bool {
	for _, p := range lines(body) {
		if prose(p.text) {
			return true
		}
	}
	return false
}

// blocks writes the text of a tree, one block element a paragraph.
func blocks(n *html.Node) string {
	var paras []string
	var b strings.Builder
	flush := func() {
		if s := strings.Join(strings.Fields(b.String()), " "); s != "" {
			paras = append(paras, s)
		}
		b.Reset()
	}
	var visit func(*html.Node, int)
	visit = func(n *html.Node, depth int) {
		block := n.Type == html.ElementNode && !inline[dom.TagName(n)]
		if block {
			flush()
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
			visit(c, depth+1)
		}
		if block {
			flush()
		}
	}
	if n != nil {
		visit(n, 0)
	}
	flush()
	return strings.Join(paras, "\n\n")
}

// maxDepth bounds the recursion over hostile pages.
const maxDepth = 512

// inline elements do not end a paragraph.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "cite": true, "code": true, "del": true, "em": true, "i": true, "ins": true, "mark": true,
	"q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true, "font": true,
}
