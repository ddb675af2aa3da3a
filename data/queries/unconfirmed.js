// Was ist nur eine Vorhersage, ein Vorwurf oder ein Gerücht?
// What is merely predicted, alleged or rumoured?
// usage: @unconfirmed
// example: @unconfirmed
["probable", "possible", "alleged"].forEach(function (modality) {
  claims({modality: modality}, function (c) {
    g.emit({subject: c.subject, predicate: c.predicate, object: c.object, goods: c.goods, modality: c.modality, says: c.speakers, sentence: c.sentence});
  });
});
