import type { handler } from "../../../functions/sweep-expired/handler";
import { MemoryStore } from "./memory-store";
import type { UpstreamAnswer, UpstreamRequest } from "./upstream";

/** When something has expired long ago, and when it will. */
export const past = "2020-01-01T00:00:00.000Z";
export const future = "2999-01-01T00:00:00.000Z";

/** Runs the sweep as Lambda would; it is loaded when it is first called: the environment is set by then. */
export function runSweep(remainingTimeMs = 900_000): ReturnType<typeof handler> {
  const deadline = Date.now() + remainingTimeMs;
  return require("../../../functions/sweep-expired/handler").handler(
    {},
    { awsRequestId: "run-1", getRemainingTimeInMillis: () => deadline - Date.now() },
  );
}

/** A {@link MemoryStore} of embeddings that may expire. */
export class ExpiringStore extends MemoryStore {
  /** What happens before an object is deleted. */
  beforeDelete: (id: string) => void = () => {};

  /** Stores an embedding whose object and vector say when it expires, as they are written together. */
  keep(id: string, expires_at?: string): void {
    this.keepObject(id, expires_at);
    this.keepVector(id, expires_at);
  }

  keepObject(id: string, expires_at?: string): void {
    this.objects.set(id, JSON.stringify({ id, text: id, expires_at }));
  }

  keepVector(id: string, expires_at?: string): void {
    const metadata = expires_at ? { _expires_at: Date.parse(expires_at) } : {};
    this.vectors.set(id, { key: id, metadata });
  }

  /** The ids of the objects, and of the vectors. */
  left(): [string[], string[]] {
    return [[...this.objects.keys()].sort(), [...this.vectors.keys()].sort()];
  }

  override s3(request: UpstreamRequest): UpstreamAnswer {
    const [, id = ""] = /\/embeddings\/(.*)\.json/.exec(decodeURIComponent(request.path)) ?? [];
    if (request.method === "DELETE") {
      this.beforeDelete(id);
      const { "if-match": match } = request.headers;
      if (match !== undefined && match !== this.etag(id)) {
        return { status: 412, headers: { "content-type": "application/xml" }, body: preconditionFailed };
      }
    }
    const answer = super.s3(request);
    return typeof answer === "object" && answer.status === 200 && request.method === "GET" && id
      ? { ...answer, headers: { etag: this.etag(id) } }
      : answer;
  }

  private etag(id: string): string {
    return JSON.stringify(Buffer.from(this.objects.get(id) ?? "").toString("hex"));
  }
}

const preconditionFailed = "<Error><Code>PreconditionFailed</Code></Error>";
