import type { View } from "../view";

/** All views, in the order of the navigation; the first is shown where the address names none. */
export const views: readonly [View, ...View[]] = [
  { name: "search", title: "Search", load: async () => (await import("./search/search-view")).SearchView },
  {
    name: "play",
    title: "Play",
    needsRoute: "GET /openapi.json",
    load: async () => (await import("./play/play-view")).PlayView,
  },
];
