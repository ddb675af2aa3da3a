package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	graphformat "newsgraph/graph/format"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/quads"
)

func (a *app) extract() *cobra.Command {
	var meta, out string
	var explain bool
	c := &cobra.Command{
		Use:   "extract PATH...",
		Short: "Print what articles say, without storing it",
		Long: `extract reads articles as load does and prints their mentions, entities and claims. Nothing is stored.

Formats: json (one article a line), text (for reading), nquads (the quads that load would store).
With --out each article becomes one file, named after its id, in that directory.
--min-confidence 0.8 leaves out claims of which fewer than four in five are to be right; the things that articles name stay.

--explain prints instead, sentence by sentence, how the article was read: words with tag, lemma and case, the tree of dependencies,
clauses, mentions, the frames tried with the slot that one which did not fire lacks, and the words and rules that gave each claim
its modality, polarity and speaker, and what its confidence is computed from. It is text, or with --format json one object a line.`,
		Example: `  newsgraph extract --format text news/gipfel.txt
  newsgraph extract --min-confidence 0.8 --format text news/gipfel.txt
  newsgraph extract --format json --out claims/ --meta dates.jsonl news/*.txt
  echo 'Laut dem Kreml soll Peru Panzer an Chile geliefert haben.' | newsgraph extract --explain -
  curl -s https://example.org/a.html | newsgraph extract -`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, paths []string) error {
			formats := []string{"json", "text", "nquads"}
			if explain {
				formats = []string{"text", "json"}
			}
			format, err := a.formatOf(formats...)
			if err != nil {
				return err
			}
			l, err := a.loader()
			if err != nil {
				return err
			}
			w, err := a.documentWriter(format, out)
			if err != nil {
				return err
			}
			read := a.plain(l, format)
			if explain {
				read = explained(l, format)
			}
			return a.runExtract(c.Context(), read, w, meta, paths)
		},
	}
	c.Flags().StringVar(&meta, "meta", "", "JSON lines with id, date, url, publisher of the articles")
	c.Flags().StringVar(&out, "out", "", "directory for one file per article, made if it is missing")
	c.Flags().Float64("min-confidence", Defaults().Extract.Confidence, "leave out claims with less confidence, 0 to 1")
	c.Flags().BoolVar(&explain, "explain", false, "print how each sentence was read and why each claim is as it is (text, json)")
	return c
}

// loader is the reader of articles that the settings want.
func (a *app) loader() (*loader.Loader, error) {
	t := loader.Trust{Least: a.settings.Extract.Confidence, Name: a.settings.Extract.Record}
	if t.Name == "" {
		return loader.NewTrusting(t)
	}
	var err error
	if t.Record, err = os.ReadFile(t.Name); err != nil {
		return nil, usageError{withHint(fmt.Errorf("extract.record: %w", err), "newsgraph frames --write FILE writes such a file")}
	}
	l, err := loader.NewTrusting(t)
	if err != nil {
		return nil, usageError{withHint(fmt.Errorf("extract.record: %w", err), "each line has a frame, how many of its claims are right and how many wrong, parted by tabs; newsgraph frames lists the frames")}
	}
	return l, nil
}

// A reading makes of an article what writes it.
type reading func(article.Article) (func(io.Writer) error, error)

// A documentWriter takes what was read of articles, named by their ids, one by one.
type documentWriter func(id string, encode func(io.Writer) error) error

// plain reads mentions, entities and claims.
func (a *app) plain(l *loader.Loader, format string) reading {
	encode := map[string]func(io.Writer, *doc.Document) error{"json": writeJSON, "text": writeText, "nquads": quadWriter(l.Extractor(), a.settings.Prefix)}[format]
	return func(art article.Article) (func(io.Writer) error, error) {
		d, err := l.Read(art)
		return func(w io.Writer) error { return encode(w, d) }, err
	}
}

func (a *app) runExtract(ctx context.Context, read reading, write documentWriter, meta string, paths []string) error {
	reader, err := a.reader(meta)
	if err != nil {
		return err
	}
	passed, skipped, failed := 0, 0, 0
	for art, err := range reader.Read(ctx, paths...) {
		if ctx.Err() != nil {
			return errStopped
		}
		if err != nil {
			a.refused(err)
			if errors.Is(err, article.ErrSkipped) {
				skipped++
			} else {
				failed++
			}
			continue
		}
		encode, err := read(art)
		if err != nil {
			a.refused(err)
			failed++
			continue
		}
		if err := write(art.ID, encode); err != nil {
			return err
		}
		passed++
	}
	return verdict(passed, skipped, failed)
}

// reader opens the door through which articles come in.
func (a *app) reader(meta string) (*article.Reader, error) {
	o := article.Options{MaxBytes: int64(a.settings.Load.Bytes), Stdin: a.in}
	if meta != "" {
		f, err := os.Open(meta)
		if err != nil {
			return nil, usageError{withHint(fmt.Errorf("--meta: %w", err), `name a file with lines such as {"id": "a1", "date": "2024-06-18"}`)}
		}
		defer f.Close()
		if o.Meta, err = article.ReadMeta(meta, f); err != nil {
			return nil, fmt.Errorf("--meta: %w", err)
		}
	}
	return article.New(o)
}

// documentWriter writes to standard output or, with a directory, to one file per article.
func (a *app) documentWriter(format, dir string) (documentWriter, error) {
	if dir == "" {
		return func(_ string, encode func(io.Writer) error) error {
			w := bufio.NewWriter(a.out)
			if err := encode(w); err != nil {
				return err
			}
			return w.Flush()
		}, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, withHint(fmt.Errorf("--out: %w", err), "name a directory that can be written")
	}
	ending := map[string]string{"json": ".json", "text": ".txt", "nquads": ".nq"}[format]
	return func(id string, encode func(io.Writer) error) error {
		return writeFile(filepath.Join(dir, fileName(id)+ending), 0o644, encode)
	}, nil
}

// fileName makes one file name of an article's id, which may be a path or a URL.
func fileName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, id)
	if strings.Trim(name, ".") == "" {
		return "_" + name
	}
	return name
}

// writeFile writes a file as a whole or not at all.
func writeFile(path string, mode fs.FileMode, fill func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".newsgraph-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	w := bufio.NewWriter(f)
	if err := errors.Join(fill(w), w.Flush(), f.Chmod(mode), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

// writeJSON writes the document as one line.
func writeJSON(w io.Writer, d *doc.Document) error {
	line, err := loader.JSON(d)
	if err == nil {
		_, err = w.Write(line)
	}
	return err
}

// quadWriter writes the quads that load would store.
func quadWriter(extractor string, prefixes map[string]string) func(io.Writer, *doc.Document) error {
	return func(w io.Writer, d *doc.Document) error {
		_, err := graphformat.Write(w, graphformat.All(quads.From(d, extractor)), graphformat.Options{Prefixes: prefixes})
		return err
	}
}
