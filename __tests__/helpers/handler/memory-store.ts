import { s3Failure } from "./aws-answers";
import type { Upstreams } from "./handler";
import { listing } from "./s3-listing";
import type { UpstreamAnswer, UpstreamRequest } from "./upstream";

/** What a request to an index has. */
interface IndexRequest {
  readonly keys?: readonly string[];
  readonly vectors?: readonly { readonly key: string }[];
  readonly maxResults?: number;
  readonly nextToken?: string;
  readonly segmentCount?: number;
  readonly segmentIndex?: number;
}

/** A bucket and an index that keep what is written, in the place of what the upstreams answer. */
export class MemoryStore {
  /** The texts of the objects by their ids. */
  readonly objects = new Map<string, string>();
  /** The texts of other objects by their keys. */
  readonly others = new Map<string, string>();
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

  s3({ method, path, headers, body }: UpstreamRequest): UpstreamAnswer {
    const { pathname, searchParams } = new URL(path, "http://s3");
    if (searchParams.has("list-type")) return this.listed(searchParams);
    const [, id] = /\/embeddings\/(.*)\.json/.exec(decodeURIComponent(path)) ?? [];
    const [kept, key] = id === undefined ? [this.others, pathname] : [this.objects, id];
    if (method === "PUT") {
      if (headers["if-none-match"] === "*" && kept.has(key)) return s3Failure(412, "PreconditionFailed");
      if (headers["if-match"] !== undefined && !kept.has(key)) return s3Failure(404, "NoSuchKey");
      kept.set(key, body);
    }
    if (method === "DELETE") {
      kept.delete(key);
      return { status: 204 };
    }
    const object = kept.get(key);
    if (object === undefined) {
      const error = "<Error><Code>NoSuchKey</Code></Error>";
      return { status: 404, headers: { "content-type": "application/xml" }, body: error };
    }
    return { status: 200, headers: { etag: '"e"' }, body: method === "GET" ? object : "" };
  }

  index({ path, body }: UpstreamRequest): UpstreamAnswer {
    const { keys = [], vectors = [], ...list } = JSON.parse(body) as IndexRequest;
    for (const vector of vectors) this.vectors.set(vector.key, vector);
    if (path === "/DeleteVectors") for (const key of keys) this.vectors.delete(key);
    const answers: Record<string, () => object> = {
      "/GetVectors": () => ({ vectors: keys.flatMap((key) => this.vectors.get(key) ?? []) }),
      "/ListVectors": () => this.page(list),
    };
    const answer = answers[path]?.() ?? {};
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
  }

  /** The keys of the objects, as S3 lists them. */
  private listed(query: URLSearchParams): UpstreamAnswer {
    const after = query.get("start-after") ?? "";
    const prefix = query.get("prefix") ?? "";
    const keys = [...this.objects.keys()]
      .map((id) => `embeddings/${id}.json`)
      .filter((key) => key.startsWith(prefix) && key > after)
      .sort();
    const limit = Number(query.get("max-keys"));
    return listing(keys.slice(0, limit), keys.length > limit);
  }

  /** The vectors after the key that a token is, in the order of their keys. */
  private page({ maxResults = 500, nextToken = "", segmentCount = 1, segmentIndex = 0 }: IndexRequest): object {
    const keys = [...this.vectors.keys()]
      .sort()
      .filter((key) => key > nextToken && segmentOf(key, segmentCount) === segmentIndex);
    const vectors = keys.slice(0, maxResults).map((key) => this.vectors.get(key));
    return { vectors, ...(keys.length > maxResults ? { nextToken: keys[maxResults - 1] } : {}) };
  }
}

/** The part of an index that a key is in, whatever else there is. */
function segmentOf(key: string, segmentCount: number): number {
  return [...key].reduce((hash, character) => (hash * 31 + character.charCodeAt(0)) >>> 0, 7) % segmentCount;
}
