/**
 * `aws s3 sync s3://BUCKET/PREFIX s3://BUCKET/PREFIX` between buckets of one endpoint, as a program for the tests of
 * documentation: what AWS's own does with objects that are not there yet.
 */
import { CopyObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";

const [service, operation, ...uris] = process.argv.slice(2);
const [from, to] = uris.map((uri) => /^s3:\/\/([^/]+)\/(.*)$/.exec(uri) ?? []);
if (service !== "s3" || operation !== "sync" || !from?.[1] || !to?.[1]) {
  throw new Error(`There is no aws ${process.argv.slice(2).join(" ")} here`);
}
const client = new S3Client({ forcePathStyle: true });
const [, bucket, prefix = ""] = from;
for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
  for (const { Key = "" } of Contents) {
    await client.send(
      new CopyObjectCommand({
        CopySource: encodeURI(`${bucket}/${Key}`),
        Bucket: to[1],
        Key: `${to[2]}${Key.slice(prefix.length)}`,
      }),
    );
  }
}
