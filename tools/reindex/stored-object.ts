import { abbreviate } from "../../embedding/abbreviate";
import { EmbeddingError } from "../../embedding/errors";
import { misfit, type VectorIndex } from "../../embedding/index/indexing-problems";
import {
  documentProblem,
  otherId,
  parseFields,
  type StoredDocument,
  toStoredDocument,
} from "../../embedding/stored-document";
import { text as textSchema } from "../../embedding/text";
import { getObject, type ObjectContent } from "../../functions/storage/get-object";
import { objectText } from "../../functions/storage/object-text";
import type { AwsAccess } from "./aws/aws-access";

/** A stored embedding, checked. */
export interface StoredObject extends Omit<ObjectContent, "body"> {
  readonly document: StoredDocument;
  /** The JSON text of the object. */
  readonly json: string;
  /** Whether nothing but the caller says which model the vector is of. */
  readonly isTrusted: boolean;
}

/** What keeps one object out of an index: its message is the end of a sentence that starts with the object's key. */
export class ObjectProblem extends Error {
  override readonly name: string = "ObjectProblem";

  constructor(
    message: string,
    /** The version that has it, where it is known. */
    readonly etag?: string,
  ) {
    super(message);
  }
}

/** Where objects are read, and as what. */
export interface ReadObjectArgs {
  readonly access: Pick<AwsAccess, "bucket" | "bucketCalls">;
  /** The model that the vectors are of where the objects do not say; undefined where that is not known. */
  readonly assumedModel: string | undefined;
}

/** Reads an embedding; undefined where it is gone. Throws {@link ObjectProblem} where it is none, or an `AwsCallError`. */
export async function readObject(
  id: string,
  { access: { bucket, bucketCalls }, assumedModel }: ReadObjectArgs,
): Promise<StoredObject | undefined> {
  const read = await bucketCalls.run(async (context) => {
    try {
      return await getObject(id, bucket, context);
    } catch (error) {
      if (error instanceof EmbeddingError && error.code === "embedding_not_found") return undefined;
      throw error;
    }
  });
  if (!read) return undefined;
  const { body, ...object } = read;
  const { document, json } = parseDocument(body, id, object.etag);
  const isTrusted = document.model === undefined && document.embedding !== undefined && assumedModel !== undefined;
  return { ...object, json, document: isTrusted ? { ...document, model: assumedModel } : document, isTrusted };
}

function parseDocument(body: Buffer, id: string, etag: string): Pick<StoredObject, "document" | "json"> {
  const json = objectText(body);
  const fields = json === undefined ? undefined : parseFields(json);
  if (json === undefined || !fields)
    throw new ObjectProblem(`is ${body.length} bytes that are not a JSON object`, etag);
  const problem = documentProblem(fields, id);
  if (!problem) return { document: toStoredDocument(fields), json };
  throw new ObjectProblem(problem === otherId ? `${problem}, "${abbreviate(String(fields["id"]))}"` : problem, etag);
}

/** What keeps an embedding out of an index whose vector would fit, if it were known which model it is of. */
export const noModel = "has no model";

/** Whether a document has no vector that an index can hold, or does not say of which model it is. */
export function needsVector(document: StoredDocument, index: VectorIndex): boolean {
  return document.model === null || misfit(document, index) !== undefined;
}

/** Why an index cannot hold the vector of a document, if it cannot: the end of a sentence that starts with the object's key. */
export function indexingProblem(document: StoredDocument, index: VectorIndex): string | undefined {
  const { reason, message } = misfit(document, index) ?? {};
  if (reason === "unknown model") return noModel;
  return reason === "no vector" || reason === "unfit vector" ? `${message}: add --reembed to embed its text` : message;
}

/** The text of an object, to be embedded anew. Throws {@link ObjectProblem} where it has none that can be. */
export function requireText({ document: { text }, etag }: StoredObject): string {
  if (text === undefined) throw new ObjectProblem("has no text to embed", etag);
  const { error } = textSchema.safeParse(text);
  if (error) throw new ObjectProblem(`has a text that ${error.issues[0]?.message}`, etag);
  return text;
}
