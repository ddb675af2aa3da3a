package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// A record is one line of JSON. Keys that it does not name are other people's fields and ignored; a wrong type is an error.
type record struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Date      string `json:"date"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
}

// jsonLines yields the articles of a JSON lines file. A broken line is one error; the next line is read.
func (r *Reader) jsonLines(in input, f io.Reader, yield func(Article, error) bool) {
	in.path = first(in.path, "-")
	for n, b := range r.lines(f) {
		a, err := Article{}, error(nil)
		switch {
		case b.err != nil:
			err = b.err
		case len(bytes.TrimSpace(b.bytes)) == 0:
			continue
		default:
			a, err = r.record(in, n, b.bytes)
		}
		var ie *InputError
		if errors.As(err, &ie) {
			ie.Source, ie.Line = in.path, n
		}
		if !yield(a, err) {
			return
		}
	}
}

// jsonDocument yields the articles of a file that is one JSON value: an article, or a list of them.
func (r *Reader) jsonDocument(in input, b []byte, yield func(Article, error) bool) {
	in.path = first(in.path, "-")
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	dec := json.NewDecoder(bytes.NewReader(b))
	list := bytes.HasPrefix(bytes.TrimSpace(b), []byte("["))
	if list {
		if _, err := dec.Token(); err != nil {
			yield(Article{}, bad(in.path, err))
			return
		}
	}
	for dec.More() {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		line := 1 + bytes.Count(b[:dec.InputOffset()-int64(len(raw))], []byte("\n"))
		var a Article
		if err == nil {
			a, err = r.record(in, line, raw)
		}
		var ie *InputError
		if errors.As(err, &ie) {
			ie.Source, ie.Line = in.path, line
		}
		if !yield(a, err) || !list {
			return
		}
	}
}

// isDocument reports whether JSON is one value, and not a line for each.
func isDocument(b []byte) bool {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff")))
	line, _, several := bytes.Cut(b, []byte("\n"))
	return bytes.HasPrefix(b, []byte("[")) && json.Valid(b) || several && !json.Valid(line) && json.Valid(b)
}

// A jsonLine is the bytes of one line, or why there are none.
type jsonLine struct {
	bytes []byte
	err   error
}

// lines reads lines of at most MaxBytes; of a longer one it reports the error and reads on behind it.
func (r *Reader) lines(f io.Reader) func(yield func(int, jsonLine) bool) {
	return func(yield func(int, jsonLine) bool) {
		br := bufio.NewReaderSize(f, 1<<16)
		for n := 1; ; n++ {
			b, long, err := readLine(br, r.opts.MaxBytes)
			l := jsonLine{bytes: bytes.TrimRight(b, "\r\n")}
			if n == 1 {
				l.bytes = bytes.TrimPrefix(l.bytes, []byte("\ufeff"))
			}
			switch {
			case long:
				l.err = r.tooLarge("")
			case err != nil && !errors.Is(err, io.EOF):
				l.err = unreadable("", err)
			case err != nil && len(b) == 0:
				return
			}
			if !yield(n, l) || err != nil {
				return
			}
		}
	}
}

// readLine reads to the next newline but keeps no more than limit bytes; long says that there were more.
func readLine(br *bufio.Reader, limit int64) (b []byte, long bool, err error) {
	for {
		chunk, err := br.ReadSlice('\n')
		room := max(0, limit-int64(len(b)))
		long = long || int64(len(chunk)) > room
		b = append(b, chunk[:min(room, int64(len(chunk)))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return b, long, err
		}
	}
}

// countLines counts the lines of a file that are not blank.
func countLines(path string) int {
	f, err := os.Open(path)
	if err != nil {
		return 1 // the error that Read will yield
	}
	defer f.Close()
	n := 0
	br := bufio.NewReaderSize(f, 1<<16)
	for {
		b, _, err := readLine(br, 1<<10)
		if len(bytes.TrimSpace(b)) > 0 {
			n++
		}
		if err != nil {
			return n
		}
	}
}

// record makes an article of one line. Its title stands above its text, where claims of the headline have their evidence.
func (r *Reader) record(in input, n int, b []byte) (Article, error) {
	text, err := decode(b)
	if err != nil {
		return Article{}, bad(in.path, err)
	}
	var rec record
	if err := decodeRecord([]byte(text), &rec); err != nil {
		return Article{}, err
	}
	m := Meta{ID: rec.ID, Title: rec.Title, Date: rec.Date, URL: rec.URL, Publisher: rec.Publisher}
	if m.ID == "" {
		m.ID = rec.URL
	}
	if m.ID == "" && in.id != "" {
		m.ID = fmt.Sprintf("%s:%d", in.id, n)
	}
	if err := readable(rec.Text); err != nil {
		return Article{}, bad(in.path, err)
	}
	a, err := r.compose(in.path, withTitle(rec.Title, rec.Text), r.opts.Meta[m.ID].merge(m))
	a.Source = fmt.Sprintf("%s:%d", in.path, n)
	return a, err
}

// withTitle puts the title above a text that does not begin with it.
func withTitle(title, text string) string {
	title = strings.TrimSpace(title)
	if title == "" || strings.HasPrefix(strings.TrimSpace(text), title) {
		return text
	}
	return title + "\n\n" + text
}

// decodeRecord reads one JSON object and tells people which field is wrong.
func decodeRecord(b []byte, v any) error {
	err := json.Unmarshal(b, v)
	if err == nil {
		return nil
	}
	e := &InputError{Reason: "broken JSON line", Detail: err.Error(), Kind: ErrBad, Cause: err}
	var te *json.UnmarshalTypeError
	var se *json.SyntaxError
	switch {
	case errors.As(err, &te) && te.Field != "":
		e.Reason, e.Detail = "wrong type in a JSON line", fmt.Sprintf("%q is a %s, want a %s", te.Field, te.Value, te.Type)
	case errors.As(err, &te):
		e.Reason, e.Detail = "wrong type in a JSON line", "the line is no object"
	case errors.As(err, &se):
		e.Detail = fmt.Sprintf("column %d: %s", se.Offset, se.Error())
	}
	return e
}

// ReadMeta reads a JSON lines file of metadata ({"id", "date", "url", "publisher", "title"}), to be joined by id. Metadata that
// is wrong would be wrong for every later run, so here the first broken line is an error.
func ReadMeta(name string, f io.Reader) (map[string]Meta, error) {
	r := Reader{opts: Options{MaxBytes: DefaultMaxBytes}}
	out := map[string]Meta{}
	for n, l := range r.lines(f) {
		if l.err == nil && len(bytes.TrimSpace(l.bytes)) == 0 {
			continue
		}
		m, err := metaLine(l)
		if err == nil && out[m.ID] != (Meta{}) {
			err = &InputError{Reason: "the id is there twice", Detail: fmt.Sprintf("%q", m.ID), Kind: ErrBad}
		}
		if err != nil {
			var ie *InputError
			if errors.As(err, &ie) {
				ie.Source, ie.Line = name, n
			}
			return nil, err
		}
		out[m.ID] = m
	}
	return out, nil
}

func metaLine(l jsonLine) (Meta, error) {
	var rec record
	if l.err != nil {
		return Meta{}, l.err
	}
	if err := decodeRecord(l.bytes, &rec); err != nil {
		return Meta{}, err
	}
	if rec.ID == "" {
		return Meta{}, &InputError{Reason: "no id", Kind: ErrBad}
	}
	day, err := checkDate(rec.Date)
	if err != nil {
		return Meta{}, &InputError{Reason: "bad date", Detail: err.Error(), Kind: ErrBad, Cause: err}
	}
	return Meta{ID: rec.ID, Title: rec.Title, Date: day, URL: rec.URL, Publisher: rec.Publisher}, nil
}
