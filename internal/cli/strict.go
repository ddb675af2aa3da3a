package cli

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"newsgraph/internal/ontology"
)

// keyLines reads a config file strictly: it returns the line of every key that it sets, and an error that names file and line
// for a key that is no setting or stands twice.
func keyLines(file string, content []byte, known []setting) (map[string]int, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(content, &root); err != nil {
		return nil, withHint(fmt.Errorf("%s: %s", file, strings.TrimPrefix(err.Error(), "yaml: ")), "the file is YAML; config.yaml of the source shows every key")
	}
	lines := map[string]int{}
	if len(root.Content) == 0 {
		return lines, nil
	}
	top := root.Content[0]
	if top.Kind != yaml.MappingNode {
		return nil, withHint(fmt.Errorf("%s:%d: wants keys with values", file, top.Line), "write for example query: {rows: 100}")
	}
	return lines, collectKeys(lines, file, "", top, known)
}

func collectKeys(lines map[string]int, file, prefix string, node *yaml.Node, known []setting) error {
	for i := 0; i+1 < len(node.Content); i += 2 {
		name, value := node.Content[i], node.Content[i+1]
		key := prefix + name.Value
		if _, twice := lines[key]; twice {
			return withHint(fmt.Errorf("%s:%d: %s stands twice", file, name.Line, key), fmt.Sprintf("line %d has it already", lines[key]))
		}
		lines[key] = name.Line
		if isSetting(key, known) {
			continue
		}
		if !isGroup(key, known) {
			return withHint(fmt.Errorf("%s:%d: unknown key %q", file, name.Line, key), suggestKey(key, known))
		}
		if value.Kind != yaml.MappingNode {
			if value.Tag == "!!null" {
				continue
			}
			return withHint(fmt.Errorf("%s:%d: %s wants keys below it", file, name.Line, key), suggestKey(key+".", known))
		}
		if err := collectKeys(lines, file, key+".", value, known); err != nil {
			return err
		}
	}
	return nil
}

func isSetting(key string, known []setting) bool {
	for _, s := range known {
		if s.key == key {
			return true
		}
	}
	return false
}

func isGroup(key string, known []setting) bool {
	for _, s := range known {
		if strings.HasPrefix(s.key, key+".") {
			return true
		}
	}
	return false
}

func suggestKey(key string, known []setting) string {
	names := make([]string, len(known))
	for i, s := range known {
		names[i] = s.key
	}
	if best := ontology.Nearest(key, names); best != "" {
		return fmt.Sprintf("did you mean %s?", best)
	}
	return "docs/SETTINGS.md lists the keys; --config FILE names another file"
}
