// Command cmd makes packed data from material outside the repository:
//
//	go run ./internal/train/cmd lexicon DICTIONARIES data/lexicon/lexicon.bin
package main

import (
	"fmt"
	"os"

	"newsgraph/internal/train"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 3 && args[0] == "lexicon" {
		pack, err := train.Lexicon(args[1])
		if err != nil {
			return err
		}
		return os.WriteFile(args[2], pack, 0o644)
	}
	return fmt.Errorf("usage: cmd lexicon DICTIONARIES FILE")
}
