// The stand-ins for S3, S3 Vectors and Bedrock in a process of their own, because jest cannot load the ESM-only fauxqs.
// Prints their URLs as a line of JSON, and serves until it is ended.
import { localBedrock } from "../../../local/bedrock/bedrock.js";
import { localS3 } from "../../../local/s3/s3.mjs";
import { localS3Vectors } from "../../../local/s3-vectors/s3-vectors.js";
import type { LocalAwsArgs, LocalAwsUrls } from "./local-aws.js";

const { directory, region, buckets, vectors }: Required<LocalAwsArgs> = JSON.parse(process.argv[2] ?? "");
const free = { port: 0, host: "127.0.0.1" };
const urls: LocalAwsUrls = {
  s3: await (await localS3(directory, buckets)).listen(free),
  vectors: await localS3Vectors({ directory, region, registered: vectors }).listen(free),
  bedrock: await localBedrock().listen(free),
};
console.log(JSON.stringify(urls));
