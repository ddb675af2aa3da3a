package cli

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"newsgraph/data"
	"newsgraph/graph/store"
	"newsgraph/internal/ontology"
	"newsgraph/loader"
	"newsgraph/query/web"
)

func (a *app) serve() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve",
		Short: "Answer questions over HTTP and show the console",
		Long: `serve holds the store and answers until it is stopped: / is the console, /api/v1 does what the commands do and is
described by /api/v1/openapi.json, /healthz says that it lives. POST /api/v1/query runs a query; who accepts application/x-ndjson gets its rows line by line.
While it runs, the commands ask it, and load, rm and correct write by way of it; import and check tell you that it holds the store.
It listens on this machine only, unless serve.remote allows more, and then wants a token (serve.readtoken, serve.writetoken).
/readyz says whether the store can be read, /metrics counts requests for Prometheus.`,
		Example: `  newsgraph serve
  newsgraph serve --addr 127.0.0.1:9000
  curl -s -H 'Content-Type: application/json' -d '{"query": "claims({predicate: \"meets\"})"}' http://127.0.0.1:8080/api/v1/query`,
		Args: args(cobra.NoArgs),
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := a.formatOf("text"); err != nil {
				return err
			}
			return a.change(func(s *store.Store) error { return a.runServe(c.Context(), s) })
		},
	}
	c.Flags().String("addr", Defaults().Serve.Addr, "host and port to listen on")
	return c
}

func (a *app) runServe(ctx context.Context, st *store.Store) error {
	s := a.settings.Serve
	words, err := vocabulary()
	if err != nil {
		return err
	}
	o := web.Options{
		Addr: s.Addr, Remote: s.Remote, Hosts: s.Hosts, Body: int64(s.Body), Concurrent: s.Concurrent, Grace: s.Grace,
		Nodes: a.settings.Export.Nodes, Pairs: a.settings.Suggest.Pairs, Search: web.SearchRequest{Hits: a.settings.Search.Hits, Names: a.settings.Search.Names, Words: a.settings.Search.Words},
		Press: a.press(st), By: a.who(), Read: s.ReadToken, Write: s.WriteToken, Origins: s.Origins, Upload: int64(s.Upload), Reading: s.Reading, Rate: s.Rate, Waiting: s.Waiting, Sending: s.Sending, Taking: s.Taking,
		Version: loader.Version, Log: a.log, Hub: s.Hub, Vocabulary: words,
		Limits: a.limits(),
	}
	if err := web.CheckOrigins(o.Origins); err != nil {
		return usageError{withHint(fmt.Errorf("serve.origins: %w", err), "write an origin such as https://news.example, without a path")}
	}
	l, err := web.Listen(ctx, o)
	if errors.Is(err, web.ErrToken) {
		return usageError{withHint(err, "set serve.readtoken, and serve.writetoken for those who may load and correct")}
	}
	if errors.Is(err, web.ErrRemote) {
		return usageError{withHint(err, "use 127.0.0.1, or set serve.remote and serve.readtoken: whoever has the token may then read the graph")}
	}
	if err != nil {
		return withHint(err, "--addr 127.0.0.1:0 takes a free port")
	}
	if err := st.SetAddress(reachable(l.Addr())); err != nil {
		return errors.Join(err, l.Close())
	}
	a.note("serving %s on http://%s", a.settings.Store.Dir, reachable(l.Addr()))
	if at, ok := l.Addr().(*net.TCPAddr); ok && !at.IP.IsLoopback() {
		a.note("other machines reach it at port %d; they need a token", at.Port)
	}
	return web.Serve(ctx, l, web.Over(st, a.settings.Prefix), o)
}

// vocabulary is the ontology as the server tells it.
func vocabulary() (v web.Vocabulary, err error) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return v, err
	}
	v.Modalities, v.Polarities = o.Modalities, o.Polarities
	for _, t := range o.Types {
		v.Types = append(v.Types, web.Type{Name: t.Name, Is: t.Is})
	}
	for _, r := range o.Relations {
		v.Relations = append(v.Relations, web.Relation{Name: r.Name, Reads: r.Reads, Subject: append([]string{}, r.Subject...), Object: append([]string{}, r.Object...), Symmetric: r.Symmetric})
	}
	return v, nil
}

// reachable is the address under which this machine reaches a listener: one on all addresses is on loopback too.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	ip := net.IPv4(127, 0, 0, 1)
	if tcp.IP.To4() == nil {
		ip = net.IPv6loopback
	}
	return (&net.TCPAddr{IP: ip, Port: tcp.Port}).String()
}
