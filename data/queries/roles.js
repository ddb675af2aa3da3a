// Wer hat welches Amt in NAME?
// Who holds which office in NAME?
// usage: @roles NAME
// example: @roles Kasachstan
claims({predicate: "hasRole", object: args[0]}, function (c) {
  g.emit({who: c.subject, role: c.role, sentence: c.sentence, article: c.article});
});
