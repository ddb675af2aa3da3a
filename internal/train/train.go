// Package train makes the packed data of the language stages from material that lies outside the repository: the full-form
// lexicon from three dictionaries, the weights of the tagger and of the parser from treebanks, those of names from annotated news.
// For example, `make lexicon` writes data/lexicon/lexicon.bin. The stages' own feature functions are used, so that training and product see
// the same thing.
//
// It runs on a developer's machine and is no part of the program.
package train
