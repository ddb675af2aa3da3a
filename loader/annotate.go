package loader

import (
	"fmt"

	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/segment"
)

// stages are the rooms of the pipeline, built once and shared: all are safe for concurrent use.
type stages struct {
	segment *segment.Segmenter
}

func newStages() (stages, error) {
	seg, err := segment.New(nil)
	if err != nil {
		return stages{}, fmt.Errorf("segment: %w", err)
	}
	return stages{segment: seg}, nil
}

// Annotate runs all stages over an article. It is pure: the same article gives the same document.
func (l *Loader) Annotate(a article.Article) *doc.Document {
	d := &doc.Document{Article: a}
	d.Tokens, d.Sentences = l.stages.segment.Split(a)
	return d
}
