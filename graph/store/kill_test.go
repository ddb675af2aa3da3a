package store

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

var kills = flag.Int("kills", 5, "how often a loading process is killed")

// child names the directory that this test binary, run again as a child, fills until it is killed.
const child = "NEWSGRAPH_TEST_LOADS_INTO"

func TestMain(m *testing.M) {
	if dir := os.Getenv(child); dir != "" {
		loadForever(dir)
	}
	if dir := os.Getenv(importer); dir != "" {
		importOnce(dir)
	}
	os.Exit(m.Run())
}

// numbered is the graph of the nth article that children load.
func numbered(n int) *report {
	return anyReport(rand.New(rand.NewPCG(uint64(n), 9)), fmt.Sprint("a", n))
}

// loadForever says of each article when it is stored; up to four at a time wait for the disk.
func loadForever(dir string) {
	s, err := Open(Options{Dir: dir})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	waiting := make(chan func() error, 3)
	go func() {
		for n := 0; ; n++ {
			a := numbered(n)
			stored, err := s.Apply(context.Background(), a.article, a.quads)
			if err != nil {
				stored = func() error { return err }
			}
			waiting <- stored
		}
	}()
	for n := 0; ; n++ {
		if err := (<-waiting)(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(n)
	}
}

// kill -9 at any moment: the store opens at once, everything agrees, only whole articles are there, and all that were confirmed.
func TestAKilledLoaderLeavesWholeArticles(t *testing.T) {
	dir := t.TempDir()
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0)) // other moments each time
	for range *kills {
		confirmed := killed(t, dir, time.Duration(r.IntN(400))*time.Millisecond)
		s, err := Open(Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		clean(t, s)
		whole(t, s, confirmed)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killed starts a child, waits until it has stored something, then for d, and kills it; it gives the last article confirmed.
func killed(t *testing.T, dir string, d time.Duration) int {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), child+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	last := -1
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if last < 0 {
			time.AfterFunc(d, func() { cmd.Process.Kill() })
		}
		last, _ = strconv.Atoi(lines.Text())
	}
	if cmd.Wait(); last < 0 {
		t.Fatal("the child stored nothing")
	}
	return last
}

// whole sees that the articles up to the confirmed one are there, and that each one that is there is complete.
func whole(t *testing.T, s *Store, confirmed int) {
	t.Helper()
	ctx := context.Background()
	for n := 0; ; n++ {
		a := numbered(n)
		want := map[quad.Quad]bool{}
		for _, q := range a.quads {
			want[q] = true
		}
		got := 0
		err := s.Quads(ctx, graph.Pattern{L: a.article}, func(q quad.Quad) error {
			if got++; !want[q] {
				t.Errorf("article %d has %v", n, q)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if got == 0 && n > confirmed {
			return
		}
		if got != len(want) {
			t.Errorf("article %d has %d of %d quads; %d was the last one confirmed", n, got, len(want), confirmed)
		}
	}
}
