package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	quadjson "github.com/cayleygraph/quad/json"
	"github.com/cayleygraph/quad/pquads"

	"newsgraph/graph"
	"newsgraph/graph/format"
	"newsgraph/query"
)

// cayleyRoutes are Cayley's own interface for reading, below /cayley, for clients that know it. Its writing is refused: quads of
// others would break the layers of the graph. Errors are {"error": text}, as those clients expect.
func cayleyRoutes() []route {
	var out []route
	add := func(handle func(*desk, http.ResponseWriter, *http.Request) error, path string, methods ...string) {
		for _, m := range methods {
			out = append(out, route{method: m, path: "/cayley/api" + path, handle: plain(handle)})
		}
	}
	add((*desk).cayleyQuery, "/v1/query/{lang}", http.MethodPost)
	add((*desk).cayleyQuery, "/v2/query", http.MethodGet, http.MethodPost)
	add((*desk).cayleyRead, "/v2/read", http.MethodGet, http.MethodPost)
	add((*desk).cayleyFormats, "/v2/formats", http.MethodGet)
	for _, path := range []string{"/v1/write", "/v1/write/file/nquad", "/v1/delete", "/v2/write", "/v2/delete", "/v2/node/delete"} {
		add((*desk).cayleyWrite, path, http.MethodPost)
	}
	return out
}

// plain tells errors as Cayley does.
func plain(handle func(*desk, http.ResponseWriter, *http.Request) error) func(*desk, http.ResponseWriter, *http.Request) error {
	return func(d *desk, w http.ResponseWriter, r *http.Request) error {
		if err := handle(d, w, r); err != nil {
			d.fault(r, err)
			p := problemOf(err)
			answer(w, p.Status, cayleyError{p.Message})
		}
		return nil
	}
}

type cayleyError struct {
	Error string `json:"error"`
}

// cayleyLimit is how many rows an answer has where nothing is said; less than 0 asks for all that the server gives.
const cayleyLimit = 100

// cayleyQuery answers POST /cayley/api/v1/query/gizmo with the query as body, and /cayley/api/v2/query?lang=gizmo with the query as
// body or as qu.
func (d *desk) cayleyQuery(w http.ResponseWriter, r *http.Request) error {
	asked := r.URL.Query()
	lang := r.PathValue("lang")
	if lang == "" {
		lang = asked.Get("lang")
	}
	if lang == "gremlin" { // its name before
		lang = "gizmo"
	}
	text, err := cayleyText(r, asked)
	if err != nil {
		return err
	}
	if err := patient(w); err != nil {
		return err
	}
	limit, _ := strconv.Atoi(asked.Get("limit"))
	if limit == 0 {
		limit = cayleyLimit
	}
	noteQuery(r.Context(), lang+"\n"+text)
	req := d.request(queryRequest{Lang: lang, Query: text, Rows: max(0, limit)})
	if lang == "" || lang == Ask {
		return &Problem{Status: http.StatusBadRequest, Message: "query language not specified"}
	}
	var rows []json.RawMessage // null where there are none, as Cayley has it
	res, err := d.graph.Query(r.Context(), req, func(row query.Row) error {
		line, err := query.Encode(row)
		if len(row) == 1 && row[0].Name == "value" { // emitted as it is
			line, err = json.Marshal(query.Plain(row[0].Value))
		}
		rows = append(rows, line)
		return err
	})
	if err != nil {
		return err
	}
	noteRows(r.Context(), res.Rows)
	if lang == "graphql" {
		answer(w, http.StatusOK, map[string]any{"data": first(rows)})
		return nil
	}
	answer(w, http.StatusOK, map[string]any{"result": rows})
	return nil
}

// first is the one row that a GraphQL query has.
func first(rows []json.RawMessage) any {
	if len(rows) == 0 {
		return nil
	}
	return rows[0]
}

// cayleyText is the query of a request. The npm client sends it as a text of JSON, others as it is.
func cayleyText(r *http.Request, asked url.Values) (string, error) {
	text := asked.Get("qu")
	if r.Method != http.MethodGet {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return "", broken(err)
		}
		text = string(body)
	}
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == jsonType && strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal([]byte(text), &text); err != nil {
			return "", badBody(err.Error())
		}
	}
	if strings.TrimSpace(text) == "" {
		return "", &Problem{Status: http.StatusBadRequest, Message: "query is empty"}
	}
	return text, nil
}

// A cayleyFormat is one in which quads are read.
type cayleyFormat struct {
	ID     string   `json:"id"`
	Write  bool     `json:"write"`
	Ext    []string `json:"ext"`
	Mime   []string `json:"mime"`
	Binary bool     `json:"binary,omitempty"`
	writer func(io.Writer) quad.WriteCloser
}

