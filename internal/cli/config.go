package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
	"go.yaml.in/yaml/v3"
)

// readSettings puts the settings together: flag, NEWSGRAPH_ variable, config file, default, the first that says something.
// The file is the one that --config or NEWSGRAPH_CONFIG names, else config.yaml in the current directory, else
// newsgraph/config.yaml in the user's configuration directory, else none.
func readSettings(file string, flags *pflag.FlagSet) (Settings, error) {
	settings := Defaults()
	known := list(&settings)
	file, content, err := configFile(file)
	if err != nil {
		return settings, err
	}
	lines, err := keyLines(file, content, known)
	if err != nil {
		return settings, usageError{err}
	}
	v := viper.New()
	v.SetConfigType("yaml")
	if err := v.ReadConfig(bytes.NewReader(content)); err != nil {
		return settings, fmt.Errorf("%s: %w", file, err)
	}
	if err := bind(v, known, flags); err != nil {
		return settings, err
	}
	for _, s := range known {
		if err := resolve(v, s, flags, file, lines, content); err != nil {
			return settings, err
		}
	}
	return settings, nil
}

// bind tells viper where a setting may come from besides the file.
func bind(v *viper.Viper, known []setting, flags *pflag.FlagSet) error {
	for _, s := range known {
		if err := v.BindEnv(s.key, s.variable()); err != nil {
			return err
		}
		if f := flags.Lookup(s.flag); s.flag != "" && f != nil {
			if err := v.BindPFlag(s.key, f); err != nil {
				return err
			}
		}
	}
	return nil
}

// resolve sets one setting and says in an error where its value stands.
func resolve(v *viper.Viper, s setting, flags *pflag.FlagSet, file string, lines map[string]int, content []byte) error {
	where := ""
	switch flag := flags.Lookup(s.flag); {
	case flag != nil && flag.Changed:
		where = "--" + s.flag
	case os.Getenv(s.variable()) != "":
		where = s.variable()
	case lines[s.key] > 0:
		where = fmt.Sprintf("%s:%d: %s", file, lines[s.key], s.key)
	default:
		return nil
	}
	raw := v.Get(s.key)
	if defaults, isMap := s.value.Interface().(map[string]string); isMap {
		raw = merged(content, s.key, defaults)
	}
	if err := s.set(raw); err != nil {
		return usageError{withHint(fmt.Errorf("%s: %w", where, err), s.key+": "+s.doc)}
	}
	return nil
}

// merged adds the defaults of a map to what the file says, so that one prefix can be changed alone. It reads the file itself:
// viper writes all keys in lower case, and dcTerms is another prefix than dcterms.
func merged(content []byte, key string, defaults map[string]string) any {
	var file map[string]any
	if err := yaml.Unmarshal(content, &file); err != nil {
		return err // keyLines has read it
	}
	given, ok := file[key].(map[string]any)
	if !ok {
		return file[key]
	}
	all := map[string]any{}
	for k, v := range defaults {
		all[k] = v
	}
	maps.Copy(all, given)
	return all
}

// configFile finds and reads the config file; without one the name and content are empty.
func configFile(named string) (string, []byte, error) {
	if named == "" {
		named = os.Getenv("NEWSGRAPH_CONFIG")
	}
	if named != "" {
		content, err := os.ReadFile(named)
		if err != nil {
			return "", nil, usageError{withHint(fmt.Errorf("--config: %w", err), "name a YAML file; config.yaml of the source shows every key")}
		}
		return named, content, nil
	}
	for _, file := range usualFiles() {
		content, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", nil, withHint(fmt.Errorf("config: %w", err), "--config FILE names another file")
		}
		return file, content, nil
	}
	return "", nil, nil
}

func usualFiles() []string {
	files := []string{"config.yaml"}
	if dir, err := os.UserConfigDir(); err == nil {
		files = append(files, filepath.Join(dir, "newsgraph", "config.yaml"))
	}
	return files
}

// strangers returns the NEWSGRAPH_ variables that are no setting. They are told, not refused: orchestrators set variables
// such as NEWSGRAPH_SERVICE_HOST for a service of that name.
func strangers(environ []string) []string {
	var settings Settings
	known := map[string]bool{"NEWSGRAPH_CONFIG": true}
	for _, s := range list(&settings) {
		known[s.variable()] = true
	}
	var out []string
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if strings.HasPrefix(name, "NEWSGRAPH_") && !known[name] {
			out = append(out, name)
		}
	}
	return out
}
