import { authorizeKey } from "./authorize-key";
import type { Callback } from "./lambda/inline-functions";
import { routes } from "./routes";
import { sweepExpired } from "./sweep-expired";

/** All functions that a service may have, as they are written: those of the routes, and those that no route calls. */
export const callbacks: readonly Callback<string>[] = [...routes, authorizeKey, sweepExpired];
