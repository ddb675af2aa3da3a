package article

import (
	"bytes"
	"errors"
	"slices"
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
// otherwise what decode finds. Its scripts and images may be words without end: the article that is found in it may not.
func decodePage(b []byte) (string, error) {
	s, err := decodedPage(b)
	if errors.Is(err, errEncoded) {
		return s, nil
	}
	return s, err
}

func decodedPage(b []byte) (string, error) {
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

// extract finds the article in a page: its headline, what stands between headline and text, and the text.
func extract(src string) (string, Meta, error) {
	tree, err := dom.FastParse(strings.NewReader(src))
	if err != nil {
		return "", Meta{}, err
	}
	res, err := trafilatura.ExtractDocument(tree, trafilatura.Options{
		EnableFallback:  true,
		ExcludeComments: true,
		HtmlDateOptions: &htmldate.Options{UseOriginalDate: true, SkipExtensiveSearch: true, MinDate: firstDay, MaxDate: lastDay},
	})
	if err != nil {
		return "", Meta{}, err
	}
	body := blocks(res.ContentNode)
	if !slices.ContainsFunc(body, prose) {
		return "", Meta{}, errors.New("no running text")
	}
	m := Meta{Title: first(res.Metadata.Title), URL: first(res.Metadata.URL), Publisher: first(res.Metadata.Sitename)}
	if d := res.Metadata.Date; !d.IsZero() {
		m.Date = d.Format(time.DateOnly)
	}
	body = append(lead(blocks(tree), m.Title, body[0]), body...)
	return withTitle(m.Title, strings.Join(body, "\n\n")), m, nil
}

// maxLead is how many paragraphs may stand between headline and text.
const maxLead = 6

// lead returns the running text between the headline and the first paragraph that the extractor found: it keeps the largest block
// of a page and so loses a teaser or a caption that stands in a box of its own.
func lead(page []string, title, start string) []string {
	to := slices.Index(page, start)
	if to < 0 || title == "" {
		return nil
	}
	from := to - 1
	for from >= 0 && page[from] != title {
		from--
	}
	var out []string
	for _, s := range page[from+1 : to] {
		if prose(creditTail.ReplaceAllString(s, "")) {
			out = append(out, s)
		}
	}
	if from < 0 || len(out) > maxLead {
		return nil
	}
	return out
}

// blocks returns the text of a tree, one string for each paragraph. What is no text and what is there twice in a row is left out.
func blocks(root *html.Node) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		s := strings.Join(strings.Fields(b.String()), " ")
		if s != "" && (len(out) == 0 || !repeated(s, out[len(out)-1])) {
			out = append(out, s)
		}
		b.Reset()
	}
	var visit func(*html.Node, int)
	visit = func(n *html.Node, depth int) {
		name := dom.TagName(n)
		block := n.Type == html.ElementNode && !inline[name]
		if block {
			flush()
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil && depth < maxDepth && !silent[name]; c = c.NextSibling {
			visit(c, depth+1)
		}
		if block {
			flush()
		}
	}
	if root != nil {
		visit(root, 0)
	}
	flush()
	return out
}

// repeated reports whether a paragraph is the one before again, perhaps with the title glued to its front, as the extractor gives
// very short pages.
func repeated(s, before string) bool {
	return s == before || len(before) >= 40 && strings.HasSuffix(s, before)
}

// maxDepth bounds the recursion over hostile pages.
const maxDepth = 512

// inline elements do not end a paragraph; silent ones hold no text of the article.
var (
	inline = map[string]bool{
		"a": true, "abbr": true, "b": true, "cite": true, "code": true, "del": true, "em": true, "i": true, "ins": true, "mark": true,
		"q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true, "font": true,
	}
	silent = map[string]bool{
		"script": true, "style": true, "noscript": true, "template": true, "nav": true, "aside": true, "footer": true, "form": true,
		"button": true, "select": true, "svg": true, "iframe": true, "head": true,
	}
)
