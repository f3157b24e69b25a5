import type { Operations } from "../../http/operation";
import { errorForm } from "../openai-embeddings/operation";
import { modelPath } from "./request";
import { type OpenaiModel, type OpenaiModelList, openaiModel, openaiModelList } from "./response";

const model: OpenaiModel = { id: "amazon.titan-embed-text-v2:0", object: "model", created: 0, owned_by: "amazon" };

const list: OpenaiModelList = { object: "list", data: [model, { ...model, id: "text-embedding-3-small" }] };

export const operations: Operations = {
  "list-models": {
    tag: "OpenAI",
    summary: "List the models that requests may name",
    responses: { 200: { description: "The models, and their aliases", schema: openaiModelList, example: list } },
    errors: ["internal_error"],
    errorForm,
  },
  "models-head": {
    tag: "OpenAI",
    summary: "Ask whether the models can be listed",
    responses: { 200: { description: "They can" } },
    errors: ["internal_error"],
    errorForm,
  },
  "get-model": {
    tag: "OpenAI",
    summary: "Get one of the models that requests may name",
    parameters: { path: modelPath },
    responses: { 200: { description: "The model", schema: openaiModel, example: model } },
    errors: ["model_not_found", "internal_error"],
    errorForm,
  },
};
