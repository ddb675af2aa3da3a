package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/data"
	"newsgraph/internal/ontology"
	"newsgraph/query"
	"newsgraph/query/web"
)

func (a *app) repl() *cobra.Command {
	var lang string
	c := &cobra.Command{
		Use:   "repl",
		Short: "Ask one question after the other",
		Long: `repl reads Gizmo queries and answers each. A query may have several lines: it goes on while a bracket, a text or a comment is
open, after a dot or a comma, and until it asks for something, as .all() or claims() does; an empty line ends it in any case.
Tab completes methods, relations, names, saved queries; the arrows bring earlier questions back; Ctrl-C gives a question up.
The graph is opened for each question and free in between: load can run then, and while it runs, questions are refused.

  @meets "Tigran Melkonjan"   runs a saved query
  .list                       lists them
  .limit 20                   shows at most so many rows
  .more                       goes on behind an answer that was cut off
  .help, .quit

From a pipe it reads the same and shows no prompt. Exit code 3 says that some of the queries failed, 1 that all did.`,
		Example: `  newsgraph repl
  newsgraph repl --format csv < questions.txt
  echo '@speakers' | newsgraph repl`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			format, err := a.formatOf(query.Formats()...)
			if err != nil {
				return err
			}
			if err := knownLang(c, lang); err != nil {
				return err
			}
			saved, err := query.SavedQueries()
			if err != nil {
				return err
			}
			// A store that is not there is told before the first question.
			if err := a.ask(c.Context(), func(web.Service) error { return nil }); err != nil {
				return err
			}
			return a.runRepl(c.Context(), &session{app: a, saved: saved, lang: lang, format: format})
		},
	}
	c.Flags().StringVar(&lang, "lang", "gizmo", "query language: "+strings.Join(langs, ", "))
	c.Flags().Int("rows", Defaults().Query.Rows, "rows of each result")
	c.Flags().Duration("time", Defaults().Query.Time, "time after which a query is stopped")
	mustComplete(c, "lang", cobra.FixedCompletions(langs, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// A lineReader gives lines until io.EOF; errGivenUp says that what was typed so far is not meant.
type lineReader interface {
	ReadLine(more bool) (string, error)
	Keep(question string) // for the history
	Close() error
}

var errGivenUp = errors.New("given up")

// A session is what lasts from question to question.
type session struct {
	*app
	saved          []query.Saved
	lang, format   string
	passed, failed int
	last           query.Request // the one that .more goes on with, where it has After
}

func (a *app) runRepl(ctx context.Context, s *session) error {
	in, err := a.lines(ctx, s)
	if err != nil {
		return err
	}
	if _, typed := in.(*prompt); typed {
		ctx = context.WithoutCancel(ctx) // Ctrl-C ends a query and not the program
	}
	for {
		question, err := s.read(in)
		if err == nil && strings.TrimSpace(question) != "" {
			in.Keep(question)
			err = s.answer(ctx, question)
		}
		switch {
		case errors.Is(err, errQuit), errors.Is(err, io.EOF):
			return errors.Join(in.Close(), s.verdict(in))
		case errors.Is(err, errGivenUp), err == nil:
		case ctx.Err() != nil:
			return errors.Join(in.Close(), errStopped)
		default:
			return errors.Join(in.Close(), err)
		}
	}
}

// verdict counts only what came from a pipe: a person has seen what failed.
func (s *session) verdict(in lineReader) error {
	_, typed := in.(*prompt)
	switch {
	case typed || s.failed == 0:
		return nil
	case s.passed == 0:
		return errNoneAnswered
	}
	return errSomeAnswered
}

// read collects the lines of one question.
func (s *session) read(in lineReader) (string, error) {
	var lines []string
	for {
		line, err := in.ReadLine(len(lines) > 0)
		if errors.Is(err, io.EOF) && len(lines) > 0 {
			err = nil
			line = ""
		}
		if err != nil {
			return "", err
		}
		empty := strings.TrimSpace(line) == ""
		if empty && len(lines) == 0 {
			continue
		}
		lines = append(lines, line)
		question := strings.Join(lines, "\n")
		if empty || len(lines) == 1 && s.isCommand(line) || !s.pending(question) {
			return strings.TrimRight(question, " \t\r\n"), nil
		}
	}
}

func (s *session) isCommand(line string) bool {
	return strings.HasPrefix(line, "@") || strings.HasPrefix(line, ".")
}

func (s *session) pending(question string) bool {
	if s.lang == "" || s.lang == langs[0] {
		return pending(question)
	}
	depth, open, _ := scan(question)
	return depth > 0 || open
}

var errQuit = errors.New("quit")

// answer answers one question. An error of the question is told and not returned.
func (s *session) answer(ctx context.Context, question string) error {
	err := s.do(ctx, question)
	if errors.Is(err, errQuit) || ctx.Err() != nil {
		return err
	}
	if errors.Is(err, errGivenUp) {
		s.note("given up")
		return nil
	}
	if err != nil {
		s.failed++
		tell(s.err, err)
		return nil
	}
	s.passed++
	return nil
}

func (s *session) do(ctx context.Context, question string) error {
	if question == ".more" {
		return s.more(ctx)
	}
	if strings.HasPrefix(question, ".") {
		return s.command(question)
	}
	req := query.Request{Lang: s.lang, Text: question}
	if strings.HasPrefix(question, "@") {
		name, rest, _ := strings.Cut(question, " ")
		text, err := bindSaved(s.saved, name, query.Words(rest))
		if err != nil {
			return err
		}
		req = query.Request{Text: text}
	}
	return s.run(ctx, req)
}

// more goes on with the last answer.
func (s *session) more(ctx context.Context) error {
	if s.last.After == "" {
		s.note("there is no more")
		return nil
	}
	return s.run(ctx, s.last)
}

func (s *session) run(ctx context.Context, req query.Request) error {
	asked, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	next, err := s.runQuery(asked, req, s.format)
	s.last = req
	s.last.After = next
	if err != nil && asked.Err() != nil && ctx.Err() == nil {
		return errGivenUp
	}
	return err
}

const replHelp = `A query is Gizmo: entity("Name").out("<rel:meets>").all(), claims({subject: "Name"}), or g.V() and what follows.
It goes on in the next line until its brackets are closed and it asks for something; an empty line ends it.
@name ARGS   run a saved query; text with blanks stands between quotation marks
.list        the saved queries
.limit [N]   rows that are shown
.more        further rows of the last answer
.quit        or Ctrl-D
`

// commands of the prompt.
var dotCommands = []string{".help", ".limit", ".list", ".more", ".quit"}

func (s *session) command(line string) error {
	words := strings.Fields(line)
	switch {
	case words[0] == ".limit" && len(words) <= 2:
		return s.limit(words[1:])
	case len(words) > 1:
		return usageError{withHint(fmt.Errorf("%s takes nothing after it", words[0]), ".help lists what there is")}
	case words[0] == ".help":
		_, err := io.WriteString(s.out, replHelp)
		return err
	case words[0] == ".list":
		return s.listSaved(s.saved, s.format)
	case words[0] == ".quit":
		return errQuit
	}
	return unknown("command", words[0], dotCommands)
}

func (s *session) limit(given []string) error {
	if len(given) == 0 {
		s.note("%d rows", s.settings.Query.Rows)
		return nil
	}
	n, err := strconv.Atoi(given[0])
	if err != nil || n < 1 {
		return usageError{withHint(fmt.Errorf(".limit: %q is no number of rows", given[0]), "write .limit 20")}
	}
	s.settings.Query.Rows = n
	return nil
}

// vocabulary is what Tab completes. The methods are those that the engine has.
func (s *session) vocabulary(ctx context.Context) (words, error) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return words{}, err
	}
	w := words{commands: dotCommands, fields: map[string][]string{"tier": web.Tiers(), "modality": o.Modalities, "polarity": o.Polarities}}
	for _, q := range s.saved {
		w.saved = append(w.saved, "@"+q.Name)
	}
	if w.fields["predicate"], err = relationNames(); err != nil {
		return words{}, err
	}
	for _, r := range o.Relations {
		for _, tier := range web.Tiers() {
			w.relations = append(w.relations, "<"+tier+":"+r.Name+">")
		}
	}
	w.names = func(typed string) (names []string) {
		err := s.ask(ctx, func(service web.Service) (err error) {
			names, err = service.Names(ctx, typed, s.settings.Repl.Names)
			return err
		})
		if err != nil {
			return nil // nothing is offered; the question itself will tell why
		}
		return names
	}
	w.path, err = s.methods(ctx, "g.V()")
	if err == nil {
		w.graph, err = s.methods(ctx, "g")
	}
	return w, err
}

// methods asks the engine what an object of its can do. Gizmo has most names twice, as Has and as has: the small ones are offered.
func (s *session) methods(ctx context.Context, object string) ([]string, error) {
	var out []string
	err := s.ask(ctx, func(service web.Service) error {
		req := query.Request{Text: "for (var name in " + object + ") g.emit({name: name})"}
		_, err := service.Query(ctx, req, func(r query.Row) error {
			if name := fmt.Sprint(query.Plain(r.Get("name"))); name != "toString" {
				out = append(out, name)
			}
			return nil
		})
		return err
	})
	slices.Sort(out)
	return slices.DeleteFunc(out, func(name string) bool {
		small := strings.ToLower(name[:1]) + name[1:]
		return small != name && slices.Contains(out, small)
	}), err
}
