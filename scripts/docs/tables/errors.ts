import type { ErrorCode } from "../../../embedding/errors";
import { fieldStatuses, statuses } from "../../../functions/http/error-answer";
import { openaiStatus } from "../../../functions/routes/openai-embeddings/errors";
import { gatewayErrors } from "../../../openapi/gateway-errors";
import { code, markdownTable } from "../markdown";

/** What an error means, and what whoever gets it does. */
interface Advice {
  readonly means: string;
  readonly todo: string;
}

const correct = "Correct the request as `detail` says; `errors` names the fields";
const repeat = "Repeat the request after `Retry-After` seconds";
const repeatOnce = "Repeat the request; if it fails again, look up the `request_id` in the function's log";
const lookUp = "Look up the `request_id` in the function's log";

const advice: Readonly<Record<ErrorCode, Advice>> = {
  malformed_body: {
    means: "The body is no JSON in UTF-8, has a key twice, or an integer that would be rounded",
    todo: "Send the JSON that `detail` asks for",
  },
  key_expired: {
    means: "The key has expired since it was last looked up, which is less than a minute ago",
    todo: "Ask whoever runs the service for another key",
  },
  unsupported_media_type: {
    means: "The body is of another type than JSON",
    todo: "Send it with `Content-Type: application/json`",
  },
  unsupported_content_encoding: {
    means: "The body has a content coding that is not known",
    todo: "Send it without, or with one that the header `Accept-Encoding` of the answer names",
  },
  invalid_request: { means: "A field is missing, unknown, or has a value that it cannot have", todo: correct },
  text_too_long: {
    means: "A text is longer than the model takes",
    todo: 'Send a shorter text, or `truncate: "end"`, which leaves the end out',
  },
  response_too_large: {
    means: "The answer would be larger than Lambda returns (6 MB)",
    todo: "Ask for fewer texts, results or dimensions in one request",
  },
  too_many_inputs: {
    means: "There was no time to embed all inputs of one request",
    todo: "Send fewer inputs in one request, or raise `batchConcurrency`",
  },
  embedding_not_found: { means: "Nothing is stored under this id", todo: "Check the id" },
  model_not_found: {
    means: "`model` is none of the service's models, and no alias of one",
    todo: "Name one that `detail` names, or `GET /v1/models` lists",
  },
  index_mismatch: {
    means: `The service and its index have different models or dimensions; with ${fieldStatuses.index_mismatch}, \`model\` is another one than theirs`,
    todo: "Configure the service with the model of the index, or [rebuild the index](reindex.md); leave `model` out",
  },
  embedding_exists: {
    means: "`If-None-Match: *` was sent, and something is stored under this id",
    todo: "Keep what is stored, or send the request without this header",
  },
  embedding_changed: {
    means: "`If-Match` was sent, and names another state of the embedding than the one that is stored",
    todo: "Get the embedding, and change what is stored now, with the new `ETag`",
  },
  internal_error: { means: "Something failed that nobody has foreseen", todo: lookUp },
  stored_document_invalid: {
    means: "The object in the bucket is no embedding: it is corrupt, or has another id",
    todo: "Store it again, or restore [an older version](operations.md#backup-and-restore)",
  },
  model_output_invalid: { means: "The model answered something other than an embedding", todo: repeatOnce },
  model_failed: { means: "The model failed", todo: repeatOnce },
  model_unavailable: { means: "The model is throttled, or does not answer", todo: repeat },
  model_access_denied: {
    means: "Bedrock does not let the service use the model",
    todo:
      "An administrator gives the account [access to the model](models.md#access), or sets `bedrockModelId` or `models` to a model or inference " +
      "profile that Bedrock serves in the region",
  },
  storage_unavailable: { means: "The bucket does not answer, or not this function", todo: repeat },
  index_unavailable: {
    means: "The index does not answer, or not this function; what was to be stored is in the bucket",
    todo: `${repeat}, which completes it`,
  },
  not_started: {
    means: "There was no time for this item of a batch",
    todo: "Send the item again after `Retry-After` seconds",
  },
  model_timeout: { means: "The model took too long", todo: "Repeat the request" },
  storage_timeout: { means: "The bucket took too long", todo: "Repeat the request" },
  index_timeout: {
    means: "The index took too long; what was to be stored is in the bucket",
    todo: "Repeat the request, which completes it",
  },
};

/** The errors of functions by their codes, and those of API Gateway. */
export const errorTables = {
  errors: () =>
    markdownTable(
      ["code", "status", "on `/v1/*`", "what it means", "what to do"],
      Object.entries(statuses).map(([name, status]) => {
        const { means, todo } = advice[name as ErrorCode];
        return [code(name), String(status), String(openaiStatus(name as ErrorCode)), means, todo];
      }),
    ),
  "gateway-errors": () =>
    markdownTable(
      ["status", "`message`", "why"],
      Object.entries(gatewayErrors).map(([status, { message, reason }]) => [status, code(message), reason]),
    ),
};
