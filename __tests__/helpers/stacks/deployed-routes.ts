import { type Route, routes } from "../../../service/routes";

/** The routes that the stacks of the tests deploy by default. */
export const deployedRoutes: readonly Route[] = routes.filter(
  ({ publicDocs, publicConsole, needsTokens }) => !publicDocs && !publicConsole && !needsTokens,
);

/** What those answer. */
export const deployedRouteKeys: readonly string[] = deployedRoutes.flatMap(({ routeKeys }) => Object.values(routeKeys));
