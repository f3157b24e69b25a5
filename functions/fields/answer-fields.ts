import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { purposes } from "../../embedding/models/model";
import { vector } from "../../embedding/vector";

/** The vector of an answer, unless a request wants none. */
export const returnedVector = described(z.optional(vector), "The vector; with return_embedding");

/** Whether what was stored is in the vector index. */
export const indexed = described(z.boolean(), "Whether the vector is in the index, where a search finds it");

/** Whether there was nothing to store. */
export const unchanged = described(
  z.boolean(),
  "Whether, with if_changed, all of it was stored and indexed already: then nothing was embedded and nothing written",
);

/** Whether the model left out the end of a text. */
export const truncated = described(z.boolean(), "Whether the end of the text was left out, as truncate allows");

/** What the vectors are for. */
export const purpose = described(z.enum(purposes), "What the vector is for");

/** What an answer's count of tokens means. */
export const inputTokenCount =
  "The text's length in the model's tokens; null where the model counts several texts of one call together";
