import { ApiClient, type ApiRequest } from "../../tools/api/api-client";
import { Interrupted } from "../../tools/command/interrupted";
import { authorizationHeaders } from "../api/authorization-headers";
import { renewedAuthorization } from "../api/renewed-authorization";
import type { ConsoleAuthorization } from "../session";
import { ingestFiles } from "./ingest-files";
import type { IngestState, ToIngestWorker } from "./ingest-messages";

// The program of the worker that an `IngestRun` starts.

/** Between two states that are told, in milliseconds. */
const tellMs = 100;

const interrupt = new AbortController();
let state: IngestState = { step: "reading", line: "Looking at what was dropped", total: 0, done: 0, warnings: [] };
let timer: ReturnType<typeof setTimeout> | undefined;

addEventListener("message", ({ data }: MessageEvent<ToIngestWorker>) => {
  if (data === "cancel") interrupt.abort(new Interrupted());
  else void run(data);
});

async function run({ start, authorization }: Exclude<ToIngestWorker, "cancel">): Promise<void> {
  try {
    await ingestFiles(start, { api: authorizedClient(authorization), say, signal: interrupt.signal });
  } catch (error) {
    if (error instanceof Interrupted) say({ isCancelled: true });
    else say({ problem: error instanceof Error ? error.message : String(error) });
  } finally {
    say({ step: "ended" });
    tell();
  }
}

/** The API as the commands call it, authorized as the console is; once more where it no longer takes that. */
function authorizedClient(first: ConsoleAuthorization | null): Pick<ApiClient, "send"> {
  let authorization = first;
  const client = new ApiClient({
    url: location.origin,
    authorize: async ({ method, url, headers, body }) => ({
      ...headers,
      ...(await authorizationHeaders({ method, url, body }, authorization)),
    }),
  });
  return {
    send: async (request: ApiRequest) => {
      const answer = await client.send(request);
      if (answer.status !== 401 && answer.status !== 403) return answer;
      authorization = await renewedAuthorization().catch(() => authorization);
      return client.send(request);
    },
  };
}

function say(change: Partial<IngestState>): void {
  state = { ...state, ...change };
  timer ??= setTimeout(tell, tellMs);
}

function tell(): void {
  clearTimeout(timer);
  timer = undefined;
  postMessage(state);
}
