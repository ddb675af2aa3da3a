package article

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
)

// Meta is what a publisher's metadata gives. An empty field is unknown.
type Meta struct {
	ID        string
	Title     string
	Date      string // ISO 8601 day, or a moment that begins with one
	URL       string
	Publisher string
}

// merge fills the empty fields of m from less certain metadata.
func (m Meta) merge(less Meta) Meta {
	for _, f := range []struct {
		to   *string
		from string
	}{{&m.ID, less.ID}, {&m.Title, less.Title}, {&m.Date, less.Date}, {&m.URL, less.URL}, {&m.Publisher, less.Publisher}} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	return m
}

// compose makes an article of a text and its metadata: zones, date and agency from the text, language, hash.
func (r *Reader) compose(source, text string, m Meta) (Article, error) {
	if err := readable(text); err != nil {
		return Article{}, bad(source, err)
	}
	day, err := checkDate(m.Date)
	if err != nil {
		return Article{}, &InputError{Source: source, Reason: "bad date", Detail: err.Error(), Kind: ErrBad, Cause: err}
	}
	l := r.markers.zone(text, m.Title)
	a := Article{
		ID: m.ID, Source: source, Title: first(m.Title, l.title), Date: first(day, l.date), URL: m.URL, Publisher: m.Publisher,
		Agency: l.agency, Text: text, Zones: l.zones,
	}
	if !content(a.Zones) {
		return Article{}, &InputError{Source: source, Reason: "no article in it", Detail: "nothing but navigation, notices or comments", Kind: ErrBad}
	}
	code, name := r.markers.language(text, l.zones)
	if code != German {
		return Article{}, &InputError{Source: source, Reason: "not in German: " + name, Kind: ErrSkipped}
	}
	a.Language = code
	a.Hash = a.hash()
	if a.ID == "" {
		a.ID = first(a.URL, "text-"+a.Hash[:12])
	}
	return a, nil
}

func content(zs []Zone) bool {
	for _, z := range zs {
		if z.Kind.Content() {
			return true
		}
	}
	return false
}

// hash is over the text and the metadata; lengths keep the fields apart.
func (a Article) hash() string {
	h := sha256.New()
	for _, f := range []string{a.Title, a.Language, a.Date, a.URL, a.Publisher, a.Agency, a.Text} {
		var n [8]byte
		for i, l := 0, len(f); l > 0; i, l = i+1, l>>8 {
			n[i] = byte(l)
		}
		h.Write(n[:])
		io.WriteString(h, f)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func first(s ...string) string {
	for _, v := range s {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}

// bad wraps the reason of a reader of bytes.
func bad(source string, err error) error {
	reason, detail := err.Error(), ""
	if errors.Is(err, errEmpty) {
		reason = "empty"
	}
	return &InputError{Source: source, Reason: reason, Detail: detail, Kind: ErrBad, Cause: err}
}
