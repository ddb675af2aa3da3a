// Was sagt NAME?
// What does NAME say?
// usage: @says NAME
// example: @says "Elschan Gurbanly"
claims({speaker: args[0]}, function (c) {
  g.emit({subject: c.subject, predicate: c.predicate, object: c.object, goods: c.goods, tier: c.tier, sentence: c.sentence});
});
