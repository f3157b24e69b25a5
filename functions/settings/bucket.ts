import { S3Client } from "@aws-sdk/client-s3";
import { attemptTimeoutsMs, clientSettings } from "../aws/aws-client";
import { bucketOf } from "../aws/s3";
import { environmentVariable } from "./environment";

/** The bucket that the service is configured with. */
export const bucket = bucketOf(
  new S3Client(clientSettings(attemptTimeoutsMs.storage)),
  environmentVariable("VECTOR_BUCKET_NAME"),
);
