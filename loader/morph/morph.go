// Package morph says of every token what word it is: part of speech (STTS), lemma, head of a compound, case, gender, number,
// person, mood and tense. For example, "Waffenlieferungen" is a noun with the lemma "Waffenlieferung" and the head
// "Lieferung", and in "er werde reisen" the word "werde" is a finite auxiliary in the mood Reported.
//
// A tagger decides the part of speech, the full-form lexicon the rest; words that it lacks are guessed by their endings.
// It joins no words: a noun phrase, a verb with its particle ("teilte ... mit") and a clause are the matter of syntax. Lexicon
// answers questions that other stages ask through functions: Noun, Head, Parts, Prefix, Join, IsPrefix, IsWord, Governs, Read.
package morph
