import * as z from "zod/mini";
import { described } from "../../../embedding/described";

/** A model in OpenAI's form: https://platform.openai.com/docs/api-reference/models/object */
export const openaiModel = described(
  z.object({
    id: described(z.string(), "What a request names it by"),
    object: z.literal("model"),
    created: described(z.int(), "Always 0, for AWS does not say when it was made"),
    owned_by: described(z.string(), "Who makes the model, as its Bedrock model id begins"),
  }),
  { id: "OpenAIModel" },
);

/** The answer of `GET /v1/models`. */
export const openaiModelList = described(
  z.object({
    object: z.literal("list"),
    data: described(z.array(openaiModel), "The one that the service stores and searches with first, the aliases last"),
  }),
  { id: "OpenAIModelList" },
);

export type OpenaiModel = z.infer<typeof openaiModel>;
export type OpenaiModelList = z.infer<typeof openaiModelList>;
