// Package web is the server: the query endpoint and a few more as JSON, the console, and the client with which
// the commands ask a running server. For example, POST /api/v1/query with {"query": "g.V().all()"} answers columns and rows.
//
// It listens on loopback unless it is told otherwise, checks the Host header against DNS rebinding, bounds bodies, time and
// the number of questions, and changes nothing in the graph. The table of routes says what there is; openapi.json is
// made of it.
package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"newsgraph/graph/correct"
	"newsgraph/graph/store"
	"newsgraph/query"
)

// A Service answers questions about one graph. Client is one over HTTP.
type Service interface {
	Query(ctx context.Context, req query.Request, yield func(query.Row) error) (query.Result, error)
	Path(ctx context.Context, req PathRequest) (Chains, error)
	Disputes(ctx context.Context, req DisputesRequest) (DisputeList, error)
	Timeline(ctx context.Context, req TimelineRequest) (Timeline, error)
	Dossier(ctx context.Context, req DossierRequest) (Dossier, error)
	Show(ctx context.Context, req ShowRequest) (Portrait, error)
	Amend(ctx context.Context, w correct.Wish) (Correction, error)
	Remove(ctx context.Context, id string) error
	Articles(ctx context.Context, limit int) (ArticleList, error)
	Article(ctx context.Context, id string) (ArticleView, error)
	Names(ctx context.Context, typed string, limit int) ([]string, error)
	Search(ctx context.Context, req SearchRequest) (Findings, error)
	Merges(ctx context.Context, limit int, score float64) (MergeList, error)
	Corrections(ctx context.Context, limit int) (CorrectionList, error)
	Stats(ctx context.Context) (store.Stats, error)
	Frames(ctx context.Context) (map[string]store.FrameCount, error)
	Export(ctx context.Context, req ExportRequest, w io.Writer) (ExportSummary, error)
}

// Options of a server.
type Options struct {
	Addr       string        // host:port
	Remote     bool          // allow an address that other machines reach
	Hosts      []string      // further names that the Host header may have
	Body       int64         // bytes of a request
	Concurrent int           // questions at the same time
	Nodes      int           // things in a part of the graph that is exported
	Search     SearchRequest // no request gets more
	Pairs      int           // of things that may be one
	Hub        int           // a thing with more neighbours is told to be a hub; 0 = none is
	Vocabulary Vocabulary
	Press      Press         // reads articles; nil = the server reads none
	By         string        // who makes corrections where nothing is said
	Read       string        // token that every question has to bring, "" = none
	Write      string        // token that a change has to bring
	Origins    []string      // of pages of others that may ask
	Upload     int64         // bytes of a request that brings articles
	Reading    time.Duration // how long reading those may take, 0 = any time
	Rate       int           // requests of one address in a second, 0 = any number

	Waiting time.Duration // how long a question waits for its turn
	Sending time.Duration // how long a client may take to send a body
	Taking  time.Duration // how long it may take to receive a piece of an answer
	Grace   time.Duration
	Limits  query.Limits // no request gets more
	Version string
	Log     *slog.Logger
}

// ErrRemote says that an address can be reached from other machines and that nobody allowed it, ErrToken that no token keeps them off.
var (
	ErrRemote = errors.New("other machines reach this address")
	ErrToken  = errors.New("other machines reach this address, and there is no token")
)

// Listen opens the address, after a look whether it is one that only this machine reaches.
func Listen(ctx context.Context, o Options) (net.Listener, error) {
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", o.Addr, err)
	}
	if !o.Remote && !loopback(host) {
		return nil, fmt.Errorf("%s: %w", o.Addr, ErrRemote)
	}
	if !loopback(host) && o.Read == "" {
		return nil, fmt.Errorf("%s: %w", o.Addr, ErrToken)
	}
	var lc net.ListenConfig
	return lc.Listen(ctx, "tcp", o.Addr)
}

// loopback reports whether a host is this machine itself. Names other than localhost are not looked up: what they mean can
// change after the look.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

const (
	headerTime  = 5 * time.Second // a client that sends its header slower is dropped
	uploadTime  = time.Minute     // likewise with articles
	idleTime    = 60 * time.Second
	headerBytes = 16 << 10
)

// Serve answers on the listener until ctx ends, then lets the questions that are being answered end within o.Grace.
func Serve(ctx context.Context, l net.Listener, g Local, o Options) error {
	base, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	server := &http.Server{
		Handler:           New(g, o),
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerBytes,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, stop := context.WithTimeout(base, o.Grace)
	defer stop()
	err := server.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		cancel() // the questions that are left see their context end
		err = server.Close()
	}
	<-done // http.ErrServerClosed
	return err
}
