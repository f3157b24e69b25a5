import { generatedFields, newDocument } from "../../../embedding/document";
import type { Outcome } from "../../../embedding/outcome";
import { countCharacters } from "../../../embedding/text";
import { withEarlierDeadline } from "../../aws/call-context";
import { embedAll } from "../../aws/embed-all";
import type { Embedded } from "../../aws/embed-texts";
import { defaultStartTimeMs } from "../../aws/map-with-backpressure";
import { errorHeaders, statuses, toProblem } from "../../http/error-answer";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs, type RequestContext } from "../../http/request-context";
import { requireTextLengths } from "../../http/text-lengths";
import { createsOnly, jsonBody } from "../../http/validation";
import { batchConcurrency } from "../../settings/batch-concurrency";
import { bedrock } from "../../settings/bedrock";
import { model, resolveDimension } from "../../settings/model";
import { store } from "../../settings/store";
import { requireIndexable } from "../../storage/require-indexable";
import { type Stored, storeEmbeddings } from "../../storage/store-embeddings";
import { type BatchItem, batchRequest } from "./request";
import type { BatchResponse, BatchResult } from "./response";

/** What storing 100 embeddings takes at the most where S3 does well, in milliseconds. */
const storingTimeMs = 3_000;

/** `POST /embeddings/batch`: embeds up to 100 texts and, where asked, stores the results. 207 unless all succeed. */
export const handler = httpHandler(async (event, context) => {
  const request = jsonBody(event, batchRequest);
  const { items, store_in_s3 = false, input_type: purpose, truncate } = request;
  const dimension = resolveDimension(request.dimensions);
  const createOnly = createsOnly(event, store_in_s3);
  const texts = items.map(({ text }) => text);
  requireTextLengths(
    Object.fromEntries(texts.map((text, index) => [`items.${index}.text`, text])),
    truncate,
    model.adapter,
  );
  if (store_in_s3) requireIndexable({ dimensions: dimension, items }, store.index, model);

  // What is embedded shall be stored.
  const reservedMs = store_in_s3 ? storingTimeMs : 0;
  const startTimeMs = defaultStartTimeMs - reservedMs;
  const args = { dimension, purpose, normalize: true, truncate, concurrency: batchConcurrency, startTimeMs };
  const embedded = await withEarlierDeadline(context, reservedMs, (earlier) => embedAll(texts, args, bedrock, earlier));
  const outcomes = store_in_s3
    ? await storeEach(items, embedded, createOnly, context)
    : embedded.map((outcome): Outcome<EmbeddedItem> => outcome);

  const errors = outcomes.flatMap(({ error }) => error ?? []);
  context.itemErrors.push(...errors);
  const response = jsonResponse(
    {
      results: outcomes.map((outcome, index) => toResult(outcome, items[index] as BatchItem, index, context)),
      dimension,
      model: model.id,
      input_type: purpose,
      succeeded: outcomes.length - errors.length,
      failed: errors.length,
      not_started: outcomes.flatMap(({ error }, index) => (error?.code === "not_started" ? [index] : [])),
      input_token_count: context.modelCalls.inputTokens,
      processing_time_ms: elapsedMs(context),
    } satisfies BatchResponse,
    errors.length === 0 ? 200 : 207,
  );
  return { ...response, headers: Object.assign({}, ...errors.map(errorHeaders)) };
});

/** An item as it was embedded and, where asked, stored. */
type EmbeddedItem = Embedded & Partial<Stored>;

/** Stores all that was embedded, each under its item's id. */
async function storeEach(
  items: readonly BatchItem[],
  embedded: readonly Outcome<Embedded>[],
  createOnly: boolean,
  context: RequestContext,
): Promise<Outcome<EmbeddedItem>[]> {
  const documents = embedded.flatMap(({ value }, index) => {
    const { embedding_id = "", text, metadata } = items[index] as BatchItem;
    if (!value) return [];
    return newDocument({ id: embedding_id, text, metadata }, generatedFields({ ...value, model: model.id }));
  });
  const stored = (await storeEmbeddings(documents, { createOnly }, store, context)).values();
  return embedded.map((outcome): Outcome<EmbeddedItem> => {
    if (outcome.error) return outcome;
    const { value, error } = stored.next().value as Outcome<Stored>;
    return error ? { error } : { value: { ...outcome.value, ...value } };
  });
}

function toResult(
  { value, error }: Outcome<EmbeddedItem>,
  { text, embedding_id: id }: BatchItem,
  index: number,
  { requestId }: RequestContext,
): BatchResult {
  const embedding_id = id ?? null;
  if (error) {
    return { index, success: false, status: statuses[error.code], embedding_id, problem: toProblem(error, requestId) };
  }
  return {
    index,
    success: true,
    status: 200,
    embedding_id,
    embedding: value.vector,
    text_length: countCharacters(text),
    truncated: value.truncated,
    input_token_count: value.inputTokens ?? null,
    s3_key: value.key ?? null,
    indexed: value.indexed ?? false,
  };
}
