/** Calls of a service for one request, as the function's line of log has them. */
export interface RecordedCalls {
  /** The mean time of a call, its repetitions included, in milliseconds. */
  readonly latency_ms: number;
  readonly calls: number;
  /** The calls, and how often they were repeated. */
  readonly attempts: number;
}

/** What a request would cost on AWS, in US dollars, as far as it is known: of the API and the function, and of what that calls. */
export interface RequestCost {
  readonly request?: number;
  readonly model?: number;
  readonly rerank?: number;
  readonly storage?: number;
  readonly index?: number;
}

/** A request to the API, as the list has it. What only the gateway knows is undefined where the page records itself. */
export interface RecordedRequest {
  /** Higher than of the one before. */
  readonly id: number;
  /** When it was answered, in milliseconds since 1970. */
  readonly answeredAtMs: number;
  readonly method: string;
  /** Path and query, without what is secret. */
  readonly path: string;
  /** Whether something secret was left out of the path. */
  readonly hasSecrets: boolean;
  /** 0 where nobody answered. */
  readonly status: number;
  readonly durationMs: number;
  /** Whether the console sent it for itself, and nobody asked for it. */
  readonly isBackground: boolean;
  /** Of a problem document. */
  readonly code?: string | undefined;
  /** Why the gateway answered in place of the function, or why nobody did. */
  readonly reason?: string | undefined;
  readonly model?: RecordedCalls | undefined;
  readonly rerank?: RecordedCalls | undefined;
  readonly storage?: RecordedCalls | undefined;
  readonly index?: RecordedCalls | undefined;
  readonly tokens?: number | undefined;
  readonly cost?: RequestCost | undefined;
}

/** What a request or its answer had in its body. */
export interface RecordedBody {
  /** Without what is secret; undefined where {@link RecordedBody.problem} says why. */
  readonly text?: string | undefined;
  /** As it was sent, compressed or not. */
  readonly bytes: number;
  /** Whether the text is only the beginning. */
  readonly isCut: boolean;
  readonly problem?: string | undefined;
  /** Whether something secret was left out of the text. */
  readonly hasSecrets: boolean;
}

/** All that is known of a request; bodies are undefined where there were none. */
export interface RequestDetail extends RecordedRequest {
  readonly requestHeaders?: Readonly<Record<string, string>> | undefined;
  readonly requestBody?: RecordedBody | undefined;
  readonly answerHeaders?: Readonly<Record<string, string>> | undefined;
  readonly answerBody?: RecordedBody | undefined;
  /** The line of log that the function left, which is JSON. */
  readonly log?: string | undefined;
  /** Whether all but what the list has made room for later ones. */
  readonly isForgotten: boolean;
}

/** Requests that were recorded after another, the oldest first. */
export interface RecordedRequests {
  /** Names whoever records, whose ids begin anew with each start. */
  readonly recorder: string;
  readonly requests: readonly RecordedRequest[];
}
