import type { Upstreams } from "./handler";
import type { UpstreamAnswer, UpstreamRequest } from "./upstream";

/** A bucket and an index that keep what is written, in the place of what the upstreams answer. */
export class MemoryStore {
  /** The texts of the objects by their ids. */
  readonly objects = new Map<string, string>();
  /** The vectors by their keys. */
  readonly vectors = new Map<string, Record<string, unknown>>();

  constructor({ s3, vectors }: Upstreams) {
    s3.answer = (request) => this.s3(request);
    vectors.answer = (request) => this.index(request);
  }

  /** The fields of an object. */
  fields(id: string): Record<string, unknown> {
    return JSON.parse(this.objects.get(id) ?? "{}");
  }

  /** Puts an object with other fields in its place, as another tool would. */
  change(id: string, fields: object): void {
    this.objects.set(id, JSON.stringify({ ...this.fields(id), ...fields }));
  }

  s3({ method, path, body }: UpstreamRequest): UpstreamAnswer {
    const [, id = ""] = /\/embeddings\/(.*)\.json/.exec(decodeURIComponent(path)) ?? [];
    if (method === "PUT") this.objects.set(id, body);
    const object = this.objects.get(id);
    if (object === undefined) {
      const error = "<Error><Code>NoSuchKey</Code></Error>";
      return { status: 404, headers: { "content-type": "application/xml" }, body: error };
    }
    return { status: 200, headers: { etag: '"e"' }, body: method === "GET" ? object : "" };
  }

  index({ path, body }: UpstreamRequest): UpstreamAnswer {
    const { keys, vectors = [] } = JSON.parse(body) as { keys?: string[]; vectors?: { key: string }[] };
    for (const vector of vectors) this.vectors.set(vector.key, vector);
    const held = path === "/GetVectors" ? { vectors: keys?.flatMap((key) => this.vectors.get(key) ?? []) } : {};
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(held) };
  }
}
