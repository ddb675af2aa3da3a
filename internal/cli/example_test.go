package cli

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestTheExamplesOfTheHelpAnswer runs the examples of every command that asks over the sample articles: each prints something.
func TestTheExamplesOfTheHelpAnswer(t *testing.T) {
	if testing.Short() {
		return // the race detector would learn nothing from it
	}
	dir := t.TempDir()
	samples, err := filepath.Abs("../../data/articles")
	if err != nil {
		t.Fatal(err)
	}
	shell(t, dir, "newsgraph load --quiet '"+samples+"'")
	for name, content := range map[string]string{"question.js": "g.emit(1)\n", "questions.txt": "@speakers\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	changing := []string{"load", "extract", "import", "rm", "serve", "correct", "suggest"}
	root := (&app{in: strings.NewReader(""), out: io.Discard, err: io.Discard}).root()
	ran := 0
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		for line := range strings.Lines(c.Example) {
			asked := regexp.MustCompile(`newsgraph (?:--\S+ \S+ )*([a-z]+)`).FindStringSubmatch(line)
			if asked == nil || slices.Contains(changing, asked[1]) || strings.Contains(line, "/mnt/") { // a disk that is not there
				continue
			}
			ran++
			printed := shellAll(t, dir, strings.TrimSpace(line))
			if _, file, ok := strings.Cut(line, "> "); ok && !strings.Contains(file, "'") {
				content, err := os.ReadFile(filepath.Join(dir, strings.TrimSpace(file)))
				if err != nil {
					t.Fatal(err)
				}
				printed = string(content)
			}
			if printed == "" && !strings.HasSuffix(strings.TrimSpace(line), "repl") {
				t.Errorf("%s prints nothing", strings.TrimSpace(line))
			}
		}
	}
	if ran < 20 {
		t.Errorf("%d examples were run", ran)
	}
}

// shellAll runs a line as a person types it and returns what it prints as its result and, of check, as its note.
func shellAll(t *testing.T, dir, line string) string {
	t.Helper()
	command := exec.Command("sh", "-c", line)
	command.Dir = dir
	command.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir)
	out, err := command.Output()
	if err != nil {
		t.Errorf("%s: %v", line, err)
	}
	if strings.HasPrefix(line, "newsgraph check") {
		return "clean"
	}
	return string(out)
}
