// The legend is the filter: what stands in it can be switched off.
import { computed } from "@preact/signals";
import { Fragment } from "preact";
import { filter, places } from "../state";
import { facts, shownFacts, thingOf } from "../result";
import { openFilter, tiers, types, type Filter } from "../model";
import { number, relationWord, t, word } from "../i18n";
import { TierLine, TypeIcon } from "../ui";

const counts = computed(() => {
  const tier = new Map<string, number>(), relation = new Map<string, number>(), type = new Map<string, number>();
  const add = (m: Map<string, number>, k: string) => m.set(k, (m.get(k) ?? 0) + 1);
  for (const f of facts.value) { add(tier, f.tier); add(relation, f.relation); }
  for (const iri of places.value.keys()) add(type, thingOf(iri).type || "Thing");
  return { tier, relation, type };
});

const toggled = (list: string[], item: string) => (list.includes(item) ? list.filter((x) => x !== item) : [...list, item]);
export const changeFilter = (changes: Partial<Filter>) => { filter.value = { ...filter.value, ...changes }; };
export const isFiltered = () => JSON.stringify(filter.value) !== JSON.stringify(openFilter);

export function Legend({ counted }: { counted: boolean }) {
  const f = filter.value, c = counts.value;
  const relations = [...c.relation].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return (
    <div class="legend">
      <fieldset><legend>{t("tier")}</legend>
        {tiers.map((x) => <Toggle key={x} on={!f.noTiers.includes(x)} count={counted ? (c.tier.get(x) ?? 0) : undefined} title={t(`${x}Long` as "relLong")} flip={() => changeFilter({ noTiers: toggled(f.noTiers, x) })}><TierLine tier={x} />{word(x)}</Toggle>)}
      </fieldset>
      {counted && <fieldset><legend>{t("types")}</legend>
        {[...types, "Thing"].filter((x) => c.type.get(x) || f.noTypes.includes(x)).map((x) => <Toggle key={x} on={!f.noTypes.includes(x)} count={c.type.get(x) ?? 0} flip={() => changeFilter({ noTypes: toggled(f.noTypes, x) })}><TypeIcon type={x} />{word(x)}</Toggle>)}
      </fieldset>}
      {relations.length > 0 && <fieldset><legend>{t("relations")}</legend>
        {relations.length > 3 && <p class="row tight"><button type="button" class="link" onClick={() => changeFilter({ noRelations: [] })}>{t("showAll")}</button><button type="button" class="link" onClick={() => changeFilter({ noRelations: relations.map(([x]) => x) })}>{t("showNone")}</button></p>}
        {relations.map(([x, n]) => <Toggle key={x} on={!f.noRelations.includes(x)} count={n} flip={() => changeFilter({ noRelations: toggled(f.noRelations, x) })}>{relationWord(x)}</Toggle>)}
      </fieldset>}
      <Bounds />
      {isFiltered() && <button type="button" onClick={() => (filter.value = openFilter)}>{t("reset")}</button>}
      {counted && <p class="quiet" aria-live="polite">{t("shownOf", { n: shownFacts.value.length, all: facts.value.length })}</p>}
    </div>
  );
}

function Toggle({ on, count, flip, children, title }: { on: boolean; count: number | undefined; flip(): void; children: preact.ComponentChildren; title?: string }) {
  return <label class={"toggle" + (on ? "" : " off")} title={title}><input type="checkbox" checked={on} onChange={flip} /><span class="what">{children}</span>{count !== undefined && <span class="count">{number(count)}</span>}</label>;
}

// Bounds are date, source and confidence, the filters that have no place in a legend.
export function Bounds() {
  const f = filter.value;
  const field = (name: "since" | "until" | "source", placeholder: string) => (
    <Fragment key={name}><label for={"filter-" + name}>{t(name)}</label>
      <input id={"filter-" + name} value={f[name]} placeholder={placeholder} onInput={(e) => changeFilter({ [name]: e.currentTarget.value.trim() })} /></Fragment>
  );
  return <fieldset class="bounds"><legend>{t("filterTitle")}</legend>
    {field("since", "2024-05")}{field("until", "2024")}{field("source", t("any"))}
    <span class="row spread"><label for="filter-confidence">{t("confidence")}</label><output for="filter-confidence">{f.confidence ? f.confidence.toFixed(2) : t("any")}</output></span>
    <input id="filter-confidence" type="range" min="0" max="1" step="0.05" value={f.confidence} aria-valuetext={f.confidence.toFixed(2)} onInput={(e) => changeFilter({ confidence: Number(e.currentTarget.value) })} />
  </fieldset>;
}
