import * as z from "zod";
import { nonFilterableKeys } from "../embedding/index/carried-keys";
import { maxConstraints } from "../embedding/index/filter";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const scalars = z.array(scalar).min(1);

/** What a filter asks of the value of one key. */
const operators = z
  .strictObject({
    $eq: scalar.optional(),
    $ne: scalar.optional(),
    $gt: z.number().optional(),
    $gte: z.number().optional(),
    $lt: z.number().optional(),
    $lte: z.number().optional(),
    $in: scalars.optional(),
    $nin: scalars.optional(),
    $exists: z.boolean().optional(),
    $startsWith: z.string().optional(),
  })
  .meta({
    id: "FilterOperators",
    description: "Several must all hold. `$startsWith` needs an index whose mode in S3 Vectors offers it",
    override: { minProperties: 1 },
  });

const condition = z
  .union([scalar, operators])
  .meta({ id: "FilterCondition", description: "The value that a key must have, or operators with their values" });

const filters = z.lazy(() => z.array(filter).min(1)).optional();

/**
 * The `filter` of a search as JSON Schema, which can say nearly all that embedding/index/filter.ts checks. What a key of the
 * metadata takes is said by a pattern. What clients are generated from is the catchall, and in TypeScript the type of any key
 * must take the values of `$and` and `$or` as well.
 */
export const filter: z.ZodType = z
  .object({ $and: filters, $or: filters })
  .catchall(z.union([condition, z.lazy(() => z.array(filter).min(1))]))
  .meta({
    id: "Filter",
    description:
      "A condition on the metadata, in the grammar of Amazon S3 Vectors: keys with what their values must be, and lists of " +
      "filters of which all must hold (`$and`) or one (`$or`). Several keys must all hold, with at most " +
      `${maxConstraints} values in all. Of metadata that is a list, one value that matches is enough`,
    examples: [{ language: "en", year: { $gte: 2020 } }],
    override: {
      minProperties: 1,
      patternProperties: { "^(?!\\$)": { $ref: "#/components/schemas/FilterCondition" } },
      propertyNames: { pattern: "^(?!\\$)|^\\$(and|or)$", not: { enum: [...nonFilterableKeys] } },
    },
  });
