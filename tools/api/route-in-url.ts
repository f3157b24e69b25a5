/** What the API's routes begin with, but for the page at its root. */
export const routeRoots = [
  ".well-known",
  "console",
  "docs",
  "embeddings",
  "health",
  "mcp",
  "openapi.json",
  "v1",
] as const;

const asApi = new RegExp(
  `^(https?://.*?)/(?:${routeRoots.join("|").replaceAll(".", "\\.")})(?:/.*)?/embeddings(?:/[^/]*)?$`,
);

/** The API's address, where a request went to one of its routes below another, as if that were it; undefined elsewhere. */
export function addressWithoutRoute({ origin, pathname }: Pick<URL, "origin" | "pathname">): string | undefined {
  return asApi.exec(`${origin}${pathname}`)?.[1];
}
