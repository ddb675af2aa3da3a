package web_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"newsgraph/graph"
	"newsgraph/graph/store"
	"newsgraph/query/web"
)

const jsonBody = "application/json"

func TestTokens(t *testing.T) {
	const rename = `{"action": "rename", "args": ["Russland", "Russland"], "preview": true}`
	tests := []struct {
		name                      string
		remote                    bool
		read, write               string // of the server
		given                     string
		reading, writing, metrics int
	}{
		{"this machine without tokens", false, "", "", "", 200, 200, 200},
		{"a token for writing alone, none given", false, "", "schreiber", "", 200, 401, 200},
		{"a token for writing alone, given", false, "", "schreiber", "Bearer schreiber", 200, 200, 200},
		{"a token for writing alone, another given", false, "", "schreiber", "Bearer schreibe", 200, 403, 200},
		{"a token for reading, none given", false, "leser", "", "", 401, 401, 401},
		{"a token for reading, given", false, "leser", "", "Bearer leser", 200, 200, 200},
		{"both, that for reading given", true, "leser", "schreiber", "Bearer leser", 200, 403, 200},
		{"both, that for writing given", true, "leser", "schreiber", "Bearer schreiber", 200, 200, 200},
		{"both, none given", true, "leser", "schreiber", "", 401, 401, 401},
		{"both, an empty one given", true, "leser", "schreiber", "Bearer ", 401, 401, 401},
		{"both, one given without its scheme", true, "leser", "schreiber", "leser", 401, 401, 401},
		{"both, one given under another scheme", true, "leser", "schreiber", "Basic leser", 401, 401, 401},
		{"both, the beginning of one given", true, "leser", "schreiber", "Bearer lese", 401, 401, 401},
		{"other machines and no token for writing", true, "leser", "", "Bearer leser", 200, 403, 200},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			o := options()
			o.Remote, o.Read, o.Write = test.remote, test.read, test.write
			url := "http://" + serve(t, o)
			header := []string{"Content-Type", jsonBody}
			if test.given != "" {
				header = append(header, "Authorization", test.given)
			}
			for what, c := range map[string]struct {
				method, path, body string
				want               int
			}{
				"reading": {"GET", "/api/v1/entity?name=Russland", "", test.reading}, "a query": {"POST", "/api/v1/query", `{"query": "g.emit(1)"}`, test.reading},
				"Cayley": {"GET", "/cayley/api/v2/formats", "", test.reading}, "writing": {"POST", "/api/v1/corrections", rename, test.writing},
				"metrics": {"GET", "/metrics", "", test.metrics}, "health": {"GET", "/healthz", "", 200}, "readiness": {"GET", "/readyz", "", 200}, "the page": {"GET", "/", "", 200},
			} {
				response, body := call(t, c.method, url+c.path, c.body, header...)
				if response.StatusCode != c.want {
					t.Errorf("%s: status %d, want %d: %s", what, response.StatusCode, c.want, body)
				}
				if response.StatusCode == 401 && response.Header.Get("WWW-Authenticate") == "" {
					t.Errorf("%s: 401 without WWW-Authenticate", what)
				}
			}
		})
	}
}

