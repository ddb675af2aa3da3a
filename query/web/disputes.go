package web

import (
	"context"
	"strings"

	"github.com/cayleygraph/quad"

	"newsgraph/query"
	"newsgraph/query/explore"
)

// A DisputesRequest asks for what somebody affirms and somebody denies.
type DisputesRequest struct {
	Name   string `json:"name,omitempty" example:"Bulgarien"` // of a thing that it is about or that speaks in it; "" = everything
	Timely bool   `json:"timely,omitempty"`                   // leave out those whose sides speak of different times
	Limit  int    `json:"limit,omitempty"`                    // 0 = all
}

// A DisputeList is the answer.
type DisputeList struct {
	Of       *End      `json:"of,omitempty"`
	Disputes []Dispute `json:"disputes"`
	More     int       `json:"more,omitempty"` // disputes that are not listed
}

// A Dispute has both sides in the order in which they were published.
type Dispute struct {
	Statement  string   `json:"statement"` // IRI
	Subject    string   `json:"subject"`
	SubjectIRI string   `json:"subject_iri"`
	Predicate  string   `json:"predicate"`
	Object     string   `json:"object,omitempty"`
	ObjectIRI  string   `json:"object_iri,omitempty"`
	Goods      []string `json:"goods,omitempty"`
	Tier       string   `json:"tier"`
	Sources    int      `json:"sources"`
	Overlap    string   `json:"overlap"` // "yes", "no", "unknown": whether both sides speak of one time
	For        []Voice  `json:"for"`
	Against    []Voice  `json:"against"`
}

// A Voice is who stands on one side, in one claim.
type Voice struct {
	Who []string `json:"who"` // names; none is the article itself
	Proof
}

// Disputes resolves the name and reads, on one state of the graph.
func (l Local) Disputes(ctx context.Context, req DisputesRequest) (DisputeList, error) {
	snap, err := l.store.Snapshot(ctx)
	if err != nil {
		return DisputeList{}, err
	}
	defer snap.Close()
	out := DisputeList{Disputes: []Dispute{}}
	var entity quad.IRI
	if req.Name != "" {
		c, err := explore.Resolve(ctx, snap, req.Name)
		if err != nil {
			return DisputeList{}, err
		}
		entity, out.Of = c.Entity, &End{c.Entity.String(), c.Name}
	}
	found, more, err := explore.Disputes(ctx, snap, entity, req.Timely, req.Limit)
	for _, d := range found {
		out.Disputes = append(out.Disputes, disputeOf(d))
	}
	out.More = more
	return out, err
}

func disputeOf(d explore.Dispute) Dispute {
	return Dispute{Statement: quad.StringOf(d.Statement.Statement), Subject: d.Subject, SubjectIRI: named(d.SubjectIRI), Predicate: d.Relation, Object: d.Object, ObjectIRI: named(d.ObjectIRI), Goods: d.Goods,
		Tier: d.Tier, Sources: d.Sources, Overlap: d.Overlap, For: voicesOf(d.For), Against: voicesOf(d.Against)}
}

func voicesOf(vs []explore.Voice) []Voice {
	out := []Voice{}
	for _, v := range vs {
		out = append(out, Voice{Who: append([]string{}, v.Who...), Proof: proofOf(v.Claim)})
	}
	return out
}

// disputeRows are the voices as rows.
func (l Local) disputeRows(ctx context.Context, req DisputesRequest, yield func(query.Row) error) error {
	list, err := l.Disputes(ctx, req)
	if err != nil {
		return err
	}
	for i, d := range list.Disputes {
		for _, side := range []struct {
			name   string
			voices []Voice
		}{{"for", d.For}, {"against", d.Against}} {
			for _, v := range side.voices {
				err := yield(query.Row{
					{Name: "dispute", Value: int64(i + 1)}, {Name: "subject", Value: d.Subject}, {Name: "predicate", Value: d.Predicate}, {Name: "object", Value: d.Object},
					{Name: "goods", Value: strings.Join(d.Goods, ", ")}, {Name: "tier", Value: d.Tier}, {Name: "side", Value: side.name},
					{Name: "who", Value: strings.Join(v.Who, ", ")}, {Name: "published", Value: v.Date}, {Name: "date", Value: v.When}, {Name: "sentence", Value: v.Sentence},
					{Name: "article", Value: v.Article}, {Name: "claim", Value: v.Claim}, {Name: "statement", Value: d.Statement},
				})
				if err != nil {
					return err
				}
			}
		}
	}
	return nil
}
