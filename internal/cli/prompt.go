package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// lines reads from a prompt where a person sits before it, else from a pipe.
func (a *app) lines(ctx context.Context, s *session) (lineReader, error) {
	in, inFile := a.in.(*os.File)
	if !inFile || !term.IsTerminal(int(in.Fd())) {
		r := bufio.NewReader(a.in)
		return piped{r}, nil
	}
	past, err := openHistory(a.settings.Repl.History)
	if err != nil {
		a.log.Warn("no history", "error", err)
	}
	words, err := s.vocabulary(ctx)
	if err != nil {
		return nil, err
	}
	a.note("newsgraph %s: .help lists what there is, .quit ends", a.settings.Store.Dir)
	p := &prompt{in: in, out: in, past: past, words: words}
	if out, ok := a.out.(*os.File); ok && term.IsTerminal(int(out.Fd())) {
		p.out = out
	}
	p.renew()
	return p, nil
}

// piped reads questions from a pipe or a file.
type piped struct{ in *bufio.Reader }

func (p piped) ReadLine(bool) (string, error) {
	line, err := p.in.ReadString('\n')
	if line != "" && errors.Is(err, io.EOF) {
		err = nil // the last line needs no end
	}
	return strings.TrimRight(line, "\r\n"), err
}

func (piped) Keep(string)  {}
func (piped) Close() error { return nil }

// A prompt reads questions from a terminal. It holds the terminal only while somebody types: while a query runs Ctrl-C is a signal.
type prompt struct {
	in    *os.File
	out   io.Writer // the terminal, also where standard output goes elsewhere
	past  *history
	words words
	line  *term.Terminal
	ctrlC bool // the key that was read last
}

// renew makes a line editor: one that has met Ctrl-C would meet it for ever.
func (p *prompt) renew() {
	p.line = term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{p, p.out}, "")
	p.line.History = p.past
	p.line.AutoCompleteCallback = p.complete
}

// Read hands keys to the line editor and notes Ctrl-C, which the editor does not tell from the end of the input.
func (p *prompt) Read(b []byte) (int, error) {
	n, err := p.in.Read(b)
	p.ctrlC = n > 0 && b[n-1] == 3
	return n, err
}

// ReadLine reads one line in raw mode; more says that a question goes on.
func (p *prompt) ReadLine(more bool) (line string, err error) {
	fd := int(p.in.Fd())
	state, err := term.MakeRaw(fd)
	if err != nil {
		return "", fmt.Errorf("terminal: %w", err)
	}
	defer func() {
		if back := term.Restore(fd, state); back != nil {
			err = errors.Join(err, fmt.Errorf("terminal: %w", back))
		}
	}()
	if w, h, err := term.GetSize(fd); err == nil && w > 0 && h > 0 {
		if err := p.line.SetSize(w, h); err != nil {
			return "", err
		}
	}
	p.line.SetPrompt(map[bool]string{false: "> ", true: "... "}[more])
	line, err = p.line.ReadLine()
	switch {
	case errors.Is(err, term.ErrPasteIndicator):
		err = nil
	case errors.Is(err, io.EOF):
		if _, err := io.WriteString(p.out, "\r\n"); err != nil {
			return "", err
		}
		if p.ctrlC {
			p.renew()
			return "", errGivenUp
		}
	}
	return line, err
}

// Keep puts a question into the history.
func (p *prompt) Keep(question string) { p.past.keep(question) }

// Close saves the history.
func (p *prompt) Close() error { return p.past.save() }

// complete is what Tab does: it goes on as far as all candidates agree, and lists them where they do not.
func (p *prompt) complete(line string, pos int, key rune) (string, int, bool) {
	if key != '\t' {
		return "", 0, false
	}
	from, candidates := p.words.complete(line[:pos])
	if more := extended(line[from:pos], candidates); more != "" {
		return line[:from] + more + line[pos:], from + len(more), true
	}
	if len(candidates) > 1 {
		// An error of the terminal comes back with the next key.
		_, _ = fmt.Fprintln(p.line, strings.Join(candidates, "  "))
	}
	return line, pos, true // a tab is no part of a question
}
