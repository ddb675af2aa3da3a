// Wer liefert wem was?
// Who supplies what to whom?
// usage: @supplies
// example: @supplies
claims({predicate: "supplies"}, function (c) {
  g.emit({from: c.subject, to: c.object, goods: c.goods, quantity: c.quantity, says: c.speakers, denies: c.deniers, tier: c.tier});
});
