// The console's words in German and English. A text names what it tells by {name}.
import { signal } from "@preact/signals";

export type Lang = "de" | "en";

const en = {
  search: "Search", graph: "Graph", table: "Table", timeline: "Timeline", disputes: "Disputes", paths: "Paths", query: "Query", json: "JSON",
  articles: "Articles", article: "Article", add: "Add", corrections: "Corrections", help: "Keyboard", more: "More",
  views: "Views", skip: "Skip to the content", dark: "Dark", light: "Light", theme: "Colours: {name}", language: "DE: auf Deutsch",
  searchHint: "Names, words of a sentence, articles, questions", searchLead: "Who did what to whom, who says so, and how sure is it?",
  things: "Things", sentences: "Sentences", savedQueries: "Questions", nothingFound: "Nothing holds these words.",
  nothingFoundHint: "Try another form of the name, fewer words, or a beginning with *.",
  typeToSearch: "Type a name or a few words.", recent: "Lately", tryThese: "Try these", resultsCount: "{n} results", openGraph: "Show in the graph",
  stats: "{articles} articles · {entities} things · {claims} claims", emptyStore: "The graph is empty.", emptyStoreHint: "Add an article to begin.",
  loading: "Loading …", failed: "That did not work.", noAnswer: "The server does not answer.", retry: "Try again", cutAt: "Cut off at the limit of {limit}: there is more.",
  close: "Close", cancel: "Cancel", apply: "Apply", back: "Back", copy: "Copy", copied: "Copied.", copyLink: "Copy the link", save: "Save", remove: "Remove", open: "Open",
  legend: "Legend and filter", tier: "Certainty", relation: "Relation", relations: "Relations", type: "Type", types: "Types", since: "From", until: "To", source: "Source", confidence: "Confidence at least",
  sourcesAtLeast: "Sources at least", any: "any", reset: "Reset filters", shownOf: "{n} of {all} facts shown", things_n: "{n} things", showAll: "all", showNone: "none",
  rel: "stated", disputed: "disputed", maybe: "uncertain", denied: "denied",
  relLong: "stated as a fact, denied by nobody", disputedLong: "stated and denied", maybeLong: "planned, possible or alleged", deniedLong: "only denied or negative",
  Person: "Person", State: "State", Organization: "Organisation", Place: "Place", Event: "Event", Good: "Good", Thing: "Thing",
  emptyGraph: "Nothing is shown yet.", emptyGraphHint: "Search for a person, a state, a company, and open it here.",
  emptyFilter: "The filters hide everything.", expand: "Expand", expandBy: "Expand by relation", expandAll: "Everything", undo: "Undo", redo: "Redo", collapse: "Collapse", pin: "Pin", unpin: "Unpin", lasso: "Lasso",
  fit: "Fit", zoomIn: "Zoom in", zoomOut: "Zoom out", layout: "Arrange anew", clear: "Clear", list: "As a list", listOf: "What the graph shows, as a list", hub: "{name} has {n} facts.",
  hubHint: "That many make a drawing unreadable: choose a relation, or load a part.", loadMore: "Load {n} more", expandNone: "Nothing new there.",
  tools: "Tools of the graph", edgeCount: "{n} facts", fact1: "1 fact", thing1: "1 thing", selected: "{n} selected", removeSelected: "Remove from the view",
  evidence: "Evidence", noSelection: "Choose a node, an edge or a path: its sentences stand here.", alsoCalled: "also {names}", facts: "Facts", neighbours: "Neighbours", showNeighbours: "Show",
  saysWho: "says {who}", deniesWho: "denied by {who}", articleItself: "the article itself", modality: "Modality", polarity: "Polarity", speaker: "Speaker", deniedBy: "Denied by", outlet: "Outlet", published: "Published",
  when: "When", place: "Where", goods: "Goods", quantity: "Quantity", role: "Office", frame: "Frame", quads: "Quads", showQuads: "Show the quads",
  actual: "it happened or holds", planned: "planned", probable: "probable", possible: "possible", alleged: "alleged", negative: "negated", positive: "affirmed",
  happened: "happened", uncertain: "uncertain", sourcesN: "{n} sources", source1: "1 source", claimsN: "{n} claims", claim1: "1 claim", confirm: "Accept", correct: "Correct …", retract: "Retract", confirmed: "Accepted.", retracted: "Retracted.",
  readArticle: "Read the article", original: "Original", noEvidence: "No claim stands behind this any more.", moreClaims: "{n} more claims",
  inGraph: "In the graph", articleEmpty: "No article is chosen.", articleClaims: "What it says", highlight: "Highlight", things_hl: "things", claims_hl: "claims", noClaims: "No claim was found in this article.",
  fromName: "From", toName: "To", findPath: "Find paths", order: "Order", short: "shortest", sure: "surest", count: "Paths", hops: "Hops at most", directed: "only along the arrows", without: "Not through", pathNone: "No path of at most {hops} hops joins {from} and {to}.",
  pathNoneHint: "Allow less certain facts, more hops or a longer time.", pathSame: "{from} and {to} are one thing.", pathLead: "How are two things joined? Every hop has its sentence.", hopsN: "{n} hops", hop1: "1 hop", certainty: "certainty {p}", tiersAllowed: "Facts that may be used", swap: "Swap", hubsOver: "Not through things with more neighbours than",
  timelineLead: "What happened, what was planned, what was denied, in the order of time.", timelineOf: "Of", noMoments: "No dated claim fits.", addName: "Add a name", reportDate: "date of the report", undated: "undated", earlierMore: "{n} earlier ones are not shown.",
  disputesLead: "What somebody affirms and somebody else denies.", disputesOf: "About or by", affirm: "affirm", deny: "deny", noDisputes: "Nobody denies what somebody affirms here.", timely: "only where both sides speak of one time", overlap_yes: "same time", overlap_no: "different times", overlap_unknown: "time unknown",
  subject: "Subject", object: "Object", last: "Reported", sources: "Sources", sentence: "Sentence", exportTitle: "Export what is shown", exportLead: "{n} things and the facts between them, with the filters as they are.", format: "Format", download: "Download", exportImage: "As an image", exportData: "As data", exportNothing: "Nothing is shown that could be exported.",
  run: "Run", running: "Running …", stopped: "Stopped.", stop: "Stop", rowsIn: "{n} rows in {s} s", row1In: "1 row in {s} s", rowsN: "{n} rows", history: "History", saved: "Saved", examples: "Examples", schema: "Schema", saveAs: "Save as", nameOf: "Name", noRows: "Nothing in the graph answers this.", queryLabel: "Query in {lang}", lineN: "line {n}", hint: "Hint", insert: "Insert {name}", queryLang: "Language", methods: "Methods", showInGraph: "Show in the graph", noHistory: "Nothing was run yet.", noSaved: "Nothing is saved yet.", asTable: "Table", goOn: "Go on", params: "Values",
  addLead: "Paste an article or drop files. You see what would be extracted before anything is stored.", title: "Title", date: "Date", publisher: "Outlet", url: "Address", text: "Text", preview: "Preview", store: "Store", storing: "Storing …", stored: "Stored: {n} claims.", dropHere: "Drop files here", chooseFiles: "or choose files", previewOf: "What would be stored", nothingExtracted: "No claim was found. The text would be stored and could be searched.", files: "Files", storeAll: "Store all", waiting: "waiting", done: "stored", previewStale: "The text has changed since the preview.", seeGraph: "See it in the graph", seeArticle: "See the article", readOnly: "This server does not write.",
  merge: "Merge", split: "Split", rename: "Rename", retype: "Change the type", neverMerge: "Keep apart", mergeInto: "Merge {name} into", splitOff: "Split off", newName: "New name", newType: "New type", why: "Why", previewChange: "Preview", changeLead: "What this would change", nothingChanges: "Nothing would change.", correctionDone: "Done: {what}.", undone: "Taken back.", log: "Log of corrections", suggestions: "May be one thing", noCorrections: "Nothing was corrected yet.", noSuggestions: "No two things look alike.", by: "by {who}", holds: "holds", stale: "stale", undoThis: "Take back", correctTitle: "Correct {name}", before: "Before", after: "After", score: "likeness {p}", edgesAdded: "{n} facts more", edgesRemoved: "{n} facts less", whichNames: "Names that are another thing",
  filterTitle: "Filters", keys: "Keys", keySearch: "search", keyRun: "run the query", keyHelp: "this list", keyViews: "views", keyUndo: "undo in the graph", keyExpand: "expand what is selected", keyRemove: "take it out of the view", keyPin: "pin or unpin", keyList: "list of the graph", keyFit: "fit", keyClose: "close", keyLasso: "lasso", keyMove: "next and previous in lists", keyOpen: "open", keyEvidence: "to the evidence",
  linkTooLong: "The link holds the first {n} things.", token: "Token", tokenLead: "This server wants a token.", tokenSave: "Use it", manyThings: "{n} things: labels show when you zoom in.", confidenceOf: "confidence {p}", noArticles: "No article is loaded.", claims: "Claims", moreArticles: "{n} more are not listed.", chooseName: "Choose a name", pathShown: "Path {n}",
};

