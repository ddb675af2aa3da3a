package web_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/web"
)

// article is what one article says: Kim met Putin, who holds an office in Russland.
func article() (quad.IRI, []quad.Quad) {
	a := graph.Article("a1")
	var out []quad.Quad
	add := func(s, p quad.IRI, o quad.Value) {
		out = append(out, quad.Quad{Subject: s, Predicate: p, Object: o, Label: a})
	}
	add(a, graph.Type, graph.ClassArticle)
	add(a, graph.ID, quad.String("a1"))
	add(a, graph.Hash, quad.String("h"))
	add(a, graph.Extractor, quad.String("e"))
	for slug, e := range map[string][2]string{"kim-jong-un": {"Kim Jong-un", "Person"}, "wladimir-putin": {"Wladimir Putin", "Person"}, "russland": {"Russland", "State"}} {
		add(graph.Entity(slug), graph.NameRead, quad.String(e[0]))
		add(graph.Entity(slug), graph.TypeRead, graph.Class(e[1]))
	}
	for i, c := range [][3]string{{"kim-jong-un", "meets", "wladimir-putin"}, {"wladimir-putin", "hasRole", "russland"}} {
		n, sentence := graph.Part(a, fmt.Sprintf("c-%d", i)), graph.Part(a, fmt.Sprintf("s%d-%d", 10*i, 10*i+9))
		add(n, graph.Type, graph.ClassClaim)
		add(n, graph.InArticle, a)
		add(n, graph.Fingerprint, quad.String(fmt.Sprint(i)))
		add(n, graph.ClaimSubject, graph.Entity(c[0]))
		add(n, graph.ClaimPredicate, graph.Relation(c[1]))
		add(n, graph.ClaimObject, graph.Entity(c[2]))
		add(n, graph.Modality, quad.String("actual"))
		add(n, graph.Polarity, quad.String("positive"))
		add(n, graph.Evidence, sentence)
		add(sentence, graph.Type, graph.ClassSentence)
		add(sentence, graph.Surface, quad.String("Satz "+c[1]+"."))
		add(sentence, graph.InArticle, a)
	}
	return a, out
}

func options() web.Options {
	return web.Options{
		Addr: "127.0.0.1:0", Body: 1 << 16, Waiting: 5 * time.Second, Sending: 2 * time.Second, Taking: 30 * time.Second, Concurrent: 2, Pairs: 5, Search: web.SearchRequest{Hits: 10, Names: 5, Words: 20}, Grace: time.Second, Version: "test",
		Limits: query.Limits{Rows: 100, Bytes: 1 << 20, Time: 500 * time.Millisecond, Hops: 4, Frontier: 1000}, Log: slog.New(slog.DiscardHandler),
	}
}

// serve runs a server on loopback for the test and returns its address.
func serve(t *testing.T, o web.Options) string {
	t.Helper()
	s, err := store.Open(store.Options{Backend: store.Memory, Memory: 64 << 20})
	if err != nil {
		t.Fatal(err)
	}
	iri, quads := article()
	if err := s.Put(context.Background(), iri, quads); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	l, err := web.Listen(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, l, web.Over(s, graph.Prefixes()), o) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-done, s.Close()); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return l.Addr().String()
}

// call sends a request and returns status, header and body.
func call(t *testing.T, method, url, body string, header ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		}
		r.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(got)
}

