import { EmbeddingError, toEmbeddingError } from "../../../embedding/errors";
import type { StoredDocument } from "../../../embedding/stored-document";
import { mapWithBackpressure, oneByOne } from "../../aws/map-with-backpressure";
import { type Bucket, isRefused } from "../../aws/s3";
import type { RequestContext } from "../../http/request-context";
import { getDocument } from "../../storage/get-embedding";

/** How many objects are read at a time. */
const concurrency = 16;

/** A document, or what is wrong with it alone. */
type ReadDocument =
  | { readonly document: StoredDocument; readonly error?: undefined }
  | { readonly document?: undefined; readonly error: EmbeddingError };

/** The documents of these ids. Throws where the storage fails, or gives none of several. */
export async function readDocuments(
  ids: readonly string[],
  bucket: Bucket,
  context: RequestContext,
): Promise<ReadonlyMap<string, ReadDocument>> {
  const eachRead = oneByOne((id: string) => readDocument(id, bucket, context));
  const outcomes = await mapWithBackpressure(ids, { ...eachRead, concurrency, stopsAtError: true }, context);
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  context.itemErrors.push(...errors);
  const error = errors.find(({ code }) => code !== "not_started") ?? errors[0];
  if (error?.code === "not_started") {
    throw new EmbeddingError("storage_timeout", "The storage did not answer in time. Ask for fewer results.");
  }
  if (error) throw error;
  const read = outcomes.flatMap(({ value }) => value ?? []);
  const [first] = read;
  if (first?.error && read.length > 1 && read.every(({ error }) => error?.code === "storage_unavailable"))
    throw first.error;
  return new Map(ids.map((id, index) => [id, read[index] as ReadDocument]));
}

async function readDocument(id: string, bucket: Bucket, context: RequestContext): Promise<ReadDocument> {
  try {
    return { document: await getDocument(id, bucket, context) };
  } catch (thrown) {
    const error = toEmbeddingError(thrown);
    if (error.code === "embedding_not_found") return { error };
    if (error.code !== "stored_document_invalid" && !isRefused(error)) throw error;
    context.itemErrors.push(error);
    return { error };
  }
}
