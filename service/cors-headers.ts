/** The headers that a request from a web page may carry, each by its name: an HTTP API takes no prefix. */
export const corsAllowHeaders: string[] = [
  // What the API reads, and what signed requests carry.
  "authorization",
  "content-type",
  "if-match",
  "if-none-match",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-security-token",
  // What OpenAI's client sends besides, and those made from the same generator. Firefox and Safari ask for user-agent too.
  "idempotency-key",
  "openai-beta",
  "openai-organization",
  "openai-project",
  "user-agent",
  "x-stainless-arch",
  "x-stainless-custom-poll-interval",
  "x-stainless-helper-method",
  "x-stainless-lang",
  "x-stainless-os",
  "x-stainless-package-version",
  "x-stainless-poll-helper",
  "x-stainless-retry-count",
  "x-stainless-runtime",
  "x-stainless-runtime-version",
  "x-stainless-timeout",
  // What clients of the Model Context Protocol send: https://modelcontextprotocol.io/specification/latest/basic/transports
  "last-event-id",
  "mcp-protocol-version",
  "mcp-session-id",
];

/** The headers of an answer that a web page may read, beside those that it may always. */
export const corsExposeHeaders: string[] = ["etag", "retry-after", "x-request-id"];
