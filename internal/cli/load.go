package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"newsgraph/graph/store"
	"newsgraph/loader"
	"newsgraph/loader/article"
	"newsgraph/query/web"
)

func (a *app) load() *cobra.Command {
	var meta string
	var force bool
	c := &cobra.Command{
		Use:   "load PATH...",
		Short: "Read articles into the graph",
		Long: `load reads text, HTML, JSON lines and lists in JSON (id, title, text, date, url, publisher), files, folders, or - for standard input.
A folder is searched for .txt, .html, .htm, .jsonl and .ndjson; other files are read where they are named.
Each article is one transaction: it replaces what the graph had of it. Articles that are there unchanged are left alone.
Entities are counted as the articles name them; stats counts what is one thing under many names once.
--min-confidence leaves out claims with less confidence; articles that were read with another threshold are read again.
An article in another language is skipped, an input that cannot be read is told and the others go on (exit code 3).`,
		Example: `  newsgraph load news/
  newsgraph load --meta dates.jsonl news/*.txt
  newsgraph load --min-confidence 0.6 news/
  zcat feed.jsonl.gz | newsgraph load -`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(c *cobra.Command, paths []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			reader, err := a.reader(meta)
			if err != nil {
				return err
			}
			return a.fill(func(s loader.Sink) error { return a.runLoad(c.Context(), s, reader, paths, force, format) })
		},
	}
	c.Flags().StringVar(&meta, "meta", "", "JSON lines with id, date, url, publisher of the articles")
	c.Flags().Float64("min-confidence", Defaults().Extract.Confidence, "leave out claims with less confidence, 0 to 1")
	c.Flags().BoolVar(&force, "force", false, "read articles again that are stored unchanged")
	return c
}

func (a *app) runLoad(ctx context.Context, s loader.Sink, reader *article.Reader, paths []string, force bool, format string) error {
	l, err := a.loader()
	if err != nil {
		return err
	}
	p := a.newProgress(format)
	report, err := l.Load(ctx, reader.Read(ctx, paths...), s, loader.Options{Workers: a.settings.Load.Workers, Force: force}, p.event)
	p.end()
	if err != nil && ctx.Err() != nil {
		err = errStopped
	}
	return errors.Join(a.summary(report, format), err, verdictOf(report))
}

// fill hands a command the store to put articles in, or the server that holds it.
func (a *app) fill(do func(loader.Sink) error) error {
	st, err := a.open(false)
	var locked *store.LockedError
	if errors.As(err, &locked) && locked.Address != "" {
		a.log.Debug("the store is served, sending articles to the server", "address", locked.Address)
		return do(remote{a.client(locked.Address)})
	}
	if err != nil {
		return err
	}
	return errors.Join(do(st), st.Close())
}

// remote is a server as a sink.
type remote struct{ *web.Client }

func (r remote) Article(ctx context.Context, article quad.IRI) (hash, extractor string, found bool, err error) {
	err = patiently(ctx, func() error {
		hash, extractor, found, err = r.Stored(ctx, article)
		return err
	})
	return hash, extractor, found, err
}

// Apply returns when the server says that the article is stored.
func (r remote) Apply(ctx context.Context, article quad.IRI, quads []quad.Quad) (stored func() error, err error) {
	err = patiently(ctx, func() error { return r.Put(ctx, article, quads) })
	return func() error { return nil }, err
}

// patiently asks again for a minute where the server says that it is busy.
func patiently(ctx context.Context, ask func() error) error {
	for range 60 {
		err := ask()
		var p *web.Problem
		if !errors.As(err, &p) || p.Status != http.StatusServiceUnavailable && p.Status != http.StatusTooManyRequests {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Second):
		}
	}
	return ask()
}

func verdictOf(r loader.Report) error {
	sum := func(m map[string]int) (n int) {
		for k := range maps.Values(m) {
			n += k
		}
		return n
	}
	return verdict(r.Loaded+r.Unchanged, sum(r.Skipped), sum(r.Failed))
}

