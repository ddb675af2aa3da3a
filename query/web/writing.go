package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/correct"
	"newsgraph/graph/format"
	"newsgraph/graph/store"
	"newsgraph/query/explore"
)

// A Press reads articles: what the server needs of the loader.
type Press interface {
	// Preview tells what articles say, without storing it.
	Preview(ctx context.Context, d Draft) (PreviewList, error)
	// Load stores what articles say.
	Load(ctx context.Context, d Draft) (LoadReport, error)
}

// A Draft is what somebody wants to be read: one of text, file and fetch.
type Draft struct {
	Text      string `json:"text,omitempty" example:"Armenien liefert Peru Panzer."` // of one article
	File      string `json:"file,omitempty"`                                         // content of a file as load reads it: text, HTML, JSON lines
	Fetch     string `json:"fetch,omitempty"`                                        // address of a page; serve.fetch has to allow it
	ID        string `json:"id,omitempty"`                                           // of the article, likewise what follows
	Title     string `json:"title,omitempty"`
	Date      string `json:"date,omitempty"` // day of publication
	URL       string `json:"url,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Force     bool   `json:"force,omitempty"` // read it again where it is stored unchanged
}

func (d *Draft) bound(o Options) error {
	said := 0
	for _, s := range []string{d.Text, d.File, d.Fetch} {
		if s != "" {
			said++
		}
	}
	switch {
	case said != 1:
		return &Problem{Status: http.StatusBadRequest, Message: "one of text, file and fetch is wanted", Hint: `send for example {"text": "...", "date": "2024-05-14"}`}
	case o.Press == nil:
		return &Problem{Status: http.StatusNotImplemented, Message: "this server reads no articles", Hint: "start it with newsgraph serve"}
	}
	return nil
}

// A Preview is what one article says. Its IRIs are those of the article alone: what stands for them in the graph may be others.
type Preview struct {
	Article
	Text     string     `json:"text"`
	Zones    []Zone     `json:"zones"`
	Mentions []Mention  `json:"mentions"` // of things, by their places
	Claims   []ClaimRow `json:"claims"`   // without statement, tier and sources, which the graph derives
	Stored   string     `json:"stored" enum:"no other same"`
}

// A PreviewList has one preview for each article.
type PreviewList struct {
	Articles []Preview   `json:"articles"`
	Refused  []LoadEvent `json:"refused,omitempty"`
	More     bool        `json:"more,omitempty"` // articles that are not shown
}

// A LoadEvent says what became of one article.
type LoadEvent struct {
	Outcome string `json:"outcome" enum:"loaded unchanged skipped failed"`
	ID      string `json:"id,omitempty"`
	IRI     string `json:"iri,omitempty"`
	Source  string `json:"source,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Hint    string `json:"hint,omitempty"`
	Claims  int    `json:"claims"`
	Quads   int    `json:"quads"`
}

// A LoadReport is what became of all.
type LoadReport struct {
	Loaded    int         `json:"loaded"`
	Unchanged int         `json:"unchanged"`
	Skipped   int         `json:"skipped"` // readable, but in another language
	Failed    int         `json:"failed"`
	Articles  []LoadEvent `json:"articles"`
}

// preview reads articles. One that is refused alone is an error; of several the list tells.
func (l Local) preview(ctx context.Context, d Draft) (PreviewList, error) {
	list, err := l.options.Press.Preview(ctx, d)
	if err == nil && len(list.Articles) == 0 && len(list.Refused) == 1 {
		err = list.Refused[0].problem()
	}
	return list, err
}

// load reads and stores articles; likewise.
func (l Local) load(ctx context.Context, d Draft) (LoadReport, error) {
	report, err := l.options.Press.Load(ctx, d)
	if err == nil && report.Skipped+report.Failed == 1 && len(report.Articles) == 1 {
		err = report.Articles[0].problem()
	}
	return report, err
}

// problem tells why an article was not read.
func (e LoadEvent) problem() *Problem {
	return &Problem{Status: http.StatusUnprocessableEntity, Message: e.Reason, Hint: e.Hint, kind: e.Outcome + "-article"}
}

// A Removed says what was.
type Removed struct {
	Removed string `json:"removed"` // IRI
}

// remove takes an article, or a graph that was imported, out of the store.
func (l Local) remove(ctx context.Context, req ArticleRequest) (Removed, error) {
	iri := explore.ArticleIRI(req.ID)
	if err := l.store.Remove(ctx, iri); errors.Is(err, store.ErrNotFound) {
		return Removed{}, fmt.Errorf("%w: %q", explore.ErrNoArticle, req.ID)
	} else if err != nil {
		return Removed{}, err
	}
	return Removed{iri.String()}, nil
}

