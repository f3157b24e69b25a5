import { type Client, everyAuth } from "./client";

/** The clients in JavaScript, in the order of the documentation. */
export const nodeClients: readonly Client[] = [
  {
    title: "openai for Node.js",
    package: "openai",
    language: "node",
    program: "openai",
    auths: everyAuth,
    isInChecks: true,
    isInReadme: true,
    sends: "all texts in one request, up to 2,048; asks for base64",
  },
  {
    title: "openai in a web page",
    package: "openai",
    language: "node",
    program: "openai-in-page",
    example: "openai-page",
    // A page has no secret to sign with.
    auths: ["none", "keys", "jwt"],
    isInChecks: false,
    sends: "all texts in one request, up to 2,048, with headers of its own; asks for base64",
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
      "API Gateway does not send. Give it an `onFailedAttempt` that throws only what is not to be repeated.",
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
    cannot:
      "A text that is too long is no error: its end is left out before it is sent. Its makers have deprecated the package.",
  },
];
