import { generatedFields, newDocument } from "../../../embedding/document";
import { embeddingId } from "../../../embedding/embedding-id";
import { isObject } from "../../../embedding/is-object";
import { completed, type Outcome } from "../../../embedding/outcome";
import { countCharacters } from "../../../embedding/text";
import { withEarlierDeadline } from "../../aws/call-context";
import { embedAll } from "../../aws/embed-all";
import type { Embedded } from "../../aws/embed-texts";
import { defaultStartTimeMs } from "../../aws/map-with-backpressure";
import { createsOnly } from "../../fields/conditions";
import { errorHeaders, statusOf, toProblem } from "../../http/error-answer";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs, type RequestContext } from "../../http/request-context";
import { jsonBody } from "../../http/validation";
import { batchConcurrency } from "../../settings/batch-concurrency";
import { invocable } from "../../settings/bedrock";
import { resolveDimension } from "../../settings/model";
import { requireOwnModel, resolveModel } from "../../settings/models";
import { store } from "../../settings/store";
import { findUnchanged, type Unchanged } from "../../storage/find-unchanged";
import { requireIndexable } from "../../storage/require-indexable";
import { type Stored, storeEmbeddings } from "../../storage/store-embeddings";
import { readItems } from "./items";
import { type BatchItem, batchRequest } from "./request";
import type { BatchResponse, BatchResult } from "./response";

/** What storing 100 embeddings takes at the most where S3 does well, in milliseconds. */
const storingTimeMs = 3_000;

/** `POST /embeddings/batch`: embeds up to 100 texts and, where asked, stores the results. 207 unless all succeed. */
export const handler = httpHandler(async (event, context) => {
  const request = jsonBody(event, batchRequest);
  const { items: given, store_in_s3: stores = false, if_changed: ifChanged, input_type, truncate } = request;
  const model = resolveModel(request.model);
  if (stores) requireOwnModel(model);
  const dimension = resolveDimension(request.dimensions, model);
  const createOnly = createsOnly(event, { stores, ifChanged });
  if (stores) requireIndexable({ dimensions: dimension }, store.index, model);
  const items = await readItems(given, { stores, indexes: store.index !== undefined, truncate, model });

  const made = { ...storedOptions, model: model.id };
  const pending = items.map(({ error }): Outcome<undefined> => (error ? { error } : { value: undefined }));
  const found = ifChanged
    ? await completed<Unchanged | undefined>(pending, (positions) => {
        const candidates = valuesAt(items, positions).map((item) => ({
          ...contentOf(item),
          ...made,
          dimension,
          truncate,
        }));
        return findUnchanged(candidates, store, context);
      })
    : pending;

  // What is embedded shall be stored.
  const reservedMs = stores ? storingTimeMs : 0;
  const startTimeMs = defaultStartTimeMs - reservedMs;
  const { normalize } = storedOptions;
  const args = { dimension, purpose: input_type, normalize, truncate, concurrency: batchConcurrency, startTimeMs };
  const embedded = await completed<EmbeddedItem>(found, (positions) => {
    const texts = valuesAt(items, positions).map(({ text }) => text);
    return withEarlierDeadline(context, reservedMs, (earlier) => embedAll(texts, args, invocable(model), earlier));
  });
  const outcomes = stores ? await storeEach(items, embedded, { made, createOnly }, context) : embedded;

  const errors = outcomes.flatMap(({ error }) => error ?? []);
  context.itemErrors.push(...errors);
  context.unchanged = outcomes.filter(({ value }) => value?.stored?.unchanged).length;
  const response = jsonResponse(
    {
      results: outcomes.map((outcome, index) => {
        return toResult(outcome, { given: given[index], index, returnsVector: request.return_embedding }, context);
      }),
      dimension,
      model: model.id,
      input_type,
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

/** How the vectors of what a batch stores are made, beside the model. */
const storedOptions = { input_type: "document", normalize: true } as const;

/** The values of those that have one. */
function valuesAt<Value>(outcomes: readonly Outcome<Value>[], positions: readonly number[]): Value[] {
  return positions.map((position) => outcomes[position]?.value as Value);
}

/** How a batch is stored. */
interface StoreEachOptions {
  readonly made: typeof storedOptions & { readonly model: string };
  readonly createOnly: boolean;
}

/** What an item is, under the id that it is to be stored by. */
function contentOf({ embedding_id: id = "", text, metadata, expires_at }: BatchItem) {
  return { id, text, metadata, expires_at };
}

/** An item as it is embedded, and where it is stored. */
type EmbeddedItem = Embedded & { readonly stored?: Stored | undefined };

/** Stores all that is embedded and not stored yet, each under its item's id. */
function storeEach(
  items: readonly Outcome<BatchItem>[],
  embedded: readonly Outcome<EmbeddedItem>[],
  { made, createOnly }: StoreEachOptions,
  context: RequestContext,
): Promise<Outcome<EmbeddedItem>[]> {
  const found = embedded.map((outcome) => (outcome.value && !outcome.value.stored ? { value: undefined } : outcome));
  return completed<EmbeddedItem>(found, async (positions) => {
    const vectors: Embedded[] = valuesAt(embedded, positions);
    const documents = valuesAt(items, positions).map((item, index) => {
      const content = contentOf(item);
      return newDocument(content, generatedFields({ ...(vectors[index] as Embedded), ...made, text: content.text }));
    });
    const stored = await storeEmbeddings(documents, { createOnly }, store, context);
    return stored.map(
      ({ value, error }, index): Outcome<EmbeddedItem> =>
        error ? { error } : { value: { ...(vectors[index] as Embedded), stored: value } },
    );
  });
}

/** The item that a result is of. */
interface ResultArgs {
  /** As the request has it. */
  readonly given: unknown;
  readonly index: number;
  readonly returnsVector: boolean;
}

function toResult(
  { value, error }: Outcome<EmbeddedItem>,
  { given, index, returnsVector }: ResultArgs,
  { requestId }: RequestContext,
): BatchResult {
  // An item that failed may be anything.
  const { text, embedding_id: id }: Partial<Record<string, unknown>> = isObject(given) ? given : {};
  const embedding_id = embeddingId.safeParse(id).data ?? null;
  if (error) {
    return { index, success: false, status: statusOf(error), embedding_id, problem: toProblem(error, requestId) };
  }
  const { vector, truncated, inputTokens, stored } = value;
  return {
    index,
    success: true,
    status: 200,
    embedding_id,
    ...(returnsVector ? { embedding: vector } : {}),
    text_length: countCharacters(String(text)),
    truncated,
    input_token_count: inputTokens ?? null,
    s3_key: stored?.key ?? null,
    indexed: stored?.indexed ?? false,
    unchanged: stored?.unchanged ?? false,
  };
}