export type Key = keyof typeof en;

const de: Record<Key, string> = {
  search: "Suche", graph: "Graph", table: "Tabelle", timeline: "Zeitleiste", disputes: "Streit", paths: "Pfade", query: "Abfrage", json: "JSON",
  articles: "Artikel", article: "Artikel", add: "Hinzufügen", corrections: "Korrekturen", help: "Tastatur", more: "Mehr",
  views: "Ansichten", skip: "Zum Inhalt", dark: "Dunkel", light: "Hell", theme: "Farben: {name}", language: "EN: in English",
  searchHint: "Namen, Wörter eines Satzes, Artikel, Fragen", searchLead: "Wer hat wem was getan, wer sagt das, und wie sicher ist es?",
  things: "Dinge", sentences: "Sätze", savedQueries: "Fragen", nothingFound: "Nichts enthält diese Wörter.",
  nothingFoundHint: "Eine andere Form des Namens, weniger Wörter oder ein Anfang mit * hilft vielleicht.",
  typeToSearch: "Einen Namen oder ein paar Wörter eingeben.", recent: "Zuletzt", tryThese: "Zum Beispiel", resultsCount: "{n} Treffer", openGraph: "Im Graphen zeigen",
  stats: "{articles} Artikel · {entities} Dinge · {claims} Aussagen", emptyStore: "Der Graph ist leer.", emptyStoreHint: "Zuerst einen Artikel hinzufügen.",
  loading: "Wird geladen …", failed: "Das ging nicht.", noAnswer: "Der Server antwortet nicht.", retry: "Noch einmal", cutAt: "Abgeschnitten an der Grenze {limit}: es gibt mehr.",
  close: "Schliessen", cancel: "Abbrechen", apply: "Anwenden", back: "Zurück", copy: "Kopieren", copied: "Kopiert.", copyLink: "Link kopieren", save: "Speichern", remove: "Entfernen", open: "Öffnen",
  legend: "Legende und Filter", tier: "Gewissheit", relation: "Beziehung", relations: "Beziehungen", type: "Art", types: "Arten", since: "Von", until: "Bis", source: "Quelle", confidence: "Konfidenz mindestens",
  sourcesAtLeast: "Quellen mindestens", any: "alle", reset: "Filter zurücksetzen", shownOf: "{n} von {all} Fakten gezeigt", things_n: "{n} Dinge", showAll: "alle", showNone: "keine",
  rel: "behauptet", disputed: "umstritten", maybe: "ungewiss", denied: "bestritten",
  relLong: "als Tatsache genannt, von niemandem bestritten", disputedLong: "genannt und bestritten", maybeLong: "geplant, möglich oder mutmasslich", deniedLong: "nur bestritten oder verneint",
  Person: "Person", State: "Staat", Organization: "Organisation", Place: "Ort", Event: "Ereignis", Good: "Ware", Thing: "Ding",
  emptyGraph: "Noch ist nichts zu sehen.", emptyGraphHint: "Eine Person, einen Staat, eine Firma suchen und hier öffnen.",
  emptyFilter: "Die Filter verbergen alles.", expand: "Erweitern", expandBy: "Erweitern nach Beziehung", expandAll: "Alles", undo: "Rückgängig", redo: "Wiederholen", collapse: "Einklappen", pin: "Festhalten", unpin: "Loslassen", lasso: "Lasso",
  fit: "Einpassen", zoomIn: "Vergrössern", zoomOut: "Verkleinern", layout: "Neu anordnen", clear: "Leeren", list: "Als Liste", listOf: "Was der Graph zeigt, als Liste", hub: "{name} hat {n} Fakten.",
  hubHint: "So viele machen das Bild unlesbar: eine Beziehung wählen oder einen Teil laden.", loadMore: "{n} weitere laden", expandNone: "Dort ist nichts Neues.",
  tools: "Werkzeuge des Graphen", edgeCount: "{n} Fakten", fact1: "1 Fakt", thing1: "1 Ding", selected: "{n} gewählt", removeSelected: "Aus der Ansicht nehmen",
  evidence: "Belege", noSelection: "Einen Knoten, eine Kante oder einen Pfad wählen: hier stehen die Sätze dazu.", alsoCalled: "auch {names}", facts: "Fakten", neighbours: "Nachbarn", showNeighbours: "Zeigen",
  saysWho: "sagt {who}", deniesWho: "bestritten von {who}", articleItself: "der Artikel selbst", modality: "Modalität", polarity: "Polarität", speaker: "Sprecher", deniedBy: "Bestritten von", outlet: "Medium", published: "Erschienen",
  when: "Wann", place: "Wo", goods: "Güter", quantity: "Menge", role: "Amt", frame: "Frame", quads: "Quads", showQuads: "Quads zeigen",
  actual: "geschehen oder gültig", planned: "geplant", probable: "wahrscheinlich", possible: "möglich", alleged: "mutmasslich", negative: "verneint", positive: "bejaht",
  happened: "geschehen", uncertain: "ungewiss", sourcesN: "{n} Quellen", source1: "1 Quelle", claimsN: "{n} Aussagen", claim1: "1 Aussage", confirm: "Annehmen", correct: "Korrigieren …", retract: "Zurückziehen", confirmed: "Angenommen.", retracted: "Zurückgezogen.",
  readArticle: "Artikel lesen", original: "Original", noEvidence: "Dahinter steht keine Aussage mehr.", moreClaims: "{n} weitere Aussagen",
  inGraph: "Im Graphen", articleEmpty: "Kein Artikel gewählt.", articleClaims: "Was er sagt", highlight: "Hervorheben", things_hl: "Dinge", claims_hl: "Aussagen", noClaims: "In diesem Artikel wurde keine Aussage gefunden.",
  fromName: "Von", toName: "Nach", findPath: "Pfade suchen", order: "Reihenfolge", short: "kürzeste", sure: "sicherste", count: "Pfade", hops: "Schritte höchstens", directed: "nur in Pfeilrichtung", without: "Nicht über", pathNone: "Kein Pfad von höchstens {hops} Schritten verbindet {from} und {to}.",
  pathNoneHint: "Weniger gewisse Fakten, mehr Schritte oder eine längere Zeit erlauben.", pathSame: "{from} und {to} sind dasselbe.", pathLead: "Wie hängen zwei Dinge zusammen? Zu jedem Schritt gibt es den Satz.", hopsN: "{n} Schritte", hop1: "1 Schritt", certainty: "Gewissheit {p}", tiersAllowed: "Fakten, die gelten", swap: "Tauschen", hubsOver: "Nicht über Dinge mit mehr Nachbarn als",
  timelineLead: "Was geschah, was geplant war, was bestritten wurde, in der Folge der Zeit.", timelineOf: "Zu", noMoments: "Keine datierte Aussage passt.", addName: "Name hinzufügen", reportDate: "Datum der Meldung", undated: "ohne Datum", earlierMore: "{n} frühere sind nicht gezeigt.",
  disputesLead: "Was jemand behauptet und jemand anderes bestreitet.", disputesOf: "Über oder von", affirm: "behaupten", deny: "bestreiten", noDisputes: "Hier bestreitet niemand, was jemand behauptet.", timely: "nur wo beide von einer Zeit sprechen", overlap_yes: "gleiche Zeit", overlap_no: "andere Zeit", overlap_unknown: "Zeit unbekannt",
  subject: "Subjekt", object: "Objekt", last: "Gemeldet", sources: "Quellen", sentence: "Satz", exportTitle: "Ausführen, was zu sehen ist", exportLead: "{n} Dinge und die Fakten dazwischen, mit den Filtern wie eingestellt.", format: "Format", download: "Herunterladen", exportImage: "Als Bild", exportData: "Als Daten", exportNothing: "Es ist nichts zu sehen, das man ausführen könnte.",
  run: "Ausführen", running: "Läuft …", stopped: "Angehalten.", stop: "Anhalten", rowsIn: "{n} Zeilen in {s} s", row1In: "1 Zeile in {s} s", rowsN: "{n} Zeilen", history: "Verlauf", saved: "Gespeichert", examples: "Beispiele", schema: "Schema", saveAs: "Speichern als", nameOf: "Name", noRows: "Im Graphen beantwortet das nichts.", queryLabel: "Abfrage in {lang}", lineN: "Zeile {n}", hint: "Hinweis", insert: "{name} einfügen", queryLang: "Sprache", methods: "Methoden", showInGraph: "Im Graphen zeigen", noHistory: "Noch wurde nichts ausgeführt.", noSaved: "Noch ist nichts gespeichert.", asTable: "Tabelle", goOn: "Weiter", params: "Werte",
  addLead: "Einen Artikel einfügen oder Dateien hierher ziehen. Was entnommen würde, ist zu sehen, bevor etwas gespeichert wird.", title: "Titel", date: "Datum", publisher: "Medium", url: "Adresse", text: "Text", preview: "Vorschau", store: "Speichern", storing: "Wird gespeichert …", stored: "Gespeichert: {n} Aussagen.", dropHere: "Dateien hier ablegen", chooseFiles: "oder Dateien wählen", previewOf: "Was gespeichert würde", nothingExtracted: "Keine Aussage gefunden. Der Text würde gespeichert und wäre suchbar.", files: "Dateien", storeAll: "Alle speichern", waiting: "wartet", done: "gespeichert", previewStale: "Der Text hat sich seit der Vorschau geändert.", seeGraph: "Im Graphen ansehen", seeArticle: "Artikel ansehen", readOnly: "Dieser Server schreibt nicht.",
  merge: "Zusammenführen", split: "Trennen", rename: "Umbenennen", retype: "Art ändern", neverMerge: "Getrennt halten", mergeInto: "{name} zusammenführen mit", splitOff: "Abtrennen", newName: "Neuer Name", newType: "Neue Art", why: "Warum", previewChange: "Vorschau", changeLead: "Was sich ändern würde", nothingChanges: "Es würde sich nichts ändern.", correctionDone: "Getan: {what}.", undone: "Zurückgenommen.", log: "Verlauf der Korrekturen", suggestions: "Vielleicht dasselbe", noCorrections: "Noch wurde nichts korrigiert.", noSuggestions: "Keine zwei Dinge sehen sich ähnlich.", by: "von {who}", holds: "gilt", stale: "ohne Wirkung", undoThis: "Zurücknehmen", correctTitle: "{name} korrigieren", before: "Vorher", after: "Nachher", score: "Ähnlichkeit {p}", edgesAdded: "{n} Fakten mehr", edgesRemoved: "{n} Fakten weniger", whichNames: "Namen, die etwas anderes meinen",
  filterTitle: "Filter", keys: "Tasten", keySearch: "suchen", keyRun: "Abfrage ausführen", keyHelp: "diese Liste", keyViews: "Ansichten", keyUndo: "im Graphen rückgängig", keyExpand: "Gewähltes erweitern", keyRemove: "aus der Ansicht nehmen", keyPin: "festhalten oder loslassen", keyList: "Liste des Graphen", keyFit: "einpassen", keyClose: "schliessen", keyLasso: "Lasso", keyMove: "in Listen vor und zurück", keyOpen: "öffnen", keyEvidence: "zu den Belegen",
  linkTooLong: "Der Link enthält die ersten {n} Dinge.", token: "Token", tokenLead: "Dieser Server verlangt ein Token.", tokenSave: "Verwenden", manyThings: "{n} Dinge: Namen erscheinen beim Vergrössern.", confidenceOf: "Konfidenz {p}", noArticles: "Kein Artikel geladen.", claims: "Aussagen", moreArticles: "{n} weitere sind nicht gezeigt.", chooseName: "Einen Namen wählen", pathShown: "Pfad {n}",
};

