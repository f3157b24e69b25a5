/** A method and a path in API Gateway's syntax, path parameters in braces. */
export type RouteKey = `${"GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;

/** The two parts of a {@link RouteKey}. */
export function methodAndPath(routeKey: string): { readonly method: string; readonly path: string } {
  const [method = "", path = ""] = routeKey.split(" ");
  return { method, path };
}
