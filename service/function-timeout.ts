import type { attemptTimeoutsMs, maxAttempts } from "../functions/aws/aws-client";
import type { Route } from "./routes";

/** When an HTTP API gives up on a function, the latest that it can: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const integrationTimeoutMs = 30_000;

/** The longest that a function's calls take. No code of a function runs here: the compiler compares the numbers. */
const calls = { maxAttempts: 3, attemptTimeoutsMs: { model: 8_000, storage: 4_000, index: 4_000 } } as const satisfies {
  readonly maxAttempts: typeof maxAttempts;
  readonly attemptTimeoutsMs: typeof attemptTimeoutsMs;
};

/** What a function gets for all attempts of a call: a fifth more, for the pauses between them, for its own work and for the answer. */
const timePerAttempts = 1.2;

/** Of a function that calls nothing, in seconds. */
const shortestTimeoutSeconds = 10;

/** A service that functions call. */
export type CalledService = keyof typeof attemptTimeoutsMs;

/** The services that the function of a route calls, which are those that it may. */
export function calledServices(route: Pick<Route, "invokesModel" | "bucketAccess" | "indexAccess">): CalledService[] {
  const { invokesModel, bucketAccess, indexAccess } = route;
  const calls = { model: invokesModel, storage: bucketAccess, index: indexAccess };
  return (Object.keys(calls) as CalledService[]).filter((service) => calls[service]);
}

/**
 * The timeout of the function of a route: after all attempts of the slowest service that it calls, so that it answers what
 * became of them, and before the HTTP API gives up.
 */
export function functionTimeoutSeconds(route: Parameters<typeof calledServices>[0]): number {
  const attemptsMs = calledServices(route).map((service) => calls.maxAttempts * calls.attemptTimeoutsMs[service]);
  return Math.max(shortestTimeoutSeconds, Math.ceil((Math.max(0, ...attemptsMs) * timePerAttempts) / 1000));
}
