import { GetObjectCommand, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { clientSettings } from "../../functions/aws-client";
import { environmentVariable } from "../../functions/environment";
import { embeddingDocument } from "../../functions/schemas/embedding";
import { embeddingId } from "../../functions/schemas/embedding-id";
import { cosineSimilarity } from "./cosine-similarity";

const bucket = environmentVariable("EMBEDDINGS_BUCKET");
const client = new S3Client({ region: environmentVariable("EMBEDDINGS_REGION"), ...clientSettings(4_000) });

/** The ids of the embeddings to compare. */
const pair = z.strictObject({ first: embeddingId, second: embeddingId });

/** Invoked with `{first, second}`: how similar these embeddings are, from -1 to 1. Throws where they do not compare. */
export async function handler(event: unknown): Promise<{ readonly similarity: number }> {
  const { first, second } = valid(pair, event, "The event");
  const [a, b] = await Promise.all([readEmbedding(first), readEmbedding(second)]);
  if (a.model !== b.model || a.dimension !== b.dimension) {
    throw new Error(
      `Embeddings compare where model and dimension are the same: "${first}" is of ${a.model} with ${a.dimension}, ` +
        `"${second}" of ${b.model} with ${b.dimension}`,
    );
  }
  return { similarity: cosineSimilarity(a.embedding, b.embedding) };
}

async function readEmbedding(id: string) {
  const key = `embeddings/${id}.json`;
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return valid(embeddingDocument(), JSON.parse((await Body?.transformToString()) ?? ""), key);
  } catch (cause) {
    if (cause instanceof NoSuchKey) throw new Error(`There is no embedding "${id}"`, { cause });
    throw cause;
  }
}

function valid<T extends z.core.$ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const { success, data, error } = z.safeParse(schema, value);
  if (success) return data;
  throw new Error(`${what} is invalid: ${z.prettifyError(error)}`);
}
