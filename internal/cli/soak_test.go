//go:build soak

package cli

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const kills = 50

// TestSoakKillWhileLoading kills a load at random moments. Each time the store has to open, be clean and show whole articles only,
// and a second load has to complete it to the very graph that an undisturbed load makes.
func TestSoakKillWhileLoading(t *testing.T) {
	program := build(t)
	paths := corpus(t)
	whole := filepath.Join(t.TempDir(), "whole")
	start := time.Now()
	reference := run(t, program, append([]string{"--store", whole, "load", "--quiet"}, paths...)...)
	took := time.Since(start)
	if reference != exitFine && reference != exitPartial {
		t.Fatalf("load ends with %d", reference)
	}
	want := export(t, program, whole)
	t.Logf("%d articles, %v for a load", len(articles(want)), took)
	for n := 0; n < kills; {
		wait := time.Duration(rand.Int64N(int64(took)))
		store := filepath.Join(t.TempDir(), "killed")
		if !killAfter(t, program, wait, append([]string{"--store", store, "load", "--quiet"}, paths...)...) {
			took = wait // it was ready sooner than the load that was measured
			continue
		}
		n++
		t.Logf("%d: killed after %v, %d articles whole", n, wait.Round(time.Millisecond), survives(t, program, store, want))
		if code := run(t, program, append([]string{"--store", store, "load", "--quiet"}, paths...)...); code != reference {
			t.Errorf("the second load ends with %d, want %d", code, reference)
		}
		if got := export(t, program, store); got != want {
			t.Errorf("the second load makes another graph: %d lines, want %d", strings.Count(got, "\n"), strings.Count(want, "\n"))
		}
	}
}

// survives looks at a store whose writer was killed and returns the number of its articles.
func survives(t *testing.T, program, store, want string) int {
	t.Helper()
	check := exec.Command(program, "--store", store, "--quiet", "check")
	if out, err := check.CombinedOutput(); strings.Contains(string(out), "there is no store at") {
		return 0 // killed before anything was there
	} else if err != nil {
		t.Fatalf("check: %v\n%s", err, out)
	}
	got, whole := articles(export(t, program, store)), articles(want)
	for label, lines := range got {
		if lines != whole[label] {
			t.Errorf("%s is there in part", label)
		}
	}
	return len(got)
}

// articles splits an export by label.
func articles(nquads string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(nquads) {
		fields := strings.Fields(line)
		out[fields[len(fields)-2]] += line
	}
	return out
}

func build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "newsgraph")
	if out, err := exec.Command("go", "build", "-o", program, "newsgraph").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

// corpus is all of the shared articles where they are there, else our samples.
func corpus(t *testing.T) []string {
	t.Helper()
	for _, dir := range []string{os.Getenv("SOAK_ARTICLES"), "../../../shared/articles", "../../data/articles"} {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			abs, err := filepath.Abs(dir)
			if err != nil {
				t.Fatal(err)
			}
			return []string{abs}
		}
	}
	t.Fatal("no articles")
	return nil
}

func run(t *testing.T, program string, args ...string) int {
	t.Helper()
	command := exec.Command(program, args...)
	command.Dir = t.TempDir()
	out, err := command.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		if exit.ExitCode() != exitPartial {
			t.Logf("%v: %s", args, out)
		}
		return exit.ExitCode()
	}
	t.Fatalf("%v: %v\n%s", args, err, out)
	return -1
}

func export(t *testing.T, program, store string) string {
	t.Helper()
	var out, stderr bytes.Buffer
	command := exec.Command(program, "--store", store, "export", "--all")
	command.Dir, command.Stdout, command.Stderr = t.TempDir(), &out, &stderr
	if err := command.Run(); err != nil {
		t.Fatalf("export: %v\n%s", err, stderr.String())
	}
	return out.String()
}

// killAfter starts the program, kills it after a while, and reports whether it was still running.
func killAfter(t *testing.T, program string, wait time.Duration, args ...string) bool {
	t.Helper()
	command := exec.Command(program, args...)
	command.Dir = t.TempDir()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(wait)
	err := command.Process.Kill()
	var exit *exec.ExitError
	if waited := command.Wait(); waited != nil && !errors.As(waited, &exit) {
		t.Fatal(waited)
	}
	return err == nil && exit != nil && exit.ExitCode() == -1
}
