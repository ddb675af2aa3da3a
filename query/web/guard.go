package web

import (
	"errors"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
)

// guard is what every request passes before a handler sees it.
func guard(next http.Handler, o Options) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fail(w, foreign()) }))
	return logged(headers(hosts(cross.Handler(next), o), o), o.Log)
}

// foreign is what a page of another site is told.
func foreign() *Problem {
	return &Problem{Status: http.StatusForbidden, Message: "another site asks", Hint: "open the page of this server"}
}

// policy lets the page run its own script and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

func headers(next http.Handler, o Options) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		control := http.NewResponseController(w)
		if r.Body != http.NoBody {
			// Not http.Server's ReadTimeout: that one ends a question which takes longer than its body may.
			if err := control.SetReadDeadline(time.Now().Add(bodyTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
				fail(w, err)
				return
			}
		}
		r.Body = http.MaxBytesReader(w, r.Body, o.Body)
		next.ServeHTTP(&paced{w, control}, r)
	})
}

// hosts refuses names that are not the server's: a page whose name was pointed at 127.0.0.1 (DNS rebinding) would otherwise
// read the graph. An address is no such name, so it is allowed where others may reach the server at all.
func hosts(next http.Handler, o Options) http.Handler {
	own, _, _ := net.SplitHostPort(o.Addr)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := strings.ToLower(hostname(r.Host))
		isIP := net.ParseIP(host) != nil
		if !loopback(host) && host != own && !(o.Remote && isIP) && !slices.Contains(o.Hosts, host) {
			fail(w, &Problem{Status: http.StatusMisdirectedRequest, Message: "this server is not called " + quoted(host), Hint: "add the name to serve.hosts"})
			return
		}
		if strings.HasPrefix(r.URL.Path, "/api/") && r.Header.Get("Sec-Fetch-Site") == "cross-site" {
			fail(w, foreign())
			return
		}
		next.ServeHTTP(w, r)
	})
}

func hostname(hostport string) string {
	if host, _, err := net.SplitHostPort(hostport); err == nil {
		return host
	}
	return strings.Trim(hostport, "[]")
}

func quoted(s string) string {
	return `"` + s[:min(len(s), 100)] + `"`
}

// logged writes one line for each request.
func logged(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(rec, r)
		log.Info("request", "method", r.Method, "path", r.URL.Path, "status", rec.status, "bytes", rec.bytes, "took", time.Since(start))
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

// paced gives each piece of an answer its own deadline: a long answer may take its time, a client that takes nothing may not.
type paced struct {
	http.ResponseWriter
	control *http.ResponseController
}

func (p *paced) Write(b []byte) (int, error) {
	if err := p.extend(); err != nil {
		return 0, err
	}
	return p.ResponseWriter.Write(b)
}

func (p *paced) WriteHeader(status int) {
	_ = p.extend() // of a connection that is gone the write tells
	p.ResponseWriter.WriteHeader(status)
}

func (p *paced) extend() error {
	err := p.control.SetWriteDeadline(time.Now().Add(writeTime))
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

func (p *paced) Unwrap() http.ResponseWriter { return p.ResponseWriter }
