// Was geschah um NAME, nach Datum?
// What happened around NAME, by date?
// usage: @timeline NAME
// example: @timeline Armenien
var rows = [], seen = {};
function keep(c) {
  if (c.date && !seen[c.claim]) {
    seen[c.claim] = true;
    rows.push({date: c.date, subject: c.subject, predicate: c.predicate, object: c.object, modality: c.modality, sentence: c.sentence});
  }
}
claims({subject: args[0]}, keep);
claims({object: args[0]}, keep);
rows.sort(function (a, b) { return a.date < b.date ? -1 : a.date > b.date ? 1 : 0; });
rows.forEach(function (row) { g.emit(row); });
