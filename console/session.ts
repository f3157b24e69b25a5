/** How the console is authorized, where whoever serves it fills that in. */
export type ConsoleAuthorization =
  | { readonly type: "none" }
  | { readonly type: "bearer"; readonly token: string }
  | {
      readonly type: "sigv4";
      readonly region: string;
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
    };

/** What the console is told of the deployment that serves it, by `GET /console/session.json`. */
export interface ConsoleSession {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  /** Of what makes the vectors: its name, a sentence, and what a million tokens cost on AWS, in US dollars, where that is known. */
  readonly model: {
    readonly name: string;
    readonly description: string;
    readonly pricePerMillionTokens?: number | undefined;
  };
  /** What a search may be ordered again by where it names no model, and what a million such searches cost; null for nothing. */
  readonly reranker: { readonly name: string; readonly pricePerMillionRequests?: number | undefined } | null;
  /** Of the vectors of the index; null where the deployment has no index, and so no search. */
  readonly dimension: number | null;
  /** What the API takes, in API Gateway's syntax, such as `POST /embeddings/search`. */
  readonly routes: readonly string[];
  /** What whoever serves the console has for it alone, below `/console/`, such as `sample.json`. */
  readonly documents: readonly string[];
  /** What the API needs, whether or not the session has it. */
  readonly auth: "none" | "iam" | "jwt" | "keys";
  /** Null where the person has to give it: on AWS, and in a browser on another machine than `npm start`. */
  readonly authorization: ConsoleAuthorization | null;
}