// cayleyFormats are those that clients of Cayley ask for. N-Quads are our own: Cayley's do not escape IRIs.
func cayleyFormats() []cayleyFormat {
	return []cayleyFormat{
		{"nquads", true, []string{".nq", ".nt"}, []string{quadsType, "application/n-triples"}, false, func(w io.Writer) quad.WriteCloser { return &lineWriter{w} }},
		{"pquads", true, []string{".pq"}, []string{pquads.ContentType, "application/octet-stream"}, true, func(w io.Writer) quad.WriteCloser { return pquads.NewWriter(w, &pquads.Options{Full: true}) }},
		{"json", true, []string{".json"}, []string{jsonType}, false, func(w io.Writer) quad.WriteCloser { return quadjson.NewWriter(w) }},
	}
}

// lineWriter writes N-Quads with short IRIs, as the store has them.
type lineWriter struct{ w io.Writer }

func (l *lineWriter) WriteQuad(q quad.Quad) error {
	_, err := format.Write(l.w, format.All([]quad.Quad{q}), format.Options{Raw: true})
	return err
}

func (l *lineWriter) WriteQuads(quads []quad.Quad) (int, error) {
	return format.Write(l.w, format.All(quads), format.Options{Raw: true})
}

func (*lineWriter) Close() error { return nil }

func (d *desk) cayleyFormats(w http.ResponseWriter, _ *http.Request) error {
	answer(w, http.StatusOK, cayleyFormats())
	return nil
}

// cayleyRead answers /cayley/api/v2/read?format=F&sub=S&pred=P&obj=O&label=L: the quads of all layers that match, each of the four a
// list with commas.
func (d *desk) cayleyRead(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return badBody(err.Error())
	}
	f, err := readFormat(r)
	if err != nil {
		return err
	}
	var values [4][]quad.Value
	for i, name := range []string{"sub", "pred", "obj", "label"} {
		if text := r.Form.Get(name); text != "" {
			for _, v := range strings.Split(text, ",") {
				values[i] = append(values[i], quad.StringToValue(v))
			}
		}
	}
	w.Header().Set("Content-Type", f.Mime[0])
	out := &begun{w: w}
	err = d.cayleyQuads(r, values, f.writer(out))
	if err != nil && out.yes { // a client must not take a part for the whole
		d.options.Log.Error("quads broke off", "error", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

func readFormat(r *http.Request) (cayleyFormat, error) {
	name := r.Form.Get("format")
	accept, _, _ := mime.ParseMediaType(r.Header.Get("Accept"))
	all := cayleyFormats()
	for _, f := range all {
		if name == f.ID || name == "" && accept == f.Mime[0] {
			return f, nil
		}
	}
	if name != "" {
		return cayleyFormat{}, &Problem{Status: http.StatusBadRequest, Message: fmt.Sprintf("format %s is not supported for reading data", quoted(name))}
	}
	return all[0], nil
}

func (d *desk) cayleyQuads(r *http.Request, values [4][]quad.Value, w quad.WriteCloser) error {
	ctx := r.Context()
	snap, err := d.graph.store.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer snap.Close()
	n, batch := 0, make([]quad.Quad, 0, quadBatch)
	give := func() error {
		_, err := w.WriteQuads(batch)
		batch = batch[:0]
		return err
	}
	for _, p := range patterns(values) {
		err := snap.Quads(ctx, p, func(q quad.Quad) error {
			n++
			if batch = append(batch, q); len(batch) == quadBatch {
				return give()
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if err := give(); err != nil {
		return err
	}
	noteRows(ctx, n)
	return w.Close()
}

// quadBatch is how many quads are written at once.
const quadBatch = 500

// patterns are all ways to choose one of each of the values; none is any.
func patterns(values [4][]quad.Value) []graph.Pattern {
	out := []graph.Pattern{{}}
	for i, list := range values {
		var next []graph.Pattern
		for _, v := range list {
			for _, p := range out {
				*[4]*quad.Value{&p.S, &p.P, &p.O, &p.L}[i] = v
				next = append(next, p)
			}
		}
		if len(list) > 0 {
			out = next
		}
	}
	return out
}

// errReadOnly is what who wants to write is told.
var errReadOnly = errors.New("database is read-only")

func (d *desk) cayleyWrite(w http.ResponseWriter, _ *http.Request) error {
	answer(w, http.StatusForbidden, cayleyError{errReadOnly.Error()})
	return nil
}
