// The room that nodes and their labels take, in pixels at zoom 1.

export const nodeSize = 38;
export const labelWidth = 112;
const letter = 6.6; // mean width of a letter of a label
const lineHeight = 15;

// manyThings is from how many things on the drawing is simplified: straight lines, labels only near.
export const manyThings = 400;

export interface Box { w: number; h: number }

// boxOf estimates the room of a node: its label stands below it, broken at labelWidth.
export function boxOf(name: string): Box {
  const width = Math.min(labelWidth, name.length * letter);
  const lines = Math.min(3, Math.max(1, Math.ceil((name.length * letter) / labelWidth)));
  return { w: Math.max(nodeSize, width) + 10, h: nodeSize + lines * lineHeight + 12 };
}
