// Command cmd makes packed data from material outside the repository:
//
//	go run ./internal/train/cmd lexicon DICTIONARIES data/lexicon/lexicon.bin
//	go run ./internal/train/cmd tagger TREEBANKS data/models/tagger.bin
//	go run ./internal/train/cmd names CORPORA data/models/names.bin
//	go run ./internal/train/cmd parser TREEBANKS data/models/parser.bin
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
	if len(args) != 3 {
		return fmt.Errorf("usage: cmd lexicon|tagger|names|parser FOLDER FILE")
	}
	var pack []byte
	var err error
	switch args[0] {
	case "lexicon":
		pack, err = train.Lexicon(args[1])
	case "tagger":
		pack, err = train.Tagger(args[1], os.Stderr)
	case "names":
		pack, err = train.Names(args[1], os.Stderr)
	case "parser":
		pack, err = train.Parser(args[1], os.Stderr)
	default:
		err = fmt.Errorf("unknown data %q, want lexicon, tagger, names or parser", args[0])
	}
	if err != nil {
		return err
	}
	return os.WriteFile(args[2], pack, 0o644)
}
