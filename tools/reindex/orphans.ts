import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { DeleteVectorsCommand, ListVectorsCommand } from "@aws-sdk/client-s3vectors";
import { idOf, objectKey } from "../../embedding/object-key";
import { awsFailure } from "../../functions/aws/aws-error";
import { throwIfInterrupted } from "../command/interrupted";
import { mapConcurrently } from "../run/map-concurrently";
import type { AwsAccess } from "./aws/aws-access";

/** The most keys of a page: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxListed = 1_000;

/** Arguments of {@link findOrphans}. */
export interface FindOrphansArgs {
  readonly access: AwsAccess;
  /** The ids of the embeddings in the bucket. */
  readonly ids: ReadonlySet<string>;
  /** How many objects to ask for at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** The keys of the vectors in an index whose embeddings are not in the bucket: neither listed, nor there when asked for. */
export async function findOrphans(args: FindOrphansArgs): Promise<string[]> {
  const { access, ids, concurrency, signal } = args;
  const orphans: string[] = [];
  const unlisted: string[] = [];
  for await (const key of vectorKeys(access, signal)) if (!ids.has(key)) unlisted.push(key);
  // Was stored since the listing, perhaps.
  const check = async (key: string) => ({ key, isStored: await isStored(key, access) });
  for await (const { key, isStored } of mapConcurrently(unlisted, check, { concurrency, signal })) {
    if (!isStored) orphans.push(key);
  }
  throwIfInterrupted(signal);
  return orphans;
}

async function* vectorKeys({ index, indexCalls }: AwsAccess, signal: AbortSignal): AsyncGenerator<string> {
  let nextToken: string | undefined;
  do {
    throwIfInterrupted(signal);
    const input = { indexArn: index.arn, maxResults: maxListed, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = await indexCalls.run((context) => index.send(new ListVectorsCommand(input), context));
    for (const { key = "" } of page.vectors ?? []) yield key;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

async function isStored(id: string, { bucket, bucketCalls }: AwsAccess): Promise<boolean> {
  const key = objectKey(id);
  if (idOf(key) === undefined) return false;
  return bucketCalls.run(async (context) => {
    try {
      await bucket.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }), context);
      return true;
    } catch (error) {
      if (awsFailure(error).status === 404) return false;
      throw error;
    }
  });
}

/** Deletes vectors, up to 500 of them. Throws an `AwsCallError`. */
export async function deleteVectors(keys: readonly string[], { index, indexCalls }: AwsAccess): Promise<void> {
  const input = { indexArn: index.arn, keys: [...keys] };
  await indexCalls.run((context) => index.send(new DeleteVectorsCommand(input), context));
}
