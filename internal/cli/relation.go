package cli

import (
	"newsgraph/data"
	"newsgraph/internal/ontology"
)

// relationNames are the relations that a claim may have.
func relationNames() ([]string, error) {
	o, err := ontology.Parse(data.Ontology)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(o.Relations))
	for i, r := range o.Relations {
		names[i] = r.Name
	}
	return names, nil
}
