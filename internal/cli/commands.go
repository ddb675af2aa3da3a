package cli

import "github.com/spf13/cobra"

// commands are all commands, in the order of the help.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.load(), a.extract(), a.query(), a.repl(), a.show(), a.path(), a.disputes(), a.timeline(), a.dossier(), a.search(), a.articles(), a.export(), a.imports(), a.remove(), a.suggest(), a.correct(), a.frames(), a.check(), a.backup(), a.restore(), a.stats(), a.serve(), a.version(),
	}
}
