// Writes articles about 2,000 invented people and some 6,700 facts between them, as lines of JSON.
import { writeFileSync } from "node:fs";

const first = "Anton Berta Carl Dora Emil Frieda Gustav Helga Ida Jakob Karin Ludwig Maria Norbert Olga Paul Renate Stefan Tanja Ulrich Verena Walter Xaver Yvonne Zita Andrea Bruno Claudia Daniel Elisabeth Franz Gerda Hans Irene Jonas Klara Leo Monika Nina Oskar".split(" ");
const last = "Abderhalden Brändli Camenzind Dürrenberger Egloff Fankhauser Gantenbein Hefti Inauen Jegerlehner Kaltenbrunner Lüthold Mettler Niederhauser Oberholzer Pfenninger Querini Rickenbacher Schaffhauser Tschudi Ueltschi Vonlanthen Wanzenried Zumthor Aebersold Burckhalter Caflisch Deplazes Eichenberger Frischknecht Gysling Hirzel Ineichen Kesselring Leutenegger Marxer Nägeli Ochsner Prantl Reutimann Sutterlin Tobler Utzinger Vetterli Widmer Zellweger Ammann Bischof Conrad Dietrich".split(" ");
const verbs = ["traf am Montag", "kritisierte", "unterstützt", "telefonierte mit", "beschuldigte", "warnte"];
const articles = 420, sentences = 16;
const known = 90; // people with whom one of them has to do: a hub

export function network(file) {
  const people = first.flatMap((f) => last.map((l) => `${f} ${l}`));
  let state = 7;
  const chance = (n) => (state = (state * 1664525 + 1013904223) >>> 0) % n;
  const lines = Array.from({ length: articles }, (_, a) => {
    const text = Array.from({ length: sentences }, (_, i) => {
      const from = (a * sentences + i) % people.length;
      return `${people[from]} ${verbs[chance(verbs.length)]} ${people[(from + 1 + chance(people.length - 1)) % people.length]}.`;
    });
    return JSON.stringify({ id: `netz-${a}`, title: `Meldungen ${a}`, date: `2024-0${1 + (a % 9)}-1${a % 9}`, text: text.join("\n\n") });
  });
  const hub = Array.from({ length: known }, (_, i) => `Zeno Nabholz ${verbs[i % 3]} ${people[i * 7]}.`);
  lines.push(JSON.stringify({ id: "nabe", title: "Nabe", date: "2024-10-01", text: hub.join("\n\n") }));
  writeFileSync(file, lines.join("\n"));
}
