import { distance } from "fastest-levenshtein";

/** How much of a path may be mistyped: more, and something else was meant. */
const mistypedShare = 0.4;

/** Says that no route takes a request, and which one may have been meant of these route keys. */
export function unknownRoute(method: string, url: string, routeKeys: readonly string[]): string {
  const [path = ""] = url.split("?", 1);
  const said = `no route ${method} ${path}`;
  const routes = routeKeys.map((routeKey) => {
    const [method = "", template = ""] = routeKey.split(" ");
    return { method, path: filled(template, path) };
  });
  const methods = routes.filter((route) => route.path === path).map((route) => route.method);
  if (methods.length > 0) return `${said}: the path takes ${methods.toSorted().join(", ")}`;
  const [nearest] = routes
    .map((route) => ({ path: route.path, away: distance(route.path, path) }))
    .toSorted((a, b) => a.away - b.away);
  return nearest && nearest.away <= path.length * mistypedShare ? `${said}: did you mean ${nearest.path}` : said;
}

/** A route's path with the segments of a request's in place of its parameters. */
function filled(template: string, path: string): string {
  const segments = path.split("/");
  return template
    .split("/")
    .map((segment, index) => (segment.startsWith("{") ? segments[index] || segment : segment))
    .join("/");
}
