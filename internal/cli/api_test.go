package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// An operation is one of openapi.json.
type operation struct {
	method, path string
	Parameters   []parameter `json:"parameters"`
	RequestBody  struct {
		Content map[string]struct{ Schema schema } `json:"content"`
	} `json:"requestBody"`
	Responses map[string]struct {
		Content map[string]struct{ Schema schema } `json:"content"`
	} `json:"responses"`
}

type parameter struct {
	Name     string `json:"name"`
	In       string `json:"in"`
	Required bool   `json:"required"`
	Example  any    `json:"example"`
	Schema   schema `json:"schema"`
}

type schema struct {
	Ref                  string            `json:"$ref"`
	AllOf                []schema          `json:"allOf"`
	Type                 string            `json:"type"`
	Properties           map[string]schema `json:"properties"`
	AdditionalProperties json.RawMessage   `json:"additionalProperties"`
	Required             []string          `json:"required"`
	Items                *schema           `json:"items"`
	Enum                 []any             `json:"enum"`
	Examples             []any             `json:"examples"`
}

type contract struct {
	Paths      map[string]map[string]operation `json:"paths"`
	Components struct {
		Schemas map[string]schema `json:"schemas"`
	} `json:"components"`
}

// check says how a value differs from its schema; "" = it does not.
func (c contract) check(s schema, v any, at string) string {
	if s.Ref != "" {
		return c.check(c.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")], v, at)
	}
	for _, part := range s.AllOf {
		if wrong := c.check(part, v, at); wrong != "" {
			return wrong
		}
	}
	if len(s.Enum) > 0 && v != "" && !slices.Contains(s.Enum, v) {
		return fmt.Sprintf("%s: %v is none of %v", at, v, s.Enum)
	}
	kind := map[string]bool{}
	switch v := v.(type) {
	case nil:
		kind["null"] = true
	case bool:
		kind["boolean"] = true
	case string:
		kind["string"] = true
	case float64:
		kind["number"], kind["integer"] = true, v == float64(int64(v))
	case []any:
		kind["array"] = true
		for i, x := range v {
			if s.Items != nil {
				if wrong := c.check(*s.Items, x, fmt.Sprintf("%s[%d]", at, i)); wrong != "" {
					return wrong
				}
			}
		}
	case map[string]any:
		kind["object"] = true
		if wrong := c.object(s, v, at); wrong != "" {
			return wrong
		}
	}
	if s.Type != "" && !kind[s.Type] {
		return fmt.Sprintf("%s: %v is no %s", at, v, s.Type)
	}
	return ""
}

func (c contract) object(s schema, v map[string]any, at string) string {
	for _, name := range s.Required {
		if _, there := v[name]; !there {
			return at + ": " + name + " is missing"
		}
	}
	for name, x := range v {
		p, known := s.Properties[name]
		switch more := string(s.AdditionalProperties); {
		case known:
		case more == "false":
			return at + ": " + name + " is not described"
		case more != "":
			if err := json.Unmarshal(s.AdditionalProperties, &p); err != nil {
				return err.Error()
			}
		}
		if wrong := c.check(p, x, at+"."+name); wrong != "" {
			return wrong
		}
	}
	return ""
}

// examples are the fields of a body that have one.
func (c contract) examples(s schema) map[string]any {
	if s.Ref != "" {
		s = c.Components.Schemas[strings.TrimPrefix(s.Ref, "#/components/schemas/")]
	}
	out := map[string]any{}
	for name, p := range s.Properties {
		if len(p.Examples) > 0 {
			out[name] = p.Examples[0]
		}
	}
	return out
}

// TestAnswersAreAsOpenAPISays loads the samples, serves them and calls every operation that openapi.json describes with its own
// examples: the answer has to be what the document says of it. Called without anything, an operation that wants something refuses.
func TestAnswersAreAsOpenAPISays(t *testing.T) {
	base := serveSamples(t)
	var doc contract
	status, _, body := request(t, "GET", base+"/api/v1/openapi.json", "", "")
	if err := json.Unmarshal(body, &doc); status != 200 || err != nil {
		t.Fatal(status, err)
	}
	var all []operation
	for path, methods := range doc.Paths {
		for method, o := range methods {
			o.method, o.path = strings.ToUpper(method), path
			all = append(all, o)
		}
	}
	order := []string{"GET", "POST", "PUT", "DELETE"} // what removes comes last
	slices.SortFunc(all, func(a, b operation) int {
		if d := slices.Index(order, a.method) - slices.Index(order, b.method); d != 0 {
			return d
		}
		return strings.Compare(a.path, b.path)
	})
	if len(all) < 25 {
		t.Fatalf("%d operations", len(all))
	}
	claim := someClaim(t, base)
	for _, o := range all {
		t.Run(o.method+o.path, func(t *testing.T) { doc.call(t, base, claim, o) })
	}
}

// unlike are the operations whose examples cannot succeed here: there is no query to cancel.
var unlike = map[string]int{"DELETE/api/v1/query": http.StatusNotFound}

func (c contract) call(t *testing.T, base, claim string, o operation) {
	q, needs := url.Values{}, false
	for _, p := range o.Parameters {
		needs = needs || p.Required
		values, isList := p.Example.([]any)
		if !isList && p.Example != nil {
			values = []any{p.Example}
		}
		for _, v := range values {
			q.Add(p.Name, fmt.Sprint(v))
		}
		if p.Name == "iri" {
			q.Set("iri", claim)
		}
		if p.Required && len(values) == 0 {
			t.Errorf("%s has no example", p.Name)
		}
	}
	kind, sent := "", ""
	for media, content := range o.RequestBody.Content {
		if kind = media; media == "application/json" {
			text, err := json.Marshal(c.examples(content.Schema))
			if err != nil {
				t.Fatal(err)
			}
			sent = string(text)
		} else {
			id := strings.NewReplacer("<", "", ">", "").Replace(q.Get("id"))
			sent = fmt.Sprintf("<art:%[1]s> <rdf:type> <ng:Article> <art:%[1]s> .\n<art:%[1]s> <ng:id> %[1]q <art:%[1]s> .\n<art:%[1]s> <schema:text> %[1]q <art:%[1]s> .\n", id)
		}
	}
	status, media, body := request(t, o.method, base+o.path+"?"+q.Encode(), kind, sent)
	if want := cmpOr(unlike[o.method+o.path], 200); status != want {
		t.Fatalf("%s %s: status %d: %.500s", q.Encode(), sent, status, body)
	}
	if status == 200 {
		content, described := o.Responses["200"].Content[media]
		if !described {
			t.Fatalf("the media type %s is not described", media)
		}
		if media == "application/json" {
			c.matches(t, content.Schema, body)
		}
	}
	if status, media, body = request(t, o.method, base+o.path, kind, ""); needs || kind == "application/json" {
		if status < 400 || status >= 500 || media != "application/problem+json" {
			t.Errorf("called with nothing: status %d, %s: %.200s", status, media, body)
		}
		c.matches(t, schema{Ref: "#/components/schemas/Problem"}, body)
	}
}

func (c contract) matches(t *testing.T, s schema, body []byte) {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	if wrong := c.check(s, v, "answer"); wrong != "" {
		t.Errorf("%s\n%.800s", wrong, body)
	}
}

func cmpOr(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}

func someClaim(t *testing.T, base string) string {
	t.Helper()
	var list struct {
		Claims []struct {
			Claim string `json:"claim"`
		} `json:"claims"`
	}
	_, _, body := request(t, "GET", base+"/api/v1/claims?limit=1", "", "")
	if err := json.Unmarshal(body, &list); err != nil || len(list.Claims) == 0 {
		t.Fatalf("%v: %s", err, body)
	}
	return list.Claims[0].Claim
}

// request sends one and returns status, media type without parameters, and body.
func request(t *testing.T, method, address, kind, body string) (int, string, []byte) {
	t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	media, _, _ := strings.Cut(response.Header.Get("Content-Type"), ";")
	return response.StatusCode, media, answer
}

// serveSamples loads data/articles and serves them in a process of its own, which ends with the test; it returns the address.
func serveSamples(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	if out, err := command("--store", dir, "load", "--quiet", "../../data/articles").CombinedOutput(); err != nil {
		t.Fatalf("load: %v: %s", err, out)
	}
	address, _ := startServer(t, command("--store", dir, "serve", "--addr", "127.0.0.1:0"))
	return address
}

// command is the program: the test binary runs it where it is called by its name (see TestMain).
func command(args ...string) *exec.Cmd {
	return &exec.Cmd{Path: os.Args[0], Args: append([]string{"newsgraph"}, args...), Env: os.Environ()}
}

// startServer starts serve and waits for its address.
func startServer(t *testing.T, server *exec.Cmd) (address string, pid int) {
	t.Helper()
	said, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := server.Wait(); err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	lines := bufio.NewReader(said)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatalf("serve says no address: %v", err)
		}
		if _, at, found := strings.Cut(strings.TrimSpace(line), " on http"); found {
			go io.Copy(io.Discard, lines)
			return "http" + at, server.Process.Pid
		}
	}
}