// Remove takes an article out of the store, by its id or its IRI in angle brackets.
func (l Local) Remove(ctx context.Context, id string) error {
	_, err := l.remove(ctx, ArticleRequest{id})
	return err
}

// A CorrectionRequest is a correction that somebody wishes.
type CorrectionRequest struct {
	Action  string   `json:"action" enum:"merge split never-merge rename retype retract confirm undo" example:"rename"`
	Args    []string `json:"args,omitempty" example:"[\"Kasachstan\",\"Republik Kasachstan\"]"` // merge and never-merge: two things; split: one; rename: a thing and its name; retype: a thing and its type; retract and confirm: a claim; undo: a correction, or nothing for the last one
	By      string   `json:"by,omitempty"`                                                      // who says so
	Why     string   `json:"why,omitempty"`
	Preview bool     `json:"preview,omitempty"` // tell what would change, and change nothing
}

// arity is how many arguments each action takes, at least and at most.
var arity = map[correct.Action][2]int{
	correct.Merge: {2, 2}, correct.Split: {1, 1}, correct.NeverMerge: {2, 2}, correct.Rename: {2, 2}, correct.Retype: {2, 2},
	correct.Retract: {1, 1}, correct.Confirm: {1, 1}, correct.Undo: {0, 1},
}

func (req *CorrectionRequest) bound(o Options) error {
	n, known := arity[correct.Action(req.Action)]
	if !known {
		return &Problem{Status: http.StatusBadRequest, Message: "action: " + quoted(req.Action) + " is none", Hint: "merge, split, never-merge, rename, retype, retract, confirm or undo"}
	}
	if len(req.Args) < n[0] || len(req.Args) > n[1] {
		return &Problem{Status: http.StatusBadRequest, Message: req.Action + " takes other args", Hint: root + "/openapi.json tells which"}
	}
	req.By = cmp.Or(req.By, o.By, "unknown")
	return nil
}

// A Corrected is a correction and what it changes in the graph that queries see.
type Corrected struct {
	Correction
	Preview bool     `json:"preview,omitempty"` // nothing was changed
	Changes *Changes `json:"changes,omitempty"` // with preview
}

// Changes are facts and names that would go or come, at most a hundred of each.
type Changes struct {
	Gone      []Change `json:"gone"`
	New       []Change `json:"new"`
	GoneQuads int      `json:"gone_quads"` // of the derived layer, all
	NewQuads  int      `json:"new_quads"`
}

// A Change is a fact, a name ("is called") or a type ("is a").
type Change struct {
	Subject    string `json:"subject"`
	SubjectIRI string `json:"subject_iri"`
	Predicate  string `json:"predicate"`
	Object     string `json:"object"`
	ObjectIRI  string `json:"object_iri,omitempty"`
	Tier       string `json:"tier,omitempty"`
}

func (l Local) correct(ctx context.Context, req CorrectionRequest) (Corrected, error) {
	w := correct.Wish{Action: correct.Action(req.Action), Args: req.Args, By: req.By, Why: req.Why, Now: time.Now()}
	for _, t := range l.options.Vocabulary.Types {
		w.Types = append(w.Types, t.Name)
	}
	if !req.Preview {
		c, err := l.Amend(ctx, w)
		return Corrected{Correction: c}, err
	}
	e, gone, added, err := l.store.Rehearse(ctx, w)
	if err != nil {
		return Corrected{}, err
	}
	changes, err := l.changes(ctx, gone, added)
	return Corrected{Correction: CorrectionOf(e), Preview: true, Changes: changes}, err
}

// Amend makes a correction.
func (l Local) Amend(ctx context.Context, w correct.Wish) (Correction, error) {
	e, err := l.store.Amend(ctx, w)
	if err != nil {
		return Correction{}, err
	}
	return CorrectionOf(e), nil
}

// shownChanges bounds a list of changes.
const shownChanges = 100

func (l Local) changes(ctx context.Context, gone, added []quad.Quad) (*Changes, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer snap.Close()
	side := func(quads []quad.Quad) []Change {
		names := map[quad.Value]string{} // before or after: what is renamed has another on either side
		for _, q := range quads {
			if q.Predicate == quad.Value(graph.Name) {
				names[q.Subject] = quad.ToString(q.Object)
			}
		}
		return changesOf(quads, func(v quad.Value) string {
			if _, known := names[v]; !known && err == nil {
				names[v] = quad.ToString(v)
				err = snap.Quads(ctx, graph.Pattern{S: v, P: graph.Name, L: graph.Derived}, func(q quad.Quad) error { names[v] = quad.ToString(q.Object); return nil })
			}
			return names[v]
		})
	}
	out := &Changes{Gone: side(gone), New: side(added), GoneQuads: len(gone), NewQuads: len(added)}
	return out, err
}

