import { generatedFields, type VectorFields } from "../../embedding/document";
import { vectorProblem } from "../../embedding/index/indexing-problems";
import type { Truncation } from "../../embedding/models/model";
import type { Embedded } from "../../functions/aws/embed-texts";
import type { AwsAccess } from "./aws/aws-access";
import { embedObjects, normalizes, requireEmbedded } from "./embed-objects";
import { type Prepared, toPrepared } from "./prepared";
import { replaceObject } from "./replace-object";
import {
  needsVector,
  ObjectProblem,
  type ReadObjectArgs,
  readObject,
  requireText,
  type StoredObject,
} from "./stored-object";

/** Arguments of {@link reembedObjects}. */
export interface ReembedObjectsArgs extends ReadObjectArgs {
  readonly access: AwsAccess;
  /** Whether a text that is too long for the model is refused, or its end left out. */
  readonly truncate: Truncation;
  /** Does something for each object, and notes what comes of it, if anything, or what keeps it from that. */
  readonly forEach: (
    objects: readonly StoredObject[],
    task: (stored: StoredObject) => Promise<Prepared | undefined>,
  ) => Promise<void>;
}

/** How often an object is written that others write meanwhile. */
const maxWrites = 3;

/** What an index is without where the text is longer than the model takes. */
const endOfText = "the end of the text, which is too long for the model";

/**
 * Embeds the texts of objects with the index's model and stores the results in their place, unless others have written
 * one since it was read: then that is read and, where needed, embedded. Returns the tokens that the model read.
 */
export async function reembedObjects(objects: readonly StoredObject[], args: ReembedObjectsArgs): Promise<number> {
  const { access, truncate, forEach } = args;
  let inputTokens = 0;
  let left = objects;
  for (let writes = 0; left.length > 0 && writes < maxWrites; writes++) {
    const embedded = await embedObjects(left, { ...access, truncate });
    inputTokens += embedded.inputTokens;
    const again: StoredObject[] = [];
    await forEach(left, async (stored) => {
      const vector = requireEmbedded(stored, embedded.outcomes.get(stored), access.modelCalls);
      const written = await replaceObject(stored, fieldsOf(vector, stored, access), access);
      if (written) return reembedded(toPrepared(written, access.index), vector);
      const current = await readObject(stored.document.id, args);
      if (!current) return { id: stored.document.id };
      if (!needsVector(current.document, access.index)) return toPrepared(current, access.index);
      requireText(current);
      again.push(current);
      return undefined;
    });
    left = again;
  }
  await forEach(left, async () => {
    throw new ObjectProblem("was stored by others each time that it was embedded");
  });
  return inputTokens;
}

function fieldsOf(embedded: Embedded, stored: StoredObject, { model }: AwsAccess): VectorFields {
  const unfit = vectorProblem(embedded.vector);
  if (unfit) throw new ObjectProblem(`was embedded to a vector that ${unfit}`, stored.etag);
  return generatedFields({ ...embedded, text: requireText(stored), model: model.id, normalize: normalizes(stored) });
}

function reembedded(prepared: Prepared, { truncated }: Embedded): Prepared {
  const { leftOut = [] } = prepared;
  return { ...prepared, leftOut: truncated ? [...leftOut, endOfText] : leftOut, isReembedded: true };
}