func TestServerAnswersQueries(t *testing.T) {
	addr := serve(t, options())
	tests := []struct {
		name, body string
		status     int
		want       string // part of the body
	}{
		{"rows with columns in order", `{"query": "g.emit({b: 1, a: \"x\"})"}`, 200, `{"columns":["b","a"],"rows":[{"b":1,"a":"x"}],"seconds":`},
		{"a thing under a folded name", `{"query": "entity(\"kim jong un\").out(\"<rel:meets>\").all()"}`, 200, `"rows":[{"id":"<id:wladimir-putin>"}]`},
		{"no rows", `{"query": "g.V(\"<id:nobody>\").out().all()"}`, 200, `{"columns":[],"rows":[],"seconds":`},
		{"a limit of the caller", `{"query": "for (;;) g.emit({n: 1})", "rows": 2}`, 200, `"truncated":"rows"`},
		{"the caller cannot raise the limit", `{"query": "for (;;) g.emit({n: 1})", "rows": 1000000}`, 200, `"truncated":"rows"`},
		{"equal rows once", `{"query": "g.emit({n: 1}); g.emit({n: 1})", "distinct": true}`, 200, `"rows":[{"n":1}]`},
		{"a syntax error names the line", `{"query": "var a = 1\ng.V("}`, 400, `"line":2`},
		{"an unknown language", `{"query": "x", "lang": "sql"}`, 400, `problem:query"`},
		{"an endless loop", `{"query": "while (true) {}"}`, 422, `problem:time"`},
		{"growing text", `{"query": "var s = \"x\"; for (;;) s += s", "millis": 86400000}`, 422, `"urn:newsgraph:problem:`},
		{"an empty query", `{"query": " "}`, 400, `"query is empty"`},
		{"an unknown field", `{"qery": "x"}`, 400, `unknown field \"qery\"`},
		{"broken JSON", `{"query": `, 400, `"detail":"body: `},
		{"two values", `{"query": "1"} {}`, 400, `more than one JSON value`},
		{"a negative limit", `{"query": "1", "rows": -1}`, 400, `a limit is negative`},
		{"a body that is too large", `{"query": "` + strings.Repeat("x", 1<<16) + `"}`, 413, `serve.body`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response, body := call(t, "POST", "http://"+addr+"/api/v1/query", test.body, "Content-Type", "application/json")
			if response.StatusCode != test.status || !strings.Contains(body, test.want) {
				t.Errorf("status %d, body %s; want %d and %s", response.StatusCode, body, test.status, test.want)
			}
			if !json.Valid([]byte(body)) {
				t.Errorf("body is no JSON: %s", body)
			}
			if test.status != 200 && !strings.Contains(body, `"hint":"`) {
				t.Errorf("no hint: %s", body)
			}
		})
	}
}

func TestServerRefusesWhatItShouldNotAnswer(t *testing.T) {
	o := options()
	o.Hosts = []string{"graph.example"}
	addr := serve(t, o)
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	const q = `{"query": "1"}`
	tests := []struct {
		name, method, path, body string
		header                   []string
		status                   int
	}{
		{"its address", "POST", "/api/v1/query", q, []string{"Content-Type", "application/json"}, 200},
		{"localhost", "GET", "/healthz", "", []string{"Host", "localhost:" + port}, 200},
		{"IPv6 loopback", "GET", "/healthz", "", []string{"Host", "[::1]:" + port}, 200},
		{"a name of the settings", "GET", "/healthz", "", []string{"Host", "Graph.Example"}, 200},
		{"a name that was pointed at us", "GET", "/api/v1/stats", "", []string{"Host", "evil.example"}, 421},
		{"an address that is not ours", "GET", "/api/v1/stats", "", []string{"Host", "192.0.2.1"}, 421},
		{"a form of another site", "POST", "/api/v1/query", q, []string{"Content-Type", "text/plain"}, 415},
		{"a script of another site", "POST", "/api/v1/query", q, []string{"Content-Type", "application/json", "Origin", "https://evil.example"}, 403},
		{"an image of another site", "GET", "/api/v1/export", "", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"the wrong method", "GET", "/api/v1/query", "", nil, 405},
		{"an unknown path", "GET", "/api/v1/nothing", "", nil, 404},
		{"a way out of the console's folder", "GET", "/assets/..%2f..%2fgo.mod", "", nil, 404},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response, body := call(t, test.method, "http://"+addr+test.path, test.body, test.header...)
			if response.StatusCode != test.status {
				t.Errorf("status %d, want %d: %s", response.StatusCode, test.status, body)
			}
			if got := response.Header.Get("Access-Control-Allow-Origin"); got != "" {
				t.Errorf("another site may read: %s", got)
			}
			if strings.HasPrefix(test.path, "/api/v1/") && !json.Valid([]byte(body)) {
				t.Errorf("the answer is no JSON: %s", body)
			}
		})
	}
}

