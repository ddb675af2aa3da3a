// The console's own signs: lines of one width, so that no font has to have them.

const paths = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
  graph: "M6 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM9 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.4 6.6l7.2 2.3M6.6 8.5l1.9 7.1M16.3 11.4l-5.7 4.9",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14", timeline: "M3 12h18M6 12V7M11 12v5M15 12V6M19 12v4", disputes: "M4 9h16M4 15h16M16 4L8 20", paths: "M5 18.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM19 9.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16.5h5a3 3 0 0 0 3-3v-3a3 3 0 0 1 2-2.8",
  query: "M5 7l5 5-5 5M12 18h7", articles: "M6 3.5h9l4 4V20.5H6zM9 11h7M9 14h7M9 17h4M14.5 3.5v4.5H19", add: "M12 5v14M5 12h14", corrections: "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
  undo: "M9 14L4.5 9.5 9 5M5 9.5h9a5 5 0 0 1 0 10h-3", redo: "M15 14l4.5-4.5L15 5M19 9.5h-9a5 5 0 0 0 0 10h3", expand: "M12 3v6M12 15v6M3 12h6M15 12h6M5.6 5.6l3.6 3.6M14.8 14.8l3.6 3.6M18.4 5.6l-3.6 3.6M9.2 14.8l-3.6 3.6",
  collapse: "M4 12h5M20 12h-5M12 4v5M12 20v-5M7 9.5L9.5 12 7 14.5M17 9.5L14.5 12l2.5 2.5", pin: "M9 4h6l-1 6 3 3.5H7L10 10zM12 13.5V20", remove: "M9 6h11v12H9l-5-6zM12 9.5l5 5M17 9.5l-5 5", lasso: "M12 5c5 0 8.5 2.3 8.5 5.2S17 15.5 12 15.5s-8.5-2.4-8.5-5.3S7 5 12 5zM7.5 15c-1 .9-1.3 2-.6 3s2.2 1 2.2 2.5",
  minus: "M5 12h14", plus: "M12 5v14M5 12h14", fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", layout: "M19 12a7 7 0 1 1-2-4.9M19.5 4v4h-4", clear: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  download: "M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14", link: "M10 14a4 4 0 0 0 6 .4l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.4l-3 3a4.2 4.2 0 0 0 6 6l1-1", sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4", moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  help: "M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2.2M12 17.5v.4", close: "M6 6l12 12M18 6L6 18", menu: "M4 7h16M4 12h16M4 17h16", swap: "M4 9h15M15.5 5.5L19 9l-3.5 3.5M20 15H5M8.5 11.5L5 15l3.5 3.5",
} as const;

export type Sign = keyof typeof paths;

export function Icon({ name }: { name: Sign }) {
  return <svg class="sign" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d={paths[name]} /></svg>;
}