func changesOf(quads []quad.Quad, name func(quad.Value) string) []Change {
	out := []Change{}
	for _, q := range quads {
		c := Change{Subject: name(q.Subject), SubjectIRI: quad.StringOf(q.Subject)}
		tier, relation, isFact := graph.ParseShortcut(q.Predicate)
		switch {
		case isFact:
			c.Predicate, c.Tier, c.Object, c.ObjectIRI = relation, tier, name(q.Object), quad.StringOf(q.Object)
		case q.Predicate == quad.Value(graph.Name):
			c.Predicate, c.Object = "is called", quad.ToString(q.Object)
		case q.Predicate == quad.Value(graph.AltName):
			c.Predicate, c.Object = "is also called", quad.ToString(q.Object)
		case q.Predicate == quad.Value(graph.Type) && strings.HasPrefix(quad.ToString(q.Subject), string(graph.Entity(""))):
			c.Predicate, c.Object = "is a", strings.TrimPrefix(quad.ToString(q.Object), string(graph.Class("")))
		default:
			continue
		}
		if out = append(out, c); len(out) == shownChanges {
			break
		}
	}
	return out
}

// A StateRequest names an article that may be stored.
type StateRequest struct {
	ID string `json:"id" example:"2024-05-14-granaten-fuer-armenien"` // or its IRI in angle brackets
}

// A State tells what an article was read from and by which extractor.
type State struct {
	Stored    bool   `json:"stored"`
	Hash      string `json:"hash,omitempty"`
	Extractor string `json:"extractor,omitempty"`
}

func (l Local) state(ctx context.Context, req StateRequest) (State, error) {
	hash, extractor, found, err := l.store.Article(ctx, explore.ArticleIRI(req.ID))
	return State{found, hash, extractor}, err
}

// quadsType is the media type of N-Quads.
const quadsType = "application/n-quads"

// put answers PUT /api/v1/article?id=ID: the body is the graph of the article, as extract --format nquads prints it.
func (d *desk) put(w http.ResponseWriter, r *http.Request) error {
	var req ArticleRequest
	if err := d.asked(r, &req); err != nil {
		return err
	}
	if err := kind(r, quadsType); err != nil {
		return err
	}
	label := explore.ArticleIRI(req.ID)
	quads, err := articleGraph(r.Body, label, d.graph.prefixes)
	if err != nil {
		return err
	}
	if err := patient(w); err != nil {
		return err
	}
	if err := d.graph.store.Put(context.WithoutCancel(r.Context()), label, quads); err != nil {
		return err
	}
	answer(w, http.StatusOK, LoadEvent{Outcome: "loaded", ID: req.ID, IRI: label.String(), Quads: len(quads)})
	return nil
}

// articleGraph reads the quads of an article and refuses those that are none of its layer: what other layers mean by theirs would
// no longer follow from what articles say.
func articleGraph(in io.Reader, label quad.IRI, prefixes map[string]string) ([]quad.Quad, error) {
	rd := format.Read(in, format.Options{Prefixes: prefixes})
	var out []quad.Quad
	node, text := false, false
	for {
		q, err := rd.Next()
		var syntax *format.SyntaxError
		switch {
		case err == io.EOF && !(node && text):
			return nil, &Problem{Status: http.StatusUnprocessableEntity, Message: "the body is not the whole graph of " + label.String(), Hint: "send what newsgraph extract --format nquads prints; to remove the article use DELETE", kind: "value"}
		case err == io.EOF:
			return out, nil
		case errors.As(err, &syntax):
			return nil, &Problem{Status: http.StatusBadRequest, Message: "body: " + syntax.Problem, Line: syntax.Line, Column: syntax.Column, Hint: "send N-Quads"}
		case err != nil:
			return nil, broken(err)
		}
		if q.Label != quad.Value(label) || !graph.OfArticle(q.Predicate) {
			return nil, &Problem{Status: http.StatusUnprocessableEntity, Message: "the quad " + quoted(q.String()) + " is none that an article's graph has", Hint: "send what newsgraph extract --format nquads prints", kind: "value"}
		}
		if q.Subject == quad.Value(label) {
			node = node || q.Predicate == quad.Value(graph.Type) && q.Object == quad.Value(graph.ClassArticle)
			text = text || q.Predicate == quad.Value(graph.Text)
		}
		out = append(out, q)
	}
}
