import { countCharacters } from "../../../embedding/text";
import { mapWithinDeadline, type Outcome } from "../../aws/map-within-deadline";
import { toApiError } from "../../http/errors";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs, type RequestContext } from "../../http/request-context";
import { createsOnly, jsonBody } from "../../http/validation";
import { modelId, resolveDimension } from "../../settings/configured-model";
import { requireIndexable } from "../../settings/requested-index";
import { type GeneratedEmbedding, generateEmbedding } from "../../storage/generate-embedding";
import { indexEmbeddings } from "../../storage/index-embeddings";
import { batchRequest } from "./request";
import type { BatchResponse, BatchResult } from "./response";

/** `POST /embeddings/batch`: embeds up to 100 texts and, where asked, stores the results. 207 unless all succeed. */
export const handler = httpHandler(async (event, context) => {
  const { items, store_in_s3 = false, dimensions } = jsonBody(event, batchRequest);
  const dimension = resolveDimension(dimensions);
  const createOnly = createsOnly(event, store_in_s3);
  if (store_in_s3) requireIndexable({ dimensions: dimension, items });
  const generated = await mapWithinDeadline(
    items,
    ({ text, embedding_id = null, metadata }) => {
      const storeAs = store_in_s3 ? embedding_id : null;
      return generateEmbedding({ text, dimension, normalize: true, storeAs, createOnly, metadata }, context);
    },
    context,
  );
  const outcomes = await indexStored(generated, context);

  const results = items.map(({ text, embedding_id = null }, index): BatchResult => {
    const outcome = outcomes[index] as (typeof outcomes)[number];
    if (outcome.error) {
      const problem = outcome.error.toProblem(context.requestId);
      return { index, success: false, status: problem.status, embedding_id, problem };
    }
    const { vector, inputTokenCount, s3Key, indexed } = outcome.value;
    return {
      index,
      success: true,
      status: 200,
      embedding_id,
      embedding: vector,
      text_length: countCharacters(text),
      input_token_count: inputTokenCount,
      s3_key: s3Key,
      indexed,
    };
  });
  const failures = results.filter((result) => !result.success);
  const response = jsonResponse(
    {
      results,
      dimension,
      model: modelId,
      succeeded: results.length - failures.length,
      failed: failures.length,
      not_started: failures.filter(({ problem }) => problem.code === "not_started").map(({ index }) => index),
      input_token_count: context.modelCalls.inputTokens,
      processing_time_ms: elapsedMs(context),
    } satisfies BatchResponse,
    failures.length === 0 ? 200 : 207,
  );
  return { ...response, headers: Object.assign({}, ...outcomes.map(({ error }) => error?.headers)) };
});

/** Puts the vectors of all that was stored into the index, in one call. Where that fails, each such item has failed. */
async function indexStored(
  outcomes: readonly Outcome<GeneratedEmbedding>[],
  context: RequestContext,
): Promise<Outcome<GeneratedEmbedding & { readonly indexed: boolean }>[]> {
  const documents = outcomes.flatMap(({ value }) => value?.document ?? []);
  try {
    const indexed = await indexEmbeddings(documents, context);
    return outcomes.map((outcome) => (outcome.error ? outcome : { value: { ...outcome.value, indexed } }));
  } catch (thrown) {
    const error = toApiError(thrown);
    context.itemErrors.push(...documents.map(() => error));
    return outcomes.map((outcome) => (outcome.error ? outcome : { error }));
  }
}
