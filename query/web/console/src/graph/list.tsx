// The graph as a list: the same things and facts in words, in step with the drawing.
import { shownFacts, shownThings, thingOf } from "../result";
import { places, selection } from "../state";
import { relationWord, t, word } from "../i18n";
import { moveFocus, TypeIcon } from "../ui";
import type { Fact } from "../model";

export function GraphList() {
  const byThing = new Map<string, Fact[]>();
  for (const f of shownFacts.value) {
    for (const iri of new Set([f.from, f.to])) byThing.set(iri, [...(byThing.get(iri) ?? []), f]);
  }
  const list = [...shownThings.value].sort((a, b) => a.name.localeCompare(b.name, "de"));
  return (
    <ul class="graphlist" aria-label={t("listOf")} onKeyDown={(e) => moveFocus(e, "button")}>
      {list.map((x) => (
        <li key={x.iri}>
          <button type="button" aria-pressed={selection.value === x.iri} onClick={() => (selection.value = x.iri)}>
            <TypeIcon type={x.type} /><span class="grow">{x.name}</span>{places.value.get(x.iri)?.pinned && <span class="quiet" title={t("pin")}>⚲</span>}<span class="count">{byThing.get(x.iri)?.length ?? 0}</span>
          </button>
          {selection.value === x.iri || byThing.get(x.iri)?.some((f) => f.id === selection.value) ? <ul>{(byThing.get(x.iri) ?? []).map((f) => <li key={f.id}><FactItem fact={f} /></li>)}</ul> : null}
        </li>
      ))}
    </ul>
  );
}

function FactItem({ fact: f }: { fact: Fact }) {
  return <button type="button" aria-pressed={selection.value === f.id} onClick={() => (selection.value = f.id)}>
    <span class={`tier tier-${f.tier}`}>{word(f.tier)}</span> <span>{thingOf(f.from).name} <em>{relationWord(f.relation)}</em> {thingOf(f.to).name}</span></button>;
}
