package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts call the program: the test binary runs Main where its name is newsgraph.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"newsgraph": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

func TestScripts(t *testing.T) {
	dir, files := "testdata/script", []string(nil)
	if testing.Short() { // with the race detector: those in which things happen at the same time
		dir, files = "", []string{"testdata/script/load.txtar", "testdata/script/serve.txtar"}
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, Files: files, Setup: setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "http": fetch, "until": until, "make-file": makeFile,
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
	})
}

// setup gives a script a home of its own and the sample articles.
func setup(env *testscript.Env) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("XDG_CONFIG_HOME", env.WorkDir+"/.config")
	env.Setenv("SAMPLES", root+"/../../data/articles")
	return nil
}

// exits CODE PROGRAM ARGS... runs a command that has to end with the code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if code, ok := err.(interface{ ExitCode() int }); ok {
		got = code.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// fetch METHOD URL [BODY] prints status and body of an answer.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: http METHOD URL [BODY]")
	}
	r, err := http.NewRequest(args[0], args[1], strings.NewReader(strings.Join(args[2:], "")))
	ts.Check(err)
	if len(args) > 2 {
		r.Header.Set("Content-Type", "application/json")
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	ts.Check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	ts.Check(err)
	fmt.Fprintf(ts.Stdout(), "%d\n%s", response.StatusCode, body)
}

// until FILE TEXT VARIABLE waits until a line of the file holds the text and puts what follows it on the line in the variable.
func until(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: until FILE TEXT VARIABLE")
	}
	for range 1200 {
		content, err := os.ReadFile(ts.MkAbs(args[0]))
		if err == nil {
			if _, rest, found := strings.Cut(string(content), args[1]); found && strings.Contains(rest, "\n") {
				line, _, _ := strings.Cut(rest, "\n")
				ts.Setenv(args[2], line)
				return
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Fatalf("%s never said %q", args[0], args[1])
}

// makeFile FILE SIZE CONTENT repeats the content up to the size; \xNN stands for a byte.
func makeFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: make-file FILE SIZE CONTENT")
	}
	size, err := strconv.Atoi(args[1])
	ts.Check(err)
	content, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(content), size/len(content)+1)[:size], 0o644))
}
