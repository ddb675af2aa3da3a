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
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph/correct"
	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query"
)

// A Client is the Service of a running server. The commands use it where the server holds the store.
type Client struct {
	base  string
	token string // "" = none
	http  http.Client
}

// dialTime bounds only how long the server may take to be there; what it answers may take long.
const dialTime = 5 * time.Second

// NewClient asks the server at host:port, with the token that it wants, "" for none.
func NewClient(addr, token string) *Client {
	dialer := net.Dialer{Timeout: dialTime}
	return &Client{base: "http://" + addr, token: token, http: http.Client{
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
	response, err := c.send(ctx, http.MethodPost, root+"/query", bytes.NewReader(body), "Content-Type", jsonType, "Accept", linesType)
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

// Path asks GET /api/v1/paths.
func (c *Client) Path(ctx context.Context, req PathRequest) (Chains, error) {
	return told[Chains](ctx, c, "/paths", req)
}

// Disputes asks GET /api/v1/disputes.
func (c *Client) Disputes(ctx context.Context, req DisputesRequest) (DisputeList, error) {
	return told[DisputeList](ctx, c, "/disputes", req)
}

// Timeline asks GET /api/v1/timeline.
func (c *Client) Timeline(ctx context.Context, req TimelineRequest) (Timeline, error) {
	return told[Timeline](ctx, c, "/timeline", req)
}

// Dossier asks GET /api/v1/dossier.
func (c *Client) Dossier(ctx context.Context, req DossierRequest) (Dossier, error) {
	return told[Dossier](ctx, c, "/dossier", req)
}

// Stats asks GET /api/v1/stats.
func (c *Client) Stats(ctx context.Context) (store.Stats, error) {
	return told[store.Stats](ctx, c, "/stats", Nothing{})
}

// Frames asks GET /api/v1/frames.
func (c *Client) Frames(ctx context.Context) (map[string]store.FrameCount, error) {
	return told[map[string]store.FrameCount](ctx, c, "/frames", Nothing{})
}

// Show asks GET /api/v1/show.
func (c *Client) Show(ctx context.Context, req ShowRequest) (Portrait, error) {
	return told[Portrait](ctx, c, "/show", req)
}

// Search asks GET /api/v1/search, and leaves out what a page shows beside.
func (c *Client) Search(ctx context.Context, req SearchRequest) (Findings, error) {
	found, err := told[Findings](ctx, c, "/search", req)
	found.Articles, found.Saved = nil, nil
	return found, err
}

// Articles asks GET /api/v1/articles.
func (c *Client) Articles(ctx context.Context, limit int) (ArticleList, error) {
	return told[ArticleList](ctx, c, "/articles", LimitRequest{limit})
}

// Article asks GET /api/v1/article.
func (c *Client) Article(ctx context.Context, id string) (ArticleView, error) {
	return told[ArticleView](ctx, c, "/article", ArticleRequest{id})
}

// Names asks GET /api/v1/names.
func (c *Client) Names(ctx context.Context, typed string, limit int) ([]string, error) {
	return told[[]string](ctx, c, "/names", NamesRequest{typed, limit})
}

// Corrections asks GET /api/v1/corrections.
func (c *Client) Corrections(ctx context.Context, limit int) (CorrectionList, error) {
	return told[CorrectionList](ctx, c, "/corrections", LimitRequest{limit})
}

// Merges asks GET /api/v1/suggestions.
func (c *Client) Merges(ctx context.Context, limit int, score float64) (MergeList, error) {
	return told[MergeList](ctx, c, "/suggestions", PairsRequest{limit, score})
}

// Export asks GET /api/v1/export.
func (c *Client) Export(ctx context.Context, req ExportRequest, w io.Writer) (sum ExportSummary, err error) {
	response, err := c.send(ctx, http.MethodGet, root+"/export?"+encode(req), nil)
	if err != nil {
		return sum, err
	}
	defer response.Body.Close()
	if _, err := io.Copy(w, response.Body); err != nil {
		return sum, fmt.Errorf("export from %s: %w", c.base, err)
	}
	if err := json.Unmarshal([]byte(response.Trailer.Get(summaryTrailer)), &sum); err != nil {
		return sum, fmt.Errorf("export from %s: %w", c.base, err)
	}
	return sum, nil
}

// Amend asks POST /api/v1/corrections.
func (c *Client) Amend(ctx context.Context, w correct.Wish) (Correction, error) {
	body, err := json.Marshal(CorrectionRequest{Action: string(w.Action), Args: w.Args, By: w.By, Why: w.Why})
	if err != nil {
		return Correction{}, err
	}
	var made Corrected
	err = c.ask(ctx, http.MethodPost, root+"/corrections", bytes.NewReader(body), &made, "Content-Type", jsonType)
	return made.Correction, err
}

// Remove asks DELETE /api/v1/article.
func (c *Client) Remove(ctx context.Context, id string) error {
	return c.ask(ctx, http.MethodDelete, root+"/article?"+encode(ArticleRequest{id}), nil, &Removed{})
}

// Put asks PUT /api/v1/article: with State's Article it makes the client a sink of the loader.
func (c *Client) Put(ctx context.Context, article quad.IRI, quads []quad.Quad) error {
	var body bytes.Buffer
	if _, err := format.Write(&body, format.All(quads), format.Options{Raw: true}); err != nil {
		return err
	}
	return c.ask(ctx, http.MethodPut, root+"/article?"+encode(ArticleRequest{article.String()}), &body, &LoadEvent{}, "Content-Type", quadsType)
}

// Stored asks GET /api/v1/state: what an article was read from and by which extractor.
func (c *Client) Stored(ctx context.Context, article quad.IRI) (hash, extractor string, found bool, err error) {
	s, err := told[State](ctx, c, "/state", StateRequest{article.String()})
	return s.Hash, s.Extractor, s.Stored, err
}

// told is the answer to a question that is asked by the parameters of an address.
func told[A, Q any](ctx context.Context, c *Client, path string, question Q) (found A, err error) {
	err = c.ask(ctx, http.MethodGet, root+path+"?"+encode(question), nil, &found)
	return found, err
}

func (c *Client) ask(ctx context.Context, method, path string, body io.Reader, into any, header ...string) error {
	response, err := c.send(ctx, method, path, body, header...)
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
func (c *Client) send(ctx context.Context, method, path string, body io.Reader, header ...string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return nil, err
	}
	if c.token != "" {
		request.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
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
