import type { PutInputVector } from "@aws-sdk/client-s3vectors";
import { toVectorMetadata } from "../../embedding/index/carried-metadata";
import { AwsCallError } from "./aws-calls";
import { type ReembedArgs, reembeddingProblem, reembedObject } from "./reembed-object";
import { ObjectProblem, readObject, type StoredObject } from "./stored-object";
import { mismatch, needsVector, noVector, type TargetIndex } from "./target-index";

/** What is to become of an object: its vector is put, or a problem reported, or neither where the object is gone. */
export interface Prepared {
  readonly id: string;
  readonly vector?: PutInputVector;
  /** The end of a sentence that starts with the object's key. */
  readonly problem?: string;
  /** What of the object its vector does not carry, as {@link toVectorMetadata} says it. */
  readonly leftOut?: readonly string[];
  /** Whether nothing but the caller says which model the vector is of. */
  readonly isTrusted?: boolean;
  /** The version of the object, where it is known. */
  readonly etag?: string | undefined;
  readonly isReembedded?: boolean;
  /** What was, or would be, read by the model. */
  readonly inputTokens?: number;
}

/** Arguments of {@link VectorPreparation}. */
export interface VectorPreparationArgs extends ReembedArgs {
  /** Whether to embed the objects of other models and dimensions anew. */
  readonly reembed: boolean;
  /** The model that the vectors are of where the objects do not say; undefined to leave them out. */
  readonly assumedModel: string | undefined;
  /** Whether to change nothing. */
  readonly dryRun: boolean;
}

/** So many objects in a row that AWS does not serve are no matter of the objects. */
const maxFailuresInARow = 20;

/** English runs at about this many characters to one of Titan's tokens. */
const charactersPerToken = 4.7;

/** Reads objects and makes vectors of them. */
export class VectorPreparation {
  private failuresInARow = 0;

  constructor(private readonly args: VectorPreparationArgs) {}

  /** The vector of an object. Throws a `CommandError` where there is no sense in going on to the next. */
  async prepare(id: string): Promise<Prepared> {
    try {
      const { calls, bucket } = this.args;
      const stored = await calls.s3((s3) => readObject(s3, bucket, id));
      const prepared = stored ? await this.prepareStored(stored) : { id };
      this.failuresInARow = 0;
      return prepared;
    } catch (error) {
      if (error instanceof ObjectProblem) return { id, problem: error.message, etag: error.etag };
      if (!(error instanceof AwsCallError)) throw error;
      this.failuresInARow += 1;
      if (this.failuresInARow >= maxFailuresInARow) throw error.toCommandError();
      return { id, problem: `could not be read or embedded: ${error.message}` };
    }
  }

  private async prepareStored(read: StoredObject): Promise<Prepared> {
    const { index, reembed, dryRun, assumedModel } = this.args;
    const isTrusted =
      read.document.model === undefined && read.document.embedding !== undefined && assumedModel !== undefined;
    const stored = isTrusted ? { ...read, document: { ...read.document, model: assumedModel } } : read;
    if (!reembed || !needsVector(stored.document, index)) return { ...prepared(stored, index), isTrusted };
    if (dryRun) return wouldReembed(stored);
    const { stored: current, isWritten, inputTokens } = await reembedObject(stored, this.args);
    return {
      ...(current ? prepared(current, index) : { id: stored.document.id }),
      isReembedded: isWritten,
      inputTokens,
    };
  }
}

/** An object whose vector the index holds as it is. Throws {@link ObjectProblem} where it does not. */
function prepared({ document, etag }: StoredObject, index: TargetIndex): Prepared {
  const { id, embedding } = document;
  const problem = mismatch(document, index);
  if (problem !== undefined || embedding === undefined) throw new ObjectProblem(problem ?? noVector, etag);
  const { metadata, leftOut } = toVectorMetadata({ ...document, embedding });
  return { id, vector: { key: id, data: { float32: [...embedding] }, metadata }, leftOut, etag };
}

function wouldReembed(stored: StoredObject): Prepared {
  const problem = reembeddingProblem(stored);
  if (problem) throw new ObjectProblem(problem, stored.etag);
  const { id, text = "", input_token_count } = stored.document;
  return {
    id,
    etag: stored.etag,
    isReembedded: true,
    inputTokens: input_token_count ?? Math.ceil(text.length / charactersPerToken),
  };
}
