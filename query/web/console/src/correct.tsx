// Corrections in place: a claim is accepted or retracted, a thing merged, split, renamed or given another type. What would change is
// shown first, and every correction can be taken back.
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import * as api from "./api";
import { relationWord, t, word, type Key } from "./i18n";
import { types, type Claim, type Thing } from "./model";
import { meet, refresh, replace } from "./result";
import { tell } from "./state";
import { Dialog, Failure, Loading, NameField, TierMark, useLoad } from "./ui";

// round counts corrections: what shows what they may have changed is read again.
export const round = signal(0);

export async function amend(w: api.Wish, after: () => void): Promise<void> {
  const made = await api.amend(w);
  if (w.action === "merge") replace(w.args[0]!, w.args[1]!);
  await settle(after);
  tell(t("correctionDone", { what: made.what }), { undo: () => void takeBack(made.id, after) });
}

export async function takeBack(id: string, after: () => void): Promise<void> {
  try {
    await api.amend({ action: "undo", args: [id] });
    await settle(after);
    tell(t("undone"));
  } catch (err) {
    tell(err instanceof Error ? err.message : String(err), { bad: true });
  }
}

async function settle(after: () => void): Promise<void> {
  round.value++;
  await refresh();
  after();
}

export function ClaimTools({ claim: c, changed, children }: { claim: Claim; changed(): void; children?: ComponentChildren }) {
  const [open, setOpen] = useState(false), [error, setError] = useState<unknown>(undefined), [state, setState] = useState(c.state);
  const act = (action: "confirm" | "retract") => amend({ action, args: [c.iri] }, changed).then(() => setState(action === "confirm" ? "confirmed" : "retracted"), setError);
  return <>
    <p class="row tight">
      {state === "confirmed" ? <span class="good">✓ {t("confirmed")}</span> : <button type="button" onClick={() => void act("confirm")}>{t("confirm")}</button>}
      <button type="button" onClick={() => setOpen(true)}>{t("correct")}</button>
      {state === "retracted" ? <span class="quiet">{t("retracted")}</span> : <button type="button" class="danger" onClick={() => void act("retract")}>{t("retract")}</button>}
      {children}</p>
    {error !== undefined && <Failure error={error} />}
    {open && <ClaimDialog claim={c} close={() => setOpen(false)} changed={changed} />}</>;
}

// ClaimDialog asks what is wrong with a claim: one of its things, or the claim itself.
function ClaimDialog({ claim: c, close, changed }: { claim: Claim; close(): void; changed(): void }) {
  const [thing, setThing] = useState<Thing | null>(null);
  if (thing) return <ThingDialog thing={thing} close={close} changed={changed} />;
  const ends = [{ iri: c.from, name: c.subject }, { iri: c.to, name: c.object }].filter((x) => x.iri);
  return <Dialog title={t("correct")} close={close}>
    <blockquote><p>{c.sentence}</p></blockquote>
    <p class="chips">{ends.map((x) => <button type="button" key={x.iri} onClick={() => setThing({ ...x, type: "" })}>{t("correctTitle", { name: x.name })}</button>)}
      <button type="button" class="danger" onClick={() => void amend({ action: "retract", args: [c.iri] }, changed).then(close)}>{t("retract")}</button></p></Dialog>;
}

export function ThingTools({ thing, changed }: { thing: Thing; changed(): void }) {
  const [open, setOpen] = useState(false);
  return <p><button type="button" onClick={() => setOpen(true)}>{t("correct")}</button>{open && <ThingDialog thing={thing} close={() => setOpen(false)} changed={changed} />}</p>;
}

const actions = ["merge", "rename", "retype", "split", "neverMerge"] as const;
type Action = (typeof actions)[number];

