package web

import (
	"context"
	_ "embed"
	"net/http"
	"slices"
	"strings"
	"time"

	"newsgraph/query"
)

//go:embed openapi.json
var description []byte

// New returns the handler of everything that the server answers.
func New(g Local, o Options) http.Handler {
	g.options = o
	d := &desk{graph: g, options: o, methods: map[string][]string{}, places: map[turns]chan struct{}{
		usual: make(chan struct{}, o.Concurrent), counting: make(chan struct{}, 1), changing: make(chan struct{}, 1), reading: make(chan struct{}, 2),
	}}
	mux := http.NewServeMux()
	for _, r := range []route{
		{method: http.MethodGet, path: "/{$}", handle: (*desk).index},
		{method: http.MethodGet, path: "/healthz", handle: (*desk).health},
		{method: http.MethodGet, path: "/readyz", handle: (*desk).ready},
		{method: http.MethodGet, path: "/metrics", handle: (*desk).prometheus},
		{method: http.MethodGet, path: root + "/openapi.json", handle: (*desk).describe},
	} {
		d.mount(mux, r.of(none))
	}
	for _, path := range []string{"/assets/", "/icons/", "/icon.svg"} {
		mux.Handle("GET "+path, console(built))
	}
	for _, r := range routes() {
		r.path = root + r.path
		d.mount(mux, r)
	}
	for _, r := range cayleyRoutes() {
		d.mount(mux, r)
	}
	mux.HandleFunc("/", d.nowhere)
	return guard(mux, d)
}

// A desk answers questions, so many at a time.
type desk struct {
	graph   Local
	options Options
	places  map[turns]chan struct{} // a place for each question of a kind that may be answered at the same time
	methods map[string][]string     // by path
	running register
	meter   meter
	metrics metrics
}

func (d *desk) mount(mux *http.ServeMux, r route) {
	mux.HandleFunc(r.method+" "+r.path, d.turn(r))
	path := strings.TrimSuffix(r.path, "{$}")
	d.methods[path] = append(d.methods[path], r.method)
}

// turn looks at the token of a request, makes it wait for a place and answers.
func (d *desk) turn(route route) http.HandlerFunc {
	places, name := d.places[route.turns], route.method+" "+strings.TrimPrefix(route.path, root)
	return func(w http.ResponseWriter, r *http.Request) {
		noteOf(r.Context()).route = name
		most := d.options.Body
		if route.upload {
			most = max(most, d.options.Upload)
			noteOf(r.Context()).upload = true
			if err := until(w, time.Now().Add(uploadTime)); err != nil {
				fail(w, err)
				return
			}
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		if guarded(r.URL.Path) {
			if r.URL.RawQuery != "" {
				noteQuery(r.Context(), r.URL.RawQuery)
			}
			if err := d.admit(w, r, route.write); err != nil {
				fail(w, err)
				return
			}
		}
		if places != nil {
			wait, cancel := context.WithTimeout(r.Context(), d.options.Waiting)
			defer cancel()
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
			case <-wait.Done():
				fail(w, errBusy)
				return
			}
		}
		if err := route.handle(d, w, r); err != nil {
			d.fault(r, err)
			fail(w, err)
		}
	}
}

// fault logs an error that is the server's own; who asked is told no more than that.
func (d *desk) fault(r *http.Request, err error) {
	if p := problemOf(err); p.Status == http.StatusInternalServerError {
		d.options.Log.Error("request failed", "path", r.URL.Path, "error", err)
	}
}

func (d *desk) index(w http.ResponseWriter, r *http.Request) error {
	console(built).ServeHTTP(w, r)
	return nil
}

// A Health says that the server lives, and of which version it is.
type Health struct {
	Status  string `json:"status"`
	Version string `json:"version"`
}

func (d *desk) health(w http.ResponseWriter, _ *http.Request) error {
	answer(w, http.StatusOK, Health{"ok", d.options.Version})
	return nil
}

// ready answers GET /readyz: whether the store can be read.
func (d *desk) ready(w http.ResponseWriter, r *http.Request) error {
	ctx, cancel := context.WithTimeout(r.Context(), time.Second)
	defer cancel()
	snap, err := d.graph.store.Snapshot(ctx)
	if err != nil {
		d.options.Log.Error("not ready", "error", err)
		return &Problem{Status: http.StatusServiceUnavailable, Message: "the store cannot be read", Hint: "the server's log says why", kind: "not-ready"}
	}
	snap.Close()
	return d.health(w, r)
}

func (d *desk) prometheus(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_ = d.metrics.write(w, d.options.Version) // an error means that the client has gone
	return nil
}

// describe answers with the OpenAPI document.
func (d *desk) describe(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(description) // likewise
	return nil
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

// limited bounds the time of a question that is no query by the same limit, and that of reading articles by its own.
func (d *desk) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if noteOf(ctx).upload {
		return query.WithTime(ctx, d.options.Reading)
	}
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
	noteRows(ctx, rowsOf(found))
	answer(w, http.StatusOK, found)
	return nil
}
