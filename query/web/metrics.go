package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"
)

// A note is what a request tells the log beside what the connection does: the hash of its question, and how many rows it gave.
type note struct {
	route  string
	hash   string
	rows   int
	upload bool // it brings articles
}

type noteKey struct{}

func noteOf(ctx context.Context) *note {
	n, _ := ctx.Value(noteKey{}).(*note)
	return cmp.Or(n, &note{})
}

// noteQuery notes a question by its hash: the log tells which questions are alike and not what somebody asked.
func noteQuery(ctx context.Context, text string) {
	sum := sha256.Sum256([]byte(text))
	noteOf(ctx).hash = hex.EncodeToString(sum[:6])
}

func noteRows(ctx context.Context, n int) { noteOf(ctx).rows = n }

// rowsOf counts the entries of the lists of an answer.
func rowsOf(answer any) int {
	v := reflect.ValueOf(answer)
	if v.Kind() == reflect.Slice {
		return v.Len()
	}
	n := 0
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			switch f := v.Field(i); f.Kind() {
			case reflect.Slice:
				n += f.Len()
			case reflect.Struct:
				n += rowsOf(f.Interface())
			}
		}
	}
	return n
}

// logged writes one line for each request, and counts it.
func (d *desk) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, n := time.Now(), &note{route: "other"}
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		d.metrics.begin()
		defer func() {
			took := time.Since(start)
			d.metrics.end(n.route, rec.status, n.rows, took)
			d.options.Log.Info("request", "method", r.Method, "path", r.URL.Path, "query", n.hash, "status", rec.status, "rows", n.rows, "bytes", rec.bytes, "took", took)
		}()
		next.ServeHTTP(rec, r.WithContext(context.WithValue(r.Context(), noteKey{}, n)))
	})
}

type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	n, err := r.ResponseWriter.Write(p)
	r.bytes += int64(n)
	return n, err
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// metrics count requests, for Prometheus.
type metrics struct {
	mu      sync.Mutex
	running int
	rows    int
	routes  map[string]*routeMetrics
}

type routeMetrics struct {
	codes   map[int]int
	buckets []int // of bounds, and one behind them
	seconds float64
	count   int
}

// bounds of the histogram of times, in seconds.
var bounds = []float64{.001, .003, .01, .03, .1, .3, 1, 3, 10, 30}

func (m *metrics) begin() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.running++
}

func (m *metrics) end(route string, status, rows int, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.routes == nil {
		m.routes = map[string]*routeMetrics{}
	}
	r := m.routes[route]
	if r == nil {
		r = &routeMetrics{codes: map[int]int{}, buckets: make([]int, len(bounds)+1)}
		m.routes[route] = r
	}
	at, _ := slices.BinarySearch(bounds, took.Seconds())
	r.buckets[at]++
	r.codes[status]++
	r.seconds += took.Seconds()
	r.count++
	m.rows += rows
	m.running--
}

// write writes them in Prometheus' text format 0.0.4.
func (m *metrics) write(w io.Writer, version string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var heap runtime.MemStats
	runtime.ReadMemStats(&heap)
	p := &prometheus{w: w}
	p.head("newsgraph_build_info", "gauge", "version of the program")
	p.line("newsgraph_build_info{version=%s} 1", strconv.Quote(version))
	p.head("newsgraph_requests_running", "gauge", "requests that are being answered")
	p.line("newsgraph_requests_running %d", m.running)
	p.head("newsgraph_rows_total", "counter", "rows that answers had")
	p.line("newsgraph_rows_total %d", m.rows)
	p.head("newsgraph_goroutines", "gauge", "goroutines")
	p.line("newsgraph_goroutines %d", runtime.NumGoroutine())
	p.head("newsgraph_heap_bytes", "gauge", "bytes of the heap in use")
	p.line("newsgraph_heap_bytes %d", heap.HeapInuse)
	p.head("newsgraph_requests_total", "counter", "requests that were answered")
	names := slices.Sorted(maps.Keys(m.routes))
	for _, name := range names {
		for _, code := range slices.Sorted(maps.Keys(m.routes[name].codes)) {
			p.line("newsgraph_requests_total{route=%q,code=\"%d\"} %d", name, code, m.routes[name].codes[code])
		}
	}
	p.head("newsgraph_request_seconds", "histogram", "time from the header of a request to the end of its answer")
	for _, name := range names {
		r, sum := m.routes[name], 0
		for i, b := range bounds {
			sum += r.buckets[i]
			p.line("newsgraph_request_seconds_bucket{route=%q,le=\"%v\"} %d", name, b, sum)
		}
		p.line("newsgraph_request_seconds_bucket{route=%q,le=\"+Inf\"} %d", name, r.count)
		p.line("newsgraph_request_seconds_sum{route=%q} %g", name, r.seconds)
		p.line("newsgraph_request_seconds_count{route=%q} %d", name, r.count)
	}
	return p.err
}

type prometheus struct {
	w   io.Writer
	err error
}

func (p *prometheus) head(name, kind, help string) {
	p.line("# HELP %s %s", name, help)
	p.line("# TYPE %s %s", name, kind)
}

func (p *prometheus) line(format string, values ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", values...)
	}
}
