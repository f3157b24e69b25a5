import * as z from "zod/mini";
import { described } from "../../embedding/described";

const answersVector = z.boolean({ error: "must be true or false" });

/** Whether an answer has the vectors that a request has made. */
export const returnEmbedding = described(z._default(answersVector, true), {
  id: "ReturnEmbedding",
  description:
    "Whether the answer has vectors. Without them it takes a fraction of the bytes, and is never larger than an answer may be",
});

/** Whether an answer has the vector that a request has sent. */
export const returnSentEmbedding = described(z._default(answersVector, false), {
  id: "ReturnSentEmbedding",
  description: "Whether the answer has the vector, as it is stored",
});
