package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
)

// An import into an empty store that fails at any point leaves it empty, and fit for another.
func TestAFirstImportThatFailsLeavesTheStoreEmpty(t *testing.T) {
	ctx := context.Background()
	quads := someReports(30)
	own := errors.New("line 7 is broken")
	dir := t.TempDir()
	s, err := Open(Options{Dir: dir, Chunk: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	empty := func(what string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
		clean(t, s)
		if d := dump(t, s); len(d) != 0 {
			t.Errorf("%s: %d quads stay", what, len(d))
		}
	}
	rest := from(quads)
	_, err = s.Import(ctx, func() (quad.Quad, error) {
		if q, err := rest(); err != io.EOF {
			return q, err
		}
		return quad.Quad{}, own
	})
	empty("what is read breaks off", err, own)
	whole := s.deriver
	s.deriver = failing{err: own}
	_, err = s.Import(ctx, from(quads))
	s.deriver = whole
	empty("deriving fails", err, own)
	stopped, stop := context.WithCancel(ctx)
	n := 0
	rest = from(quads)
	_, err = s.Import(stopped, func() (quad.Quad, error) {
		if n++; n == len(quads) {
			stop()
		}
		return rest()
	})
	empty("it is stopped", err, context.Canceled)
	report, err := s.Import(ctx, from(quads))
	if err != nil || report.Articles != 30 {
		t.Fatal(report, err)
	}
	clean(t, s)
	again := opened(t, Memory)
	if _, err := again.Import(ctx, from(quads)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(dump(t, again), dump(t, s)); d != "" {
		t.Errorf("memory and index differ:\n%s", d)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func someReports(n int) (out []quad.Quad) {
	for i := range n {
		out = append(out, numbered(i).quads...)
	}
	return out
}

// What an import has written before it is killed is not read, and goes when the store is opened for writing.
func TestAHalfImportIsNotRead(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Import(context.Background(), from(someReports(5))); err != nil {
		t.Fatal(err)
	}
	if err := durable(s.engine.change(context.Background(), func(c change) error { return c.setNote(stampNote, importingNote) })); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Options{Dir: dir, ReadOnly: true}); !errors.Is(err, ErrHalf) {
		t.Fatalf("opened for reading: %v", err)
	}
	said := ""
	if s, err = Open(Options{Dir: dir, Notice: func(what string) { said = what }}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	clean(t, s)
	if d := dump(t, s); len(d) != 0 || !strings.Contains(said, "cut short") {
		t.Errorf("%d quads stay, told %q", len(d), said)
	}
}

// importer names the directory that this test binary, run as a child, imports into until it is killed.
const importer = "NEWSGRAPH_TEST_IMPORTS_INTO"

const imported = 400 // articles

func importOnce(dir string) {
	s, err := Open(Options{Dir: dir, Chunk: 1 << 20})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("begun")
	if _, err := s.Import(context.Background(), from(someReports(imported))); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ready")
	select {}
}

// kill -9 at any moment of an import: all of it is there, or nothing; all if it was told so.
func TestAKilledImportLeavesAllOrNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ready, nothing := 0, 0
	for range *kills {
		dir := t.TempDir()
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), importer+"="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(r.IntN(1500))*time.Millisecond, func() { cmd.Process.Kill() })
		said, _ := io.ReadAll(out)
		cmd.Wait()
		s, err := Open(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		clean(t, s)
		stats, err := s.Stats(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		switch told := strings.Contains(string(said), "ready"); {
		case stats.Articles == imported:
			ready++
		case stats.Quads != 0 || told:
			t.Errorf("%d articles and %d quads of %d articles; told ready: %v", stats.Articles, stats.Quads, imported, told)
		default:
			nothing++
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d times all, %d times nothing", ready, nothing)
}