// A progress tells of every input as it comes: a bar on a terminal, else lines.
type progress struct {
	app    *app
	json   bool
	bar    *progressbar.ProgressBar // nil where there is none
	inputs int
	claims int
}

func (a *app) newProgress(format string) *progress {
	p := &progress{app: a, json: format == "json"}
	if f, ok := a.err.(*os.File); ok && term.IsTerminal(int(f.Fd())) && !a.settings.Quiet {
		p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(f), progressbar.OptionShowIts(),
			progressbar.OptionSetItsString("articles"), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	return p
}

func (p *progress) event(e loader.Event) {
	p.inputs++
	p.claims += e.Claims
	if p.bar != nil {
		p.bar.Describe(fmt.Sprintf("%d articles, %d claims", p.inputs, p.claims))
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
	switch {
	case e.Err != nil:
		if p.bar != nil {
			_ = p.bar.Clear()
		}
		p.app.refused(firstLine(e.Err, p.app.settings.Verbose))
	case p.bar == nil && e.Outcome == loader.Loaded:
		p.app.note("loaded %s: %d claims", e.ID, e.Claims)
	case p.bar == nil && p.app.settings.Verbose:
		p.app.note("unchanged %s", e.ID)
	}
	if p.json {
		_ = p.app.line(eventLine{outcomeNames[e.Outcome], e.ID, e.Source, e.Reason, e.Claims, e.Quads, e.Tokens})
	}
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}

// firstLine leaves the stack of a program error out unless it is wanted.
func firstLine(err error, verbose bool) error {
	message, _, long := strings.Cut(err.Error(), "\n")
	if verbose || !long {
		return err
	}
	return withHint(errors.New(message), "--verbose shows where it erred")
}

var outcomeNames = map[loader.Outcome]string{loader.Loaded: "loaded", loader.Unchanged: "unchanged", loader.Skipped: "skipped", loader.Failed: "failed"}

type eventLine struct {
	Outcome string `json:"outcome"`
	ID      string `json:"id,omitempty"`
	Source  string `json:"source,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Claims  int    `json:"claims"`
	Quads   int    `json:"quads"`
	Tokens  int    `json:"tokens"`
}

type summaryLine struct {
	Articles  int            `json:"articles"`
	Unchanged int            `json:"unchanged"`
	Skipped   map[string]int `json:"skipped"`
	Failed    map[string]int `json:"failed"`
	Entities  int            `json:"entities"`
	Claims    int            `json:"claims"`
	Quads     int            `json:"quads"`
	Tokens    int            `json:"tokens"`
	Seconds   float64        `json:"seconds"`
	Rate      float64        `json:"tokens_per_second"`
}

// summary is what load ends with: on standard output, for it is the command's result.
func (a *app) summary(r loader.Report, format string) error {
	rate := 0.0
	if s := r.Duration.Seconds(); s > 0 {
		rate = float64(r.Tokens) / s
	}
	if format == "json" {
		return a.line(summaryLine{r.Loaded, r.Unchanged, r.Skipped, r.Failed, r.Entities, r.Claims, r.Quads, r.Tokens, r.Duration.Seconds(), rate})
	}
	if a.settings.Quiet {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "articles    %d loaded, %d unchanged\n", r.Loaded, r.Unchanged)
	writeReasons(&b, "skipped", r.Skipped)
	writeReasons(&b, "failed", r.Failed)
	fmt.Fprintf(&b, "entities    %d as the articles name them\nclaims      %d\nquads       %d\n", r.Entities, r.Claims, r.Quads)
	fmt.Fprintf(&b, "time        %.1f s, %.0f tokens/s\n", r.Duration.Seconds(), rate)
	_, err := io.WriteString(a.out, b.String())
	return err
}

func writeReasons(b *strings.Builder, what string, reasons map[string]int) {
	for _, reason := range slices.Sorted(maps.Keys(reasons)) {
		fmt.Fprintf(b, "%-10s  %d %s\n", what, reasons[reason], reason)
	}
}

// decimal writes a number without exponent.
func decimal(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
