package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/query/explore"
)

// A ShowRequest asks for what is known of the thing that a name means.
type ShowRequest struct {
	Name       string `json:"name" example:"Tigran Melkonjan"`
	Statements int    `json:"statements,omitempty"` // at most so many, 0 = all
	Claims     int    `json:"claims,omitempty"`     // of each statement, 0 = all
}

// A Portrait is the answer.
type Portrait struct {
	End
	Type     string   `json:"type"`
	Wikidata string   `json:"wikidata,omitempty"`
	Aliases  []string `json:"aliases"`
	Roles    []Fact   `json:"roles"`          // the offices that it holds: hasRole with it as subject
	Facts    []Fact   `json:"facts"`          // everything else, by relation
	More     int      `json:"more,omitempty"` // facts that are not shown
}

// A Fact is a statement with the claims behind it.
type Fact struct {
	Statement  string   `json:"statement,omitempty"` // IRI
	Subject    string   `json:"subject"`
	SubjectIRI string   `json:"subject_iri,omitempty"`
	Predicate  string   `json:"predicate"`
	Object     string   `json:"object,omitempty"`
	ObjectIRI  string   `json:"object_iri,omitempty"`
	Goods      []string `json:"goods,omitempty"`
	First      string   `json:"first,omitempty"` // date of the earliest claim
	Last       string   `json:"last,omitempty"`
	Tier       string   `json:"tier"`    // "" where corrections have retracted the claim
	Sources    int      `json:"sources"` // independent ones
	Evidence   []Proof  `json:"evidence"`
	More       int      `json:"more,omitempty"` // claims that are not shown
}

// Show resolves the name and reads, on one state of the graph.
func (l Local) Show(ctx context.Context, req ShowRequest) (Portrait, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return Portrait{}, err
	}
	defer snap.Close()
	p, err := explore.Portray(ctx, snap, req.Name, explore.Bounds{Statements: req.Statements, Claims: req.Claims})
	if err != nil {
		return Portrait{}, err
	}
	return portraitOf(p), nil
}

func portraitOf(p explore.Portrait) Portrait {
	out := Portrait{End: End{p.Entity.String(), p.Name}, Type: p.Type, Wikidata: p.Wikidata, Aliases: append([]string{}, p.Aliases...),
		Roles: []Fact{}, Facts: []Fact{}, More: p.More}
	for _, st := range p.Statements {
		if fact := factOf(st); st.Relation == hasRole && st.Subject == p.Name {
			out.Roles = append(out.Roles, fact)
		} else {
			out.Facts = append(out.Facts, fact)
		}
	}
	return out
}

// hasRole is the relation of a person and the state or body in which the person has an office.
const hasRole = "hasRole"

func factOf(s explore.Statement) Fact {
	f := Fact{Statement: quad.StringOf(s.Statement), Subject: s.Subject, SubjectIRI: named(s.SubjectIRI), Predicate: s.Relation, Object: s.Object,
		ObjectIRI: named(s.ObjectIRI), Goods: s.Goods, First: s.First, Last: s.Last, Tier: s.Tier, Sources: s.Sources, Evidence: []Proof{}, More: s.More}
	for _, c := range s.Claims {
		f.Evidence = append(f.Evidence, proofOf(c))
	}
	return f
}

// named is an IRI in angle brackets; none is "".
func named(iri quad.IRI) string {
	if iri == "" {
		return ""
	}
	return iri.String()
}

func proofOf(c explore.Claim) Proof {
	return Proof{
		Sentence: strings.Join(strings.Fields(c.Sentence), " "), Claim: quad.StringOf(c.Claim), Article: quad.StringOf(c.Article), Title: c.Title,
		Date: c.Published, Publisher: c.Publisher, URL: c.URL,
		Role: c.Role, Place: c.Place, When: c.Date, Quantity: c.Amount(), Modality: c.Modality, Polarity: c.Polarity, Speakers: c.Speakers, Deniers: c.Deniers,
		Start: c.Start, End: c.End, Frame: c.Frame, Confidence: c.Confidence, SpeakerIRIs: strs(c.SpeakerIRIs), DenierIRIs: strs(c.DenierIRIs),
	}
}

// count reads a number of things; nothing is 0.
func count(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, &Problem{Status: http.StatusBadRequest, Message: quoted(text) + " is no number of things", Hint: "leave it out, or write 20"}
	}
	return n, nil
}
