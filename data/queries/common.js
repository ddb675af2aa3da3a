// Mit wem haben A und B beide zu tun?
// With whom do A and B both have to do?
// usage: @common A B
// example: @common Bulgarien Armenien

// around counts the claims that name has a part in, by the other part.
function around(name) {
  var self = entity(name).out("<schema:name>").toArray();
  var found = {};
  function keep(c) {
    [c.subject, c.object].forEach(function (other) {
      if (other && self.indexOf(other) < 0) {
        found[other] = (found[other] || 0) + 1;
      }
    });
  }
  claims({subject: name}, keep);
  claims({object: name}, keep);
  return found;
}

var a = around(args[0]), b = around(args[1]);
Object.keys(a).sort().forEach(function (other) {
  if (b[other]) {
    g.emit({name: other, "claims with A": a[other], "claims with B": b[other]});
  }
});