export function ThingDialog({ thing, close, changed, into, start }: { thing: Thing; close(): void; changed(): void; into?: Thing; start?: Action }) {
  const [action, setAction] = useState<Action>(start ?? "merge");
  const [value, setValue] = useState(into?.iri ?? ""), [why, setWhy] = useState("");
  const [error, setError] = useState<unknown>(undefined), [busy, setBusy] = useState(false), [changes, setChanges] = useState<api.Changes | null>(null);
  const members = useLoad("members " + thing.iri, (signal) => api.membersOf(thing.iri, signal));
  const wish = (): api.Wish => ({ action: action === "neverMerge" ? "never-merge" : action, why: why.trim(), args: action === "split" ? [value] : [thing.iri, value.trim()] });
  const set = (v: string) => { setValue(v); setChanges(null); setError(undefined); };
  const look = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try { setChanges(await api.rehearse(await named(wish()))); } catch (err) { setError(err); }
    setBusy(false);
  };
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      await amend(await named(wish()), changed);
      close();
    } catch (err) { setError(err); }
    setBusy(false);
  };
  return (
    <Dialog title={t("correctTitle", { name: thing.name })} close={close} wide>
      <div class="chips" role="group" aria-label={t("corrections")}>{actions.map((a) => <button type="button" key={a} aria-pressed={action === a} onClick={() => { setAction(a); set(""); }}>{t(a)}</button>)}</div>
      <form onSubmit={(e) => { e.preventDefault(); void look(); }} class="correcting">
        {action === "merge" || action === "neverMerge" ? <NameField id="correct-into" label={action === "merge" ? t("mergeInto", { name: thing.name }) : t("neverMerge")} value={into && value === into.iri ? into.name : value} change={set} complete={(x, signal) => api.names(x, 10, signal)} />
          : action === "rename" ? <span class="field"><label for="correct-name">{t("newName")}</label><input id="correct-name" value={value} maxLength={200} onInput={(e) => set(e.currentTarget.value)} /></span>
          : action === "retype" ? <span class="field"><label for="correct-type">{t("newType")}</label><select id="correct-type" value={value} onChange={(e) => set(e.currentTarget.value)}><option value="" />{types.map((x) => <option value={x}>{word(x)}</option>)}</select></span>
          : <span class="field"><label for="correct-member">{t("whichNames")}</label><select id="correct-member" value={value} onChange={(e) => set(e.currentTarget.value)}><option value="" />{(members.value ?? []).map((m) => <option value={m.iri}>{m.name}</option>)}</select></span>}
        <span class="field"><label for="correct-why">{t("why")}</label><input id="correct-why" value={why} maxLength={500} onInput={(e) => setWhy(e.currentTarget.value)} /></span>
        <p class="row"><button type="submit" disabled={!value.trim() || busy}>{t("previewChange")}</button><button type="button" class="main" disabled={!changes || busy} onClick={() => void make()}>{t("apply")}</button><button type="button" onClick={close}>{t("cancel")}</button></p>
      </form>
      {error !== undefined && <><Failure error={error} />{error instanceof api.Problem && error.candidates.length > 0 && <p class="chips">{error.candidates.map((x) => <button type="button" class="chip" onClick={() => { meet([x]); set(x.iri); }}>{x.name} · {x.iri}</button>)}</p>}</>}
      {busy && <Loading />}
      {changes && <ChangeList changes={changes} />}
    </Dialog>
  );
}

// named puts the thing that a typed name means into a wish that is about two things.
async function named(w: api.Wish): Promise<api.Wish> {
  if ((w.action !== "merge" && w.action !== "never-merge") || /^(id|wd):/.test(w.args[1] ?? "")) return w;
  const meant = await api.entity(w.args[1] ?? "");
  meet([meant]);
  return { ...w, args: [w.args[0]!, meant.iri] };
}

export function ChangeList({ changes: c }: { changes: api.Changes }) {
  if (c.gone.length + c.added.length === 0) return <p class="quiet">{t("nothingChanges")}</p>;
  const line = (x: api.Change) => <>{x.subject} <em>{relationWord(x.predicate)}</em> {x.object} {x.tier && <TierMark tier={x.tier} />}</>;
  const block = (title: Key, list: api.Change[], sign: string) => <section><h3>{t(title, { n: list.length })}</h3><ul class="changes">{list.slice(0, 40).map((x) => <li><span aria-hidden="true">{sign}</span>{sign === "+" ? <ins>{line(x)}</ins> : <del>{line(x)}</del>}</li>)}</ul></section>;
  return <div class="changed" role="region" aria-label={t("changeLead")}>{block("edgesRemoved", c.gone, "−")}{block("edgesAdded", c.added, "+")}</div>;
}
