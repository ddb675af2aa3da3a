//go:build formats

package format_test

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"newsgraph/graph"
	"newsgraph/graph/format"
)

// TestOtherReaders writes the hostile graph in every format and has it read by rdflib, networkx and Graphviz, and by n3,
// graphology-gexf and Cytoscape.js, which compare what they read with what was stated. make formats runs it.
func TestOtherReaders(t *testing.T) {
	python := cmp.Or(os.Getenv("PYTHON"), "/usr/bin/python3") // Debian's own, which sees Debian's packages
	script, err := filepath.Abs("../../.ci/formats.py")
	if err != nil {
		t.Fatal(err)
	}
	nodes, edges := things(hostileSubgraph(), xmlText)
	dir := t.TempDir()
	for _, f := range format.Formats() {
		put(t, filepath.Join(dir, "graph"+f.Extension), encode(t, f, hostile(), hostileSubgraph()))
	}
	dot, _ := format.Named("dot")
	put(t, filepath.Join(dir, "small.dot"), encode(t, dot, nil, smallSubgraph()))
	want, err := json.Marshal(map[string]any{"quads": stated(hostile(), graph.Prefixes()), "nodes": nodes, "edges": edges})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "want.json"), want)
	modules, err := filepath.Abs("../../.ci/readers/read.mjs")
	if err != nil {
		t.Fatal(err)
	}
	for _, reader := range [][]string{{python, script, dir}, {"node", modules, dir}} {
		out, err := exec.CommandContext(t.Context(), reader[0], reader[1:]...).CombinedOutput()
		if err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		t.Logf("%s", out)
	}
}

func put(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