func TestOnlyLoopbackWithoutPermissionAndToken(t *testing.T) {
	tests := []struct {
		addr   string
		remote bool
		token  string
		want   error // nil = it listens, errAny = it does not
	}{
		{"127.0.0.1:0", false, "", nil}, {"localhost:0", false, "", nil}, {"0.0.0.0:0", false, "t", web.ErrRemote}, {":0", false, "t", web.ErrRemote},
		{"0.0.0.0:0", true, "t", nil}, {"0.0.0.0:0", true, "", web.ErrToken}, {"news.example:0", false, "t", web.ErrRemote}, {"8080", false, "", errAny},
		{"127.0.0.1.evil.example:0", false, "", web.ErrRemote},
	}
	for _, test := range tests {
		o := options()
		o.Addr, o.Remote, o.Read = test.addr, test.remote, test.token
		l, err := web.Listen(context.Background(), o)
		if err == nil {
			l.Close()
		}
		if (err == nil) != (test.want == nil) || test.want != nil && test.want != errAny && !errors.Is(err, test.want) {
			t.Errorf("%s, remote %v, token %q: %v, want %v", test.addr, test.remote, test.token, err, test.want)
		}
	}
}

var errAny = errors.New("any error")

func TestPageIsServedUnderAStrictPolicy(t *testing.T) {
	addr := serve(t, options())
	for path, kind := range map[string]string{"/": "text/html", "/api/v1/openapi.json": "application/json"} {
		response, body := call(t, "GET", "http://"+addr+path, "")
		if response.StatusCode != 200 || !strings.HasPrefix(response.Header.Get("Content-Type"), kind) || body == "" {
			t.Errorf("%s: status %d, %s", path, response.StatusCode, response.Header.Get("Content-Type"))
		}
		policy := response.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
	}
}

// TestTheOthersWaitTheirTurn lets two endless queries take both turns: the third waits until one of them is stopped.
func TestTheOthersWaitTheirTurn(t *testing.T) {
	addr := serve(t, options())
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			response, body := call(t, "POST", "http://"+addr+"/api/v1/query", `{"query": "while (true) {}"}`, "Content-Type", "application/json")
			if response.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("status %d: %s", response.StatusCode, body)
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	start := time.Now()
	response, body := call(t, "POST", "http://"+addr+"/api/v1/query", `{"query": "g.emit({n: 1})"}`, "Content-Type", "application/json")
	if response.StatusCode != http.StatusOK || time.Since(start) < 200*time.Millisecond {
		t.Errorf("status %d after %v: %s", response.StatusCode, time.Since(start), body)
	}
	group.Wait()
}

// TestCountersDoNotWaitForQuestions lets two endless queries take both turns: what the page shows at its top comes at once.
func TestCountersDoNotWaitForQuestions(t *testing.T) {
	o := options()
	o.Limits.Time = 2 * time.Second
	addr := serve(t, o)
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			call(t, "POST", "http://"+addr+"/api/v1/query", `{"query": "while (true) {}"}`, "Content-Type", "application/json")
		})
	}
	time.Sleep(100 * time.Millisecond)
	start := time.Now()
	response, body := call(t, "GET", "http://"+addr+"/api/v1/stats", "")
	if response.StatusCode != http.StatusOK || time.Since(start) > time.Second {
		t.Errorf("status %d after %v: %s", response.StatusCode, time.Since(start), body)
	}
	group.Wait()
}

// TestAStopLetsAnAnswerEnd stops the server while it answers.
func TestAStopLetsAnAnswerEnd(t *testing.T) {
	s, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	o := options()
	o.Grace = 5 * time.Second
	ctx, stop := context.WithCancel(context.Background())
	l, err := web.Listen(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, l, web.Over(s, graph.Prefixes()), o) }()
	time.AfterFunc(100*time.Millisecond, stop)
	const slow = `{"query": "var end = Date.now() + 300; while (Date.now() < end) {}; g.emit({n: 1})"}`
	response, body := call(t, "POST", "http://"+l.Addr().String()+"/api/v1/query", slow, "Content-Type", "application/json")
	if response.StatusCode != http.StatusOK || !strings.Contains(body, `[{"n":1}]`) {
		t.Errorf("status %d: %s", response.StatusCode, body)
	}
	if err := <-done; err != nil {
		t.Errorf("stop: %v", err)
	}
}

func TestASlowHeaderIsDropped(t *testing.T) {
	t.Parallel() // it waits for the server's patience, five seconds
	addr := serve(t, options())
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
	if err := conn.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil && err != io.EOF || strings.Contains(line, " 200 ") {
		t.Errorf("answer %q, error %v; want the connection closed", line, err)
	}
}

func TestASlowBodyIsDropped(t *testing.T) {
	t.Parallel() // likewise
	addr := serve(t, options())
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	if err := conn.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.Contains(line, " 408 ") {
		t.Errorf("answer %q, error %v; want status 408", line, err)
	}
}
