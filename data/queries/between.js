// Was sagen die Artikel über A und B zusammen?
// What do the articles say of A and B together?
// usage: @between A B
// example: @between Armenien Aserbaidschan
function show(c) {
  g.emit({subject: c.subject, predicate: c.predicate, object: c.object, goods: c.goods, tier: c.tier, says: c.speakers, sentence: c.sentence});
}
var seen = {};
function once(c) {
  if (!seen[c.claim]) {
    seen[c.claim] = true;
    show(c);
  }
}
claims({subject: args[0], object: args[1]}, once);
claims({subject: args[1], object: args[0]}, once);
