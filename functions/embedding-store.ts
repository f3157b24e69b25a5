import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { environmentVariable } from "./environment";
import { ApiError } from "./errors";
import { type EmbeddingDocument, embeddingDocument } from "./schemas";

const bucket = environmentVariable("VECTOR_BUCKET_NAME");

// Without throwOnRequestTimeout the client only warns, and goes on waiting. Three attempts of 4 s at the most fit
// into the shortest timeout of a function, 15 s.
const client = new S3Client({
  maxAttempts: 3,
  retryMode: "standard",
  requestHandler: new NodeHttpHandler({
    connectionTimeout: 1_000,
    requestTimeout: 4_000,
    throwOnRequestTimeout: true,
  }),
});

/** Stores a document, replacing one of the same id, and returns its key. Throws 503 or 504. */
export async function putEmbedding(document: EmbeddingDocument, signal: AbortSignal): Promise<string> {
  const key = objectKey(document.id);
  try {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: JSON.stringify(document),
        ContentType: "application/json",
      }),
      { abortSignal: signal },
    );
    return key;
  } catch (error) {
    throw storageError(error, signal);
  }
}

/** The stored document of this id as JSON text, byte for byte. Throws 404, 503, 504, or 500 where it is corrupt. */
export async function getEmbedding(id: string, signal: AbortSignal): Promise<string> {
  const body = await readObject(id, signal);
  try {
    const { id: storedId } = embeddingDocument.parse(JSON.parse(body));
    if (storedId !== id) throw new Error(`The document of ${id} has the id ${storedId}`);
    return body;
  } catch (error) {
    throw new ApiError("stored_document_invalid", `What is stored for "${id}" is not an embedding.`, { cause: error });
  }
}

async function readObject(id: string, signal: AbortSignal): Promise<string> {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: objectKey(id) }), {
      abortSignal: signal,
    });
    return (await Body?.transformToString()) ?? "";
  } catch (error) {
    if (error instanceof NoSuchKey) {
      throw new ApiError("embedding_not_found", `There is no embedding "${id}".`, { cause: error });
    }
    throw storageError(error, signal);
  }
}

function objectKey(id: string): string {
  return `embeddings/${id}.json`;
}

function storageError(cause: unknown, signal: AbortSignal): ApiError {
  // A body that stalls until the deadline fails as a reset connection does.
  const timedOut = signal.aborted || (cause instanceof Error && cause.name === "TimeoutError");
  return timedOut
    ? new ApiError("storage_timeout", "The storage did not answer in time. Repeat the request.", { cause })
    : new ApiError("storage_unavailable", "The storage is not available at present. Repeat the request later.", {
        cause,
      });
}
