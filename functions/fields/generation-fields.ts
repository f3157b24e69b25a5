import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { offeredDimensions } from "../../embedding/models";
import { purposes, truncations } from "../../embedding/models/model";

/** The vector lengths that the supported models offer. */
export const dimensions = described(
  z.literal([...offeredDimensions], { error: `must be one of ${offeredDimensions.join(", ")}` }),
  {
    id: "Dimensions",
    description:
      "The vector's length, of those that the model offers; by default that of the vector index, where there is one of this model, " +
      "else the model's own default. A vector that is stored must have the length of the index",
  },
);

/** Which model of the service a request means; left out, the one that it stores and searches with. */
export const modelName = described(z.string({ error: "must be a string" }), {
  id: "ModelName",
  description:
    "The model, by its Bedrock model id, the id of its inference profile or an alias, of those that `GET /v1/models` lists; by " +
    "default the one that the service stores and searches with, which alone can be stored and searched",
});

/** What a text is embedded for; left out, to be found. */
export const inputType = described(
  z._default(z.enum(purposes, { error: 'must be "document" or "query"' }), "document"),
  {
    id: "InputType",
    description:
      "What the vector is for: to be stored and found, or to find by. Some models embed the same words differently. What is " +
      "stored is a document",
  },
);

/** What becomes of a text that is too long for the model; left out, it is refused. */
export const truncate = described(z._default(z.enum(truncations, { error: 'must be "none" or "end"' }), "none"), {
  id: "Truncate",
  description: "Whether a text that is too long for the model is refused, or embedded without its end",
});
