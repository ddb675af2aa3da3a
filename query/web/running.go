package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
)

// errCancelled ends a query that somebody has cancelled.
var errCancelled = errors.New("the query was cancelled")

// A register holds the queries that run under an id, so that they can be cancelled.
type register struct {
	mu      sync.Mutex
	cancels map[string]context.CancelCauseFunc
}

// begin notes a query; one without an id can only be cancelled by closing its connection. end has to be called.
func (g *register) begin(ctx context.Context, id string) (_ context.Context, end func(), err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	if id == "" {
		return ctx, func() { cancel(nil) }, nil
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.cancels[id] != nil {
		cancel(nil)
		return nil, nil, &Problem{Status: http.StatusConflict, Message: "a query with this id still runs", Hint: "choose another id", kind: "id-taken"}
	}
	if g.cancels == nil {
		g.cancels = map[string]context.CancelCauseFunc{}
	}
	g.cancels[id] = cancel
	return ctx, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		delete(g.cancels, id)
		cancel(nil)
	}, nil
}

func (g *register) cancel(id string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	cancel := g.cancels[id]
	if cancel != nil {
		cancel(errCancelled)
	}
	return cancel != nil
}

// withdrawn is the error of a query that was cancelled, where that is what ended it.
func withdrawn(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errCancelled) {
		return errCancelled
	}
	return err
}

func isID(s string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
	return len(s) <= 64 && strings.Trim(s, letters) == ""
}

// A CancelRequest names a query that runs.
type CancelRequest struct {
	ID string `json:"id" example:"q1"`
}

// Cancelled says which query was.
type Cancelled struct {
	Cancelled string `json:"cancelled"`
}

// cancel answers DELETE /api/v1/query?id=ID.
func (d *desk) cancel(w http.ResponseWriter, r *http.Request) error {
	var req CancelRequest
	if err := d.asked(r, &req); err != nil {
		return err
	}
	if !d.running.cancel(req.ID) {
		return &Problem{Status: http.StatusNotFound, Message: "no query with the id " + quoted(req.ID) + " runs", Hint: "it may have ended; the id is that of its request", kind: "no-query"}
	}
	answer(w, http.StatusOK, Cancelled{req.ID})
	return nil
}
