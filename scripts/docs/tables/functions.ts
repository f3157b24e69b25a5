import { authorizeKey } from "../../../service/authorize-key";
import { functionTimeoutSeconds } from "../../../service/function-timeout";
import { type Route, routes } from "../../../service/routes";
import { sweepExpired } from "../../../service/sweep-expired";
import { code, markdownTable } from "../markdown";

/** The functions with what they may do, and what they are given. */
export function functionsTable(): string {
  return markdownTable(
    ["function", "routes", "bucket", "index", "model", "memory, MB", "time, s"],
    [
      ...routes.map((route) => [
        code(route.name),
        Object.values(route.routeKeys).map(code).join(", "),
        route.bucketAccess ?? "",
        route.indexAccess ?? "",
        route.takesModel ? "invoke any of `models`" : route.invokesModel ? "invoke" : "",
        String(route.memorySizeMb),
        String(functionTimeoutSeconds(route)),
      ]),
      [
        code(authorizeKey.name),
        "none: with `auth: keys`, the API asks it",
        "",
        "",
        "",
        String(authorizeKey.memorySizeMb),
        String(authorizeKey.timeoutSeconds),
      ],
      [
        code(sweepExpired.name),
        "none: with `expiry: true`, a schedule runs it once a day",
        sweepExpired.bucketAccess,
        sweepExpired.indexAccess,
        "",
        String(sweepExpired.memorySizeMb),
        String(sweepExpired.timeoutSeconds),
      ],
    ],
  );
}

/** What a function uses, as the diagram names it. */
function usesOf({ invokesModel, bucketAccess, indexAccess }: UsingFunction): string[] {
  return [...(invokesModel ? ["bedrock"] : []), ...(bucketAccess ? ["bucket"] : []), ...(indexAccess ? ["index"] : [])];
}

type UsingFunction = Pick<Route, "invokesModel" | "bucketAccess" | "indexAccess">;

/** Which functions use what, as the edges of the diagram of what is deployed: those that use the same share a node. */
export function functionsDiagram(): string {
  const users = Map.groupBy(routes, (route) => usesOf(route).join(" "));
  users.delete("");
  const nodes = [...users].map(([uses, of]) => ({
    // Hyphens would be read as arrows.
    node: (of[0]?.name ?? "").replaceAll("-", "_"),
    names: of.map(({ name }) => name),
    uses: uses.split(" "),
  }));
  return [
    "```mermaid",
    "flowchart LR",
    '  subgraph bootstrap["bootstrap stack"]',
    '    bucket[("S3 buckets<br>{project}-{suffix}")]',
    '    index[("S3 Vectors indexes<br>{project}-vectors/{suffix}")]',
    '    policies["IAM policies"]',
    '    roles["GitHub Actions roles"]',
    '    policies -- "management" --> roles',
    "  end",
    '  subgraph service["service stack, one per environment"]',
    '    api["HTTP API"]',
    ...nodes.map(({ node, names }) => `    api --> ${node}["Lambda<br>${names.join(", ")}"]`),
    `    schedule["EventBridge Scheduler<br>with expiry: true"] --> sweep["Lambda<br>${sweepExpired.name}"]`,
    "  end",
    '  client["API client"] --> api',
    ...nodes.flatMap(({ node, uses }) => uses.map((used) => `  ${node} --> ${used}`)),
    ...usesOf(sweepExpired).map((used) => `  sweep --> ${used}`),
    '  bedrock["Amazon Bedrock<br>embedding models"]',
    '  bootstrap -. "outputs (StackReference)" .-> service',
    "```",
  ].join("\n");
}
