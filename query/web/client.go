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

// Query asks POST /api/query.
func (c *Client) Query(ctx context.Context, req query.Request, yield func(query.Row) error) (query.Summary, error) {
	asked := queryRequest{
		Lang: req.Lang, Query: req.Text, Distinct: req.Distinct,
		Rows: req.Limits.Rows, Bytes: req.Limits.Bytes, Millis: req.Limits.Time.Milliseconds(),
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return query.Summary{}, err
	}
	var got queryAnswer
	if err := c.ask(ctx, http.MethodPost, "/api/query", bytes.NewReader(body), &got); err != nil {
		return query.Summary{}, err
	}
	sum := query.Summary{Rows: len(got.Rows), Truncated: got.Truncated, Took: time.Duration(got.Seconds * float64(time.Second))}
	for _, line := range got.Rows {
		row, err := query.Decode(line)
		if err != nil {
			return sum, fmt.Errorf("answer of %s: %w", c.base, err)
		}
		if err := yield(row); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// Path asks GET /api/path.
func (c *Client) Path(ctx context.Context, req PathRequest) (chain Chain, err error) {
	asked := url.Values{"from": {req.From}, "to": {req.To}, "hops": {strconv.Itoa(req.Hops)}, "tier": req.Tiers}
	err = c.ask(ctx, http.MethodGet, "/api/path?"+asked.Encode(), nil, &chain)
	return chain, err
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
