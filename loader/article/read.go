package article

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"newsgraph/data"
)

// DefaultMaxBytes is the size up to which a text, a page or a line of JSON is read unless Options say otherwise.
const DefaultMaxBytes = 8 << 20

// MaxBytesSetting is the name of the setting that Options.MaxBytes comes from; hints name it.
const MaxBytesSetting = "load.bytes"

// Options of a Reader.
type Options struct {
	MaxBytes int64           // size limit of one article's source; 0 = DefaultMaxBytes
	Meta     map[string]Meta // by article id; see ReadMeta
	Stdin    io.Reader       // what the path "-" reads; nil = os.Stdin
}

// A Reader reads articles. It keeps no state between calls and may be shared.
type Reader struct {
	opts    Options
	markers *markers
}

// New makes a Reader; it reads the table of markers.
func New(o Options) (*Reader, error) {
	m, err := parseMarkers(data.Zones)
	if err != nil {
		return nil, err
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	return &Reader{opts: o, markers: m}, nil
}

// Text makes an article of a text that is no file: what somebody typed into the console.
func (r *Reader) Text(text string, m Meta) (Article, error) {
	if int64(len(text)) > r.opts.MaxBytes {
		return Article{}, r.tooLarge("text")
	}
	return r.compose("text", text, m)
}

// Page makes an article of an HTML page that is no file; what the page says of itself fills in what m leaves open.
func (r *Reader) Page(content []byte, m Meta) (Article, error) {
	if int64(len(content)) > r.opts.MaxBytes {
		return Article{}, r.tooLarge("page")
	}
	return r.page(input{path: "page"}, content, m)
}

// Read yields the articles of all paths in order: files, folders (recursively, sorted, hidden files and unknown extensions left
// out), "-" for standard input. An error concerns one input and is an *InputError; the iteration goes on behind it. It ends
// early only with the context's error.
func (r *Reader) Read(ctx context.Context, paths ...string) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		seen := map[string]string{}
		for _, in := range inputs(paths) {
			for a, err := range r.input(in) {
				if ctx.Err() != nil {
					yield(Article{}, ctx.Err())
					return
				}
				if err == nil {
					err = once(seen, a)
				}
				if err != nil {
					a = Article{}
				}
				if !yield(a, err) {
					return
				}
			}
		}
	}
}

// Count is how many articles the paths seem to hold, for a progress bar: one a file, one a line of JSON lines. It is -1 where
// that is unknown, for standard input.
func (r *Reader) Count(paths ...string) int {
	n := 0
	for _, in := range inputs(paths) {
		switch {
		case in.path == "-":
			return -1
		case in.err == nil && extensions[strings.ToLower(filepath.Ext(in.path))] == formatJSON:
			n += countLines(in.path)
		default:
			n++
		}
	}
	return n
}

// once refuses an id that no line can hold, and the second article with an id: it would replace the first.
func once(seen map[string]string, a Article) error {
	if strings.ContainsFunc(a.ID, unicode.IsControl) {
		return &InputError{
			Source: a.Source, Reason: "the id has a line break or another control character", Detail: fmt.Sprintf("%q", a.ID),
			Hint: "give it an id of one line", Kind: ErrBad,
		}
	}
	if where, ok := seen[a.ID]; ok {
		return &InputError{
			Source: a.Source, Reason: "an article with this id was read before", Detail: fmt.Sprintf("%q is also %s", a.ID, where),
			Hint: "rename the file, or load the folder that holds both, so that the ids are paths", Kind: ErrBad,
		}
	}
	seen[a.ID] = a.Source
	return nil
}

// An input is one file with the id that its place gives it.
type input struct {
	path string
	id   string
	err  error
}

// extensions are those of the files that a folder is searched for.
var extensions = map[string]format{
	".txt": formatText, ".html": formatHTML, ".htm": formatHTML, ".jsonl": formatJSON, ".ndjson": formatJSON,
}

// inputs expands folders. A file given directly has its stem as id, one found in a folder its path below that folder.
func inputs(paths []string) []input {
	var out []input
	for _, p := range paths {
		if p == "-" {
			out = append(out, input{path: p})
			continue
		}
		info, err := os.Stat(p)
		switch {
		case err != nil:
			out = append(out, input{path: p, err: err})
		case info.IsDir():
			out = append(out, walk(p)...)
		default:
			out = append(out, input{path: p, id: stem(filepath.Base(p))})
		}
	}
	return out
}

