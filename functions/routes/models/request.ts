import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { defaultEmbeddingModelId } from "../../../embedding/models";

/** The path of one model. */
export const modelPath = z.object({
  model_id: described(z.string(), {
    description: "A model's id, that of its inference profile, or an alias",
    param: { example: defaultEmbeddingModelId },
  }),
});
