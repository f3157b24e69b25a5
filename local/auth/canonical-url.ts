/** The lines of a signature's canonical request that stand for a URL. */
export interface CanonicalUrl {
  readonly path: string;
  readonly query: string;
}

/**
 * What clients sign of a URL, of which any will do. AWS asks for path and query encoded in one way; curl 7.88, which is
 * widely installed, signs both as it sends them, and later ones one of them. None of these forms also stands for a URL
 * that means something else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function canonicalUrls(url: string): CanonicalUrl[] {
  const [path = "/", query = ""] = url.split(/\?(.*)/s, 2);
  const paths = new Set([encode(path).replaceAll("%2F", "/")]);
  // With an encoded percent sign, it would also be AWS's form of another path.
  if (!path.includes("%25")) paths.add(path);
  const queries = new Set([canonicalQuery(query), query]);
  return [...paths].flatMap((path) => [...queries].map((query) => ({ path, query })));
}

/** Parameters in the order of their names, then of their values. */
function canonicalQuery(query: string): string {
  const parameters = [...new URLSearchParams(query)].map(([name, value]) => [encode(name), encode(value)] as const);
  return parameters
    .toSorted(([a, valueA], [b, valueB]) => compare(a, b) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** All but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