// German words for the relations of the ontology; a relation that is not here is shown by its name.
const relationsDe: Record<string, string> = {
  meets: "trifft", consults: "spricht mit", visits: "besucht", invites: "lädt ein", cooperates: "arbeitet zusammen mit", alliedWith: "verbündet mit", agrees: "vereinbart mit",
  supports: "unterstützt", aids: "hilft", supplies: "liefert an", requests: "erbittet von", demands: "fordert von", criticizes: "kritisiert", accuses: "beschuldigt", rejects: "weist zurück",
  warns: "warnt", threatens: "droht", sanctions: "sanktioniert", blocks: "blockiert", protests: "protestiert gegen", mobilizes: "entsendet nach", tests: "testet", attacks: "greift an",
  kills: "tötet", arrests: "nimmt fest", releases: "lässt frei", appoints: "ernennt", dismisses: "entlässt", hasRole: "hat Amt in", memberOf: "Mitglied von", controls: "kontrolliert",
  partOf: "Teil von", locatedIn: "liegt in", capitalOf: "Hauptstadt von", borders: "grenzt an", participatesIn: "nimmt teil an", "is called": "heisst", "is also called": "heisst auch", "is a": "ist",
};
const relationsEn: Record<string, string> = {
  consults: "talks with", cooperates: "cooperates with", alliedWith: "allied with", agrees: "agrees with", requests: "requests from", demands: "demands of", protests: "protests against",
  mobilizes: "deploys to", hasRole: "has office in", memberOf: "member of", partOf: "part of", locatedIn: "located in", capitalOf: "capital of", participatesIn: "takes part in",
};

const stored = readStored("newsgraph.lang");
export const lang = signal<Lang>(stored === "de" || stored === "en" ? stored : navigator.language.toLowerCase().startsWith("de") ? "de" : "en");

export function t(key: Key, values?: Record<string, string | number>): string {
  const text = (lang.value === "de" ? de : en)[key];
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (typeof values[name] === "number" ? number(values[name]) : String(values[name] ?? "")));
}

export const number = (n: number) => n.toLocaleString(lang.value === "de" ? "de-CH" : "en");

// word is the word for a value of a closed list (a tier, a type, a modality), or the value itself.
export const word = (value: string): string => (value in en ? t(value as Key) : value);

export const relationWord = (relation: string): string => (lang.value === "de" ? relationsDe : relationsEn)[relation] ?? relation;

export const plural = (n: number, one: Key, many: Key): string => (n === 1 ? t(one) : t(many, { n }));

// readStored and store keep what a person chose; a browser that keeps nothing is no error.
export function readStored(key: string): string | null {
  try { return localStorage.getItem(key); } catch { return null; }
}

export function store(key: string, value: string): void {
  try { localStorage.setItem(key, value); } catch { /* private windows refuse */ }
}
