package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// A dataset is a graph as a file of plain N-Quads, with the questions that are asked of it.
type dataset struct {
	Name    string
	Path    string
	Quads   int
	Bytes   int64
	Queries []question
	Around  []string // whose neighbours are asked for
}

// A question is one Gizmo query and how many rows it has, 0 if nobody counted them elsewhere.
type question struct {
	Name, Text string
	Rows       int
}

const films = `.In("</film/performance/actor>").In("</film/film/starring>")`
const cast = `.Out("</film/film/starring>").Out("</film/performance/actor>")`

// movies unpacks the 30k movie set into dir.
func movies(gz, dir string) (d dataset, err error) {
	d = dataset{
		Name: "movies 472k",
		Path: filepath.Join(dir, "movies.nq"),
		Queries: []question{
			{"2 hops, 41 rows", `g.V("</en/keanu_reeves>")` + films + `.All()`, 41},
			{"4 hops, co-stars, 331 rows", `g.V("</en/keanu_reeves>")` + films + cast + `.All()`, 331},
			{"8 hops, co-stars of co-stars, distinct", `g.emit(g.V("</en/keanu_reeves>")` + films + cast + `.Unique()` + films + cast + `.Unique().Count())`, 1},
			{"count 30k", `g.emit(g.V("</film/film>").In("<type>").Count())`, 1},
			{"has, and", `g.V("</en/keanu_reeves>")` + films + `.And(g.V("</en/laurence_fishburne>")` + films + `).All()`, 0},
			{"names of the films", `g.V("</en/keanu_reeves>")` + films + `.Save("<name>", "name").All()`, 0},
		},
	}
	in, err := os.Open(gz)
	if err != nil {
		return d, err
	}
	defer in.Close()
	r, err := gzip.NewReader(in)
	if err != nil {
		return d, err
	}
	actors := map[string]int{}
	err = d.write(func(w *bufio.Writer) error {
		lines := bufio.NewScanner(r)
		for lines.Scan() {
			line := lines.Text()
			if f := strings.Fields(line); len(f) > 2 && f[1] == "</film/performance/actor>" {
				if actors[f[2]]++; actors[f[2]] == 8 && len(d.Around) < 400 {
					d.Around = append(d.Around, strings.Trim(f[2], "<>"))
				}
			}
			d.Quads++
			if _, err := w.WriteString(line + "\n"); err != nil {
				return err
			}
		}
		return lines.Err()
	})
	return d, err
}

