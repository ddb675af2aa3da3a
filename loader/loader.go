// Package loader is the pipeline: an article goes through the stages and comes out as an annotated document, and a batch of
// articles goes into a graph. For example, Load(ctx, reader.Read(ctx, "news/"), store, Options{}, nil) reads a folder into the
// store, and loading it again changes nothing.
//
// It wires the stages (annotate.go) and decides nothing about language; it knows the graph only as a Sink.
package loader

import (
	"context"
	"fmt"
	"io/fs"
	"runtime/debug"

	"github.com/cayleygraph/quad"

	"newsgraph/data"
)

// Version is the version of the program. What an article says to us may change with it: see Extractor.
const Version = "0.1.0"

// A Sink stores article graphs. Article may be called while Apply runs, and Apply while stored waits.
type Sink interface {
	// Apply replaces the graph of an article in one transaction; stored waits until it is durable.
	Apply(ctx context.Context, article quad.IRI, quads []quad.Quad) (stored func() error, err error)
	// Article tells what is stored of an article: the hash of its content and the extractor that read it.
	Article(ctx context.Context, article quad.IRI) (hash, extractor string, found bool, err error)
}

// A Loader holds the stages. It is safe for concurrent use.
type Loader struct {
	stages    stages
	extractor string
	least     float64 // confidence
}

// New reads the embedded data and builds the stages.
func New() (*Loader, error) { return NewTrusting(Trust{}) }

// NewTrusting is New for users who trust claims more or less. An error in their record names it and its line.
func NewTrusting(t Trust) (*Loader, error) {
	s, err := newStages(t)
	if err != nil {
		return nil, fmt.Errorf("loader: %w", err)
	}
	h, err := dataHash()
	if err != nil {
		return nil, fmt.Errorf("loader: %w", err)
	}
	return &Loader{stages: s, extractor: build() + " data " + h + t.suffix(), least: t.Least}, nil
}

// Extractor names the version of program and data that reads articles: "0.1.0 data 5f3c9a01b7de". Articles that another one read
// are read again. What a Trust changes stands behind it. A build from a working copy names its commit too, because its code changes without its version.
func (l *Loader) Extractor() string { return l.extractor }

func build() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Version
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = "-" + s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	return Version + commit + dirty
}

// dataHash is over all embedded data that the stages read, file names included.
func dataHash() (string, error) {
	h := newHash()
	h.add("ontology.yaml", data.Ontology)
	h.add("zones.tsv", []byte(data.Zones))
	for _, dir := range []fs.FS{data.Lexicon, data.Gazetteer, data.Frames, data.Models} {
		err := fs.WalkDir(dir, ".", func(p string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			b, err := fs.ReadFile(dir, p)
			h.add(p, b)
			return err
		})
		if err != nil {
			return "", err
		}
	}
	return h.sum()[:12], nil
}
