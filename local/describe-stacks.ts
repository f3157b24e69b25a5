import { registeredRoutes } from "./gateway/registered-routes";
import { ofType, type StackResult } from "./pulumi/registered-resource";
import type { DeployedStacks } from "./pulumi/stacks";

/** What both stacks consist of, as a short tree. */
export function describeStacks({ project, bootstrap, service }: DeployedStacks): string {
  const of = (stack: StackResult, type: string) => ofType(stack, type).toSorted((a, b) => a.name.localeCompare(b.name));
  return [
    project,
    ...branch(`${bootstrap.stack} (${bootstrap.resources.length} resources)`, [
      ...of(bootstrap, "aws:s3/bucket:Bucket").map(({ id }) => `bucket   ${id}`),
      ...of(bootstrap, "aws:s3/vectorsIndex:VectorsIndex").map(
        ({ inputs }) => `index    ${inputs["vectorBucketName"]}/${inputs["indexName"]}`,
      ),
      ...of(bootstrap, "aws:iam/policy:Policy").map(({ inputs }) => `policy   ${inputs["name"]}`),
    ]),
    ...branch(`${service.stack} (${service.resources.length} resources)`, routes(service), true),
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
