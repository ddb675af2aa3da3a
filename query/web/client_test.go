package web_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/explore"
	"newsgraph/query/web"
)

func TestClientIsTheServiceBehindTheServer(t *testing.T) {
	o := options()
	client := web.NewClient(serve(t, o), "")
	ctx := context.Background()
	var rows []query.Row
	sum, err := client.Query(ctx, query.Request{Text: `g.emit({iri: "<id:x>", n: 4800000, f: 0.5, l: [1]})`, Limits: o.Limits}, func(r query.Row) error {
		rows = append(rows, r)
		return nil
	})
	want := []query.Row{{{Name: "iri", Value: "<id:x>"}, {Name: "n", Value: int64(4800000)}, {Name: "f", Value: 0.5}, {Name: "l", Value: []any{int64(1)}}}}
	if diff := cmp.Diff(want, rows); diff != "" || err != nil || sum.Rows != 1 {
		t.Errorf("summary %+v, error %v, rows (-want +got):\n%s", sum, err, diff)
	}
	paged := query.Request{Text: `for (var i = 0; i < 5; i++) g.emit({n: i})`, Limits: query.Limits{Rows: 2}}
	var seen []any
	for range 3 {
		res, err := client.Query(ctx, paged, func(r query.Row) error { seen = append(seen, r.Get("n")); return nil })
		if err != nil {
			t.Fatal(err)
		}
		paged.After = res.Next
	}
	if diff := cmp.Diff([]any{int64(0), int64(1), int64(2), int64(3), int64(4)}, seen); diff != "" || paged.After != "" {
		t.Errorf("pages (-want +got):\n%s", diff)
	}
	paged.After = "x"
	if _, err := client.Query(ctx, paged, nil); !errors.Is(err, query.ErrCursor) {
		t.Errorf("error %v, want %v", err, query.ErrCursor)
	}
	chains, err := client.Path(ctx, web.PathRequest{From: web.Names{"Kim Jong-un"}, To: web.Names{"Russland"}, Hops: 3})
	if err != nil || len(chains.Chains) != 1 || len(chains.Chains[0].Hops) != 2 || chains.Hops != 3 {
		t.Errorf("chains %+v, error %v", chains, err)
	}
	if _, err := client.Path(ctx, web.PathRequest{From: web.Names{"Niemand"}, To: web.Names{"Russland"}, Hops: 3}); !errors.Is(err, explore.ErrUnknown) {
		t.Errorf("error %v, want %v", err, explore.ErrUnknown)
	}
	if p, err := client.Show(ctx, web.ShowRequest{Name: "Kim Jong-un"}); err != nil || p.Name != "Kim Jong-un" || len(p.Facts) == 0 {
		t.Errorf("portrait %+v, error %v", p, err)
	}
	list, err := client.Articles(ctx, 0)
	if err != nil || len(list.Articles) != 1 {
		t.Fatalf("articles %+v, error %v", list, err)
	}
	if view, err := client.Article(ctx, list.Articles[0].IRI); err != nil || len(view.Facts) != list.Articles[0].Claims {
		t.Errorf("article %+v, error %v", view, err)
	}
	if _, err := client.Article(ctx, "nowhere"); !errors.Is(err, explore.ErrNoArticle) {
		t.Errorf("error %v, want %v", err, explore.ErrNoArticle)
	}
	if names, err := client.Names(ctx, "jong", 5); err != nil || !slices.Equal(names, []string{"Kim Jong-un"}) {
		t.Errorf("names %q, error %v", names, err)
	}
	stats, err := client.Stats(ctx)
	if err != nil || stats.Articles != 1 || stats.Claims != 2 {
		t.Errorf("stats %+v, error %v", stats, err)
	}
	var quads bytes.Buffer
	if _, err := client.Export(ctx, web.ExportRequest{}, &quads); err != nil || !strings.Contains(quads.String(), "<urn:newsgraph:id:kim-jong-un>") || strings.Contains(quads.String(), "derived") {
		t.Errorf("export %s, error %v", quads.String(), err)
	}
	for text, sentinel := range map[string]error{"g.V(": store.ErrQuery, "while (true) {}": query.ErrTime, `entity("Niemand").all()`: store.ErrQuery} {
		if _, err := client.Query(ctx, query.Request{Text: text}, nil); !errors.Is(err, sentinel) {
			t.Errorf("%s: error %v, want %v", text, err, sentinel)
		}
	}
}

func TestClientTellsThatNobodyIsThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	l.Close()
	_, err = web.NewClient(addr, "").Stats(context.Background())
	if err == nil || !strings.Contains(err.Error(), "ask the server at http://"+addr) {
		t.Errorf("error %v", err)
	}
}

// TestReadersAndAWriterOnTheMemoryBackend has many ask for everything while somebody corrects: a reader that asked for a second state
// while it holds one would wait for the writer, which waits for it.
func TestReadersAndAWriterOnTheMemoryBackend(t *testing.T) {
	o := options()
	o.Concurrent, o.Limits.Time = 16, 20*time.Second
	url := "http://" + serve(t, o)
	stop := time.Now().Add(time.Second)
	var group sync.WaitGroup
	for _, path := range []string{"claim?iri=%3Cart:a1%23c-0%3E", "search?q=Satz", "article?id=a1", "timeline?query=claims()", "subgraph?query=claims()", "entity?name=Russland", "corrections", "dossier?name=Russland"} {
		group.Go(func() {
			for time.Now().Before(stop) {
				if response, body := call(t, "GET", url+"/api/v1/"+path, ""); response.StatusCode != 200 {
					t.Errorf("%s: %d %s", path, response.StatusCode, body)
					return
				}
			}
		})
	}
	group.Go(func() {
		for i := 0; time.Now().Before(stop); i++ {
			body := []string{`{"action": "confirm", "args": ["<art:a1#c-0>"]}`, `{"action": "retract", "args": ["<art:a1#c-0>"]}`,
				`{"action": "rename", "args": ["<id:russland>", "Das Land"], "preview": true}`}[i%3]
			if response, body := call(t, "POST", url+"/api/v1/corrections", body, "Content-Type", "application/json"); response.StatusCode != 200 {
				t.Errorf("correct: %d %s", response.StatusCode, body)
				return
			}
		}
	})
	group.Wait()
	if response, body := call(t, "GET", url+"/api/v1/claim?iri=%3Cart:a1%23c-0%3E", ""); response.StatusCode != 200 || !strings.Contains(body, `"state":"`) {
		t.Errorf("%d %s", response.StatusCode, body)
	}
}
