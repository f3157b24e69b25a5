import type { PutInputVector } from "@aws-sdk/client-s3vectors";
import { sendVectors } from "../../functions/storage/put-vectors";
import type { AwsAccess } from "./aws/aws-access";
import { AwsCallError } from "./aws/aws-error";
import { failureOf } from "./aws/aws-failure";

/** Errors of what is in a request. */
const refusals = ["ValidationException", "SerializationException"];

/**
 * Puts vectors into an index, in place of those with the same keys, and returns why it refused which of them, by key: one
 * that it refuses does not keep out the others of its request. Throws an {@link AwsCallError}.
 */
export async function putEach(
  vectors: readonly PutInputVector[],
  access: Pick<AwsAccess, "index" | "indexCalls">,
): Promise<Map<string, string>> {
  const { index, indexCalls } = access;
  const [first] = vectors;
  if (!first) return new Map();
  try {
    await indexCalls.run((context) => sendVectors([...vectors], index, context));
    return new Map();
  } catch (error) {
    if (!(error instanceof AwsCallError) || !refusals.includes(failureOf(error.cause).name)) throw error;
    if (vectors.length === 1) return new Map([[first.key ?? "", error.message]]);
    const middle = Math.ceil(vectors.length / 2);
    const refused = await putEach(vectors.slice(0, middle), access);
    return new Map([...refused, ...(await putEach(vectors.slice(middle), access))]);
  }
}
