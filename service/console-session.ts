import type { ConsoleSession } from "../console/session";
import { pricePerMillionTokens } from "../embedding/models/price-per-million-tokens";
import { pricePerMillionRequests } from "../embedding/ranking/rerankers";
import type { VectorIndexAccess } from "./access/vector-index-access";
import type { ServiceConfig } from "./config";
import type { Route } from "./routes";

/** Arguments of {@link publicConsoleSession}. */
export interface PublicConsoleSessionArgs {
  readonly config: Pick<ServiceConfig, "project" | "auth" | "bedrockModelId">;
  readonly stack: string;
  readonly region: string;
  readonly index: Pick<VectorIndexAccess, "dimension"> | undefined;
  /** What a search may be ordered again by, the one that it means without a name first. */
  readonly rerankModels: readonly string[];
  /** Those that are deployed. */
  readonly routes: readonly Pick<Route, "routeKeys">[];
}

/** What everyone is told who opens the console of a deployed service: what it is, and nothing that is to be kept. */
export function publicConsoleSession({
  config,
  stack,
  region,
  index,
  rerankModels,
  routes,
}: PublicConsoleSessionArgs): ConsoleSession {
  const { project, auth, bedrockModelId } = config;
  return {
    project,
    stack,
    region,
    model: { name: bedrockModelId, description: "", pricePerMillionTokens: pricePerMillionTokens(bedrockModelId) },
    reranker: sessionReranker(rerankModels),
    dimension: index?.dimension ?? null,
    routes: routes.flatMap(({ routeKeys }) => Object.values(routeKeys)),
    documents: [],
    auth,
    authorization: null,
  };
}

/** The reranker that a search means without a name, of those that it may ask for. */
export function sessionReranker([name]: readonly string[]): ConsoleSession["reranker"] {
  return name === undefined ? null : { name, pricePerMillionRequests: pricePerMillionRequests(name) };
}
