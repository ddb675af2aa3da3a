// Command bench compares graph/index with the stores that Cayley has: bolt as `cayley load` drives it, bolt with better indexes,
// and memstore. It is a module of its own, so that the program does not depend on what it is compared with.
//
//	go run . -movies FILE.nq.gz -news 100000,1000000
//
// Every backend works in a process of its own, so that the memory it took is its own; all run one after the other, on the same
// machine and the same files. Of each question the time of a query that asks nothing is taken off, since that is what the
// JavaScript machine takes; it is the median of fresh sessions.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

func main() {
	child := flag.String("child", "", "")
	movieFile := flag.String("movies", "", "the movie set, N-Quads in gzip; empty for none")
	newsSizes := flag.String("news", "100000,1000000", "sizes of generated archives, in quads; empty for none")
	only := flag.String("backends", strings.Join([]string{ours, tuned, memory, stock}, ";"), "which stores, with ; between")
	seconds := flag.Float64("seconds", 2, "how long one question is asked again and again, at most")
	flag.Parse()
	var err error
	if *child != "" {
		err = runChild(*child)
	} else {
		err = compare(*movieFile, *newsSizes, strings.Split(*only, ";"), *seconds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func compare(movieFile, newsSizes string, backends []string, seconds float64) error {
	dir, err := os.MkdirTemp("", "newsgraph-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var sets []dataset
	if movieFile != "" {
		d, err := movies(movieFile, dir)
		if err != nil {
			return err
		}
		sets = append(sets, d)
	}
	for _, s := range strings.FieldsFunc(newsSizes, func(r rune) bool { return r == ',' }) {
		n, err := strconv.Atoi(s)
		if err != nil {
			return err
		}
		d, err := news(n, dir)
		if err != nil {
			return err
		}
		sets = append(sets, d)
	}
	if len(sets) == 0 {
		return errors.New("nothing to compare on: say -movies or -news")
	}
	for _, d := range sets {
		var results []result
		for _, b := range backends {
			r, err := measure(b, d, filepath.Join(dir, "store"), seconds)
			if err != nil {
				return fmt.Errorf("%s, %s: %w", d.Name, b, err)
			}
			results = append(results, r)
		}
		print(os.Stdout, d, results)
	}
	return nil
}

// A job is what a child does.
type job struct {
	Backend, Dir string
	Data         dataset
	Ask          bool // ask what was loaded before; without it load
	Seconds      float64
}

// measure loads in one child and asks in another, which opens what the first left behind. memstore leaves nothing.
func measure(b string, d dataset, dir string, seconds float64) (r result, err error) {
	if err := os.RemoveAll(dir); err != nil {
		return r, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return r, err
	}
	r, err = spawn(job{b, dir, d, false, seconds})
	if err != nil || b == memory {
		return r, err
	}
	r.Disk = size(dir)
	asked, err := spawn(job{b, dir, d, true, seconds})
	asked.Backend, asked.Load, asked.Peak, asked.Disk = b, r.Load, r.Peak, r.Disk
	return asked, err
}

func spawn(j job) (r result, err error) {
	spec, err := json.Marshal(j)
	if err != nil {
		return r, err
	}
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	cmd := exec.Command(self, "-child", string(spec))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(out, &r)
}

func size(dir string) (n int64) {
	filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			n += info.Size()
		}
		return nil
	})
	return n
}
