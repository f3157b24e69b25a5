import type { View } from "../view";

/** All views, in the order of the navigation; the first is shown where the address names none. */
export const views: readonly [View, ...View[]] = [
  { name: "search", title: "Search", load: async () => (await import("./search/search-view")).SearchView },
  { name: "map", title: "Map", load: async () => (await import("./map/map-view")).MapView },
  { name: "browse", title: "Browse", load: async () => (await import("./browse/browse-view")).BrowseView },
  {
    name: "play",
    title: "Play",
    needsRoute: "GET /openapi.json",
    load: async () => (await import("./play/play-view")).PlayView,
  },
  { name: "requests", title: "Requests", load: async () => (await import("./requests/requests-view")).RequestsView },
  {
    name: "deployment",
    title: "Deployment",
    needsDocument: "deployment.json",
    load: async () => (await import("./deployment/deployment-view")).DeploymentView,
  },
];
