import type { handler } from "../functions/sweep-expired/handler";
import type { Route } from "./routes";

/** The sweep of expired embeddings, which no route calls, but a schedule. */
export const sweepExpired = {
  name: "sweep-expired",
  bucketAccess: "sweep",
  indexAccess: "delete",
  environment: ["VECTOR_BUCKET_NAME", "VECTOR_INDEX_ARN", "VECTOR_INDEX_MODEL", "VECTOR_INDEX_DIMENSION"],
  memorySizeMb: 512,
  /** The longest that there is: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  timeoutSeconds: 900,
  /** The inline function, as those of the routes. */
  callbackFactory: (): typeof handler =>
    (require("../functions/sweep-expired/handler") as typeof import("../functions/sweep-expired/handler")).handler,
} as const satisfies Pick<Route, "name" | "bucketAccess" | "indexAccess" | "environment" | "memorySizeMb"> & {
  readonly timeoutSeconds: number;
  readonly callbackFactory: () => typeof handler;
};
