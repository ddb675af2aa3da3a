package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// guard is what every request passes before a handler sees it: log and counters, headers, the Host header, the origin, the rate.
// Tokens are asked for by the routes, which know whether they write.
func guard(next http.Handler, d *desk) http.Handler {
	cross := http.NewCrossOriginProtection()
	for _, origin := range d.options.Origins {
		_ = cross.AddTrustedOrigin(origin) // CheckOrigins has looked
	}
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fail(w, foreign()) }))
	return d.logged(headers(d.hosts(d.shared(d.rate(cross.Handler(d.saved(next))))), d.options))
}

// CheckOrigins refuses what is no origin, such as an address with a path.
func CheckOrigins(origins []string) error {
	cross := http.NewCrossOriginProtection()
	for _, o := range origins {
		if err := cross.AddTrustedOrigin(o); err != nil {
			return err
		}
	}
	return nil
}

// foreign is what a page of another site is told.
func foreign() *Problem {
	return &Problem{Status: http.StatusForbidden, Message: "another site asks", Hint: "open the page of this server, or add the site to serve.origins", kind: "foreign"}
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
		if r.Body != http.NoBody {
			// Not http.Server's ReadTimeout: that one ends a question which takes longer than its body may.
			if err := until(w, time.Now().Add(o.Sending)); err != nil {
				fail(w, err)
				return
			}
		}
		next.ServeHTTP(&paced{w, http.NewResponseController(w), o.Taking}, r)
	})
}

// hosts refuses names that are not the server's: a page whose name was pointed at 127.0.0.1 (DNS rebinding) would otherwise
// read the graph. An address is no such name, so it is allowed where others may reach the server at all.
func (d *desk) hosts(next http.Handler) http.Handler {
	o := d.options
	own, _, _ := net.SplitHostPort(o.Addr)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := strings.ToLower(hostname(r.Host))
		isIP := net.ParseIP(host) != nil
		if !loopback(host) && host != own && !(o.Remote && isIP) && !slices.Contains(o.Hosts, host) {
			fail(w, &Problem{Status: http.StatusMisdirectedRequest, Message: "this server is not called " + quoted(host), Hint: "add the name to serve.hosts", kind: "host"})
			return
		}
		next.ServeHTTP(w, r)
	})
}

// shared lets pages of the origins in the settings read answers, and no other page. The page itself is no answer.
func (d *desk) shared(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin, h := r.Header.Get("Origin"), w.Header()
		trusted := slices.Contains(d.options.Origins, origin)
		if len(d.options.Origins) > 0 {
			h.Add("Vary", "Origin")
		}
		switch {
		case trusted:
			h.Set("Access-Control-Allow-Origin", origin)
			h.Set("Access-Control-Expose-Headers", "Retry-After")
			h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		case guarded(r.URL.Path) && r.Header.Get("Sec-Fetch-Site") == "cross-site":
			fail(w, foreign())
			return
		}
		if trusted && r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// guarded reports whether what lies at a path tells of the graph: the page, its script and whether the server lives do not.
func guarded(path string) bool {
	return strings.HasPrefix(path, "/api/") || strings.HasPrefix(path, "/cayley/") || path == "/metrics"
}

// admit looks at the token of a request. Compared are hashes, so that the time tells nothing of the token, not even its length.
func (d *desk) admit(w http.ResponseWriter, r *http.Request, write bool) error {
	o := d.options
	scheme, given, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		given = ""
	}
	reads := same(given, o.Read) || same(given, o.Write)
	switch {
	case o.Read != "" && !reads:
		w.Header().Set("WWW-Authenticate", `Bearer realm="newsgraph"`)
		return &Problem{Status: http.StatusUnauthorized, Message: "a token is wanted", Hint: "send Authorization: Bearer with the token of serve.readtoken", kind: "token"}
	case !write || same(given, o.Write):
		return nil
	case o.Write != "":
		if given == "" {
			w.Header().Set("WWW-Authenticate", `Bearer realm="newsgraph"`)
			return &Problem{Status: http.StatusUnauthorized, Message: "a token for writing is wanted", Hint: "send Authorization: Bearer with the token of serve.writetoken", kind: "token"}
		}
		return &Problem{Status: http.StatusForbidden, Message: "this token does not allow writing", Hint: "send that of serve.writetoken", kind: "read-only"}
	case o.Remote:
		return &Problem{Status: http.StatusForbidden, Message: "other machines reach this server, and no token for writing is set", Hint: "set serve.writetoken", kind: "read-only"}
	}
	return nil
}

// same compares tokens; none is like no other.
func same(given, token string) bool {
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && token != ""
}

// saved answers for a handler that panics: nothing of the program's inside is told.
func (d *desk) saved(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch p := recover(); p {
			case nil:
			case http.ErrAbortHandler:
				panic(p)
			default:
				d.options.Log.Error("the server erred", "path", r.URL.Path, "panic", p, "stack", string(debug.Stack()))
				fail(w, errFault)
			}
		}()
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

// paced gives each piece of an answer its own deadline: a long answer may take its time, a client that takes nothing may not.
type paced struct {
	http.ResponseWriter
	control *http.ResponseController
	most    time.Duration
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
	err := p.control.SetWriteDeadline(time.Now().Add(p.most))
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

func (p *paced) Unwrap() http.ResponseWriter { return p.ResponseWriter }
