import { EmbeddingError, embeddingNotFound } from "../../embedding/errors";
import { type Expiring, expiryOf, hasExpired } from "../../embedding/expiry";
import {
  documentProblem,
  parseFields,
  plainFields,
  type StoredDocument,
  toStoredDocument,
} from "../../embedding/stored-document";
import { withDigits } from "../../embedding/with-digits";
import type { CallContext } from "../aws/call-context";
import type { Bucket } from "../aws/s3";
import { getObject, type ObjectContent } from "./get-object";
import { objectText } from "./object-text";

/** A stored document as JSON text, byte for byte but for a byte order mark, and its entity tag. */
export interface StoredEmbedding {
  readonly body: string;
  readonly etag: string;
}

/** What this service can use of a stored document, and the object that it is read from. */
export interface KeptDocument extends StoredDocument, Pick<ObjectContent, "etag"> {}

/** A stored document with the object that has it. */
export interface DocumentObject extends StoredEmbedding, Pick<ObjectContent, "objectMetadata"> {
  readonly document: StoredDocument;
}

/**
 * The stored document of this id, also one that others wrote. Throws 404, also where it has expired, 503, 504, or 500 where it
 * is corrupt.
 */
export async function getEmbedding(id: string, bucket: Bucket, context: CallContext): Promise<StoredEmbedding> {
  const stored = await readText(id, bucket, context);
  requireCurrent(id, expiryOf(plainFields(stored.body, id) ?? requireFields(stored.body, id)));
  return stored;
}

/** What this service can use of the stored document of this id, its vector with its digits. Throws as {@link getEmbedding}. */
export async function getDocument(id: string, bucket: Bucket, context: CallContext): Promise<KeptDocument> {
  const { document, etag } = await getKept(id, bucket, context);
  requireCurrent(id, document);
  return { ...document, etag };
}

/** {@link getDocument}, also of what has expired, with the object that it is read from. */
export async function getKept(id: string, bucket: Bucket, context: CallContext): Promise<DocumentObject> {
  const { body, ...object } = await readText(id, bucket, context);
  const document = toStoredDocument(requireFields(body, id));
  const { embedding } = document;
  const withVector = embedding ? { ...document, embedding: withDigits([...embedding], body) } : document;
  return { ...object, body, document: withVector };
}

/** Throws 404 where an embedding has expired, which is as if it were not stored. */
export function requireCurrent(id: string, document: Expiring): void {
  if (hasExpired(document, new Date())) throw embeddingNotFound(id);
}

async function readText(id: string, bucket: Bucket, context: CallContext) {
  const { body, etag, objectMetadata } = await getObject(id, bucket, context);
  const text = objectText(body);
  if (text === undefined) throw invalid(`is ${body.length} bytes that are not UTF-8`, id);
  return { body: text, etag, objectMetadata };
}

/** The fields of a document. Throws 500 where it is corrupt. */
function requireFields(body: string, id: string): Record<string, unknown> {
  const fields = parseFields(body);
  const problem = fields ? documentProblem(fields, id) : `is ${body.length} characters that are not a JSON object`;
  if (!fields || problem) throw invalid(problem, id);
  return fields;
}

function invalid(reason: string | undefined, id: string): EmbeddingError {
  return new EmbeddingError("stored_document_invalid", `What is stored for "${id}" is not an embedding.`, {
    cause: new Error(`The object ${reason}`),
  });
}
