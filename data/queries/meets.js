// Wen traf NAME, wann und wo?
// Whom did NAME meet, when and where?
// usage: @meets NAME
// example: @meets "Tigran Melkonjan"
claims({subject: args[0], predicate: "meets"}, function (c) {
  g.emit({a: c.subject, b: c.object, when: c.date, where: c.place, tier: c.tier, sentence: c.sentence});
});
