/** By what the requests to a service are authorized. */
export type ServiceAuth = "none" | "keys" | "jwt" | "iam";

/** A client of OpenAI's embeddings. */
export interface Client {
  /** What the table and the documentation call it. */
  readonly title: string;
  /** The package, as its registry has it. */
  readonly package: string;
  readonly language: "node" | "python";
  /** The program that plays it, in the folder of its language, without its ending. */
  readonly program: string;
  /** What requests it can send. */
  readonly auths: readonly ServiceAuth[];
  /** Whether the checks run it too, of all those that there are. */
  readonly isInChecks: boolean;
  /** What it sends by default. */
  readonly sends: string;
  /**
   * Whether it asks for vectors as numbers, of which fewer fit into an answer than as base64.
   * @default false
   */
  readonly asksForNumbers?: true;
  /**
   * Whether it cuts a text that is too long for the model by itself, so that the service gets none.
   * @default false
   */
  readonly cutsLongTexts?: true;
  /**
   * Whether it does not repeat a request that API Gateway throttles, for the answer does not say when to.
   * @default false
   */
  readonly stopsAtThrottling?: true;
  /**
   * What it cannot do with this service.
   * @default nothing
   */
  readonly cannot?: string;
}

const everyAuth: readonly ServiceAuth[] = ["none", "keys", "jwt", "iam"];

/** Every client, in the order of the documentation. */
export const clients: readonly Client[] = [
  {
    title: "openai for Node.js",
    package: "openai",
    language: "node",
    program: "openai",
    auths: everyAuth,
    isInChecks: true,
    sends: "all texts in one request, up to 2,048; asks for base64",
  },
  {
    title: "openai in a web page",
    package: "openai",
    language: "node",
    program: "openai-in-page",
    // A page has no secret to sign with.
    auths: ["none", "keys", "jwt"],
    isInChecks: false,
    sends: "the same, and headers of its own, which `corsAllowOrigins` lets a page send",
  },
  {
    title: "@langchain/openai",
    package: "@langchain/openai",
    language: "node",
    program: "langchain-openai",
    auths: everyAuth,
    isInChecks: true,
    sends: "512 texts a request, all requests at once; asks for base64",
    stopsAtThrottling: true,
    cannot:
      "A request that API Gateway throttles fails: the client repeats one only where the 429 has a `Retry-After`, which " +
      "API Gateway does not send. Give it an `onFailedAttempt` that throws only what is not to be repeated",
  },
  {
    title: "@ai-sdk/openai",
    package: "@ai-sdk/openai",
    language: "node",
    program: "ai-sdk-openai",
    auths: everyAuth,
    isInChecks: true,
    sends: "up to 2,048 texts a request; asks for numbers",
    asksForNumbers: true,
  },
  {
    title: "@ai-sdk/openai-compatible",
    package: "@ai-sdk/openai-compatible",
    language: "node",
    program: "ai-sdk-openai-compatible",
    auths: everyAuth,
    isInChecks: false,
    sends: "up to 2,048 texts a request; asks for numbers",
    asksForNumbers: true,
  },
  {
    title: "@llamaindex/openai",
    package: "@llamaindex/openai",
    language: "node",
    program: "llamaindex-openai",
    auths: everyAuth,
    isInChecks: false,
    sends: "10 texts a request, of each the first 8,191 tokens of cl100k_base; asks for base64",
    cutsLongTexts: true,
    cannot: "A text that is too long is no error: its end is left out before it is sent",
  },
];
