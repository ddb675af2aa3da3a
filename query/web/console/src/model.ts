// What the views show: things, facts between them, claims behind the facts. IRIs are in their short form without brackets: "id:armenien".

export const tiers = ["rel", "disputed", "maybe", "denied"] as const;
export type Tier = (typeof tiers)[number];
export const types = ["Person", "State", "Organization", "Place", "Event", "Good"] as const;

export interface Thing {
  iri: string;
  name: string;
  type: string; // one of types, or "" where the graph knows none
  degree?: number; // facts that end at it, of all tiers
}

// A Fact is one edge: what all articles together say of one relation between two things, in one tier.
export interface Fact {
  id: string;
  from: string;
  to: string;
  relation: string;
  tier: Tier;
  sources: number;
  claims: number;
  first: string;
  last: string;
  sentence: string;
  modality: string;
  confidence: number; // 0 to 1; 0 where it is not told
  speakers: string;
  publisher: string;
  goods: string;
  article: string;
}

export interface Subgraph {
  things: Thing[];
  facts: Fact[];
  left: number; // things that a bound left out
}

export interface ArticleRef {
  iri: string;
  id: string;
  title: string;
  date: string;
  publisher: string;
  url: string;
}

// A Claim is one relation as one article states it.
export interface Claim {
  iri: string;
  subject: string; // names
  relation: string;
  object: string;
  from: string; // IRIs of subject and object
  to: string;
  tier: string;
  goods: string[];
  quantity: string;
  role: string;
  when: string;
  place: string;
  modality: string;
  polarity: string;
  speakers: string[];
  deniers: string[];
  sentence: string;
  marks: Span[]; // in the sentence
  start: number; // in the article's text
  end: number;
  confidence: number;
  frame: string;
  state: "" | "confirmed" | "retracted";
  article: ArticleRef;
}

// A Span is a part of a text, in UTF-16 units.
export interface Span {
  start: number;
  end: number;
}

export interface Mention extends Span {
  iri: string;
  name: string;
  type: string;
}

export interface Article extends ArticleRef {
  text: string;
  mentions: Mention[];
  claims: Claim[];
}

export const factID = (from: string, relation: string, to: string, tier: string) => [from, relation, to, tier].join("|");

// articleID is how an address names an article: its IRI without the prefix.
export const articleID = (iri: string) => iri.replace(/^art:/, "");

// A Filter says which facts the views show.
export interface Filter {
  noTiers: string[];
  noTypes: string[];
  noRelations: string[];
  since: string;
  until: string;
  source: string;
  confidence: number;
}

export const openFilter: Filter = { noTiers: [], noTypes: [], noRelations: [], since: "", until: "", source: "", confidence: 0 };

// passes reports whether a fact is shown. A bound of time takes what is reported within it, at least in part: "2024" ends with 2024-12-31.
export function passes(f: Fact, filter: Filter, typeOf: (iri: string) => string): boolean {
  return !filter.noTiers.includes(f.tier) && !filter.noRelations.includes(f.relation) &&
    !filter.noTypes.includes(typeOf(f.from)) && !filter.noTypes.includes(typeOf(f.to)) &&
    (!filter.since || f.last === "" || f.last >= filter.since) && (!filter.until || f.first === "" || f.first.slice(0, filter.until.length) <= filter.until) &&
    (!filter.source || f.publisher.toLowerCase().includes(filter.source.toLowerCase())) && (f.confidence === 0 || f.confidence >= filter.confidence);
}
