package web

import (
	"context"
	"embed"
	"net/http"
	"slices"
	"strings"

	"newsgraph/query"
)

//go:embed page
var page embed.FS

//go:embed openapi.json
var description []byte

// New returns the handler of everything that the server answers.
func New(g Local, o Options) http.Handler {
	g.options = o
	d := &desk{graph: g, options: o, turns: make(chan struct{}, o.Concurrent), counters: make(chan struct{}, 1), methods: map[string][]string{}}
	mux := http.NewServeMux()
	handle := func(method, path string, h http.HandlerFunc) {
		mux.HandleFunc(method+" "+path, h)
		path = strings.TrimSuffix(path, "{$}")
		d.methods[path] = append(d.methods[path], method)
	}
	handle(http.MethodGet, "/{$}", d.index)
	mux.Handle("GET /page/", http.FileServerFS(page))
	handle(http.MethodGet, "/healthz", d.health)
	handle(http.MethodGet, root+"/openapi.json", d.describe)
	for _, r := range routes() {
		handle(r.method, root+r.path, d.turn(r))
	}
	mux.HandleFunc("/", d.nowhere)
	return guard(mux, o)
}

// A desk answers questions, so many at a time.
type desk struct {
	graph    Local
	options  Options
	turns    chan struct{} // a place for each of Options.Concurrent questions
	counters chan struct{} // counting reads the graph from end to end: one at a time, and not behind questions that take long
	methods  map[string][]string
}

// turn makes a question wait for a place.
func (d *desk) turn(route route) http.HandlerFunc {
	places := d.turns
	if route.places == "counters" {
		places = d.counters
	}
	return func(w http.ResponseWriter, r *http.Request) {
		wait, cancel := context.WithTimeout(r.Context(), turnTime)
		defer cancel()
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
		case <-wait.Done():
			fail(w, errBusy)
			return
		}
		if err := route.handle(d, w, r); err != nil {
			if status := problemOf(err); status.Status >= http.StatusInternalServerError {
				d.options.Log.Error("request failed", "path", r.URL.Path, "error", err)
			}
			fail(w, err)
		}
	}
}

func (d *desk) index(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, page, "page/index.html")
}

func (d *desk) health(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]string{"status": "ok", "version": d.options.Version})
}

// describe answers with the OpenAPI document.
func (d *desk) describe(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(description) // an error means that the client has gone
}

func (d *desk) nowhere(w http.ResponseWriter, r *http.Request) {
	p := &Problem{Status: http.StatusNotFound, Message: "there is nothing at " + quoted(r.URL.Path), Hint: root + "/openapi.json tells what there is"}
	if methods := d.methods[r.URL.Path]; len(methods) > 0 {
		allowed := slices.Clone(methods)
		if slices.Contains(allowed, http.MethodGet) {
			allowed = append(allowed, http.MethodHead)
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		p.Status, p.Message = http.StatusMethodNotAllowed, r.URL.Path+" wants "+strings.Join(methods, " or ")
	}
	fail(w, p)
}

// limited bounds the time of a question that is no query by the same limit.
func (d *desk) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return query.WithTime(ctx, d.options.Limits.Time)
}

// reply asks the graph within the limits of a question and answers with what it finds.
func reply[Q, A any](d *desk, w http.ResponseWriter, r *http.Request, question Q, ask func(context.Context, Q) (A, error)) error {
	ctx, cancel := d.limited(r.Context())
	defer cancel()
	found, err := ask(ctx, question)
	if err != nil {
		return query.Late(ctx, err)
	}
	answer(w, http.StatusOK, found)
	return nil
}
