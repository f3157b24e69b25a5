import { describeCause } from "../http/describe-cause";
import { elapsedMs, type RequestContext } from "../http/request-context";
import { countCodes, describeCalls, metricFields } from "../http/request-log";
import type { Swept } from "./sweep";

/** Writes the one line of log that a run of the sweep leaves, which is its metrics too, as that of a request is. */
export function logSweep({ deleted, complete, errors }: Swept, context: RequestContext): void {
  const { requestId, storageCalls, indexCalls } = context;
  const [error] = errors;
  const failures = (of: string) => errors.filter(({ code }) => code.startsWith(of)).length;
  const line = {
    level: error ? "error" : "info",
    message: "sweep",
    request_id: requestId,
    deleted,
    complete,
    latency_ms: elapsedMs(context),
    storage: describeCalls(storageCalls),
    index: describeCalls(indexCalls),
    item_codes: error && countCodes(errors),
    cause: describeCause(error?.cause),
    ...metricFields({
      SweptEmbeddings: deleted,
      IndexFailures: failures("index_"),
      StorageFailures: failures("storage_"),
    }),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
