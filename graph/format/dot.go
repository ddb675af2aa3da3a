package format

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"newsgraph/graph"
)

// WriteDOT writes a subgraph as DOT, for example `"id:nordkorea" -> "id:russland" [label="supplies", ...]`. What is no plain fact is
// drawn dashed or dotted; the sentence is the tooltip.
func WriteDOT(w io.Writer, g Subgraph) error {
	out := bufio.NewWriterSize(w, 64<<10)
	_, _ = out.WriteString("digraph newsgraph {\n  charset=\"UTF-8\";\n  node [shape=box, style=rounded];\n")
	for _, n := range g.Nodes {
		fmt.Fprintf(out, "  %s [label=%s, comment=%s];\n", quoted(string(n.IRI)), label(n.Name), quoted(n.Type))
	}
	style := map[string]string{graph.TierDisputed: "dashed", graph.TierMaybe: "dotted", graph.TierDenied: "dotted"}
	for _, e := range g.Edges {
		fmt.Fprintf(out, "  %s -> %s [label=%s, tier=%s, sources=%d, weight=%d", quoted(string(e.From)), quoted(string(e.To)),
			label(e.Relation), quoted(e.Tier), e.Sources, max(1, e.Sources))
		if s := style[e.Tier]; s != "" {
			fmt.Fprintf(out, ", style=%s", s)
		}
		for _, f := range []struct{ name, text string }{{"first", e.First}, {"last", e.Last}, {"modality", e.Modality}, {"polarity", e.Polarity},
			{"speakers", list(e.Speakers)}, {"deniers", list(e.Deniers)}, {"article", string(e.Article)}, {"published", e.Published}} {
			if f.text != "" {
				fmt.Fprintf(out, ", %s=%s", f.name, quoted(f.text))
			}
		}
		if e.Sentence != "" {
			fmt.Fprintf(out, ", tooltip=%s", label(e.Sentence))
		}
		_, _ = out.WriteString("];\n")
	}
	_, _ = out.WriteString("}\n")
	return out.Flush()
}

// quoted writes a string of DOT. Its reader knows one escape, \", and takes a pair of backslashes as it is; a single one at the end
// would swallow the quote. So backslashes are doubled; names of nodes and what links to them are doubled alike.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(clean(s)) + `"`
}

// label writes text that is drawn: there a line break is \n, and "&lt;" would be drawn as "<".
func label(s string) string {
	return strings.ReplaceAll(quoted(strings.ReplaceAll(s, "&", "&amp;")), "\n", `\n`)
}
