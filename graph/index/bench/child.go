package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
)

// A result is what was measured of one backend on one dataset; times are seconds.
type result struct {
	Backend string
	Load    float64
	Peak    int64 // bytes of resident memory while loading
	Disk    int64
	Open    float64
	VM      float64 // of a query that asks nothing
	Queries []answer
	Around  float64 // neighbours of one thing, as numbers
	Named   float64 // and with their names
	Put     float64 // one article in a durable transaction
	Sync    float64 // one write of 4 KB with fsync, on the same disk
}

type answer struct {
	Seconds float64
	Rows    int
	Slow    bool // asked less than three times
}

func runChild(spec string) error {
	var j job
	if err := json.Unmarshal([]byte(spec), &j); err != nil {
		return err
	}
	r := result{Backend: j.Backend}
	start := time.Now()
	b, err := openBackend(j.Backend, j.Dir)
	if err != nil {
		return err
	}
	r.Open = time.Since(start).Seconds()
	if !j.Ask {
		if err := j.load(b, &r); err != nil {
			return err
		}
	}
	if j.Ask || j.Backend == memory {
		if err := j.ask(b, &r); err != nil {
			return err
		}
	}
	if err := b.close(); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func (j job) load(b backend, r *result) error {
	in, err := reader(j.Data.Path)
	if err != nil {
		return err
	}
	defer in.Close()
	start := time.Now()
	if err := b.load(in); err != nil {
		return err
	}
	r.Load, r.Peak = time.Since(start).Seconds(), peak()
	return nil
}

func (j job) ask(b backend, r *result) error {
	vm, err := j.median(b, question{Text: `g.emit(1)`})
	if err != nil {
		return err
	}
	r.VM = vm.Seconds
	for _, q := range j.Data.Queries {
		a, err := j.median(b, q)
		if err != nil {
			return fmt.Errorf("%s: %w", q.Name, err)
		}
		if q.Rows > 0 && a.Rows != q.Rows {
			return fmt.Errorf("%s: %d rows, want %d", q.Name, a.Rows, q.Rows)
		}
		a.Seconds = max(a.Seconds-vm.Seconds, 0)
		r.Queries = append(r.Queries, a)
	}
	if r.Around, err = j.around(b, false); err != nil {
		return err
	}
	if r.Named, err = j.around(b, true); err != nil {
		return err
	}
	if r.Put, err = j.put(b); err != nil {
		return err
	}
	r.Sync, err = syncs(j.Dir)
	return err
}

// median asks a question in fresh sessions.
func (j job) median(b backend, q question) (a answer, err error) {
	var took []float64
	for begun := time.Now(); len(took) < 200 && (len(took) < 1 || time.Since(begun).Seconds() < j.Seconds); {
		start := time.Now()
		if a.Rows, err = ask(b, q.Text); err != nil {
			return a, err
		}
		took = append(took, time.Since(start).Seconds())
	}
	slices.Sort(took)
	a.Seconds, a.Slow = took[len(took)/2], len(took) < 3
	return a, nil
}

func ask(b backend, text string) (rows int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	qs, done, err := b.state(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	it, err := gizmo.NewSession(qs).Execute(ctx, text, query.Options{Collation: query.Raw})
	if err != nil {
		return 0, err
	}
	defer it.Close()
	for it.Next(ctx) {
		rows++
		if res, ok := it.Result().(*gizmo.Result); ok {
			for _, ref := range res.Tags {
				if qs.NameOf(ref) == nil {
					return rows, fmt.Errorf("a row without a name")
				}
			}
		}
	}
	return rows, it.Err()
}

func (j job) around(b backend, names bool) (float64, error) {
	var took []float64
	for begun := time.Now(); time.Since(begun).Seconds() < j.Seconds; {
		for _, name := range j.Data.Around {
			start := time.Now()
			n, err := b.neighbours(quad.IRI(name), names)
			if err != nil {
				return 0, err
			}
			if n > 0 {
				took = append(took, time.Since(start).Seconds())
			}
			if time.Since(begun).Seconds() > 2*j.Seconds {
				break
			}
		}
	}
	if len(took) == 0 {
		return 0, fmt.Errorf("nothing has neighbours")
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}

// put adds articles, as loading does, each in a transaction that is on the disk before the next begins.
func (j job) put(b backend) (float64, error) {
	p := &press{things: 1000, r: rand.New(rand.NewPCG(1, 2))}
	p.often = rand.NewZipf(p.r, 1.1, 20, 999)
	var took []float64
	for n := 0; n < 100; n++ {
		quads := p.article(9_000_000 + n)
		start := time.Now()
		if err := b.put(quads); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start).Seconds())
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}

// syncs is what the disk itself takes to make something durable.
func syncs(dir string) (float64, error) {
	f, err := os.Create(filepath.Join(dir, "sync"))
	if err != nil {
		return 0, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	var took []float64
	for range 100 {
		start := time.Now()
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return 0, err
		}
		if err := f.Sync(); err != nil {
			return 0, err
		}
		took = append(took, time.Since(start).Seconds())
	}
	slices.Sort(took)
	return took[len(took)/2], nil
}

// peak is the most resident memory that this process had, 0 where the system does not tell.
func peak() int64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if v, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(v)[0], 10, 64)
			return kb << 10
		}
	}
	return 0
}
