import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { ListVectorsCommand } from "@aws-sdk/client-s3vectors";
import { idOf, objectKey } from "../../embedding/object-key";
import { awsFailure } from "../../functions/aws/aws-error";
import { CommandError } from "../command/command-error";
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
  /** Those of them that have expired. */
  readonly expired: ReadonlySet<string>;
  /** How many objects to ask for at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** The keys of the vectors in an index whose embeddings are not in the bucket: neither listed, nor there when asked for, or expired. */
export async function findOrphans(args: FindOrphansArgs): Promise<string[]> {
  const { access, ids, expired, concurrency, signal } = args;
  const orphans: string[] = [];
  const unlisted: string[] = [];
  for await (const key of vectorKeys(access, signal)) {
    if (expired.has(key)) orphans.push(key);
    else if (!ids.has(key)) unlisted.push(key);
  }
  // Was stored since the listing, perhaps.
  const check = async (key: string) => ({ key, isStored: await isStored(key, access) });
  for await (const { key, isStored } of mapConcurrently(unlisted, check, { concurrency, signal })) {
    if (!isStored) orphans.push(key);
  }
  throwIfInterrupted(signal);
  return orphans;
}

/** So few vectors without an embedding are no sign of another bucket's index. */
const maxStray = 2;

/**
 * Throws a {@link CommandError} where most vectors of an index are of no embedding in the bucket, as where it is another
 * bucket's: those on its first page are looked at.
 */
export async function requireOwnIndex(access: AwsAccess, ids: readonly string[], signal: AbortSignal): Promise<void> {
  const own = new Set(ids);
  const { vectors = [] } = await listPage(access, undefined, signal);
  const others = vectors.filter(({ key = "" }) => !own.has(key));
  if (others.length <= maxStray || others.length <= vectors.length / 2) return;
  throw new CommandError(
    `The index is of another bucket, it seems: ${others.length} of ${vectors.length} vectors are of no embedding in ` +
      `${access.bucket.name}. Check --bucket and --index, or add --allow-empty to delete all such vectors`,
  );
}

async function* vectorKeys(access: AwsAccess, signal: AbortSignal): AsyncGenerator<string> {
  let nextToken: string | undefined;
  do {
    const page = await listPage(access, nextToken, signal);
    for (const { key = "" } of page.vectors ?? []) yield key;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

async function listPage({ index, indexCalls }: AwsAccess, nextToken: string | undefined, signal: AbortSignal) {
  throwIfInterrupted(signal);
  const input = { indexArn: index.arn, maxResults: maxListed, ...(nextToken === undefined ? {} : { nextToken }) };
  return indexCalls.run((context) => index.send(new ListVectorsCommand(input), context));
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
