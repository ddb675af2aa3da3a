package web

import (
	"embed"
	"io/fs"
	"net/http"
	"strings"
)

// built is the console, which make build puts into console/dist out of its TypeScript. Without that there is only missing.html,
// which says how to build it.
//
//go:embed all:console/dist
var built embed.FS

// console serves the files below dist. What has a hash in its name never changes and may be kept; everything else is asked for anew.
func console(files fs.FS) http.Handler {
	dist, err := fs.Sub(files, "console/dist")
	if err != nil {
		panic(err) // the path is a constant
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" {
			name = "index.html"
			if _, err := fs.Stat(dist, name); err != nil {
				name = "missing.html"
			}
		}
		if info, err := fs.Stat(dist, name); err != nil || info.IsDir() {
			fail(w, &Problem{Status: http.StatusNotFound, Message: "there is nothing at " + quoted(r.URL.Path), Hint: "/ is the console"})
			return
		}
		if strings.HasPrefix(name, "assets/") {
			w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
		}
		http.ServeFileFS(w, r, dist, name)
	})
}
