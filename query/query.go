// Package query is a question under limits: a Request goes to an Engine, rows come back until they end or a limit is reached,
// and what was cut off is told. For example, Run(ctx, store, Request{Text: "g.V().all()", Limits: Limits{Rows: 10}}, yield)
// yields ten rows and a Summary with Truncated "rows".
//
// It also prints rows as a table, as JSON lines and as CSV. It knows no query language: the engine reads the text.
package query

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newsgraph/graph/store"
)

// A Row is one answer of an engine: named values in the order of their columns.
type Row = store.Row

func field(name string, value any) store.Field { return store.Field{Name: name, Value: value} }

// An Engine runs a query and yields its rows one by one; an error of yield ends it and comes back.
type Engine interface {
	Query(ctx context.Context, lang, text string, yield func(Row) error) error
}

// A Request is a question and what its answer may cost, in any language: "gizmo", "graphql", "mql", or "ask", which is our own.
type Request struct {
	Lang     string // "gizmo", also where it is empty
	Text     string
	Distinct bool   // rows that are equal to an earlier one are left out
	After    string // Result.Next of an earlier answer: go on behind it
	Limits   Limits
}

// Limits bound an answer and what is done for it; zero means no limit.
type Limits struct {
	Rows     int
	Bytes    int64 // of the rows as JSON
	Time     time.Duration
	Hops     int // longest chain, and farthest walk around a thing
	Frontier int // things that a search may look at
}

// A Result tells how an answer ended.
type Result struct {
	Rows      int
	Truncated string // the limit that cut the answer off: "rows", "bytes", "hops", "frontier" or "nodes", else ""
	Next      string // where rows or bytes were the limit: the cursor with which the same question goes on
	Took      time.Duration
}

// ErrTime says that a query was stopped because it ran longer than its limit.
var ErrTime = errors.New("the query ran too long")

// A CutError is what an engine ends with whose search was cut off: the rows that it has yielded are right, and more may be there.
type CutError struct{ Limit string } // "hops", "frontier" or "nodes"

func (e *CutError) Error() string { return "cut off at the limit of " + e.Limit }

// ErrLarge says that one row alone is longer than an answer may be.
var ErrLarge = errors.New("too large for an answer")

// errEnough ends a query whose answer is as long as it may be.
var errEnough = errors.New("enough rows")

// Run asks the engine and yields rows until they end or a limit is reached. Reaching Rows or Bytes is no error, since what
// was yielded is right as it is; reaching Time is ErrTime. The rows of one state of the graph always come in the same order.
func Run(ctx context.Context, engine Engine, req Request, yield func(Row) error) (Result, error) {
	start := time.Now()
	if req.Lang == "" {
		req.Lang = "gizmo"
	}
	skip, err := parseCursor(req)
	if err != nil {
		return Result{}, err
	}
	ctx, cancel := WithTime(ctx, req.Limits.Time)
	defer cancel()
	c := counter{req: req, yield: yield, seen: map[string]bool{}, skip: skip}
	err = engine.Query(ctx, req.Lang, req.Text, c.row)
	c.result.Took = time.Since(start)
	var cut *CutError
	switch {
	case errors.Is(err, errEnough):
		c.result.Next = c.at.String(req)
		return c.result, nil
	case errors.As(err, &cut):
		c.result.Truncated = cut.Limit
	case err != nil:
		return c.result, Late(ctx, err)
	}
	if c.at.rows < skip.rows {
		return c.result, fmt.Errorf("%w: the answer has become shorter", ErrCursor)
	}
	return c.result, nil
}

// WithTime is a context that ends after limit, 0 for never, with ErrTime as its cause.
func WithTime(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if limit <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeoutCause(ctx, limit, fmt.Errorf("%w: stopped after %v", ErrTime, limit))
}

// Late is the error of a question that was asked under ctx: ErrTime where that is what ended it.
func Late(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, ErrTime) {
		return cause
	}
	return err
}

// counter holds rows against the limits.
type counter struct {
	req    Request
	yield  func(Row) error
	seen   map[string]bool
	bytes  int64
	skip   cursor // rows of earlier answers
	at     cursor // rows so far
	result Result
}

func (c *counter) row(r Row) error {
	line, err := Encode(r)
	if err != nil {
		return fmt.Errorf("row %d: %w", c.at.rows+1, err)
	}
	if c.req.Distinct {
		if c.seen[string(line)] {
			return nil
		}
		c.seen[string(line)] = true
	}
	if c.at.rows < c.skip.rows {
		c.at.add(line)
		if c.at.rows == c.skip.rows && c.at.sum != c.skip.sum {
			return fmt.Errorf("%w: the graph has changed since", ErrCursor)
		}
		return nil
	}
	limits := c.req.Limits
	if limits.Rows > 0 && c.result.Rows >= limits.Rows {
		c.result.Truncated = "rows"
		return errEnough
	}
	if size := c.bytes + int64(len(line)) + 1; limits.Bytes > 0 && size > limits.Bytes {
		if c.result.Rows == 0 { // to go on would be to begin with it again
			return fmt.Errorf("%w: row %d has %d bytes, the limit is %d", ErrLarge, c.at.rows+1, len(line)+1, limits.Bytes)
		}
		c.result.Truncated = "bytes"
		return errEnough
	}
	c.bytes += int64(len(line)) + 1
	c.at.add(line)
	c.result.Rows++
	return c.yield(r)
}
