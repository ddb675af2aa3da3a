package cli

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"newsgraph/loader"
)

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version of the program",
		Example: "  newsgraph version --format json",
		Args:    args(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			format, err := a.formatOf("text", "json")
			if err != nil {
				return err
			}
			l, err := a.loader()
			if err != nil {
				return err
			}
			if format == "json" {
				return a.line(map[string]string{"version": loader.Version, "extractor": l.Extractor(), "go": runtime.Version(), "platform": runtime.GOOS + "/" + runtime.GOARCH})
			}
			_, err = fmt.Fprintf(a.out, "newsgraph %s, %s, %s/%s\n", l.Extractor(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// line prints one JSON value as a line.
func (a *app) line(value any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}
