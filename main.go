// Command newsgraph turns German news into a graph of claims and answers questions over it.
package main

import (
	"os"

	"newsgraph/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
