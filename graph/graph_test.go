package graph_test

import (
	"testing"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
)

func TestParseEdgeReadsWhatEdgeWrites(t *testing.T) {
	s, p, o := graph.Local(graph.Article("a/b c"), "die rebellen"), graph.Shortcut(graph.TierMaybe, "supplies"), graph.Entity("kröte>")
	if gotS, gotP, gotO, ok := graph.ParseEdge(graph.Edge(s, p, o)); !ok || gotS != s || gotP != p || gotO != o {
		t.Errorf("got %s %s %s, %v", gotS, gotP, gotO, ok)
	}
	for _, v := range []quad.Value{nil, quad.IRI("<a> <b> <c>"), quad.String(""), quad.String("<a> <b>"), quad.String("<a> <b> c"), quad.String("<a> <b> <c> <d>"), quad.String("a <b> <c>")} {
		if s, p, o, ok := graph.ParseEdge(v); ok {
			t.Errorf("%v is read as %s %s %s", v, s, p, o)
		}
	}
}
