package web

import (
	"bufio"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"newsgraph/query"
)

// A queryRequest is the body of POST /api/v1/query. Limits lower the server's, they do not raise them.
type queryRequest struct {
	Lang     string   `json:"lang,omitempty" enum:"gizmo graphql mql ask"`
	Query    string   `json:"query,omitempty" example:"g.V().limit(5).all()"`
	Saved    string   `json:"saved,omitempty"` // name of a saved query, in place of query
	Args     []string `json:"args,omitempty"`  // of the saved query
	ID       string   `json:"id,omitempty"`    // by which it can be cancelled, chosen by the caller: up to 64 letters, digits, - and _
	Distinct bool     `json:"distinct,omitempty"`
	After    string   `json:"after,omitempty"` // next of an earlier answer
	Rows     int      `json:"rows,omitempty"`
	Bytes    int64    `json:"bytes,omitempty"`
	Millis   int64    `json:"millis,omitempty"`
	Hops     int      `json:"hops,omitempty"`
	Frontier int      `json:"frontier,omitempty"`
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
	var asked queryRequest
	if err := d.decode(w, r, &asked); err != nil {
		return err
	}
	ctx, end, err := d.running.begin(r.Context(), asked.ID)
	if err != nil {
		return err
	}
	defer end()
	r = r.WithContext(ctx)
	noteQuery(ctx, asked.Lang+"\n"+asked.Query)
	if strings.Contains(r.Header.Get("Accept"), linesType) {
		return d.stream(w, r, d.request(asked))
	}
	out := queryAnswer{Rows: []json.RawMessage{}}
	var header query.Header
	res, err := d.graph.Query(ctx, d.request(asked), func(row query.Row) error {
		line, err := query.Encode(row)
		out.Rows = append(out.Rows, line)
		header.Add(row)
		return err
	})
	if err != nil {
		return withdrawn(ctx, err)
	}
	out.Columns, out.answerEnd = append([]string{}, header.Names()...), endOf(res)
	noteRows(ctx, res.Rows)
	answer(w, http.StatusOK, out)
	return nil
}

func endOf(res query.Result) answerEnd {
	return answerEnd{Truncated: res.Truncated, Next: res.Next, Seconds: res.Took.Seconds()}
}

// stream answers in lines of JSON, sent as they gather. An error before the first row is an answer as any other.
func (d *desk) stream(w http.ResponseWriter, r *http.Request, req query.Request) error {
	out := bufio.NewWriterSize(w, streamBytes)
	begun, sent := false, time.Now()
	line := func(l answerLine) error {
		if !begun {
			w.Header().Set("Content-Type", linesType)
			begun = true
		}
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(l); err != nil || time.Since(sent) < streamTime {
			return err
		}
		sent = time.Now()
		return errors.Join(out.Flush(), http.NewResponseController(w).Flush())
	}
	res, err := d.graph.Query(r.Context(), req, func(row query.Row) error {
		content, err := query.Encode(row)
		if err != nil {
			return err
		}
		return line(answerLine{Row: content})
	})
	noteRows(r.Context(), res.Rows)
	switch {
	case err != nil && !begun:
		return withdrawn(r.Context(), err)
	case err != nil:
		err = line(answerLine{Error: problemOf(withdrawn(r.Context(), err)).told()})
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

// Rows are sent when they fill streamBytes, or when the last were sent streamTime ago.
const (
	streamBytes = 16 << 10
	streamTime  = 200 * time.Millisecond
)

// bound fills in a saved query and refuses what is no question.
func (q *queryRequest) bound(Options) error {
	if q.Saved != "" {
		text, err := bind(q.Saved, q.Args)
		if err != nil {
			return err
		}
		q.Query, q.Lang = text, ""
	}
	switch {
	case strings.TrimSpace(q.Query) == "":
		return badRequest("query is empty")
	case q.Rows < 0 || q.Bytes < 0 || q.Millis < 0 || q.Hops < 0 || q.Frontier < 0:
		return badRequest("a limit is negative")
	case q.ID != "" && !isID(q.ID):
		return badRequest("id: " + quoted(q.ID) + " has to be up to 64 letters, digits, - and _")
	}
	return nil
}

// bind is the text of a saved query with its arguments.
func bind(name string, args []string) (string, error) {
	all, err := query.SavedQueries()
	if err != nil {
		return "", err
	}
	for _, s := range all {
		if s.Name == name {
			text, err := s.Bind(args)
			if errors.Is(err, query.ErrArgs) {
				return "", &Problem{Status: http.StatusBadRequest, Message: err.Error(), Hint: "it is called " + s.Usage()}
			}
			return text, err
		}
	}
	return "", &Problem{Status: http.StatusNotFound, Message: "there is no saved query " + quoted(name), Hint: root + "/saved lists them"}
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
