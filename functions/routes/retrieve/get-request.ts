import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { checkTogether } from "../../fields/check-together";
import { includedFields } from "../../fields/included-fields";
import { manyIds } from "../../fields/many-ids";
import { vectorEncoding } from "../../fields/vector-encoding";

/** The body of `POST /embeddings/get`. */
export const getRequest = described(
  z
    .strictObject({
      ids: manyIds,
      include: described(z.optional(z.clone(includedFields)), {
        description: "What each has beside its id; left out, all of it",
        override: { uniqueItems: true },
      }),
      encoding: vectorEncoding,
    })
    .check(
      checkTogether(({ include, encoding }) => ({
        encoding:
          encoding !== undefined && include && !include.includes("embedding")
            ? 'acts only where include has "embedding"'
            : undefined,
      })),
    ),
  {
    id: "GetRequest",
    override: {
      if: { required: ["encoding"], properties: { encoding: { type: "string" } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: {
        properties: { include: { anyOf: [{ type: "null" }, { type: "array", contains: { const: "embedding" } }] } },
      },
    },
  },
);

export type GetRequest = z.output<typeof getRequest>;
