package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"newsgraph/graph/correct"
	"newsgraph/graph/fulltext"
	"newsgraph/graph/store"
	"newsgraph/query"
	"newsgraph/query/explore"
)

// A Problem is an error as the server tells it (RFC 9457, application/problem+json) and as Client returns it.
type Problem struct {
	Type       string  `json:"type"`  // kindPrefix and the name of the sentinel, so that a client can branch as the program itself does; or about:blank
	Title      string  `json:"title"` // of the status
	Status     int     `json:"status"`
	Message    string  `json:"detail"`
	Hint       string  `json:"hint,omitempty"`       // what to do about it
	Line       int     `json:"line,omitempty"`       // of the query, from 1
	Column     int     `json:"column,omitempty"`     // in that line, from 1
	Candidates []Named `json:"candidates,omitempty"` // what a name may mean, the likeliest first

	kind string // names the sentinel
}

// kindPrefix stands before the kinds of problems in their types.
const kindPrefix = "urn:newsgraph:problem:"

// told fills in what follows from the rest.
func (p *Problem) told() *Problem {
	out := *p
	if out.Title = http.StatusText(p.Status); p.Status == statusGone {
		out.Title = "Client Closed Request"
	}
	if out.Type = "about:blank"; p.kind != "" {
		out.Type = kindPrefix + p.kind
	}
	return &out
}

func (p *Problem) Error() string { return p.Message }

// Is makes errors.Is see the sentinel behind a problem that came over the wire.
func (p *Problem) Is(target error) bool {
	for _, o := range outcomes {
		if (o.kind == p.kind || kindPrefix+o.kind == p.Type) && o.is == target {
			return true
		}
	}
	return false
}

// outcomes is the one table from errors to what the server answers.
var outcomes = []struct {
	is     error
	status int
	kind   string
	hint   string
}{
	{store.ErrQuery, http.StatusBadRequest, "query", `a query is Gizmo, for example entity("Armenien").out("<rel:meets>").all()`},
	{fulltext.ErrEmpty, http.StatusBadRequest, "empty-search", "write a word that is not in every text; words such as der and und are passed over"},
	{store.ErrNoText, http.StatusConflict, "no-text", "stop the server and run newsgraph check --repair"},
	{explore.ErrUnknown, http.StatusNotFound, "unknown-name", "write the name as the articles do, or an IRI such as <id:armenien>"},
	{explore.ErrAmbiguous, http.StatusConflict, "ambiguous-name", "write one of the IRIs in brackets"},
	{explore.ErrNoArticle, http.StatusNotFound, "no-article", "newsgraph articles lists them"},
	{ErrWhole, http.StatusBadRequest, "whole", "ask for a part with around or article, or for nquads, trig or jsonld"},
	{explore.ErrDate, http.StatusBadRequest, "date", "write a day, a month or a year: 2023-09-13, 2023-09, 2023"},
	{explore.ErrSame, http.StatusBadRequest, "same", "name it on one side only"},
	{explore.ErrPlace, http.StatusBadRequest, "place", "give next of an earlier answer, or leave it out"},
	{query.ErrCursor, http.StatusConflict, "cursor", "ask from the beginning"},
	{query.ErrTime, http.StatusUnprocessableEntity, "time", "narrow the query, or raise query.time"},
	{query.ErrLarge, http.StatusUnprocessableEntity, "bytes", "ask for less in a row, or raise query.bytes"},
	{store.ErrMemory, http.StatusUnprocessableEntity, "memory", "narrow the query, or raise query.memory"},
	{errBusy, http.StatusServiceUnavailable, "busy", "ask again in a moment"},
	{errCancelled, statusGone, "cancelled", "ask again"},
	{store.ErrClosed, http.StatusServiceUnavailable, "busy", "the server is about to stop"},
	{correct.ErrMalformed, http.StatusUnprocessableEntity, "value", "the message says what is wrong with it"},
	{store.ErrValue, http.StatusUnprocessableEntity, "value", "the message names the value; correct it where it comes from"},
	{store.ErrFull, http.StatusInsufficientStorage, "full", "free some space where the server runs; what was stored before is whole"},
}

// errBusy is what comes when no place gets free, errFault what is told of a fault of the program.
var (
	errBusy  = errors.New("too many questions at the same time")
	errFault = &Problem{Status: http.StatusInternalServerError, Message: "the server erred", Hint: "its log says more; newsgraph check looks whether the store is whole"}
)

// statusGone is what a client that has hung up is answered, for the log.
const statusGone = 499

func fail(w http.ResponseWriter, err error) {
	p := problemOf(err)
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "1")
	}
	send(w, p.Status, problemType, p.told())
}

func problemOf(err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var tooLarge *http.MaxBytesError
	var refusal *correct.Refusal
	switch {
	case errors.As(err, &refusal):
		return &Problem{Status: http.StatusUnprocessableEntity, Message: refusal.Message, Hint: refusal.Hint, kind: "refused"}
	case errors.As(err, &tooLarge):
		return &Problem{Status: http.StatusRequestEntityTooLarge, Message: "the request is too large", Hint: "raise serve.body, or serve.upload for articles"}
	case errors.Is(err, context.Canceled):
		return &Problem{Status: statusGone, Message: "the question was withdrawn"}
	}
	for _, o := range outcomes {
		if errors.Is(err, o.is) {
			if o.status >= http.StatusInternalServerError {
				err = o.is // what wraps it may name files
			}
			p := &Problem{Status: o.status, Message: firstLine(err.Error()), Hint: o.hint, kind: o.kind}
			var bad *store.QueryError
			if errors.As(err, &bad) {
				p.Line, p.Column, p.Hint = bad.Line, bad.Column, cmp.Or(bad.Hint, o.hint)
			}
			var name *explore.NameError
			if errors.As(err, &name) {
				p.Hint = name.Hint()
				for _, c := range name.Candidates {
					p.Candidates = append(p.Candidates, Named{End{c.Entity.String(), c.Name}, c.Type})
				}
			}
			return p
		}
	}
	return errFault
}

// firstLine is an error as it is told: what joined errors say behind it is for the log.
func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// problemType is the media type of a Problem.
const problemType = "application/problem+json"

func answer(w http.ResponseWriter, status int, value any) {
	send(w, status, "application/json; charset=utf-8", value)
}

func send(w http.ResponseWriter, status int, media string, value any) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false) // IRIs stay readable; the content type keeps browsers from reading HTML
	// The status is sent; an error here means that the client has gone, which nobody can be told.
	_ = enc.Encode(value)
}
