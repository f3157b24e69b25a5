import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { EmbeddingDocument } from "../../embedding/document";
import { vectorProblem } from "../../embedding/index/indexing-problems";
import { objectKey } from "../../embedding/object-key";
import { text as textSchema } from "../../embedding/text";
import { hasUnitLength } from "../../embedding/unit-length";
import { AwsCallError, type AwsCalls } from "./aws-calls";
import { statusOf } from "./aws-failure";
import { changeJson } from "./change-json";
import { embedText } from "./embed-text";
import { ObjectProblem, readObject, type StoredObject } from "./stored-object";
import { needsVector, type TargetIndex } from "./target-index";

/** What became of an object that was to be embedded anew. */
export interface Reembedded {
  /** The object as it is stored now; undefined where it is gone. */
  readonly stored: StoredObject | undefined;
  /** Whether it was written. */
  readonly isWritten: boolean;
  /** The tokens that the model read for it. */
  readonly inputTokens: number;
}

/** Where an object is, and which index it is for. */
export interface ReembedArgs {
  readonly calls: AwsCalls;
  readonly bucket: string;
  readonly index: TargetIndex;
}

/** How often an object is written that others write meanwhile. */
const maxWrites = 3;

/**
 * Embeds the text of an object with the index's model and stores the result in its place, unless others have written it
 * since it was read: then that is read and, where needed, embedded. Throws {@link ObjectProblem} for what cannot be embedded.
 */
export async function reembedObject(first: StoredObject, { calls, bucket, index }: ReembedArgs): Promise<Reembedded> {
  let stored = first;
  let inputTokens = 0;
  for (let writes = 0; writes < maxWrites; writes++) {
    const problem = reembeddingProblem(stored);
    if (problem) throw new ObjectProblem(problem, stored.etag);
    const { text = "", normalized = true } = stored.document;
    const embedded = await calls
      .bedrock((bedrock) =>
        embedText(bedrock, index.model, { text, dimension: index.dimension, normalize: normalized }),
      )
      .catch((error) => refuseText(error, stored.etag));
    inputTokens += embedded.inputTokenCount;
    const unfit = vectorProblem(embedded.vector);
    if (unfit) throw new ObjectProblem(`was embedded to a vector that ${unfit}`, stored.etag);
    const changes = {
      embedding: embedded.vector,
      dimension: index.dimension,
      model: index.model,
      input_token_count: embedded.inputTokenCount,
      normalized: hasUnitLength(embedded.vector),
    };
    const written = await write(changes, stored, { calls, bucket });
    if (written) return { stored: written, isWritten: true, inputTokens };
    const current = await calls.s3((s3) => readObject(s3, bucket, stored.document.id));
    if (!current || !needsVector(current.document, index)) return { stored: current, isWritten: false, inputTokens };
    stored = current;
  }
  throw new ObjectProblem("was stored by others each time that it was embedded");
}

/** Why an object cannot be embedded anew, if it cannot. */
export function reembeddingProblem({ document: { text } }: StoredObject): string | undefined {
  if (text === undefined) return "has no text to embed";
  const { error } = textSchema.safeParse(text);
  return error && `has a text that ${error.issues[0]?.message}`;
}

function refuseText(error: unknown, etag: string): never {
  if (!(error instanceof AwsCallError)) throw error;
  const status = statusOf(error.cause);
  if (status === 400) throw new ObjectProblem(`has a text that the model refuses: ${error.message}`, etag);
  // A model that may not be used is no matter of this object.
  throw status === 403 || status === 404 ? error.toCommandError() : error;
}

/** What a new vector changes of a document. */
type Changes = Pick<EmbeddingDocument, "embedding" | "dimension" | "model" | "input_token_count" | "normalized">;

function changedText(
  changes: Changes,
  { json, etag, lastModified }: Pick<StoredObject, "json" | "etag" | "lastModified">,
): string {
  try {
    return changeJson(json, ({ created_at }) => ({
      ...changes,
      created_at: created_at ?? lastModified.toISOString(),
    }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ObjectProblem("is nested too deep to be written anew", etag);
  }
}

/** The object with these changes, stored; undefined where it is no longer the one that was read. */
async function write(
  changes: Changes,
  { document, json, objectMetadata, etag, lastModified }: StoredObject,
  { calls, bucket }: Pick<ReembedArgs, "calls" | "bucket">,
): Promise<StoredObject | undefined> {
  const changed = changedText(changes, { json, etag, lastModified });
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: objectKey(document.id),
    Body: changed,
    ContentType: "application/json",
    Metadata: objectMetadata,
    IfMatch: etag,
  });
  try {
    const { ETag = "" } = await calls.s3((s3) => s3.send(command));
    const written = { ...document, ...changes, input_token_count: changes.input_token_count ?? undefined };
    return { document: written, json: changed, objectMetadata, etag: ETag, lastModified };
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error;
    const status = statusOf(error.cause);
    // 404: it was deleted. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    if (status === 412 || status === 404) return undefined;
    throw status === 403 ? error.toCommandError() : error;
  }
}
