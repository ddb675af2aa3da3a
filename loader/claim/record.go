package claim

import (
	"fmt"
	"maps"
	"math"
)

// fixed are the rules that are code and not frames, with their relations.
var fixed = map[string]string{
	"capitalOf.phrase": "capitalOf", "hasRole.title": "hasRole", "hasRole.von": "hasRole", "locatedIn.phrase": "locatedIn", "memberOf.phrase": "memberOf",
}

// Relations maps every id that Claim.Frame can be to the relation that the claim then states.
func (r *Rules) Relations() map[string]string {
	out := maps.Clone(fixed)
	for _, f := range r.Frames {
		out[f.ID] = f.Relation
	}
	return out
}

// A Tally is how many claims of a frame were right and how many wrong.
type Tally struct{ Right, Wrong int }

// plus adds two tallies.
func (t Tally) plus(u Tally) Tally { return Tally{t.Right + u.Right, t.Wrong + u.Wrong} }

// A Record is how often each frame was right: of claims that were compared with what a careful reader wrote, or that users judged.
type Record struct {
	relations map[string]string
	frames    map[string]Tally
	all       Tally
}

// NewRecord makes an empty record over the rules.
func NewRecord(r *Rules) *Record {
	return &Record{relations: r.Relations(), frames: map[string]Tally{}}
}

// Add counts claims of a frame, negative numbers take them back; a frame that the rules do not have is an error.
func (r *Record) Add(frame string, t Tally) error {
	if _, ok := r.relations[frame]; !ok {
		return fmt.Errorf("there is no frame %q", frame)
	}
	r.frames[frame], r.all = r.frames[frame].plus(t), r.all.plus(t)
	return nil
}

// Tally is what was counted of a frame.
func (r *Record) Tally(frame string) Tally { return r.frames[frame] }

// Relations maps the ids of all frames to their relations.
func (r *Record) Relations() map[string]string { return maps.Clone(r.relations) }

// average is for how many claims of a frame the share of all frames counts. It is much, because on the development articles frames differ
// no more than chance lets them once the other signals are known: few claims must not make or break a frame.
const average = 60

// Odds are the log odds that a claim of the frame is right against those of all claims, as far as the counts tell: 0 for a frame that
// was never judged.
func (r *Record) Odds(frame string) float64 {
	share := float64(r.all.Right+3) / float64(r.all.Right+r.all.Wrong+4)
	t := r.frames[frame]
	return logit((float64(t.Right)+average*share)/(float64(t.Right+t.Wrong)+average)) - logit(share)
}

func logit(p float64) float64 { return math.Log(p / (1 - p)) }
