import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { idPattern } from "../../../embedding/embedding-id";
import { EmbeddingError } from "../../../embedding/errors";
import { parseJson } from "../../../embedding/strict-json";
import { checkTogether } from "../../fields/check-together";
import { walkFilter } from "../../fields/filter-fields";
import { includedFields } from "../../fields/included-fields";
import { vectorEncoding } from "../../fields/vector-encoding";

/** The most that S3 lists in one answer, and S3 Vectors as well: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const maxListed = 1_000;

const textError = { error: "must be a string" };
const limitError = { error: `must be a whole number from 1 to ${maxListed}` };
const limitText = z.string().check(z.regex(/^[1-9]\d{0,3}$/, limitError));
/** How many to list in one answer. */
export const listLimit = z.int(limitError).check(z.minimum(1, limitError), z.maximum(maxListed, limitError));

/** What ids start with; all of them with nothing. */
export const listPrefix = z.string(textError).check(
  z.regex(new RegExp(`^(${idPattern()})?$`), {
    error: "must be the start of an id: letters, digits or . _ : @ = + - and first a letter or digit",
  }),
);

/** The query parameters of `GET /embeddings`. */
export const listQuery = z
  .strictObject({
    limit: described(z._default(z.pipe(z.pipe(limitText, z.transform(Number)), listLimit), 100), {
      description: "The most to list in one answer",
      // Of the number, not of the text that it comes as.
      override: ({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }) => {
        delete jsonSchema["pattern"];
        Object.assign(jsonSchema, { type: "integer", minimum: 1, maximum: maxListed, default: 100 });
      },
    }),
    cursor: described(
      z.optional(z.string(textError)),
      "The next_cursor of the previous answer to the same prefix, include and filter; empty for the first page",
    ),
    prefix: described(z._default(listPrefix, ""), "What the ids start with"),
    include: described(
      z._default(
        z.pipe(
          z.pipe(
            z.string(textError),
            z.transform((names) => names.split(",")),
          ),
          includedFields,
        ),
        [],
      ),
      {
        description: "What each has beside its id, with commas between; an answer then ends before it is too large",
        param: { style: "form", explode: false },
        override: ({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }) => {
          Object.assign(jsonSchema, {
            type: "array",
            items: { $ref: "#/components/schemas/IncludedField" },
            uniqueItems: true,
            minItems: 1,
          });
          // That of what is read, which no request sends.
          delete jsonSchema["default"];
        },
      },
    ),
    encoding: vectorEncoding,
    filter: described(z.optional(z.pipe(z.pipe(z.string(textError), z.transform(asJson)), walkFilter)), {
      description:
        "A filter as JSON, as in a search: the vector index is read from end to end for it, as much as there is time for in one request",
      param: { example: '{"language":"en"}' },
      override: ({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }) => {
        for (const key of Object.keys(jsonSchema)) if (key !== "description") delete jsonSchema[key];
        Object.assign(jsonSchema, {
          type: "string",
          contentMediaType: "application/json",
          contentSchema: { $ref: "#/components/schemas/Filter" },
        });
      },
    }),
  })
  .check(
    checkTogether(({ include, encoding }) => ({
      encoding:
        encoding !== undefined && !include.includes("embedding")
          ? 'acts only where include has "embedding"'
          : undefined,
    })),
  );

/** The value of a JSON text, which is held to what a body is. */
function asJson(text: string, { issues }: z.core.ParsePayload): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const [problem] = (error instanceof EmbeddingError && error.errors) || [];
    if (!problem) throw error;
    issues.push({ code: "custom", message: problem.message, input: text });
    return z.NEVER;
  }
}

export type ListQuery = z.output<typeof listQuery>;
