package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestReadmeShowsWhatTheProgramPrints runs the commands of README.md's console blocks over the sample articles.
func TestReadmeShowsWhatTheProgramPrints(t *testing.T) {
	if testing.Short() {
		return // the race detector would learn nothing from it
	}
	const file = "../../README.md"
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	samples, err := filepath.Abs("../../data/articles")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	shell(t, dir, "newsgraph load --quiet '"+samples+"'")
	parts := strings.Split(string(content), "```")
	commands := 0
	for i := 1; i < len(parts); i += 2 {
		block, ok := strings.CutPrefix(parts[i], "console\n$ ")
		if !ok {
			continue
		}
		commands++
		command, _, _ := strings.Cut(block, "\n")
		parts[i] = "console\n$ " + command + "\n" + shell(t, dir, command)
	}
	if commands < 3 {
		t.Errorf("%d commands, want the three questions", commands)
	}
	now := strings.Join(parts, "```")
	if *update {
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(now, string(content)); diff != "" {
		t.Errorf("README.md shows something else; go test ./internal/cli -update rewrites it (-program +README):\n%s", diff)
	}
}

// shell runs a line as a person types it; TestMain has put newsgraph into the path.
func shell(t *testing.T, dir, line string) string {
	t.Helper()
	command := exec.Command("sh", "-c", line)
	command.Dir = dir
	command.Env = append(os.Environ(), "HOME="+dir, "XDG_CONFIG_HOME="+dir)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	return string(out)
}
