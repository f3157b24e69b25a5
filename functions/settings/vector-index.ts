import { S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { attemptTimeoutsMs, clientSettings } from "../aws/aws-client";
import { type Index, indexOf } from "../aws/s3-vectors";
import { environmentVariable } from "./environment";

/** The index that the service is configured with; undefined where it has none, and so no search. */
export const index: Index | undefined = process.env["VECTOR_INDEX_ARN"]
  ? indexOf(new S3VectorsClient(clientSettings(attemptTimeoutsMs.index)), {
      arn: environmentVariable("VECTOR_INDEX_ARN"),
      model: environmentVariable("VECTOR_INDEX_MODEL"),
      dimension: Number(environmentVariable("VECTOR_INDEX_DIMENSION")),
    })
  : undefined;

/** That index; throws while the function starts where there is none. */
export function requireIndex(): Index {
  if (index) return index;
  throw new Error("The environment variable VECTOR_INDEX_ARN is not set: a search needs the index that it names");
}
