// Command cmd makes packed data from material outside the repository, and scores what is made with it:
//
//	go run ./internal/train/cmd lexicon DICTIONARIES data/lexicon/lexicon.bin
//	go run ./internal/train/cmd tagger TREEBANKS data/models/tagger.bin
//	go run ./internal/train/cmd names CORPORA data/models/names.bin
//	go run ./internal/train/cmd parser TREEBANKS data/models/parser.bin
//	go run ./internal/train/cmd confidence SHARED data/frames
//	go run ./internal/train/cmd score SHARED -
package main

import (
	"fmt"
	"os"
	"path/filepath"

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
		return fmt.Errorf("usage: cmd lexicon|tagger|names|parser|confidence|score FOLDER FILE")
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
	case "confidence":
		return calibrate(args[1], args[2])
	case "score":
		return train.Score(args[1], ".", os.Stdout)
	default:
		err = fmt.Errorf("unknown data %q, want lexicon, tagger, names, parser, confidence or score", args[0])
	}
	if err != nil {
		return err
	}
	return os.WriteFile(args[2], pack, 0o644)
}

// calibrate writes the two files from which confidence is computed.
func calibrate(shared, dir string) error {
	weights, record, err := train.Confidence(shared, ".", os.Stderr)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "confidence.tsv"), weights, 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "record.tsv"), record, 0o644)
}
