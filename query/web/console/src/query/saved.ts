// Questions that are saved: those that come with the program, and one's own, which the browser keeps.
import { signal } from "@preact/signals";
import * as api from "../api";
import { readStored, store } from "../i18n";

export interface Question { name: string; de: string; en: string; params: string[]; example: string[]; text: string; own: boolean }

export const own = signal<Question[]>(read("newsgraph.saved"));
export interface Run { text: string; lang: string; when: string; rows: number }
export const past = signal<Run[]>(read("newsgraph.history"));
const historyLength = 60;

function read<T>(key: string): T[] {
  try {
    const found = JSON.parse(readStored(key) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch { return []; }
}

export function remember(run: Run): void {
  past.value = [run, ...past.value.filter((r) => r.text !== run.text || r.lang !== run.lang)].slice(0, historyLength);
  store("newsgraph.history", JSON.stringify(past.value));
}

export function keep(name: string, text: string): void {
  own.value = [...own.value.filter((q) => q.name !== name), { name, de: name, en: name, params: [], example: [], text, own: true }];
  store("newsgraph.saved", JSON.stringify(own.value));
}

export function forget(name: string): void {
  own.value = own.value.filter((q) => q.name !== name);
  store("newsgraph.saved", JSON.stringify(own.value));
}

// onOwnData gives examples whose names the graph does not know names that it knows, of the type that the question is about.
async function onOwnData(list: Question[]): Promise<Question[]> {
  const used = [...new Set(list.flatMap((q) => q.example))];
  const known = new Set((await Promise.all(used.map(async (name) => ((await api.names(name, 1)).includes(name) ? [name] : [])))).flat());
  if (used.every((name) => known.has(name))) return list;
  const things = await api.wellKnown(40);
  return list.map((q) => {
    const wanted = aboutPeople.has(q.name) ? ["Person"] : ["State", "Organization"];
    const fit = [...things.filter((x) => wanted.includes(x.type)), ...things];
    return { ...q, example: q.example.map((name, i) => (known.has(name) ? name : (fit[i]?.name ?? name))) };
  });
}

const aboutPeople = new Set(["meets", "says"]);

let shipped: Promise<Question[]> | undefined;
export async function questions(): Promise<Question[]> {
  shipped ??= api.saved().then(onOwnData).catch((err) => { shipped = undefined; throw err; });
  return [...own.value, ...(await shipped.catch(() => []))];
}
