import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopRequested } from "../local/stop-requested";
import { interruptedStatus } from "../tools/command/run-command";
import type { ServiceAuth } from "./client";
import { LocalService } from "./local-service";

/** From which the web page of a client calls the API. */
export const pageOrigin = "http://app.localhost";

/** More requests than the clients send. */
const unthrottled = {
  throttlingRateLimit: 10_000,
  throttlingBurstLimit: 10_000,
  modelThrottlingRateLimit: 9_999,
  modelThrottlingBurstLimit: 9_999,
};

/** One request at once, and one a second. */
const throttled = { modelThrottlingRateLimit: 1, modelThrottlingBurstLimit: 1 };

/** The services that clients are tried on. */
export interface Services {
  readonly byAuth: ReadonlyMap<ServiceAuth, LocalService>;
  /** The one that asks for nothing, which knows what the vectors of a text are. */
  readonly open: LocalService;
  /** One that asks for nothing, and lets through one request at once and one a second. */
  readonly slow: LocalService;
}

/** Runs something on services by each of these kinds of authorization, and stops them whatever comes of it, a signal included. */
export async function withServices<T>(
  auths: readonly ServiceAuth[],
  run: (services: Services) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "embeddings-clients-"));
  const start = (name: string, auth: ServiceAuth, throttling: object) =>
    LocalService.start({
      auth,
      directory: join(directory, name),
      config: { ...throttling, corsAllowOrigins: [pageOrigin] },
    });
  const starting = [
    ...[...new Set<ServiceAuth>(["none", ...auths])].map((auth) => start(auth, auth, unthrottled)),
    start("slow", "none", throttled),
  ];
  const stop = async () => {
    for (const outcome of await Promise.allSettled(starting)) {
      if (outcome.status === "fulfilled") await outcome.value.stop();
    }
    rmSync(directory, { recursive: true, force: true });
  };
  // What is under way need not end: programs of clients do, with their input.
  void stopRequested(process).then(() => stop().finally(() => process.exit(interruptedStatus)));
  try {
    const started = await Promise.all(starting);
    const [open, slow] = [started[0], started.at(-1)] as [LocalService, LocalService];
    const byAuth = new Map(started.slice(0, -1).map((service) => [service.auth, service] as const));
    return await run({ byAuth, open, slow });
  } finally {
    await stop();
  }
}
