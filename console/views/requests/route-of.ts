/** The route that takes a request, of these in API Gateway's syntax, such as `GET /embeddings/{embedding_id}`; undefined for none. */
export function routeOf(method: string, path: string, routes: readonly string[]): string | undefined {
  const segments = segmentsOf(path.split("?", 1)[0] ?? "");
  const matching = routes.filter((route) => {
    const [taken, template = ""] = route.split(" ");
    const expected = segmentsOf(template);
    return (
      taken === method &&
      expected.length === segments.length &&
      expected.every((segment, index) => isParameter(segment) || segment === segments[index])
    );
  });
  // What is written out comes before a parameter.
  return matching.find((route) => !route.includes("{")) ?? matching[0];
}

function segmentsOf(path: string): string[] {
  return path.split("/");
}

function isParameter(segment: string): boolean {
  return segment.startsWith("{");
}
