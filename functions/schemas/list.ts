import * as z from "zod";
import { embeddingId } from "./embedding";

/** The most that S3 lists in one answer: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
const maxListed = 1_000;

/** The query parameters of `GET /embeddings`. */
export const listQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, { error: `must be a whole number from 1 to ${maxListed}` })
    .transform(Number)
    .pipe(
      z
        .int()
        .min(1)
        .max(maxListed, { error: `must be a whole number from 1 to ${maxListed}` }),
    )
    .default(100)
    .meta({
      description: "The most to list in one answer",
      // Of the number, not of the text that it comes as.
      override: ({ jsonSchema }: { readonly jsonSchema: Record<string, unknown> }) => {
        delete jsonSchema["pattern"];
        Object.assign(jsonSchema, { type: "integer", minimum: 1, maximum: maxListed, default: 100 });
      },
    }),
  cursor: z
    .string()
    .min(1, { error: "must be the next_cursor of an answer" })
    .optional()
    .meta({ description: "The next_cursor of the previous answer to the same prefix" }),
  prefix: z
    .string()
    .regex(/^([A-Za-z0-9][A-Za-z0-9._:@=+-]{0,255})?$/, {
      error: "must be the start of an id: letters, digits or . _ : @ = + - and first a letter or digit",
    })
    .default("")
    .meta({ description: "What the ids start with" }),
});

/** The answer of `GET /embeddings`. */
export const listResponse = z
  .object({
    embeddings: z
      .array(
        z.object({
          id: embeddingId,
          s3_key: z.string().meta({ description: "The key of the stored object" }),
          size_bytes: z.int().meta({ description: "The size of the stored object" }),
          last_modified: z.iso.datetime().meta({ description: "When it was stored" }),
        }),
      )
      .meta({
        description: "In the order of their keys; an answer may hold fewer than limit and still not be the last",
      }),
    next_cursor: z.string().nullable().meta({ description: "Gets the next ones; null where there are none" }),
  })
  .meta({ id: "ListResponse" });

export type ListResponse = z.infer<typeof listResponse>;
