import type { Deployment } from "./deployment";
import { ofType, type StackResult } from "./engine";
import { registeredRoutes } from "./registered-routes";

/** What a local deployment consists of, as a short tree, and how to try it. */
export function describeDeployment({ url, s3Url, modelUrl, stacks }: Deployment): string {
  const { bootstrap, service } = stacks;
  const of = (stack: StackResult, type: string) => ofType(stack, type).toSorted((a, b) => a.name.localeCompare(b.name));
  return [
    stacks.project,
    ...branch(`${bootstrap.stack} (${bootstrap.resources.length} resources)`, [
      ...of(bootstrap, "aws:s3/bucket:Bucket").map(({ id }) => `bucket   ${id}`),
      ...of(bootstrap, "aws:iam/policy:Policy").map(({ inputs }) => `policy   ${inputs["name"]}`),
    ]),
    ...branch(`${service.stack} (${service.resources.length} resources)`, routes(service), true),
    "",
    `Serving on ${url}, objects on ${s3Url}, model on ${modelUrl}`,
    "The model is a lexical stand-in for Bedrock, and requests need no authorization here. Stop with Ctrl-C. Try:",
    "",
    `  curl -X POST ${url}/embeddings/generate -H 'Content-Type: application/json' \\`,
    `    -d '{"text": "Hello world", "store_in_s3": true, "embedding_id": "doc1"}'`,
    `  curl ${url}/embeddings/doc1`,
    "",
    `or ${url}/docs in a browser.`,
  ].join("\n");
}

/** The routes in the order of their paths, and the function behind each. */
function routes(service: StackResult): string[] {
  const rows = registeredRoutes(service).map(({ routeKey, lambda: { inputs } }) => {
    const [method = "", path = ""] = routeKey.split(" ");
    return [method, path, `${inputs["name"]} (${inputs["memorySize"]} MB, ${inputs["timeout"]} s)`] as const;
  });
  const sorted = rows.toSorted(([a, pathA], [b, pathB]) => pathA.localeCompare(pathB) || a.localeCompare(b));
  const width = Math.max(...rows.map(([, path]) => path.length));
  return sorted.map(([method, path, lambda]) => `${method.padEnd(6)} ${path.padEnd(width)}  ${lambda}`);
}

function branch(title: string, leaves: readonly string[], last = false): string[] {
  const line = last ? " " : "│";
  return [
    `${last ? "└─" : "├─"} ${title}`,
    ...leaves.map((leaf, index) => `${line}  ${index === leaves.length - 1 ? "└─" : "├─"} ${leaf}`),
  ];
}
