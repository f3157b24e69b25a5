import { type PutInputVector, PutVectorsCommand } from "@aws-sdk/client-s3vectors";
import { AwsCallError, type AwsCalls } from "./aws-calls";

/** Errors of what is in a request. */
const refusals = ["ValidationException", "SerializationException"];

/**
 * Puts vectors into an index, in place of those with the same keys, and returns why it refused which of them, by key: one
 * vector that it refuses does not keep out the others of its request.
 */
export async function putVectors(
  vectors: readonly PutInputVector[],
  calls: AwsCalls,
  indexArn: string,
): Promise<Map<string, string>> {
  if (vectors.length === 0) return new Map();
  try {
    await calls.vectors((client) => client.send(new PutVectorsCommand({ indexArn, vectors: [...vectors] })));
    return new Map();
  } catch (error) {
    if (!(error instanceof AwsCallError) || !refusals.includes((error.cause as Error).name)) throw error;
    if (vectors.length === 1) return new Map([[vectors[0]?.key ?? "", error.message]]);
    const middle = vectors.length / 2;
    const first = await putVectors(vectors.slice(0, middle), calls, indexArn);
    return new Map([...first, ...(await putVectors(vectors.slice(middle), calls, indexArn))]);
  }
}
