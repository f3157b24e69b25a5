import { GetObjectCommand, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { embeddingId } from "../../embedding/embedding-id";
import { hasExpired } from "../../embedding/expiry";
import { documentProblem, parseFields, toStoredDocument } from "../../embedding/stored-document";
import { cosineSimilarity } from "./cosine-similarity";

const { EMBEDDINGS_BUCKET: bucket, EMBEDDINGS_REGION: region } = process.env;
if (!bucket || !region) throw new Error("EMBEDDINGS_BUCKET and EMBEDDINGS_REGION are not set");

// Three attempts of 4 s fit into the function's 15 s; by default, S3 only warns of one that takes longer.
const client = new S3Client({
  region,
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000, throwOnRequestTimeout: true },
});

/** The ids of the embeddings to compare. */
const pair = z.strictObject({ first: embeddingId, second: embeddingId });

/** Invoked with `{first, second}`: how similar these embeddings are, from -1 to 1. Throws where they do not compare. */
export async function handler(event: unknown): Promise<{ readonly similarity: number }> {
  const { first, second } = parsePair(event);
  const [a, b] = await Promise.all([readEmbedding(first), readEmbedding(second)]);
  if (a.model !== b.model || a.embedding.length !== b.embedding.length) {
    throw new Error(
      `Embeddings compare where model and dimension are the same: "${first}" is of ${a.model} with ${a.embedding.length}, ` +
        `"${second}" of ${b.model} with ${b.embedding.length}`,
    );
  }
  return { similarity: cosineSimilarity(a.embedding, b.embedding) };
}

/** Others write to the bucket too, so that nothing of an object is taken for granted. */
async function readEmbedding(id: string) {
  const key = `embeddings/${id}.json`;
  const body = await readObject(id, key);
  const fields = parseFields(decoded(body) ?? "");
  const problem = fields ? documentProblem(fields, id) : "is not a JSON object";
  if (!fields || problem) throw new Error(`${key} is invalid: it ${problem}`);
  const document = toStoredDocument(fields);
  if (hasExpired(document, new Date())) throw new Error(`There is no embedding "${id}": it has expired`);
  const { model, embedding } = document;
  if (!embedding) throw new Error(`${key} is invalid: it has no vector`);
  return { model, embedding };
}

async function readObject(id: string, key: string): Promise<Uint8Array> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (cause) {
    if (cause instanceof NoSuchKey) throw new Error(`There is no embedding "${id}"`, { cause });
    throw cause;
  }
}

/** The text of an object, without a byte order mark; undefined where it is not UTF-8. */
function decoded(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function parsePair(event: unknown): z.output<typeof pair> {
  const { success, data, error } = z.safeParse(pair, event);
  if (success) return data;
  throw new Error(`The event is invalid: ${z.prettifyError(error)}`);
}
