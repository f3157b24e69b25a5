import createRouter from "find-my-way";
import { pathParametersOf, routerPath } from "../../../local/gateway/route-path";

/** The parameters of a request for a path; undefined where it is for another route. */
function parametersOf(path: string, url: string): Record<string, string> | undefined {
  const router = createRouter();
  router.on("GET", routerPath(path), () => {});
  const match = router.find("GET", url);
  return match ? pathParametersOf(path, match.params) : undefined;
}

test.each([
  ["/embeddings/{embedding_id}", "/embeddings/doc%201", { embedding_id: "doc 1" }],
  ["/embeddings/{embedding_id}", "/embeddings/a/b", undefined],
  ["/embeddings", "/embeddings", {}],
  ["/console/{file+}", "/console/main.js", { file: "main.js" }],
  ["/console/{file+}", "/console/workers/fonts/a.bin", { file: "workers/fonts/a.bin" }],
  ["/console/{file+}", "/console/", undefined],
  ["/console/{file+}", "/console", undefined],
])("takes %s for %s with %j", (path, url, parameters) => {
  expect(parametersOf(path, url)).toEqual(parameters);
});
