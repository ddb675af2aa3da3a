// Was geschah um NAME, nach dem Datum des Ereignisses oder, wo keines steht, der Meldung?
// What happened around NAME, by the date of the event or, where none is given, of the report?
// usage: @timeline NAME
// example: @timeline Armenien
var rows = [], seen = {}, reported = {};
function published(article) {
  if (!(article in reported)) {
    reported[article] = g.V(article).out("<schema:datePublished>").toValue() || "";
  }
  return reported[article];
}
function keep(c) {
  var date = c.date || published(c.article);
  if (date && !seen[c.claim]) {
    seen[c.claim] = true;
    rows.push({date: date, of: c.date ? "event" : "report", subject: c.subject, predicate: c.predicate, object: c.object, modality: c.modality, sentence: c.sentence});
  }
}
claims({subject: args[0]}, keep);
claims({object: args[0]}, keep);
rows.sort(function (a, b) { return a.date < b.date ? -1 : a.date > b.date ? 1 : 0; });
rows.forEach(function (row) { g.emit(row); });
