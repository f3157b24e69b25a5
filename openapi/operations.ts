import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Operation, Operations } from "../functions/http/operation";
import { methodAndPath, type RouteKey } from "../service/route-key";
import type { Route } from "../service/routes";

const projectDirectory = join(__dirname, "..");
const routesDirectory = "functions/routes";

/** An operation, what it is called by, and the route of whose function it is. */
export interface RouteOperation {
  readonly name: string;
  readonly routeKey: RouteKey;
  readonly method: string;
  readonly path: string;
  readonly route: Route;
  readonly operation: Operation;
}

/**
 * The operations of these routes, in their order, but for those that agents know by a protocol and the console's. Throws where a row of service/routes.ts and the folder of its name in
 * functions/routes do not name the same, and where two operations have a name or a route key.
 */
export function operationsOf(routes: readonly Route[]): RouteOperation[] {
  const stray = readdirSync(join(projectDirectory, routesDirectory)).find(
    (folder) => !routes.some(({ name }) => name === folder),
  );
  if (stray)
    throw new Error(`${routesDirectory}/${stray} has no route: add its row to service/routes.ts, or remove it`);
  const all = routes
    .filter(({ forAgents = false, publicConsole = false }) => !forAgents && !publicConsole)
    .flatMap(operationsOfRoute);
  for (const of of ["name", "routeKey"] as const) {
    const [twice] = [...Map.groupBy(all, (operation) => operation[of])].find(([, { length }]) => length > 1) ?? [];
    if (twice)
      throw new Error(`service/routes.ts has ${twice} twice: give each operation a name and a route key of its own`);
  }
  return all;
}

function operationsOfRoute(route: Route): RouteOperation[] {
  const file = `${routesDirectory}/${route.name}/operation.ts`;
  if (!existsSync(join(projectDirectory, file))) {
    throw new Error(`The route ${route.name} has no ${file}: describe its operations there`);
  }
  const { operations = {} } = require(join(projectDirectory, file)) as { readonly operations?: Operations };
  const unused = Object.keys(operations).find((name) => !Object.hasOwn(route.routeKeys, name));
  if (unused) throw new Error(`${file} has ${unused}, and its row in service/routes.ts has not: remove it from either`);
  return Object.entries(route.routeKeys).map(([name, routeKey]) => {
    const operation = operations[name];
    if (!operation) throw new Error(`The route ${route.name} has ${name}, and ${file} has not: describe it there`);
    return { name, routeKey, ...methodAndPath(routeKey), route, operation };
  });
}
