// Auf wen berufen sich die Artikel am häufigsten?
// Whom do the articles quote most?
// usage: @speakers
// example: @speakers
var claimed = {}, articles = {};
claims({}, function (c) {
  (c.speakers || "").split(", ").forEach(function (name) {
    if (name) {
      claimed[name] = (claimed[name] || 0) + 1;
      articles[name] = articles[name] || {};
      articles[name][c.article] = true;
    }
  });
});
Object.keys(claimed).sort(function (a, b) {
  return claimed[b] - claimed[a] || (a < b ? -1 : 1);
}).forEach(function (name) {
  g.emit({speaker: name, claims: claimed[name], articles: Object.keys(articles[name]).length});
});
