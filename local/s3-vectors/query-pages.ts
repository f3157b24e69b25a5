import { createHash, randomUUID } from "node:crypto";
import { vectorLimits } from "./vector-limits";
import { invalidField } from "./vectors-error";

/** The queries whose further pages can still be asked for; the service keeps them for some minutes. */
const keptQueries = 100;

/** A page of what a query found. */
export interface QueryPage<Found> {
  readonly found: readonly Found[];
  readonly nextToken?: string;
}

/**
 * Pages of what queries found, each of them as it was at the first page.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-query.html
 */
export class QueryPages<Found> {
  private readonly queries = new Map<string, { readonly query: string; readonly found: readonly Found[] }>();

  /** The first page of a query. `query` is what is the same in the requests for the further ones. */
  first(query: unknown, found: readonly Found[]): QueryPage<Found> {
    if (found.length <= vectorLimits.vectorsPerQueryPage) return { found };
    const id = randomUUID();
    this.queries.set(id, { query: digest(query), found });
    const [oldest = id] = this.queries.keys();
    if (this.queries.size > keptQueries) this.queries.delete(oldest);
    return this.page(id, found, 0);
  }

  /** The page of a token. Throws where the token is none of this query. */
  next(query: unknown, token: string): QueryPage<Found> {
    const [id = "", start = ""] = token.split(".");
    const kept = this.queries.get(id);
    if (!kept || kept.query !== digest(query) || !/^[1-9]\d{0,4}$/.test(start)) {
      throw invalidField("nextToken", "Invalid nextToken");
    }
    return this.page(id, kept.found, Number(start));
  }

  private page(id: string, found: readonly Found[], start: number): QueryPage<Found> {
    const end = start + vectorLimits.vectorsPerQueryPage;
    return { found: found.slice(start, end), ...(end < found.length ? { nextToken: `${id}.${end}` } : {}) };
  }
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
