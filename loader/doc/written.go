package doc

// Written reports for every entity whether it is written and stored: all but those that are local or implied and that no claim
// speaks of.
func (d *Document) Written() []bool {
	out := make([]bool, len(d.Entities))
	for i, e := range d.Entities {
		out[i] = !e.Local && !e.Implied
	}
	for _, c := range d.Claims {
		for _, i := range c.entities() {
			out[i] = true
		}
	}
	return out
}

// entities lists the entities that a claim speaks of.
func (c Claim) entities() []int {
	out := []int{c.Subject}
	for _, i := range []int{c.Object, c.Place} {
		if i >= 0 {
			out = append(out, i)
		}
	}
	return append(append(out, c.AttributedTo...), c.DeniedBy...)
}
