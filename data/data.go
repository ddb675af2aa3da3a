// Package data holds the facts about the world and the German language that the program reads: the ontology,
// word lists, the gazetteer, frames and our sample articles. For example, Ontology is data/ontology.yaml.
//
// It embeds and nothing else: reading and checking is done by the room that owns each file.
package data

import "embed"

// Ontology is the table of types and relations.
//
//go:embed ontology.yaml
var Ontology []byte

// Articles holds the sample articles (NAME.txt) and the claims that they state (NAME.json).
//
//go:embed articles
var Articles embed.FS

// Lexicon holds the word lists: tables by hand and the packed full-form lexicon.
//
//go:embed lexicon
var Lexicon embed.FS

// Gazetteer holds the lists of names, one file a kind; COLUMNS.md there says how they are written.
//
//go:embed gazetteer
var Gazetteer embed.FS

// Zones is the table of what the parts of a news page look like.
//
//go:embed zones.tsv
var Zones string

// Models holds trained weights.
//
//go:embed models
var Models embed.FS

// Frames say how German verbs and nouns express relations, and what embeds them.
//
//go:embed frames
var Frames embed.FS

// Queries holds the saved queries (NAME.js), each with the question that it answers in its first lines.
//
//go:embed queries
var Queries embed.FS
