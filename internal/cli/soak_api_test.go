//go:build soak

package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	soakClients = 64
	soakTime    = 2 * time.Minute
	hostileTime = 30 * time.Second
)

// TestSoakServe has 64 clients ask a server, a process of its own, for two minutes, each one question after the other: search, things,
// neighbours, chains, statements, queries. No answer may be an error, and memory has to stay flat. Then two clients more send scripts
// without end, and the others have to be answered all the same.
func TestSoakServe(t *testing.T) {
	program := build(t)
	dir := filepath.Join(t.TempDir(), "store")
	if code := run(t, program, append([]string{"--store", dir, "load", "--quiet"}, corpus(t)...)...); code != exitFine && code != exitPartial {
		t.Fatalf("load ends with %d", code)
	}
	server := exec.Command(program, "--store", dir, "serve", "--addr", "127.0.0.1:0")
	server.Dir, server.Env = t.TempDir(), append(os.Environ(), "NEWSGRAPH_SERVE_RATE=0", "NEWSGRAPH_QUERY_TIME=3s")
	base, pid := startServer(t, server)
	names := soakNames(t, base)
	ask(t, base, names, 5*time.Second, 0).report(t, "warm up")
	before := resident(t, pid)
	quiet := ask(t, base, names, soakTime, 0)
	after := resident(t, pid)
	quiet.report(t, "64 clients")
	t.Logf("resident memory: %d MB after 5 s, %d MB after two minutes more, at most %d MB", before>>20, after>>20, peak(t, pid)>>20)
	if after > before+before/4+(64<<20) {
		t.Errorf("memory grows: %d MB, then %d MB", before>>20, after>>20)
	}
	ask(t, base, names, hostileTime, 2).report(t, "64 clients beside 2 hostile ones")
}

// soakNames are things that the graph knows, with the hubs among them.
func soakNames(t *testing.T, base string) []string {
	t.Helper()
	_, _, body := request(t, "GET", base+"/api/v1/names?typed=&limit=500", "", "")
	var names []string
	if err := json.Unmarshal(body, &names); err != nil || len(names) < 10 {
		t.Fatalf("%v: %.300s", err, body)
	}
	return append(names, "Russland", "Deutschland", "Frankreich")
}

// A tally has the times of answers by the kind of the question, and what went wrong.
type tally struct {
	mu     sync.Mutex
	times  map[string][]time.Duration
	errors map[string]int
	took   time.Duration
}

func (c *tally) note(kind string, took time.Duration, wrong string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.times[kind] = append(c.times[kind], took)
	if wrong != "" {
		c.errors[kind+": "+wrong]++
	}
}

func (c *tally) report(t *testing.T, what string) {
	t.Helper()
	var all []time.Duration
	for _, kind := range slices.Sorted(maps.Keys(c.times)) {
		times := c.times[kind]
		slices.Sort(times)
		all = append(all, times...)
		t.Logf("%s: %-10s %6d answers, p50 %v, p99 %v", what, kind, len(times), times[len(times)/2].Round(10*time.Microsecond), times[len(times)*99/100].Round(10*time.Microsecond))
	}
	slices.Sort(all)
	t.Logf("%s: all        %6d answers, p50 %v, p99 %v, %.0f/s", what, len(all), all[len(all)/2].Round(10*time.Microsecond), all[len(all)*99/100].Round(10*time.Microsecond), float64(len(all))/c.took.Seconds())
	for wrong, n := range c.errors {
		t.Errorf("%s: %d times %s", what, n, wrong)
	}
}

// ask has the clients ask for a while, beside hostile ones whose answers do not count.
func ask(t *testing.T, base string, names []string, long time.Duration, hostile int) *tally {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: soakClients}, Timeout: time.Minute}
	out := &tally{times: map[string][]time.Duration{}, errors: map[string]int{}, took: long}
	end := time.Now().Add(long)
	var group sync.WaitGroup
	for i := range soakClients {
		group.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(i), 1))
			for time.Now().Before(end) {
				kind, r := soakQuestion(rnd, base, names)
				start := time.Now()
				wrong := send(client, r)
				out.note(kind, time.Since(start), wrong)
			}
		})
	}
	for i := range hostile {
		group.Go(func() {
			scripts := []string{`while (true) {}`, `var l = []; for (;;) l.push(new Array(1000).join("x"))`, `g.V().both().both().both().both().both().count()`,
				`/^(?=(a+)+c)\1/.test(new Array(40).join("a") + "b")`}
			for n := i; time.Now().Before(end); n++ {
				body, _ := json.Marshal(map[string]string{"query": scripts[n%len(scripts)]})
				r, _ := http.NewRequest("POST", base+"/api/v1/query", strings.NewReader(string(body)))
				r.Header.Set("Content-Type", "application/json")
				if response, err := client.Do(r); err == nil {
					_, _ = io.Copy(io.Discard, response.Body)
					response.Body.Close()
				}
			}
		})
	}
	group.Wait()
	return out
}

// soakQuestion is the next question of a client.
func soakQuestion(rnd *rand.Rand, base string, names []string) (string, *http.Request) {
	name := func() string { return names[rnd.IntN(len(names))] }
	get := func(path string, q url.Values) *http.Request {
		r, err := http.NewRequest("GET", base+"/api/v1"+path+"?"+q.Encode(), nil)
		if err != nil {
			panic(err) // the address is ours
		}
		return r
	}
	switch rnd.IntN(8) {
	case 0, 1:
		return "search", get("/search", url.Values{"q": {name()}, "hits": {"10"}})
	case 2:
		return "entity", get("/entity", url.Values{"name": {name()}})
	case 3:
		return "neighbours", get("/neighbours", url.Values{"name": {name()}, "limit": {"20"}})
	case 4, 5:
		return "path", get("/paths", url.Values{"from": {name()}, "to": {name()}, "hops": {"4"}})
	case 6:
		return "statements", get("/statements", url.Values{"entity": {name()}, "limit": {"20"}, "order": {"latest"}})
	}
	body, err := json.Marshal(map[string]any{"query": fmt.Sprintf(`entity(%q).out().limit(20).all()`, name())})
	if err != nil {
		panic(err)
	}
	r, err := http.NewRequest("POST", base+"/api/v1/query", strings.NewReader(string(body)))
	if err != nil {
		panic(err)
	}
	r.Header.Set("Content-Type", "application/json")
	return "query", r
}

// send returns what went wrong, "" for nothing. That a name means several things is an answer.
func send(client *http.Client, r *http.Request) string {
	response, err := client.Do(r)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return err.Error()
	case response.StatusCode == 200, strings.Contains(string(body), "ambiguous"):
		return ""
	}
	return fmt.Sprintf("status %d %.200s", response.StatusCode, body)
}

// resident is the memory of a process, peak the most that it had.
func resident(t *testing.T, pid int) int64 { return memory(t, pid, "VmRSS") }

func peak(t *testing.T, pid int) int64 { return memory(t, pid, "VmHWM") }

func memory(t *testing.T, pid int, field string) int64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Log(err) // no such files here: memory is not looked at
		return 0
	}
	found := regexp.MustCompile(field + `:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		t.Fatalf("no %s in %s", field, status)
	}
	kb, err := strconv.ParseInt(string(found[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}
