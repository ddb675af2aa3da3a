// The editor of queries. It lives in a shadow root: there its styles are constructed sheets, which the policy of the server allows.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import * as api from "../api";
import { t } from "../i18n";

export interface Vocabulary { relations: string[]; types: string[] }

export interface Editor {
  view: EditorView;
  text(): string;
  set(text: string): void;
  insert(text: string): void;
  fail(line: number, column: number, message: string): void;
  clear(): void;
  label(text: string): void;
  focus(): void;
  destroy(): void;
}

const look = EditorView.theme({
  "&": { fontSize: "14px", backgroundColor: "var(--field)", color: "var(--ink)", height: "100%" },
  ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  "&.cm-focused": { outline: "none" },
  ".cm-gutters": { backgroundColor: "var(--field)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { color: "var(--quiet)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail": { color: "var(--on-accent)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textDecorationSkipInk: "none" },
  ".cm-lint-marker-error": { content: "none", width: "10px", height: "10px", borderRadius: "50%", backgroundColor: "var(--bad)", marginTop: "5px" },
  ".cm-diagnostic-error": { borderLeft: "4px solid var(--bad)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword], color: "var(--code-key)" }, { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" }, { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" }, { tag: tags.function(tags.variableName), color: "var(--code-call)" }, { tag: tags.function(tags.propertyName), color: "var(--code-call)" },
]);

// Methods of Gizmo, the ones in small letters; what is not here still runs.
const graphMethods = ["V", "M", "emit", "IRI", "addNamespace"];
export const pathMethods = ["all", "and", "back", "both", "count", "difference", "except", "filter", "follow", "followR", "followRecursive", "forEach", "getLimit", "has", "hasR", "in", "inPredicates", "intersect", "is", "labelContext", "labels", "limit", "or", "order", "out", "outPredicates", "save", "saveInPredicates", "saveOpt", "saveOptR", "saveOutPredicates", "saveR", "skip", "tag", "tagArray", "tagValue", "toArray", "toValue", "union", "unique"];
export const functions = [{ label: "claims", detail: "claims({predicate: …})" }, { label: "entity", detail: 'entity("Name")' }, { label: "g", detail: "g.V(…)" }];
export const claimKeys = ["subject", "predicate", "object", "speaker", "denier", "modality", "polarity", "tier", "goods", "since", "until", "article", "text"];
const modalities = ["actual", "planned", "probable", "possible", "alleged"], tierNames = ["rel", "disputed", "maybe", "denied"];

const complete = (vocabulary: () => Vocabulary) => async (context: CompletionContext): Promise<CompletionResult | null> => {
  const before = context.state.sliceDoc(Math.max(0, context.pos - 300), context.pos);
  const quoted = /(["'`])([^"'`\n]*)$/.exec(before);
  if (quoted && inString(before)) return insideQuotes(context, quoted[2]!, before.slice(0, quoted.index), vocabulary());
  const method = /\.(\w*)$/.exec(before);
  if (method) return list(context.pos - method[1]!.length, (/\bg\.\w*$/.test(before) ? graphMethods : pathMethods).map((label) => ({ label, type: "method" })));
  const key = /claims\(\{[^}]*?(?:^|[{,])\s*(\w*)$/s.exec(before);
  if (key) return list(context.pos - key[1]!.length, claimKeys.map((label) => ({ label, type: "property", apply: label + ": " })));
  const word = /\w+$/.exec(before);
  if (!word && !context.explicit) return null;
  return list(context.pos - (word?.[0].length ?? 0), functions.map((f) => ({ ...f, type: "function" })));
};

const list = (from: number, options: Completion[]): CompletionResult => ({ from, options, validFor: /^[\w<>:]*$/ });
const inString = (before: string) => ((before.split("\n").at(-1) ?? "").match(/["'`]/g)?.length ?? 0) % 2 === 1;

async function insideQuotes(context: CompletionContext, typed: string, before: string, v: Vocabulary): Promise<CompletionResult | null> {
  const from = context.pos - typed.length;
  const words = (labels: string[], type: string) => ({ from, options: labels.map((label) => ({ label, type })), validFor: /^[^"'`]*$/ });
  if (/predicate:\s*$/.test(before)) return words(v.relations, "enum");
  if (/modality:\s*$/.test(before)) return words(modalities, "enum");
  if (/tier:\s*$/.test(before)) return words(tierNames, "enum");
  if (typed.startsWith("<")) return words([...tierNames.flatMap((tier) => v.relations.map((r) => `<${tier}:${r}>`)), ...["schema:name", "rdf:type", "schema:headline", "schema:datePublished", "schema:text", "ng:subject", "ng:object", "ng:predicate", "ng:article"].map((x) => `<${x}>`), ...v.types.map((x) => `<ng:${x}>`)], "constant");
  if (!typed && !context.explicit) return null;
  const stop = new AbortController();
  context.addEventListener("abort", () => stop.abort());
  const found = await api.names(typed, 12, stop.signal).catch(() => []);
  return found.length ? { from, options: found.map((label) => ({ label, type: "text" })), filter: false } : null;
}

export function edit(host: HTMLElement, o: { text: string; label: string; run(): void; changed(text: string): void; vocabulary(): Vocabulary }): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const box = document.createElement("div");
  box.className = "box";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".box { height: 100% } .cm-editor { height: 100% }");
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(box);
  const labels = new Compartment();
  const labelled = (text: string) => EditorView.contentAttributes.of({ "aria-label": text, tabindex: "0" });
  const view = new EditorView({
    root, parent: box,
    state: EditorState.create({
      doc: o.text,
      extensions: [
        keymap.of([{ key: "Mod-Enter", run: () => { o.run(); return true; } }, { key: "Escape", run: (v) => { v.contentDOM.blur(); host.dispatchEvent(new CustomEvent("leave")); return true; } }]),
        lineNumbers(), lintGutter(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(), indentUnit.of("  "), EditorView.lineWrapping, javascript(),
        autocompletion({ override: [complete(o.vocabulary)], maxRenderedOptions: 60 }), syntaxHighlighting(colours), look, labels.of(labelled(o.label)),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.updateListener.of((u) => { if (u.docChanged) o.changed(u.state.doc.toString()); }),
      ],
    }),
  });
  return {
    view, text: () => view.state.doc.toString(), focus: () => view.focus(), destroy: () => view.destroy(),
    set: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    insert: (text) => { view.dispatch(view.state.replaceSelection(text)); view.focus(); },
    label: (text) => view.dispatch({ effects: labels.reconfigure(labelled(text)) }),
    clear: () => view.dispatch(setDiagnostics(view.state, [])),
    fail: (line, column, message) => {
      const at = view.state.doc.line(Math.max(1, Math.min(line, view.state.doc.lines)));
      const from = column ? Math.min(at.to, at.from + column - 1) : at.from + (at.text.length - at.text.trimStart().length);
      const mistake: Diagnostic = { from, to: Math.max(at.to, from), severity: "error", message: `${t("lineN", { n: line })}: ${message}` };
      view.dispatch(setDiagnostics(view.state, [mistake]), { effects: EditorView.scrollIntoView(from, { y: "nearest" }) });
    },
  };
}
