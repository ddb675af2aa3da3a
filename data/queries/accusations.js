// Wer wirft wem etwas vor oder kritisiert ihn?
// Who accuses or criticizes whom?
// usage: @accusations
// example: @accusations
["accuses", "criticizes"].forEach(function (predicate) {
  claims({predicate: predicate}, function (c) {
    g.emit({who: c.subject, how: c.predicate, whom: c.object, tier: c.tier, sentence: c.sentence});
  });
});
