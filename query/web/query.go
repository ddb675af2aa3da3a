package web

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"newsgraph/query"
)

// A queryRequest is the body of POST /api/v1/query. Limits lower the server's, they do not raise them.
type queryRequest struct {
	Lang     string `json:"lang,omitempty"`
	Query    string `json:"query"`
	Distinct bool   `json:"distinct,omitempty"`
	After    string `json:"after,omitempty"` // next of an earlier answer
	Rows     int    `json:"rows,omitempty"`
	Bytes    int64  `json:"bytes,omitempty"`
	Millis   int64  `json:"millis,omitempty"`
	Hops     int    `json:"hops,omitempty"`
	Frontier int    `json:"frontier,omitempty"`
}

// A queryAnswer is what it answers.
type queryAnswer struct {
	Columns []string          `json:"columns"`
	Rows    []json.RawMessage `json:"rows"`
	answerEnd
}

// An answerEnd tells how an answer ended.
type answerEnd struct {
	Truncated string  `json:"truncated,omitempty"` // the limit that cut it off
	Next      string  `json:"next,omitempty"`      // cursor that goes on behind it
	Seconds   float64 `json:"seconds"`
}

// An answerLine is one line of an answer in lines of JSON: {"row": {...}} for each row, then {"end": {...}} or {"error": {...}}.
// An answer without either is broken off.
type answerLine struct {
	Row   json.RawMessage `json:"row,omitempty"`
	End   *linesEnd       `json:"end,omitempty"`
	Error *Problem        `json:"error,omitempty"`
}

type linesEnd struct {
	Rows int `json:"rows"`
	answerEnd
}

// linesType is the media type of lines of JSON; a client that accepts it gets rows while more are looked for.
const linesType = "application/x-ndjson"

func (d *desk) query(w http.ResponseWriter, r *http.Request) error {
	asked, err := readQuery(r)
	if err != nil {
		return err
	}
	// The body is read; from here on only the limits of the query bound its time.
	if err := http.NewResponseController(w).SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	if strings.Contains(r.Header.Get("Accept"), linesType) {
		return d.stream(w, r, d.request(asked))
	}
	out := queryAnswer{Rows: []json.RawMessage{}}
	var header query.Header
	res, err := d.graph.Query(r.Context(), d.request(asked), func(row query.Row) error {
		line, err := query.Encode(row)
		out.Rows = append(out.Rows, line)
		header.Add(row)
		return err
	})
	if err != nil {
		return err
	}
	out.Columns, out.answerEnd = header.Names(), endOf(res)
	answer(w, http.StatusOK, out)
	return nil
}

func endOf(res query.Result) answerEnd {
	return answerEnd{Truncated: res.Truncated, Next: res.Next, Seconds: res.Took.Seconds()}
}

// stream answers in lines of JSON, sent as they gather. An error before the first row is an answer as any other.
func (d *desk) stream(w http.ResponseWriter, r *http.Request, req query.Request) error {
	out := bufio.NewWriterSize(w, streamBytes)
	begun := false
	line := func(l answerLine) error {
		if !begun {
			w.Header().Set("Content-Type", linesType)
			begun = true
		}
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return enc.Encode(l)
	}
	res, err := d.graph.Query(r.Context(), req, func(row query.Row) error {
		content, err := query.Encode(row)
		if err != nil {
			return err
		}
		return line(answerLine{Row: content})
	})
	switch {
	case err != nil && !begun:
		return err
	case err != nil:
		err = line(answerLine{Error: problemOf(err).told()})
	default:
		err = line(answerLine{End: &linesEnd{res.Rows, endOf(res)}})
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil { // the client has gone
		d.options.Log.Debug("answer broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return nil
}

// streamBytes are gathered before they are sent.
const streamBytes = 16 << 10

func readQuery(r *http.Request) (queryRequest, error) {
	var asked queryRequest
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return asked, &Problem{Status: http.StatusUnsupportedMediaType, Message: "the body has to be JSON", Hint: "send Content-Type: application/json"}
	}
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&asked); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return asked, err
		}
		if errors.Is(err, os.ErrDeadlineExceeded) {
			return asked, &Problem{Status: http.StatusRequestTimeout, Message: fmt.Sprintf("the body took longer than %v", bodyTime), Hint: "send it at once"}
		}
		return asked, badRequest("body: " + strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := dec.Token(); err != io.EOF {
		return asked, badRequest("body: more than one JSON value")
	}
	if strings.TrimSpace(asked.Query) == "" {
		return asked, badRequest("query is empty")
	}
	if asked.Rows < 0 || asked.Bytes < 0 || asked.Millis < 0 || asked.Hops < 0 || asked.Frontier < 0 {
		return asked, badRequest("a limit is negative")
	}
	return asked, nil
}

func badRequest(message string) *Problem {
	return &Problem{Status: http.StatusBadRequest, Message: message, Hint: `send for example {"query": "g.V().limit(5).all()"}`}
}

func (d *desk) request(asked queryRequest) query.Request {
	most := d.options.Limits
	return query.Request{Lang: asked.Lang, Text: asked.Query, Distinct: asked.Distinct, After: asked.After, Limits: query.Limits{
		Hops: lower(most.Hops, asked.Hops), Frontier: lower(most.Frontier, asked.Frontier),
		Rows:  lower(most.Rows, asked.Rows),
		Bytes: lower(most.Bytes, asked.Bytes),
		Time:  lower(most.Time, time.Duration(min(asked.Millis, maxMillis))*time.Millisecond),
	}}
}

const maxMillis = 24 * 60 * 60 * 1000 // more would overflow a Duration sooner or later

// lower is the smaller of two limits, of which 0 is none.
func lower[T int | int64 | time.Duration](most, asked T) T {
	if asked == 0 || most != 0 && most < asked {
		return most
	}
	return asked
}