func walk(root string) []input {
	var out []input
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		hidden := p != root && strings.HasPrefix(d.Name(), ".")
		switch {
		case err != nil:
			out = append(out, input{path: p, err: err})
		case hidden && d.IsDir():
			return fs.SkipDir
		case !hidden && !d.IsDir() && extensions[strings.ToLower(filepath.Ext(p))] != formatUnknown:
			rel, _ := filepath.Rel(root, p)
			out = append(out, input{path: p, id: stem(filepath.ToSlash(rel))})
		}
		return nil
	})
	if err != nil {
		out = append(out, input{path: root, err: err})
	}
	return out
}

func stem(name string) string {
	return strings.TrimSuffix(name, filepath.Ext(name))
}

type format uint8

const (
	formatUnknown format = iota
	formatText
	formatHTML
	formatJSON
)

// input yields what one file holds.
func (r *Reader) input(in input) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		if in.err != nil {
			yield(Article{}, unreadable(in.path, in.err))
			return
		}
		f, err := r.open(in.path)
		if err != nil {
			yield(Article{}, unreadable(in.path, err))
			return
		}
		defer f.Close()
		known := extensions[strings.ToLower(filepath.Ext(in.path))]
		if known == formatJSON {
			r.jsonLines(in, f, yield)
			return
		}
		b, err := r.slurp(in.path, f)
		if err != nil {
			yield(Article{}, err)
			return
		}
		switch {
		case known == formatUnknown && isDocument(b):
			r.jsonDocument(in, b, yield)
			return
		case sniff(b, known) == formatJSON:
			r.jsonLines(in, bytes.NewReader(b), yield)
			return
		}
		yield(r.one(in, b, sniff(b, known)))
	}
}

func (r *Reader) open(path string) (io.ReadCloser, error) {
	if path != "-" {
		if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !strings.HasPrefix(path, "/dev/fd/") { // "<(…)" of a shell
			return nil, errors.New("a pipe or device, which may never end; pass it as standard input and name \"-\"")
		}
		return os.Open(path)
	}
	if r.opts.Stdin != nil {
		return io.NopCloser(r.opts.Stdin), nil
	}
	return io.NopCloser(os.Stdin), nil
}

// slurp reads a file up to the limit.
func (r *Reader) slurp(path string, f io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(f, r.opts.MaxBytes+1))
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case int64(len(b)) > r.opts.MaxBytes:
		return nil, r.tooLarge(path)
	default:
		return b, nil
	}
}

// sniff finds the format of a file whose extension does not tell; a page that was saved as text is a page.
func sniff(b []byte, known format) format {
	head := strings.ToLower(strings.TrimLeft(string(b[:min(len(b), 512)]), "\ufeff \t\r\n"))
	switch {
	case known == formatHTML, strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"):
		return formatHTML
	case known == formatUnknown && strings.HasPrefix(head, "{") && strings.ContainsRune(head, '"'):
		return formatJSON
	default:
		return formatText
	}
}

// one makes an article of a text file or a page.
func (r *Reader) one(in input, b []byte, f format) (Article, error) {
	given := r.opts.Meta[in.id]
	given.ID = in.id
	if f == formatHTML {
		return r.page(in, b, given)
	}
	text, err := decode(b)
	if err != nil {
		return Article{}, bad(in.path, err)
	}
	return r.compose(in.path, text, given)
}

func (r *Reader) tooLarge(source string) error {
	return &InputError{
		Source: source, Reason: "too large", Detail: fmt.Sprintf("more than %d bytes", r.opts.MaxBytes),
		Hint: "split it, or raise " + MaxBytesSetting, Kind: ErrBad,
	}
}

func unreadable(path string, err error) error {
	e := &InputError{Source: path, Reason: "cannot be read", Kind: ErrBad, Cause: err}
	var pe *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.Reason = "no such file or folder"
	case errors.As(err, &pe):
		e.Detail = pe.Err.Error()
	default:
		e.Detail = err.Error()
	}
	return e
}
