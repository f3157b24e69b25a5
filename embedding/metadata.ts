import * as z from "zod/mini";
import { described } from "./described";

/** S3 Vectors takes this much filterable metadata: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxJsonBytes = 2_048;

/** A text without lone surrogates. */
const wellFormed = z.string().check(z.refine((value) => value.isWellFormed(), { error: "must be valid Unicode" }));

const notEmpty = { error: "must have at least one value" };

/** A value of metadata: S3 Vectors takes lists of one kind that are not empty. */
const value = z.union(
  [
    wellFormed,
    z.number(),
    z.boolean(),
    z.array(wellFormed).check(z.minLength(1, notEmpty)),
    z.array(z.number()).check(z.minLength(1, notEmpty)),
  ],
  { error: "must be a string, a finite number, a boolean, or a list of at least one string or of numbers" },
);

/** Flat facts about a text, kept with its embedding: at most 2 KB as JSON. */
export const metadata = described(
  z.record(wellFormed, value, { error: "must be an object" }).check(
    z.refine((value) => Buffer.byteLength(JSON.stringify(value)) <= maxJsonBytes, {
      error: ({ input }) =>
        `must have at most ${maxJsonBytes} bytes as JSON and has ${Buffer.byteLength(JSON.stringify(input))}`,
    }),
  ),
  {
    id: "Metadata",
    description:
      "Facts to keep with the embedding: strings, numbers, booleans, and lists of strings or of numbers, at most 2 KB as JSON",
  },
);
