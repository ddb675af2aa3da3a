//go:build unix

package article

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPipeInAFolderIsRefusedAndTheRestIsRead(t *testing.T) {
	dir := tree(t, map[string]string{"fine.txt": sample})
	pipe := filepath.Join(dir, "pipe.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	_, got := read(t, Options{}, dir, dir)
	want := []string{"fine", `bad pipe.txt: cannot be read: a pipe or device, which may never end; pass it as standard input and name "-"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
