package web_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/client"
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

func TestCayleyClientReadsUnchanged(t *testing.T) {
	addr := serve(t, options())
	r, err := client.New("http://" + addr + "/cayley").QuadReader()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	_, want := article()
	seen := map[quad.Quad]bool{}
	for {
		q, err := r.ReadQuad()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		seen[q] = true
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(q quad.Quad) bool { return seen[q] })
	name := quad.Make(graph.Entity("russland"), graph.Name, quad.String("Russland"), graph.Derived)
	if len(missing) > 0 || !seen[name] {
		t.Errorf("%d of %d quads of the article are missing, such as %v; derived name there: %v", len(missing), len(want), missing[:min(1, len(missing))], seen[name])
	}
}

func TestCayleyClientCannotWrite(t *testing.T) {
	addr := serve(t, options())
	w, err := client.New("http://" + addr + "/cayley").QuadWriter()
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.WriteQuads([]quad.Quad{quad.Make("a", "b", "c", nil)}) // the server may have answered before
	if err := w.Close(); err == nil || !strings.Contains(err.Error(), "403") {
		t.Errorf("error %v, want status 403", err)
	}
}

func TestCayleyInterface(t *testing.T) {
	addr := serve(t, options())
	const met = `{"result":[{"id":"<id:wladimir-putin>"}]}`
	tests := []struct {
		name, method, path, body string
		header                   []string
		status                   int
		want                     string
	}{
		{"version 1", "POST", "/v1/query/gizmo", `g.V("<id:kim-jong-un>").Out("<rel:meets>").All()`, nil, 200, met},
		{"its language before", "POST", "/v1/query/gremlin", `g.V("<id:kim-jong-un>").Out("<rel:meets>").All()`, nil, 200, met},
		{"the text as JSON", "POST", "/v1/query/gizmo", `"g.V(\"<id:kim-jong-un>\").Out(\"<rel:meets>\").All()"`, []string{"Content-Type", "application/json"}, 200, met},
		{"version 2", "POST", "/v2/query?lang=gizmo", `g.V("<id:kim-jong-un>").out("<rel:meets>").all()`, nil, 200, met},
		{"version 2 in the address", "GET", "/v2/query?lang=gizmo&qu=g.emit(3)", "", nil, 200, `{"result":[3]}`},
		{"no rows", "POST", "/v1/query/gizmo", `g.V("<id:nobody>").out().all()`, nil, 200, `{"result":null}`},
		{"at most a hundred", "POST", "/v1/query/gizmo", `for (var i = 0; i < 200; i++) g.emit(i)`, nil, 200, `,99]}`},
		{"as many as asked for", "POST", "/v1/query/gizmo?limit=2", `for (var i = 0; i < 200; i++) g.emit(i)`, nil, 200, `{"result":[0,1]}`},
		{"GraphQL", "POST", "/v2/query?lang=graphql", `{ nodes(id: <id:kim-jong-un>) { id } }`, nil, 200, `{"data":{"nodes":{"id":"<id:kim-jong-un>"}}}`},
		{"a broken query", "POST", "/v1/query/gizmo", `g.V(`, nil, 400, `{"error":"query, line 1`},
		{"no query", "POST", "/v1/query/gizmo", ``, nil, 400, `{"error":"query is empty"}`},
		{"no language", "POST", "/v2/query", `g.V()`, nil, 400, `{"error":"query language not specified"}`},
		{"our own language", "POST", "/v1/query/ask", `{}`, nil, 400, `{"error":`},
		{"an endless query", "POST", "/v1/query/gizmo", `while (true) {}`, nil, 422, `{"error":"the query ran too long`},
		{"quads by subject", "GET", "/v2/read?sub=<id:russland>&pred=<schema:name>", "", nil, 200, `<id:russland> <schema:name> "Russland" <ng:derived> .`},
		{"quads as JSON", "GET", "/v2/read?format=json&sub=<id:russland>&pred=<schema:name>", "", nil, 200, `"object":"Russland"`},
		{"an unknown format", "GET", "/v2/read?format=xml", "", nil, 400, `{"error":"format`},
		{"formats", "GET", "/v2/formats", "", nil, 200, `"id":"pquads"`},
		{"a write", "POST", "/v2/write", `<a> <b> <c> .`, nil, 403, `{"error":"database is read-only"}`},
		{"a write of version 1", "POST", "/v1/write", `[]`, nil, 403, `{"error":"database is read-only"}`},
		{"a deletion", "POST", "/v1/delete", `[]`, nil, 403, `{"error":"database is read-only"}`},
		{"a deletion of a node", "POST", "/v2/node/delete", `<a>`, nil, 403, `{"error":"database is read-only"}`},
		{"a page of another site", "POST", "/v1/query/gizmo", `g.V().all()`, []string{"Origin", "https://evil.example"}, 403, `another site`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := strings.NewReplacer("<", "%3C", ">", "%3E").Replace(test.path)
			response, body := call(t, test.method, "http://"+addr+"/cayley/api"+path, test.body, test.header...)
			if response.StatusCode != test.status || !strings.Contains(body, test.want) {
				t.Errorf("status %d, body %s; want %d and %s", response.StatusCode, body, test.status, test.want)
			}
		})
	}
}
