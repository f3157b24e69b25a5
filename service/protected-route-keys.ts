import type { RouteKey } from "./route-key";
import { routes } from "./routes";

/** What the API authorizes the callers of, by the names of the operations: all that is not public. */
export const protectedRouteKeys: Readonly<Record<string, RouteKey>> = Object.fromEntries(
  routes.filter(({ isPublic }) => !isPublic).flatMap(({ routeKeys }) => Object.entries(routeKeys)),
);
