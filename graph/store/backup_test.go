package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// A copy made while a writer writes is one state of the store: whole articles, and all that follows from them.
func TestABackupOfAStoreInUse(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(Options{Dir: filepath.Join(dir, "store")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	var writer sync.WaitGroup
	var mu sync.Mutex
	done := 0
	writer.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			a := numbered(n)
			if err := s.Put(context.Background(), a.article, a.quads); err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			done = n
			mu.Unlock()
		}
	})
	for i := range 3 {
		mu.Lock()
		before := done
		mu.Unlock()
		to := filepath.Join(dir, fmt.Sprint("copy", i))
		c, err := s.Backup(context.Background(), to)
		if err != nil || c.Articles < int64(before) || c.Dir != to {
			t.Fatalf("%+v, %v; %d articles were told to be stored", c, err, before)
		}
		again, err := Open(Options{Dir: to})
		if err != nil {
			t.Fatal(err)
		}
		clean(t, again)
		whole(t, again, before-1)
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Backup(context.Background(), to); !errors.Is(err, ErrExists) {
			t.Errorf("over what is there: %v", err)
		}
	}
	stop()
	writer.Wait()
	clean(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 4 {
		t.Errorf("%d files beside the store and its copies (%v)", len(left)-4, err)
	}
	if _, err := opened(t, Memory).Backup(context.Background(), filepath.Join(dir, "memory")); !errors.Is(err, ErrValue) {
		t.Errorf("of the memory backend: %v", err)
	}
}
