import { ApiClient, type ApiRequest } from "../../tools/api/api-client";
import { Interrupted } from "../../tools/command/interrupted";
import { authorizationHeaders } from "../api/authorization-headers";
import type { ConsoleAuthorization } from "../session";
import { ingestFiles } from "./ingest-files";
import type { FromIngestWorker, IngestRequest, IngestState, ToIngestWorker } from "./ingest-messages";

// The program of the worker that an `IngestRun` starts.

/** Between two states that are told, in milliseconds. */
const tellMs = 100;

const interrupt = new AbortController();
let state: IngestState = { step: "reading", line: "Looking at what was dropped", total: 0, done: 0, warnings: [] };
let timer: ReturnType<typeof setTimeout> | undefined;

let authorization: ConsoleAuthorization | null = null;
/** What waits for another authorization. */
let renewal: PromiseWithResolvers<void> | undefined;

addEventListener("message", ({ data }: MessageEvent<ToIngestWorker>) => {
  if (data === "cancel") return interrupt.abort(new Interrupted());
  authorization = data.authorization;
  if ("start" in data) void run(data.start);
  renewal?.resolve();
  renewal = undefined;
});

async function run(request: IngestRequest): Promise<void> {
  try {
    await ingestFiles(request, { api: authorizedClient(), say, signal: interrupt.signal });
  } catch (error) {
    if (error instanceof Interrupted) say({ isCancelled: true });
    else say({ problem: error instanceof Error ? error.message : String(error) });
  } finally {
    say({ step: "ended" });
    tell();
  }
}

/** The API as the commands call it, authorized as the console is; once more where it no longer takes that. */
function authorizedClient(): Pick<ApiClient, "send"> {
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
      if (!renewal) post("refused");
      renewal ??= Promise.withResolvers();
      await renewal.promise;
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
  post(state);
}

function post(message: FromIngestWorker): void {
  postMessage(message);
}
