package web_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"newsgraph/query/web"
)

func TestServerFindsChains(t *testing.T) {
	addr := serve(t, options())
	tests := []struct {
		name, query string
		status      int
		want        string
	}{
		{"a chain", "from=kim+jong+un&to=Russland", 200, `"hops":[{"subject":"Kim Jong-un","subject_iri":"<id:kim-jong-un>","predicate":"meets","object":"Wladimir Putin","object_iri":"<id:wladimir-putin>","tier":"rel","sources":1,"statements":["<st:`},
		{"with its sentences", "from=kim+jong+un&to=Russland", 200, `"evidence":[{"sentence":"Satz meets.","article":"<art:a1>","claim":"<art:a1#c-0>"`},
		{"from one of several", "from=Putin&from=Kim+Jong-un&to=Russland&count=5", 200, `"chains":[{"certainty":0.7,"hops":[{"subject":"Wladimir Putin"`},
		{"a thing and itself", "from=Putin&to=Wladimir+Putin", 200, `"same":true,"chains":[]`},
		{"no chain of that length", "from=Kim+Jong-un&to=Russland&hops=1", 200, `"chains":[],"hops":1,"cut":"hops"`},
		{"a limit of the server is told", "from=Kim+Jong-un&to=Russland&hops=50", 200, `"hops":4`},
		{"no chain of denied facts", "from=Kim+Jong-un&to=Russland&tier=denied", 200, `"chains":[]`},
		{"no chain of two sources", "from=Kim+Jong-un&to=Russland&sources=2", 200, `"chains":[]`},
		{"no chain through what is left out", "from=Kim+Jong-un&to=Russland&without=Putin", 200, `"chains":[]`},
		{"surest first", "from=Kim+Jong-un&to=Russland&order=sure", 200, `"certainty":0.4`},
		{"an unknown name", "from=Niemand&to=Russland", 404, `problem:unknown-name"`},
		{"one thing on both sides", "from=Russland&from=Putin&to=Putin", 400, `problem:same"`},
		{"one end", "from=Russland", 400, `to is wanted`},
		{"hops that are no number", "from=a&to=b&hops=many", 400, `hops: \"many\" is no number`},
		{"a tier that is none", "from=a&to=b&tier=fact", 400, `tier: \"fact\" is none of rel`},
		{"an order that is none", "from=a&to=b&order=best", 400, `order: \"best\" is none of short, sure`},
		{"a date that is none", "from=Kim+Jong-un&to=Russland&since=gestern", 400, `problem:date"`},
		{"a parameter that is mistyped", "from=a&to=b&hop=3", 400, `no parameter \"hop\"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response, body := call(t, "GET", "http://"+addr+"/api/v1/paths?"+test.query, "")
			if response.StatusCode != test.status || !strings.Contains(body, test.want) {
				t.Errorf("status %d, body %s; want %d and %s", response.StatusCode, body, test.status, test.want)
			}
		})
	}
}

func TestServerAnswersAboutTimeAndDisputes(t *testing.T) {
	addr := serve(t, options())
	for _, test := range []struct {
		name, path string
		status     int
		want       string
	}{
		{"nothing disputed", "disputes", 200, `{"disputes":[]}`},
		{"nothing disputed of a thing", "disputes?name=Putin", 200, `"of":{"iri":"<id:wladimir-putin>","name":"Wladimir Putin"},"disputes":[]`},
		{"of an unknown thing", "disputes?name=Niemand", 404, `problem:unknown-name"`},
		{"a time line", "timeline?name=Putin", 200, `"kind":"happened"`},
		{"of two things", "timeline?name=Putin&name=Russland", 200, `"moments":[]`}, // an office without a date is no moment
		{"of a query", "timeline?query=" + url.QueryEscape(`claims({predicate: "meets"})`), 200, `"predicate":"meets"`},
		{"of a query with too many rows", "timeline?query=for(%3B%3B)g.emit(1)", 422, "problem:rows"},
		{"of a query that is wrong", "timeline?query=g.V(", 400, `problem:query"`},
		{"of nothing", "timeline", 400, `names or a query are wanted`},
		{"a dossier", "dossier?name=Putin", 200, `"articles":[{"iri":"<art:a1>"`},
		{"a dossier of nothing", "dossier", 400, `name is wanted`},
	} {
		t.Run(test.name, func(t *testing.T) {
			response, body := call(t, "GET", "http://"+addr+"/api/v1/"+test.path, "")
			if response.StatusCode != test.status || !strings.Contains(body, test.want) || !json.Valid([]byte(body)) {
				t.Errorf("status %d, body %s; want %d and %s", response.StatusCode, body, test.status, test.want)
			}
		})
	}
}

// TestOurOwnLanguageIsAnsweredInRows asks as JSON, over HTTP and in lines.
func TestOurOwnLanguageIsAnsweredInRows(t *testing.T) {
	addr := serve(t, options())
	for _, test := range []struct {
		name, text string
		status     int
		want       string
	}{
		{"a path", `{"path": {"from": "Kim Jong-un", "to": ["Russland"]}}`, 200, `"rows":[{"chain":1,"hop":1,"certainty":0.4`},
		{"a path that a limit cuts", `{"path": {"from": "Kim Jong-un", "to": "Russland", "hops": 1}}`, 200, `"rows":[],"truncated":"hops"`},
		{"what lies around", `{"around": {"around": "Putin"}}`, 200, `{"subject":"Wladimir Putin","predicate":"hasRole","object":"Russland"`},
		{"what lies between", `{"around": {"from": "Kim Jong-un", "to": "Russland"}}`, 200, `"predicate":"hasRole"`},
		{"what an article says", `{"around": {"article": "a1"}}`, 200, `"predicate":"hasRole"`},
		{"what a query names", `{"around": {"query": "entity(\"Putin\", \"Russland\").all()"}}`, 200, `"rows":[{"subject":"Wladimir Putin","predicate":"hasRole"`},
		{"a time line", `{"timeline": {"name": "Putin"}}`, 200, `"kind":"happened"`},
		{"disputes", `{"disputes": {}}`, 200, `"rows":[]`},
		{"no question", `{}`, 400, `one question is wanted`},
		{"two questions", `{"disputes": {}, "timeline": {"name": "Putin"}}`, 400, `one question is wanted`},
		{"a mistyped field", `{"path": {"form": "x"}}`, 400, `unknown field`},
		{"no JSON", `path`, 400, `"hint":"a question is`},
		{"everything", `{"around": {}}`, 400, `around: wants one of`},
	} {
		t.Run(test.name, func(t *testing.T) {
			body, err := json.Marshal(map[string]string{"lang": web.Ask, "query": test.text})
			if err != nil {
				t.Fatal(err)
			}
			response, got := call(t, "POST", "http://"+addr+"/api/v1/query", string(body), "Content-Type", "application/json")
			if response.StatusCode != test.status || !strings.Contains(got, test.want) {
				t.Errorf("status %d, body %s; want %d and %s", response.StatusCode, got, test.status, test.want)
			}
		})
	}
}

func TestAnswersInLines(t *testing.T) {
	addr := serve(t, options())
	ask := func(query string) (int, string, []string) {
		t.Helper()
		body, err := json.Marshal(map[string]any{"query": query, "rows": 3})
		if err != nil {
			t.Fatal(err)
		}
		response, got := call(t, "POST", "http://"+addr+"/api/v1/query", string(body), "Content-Type", "application/json", "Accept", "application/x-ndjson")
		return response.StatusCode, response.Header.Get("Content-Type"), strings.Split(strings.TrimSpace(got), "\n")
	}
	status, kind, lines := ask(`for (var i = 0; i < 9; i++) g.emit({n: i})`)
	if status != 200 || kind != "application/x-ndjson" || len(lines) != 4 || lines[2] != `{"row":{"n":2}}` || !strings.HasPrefix(lines[3], `{"end":{"rows":3,"truncated":"rows","next":"`) {
		t.Errorf("status %d, %s, lines %q", status, kind, lines)
	}
	if status, _, lines = ask(`g.emit({n: 1}); throw new Error("broken")`); status != 200 || len(lines) != 2 || !strings.HasPrefix(lines[1], `{"error":{"type":"urn:newsgraph:problem:query"`) {
		t.Errorf("status %d, lines %q", status, lines)
	}
	if status, kind, lines = ask(`g.V(`); status != 400 || !strings.HasPrefix(kind, "application/problem+json") || len(lines) != 1 {
		t.Errorf("status %d, %s, lines %q", status, kind, lines)
	}
}

// TestRowsComeWhileMoreAreLookedFor reads the first row long before the query ends.
func TestRowsComeWhileMoreAreLookedFor(t *testing.T) {
	o := options()
	o.Limits.Time = 5 * time.Second
	addr := serve(t, o)
	const slow = `{"query": "function rest(ms) { var end = Date.now() + ms; while (Date.now() < end) {} } rest(300); g.emit({n: 1}); rest(2000); g.emit({n: 2})"}`
	r, err := http.NewRequest("POST", "http://"+addr+"/api/v1/query", strings.NewReader(slow))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/x-ndjson")
	start := time.Now()
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	line, err := bufio.NewReader(response.Body).ReadString('\n')
	if took := time.Since(start); err != nil || line != "{\"row\":{\"n\":1}}\n" || took > 2*time.Second {
		t.Errorf("%q after %v, %v", line, took, err)
	}
}