// TestNoOtherSiteWrites sends what a browser sends for pages of other sites, on every address that changes something.
func TestNoOtherSiteWrites(t *testing.T) {
	o := options()
	o.Origins = []string{"https://friend.example"}
	url := "http://" + serve(t, o)
	writes := []struct{ method, path, kind, body string }{
		{"POST", "/api/v1/articles", jsonBody, `{"text": "x"}`}, {"PUT", "/api/v1/article?id=x", "application/n-quads", ""}, {"DELETE", "/api/v1/article?id=a1", "", ""},
		{"POST", "/api/v1/corrections", jsonBody, `{"action": "undo"}`}, {"DELETE", "/api/v1/query?id=x", "", ""},
	}
	for _, w := range writes {
		for name, header := range map[string][]string{
			"another origin": {"Origin", "https://evil.example"}, "no origin that can be told": {"Origin", "null"}, "a site of the browser's": {"Sec-Fetch-Site", "cross-site"},
			"another port of this machine": {"Origin", "http://127.0.0.1:1"}, "the same site": {"Sec-Fetch-Site", "same-site"},
		} {
			response, body := call(t, w.method, url+w.path, w.body, append(header, "Content-Type", w.kind)...)
			if response.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s from %s: status %d: %s", w.method, w.path, name, response.StatusCode, body)
			}
			if response.Header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s %s from %s: it may read the answer", w.method, w.path, name)
			}
		}
		if w.body == "" {
			continue
		}
		for _, form := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""} { // what a form may send unasked
			if response, body := call(t, w.method, url+w.path, w.body, "Content-Type", form); response.StatusCode != http.StatusUnsupportedMediaType {
				t.Errorf("%s %s as %q: status %d: %s", w.method, w.path, form, response.StatusCode, body)
			}
		}
	}
	response, _ := call(t, "OPTIONS", url+"/api/v1/corrections", "", "Origin", "https://evil.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
	if response.Header.Get("Access-Control-Allow-Origin") != "" || response.Header.Get("Access-Control-Allow-Headers") != "" {
		t.Errorf("a preflight of another site is granted: %v", response.Header)
	}
	response, _ = call(t, "OPTIONS", url+"/api/v1/query", "", "Origin", "https://friend.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
	if response.StatusCode != http.StatusNoContent || response.Header.Get("Access-Control-Allow-Origin") != "https://friend.example" {
		t.Errorf("a preflight of a site of the settings: %d %v", response.StatusCode, response.Header)
	}
	response, body := call(t, "POST", url+"/api/v1/query", `{"query": "g.emit(1)"}`, "Origin", "https://friend.example", "Sec-Fetch-Site", "cross-site", "Content-Type", jsonBody)
	if response.StatusCode != 200 || response.Header.Get("Access-Control-Allow-Origin") != "https://friend.example" {
		t.Errorf("a site of the settings: %d %s", response.StatusCode, body)
	}
}

func TestRebinding(t *testing.T) {
	addr := serve(t, options())
	for _, host := range []string{"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "[fe80::1]", "localhost@evil.example", "0.0.0.0", "2130706433"} {
		for _, path := range []string{"/", "/healthz", "/api/v1/stats", "/cayley/api/v2/read", "/metrics", "/api/v1/openapi.json"} {
			if response, body := call(t, "GET", "http://"+addr+path, "", "Host", host); response.StatusCode == http.StatusOK {
				t.Errorf("%s as %s: status %d: %.100s", path, host, response.StatusCode, body)
			}
		}
	}
}

// raw sends bytes and returns the status line and everything behind it.
func raw(t *testing.T, addr, request string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	answer, _ := io.ReadAll(bufio.NewReader(conn)) // a connection that is reset has given what it gives
	return string(answer)
}

func TestHeadersCannotBeInjected(t *testing.T) {
	addr := serve(t, options())
	for name, request := range map[string]string{
		"in a parameter that is told back": "GET /api/v1/entity?name=x%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"in the path":                      "GET /api/v1/%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
		"in the origin":                    "GET /api/v1/schema HTTP/1.1\r\nHost: localhost\r\nOrigin: x\rSet-Cookie: a=b\r\nConnection: close\r\n\r\n",
		"in the host":                      "GET /api/v1/schema HTTP/1.1\r\nHost: localhost\rSet-Cookie: a=b\r\nConnection: close\r\n\r\n",
	} {
		head, _, _ := strings.Cut(raw(t, addr, request), "\r\n\r\n")
		if strings.Contains(head, "Set-Cookie") || !strings.HasPrefix(head, "HTTP/1.1 4") && !strings.HasPrefix(head, "HTTP/1.1 200") {
			t.Errorf("%s: %s", name, head)
		}
	}
	for name, request := range map[string]string{
		"two lengths":         "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
		"length and chunks":   "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
		"two hosts":           "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
		"a header too large":  "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("x", 64<<10) + "\r\n\r\n",
		"an address too long": "GET /api/v1/entity?name=" + strings.Repeat("x", 64<<10) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
	} {
		if answer := raw(t, addr, request); strings.HasPrefix(answer, "HTTP/1.1 200") {
			t.Errorf("%s: %.200s", name, answer)
		}
	}
}

func TestNothingOutsideIsServed(t *testing.T) {
	addr := serve(t, options())
	for _, path := range []string{
		"/page/../web.go", "/page/..%2fweb.go", "/page/%2e%2e/%2e%2e/go.mod", "//etc/passwd", "/page//etc/passwd", "/page/..\\web.go", "/page/%00", "/page/....//web.go",
		"/api/v1/../../etc/passwd", "/api/v1/article?id=../../../etc/passwd", "/api/v1/article?id=file:///etc/passwd", "/api/v1/saved/../../../etc/passwd",
	} {
		answer := raw(t, addr, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		if strings.HasPrefix(answer, "HTTP/1.1 200") || strings.Contains(answer, "root:") || strings.Contains(answer, "package web") {
			t.Errorf("%s: %.300s", path, answer)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	url := "http://" + serve(t, options())
	large := `{"query": "` + strings.Repeat("x", 1<<17) + `"}`
	for name, c := range map[string]struct {
		method, path, kind, body string
		status                   int
	}{
		"too large":                      {"POST", "/api/v1/query", jsonBody, large, 413},
		"too large for Cayley":           {"POST", "/cayley/api/v1/query/gizmo", "", strings.Repeat(" ", 1<<17), 413},
		"too large, as an article":       {"PUT", "/api/v1/article?id=x", "application/n-quads", strings.Repeat("# x\n", 1<<16), 413},
		"deep":                           {"POST", "/api/v1/query", jsonBody, strings.Repeat(`{"query":`, 5_000), 400},
		"no JSON":                        {"POST", "/api/v1/query", jsonBody, "\x00\xff", 400},
		"a list":                         {"POST", "/api/v1/query", jsonBody, `[]`, 400},
		"a number too large":             {"POST", "/api/v1/query", jsonBody, `{"query": "1", "rows": 1e400}`, 400},
		"an unknown field":               {"POST", "/api/v1/corrections", jsonBody, `{"action": "undo", "admin": true}`, 400},
		"no quads":                       {"PUT", "/api/v1/article?id=x", "application/n-quads", "<a> <b>", 400},
		"the article without its text":   {"PUT", "/api/v1/article?id=x", "application/n-quads", "<art:x> <rdf:type> <ng:Article> <art:x> .", 422},
		"nothing, as an article":         {"PUT", "/api/v1/article?id=x", "application/n-quads", "", 422},
		"an address that is cut":         {"GET", "/api/v1/claims?entity=%zz", "", "", 400},
		"an address with a semicolon":    {"GET", "/api/v1/claims?entity=Armenien;limit=1", "", "", 400},
		"quads of another article":       {"PUT", "/api/v1/article?id=x", "application/n-quads", "<art:y> <rdf:type> <ng:Article> <art:y> .", 422},
		"quads of the derived layer":     {"PUT", "/api/v1/article?id=x", "application/n-quads", "<id:a> <rel:supplies> <id:b> <ng:derived> .", 422},
		"shortcuts as if of the article": {"PUT", "/api/v1/article?id=x", "application/n-quads", "<id:a> <rel:supplies> <id:b> <art:x> .", 422},
	} {
		response, body := call(t, c.method, url+c.path, c.body, "Content-Type", c.kind)
		if response.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d: %.300s", name, response.StatusCode, c.status, body)
		}
	}
}

// TestMaliciousScriptsHurtNobody runs scripts that want memory, time, the program's inside or the files of the machine. While they
// run, and behind them, others are answered.
func TestMaliciousScriptsHurtNobody(t *testing.T) {
	o := options()
	o.Concurrent = 4
	url := "http://" + serve(t, o)
	for name, script := range map[string]string{
		"no end":                   `while (true) {}`,
		"deep":                     `function f() { f() } f()`,
		"a growing text":           `var s = "x"; for (;;) s += s`,
		"a growing list":           `var l = []; for (;;) l.push(new Array(1000).join("x"))`,
		"a huge list":              `new Array(4294967295).join("x")`,
		"a pattern":                `/(a+)+$/.test(new Array(40).join("a") + "b")`,
		"a pattern that goes back": `/^(?=(a+)+c)\1/.test(new Array(40).join("a") + "b")`,
		"rows without end":         `for (;;) g.emit({n: new Array(1000).join("x")})`,
		"a prototype":              `Object.prototype.toString = function() { while (true) {} }; g.emit({})`,
		"the program":              `g.emit(this.process || this.require || this.module)`,
		"a file":                   `require("fs").readFileSync("/etc/passwd")`,
		"a constructor":            `g.emit((function(){}).constructor("return this")().process)`,
		"a value of itself":        `var o = {}; o.o = o; g.emit(o)`,
		"many paths":               `g.V().both().both().both().both().both().both().count()`,
	} {
		t.Run(name, func(t *testing.T) {
			done := make(chan string, 1)
			go func() {
				_, body := call(t, "POST", url+"/api/v1/query", fmt.Sprintf(`{"query": %q}`, script), "Content-Type", jsonBody)
				done <- body
			}()
			if response, body := call(t, "GET", url+"/api/v1/entity?name=Russland", ""); response.StatusCode != 200 {
				t.Errorf("meanwhile: %d %s", response.StatusCode, body)
			}
			select {
			case body := <-done:
				if strings.Contains(body, "root:") || strings.Contains(body, "goroutine") || strings.Contains(body, "/root/") {
					t.Errorf("it tells: %.300s", body)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("it still runs")
			}
		})
	}
}

func TestAClientThatTakesNothingIsDropped(t *testing.T) {
	t.Parallel() // it waits for the server's patience
	o := options()
	o.Taking = time.Second
	o.Limits.Rows, o.Limits.Bytes, o.Limits.Time = 10_000_000, 1<<30, 20*time.Second
	addr := serve(t, o)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	const body = `{"query": "var s = new Array(10000).join(\"x\"); for (;;) g.emit(s)"}`
	fmt.Fprintf(conn, "POST /api/v1/query HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAccept: application/x-ndjson\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	deadline := time.Now().Add(15 * time.Second)
	for {
		_, metrics := call(t, "GET", "http://"+addr+"/metrics", "")
		if strings.Contains(metrics, `newsgraph_request_seconds_count{route="POST /query"} 1`) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the query of a client that takes nothing still runs")
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func TestTooManyRequests(t *testing.T) {
	o := options()
	o.Rate = 5
	url := "http://" + serve(t, o)
	codes := map[int]int{}
	for range 20 {
		response, _ := call(t, "GET", url+"/healthz", "")
		codes[response.StatusCode]++
		if response.StatusCode == http.StatusTooManyRequests && response.Header.Get("Retry-After") == "" {
			t.Error("429 without Retry-After")
		}
	}
	if codes[200] < 5 || codes[http.StatusTooManyRequests] == 0 {
		t.Errorf("answers %v, want the first 5 and then 429", codes)
	}
	time.Sleep(1100 * time.Millisecond)
	if response, _ := call(t, "GET", url+"/healthz", ""); response.StatusCode != 200 {
		t.Errorf("a second later: status %d", response.StatusCode)
	}
}

// TestFaultsTellNothing closes the store under the server.
func TestFaultsTellNothing(t *testing.T) {
	s, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	o := options()
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	h := web.New(web.Over(s, graph.Prefixes()), o)
	server := &http.Server{Handler: h}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(l)
	url := "http://" + l.Addr().String()
	if response, _ := call(t, "GET", url+"/readyz", ""); response.StatusCode != 200 {
		t.Errorf("ready: status %d", response.StatusCode)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if response, body := call(t, "GET", url+"/readyz", ""); response.StatusCode != 503 || !strings.Contains(body, `"hint"`) {
		t.Errorf("not ready: status %d: %s", response.StatusCode, body)
	}
	if response, body := call(t, "GET", url+"/api/v1/entity?name=x", ""); response.StatusCode != 503 {
		t.Errorf("status %d: %s", response.StatusCode, body)
	}
	if err := server.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "msg=request method=GET path=/api/v1/entity") || strings.Contains(log.String(), "name=x") {
		t.Errorf("log: %s", log.String())
	}
}

func TestLogHasTheHashOfAQuestionItsRowsAndItsTime(t *testing.T) {
	var log bytes.Buffer
	o := options()
	o.Log = slog.New(slog.NewTextHandler(&log, nil))
	s, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h := web.New(web.Over(s, graph.Prefixes()), o)
	for range 2 {
		r, err := http.NewRequest("POST", "/api/v1/query", strings.NewReader(`{"query": "g.emit(1); g.emit(2)"}`))
		if err != nil {
			t.Fatal(err)
		}
		r.Host = "localhost"
		r.Header.Set("Content-Type", jsonBody)
		h.ServeHTTP(&discard{header: http.Header{}}, r)
	}
	lines := strings.Split(strings.TrimSpace(log.String()), "\n")
	field := func(line, name string) string {
		_, rest, _ := strings.Cut(line, name+"=")
		value, _, _ := strings.Cut(rest, " ")
		return value
	}
	if len(lines) != 2 || field(lines[0], "rows") != "2" || len(field(lines[0], "query")) != 12 || field(lines[0], "query") != field(lines[1], "query") || field(lines[0], "took") == "" {
		t.Errorf("log: %s", log.String())
	}
	if strings.Contains(log.String(), "emit") {
		t.Error("the log tells what was asked")
	}
}

// discard takes an answer and forgets it.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header       { return d.header }
func (*discard) Write(b []byte) (int, error) { return len(b), nil }
func (*discard) WriteHeader(int)             {}
