package web_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"newsgraph/graph"
	"newsgraph/graph/store"
	"newsgraph/query/web"
)

// TestAStopFinishesAChange stops the server while an article is being read; the press waits until the stop has begun.
func TestAStopFinishesAChange(t *testing.T) {
	s, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	o := options()
	ctx, stop := context.WithCancel(context.Background())
	o.Grace, o.Press = 10*time.Second, slowPress{ctx, s}
	l, err := web.Listen(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, l, web.Over(s, graph.Prefixes()), o) }()
	time.AfterFunc(200*time.Millisecond, stop)
	response, body := call(t, "POST", "http://"+l.Addr().String()+"/api/v1/articles", `{"text": "x"}`, "Content-Type", jsonBody)
	if response.StatusCode != 200 || !strings.Contains(body, `"loaded":1`) {
		t.Errorf("status %d: %s", response.StatusCode, body)
	}
	if err := <-done; err != nil {
		t.Errorf("stop: %v", err)
	}
	iri, _ := article()
	if _, _, found, err := s.Article(context.Background(), iri); err != nil || !found {
		t.Errorf("the article is not there: %v", err)
	}
}

// slowPress reads whatever it is given as the article of the tests, once its context has ended.
type slowPress struct {
	stopped context.Context
	store   *store.Store
}

func (p slowPress) Preview(context.Context, web.Draft) (web.PreviewList, error) {
	return web.PreviewList{}, nil
}

func (p slowPress) Load(ctx context.Context, _ web.Draft) (web.LoadReport, error) {
	<-p.stopped.Done()
	time.Sleep(200 * time.Millisecond)
	iri, quads := article()
	return web.LoadReport{Loaded: 1, Articles: []web.LoadEvent{{Outcome: "loaded"}}}, p.store.Put(ctx, iri, quads)
}

// TestWhoLeavesDoesNotUndoAChange hangs up while an article is being read.
func TestWhoLeavesDoesNotUndoAChange(t *testing.T) {
	s, err := store.Open(store.Options{Backend: store.Memory})
	if err != nil {
		t.Fatal(err)
	}
	o := options()
	begun, begin := context.WithCancel(context.Background())
	o.Press = slowPress{begun, s}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: web.New(web.Over(s, graph.Prefixes()), o)}
	go server.Serve(l)
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"text\": \"x\"}")
	time.Sleep(200 * time.Millisecond)
	conn.Close()
	time.Sleep(200 * time.Millisecond)
	begin()
	if err := server.Shutdown(context.Background()); err != nil {
		t.Fatal(err)
	}
	iri, _ := article()
	if _, _, found, err := s.Article(context.Background(), iri); err != nil || !found {
		t.Errorf("the article is not there: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestAQueryIsCancelledByItsID(t *testing.T) {
	o := options()
	o.Limits.Time = 20 * time.Second
	url := "http://" + serve(t, o)
	done := make(chan string, 1)
	go func() {
		_, body := call(t, "POST", url+"/api/v1/query", `{"query": "while (true) {}", "id": "mine"}`, "Content-Type", jsonBody)
		done <- body
	}()
	cancelled := false
	for range 100 {
		if response, _ := call(t, "DELETE", url+"/api/v1/query?id=mine", ""); response.StatusCode == 200 {
			cancelled = true
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	select {
	case body := <-done:
		if !cancelled || !strings.Contains(body, "problem:cancelled") {
			t.Errorf("cancelled %v: %s", cancelled, body)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it still runs")
	}
	if response, body := call(t, "DELETE", url+"/api/v1/query?id=mine", ""); response.StatusCode != 404 {
		t.Errorf("again: status %d: %s", response.StatusCode, body)
	}
}
