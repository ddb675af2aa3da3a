// Wer bestreitet was?
// Who denies what?
// usage: @denials
// example: @denials
claims({}, function (c) {
  if (c.deniers) {
    g.emit({denies: c.deniers, subject: c.subject, predicate: c.predicate, object: c.object, says: c.speakers, tier: c.tier, sentence: c.sentence});
  }
});
