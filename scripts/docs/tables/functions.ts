import { functionTimeoutSeconds } from "../../../service/function-timeout";
import { routes } from "../../../service/routes";
import { code, markdownTable } from "../markdown";

/** The functions with what they may do, and what they are given. */
export function functionsTable(): string {
  return markdownTable(
    ["function", "routes", "bucket", "index", "model", "memory, MB", "time, s"],
    routes.map((route) => [
      code(route.name),
      Object.values(route.routeKeys).map(code).join(", "),
      route.bucketAccess ?? "",
      route.indexAccess ?? "",
      route.invokesModel ? "invoke" : "",
      String(route.memorySizeMb),
      String(functionTimeoutSeconds(route)),
    ]),
  );
}
