import type { IndexableDocument } from "../../embedding/index/carried-metadata";
import { putVectors } from "../../functions/storage/put-vectors";
import type { AwsAccess } from "./aws-access";
import { AwsCallError } from "./aws-error";
import { failureOf } from "./aws-failure";

/** Errors of what is in a request. */
const refusals = ["ValidationException", "SerializationException"];

/**
 * Puts the vectors of embeddings into an index, in place of those with the same ids, and returns why it refused which of
 * them, by id: one that it refuses does not keep out the others of its request. Throws an {@link AwsCallError}.
 */
export async function putEach(
  documents: readonly IndexableDocument[],
  access: Pick<AwsAccess, "index" | "indexCalls">,
): Promise<Map<string, string>> {
  const { index, indexCalls } = access;
  const [first] = documents;
  if (!first) return new Map();
  try {
    await indexCalls.run((context) => putVectors(documents, index, context));
    return new Map();
  } catch (error) {
    if (!(error instanceof AwsCallError) || !refusals.includes(failureOf(error.cause).name)) throw error;
    if (documents.length === 1) return new Map([[first.id, error.message]]);
    const middle = Math.ceil(documents.length / 2);
    const refused = await putEach(documents.slice(0, middle), access);
    return new Map([...refused, ...(await putEach(documents.slice(middle), access))]);
  }
}
