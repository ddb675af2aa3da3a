package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// TestTheConsoleIsServedAndTellsWhereItIsMissing asks for files of a built console, and of one that was not built.
func TestTheConsoleIsServedAndTellsWhereItIsMissing(t *testing.T) {
	missing := fstest.MapFS{"console/dist/missing.html": {Data: []byte("make build")}}
	whole := fstest.MapFS{"console/dist/missing.html": missing["console/dist/missing.html"], "console/dist/index.html": {Data: []byte("the console")}, "console/dist/assets/a-1.js": {Data: []byte("1")}, "console/dist/icons/x.svg": {Data: []byte("<svg/>")}}
	tests := []struct {
		name   string
		files  fstest.MapFS
		path   string
		status int
		body   string
		kept   bool // by the browser
	}{
		{"a built console", whole, "/", 200, "the console", false},
		{"a script", whole, "/assets/a-1.js", 200, "1", true},
		{"an icon", whole, "/icons/x.svg", 200, "<svg/>", false},
		{"nothing", whole, "/assets/b.js", 404, "there is nothing", false},
		{"a folder", whole, "/assets/", 404, "there is nothing", false},
		{"a way out", whole, "/assets/../../console.go", 404, "there is nothing", false},
		{"no console", missing, "/", 200, "make build", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			r := httptest.NewRequest("GET", "/", nil)
			r.URL.Path = test.path
			console(test.files).ServeHTTP(w, r)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if kept := strings.Contains(w.Header().Get("Cache-Control"), "immutable"); kept != test.kept {
				t.Errorf("kept by the browser: %v", kept)
			}
		})
	}
}
