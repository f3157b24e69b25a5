import { createHash } from "node:crypto";
import { invokedModel } from "../../embedding/models/inference-profile";
import { environmentVariable } from "./environment";

/** How much of the hash is enough to tell stores apart, in characters. */
const length = 22;

/**
 * Names what the service stores in and searches, without telling what that is: the bucket, the index, if any, and the
 * model, by whichever inference profile it is invoked. Another way to the same store is the same.
 */
export const storeId = createHash("sha256")
  .update(
    JSON.stringify([
      environmentVariable("VECTOR_BUCKET_NAME"),
      process.env["VECTOR_INDEX_ARN"] ?? null,
      invokedModel(environmentVariable("BEDROCK_MODEL_ID")).modelId,
    ]),
  )
  .digest("base64url")
  .slice(0, length);
