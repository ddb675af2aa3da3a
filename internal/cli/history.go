package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// history is what was asked before, the latest last, kept in a file that only its owner reads. It is the History of a
// term.Terminal, which offers it every line; what it keeps are whole questions.
type history struct {
	file    string // "" keeps nothing on disk
	most    int
	entries []string
}

// openHistory reads the file where the user's programs keep theirs. It holds at most so many questions.
func openHistory(most int) (*history, error) {
	h := &history{most: most}
	dir, err := os.UserConfigDir()
	if err != nil || most == 0 {
		return h, nil // a user without a home has no history
	}
	h.file = filepath.Join(dir, "newsgraph", "history")
	content, err := os.ReadFile(h.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return h, err
	}
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); line != "" {
			h.entries = append(h.entries, line)
		}
	}
	h.trim()
	return h, nil
}

func (h *history) trim() { h.entries = h.entries[max(0, len(h.entries)-h.most):] }

// keep takes a question. Its lines become one, so that the arrow brings it back as a whole; with a comment that ends at the end
// of its line they stay several.
func (h *history) keep(question string) {
	entries := []string{strings.Join(strings.Fields(question), " ")}
	if strings.Contains(question, "//") {
		entries = strings.Split(question, "\n")
	}
	for _, e := range entries {
		if e = strings.TrimSpace(e); e != "" && (len(h.entries) == 0 || h.entries[len(h.entries)-1] != e) {
			h.entries = append(h.entries, e)
		}
	}
	h.trim()
}

// save writes the file as a whole.
func (h *history) save() error {
	if h.file == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(h.file), 0o700); err != nil {
		return fmt.Errorf("history: %w", err)
	}
	return writeFile(h.file, 0o600, func(w io.Writer) error {
		for _, e := range h.entries {
			if _, err := fmt.Fprintln(w, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// Add is called with every line; keep takes questions instead.
func (h *history) Add(string) {}

// Len is how many questions there are.
func (h *history) Len() int { return len(h.entries) }

// At is a question, the latest first.
func (h *history) At(i int) string { return h.entries[len(h.entries)-1-i] }
