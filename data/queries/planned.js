// Was ist angekündigt oder geplant?
// What is announced or planned?
// usage: @planned
// example: @planned
claims({modality: "planned"}, function (c) {
  g.emit({subject: c.subject, predicate: c.predicate, object: c.object, when: c.date, says: c.speakers, sentence: c.sentence});
});
