import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Client, Command, MetadataBearer } from "@smithy/types";
import type { CallContext, ServiceCalls } from "./call-context";
import { monotonicMs } from "./clock";

/** How long to wait for a connection, in milliseconds. */
const connectionTimeoutMs = 1_000;

/**
 * How long one attempt of a call may take, in milliseconds: all that {@link maxAttempts} allows fit into the timeout of a
 * function, which service/function-timeout.ts computes of them.
 */
export const attemptTimeoutsMs = { model: 8_000, storage: 4_000, index: 4_000 } as const;

/** How often a call is tried, the first time included. */
export const maxAttempts = 3;

/**
 * What every client of an AWS service is made with: up to three attempts, none of which waits for ever, over
 * HTTP/1.1, whose connections a frozen sandbox can lose without harm.
 */
export function clientSettings(attemptTimeoutMs: number) {
  return {
    maxAttempts,
    retryMode: "standard",
    requestHandler: new NodeHttpHandler({
      connectionTimeout: connectionTimeoutMs,
      requestTimeout: attemptTimeoutMs,
      // Without it the S3 client only warns, and goes on waiting.
      throwOnRequestTimeout: true,
    }),
  } as const;
}

/** Sends a command within the request's deadline and counts its attempts in `calls`. */
export async function send<
  ClientInput extends object,
  ClientOutput extends MetadataBearer,
  Config,
  Input extends ClientInput,
  Output extends ClientOutput,
>(
  client: Pick<Client<ClientInput, ClientOutput, Config>, "send">,
  command: Command<ClientInput, Input, ClientOutput, Output, Config>,
  { signal }: CallContext,
  calls: ServiceCalls,
): Promise<Output> {
  command.middlewareStack.add(
    (next) => async (args) => {
      calls.attempts += 1;
      const result = await next(args);
      if ((result.response as { readonly statusCode?: number }).statusCode === 429) calls.throttles += 1;
      return result;
    },
    { name: "countAttempts", step: "deserialize", priority: "low" },
  );
  const start = monotonicMs();
  try {
    return await client.send(command, { abortSignal: signal });
  } finally {
    calls.calls += 1;
    calls.durationMs += monotonicMs() - start;
  }
}
