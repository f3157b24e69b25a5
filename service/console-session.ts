import type { ConsoleSession } from "../console/session";
import { pricePerMillionTokens } from "../embedding/models/price-per-million-tokens";
import type { VectorIndexAccess } from "./access/vector-index-access";
import type { ServiceConfig } from "./config";
import type { Route } from "./routes";

/** Arguments of {@link publicConsoleSession}. */
export interface PublicConsoleSessionArgs {
  readonly config: Pick<ServiceConfig, "project" | "auth" | "bedrockModelId">;
  readonly stack: string;
  readonly region: string;
  readonly index: Pick<VectorIndexAccess, "dimension"> | undefined;
  /** Those that are deployed. */
  readonly routes: readonly Pick<Route, "routeKeys">[];
}

/** What everyone is told who opens the console of a deployed service: what it is, and nothing that is to be kept. */
export function publicConsoleSession({
  config,
  stack,
  region,
  index,
  routes,
}: PublicConsoleSessionArgs): ConsoleSession {
  const { project, auth, bedrockModelId } = config;
  return {
    project,
    stack,
    region,
    model: { name: bedrockModelId, description: "", pricePerMillionTokens: pricePerMillionTokens(bedrockModelId) },
    dimension: index?.dimension ?? null,
    routes: routes.flatMap(({ routeKeys }) => Object.values(routeKeys)),
    documents: [],
    auth,
    authorization: null,
  };
}
