package web_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"newsgraph/graph"
	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/web"
)

// operations are those that openapi.json describes, and Cayley's.
func operations(f *testing.F, h http.Handler) (out []struct{ method, path, body string }) {
	r := httptest.NewRequest("GET", "http://localhost/api/v1/openapi.json", nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	var doc struct {
		Paths map[string]map[string]struct {
			RequestBody struct {
				Content map[string]any `json:"content"`
			} `json:"requestBody"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		f.Fatal(err)
	}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			kind := ""
			for k := range o.RequestBody.Content {
				kind = k
			}
			out = append(out, struct{ method, path, body string }{strings.ToUpper(method), path, kind})
		}
	}
	for _, path := range []string{"/cayley/api/v1/query/gizmo", "/cayley/api/v2/query", "/cayley/api/v2/read", "/cayley/api/v2/write"} {
		out = append(out, struct{ method, path, body string }{"POST", path, ""})
	}
	return out
}

// inside is what no answer may tell: files of the program, its stack, addresses in memory.
var inside = regexp.MustCompile(`goroutine \d+ \[|\.go:\d+|0x[0-9a-f]{8,}|runtime error`)

// FuzzEndpoints sends anything to everything. An answer is JSON where it says so, its status is one that clients know, an error has a
// hint, and none is the server's own fault.
func FuzzEndpoints(f *testing.F) {
	s, err := store.Open(store.Options{Backend: store.Memory, Memory: 256 << 20})
	if err != nil {
		f.Fatal(err)
	}
	iri, quads := article()
	if err := s.Put(context.Background(), iri, quads); err != nil {
		f.Fatal(err)
	}
	o := options()
	o.Limits = query.Limits{Rows: 20, Bytes: 1 << 16, Time: 100 * time.Millisecond, Hops: 3, Frontier: 500}
	o.Log = slog.New(slog.DiscardHandler)
	o.Nodes, o.Concurrent = 50, 16
	h := web.New(web.Over(s, graph.Prefixes()), o)
	all := operations(f, h)
	for i := range all {
		f.Add(i, "name=Russland&q=Satz&id=a1&limit=3&from=Putin&to=Russland&around=Putin&iri=<art:a1%23c-0>&typed=k", `{"query": "g.V().all()"}`, "application/json")
		f.Add(i, "name=%00%ff&since=gestern&tier=x&order=%0a&after=!!&count=-1&hops=99999999999", `{"action": "merge", "args": ["Putin", "Russland"], "preview": true}`, all[i].body)
		f.Add(i, "name=<id:x>&name=y&relation=meets&confidence=NaN&score=1e9&in=<art:a1>&article=a1", "<art:a1> <rdf:type> <ng:Article> <art:a1> .\n", all[i].body)
		f.Add(i, strings.Repeat("a=b&", 500), strings.Repeat("[", 1000), "application/json")
	}
	f.Fuzz(func(t *testing.T, i int, parameters, body, kind string) {
		op := all[((i%len(all))+len(all))%len(all)]
		r := httptest.NewRequest(op.method, "http://localhost/", strings.NewReader(body))
		r.URL = &url.URL{Path: op.path, RawQuery: parameters}
		r.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		answer := w.Body.String()
		switch code := w.Code; {
		case code == 200, code >= 400 && code < 500, code == http.StatusServiceUnavailable, code == http.StatusNotImplemented:
		default:
			t.Errorf("%s %s?%s %q: status %d: %.300s", op.method, op.path, parameters, body, code, answer)
		}
		if strings.Contains(w.Header().Get("Content-Type"), "json") && !strings.Contains(w.Header().Get("Content-Type"), "ndjson") && !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s %s: no JSON: %.300s", op.method, op.path, answer)
		}
		var p web.Problem
		if w.Header().Get("Content-Type") == "application/problem+json" && (json.Unmarshal(w.Body.Bytes(), &p) != nil || p.Hint == "" || p.Title == "" || p.Status != w.Code) {
			t.Errorf("%s %s: a problem without hint, title or status: %s", op.method, op.path, answer)
		}
		if w.Code != 200 && inside.MatchString(answer) {
			t.Errorf("%s %s tells of the inside: %.300s", op.method, op.path, answer)
		}
	})
}
