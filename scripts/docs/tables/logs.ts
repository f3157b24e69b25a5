import { type ServiceMetric, serviceMetrics, sweepMetrics } from "../../../functions/http/metrics";
import { accessLogFormat } from "../../../service/observability/access-log-format";
import { code, markdownTable } from "../markdown";

/** What a function writes of each request, field by field; a dot leads into an object. */
export const logFields: Readonly<Record<string, string>> = {
  level: "`error` where something failed by no fault of the caller, else `info`",
  message: "Always `request`",
  request_id: "That of the answer's header `x-request-id`, and of an error",
  route: "Method and path, such as `GET /embeddings/{embedding_id}`",
  caller:
    "Who sent it: the ARN of the role, without its session, or of the user that signed it, the `sub` of its token, else the `client_id`, or the name of its key",
  status: "The status of the answer",
  code: "The [code](errors.md) of the error, where it is one",
  latency_ms: "How long the function took, in milliseconds",
  "model.id": "The Bedrock model id of the model that was called, to which its tokens are priced",
  "model.latency_ms": "The mean time of a call of the model, its repetitions included",
  "model.calls": "Calls of the model, each with its repetitions",
  "model.attempts": "HTTP requests to the model, repeated ones included",
  "model.throttles": "How many of these the model refused for want of quota",
  "model.input_tokens": "Tokens that the model was given",
  "rerank.id": "The Bedrock model id of the reranker that a search called, one of up to 100 texts a call",
  "rerank.latency_ms": "The mean time of a call of the reranker, its repetitions included",
  "rerank.calls": "Calls of the reranker, each with its repetitions",
  "rerank.attempts": "HTTP requests to the reranker, repeated ones included",
  "rerank.throttles": "How many of these the reranker refused for want of quota",
  "rerank.fallback": "The [code](errors.md) of the error for which the search was answered without the reranker",
  "storage.latency_ms": "The mean time of a call of the bucket",
  "storage.calls": "Calls of the bucket",
  "storage.attempts": "HTTP requests to the bucket",
  "index.latency_ms": "The mean time of a call of the index",
  "index.calls": "Calls of the index",
  "index.attempts": "HTTP requests to the index",
  unchanged: "How many embeddings were stored and indexed already, as `if_changed` asks",
  ignored_fields:
    "The first names of fields that `/v1/*` took and did not use, 10 of at most 64 characters, without their values",
  item_codes: "How many items of a batch, or results of a search, failed with each code",
  "cause.name": "What failed, where it was no fault of the caller: the error's name",
  "cause.code": "Its code, where it has one, such as `ECONNRESET`",
  "cause.message": "Its message; left out where AWS wrote it, which may quote the request",
  "cause.status": "The status that AWS answered",
  "cause.aws_request_id": "The id of the request to AWS, for its support",
  "cause.stack": "Where in the code it failed",
  "cause.cause": "What caused it, in the same form",
  "cause.errors": "The first of those that it stands for, where they are several, in the same form",
  Service: "The service, `{project}-{stack}`: the dimension of its metrics",
};

const metrics: Readonly<Record<ServiceMetric, string>> = {
  ModelThrottles: "Calls that Bedrock refused for want of quota, repeated ones included",
  IndexFailures: "What failed in the vector index: requests, and items of batches",
  StorageFailures: "What failed in the bucket: requests, and items of batches",
  ItemFailures: "Items that failed by no fault of the caller in a batch that was answered 207",
  RerankFallbacks: "Searches that were answered without the reranker that they had asked for",
  InputTokens: "Tokens that the model was given",
  SweptEmbeddings: "Expired embeddings that the [sweep](#what-has-expired) deleted",
};

/** What a line of the API's access log has. */
const accessLogFields: Readonly<Record<string, string>> = {
  request_id: "API Gateway's id of the request",
  time: "When it came in",
  source_ip: "From where",
  user_agent: "With which program",
  principal: "The ARN of who signed it (`auth: iam`)",
  subject: "The `sub` of its token (`auth: jwt`)",
  key: "The name of its key (`auth: keys`)",
  route: "Method and path as the API knows them, such as `POST /embeddings/generate`",
  status: "The status of the answer",
  error: "What API Gateway answered by itself, such as `Forbidden`",
  authorizer_error: "Why the token or the signature was refused",
  integration_error: "Why the function did not answer: it crashed, ran out of time, or may not be called",
  latency_ms: "How long the answer took, in milliseconds",
  integration_latency_ms: "How long the function took of that",
  response_bytes: "The size of the answer",
};

/** What functions log and count, and what the API logs. */
export const logTables = {
  "log-fields": () =>
    markdownTable(
      ["field", "what it is"],
      Object.entries(logFields).map(([field, text]) => [code(field), text]),
    ),
  metrics: () =>
    markdownTable(
      ["metric", "what it counts"],
      [...serviceMetrics, ...sweepMetrics].map((metric) => [code(metric), metrics[metric]]),
    ),
  "access-log-fields": () =>
    markdownTable(
      ["field", "what it is"],
      Object.keys(JSON.parse(accessLogFormat)).map((field) => {
        const text = accessLogFields[field];
        if (!text) throw new Error(`Nobody has said what ${field} is in the access log: add it to ${__filename}`);
        return [code(field), text];
      }),
    ),
};
