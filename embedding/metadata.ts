import * as z from "zod/mini";
import { described } from "./described";

/** S3 Vectors takes this much filterable metadata: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxJsonBytes = 2_048;

/** A text without lone surrogates. */
const wellFormed = z.string().check(z.refine((value) => value.isWellFormed(), { error: "must be valid Unicode" }));

/** Flat facts about a text, kept with its embedding: at most 2 KB as JSON. */
export const metadata = described(
  z
    .record(
      wellFormed,
      z.union([wellFormed, z.number(), z.boolean()], { error: "must be a string, a finite number or a boolean" }),
      { error: "must be an object" },
    )
    .check(
      z.refine((value) => Buffer.byteLength(JSON.stringify(value)) <= maxJsonBytes, {
        error: ({ input }) =>
          `must have at most ${maxJsonBytes} bytes as JSON and has ${Buffer.byteLength(JSON.stringify(input))}`,
      }),
    ),
  {
    id: "Metadata",
    description: "Facts to keep with the embedding: strings, numbers and booleans, at most 2 KB as JSON",
  },
);
