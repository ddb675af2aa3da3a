package loader

import (
	"errors"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/loader/article"
)

// An Outcome is what became of one input.
type Outcome uint8

// Outcomes.
const (
	Loaded    Outcome = iota
	Unchanged         // stored already, by this extractor
	Skipped           // readable, but not for us: another language
	Failed            // not readable, or the program erred
)

// An Event tells of one input, in the order of the inputs.
type Event struct {
	Outcome Outcome
	ID      string // of the article; "" where there is none
	Source  string // path, or path:line
	Reason  string // Skipped, Failed: as counted in Report
	Err     error  // Skipped, Failed
	Bytes   int
	Tokens  int
	Claims  int
	Quads   int
}

// A Report counts what a batch did.
type Report struct {
	Loaded    int
	Unchanged int
	Skipped   map[string]int // by reason
	Failed    map[string]int // by reason
	Entities  int            // different ones
	Claims    int
	Quads     int
	Tokens    int
	Duration  time.Duration

	entities map[quad.IRI]bool
}

func newReport() Report {
	return Report{Skipped: map[string]int{}, Failed: map[string]int{}, entities: map[quad.IRI]bool{}}
}

func (r *Report) count(e Event) {
	switch e.Outcome {
	case Loaded:
		r.Loaded++
	case Unchanged:
		r.Unchanged++
	case Skipped:
		r.Skipped[e.Reason]++
	case Failed:
		r.Failed[e.Reason]++
	}
	r.Claims += e.Claims
	r.Quads += e.Quads
	r.Tokens += e.Tokens
}

// refused is the event of an input that became no article.
func refused(err error) Event {
	e := Event{Outcome: Failed, Reason: err.Error(), Err: err}
	var in *article.InputError
	if errors.As(err, &in) {
		e.Source, e.Reason = in.Where(), in.Reason
	}
	if errors.Is(err, article.ErrSkipped) {
		e.Outcome = Skipped
	}
	return e
}
