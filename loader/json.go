package loader

import (
	"bytes"
	"encoding/json"

	"newsgraph/loader/doc"
	"newsgraph/loader/quads"
)

// The output of extract: one object for one article, fields in this order. Ids are the IRIs under which the graph knows things.
type (
	jsonDocument struct {
		ID       string        `json:"id"`
		Title    string        `json:"title"`
		Date     *string       `json:"date"`
		Language string        `json:"language"`
		Mentions []jsonMention `json:"mentions"`
		Entities []jsonEntity  `json:"entities"`
		Claims   []jsonClaim   `json:"claims"`
	}
	jsonMention struct {
		Start  int    `json:"start"`
		End    int    `json:"end"`
		Text   string `json:"text"`
		Type   string `json:"type"`
		Entity string `json:"entity"`
	}
	jsonEntity struct {
		ID       string   `json:"id"`
		Name     string   `json:"name"`
		Type     string   `json:"type"`
		Wikidata *string  `json:"wikidata"`
		Aliases  []string `json:"aliases"`
	}
	jsonClaim struct {
		ID           string         `json:"id"`
		Subject      string         `json:"subject"`
		Predicate    string         `json:"predicate"`
		Object       *string        `json:"object"`
		Goods        []string       `json:"goods"`
		Quantity     *doc.Amount    `json:"quantity"`
		Role         *string        `json:"role"`
		Date         *string        `json:"date"`
		Place        *string        `json:"place"`
		Modality     string         `json:"modality"`
		Polarity     string         `json:"polarity"`
		AttributedTo []string       `json:"attributed_to"`
		DeniedBy     []string       `json:"denied_by"`
		Evidence     jsonEvidence   `json:"evidence"`
		More         []jsonEvidence `json:"more_evidence"`
		Frame        string         `json:"frame"`
		Confidence   float64        `json:"confidence"`
	}
	jsonEvidence struct {
		Text  string `json:"text"`
		Start int    `json:"start"`
		End   int    `json:"end"`
	}
)

// JSON writes what was extracted from an article as one line, ending in a newline. Offsets are bytes of the article's text.
func JSON(d *doc.Document) ([]byte, error) {
	j := &jsonWriter{d: d, written: d.Written()}
	a := d.Article
	out := jsonDocument{
		ID: a.ID, Title: a.Title, Date: optional(a.Date), Language: a.Language,
		Mentions: j.mentions(), Entities: j.entities(), Claims: j.claims(),
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(out)
	return b.Bytes(), err
}

type jsonWriter struct {
	d       *doc.Document
	written []bool
}

// optional is null for what the article does not say.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (j *jsonWriter) mentions() []jsonMention {
	out := []jsonMention{}
	for i, ref := range j.d.Refs {
		if ref < 0 || !j.written[ref] {
			continue
		}
		m, e := j.d.Mentions[i], j.d.Entities[ref]
		start, end := j.d.Span(m.First, m.Last)
		out = append(out, jsonMention{start, end, j.d.Article.Text[start:end], e.Type, e.Name})
	}
	return out
}

func (j *jsonWriter) entities() []jsonEntity {
	out := []jsonEntity{}
	nodes, _ := quads.Nodes(j.d)
	for i, e := range j.d.Entities {
		if j.written[i] {
			out = append(out, jsonEntity{string(nodes[i]), e.Name, e.Type, optional(e.Wikidata), append([]string{}, e.Aliases...)})
		}
	}
	return out
}

func (j *jsonWriter) claims() []jsonClaim {
	out := []jsonClaim{}
	_, nodes := quads.Nodes(j.d)
	for i, c := range j.d.Claims {
		goods := []string{}
		for _, g := range c.Goods {
			goods = append(goods, g.Name)
		}
		more := []jsonEvidence{}
		for _, e := range c.More {
			more = append(more, j.evidence(e))
		}
		out = append(out, jsonClaim{
			ID: string(nodes[i]), Subject: j.d.Entities[c.Subject].Name, Predicate: c.Predicate, Object: j.name(c.Object),
			Goods: goods, Quantity: c.Quantity, Role: optional(c.Role), Date: optional(c.Date), Place: j.name(c.Place),
			Modality: c.Modality, Polarity: c.Polarity, AttributedTo: j.names(c.AttributedTo), DeniedBy: j.names(c.DeniedBy),
			Evidence: j.evidence(c.Evidence), More: more, Frame: c.Frame, Confidence: c.Confidence,
		})
	}
	return out
}

func (j *jsonWriter) evidence(e doc.Evidence) jsonEvidence {
	return jsonEvidence{j.d.Article.Text[e.Start:e.End], e.Start, e.End}
}

// name is the name of an entity, null for none.
func (j *jsonWriter) name(i int) *string {
	if i < 0 {
		return nil
	}
	return &j.d.Entities[i].Name
}

func (j *jsonWriter) names(is []int) []string {
	out := []string{}
	for _, i := range is {
		out = append(out, j.d.Entities[i].Name)
	}
	return out
}
