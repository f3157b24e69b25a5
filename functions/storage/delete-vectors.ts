import { DeleteVectorsCommand } from "@aws-sdk/client-s3vectors";
import type { CallContext } from "../aws/call-context";
import type { Store } from "./store";

/** Deletes the vectors of up to 500 embeddings, whether there are any or not; nothing without an index. Throws 503 or 504. */
export async function deleteVectors(
  ids: readonly string[],
  { index }: Pick<Store, "index">,
  context: CallContext,
): Promise<void> {
  await index?.send(new DeleteVectorsCommand({ indexArn: index.arn, keys: [...ids] }), context);
}
