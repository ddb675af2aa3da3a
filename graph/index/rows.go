package index

// rows are results on their way through a plan: the node that a path has reached, and the nodes that it saved under tags.
type rows struct {
	id   []uint64
	more []bool     // another way to the row before, as Cayley's NextPath gives it
	tags [][]uint64 // a column for each tag, 0 where a row has none
}

func newRows(columns int) *rows { return &rows{tags: make([][]uint64, columns)} }

func (r *rows) len() int { return len(r.id) }

func (r *rows) reset() {
	r.id, r.more = r.id[:0], r.more[:0]
	for i := range r.tags {
		r.tags[i] = r.tags[i][:0]
	}
}

// add appends a row whose first tags are those of row i of from, which may be nil, and whose other tags are given.
func (r *rows) add(id uint64, more bool, from *rows, i int, tags ...uint64) {
	r.id, r.more = append(r.id, id), append(r.more, more)
	n := 0
	if from != nil {
		for n = range from.tags {
			r.tags[n] = append(r.tags[n], from.tags[n][i])
		}
		n = len(from.tags)
	}
	for k, t := range tags {
		r.tags[n+k] = append(r.tags[n+k], t)
	}
}

// numbers is a set of the numbers of values, which are never 0.
type numbers struct {
	slots []uint64
	n     int
}

// add tells whether the number is new.
func (s *numbers) add(id uint64) bool {
	if 2*(s.n+1) > len(s.slots) {
		s.grow()
	}
	i := s.slot(id)
	if s.slots[i] == id {
		return false
	}
	s.slots[i] = id
	s.n++
	return true
}

func (s *numbers) has(id uint64) bool { return len(s.slots) > 0 && s.slots[s.slot(id)] == id }

// slot is where the number is or would be.
func (s *numbers) slot(id uint64) int {
	mask := len(s.slots) - 1
	i := int(id*0x9e3779b97f4a7c15>>32) & mask
	for s.slots[i] != 0 && s.slots[i] != id {
		i = (i + 1) & mask
	}
	return i
}

func (s *numbers) grow() {
	old := s.slots
	s.slots = make([]uint64, max(16, 2*len(old)))
	for _, id := range old {
		if id != 0 {
			s.slots[s.slot(id)] = id
		}
	}
}
