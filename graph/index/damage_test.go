package index_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/google/go-cmp/cmp"

	"newsgraph/graph"
	"newsgraph/graph/index"
)

// A byte of any file of the index is turned over, or the file is cut off: the index refuses to open, reading or checking gives an error, or
// everything is as it was. Never is something else read, and the process goes on.
func TestDamageIsNeverReadAsSomethingElse(t *testing.T) {
	whole := vfs.NewMem()
	var want []string
	{
		db := small(t, whole)
		var many []quad.Quad
		for n := range 20 {
			many = append(many, batch(n)...)
		}
		if _, err := db.Load(context.Background(), from(many, io.EOF)); err != nil {
			t.Fatal(err)
		}
		for n := 20; n < 25; n++ {
			if err := add(db, batch(n)); err != nil {
				t.Fatal(err)
			}
			many = append(many, batch(n)...)
		}
		want = lines(many)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if db = small(t, whole); add(db, batch(25)) != nil { // the log has something too
			t.Fatal("add")
		}
		want = append(want, lines(batch(25))...)
		slices.Sort(want)
		copied := vfs.NewMem()
		copyAll(t, whole, copied) // as it is when the process ends here
		db.Close()
		whole = copied
	}
	names, err := whole.List("db")
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	found, told := map[string]int{}, 0
	const each = 4 // 600 tries more, with 40, told nothing else
	for _, name := range names {
		if info, err := whole.Stat("db/" + name); err != nil || info.IsDir() || info.Size() == 0 {
			continue
		}
		for range each {
			fs := vfs.NewMem()
			copyAll(t, whole, fs)
			damageFile(t, fs, "db/"+name, r)
			got, err := readAll(fs)
			kind := name[strings.LastIndexAny(name, ".-")+1:]
			switch {
			case err != nil:
				if found[kind]++; errors.Is(err, index.ErrCorrupt) {
					told++
				}
			case !cmp.Equal(got, want) && !(strings.HasSuffix(name, ".log") && cmp.Equal(got, missing(want, batch(25)))):
				t.Errorf("%s: %d quads are read, want %d", name, len(got), len(want))
			}
		}
	}
	t.Log(len(names), "files; errors by kind", found, "of which say what it is", told)
	if found["sst"] < each || found["sst"] < 20 {
		t.Errorf("damage of tables gives an error %d times only", found["sst"])
	}
}

func missing(all []string, quads []quad.Quad) []string {
	gone := lines(quads)
	return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(gone, s) })
}

// readAll opens, checks and reads everything; an index that says it is not whole is an error.
func readAll(fs vfs.FS) (out []string, err error) {
	db, err := index.Open(index.Options{Dir: "db", FS: fs, Buffer: 1 << 20})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	snap, err := db.Snapshot()
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	if found, err := snap.Check(context.Background()); err != nil || len(found) > 0 {
		return nil, firstErr(err, fmt.Errorf("%w: %v", index.ErrCorrupt, found))
	}
	err = snap.Quads(graph.Pattern{}, func(q quad.Quad) error { out = append(out, q.NQuad()); return nil })
	slices.Sort(out)
	return out, err
}

func firstErr(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

func damageFile(t *testing.T, fs vfs.FS, name string, r *rand.Rand) {
	t.Helper()
	content := contentOf(t, fs, name)
	if r.IntN(4) == 0 {
		content = content[:r.IntN(len(content))]
	} else {
		content[r.IntN(len(content))] ^= byte(1 + r.IntN(255))
	}
	write(t, fs, name, content)
}

func contentOf(t *testing.T, fs vfs.FS, name string) []byte {
	t.Helper()
	f, err := fs.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	content := make([]byte, info.Size())
	if n, err := f.ReadAt(content, 0); n != len(content) {
		t.Fatal(n, err)
	}
	return content
}

func write(t *testing.T, fs vfs.FS, name string, content []byte) {
	t.Helper()
	f, err := fs.Create(name, vfs.WriteCategoryUnspecified)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

func copyAll(t *testing.T, from, to vfs.FS) {
	t.Helper()
	if err := to.MkdirAll("db", 0o755); err != nil {
		t.Fatal(err)
	}
	names, err := from.List("db")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if info, err := from.Stat("db/" + name); err == nil && !info.IsDir() && name != "LOCK" {
			write(t, to, "db/"+name, contentOf(t, from, "db/"+name))
		}
	}
}
