// How the graph looks: colours of both themes, the shape and icon of each type, the line of each tier. Colour never stands alone:
// types differ by shape and icon, tiers by line, arrow and sign.
import type { StylesheetJson } from "cytoscape";
import type { Theme } from "../state";
import { labelWidth, nodeSize } from "./size";

export interface Palette { ink: string; quiet: string; ground: string; accent: string; rel: string; disputed: string; maybe: string; denied: string }

export const palettes: Record<Theme, Palette> = {
  light: { ink: "#1b1f24", quiet: "#57606a", ground: "#fbfbfa", accent: "#0a58a8", rel: "#4b5563", disputed: "#9a5b00", maybe: "#5b6f8f", denied: "#b3261e" },
  dark: { ink: "#e8eaed", quiet: "#a3abb5", ground: "#15181c", accent: "#7ab8ff", rel: "#b4bcc6", disputed: "#f0b35a", maybe: "#8fa6c9", denied: "#ff8a80" },
};

export const typeColours: Record<string, string> = {
  Person: "#2f66ad", State: "#7d4396", Organization: "#a5480f", Place: "#26734f", Event: "#8a6100", Good: "#566070", Thing: "#666666",
};
export const typeShapes: Record<string, string> = {
  Person: "ellipse", State: "round-rectangle", Organization: "round-hexagon", Place: "round-diamond", Event: "round-tag", Good: "round-octagon", Thing: "ellipse",
};
export const iconOf = (type: string) => "/icons/" + (typeColours[type] ? type : "Thing").toLowerCase() + ".svg";

// A TierLook is the line of a tier: dashes in pixels, its arrow, and the sign before its label.
export interface TierLook { dash: number[]; width: number; opacity: number; arrow: "triangle" | "tee" | "vee" | "diamond"; sign: string }
export const tierLooks: Record<string, TierLook> = {
  rel: { dash: [], width: 2, opacity: 1, arrow: "triangle", sign: "" },
  disputed: { dash: [14, 4, 2, 4], width: 3, opacity: 1, arrow: "diamond", sign: "≠ " },
  maybe: { dash: [2, 4], width: 1.6, opacity: 0.9, arrow: "vee", sign: "? " },
  denied: { dash: [8, 5], width: 2, opacity: 1, arrow: "tee", sign: "✕ " },
};

// labelledEdges is up to how many facts all have their label; of more, those at what is chosen or pointed at.
export const labelledEdges = 30;
export function stylesheet(theme: Theme, many: boolean): StylesheetJson {
  const c = palettes[theme];
  const font = "system-ui, sans-serif";
  return [
    { selector: "node", style: {
      width: nodeSize, height: nodeSize, shape: "data(shape)" as never, "background-color": "data(colour)", "background-image": "data(icon)", "background-fit": "none", "background-width": "58%", "background-height": "58%",
      "background-image-crossorigin": "null" as never, label: "data(label)", "font-family": font, "font-size": 12.5, color: c.ink, "text-valign": "bottom", "text-margin-y": 4, "text-wrap": "wrap", "text-max-width": `${labelWidth}px`, "text-overflow-wrap": "whitespace",
      "text-background-color": c.ground, "text-background-opacity": 0.8, "text-background-padding": "1px", "text-background-shape": "roundrectangle", "min-zoomed-font-size": many ? 9 : 5, "border-width": 0, "overlay-opacity": 0,
    } },
    { selector: "node.pinned", style: { "border-width": 3, "border-color": c.ink, "border-style": "double" } },
    { selector: "node.hub", style: { width: nodeSize + 10, height: nodeSize + 10 } },
    { selector: "edge", style: {
      width: "data(width)", "line-color": c.rel, "target-arrow-color": c.rel, "target-arrow-shape": "data(arrow)" as never, "arrow-scale": 1.05, "curve-style": many ? "straight" : "bezier", "control-point-step-size": 46,
      "font-family": font, "font-size": 11, color: c.ink, "text-rotation": "autorotate", "text-margin-x": "data(tx)" as never, "text-margin-y": "data(ty)" as never, "text-background-color": c.ground, "text-background-opacity": 0.92, "text-background-padding": "2px", "min-zoomed-font-size": 7, "overlay-opacity": 0,
    } },
    ...(["disputed", "maybe", "denied"] as const).map((tier) => ({ selector: `edge.${tier}`, style: {
      "line-color": c[tier], "target-arrow-color": c[tier], "line-style": "dashed" as const, "line-dash-pattern": tierLooks[tier]!.dash, opacity: tierLooks[tier]!.opacity,
      ...(tier === "maybe" ? { "target-arrow-fill": "hollow" as const } : {}),
    } })),
    { selector: "edge.named", style: { label: "data(label)" } },
    { selector: ".quiet", style: { opacity: 0.25 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": c.accent, "border-style": "solid", "font-weight": 700 } },
    { selector: "edge:selected, edge.path", style: { width: 4.5, label: "data(label)", "font-weight": 700, "line-color": c.accent, "target-arrow-color": c.accent } },
  ] as StylesheetJson;
}
