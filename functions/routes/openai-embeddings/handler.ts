import { isObject } from "../../../embedding/is-object";
import { embedAll } from "../../aws/embed-all";
import { requireTextLengths } from "../../fields/text-lengths";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonValue, validate } from "../../http/validation";
import { batchConcurrency } from "../../settings/batch-concurrency";
import { invocable } from "../../settings/bedrock";
import { resolveDimension } from "../../settings/model";
import { resolveModel } from "../../settings/models";
import { cl100kTable } from "./cl100k";
import { namingInputs, requireAll } from "./embedded-inputs";
import { encodings, requireFit } from "./encodings";
import { renderOpenaiError } from "./errors";
import { readInputs } from "./inputs";
import { openaiRequest } from "./request";
import type { OpenaiResponse } from "./response";
import { decodeTokens } from "./tokens";

/** A body of tokens has more values than any other: so many are those of 6 MB of text. No field has a large integer. */
const json = { maxValues: 2_000_000, rounds: true };

/**
 * `POST /v1/embeddings`: OpenAI's interface to the configured models.
 * https://platform.openai.com/docs/api-reference/embeddings/create
 */
export const handler = httpHandler(
  async (event, context) => {
    const body = jsonValue(event, json);
    if (isObject(body)) {
      context.ignoredFields = Object.keys(body).filter((name) => !Object.hasOwn(openaiRequest.shape, name));
    }
    const request = validate(openaiRequest, body, "body");
    const { input_type: purpose, truncate, encoding_format: encoding } = request;
    const model = resolveModel(request.model);
    const dimension = resolveDimension(request.dimensions, model);
    const inputs = readInputs(request.input, (tokens) => decodeTokens(tokens, cl100kTable()));
    requireTextLengths(Object.fromEntries(inputs.map(({ field, text }) => [field, text])), truncate, model.adapter);
    requireFit({ inputs: inputs.length, encoding, dimension, dimensions: model.adapter.dimensions });

    const args = { dimension, purpose, normalize: true, truncate, concurrency: batchConcurrency, stopsAtError: true };
    const texts = inputs.map(({ text }) => text);
    const outcomes = namingInputs(await embedAll(texts, args, invocable(model), context), inputs);
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    const failures = errors.filter(({ code }) => code !== "not_started");
    // What the failure of another kept from being started is no failure of its own.
    context.itemErrors.push(...(failures.length > 0 ? failures : errors));
    const embeddings = requireAll(outcomes, context.signal.aborted);

    const tokens = context.modelCalls.inputTokens;
    return jsonResponse({
      object: "list",
      data: embeddings.map(({ vector, truncated }, index) => ({
        object: "embedding",
        index,
        embedding: encodings[encoding].encode(vector),
        ...(truncated ? { truncated } : {}),
      })),
      model: model.id,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    } satisfies OpenaiResponse);
  },
  // Some clients send a version of the API, or what a proxy in front of it would take.
  { takes: "anything", renderError: renderOpenaiError },
);
