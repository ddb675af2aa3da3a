package loader

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"sync"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/loader/article"
	"newsgraph/loader/doc"
	"newsgraph/loader/quads"
)

// Options of Load.
type Options struct {
	Workers int  // articles annotated at the same time; 0 = one per processor
	Force   bool // read articles again that are stored unchanged
}

// A job is one input on its way: read, annotated by a worker, written in the order of reading, told when it is durable.
type job struct {
	article article.Article
	event   Event
	quads   []quad.Quad
	known   []quad.IRI // its entities
	done    chan struct{}
	stored  func() error // nil if there was nothing to write
}

// unstored is how many articles may wait for the disk together.
const unstored = 64

// Load reads all articles of src into the sink, several at a time, and writes them one by one in the order of src; while the disk
// makes one durable the next ones are written. Inputs that
// are refused are counted with their reasons, and articles that are stored already, with the same content and by the same
// extractor, are left alone; the rest goes on. An error of the sink ends the batch. When ctx ends, the article at hand is still
// written whole. progress, which may be nil, is called for every input, one at a time.
func (l *Loader) Load(ctx context.Context, src iter.Seq2[article.Article, error], sink Sink, o Options, progress func(Event)) (Report, error) {
	begin := time.Now()
	b := &batch{loader: l, sink: sink, options: o, progress: progress, report: newReport()}
	if b.options.Workers <= 0 {
		b.options.Workers = runtime.GOMAXPROCS(0)
	}
	err := b.run(ctx, src)
	b.report.Entities = len(b.report.entities)
	b.report.Duration = time.Since(begin)
	return b.report, err
}

// A batch is one call of Load.
type batch struct {
	loader   *Loader
	sink     Sink
	options  Options
	progress func(Event)
	report   Report

	gate   sync.Mutex // held while the reader asks the sink
	closed bool       // the sink may be gone: ask no more
	err    error      // of the sink, from the reader
}

// run starts the reader and the workers and writes what they hand over. When it returns, nothing uses the sink any more; a
// reader that hangs on a terminal may still wait there.
func (b *batch) run(ctx context.Context, src iter.Seq2[article.Article, error]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := make(chan *job)
	order := make(chan *job, 2*b.options.Workers)
	go b.read(ctx, src, work, order)
	for range b.options.Workers {
		go b.annotate(work)
	}
	written := make(chan *job, unstored)
	told := make(chan error, 1)
	go func() { told <- b.tell(written, cancel) }()
	err := b.write(ctx, order, written)
	close(written)
	if failed := <-told; failed != nil {
		err = failed
	}
	b.gate.Lock()
	defer b.gate.Unlock()
	b.closed = true
	if err == nil {
		err = b.err
	}
	return err
}

// read makes a job of every input.
func (b *batch) read(ctx context.Context, src iter.Seq2[article.Article, error], work, order chan<- *job) {
	defer close(order)
	defer close(work)
	for a, err := range src {
		j := &job{article: a, done: make(chan struct{})}
		wanted := false
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			j.event = refused(err)
		default:
			if wanted, err = b.wanted(ctx, a); err != nil {
				return
			}
			j.event = Event{Outcome: Unchanged, ID: a.ID, Source: a.Source, Bytes: len(a.Text)}
		}
		if !wanted {
			close(j.done)
		}
		select {
		case order <- j:
		case <-ctx.Done():
			return
		}
		if !wanted {
			continue
		}
		select {
		case work <- j:
		case <-ctx.Done():
			return
		}
	}
}

// wanted asks the sink whether the article has to be read.
func (b *batch) wanted(ctx context.Context, a article.Article) (bool, error) {
	if b.options.Force {
		return true, nil
	}
	b.gate.Lock()
	defer b.gate.Unlock()
	if b.closed {
		return false, context.Canceled
	}
	hash, extractor, found, err := b.sink.Article(ctx, graph.Article(a.ID))
	if err != nil && ctx.Err() == nil {
		b.err = fmt.Errorf("load %s: %w", a.ID, err)
	}
	return !found || hash != a.Hash || extractor != b.loader.extractor, err
}

func (b *batch) annotate(work <-chan *job) {
	for j := range work {
		b.one(j)
		close(j.done)
	}
}

// one annotates an article.
func (b *batch) one(j *job) {
	var d *doc.Document
	err := guard(j.article.ID, func() {
		d = b.loader.Annotate(j.article)
		j.quads = quads.From(d, b.loader.extractor)
	})
	if err != nil {
		j.event.Outcome, j.event.Reason, j.event.Err = Failed, "the program erred", err
		return
	}
	for _, q := range j.quads {
		if e, ok := q.Subject.(quad.IRI); ok && q.Predicate == quad.Value(graph.NameRead) {
			j.known = append(j.known, e)
		}
	}
	j.event.Outcome = Loaded
	j.event.Tokens, j.event.Claims, j.event.Quads = len(d.Tokens), len(d.Claims), len(j.quads)
}

// write takes the jobs in order and hands on those that are written.
func (b *batch) write(ctx context.Context, order <-chan *job, written chan<- *job) error {
	for {
		var j *job
		select {
		case <-ctx.Done():
			return ctx.Err()
		case next, ok := <-order:
			if !ok {
				return ctx.Err()
			}
			j = next
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-j.done:
		}
		// Of two ready channels select takes either: a stop must not cost another article.
		if err := ctx.Err(); err != nil {
			return err
		}
		if j.event.Outcome == Loaded {
			var err error
			if j.stored, err = b.sink.Apply(context.WithoutCancel(ctx), graph.Article(j.article.ID), j.quads); err != nil {
				return fmt.Errorf("load %s: %w", j.article.ID, err)
			}
		}
		written <- j
	}
}

// tell waits until jobs are durable and tells of them, in their order. After an error it stops the batch and tells of no more.
func (b *batch) tell(written <-chan *job, stop func()) error {
	var failed error
	for j := range written {
		if failed == nil && j.stored != nil {
			if err := j.stored(); err != nil {
				failed = fmt.Errorf("load %s: %w", j.article.ID, err)
				stop()
			}
		}
		if failed != nil {
			continue
		}
		for _, e := range j.known {
			b.report.entities[e] = true
		}
		b.report.count(j.event)
		if b.progress != nil {
			b.progress(j.event)
		}
	}
	return failed
}