func (d *dataset) write(fill func(*bufio.Writer) error) error {
	f, err := os.Create(d.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := fill(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil {
		d.Bytes = info.Size()
	}
	return err
}

// news makes a graph of about n quads with the shape of an archive of articles: a few things that are always in the news and many
// that hardly ever are, sentences that occur once, claims, mentions, and shortcuts under one label.
func news(n int, dir string) (d dataset, err error) {
	d = dataset{
		Name: "news " + short(n),
		Path: filepath.Join(dir, fmt.Sprintf("news-%d.nq", n)),
		Queries: []question{
			{"2 hops", `g.V("<id:thing-300>").In("<ng:subject>").Out("<ng:object>").All()`, 0},
			{"4 hops", `g.V("<id:thing-300>").In("<ng:subject>").Out("<ng:object>").In("<ng:subject>").Out("<ng:inArticle>").Unique().All()`, 0},
			{"facts around, 2 hops", `g.V("<id:thing-300>").LabelContext("<ng:derived>").Both(["<rel:meets>", "<rel:supplies>"]).Both(["<rel:meets>", "<rel:supplies>"]).Unique().All()`, 0},
			{"claims with sentences", `g.V("<id:thing-300>").In("<ng:subject>").Has("<ng:modality>", "actual").Save("<ng:evidence>", "sentence").All()`, 0},
			{"count claims", `g.emit(g.V("<ng:Claim>").In("<rdf:type>").Count())`, 1},
		},
	}
	for i := 100; i < 500; i++ {
		d.Around = append(d.Around, fmt.Sprintf("id:thing-%d", i))
	}
	p := &press{things: max(1000, n/300), r: rand.New(rand.NewPCG(7, 11))}
	p.often = rand.NewZipf(p.r, 1.1, 20, uint64(p.things-1))
	err = d.write(func(w *bufio.Writer) error {
		for a := 0; d.Quads < n; a++ {
			for _, q := range p.article(a) {
				d.Quads++
				if _, err := w.WriteString(q.NQuad() + "\n"); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return d, err
}

func short(n int) string {
	if n%1_000_000 == 0 {
		return fmt.Sprintf("%dM", n/1_000_000)
	}
	return fmt.Sprintf("%dk", n/1000)
}

type press struct {
	things int
	r      *rand.Rand
	often  *rand.Zipf
}

const perArticle = 10 // claims

var relations = []string{"meets", "supplies", "criticizes", "supports", "visits", "accuses", "sanctions", "agrees"}

func (p *press) thing() quad.IRI { return quad.IRI(fmt.Sprintf("id:thing-%d", p.often.Uint64())) }

// article is what the nth article says, and which facts follow from it.
func (p *press) article(n int) (out []quad.Quad) {
	art := quad.IRI(fmt.Sprintf("art:2024/%07d", n))
	add := func(s quad.IRI, pred string, o quad.Value, l quad.IRI) {
		out = append(out, quad.Quad{Subject: s, Predicate: quad.IRI(pred), Object: o, Label: l})
	}
	add(art, "rdf:type", quad.IRI("ng:Article"), art)
	add(art, "ng:headline", quad.String(fmt.Sprintf("Meldung %d aus Ort %d", n, p.r.IntN(5000))), art)
	add(art, "ng:published", quad.String(fmt.Sprintf("20%02d-%02d-%02d", 10+n%15, 1+p.r.IntN(12), 1+p.r.IntN(28))), art)
	for k := range perArticle {
		c, s := art+quad.IRI(fmt.Sprintf("#c-%d", k)), art+quad.IRI(fmt.Sprintf("#s%d", k))
		from, to, rel := p.thing(), p.thing(), relations[p.r.IntN(len(relations))]
		add(c, "rdf:type", quad.IRI("ng:Claim"), art)
		add(c, "ng:inArticle", art, art)
		add(c, "ng:subject", from, art)
		add(c, "ng:predicate", quad.IRI("rel:"+rel), art)
		add(c, "ng:object", to, art)
		add(c, "ng:modality", quad.String([]string{"actual", "actual", "planned", "alleged"}[p.r.IntN(4)]), art)
		add(c, "ng:confidence", quad.Float(float64(50+p.r.IntN(50))/100), art)
		add(c, "ng:evidence", s, art)
		add(s, "rdf:type", quad.IRI("ng:Sentence"), art)
		add(s, "ng:text", quad.String(fmt.Sprintf("Das ist der %d. Satz der Meldung %d, in dem etwas über jemanden aus Ort %d gesagt wird.", k, n, p.r.IntN(5000))), art)
		add(s, "ng:start", quad.Int(100*k), art)
		for i, thing := range []quad.IRI{from, to} {
			m := art + quad.IRI(fmt.Sprintf("#m%d-%d", k, i))
			add(m, "rdf:type", quad.IRI("ng:Mention"), art)
			add(m, "ng:means", thing, art)
			add(m, "ng:surface", quad.String("Ding "+string(thing[9:])), art)
		}
		add(from, "rel:"+rel, to, "ng:derived")
	}
	return out
}

// reader reads a dataset as `cayley load` does.
func reader(path string) (quad.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return struct {
		quad.Reader
		io.Closer
	}{nquads.NewReader(bufio.NewReaderSize(f, 1<<20), false), f}, nil
}
