package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"newsgraph/graph/store"
	"newsgraph/query"
)

// A Client is the Service of a running server. The commands use it where the server holds the store.
type Client struct {
	base string
	http http.Client
}

// dialTime bounds only how long the server may take to be there; what it answers may take long.
const dialTime = 5 * time.Second

// NewClient asks the server at host:port.
func NewClient(addr string) *Client {
	dialer := net.Dialer{Timeout: dialTime}
	return &Client{base: "http://" + addr, http: http.Client{
		// No proxy: the server is on this machine, and no redirect: it sends none.
		Transport:     &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Query asks POST /api/query and yields rows as they come.
func (c *Client) Query(ctx context.Context, req query.Request, yield func(query.Row) error) (query.Result, error) {
	asked := queryRequest{
		Lang: req.Lang, Query: req.Text, Distinct: req.Distinct, After: req.After, Rows: req.Limits.Rows, Bytes: req.Limits.Bytes,
		Millis: req.Limits.Time.Milliseconds(), Hops: req.Limits.Hops, Frontier: req.Limits.Frontier,
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return query.Result{}, err
	}
	response, err := c.send(ctx, http.MethodPost, "/api/query", bytes.NewReader(body))
	if err != nil {
		return query.Result{}, err
	}
	defer response.Body.Close()
	return c.lines(response.Body, yield)
}

// lines reads an answer in lines of JSON up to its end; one without an end is broken off.
func (c *Client) lines(in io.Reader, yield func(query.Row) error) (res query.Result, err error) {
	dec := json.NewDecoder(in)
	for {
		var line answerLine
		if err := dec.Decode(&line); err != nil {
			return res, fmt.Errorf("answer of %s: %w", c.base, err)
		}
		switch {
		case line.Error != nil:
			return res, line.Error
		case line.End != nil:
			return query.Result{Rows: line.End.Rows, Truncated: line.End.Truncated, Next: line.End.Next, Took: time.Duration(line.End.Seconds * float64(time.Second))}, nil
		}
		row, err := query.Decode(line.Row)
		if err != nil {
			return res, fmt.Errorf("answer of %s: %w", c.base, err)
		}
		res.Rows++
		if err := yield(row); err != nil {
			return res, err
		}
	}
}

// Path asks GET /api/path.
func (c *Client) Path(ctx context.Context, req PathRequest) (chains Chains, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/path?"+encode(req), nil, &chains)
	return chains, err
}

// Disputes asks GET /api/disputes.
func (c *Client) Disputes(ctx context.Context, req DisputesRequest) (list DisputeList, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/disputes?"+encode(req), nil, &list)
	return list, err
}

// Timeline asks GET /api/timeline.
func (c *Client) Timeline(ctx context.Context, req TimelineRequest) (t Timeline, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/timeline?"+encode(req), nil, &t)
	return t, err
}

// Dossier asks GET /api/dossier.
func (c *Client) Dossier(ctx context.Context, req DossierRequest) (d Dossier, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/dossier?"+encode(req), nil, &d)
	return d, err
}

// Stats asks GET /api/stats.
func (c *Client) Stats(ctx context.Context) (stats store.Stats, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/stats", nil, &stats)
	return stats, err
}

// Show asks GET /api/show.
func (c *Client) Show(ctx context.Context, req ShowRequest) (p Portrait, err error) {
	asked := url.Values{"name": {req.Name}, "statements": {strconv.Itoa(req.Statements)}, "claims": {strconv.Itoa(req.Claims)}}
	err = c.ask(ctx, http.MethodGet, "/api/show?"+asked.Encode(), nil, &p)
	return p, err
}

// Articles asks GET /api/articles.
func (c *Client) Articles(ctx context.Context, limit int) (list ArticleList, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/articles"+limited(limit), nil, &list)
	return list, err
}

// limited asks for at most so many.
func limited(limit int) string { return "?limit=" + strconv.Itoa(limit) }

// Article asks GET /api/articles for one.
func (c *Client) Article(ctx context.Context, id string) (view ArticleView, err error) {
	err = c.ask(ctx, http.MethodGet, "/api/articles?"+url.Values{"id": {id}}.Encode(), nil, &view)
	return view, err
}

// Names asks GET /api/names.
func (c *Client) Names(ctx context.Context, typed string, limit int) (names []string, err error) {
	asked := url.Values{"typed": {typed}, "limit": {strconv.Itoa(limit)}}
	err = c.ask(ctx, http.MethodGet, "/api/names?"+asked.Encode(), nil, &names)
	return names, err
}

func (c *Client) ask(ctx context.Context, method, path string, body io.Reader, into any) error {
	response, err := c.send(ctx, method, path, body)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		return fmt.Errorf("answer of %s: %w", c.base, err)
	}
	return nil
}

// send returns the response to a request that went well, and the server's own Problem otherwise.
func (c *Client) send(ctx context.Context, method, path string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, err
	}
	if body != nil {
		request.Header.Set("Accept", linesType)
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := c.http.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err // the URL of a long query says nothing
		}
		return nil, fmt.Errorf("ask the server at %s: %w", c.base, err)
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	defer response.Body.Close()
	problem := &Problem{Status: response.StatusCode}
	if err := json.NewDecoder(io.LimitReader(response.Body, 1<<20)).Decode(problem); err != nil || problem.Message == "" {
		problem.Message = fmt.Sprintf("the server at %s answers %s", c.base, response.Status)
	}
	return nil, problem
}
