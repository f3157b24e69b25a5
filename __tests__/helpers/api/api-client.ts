import type { EmbeddingDocument } from "../../../embedding/document";
import type { BatchResponse } from "../../../functions/routes/batch/response";
import type { GenerateResponse } from "../../../functions/routes/generate/response";
import type { ListResponse } from "../../../functions/routes/list/response";
import { fetchValidated } from "./openapi";

/** An answer of the API; `Body` is that of a success. */
export interface ApiAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Calls the API at a URL; every answer is validated against its OpenAPI document. */
export class ApiClient {
  constructor(private readonly url: string) {}

  /** Sends a request, with a JSON body if there is one. */
  async request<Body>(
    method: string,
    path: string,
    { body, headers = {} }: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer<Body>> {
    const response = await fetchValidated(this.url + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  }

  generate(body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer<GenerateResponse>> {
    return this.request("POST", "/embeddings/generate", { body, headers });
  }

  batch(body: unknown, headers: Record<string, string> = {}): Promise<ApiAnswer<BatchResponse>> {
    return this.request("POST", "/embeddings/batch", { body, headers });
  }

  retrieve(id: string, headers: Record<string, string> = {}): Promise<ApiAnswer<EmbeddingDocument>> {
    return this.request("GET", `/embeddings/${encodeURIComponent(id)}`, { headers });
  }

  list(query: Record<string, string> = {}): Promise<ApiAnswer<ListResponse>> {
    return this.request("GET", `/embeddings?${new URLSearchParams(query)}`);
  }
}
