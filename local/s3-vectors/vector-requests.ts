import * as z from "zod";
import { vectorLimits as limits } from "./vector-limits";
import { VectorsError } from "./vectors-error";

const lengths = (min: number, max: number) => `Member must have length between ${min} and ${max}, inclusive`;
const text = (min: number, max: number) => z.string().min(min, lengths(min, max)).max(max, lengths(min, max));
const list = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item).min(1, lengths(1, max)).max(max, lengths(1, max));
const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, `Member must satisfy enum value set: [${values.join(", ")}]`);
function integer(min: number, max: number) {
  const message = `Member must be between ${min} and ${max}, inclusive`;
  return z.int().min(min, message).max(max, message);
}

const name = text(3, 63).optional();
const bucket = { vectorBucketName: name, vectorBucketArn: z.string().optional() };
const index = { vectorBucketName: name, indexName: name, indexArn: z.string().optional() };
const keys = (max: number) => list(text(1, limits.keyLength), max);
const page = {
  maxResults: integer(1, limits.resourcesPerList).optional(),
  nextToken: text(1, 512).optional(),
  prefix: text(1, 63).optional(),
};
const returned = { returnData: z.boolean().default(false), returnMetadata: z.boolean().default(false) };
const encryptionConfiguration = z
  .object({ sseType: oneOf(["AES256", "aws:kms"]).optional(), kmsKeyArn: z.string().optional() })
  .optional();

/** How JSON has the numbers that it has no numbers for, as the SDKs write them. */
const notFinite: readonly unknown[] = ["NaN", "Infinity", "-Infinity"];
const vectorData = z.object({
  float32: z
    .custom<readonly unknown[]>(
      (numbers) => Array.isArray(numbers) && numbers.every((n) => typeof n === "number" || notFinite.includes(n)),
    )
    .transform((numbers) => Float32Array.from(numbers as number[])),
});

/** The requests of S3 Vectors by operation: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Vectors.html */
export const vectorRequests = {
  CreateVectorBucket: z.object({ vectorBucketName: text(3, 63), encryptionConfiguration }),
  GetVectorBucket: z.object(bucket),
  ListVectorBuckets: z.object(page),
  DeleteVectorBucket: z.object(bucket),
  CreateIndex: z.object({
    ...bucket,
    indexName: text(3, 63),
    dataType: oneOf(["float32"]),
    dimension: integer(1, limits.dimension),
    distanceMetric: oneOf(["euclidean", "cosine"]),
    metadataConfiguration: z
      .object({
        nonFilterableMetadataKeys: list(text(1, limits.nonFilterableKeyLength), limits.nonFilterableKeys),
      })
      .optional(),
    encryptionConfiguration,
  }),
  GetIndex: z.object(index),
  ListIndexes: z.object({ ...bucket, ...page }),
  DeleteIndex: z.object(index),
  PutVectors: z.object({
    ...index,
    vectors: list(
      z.object({ key: text(1, limits.keyLength), data: vectorData, metadata: z.unknown().optional() }),
      limits.vectorsPerPut,
    ),
  }),
  GetVectors: z.object({ ...index, keys: keys(limits.vectorsPerGet), ...returned }),
  ListVectors: z.object({
    ...index,
    maxResults: integer(1, limits.vectorsPerList).default(limits.vectorsPerListByDefault),
    nextToken: text(1, 2_048).optional(),
    segmentCount: integer(1, limits.listSegments).optional(),
    segmentIndex: integer(0, limits.listSegments - 1).optional(),
    ...returned,
  }),
  DeleteVectors: z.object({ ...index, keys: keys(limits.vectorsPerDelete) }),
  QueryVectors: z.object({
    ...index,
    topK: integer(1, limits.topK),
    queryVector: vectorData,
    filter: z.unknown().optional(),
    returnMetadata: z.boolean().default(false),
    returnDistance: z.boolean().default(false),
    nextToken: text(1, 2_048).optional(),
  }),
} as const;

export type VectorOperation = keyof typeof vectorRequests;
/** A valid request of an operation. */
export type VectorRequest<Operation extends VectorOperation> = z.output<(typeof vectorRequests)[Operation]>;

/**
 * Parses the request of an operation. Throws a {@link VectorsError} for what no request may have, in the service's
 * words: a SerializationException where a value is of another type, a ValidationException for all constraints.
 */
export function parseVectorRequest<Operation extends VectorOperation>(
  operation: Operation,
  body: unknown,
): VectorRequest<Operation> {
  const result = vectorRequests[operation].safeParse(body, { reportInput: true });
  if (result.success) return result.data as VectorRequest<Operation>;
  const fieldList = result.error.issues.map(({ path, message, input }) => {
    const constraint = input === undefined ? "Member must not be null" : message;
    if (!constraint.startsWith("Member must")) throw new VectorsError("SerializationException", "UnknownError");
    const at = `/${path.join("/")}`;
    const value = constraint.includes("length") ? `Value with length ${(input as string).length}` : "Value";
    return { path: at, message: `${value} at '${at}' failed to satisfy constraint: ${constraint}` };
  });
  const count = `${fieldList.length} validation error${fieldList.length > 1 ? "s" : ""} detected.`;
  throw new VectorsError(
    "ValidationException",
    `${count} ${fieldList.map(({ message }) => message).join("; ")}`,
    fieldList,
  );
}
