// Package cli is the command line: commands, configuration and the wiring of the other rooms. For example,
// Main([]string{"load", "news/"}, ...) reads a folder of articles into the store and returns the exit code.
//
// It decides nothing about language or graphs; every command calls one room and writes what it returns.
package cli

import (
	"context"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// Main runs one command and returns its exit code: 0 fine, 1 failed, 2 wrong use, 3 some inputs failed or were skipped and
// the rest went through.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{in: stdin, out: stdout, err: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return tell(stderr, root.ExecuteContext(ctx))
}

// An app is one run of the program.
type app struct {
	in       io.Reader
	out, err io.Writer
	file     string // --config
	format   string // --format
	settings Settings
	log      *slog.Logger
	command  string // that runs, told to those who find the store locked
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "newsgraph",
		Short: "Turn German news into a graph of claims and ask it questions",
		Long: `newsgraph reads German-language news and keeps who did what to whom, when, where, who says so and how sure it is,
as a graph of quads. Everything happens on this machine.

Exit codes: 0 fine, 1 failed, 2 wrong use, 3 some inputs failed or were skipped and the rest went through.
Settings: flag, then NEWSGRAPH_ variable, then config file, then default; see docs/SETTINGS.md.`,
		Example: `  newsgraph load news/
  newsgraph query 'entity("Armenien").out("<rel:borders>").all()'
  newsgraph path Balkarm Kasachstan
  newsgraph serve`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		Args:              cobra.ArbitraryArgs,
		RunE:              noCommand,
		PersistentPreRunE: a.configure,
	}
	defaults := Defaults()
	flags := root.PersistentFlags()
	flags.StringVar(&a.file, "config", "", "config file (default config.yaml here, then in the user's configuration directory)")
	flags.String("store", defaults.Store.Dir, "directory of the graph")
	flags.StringVar(&a.format, "format", "", "how to print; json is one value a line")
	flags.BoolP("quiet", "q", false, "print results and errors only")
	flags.BoolP("verbose", "v", false, "log what is being done")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return wrongUse(c, err) })
	root.AddCommand(a.commands()...)
	return root
}

// configure reads the settings before a command runs.
func (a *app) configure(c *cobra.Command, _ []string) error {
	settings, err := readSettings(a.file, c.Flags())
	if err != nil {
		return err
	}
	a.settings, a.command = settings, c.CommandPath()
	level := slog.LevelWarn
	if c.Name() == "serve" {
		level = slog.LevelInfo // a line for each request
	}
	if settings.Verbose {
		level = slog.LevelDebug
	}
	if settings.Quiet {
		level = slog.LevelError
	}
	a.log = slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
	for _, name := range strangers(os.Environ()) {
		a.log.Warn("no setting has this variable", "variable", name)
	}
	return nil
}

// noCommand answers a call without a command or with an unknown one.
func noCommand(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		c.SetOut(c.ErrOrStderr())
		if err := c.Help(); err != nil {
			return err
		}
		return errShown
	}
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	return unknown("command", args[0], names)
}
