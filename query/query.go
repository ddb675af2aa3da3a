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

// A Request is a question and what its answer may cost.
type Request struct {
	Lang     string // "gizmo", also where it is empty
	Text     string
	Distinct bool // rows that are equal to an earlier one are left out
	Limits   Limits
}

// Limits bound an answer; zero means no limit.
type Limits struct {
	Rows  int
	Bytes int64 // of the rows as JSON
	Time  time.Duration
}

// A Summary tells how an answer ended.
type Summary struct {
	Rows      int
	Truncated string // "rows" or "bytes" where this limit cut the answer off, else ""
	Took      time.Duration
}

// ErrTime says that a query was stopped because it ran longer than its limit.
var ErrTime = errors.New("the query ran too long")

// errEnough ends a query whose answer is as long as it may be.
var errEnough = errors.New("enough rows")

// Run asks the engine and yields rows until they end or a limit is reached. Reaching Rows or Bytes is no error, since what
// was yielded is right as it is; reaching Time is ErrTime.
func Run(ctx context.Context, engine Engine, req Request, yield func(Row) error) (Summary, error) {
	start := time.Now()
	if req.Lang == "" {
		req.Lang = "gizmo"
	}
	ctx, cancel := WithTime(ctx, req.Limits.Time)
	defer cancel()
	counter := counter{req: req, yield: yield, seen: map[string]bool{}}
	err := engine.Query(ctx, req.Lang, req.Text, counter.row)
	counter.summary.Took = time.Since(start)
	if errors.Is(err, errEnough) {
		return counter.summary, nil
	}
	return counter.summary, Late(ctx, err)
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
	req     Request
	yield   func(Row) error
	seen    map[string]bool
	bytes   int64
	summary Summary
}

func (c *counter) row(r Row) error {
	limits := c.req.Limits
	if limits.Bytes > 0 || c.req.Distinct {
		line, err := Encode(r)
		if err != nil {
			return fmt.Errorf("row %d: %w", c.summary.Rows+1, err)
		}
		if c.req.Distinct {
			if c.seen[string(line)] {
				return nil
			}
			c.seen[string(line)] = true
		}
		c.bytes += int64(len(line)) + 1
	}
	if limits.Rows > 0 && c.summary.Rows >= limits.Rows {
		c.summary.Truncated = "rows"
		return errEnough
	}
	if limits.Bytes > 0 && c.bytes > limits.Bytes {
		c.summary.Truncated = "bytes"
		return errEnough
	}
	c.summary.Rows++
	return c.yield(r)
}
