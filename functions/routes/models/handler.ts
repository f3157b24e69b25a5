import { httpHandler, jsonResponse } from "../../http/http-handler";
import { validate } from "../../http/validation";
import { models, resolveModel } from "../../settings/models";
import { renderOpenaiError } from "../openai-embeddings/errors";
import { modelPath } from "./request";
import type { OpenaiModel, OpenaiModelList } from "./response";

/** `GET /v1/models` and `GET /v1/models/{model_id}`: the models that requests may name, by all that they may call them. */
export const handler = httpHandler(
  async ({ pathParameters }) => {
    if (!pathParameters) {
      return jsonResponse({ object: "list", data: [...models.keys()].map(toOpenaiModel) } satisfies OpenaiModelList);
    }
    return jsonResponse(toOpenaiModel(validate(modelPath, pathParameters, "path").model_id));
  },
  { takes: "anything", renderError: renderOpenaiError },
);

/** Throws 404 for a name that there is not. */
function toOpenaiModel(name: string): OpenaiModel {
  const [maker = ""] = resolveModel(name).id.split(".", 1);
  return { id: name, object: "model", created: 0, owned_by: maker };
}
