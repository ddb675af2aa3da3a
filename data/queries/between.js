// Was sagen die Artikel über A und B zusammen?
// What do the articles say of A and B together?
// usage: @between A B
// example: @between Armenien Aserbaidschan
var seen = {}; // a symmetric relation is found from either side
function show(c) {
  if (!seen[c.claim]) {
    seen[c.claim] = true;
    g.emit({subject: c.subject, predicate: c.predicate, object: c.object, goods: c.goods, tier: c.tier, says: c.speakers, sentence: c.sentence});
  }
}
claims({subject: args[0], object: args[1]}, show);
claims({subject: args[1], object: args[0]}, show);
