import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { DeleteVectorsCommand, ListVectorsCommand } from "@aws-sdk/client-s3vectors";
import { idOf, objectKey } from "../../embedding/object-key";
import { throwIfInterrupted } from "../command/interrupted";
import { mapConcurrently } from "../run/map-concurrently";
import type { AwsCalls } from "./aws-calls";
import { statusOf } from "./aws-failure";

/** The most keys of a page of ListVectors, and of one DeleteVectors: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxListed = 1_000;
export const maxDeleted = 500;

/** Arguments of {@link findOrphans}. */
export interface FindOrphansArgs {
  readonly calls: AwsCalls;
  readonly bucket: string;
  readonly indexArn: string;
  /** The ids of the embeddings in the bucket. */
  readonly ids: ReadonlySet<string>;
  /** How many objects to ask for at a time. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** The keys of the vectors in an index whose embeddings are not in the bucket: neither listed, nor there when asked for. */
export async function findOrphans(args: FindOrphansArgs): Promise<string[]> {
  const { calls, bucket, ids, concurrency, signal } = args;
  const orphans: string[] = [];
  const unlisted: string[] = [];
  for await (const key of vectorKeys(args)) if (!ids.has(key)) unlisted.push(key);
  // Was stored since the listing, perhaps.
  const check = async (key: string) => ({ key, exists: await exists(calls, bucket, key) });
  for await (const { key, exists } of mapConcurrently(unlisted, check, { concurrency, signal })) {
    if (!exists) orphans.push(key);
  }
  throwIfInterrupted(signal);
  return orphans;
}

async function* vectorKeys({ calls, indexArn, signal }: FindOrphansArgs): AsyncGenerator<string> {
  let nextToken: string | undefined;
  do {
    throwIfInterrupted(signal);
    const page = await calls.vectors((client) =>
      client.send(
        new ListVectorsCommand({ indexArn, maxResults: maxListed, ...(nextToken === undefined ? {} : { nextToken }) }),
      ),
    );
    for (const { key = "" } of page.vectors ?? []) yield key;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
}

async function exists(calls: AwsCalls, bucket: string, id: string): Promise<boolean> {
  const key = objectKey(id);
  if (idOf(key) === undefined) return false;
  return calls.s3(async (s3) => {
    try {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw error;
    }
  });
}

/** Deletes vectors, up to {@link maxDeleted} of them. */
export async function deleteVectors(keys: readonly string[], calls: AwsCalls, indexArn: string): Promise<void> {
  await calls.vectors((client) => client.send(new DeleteVectorsCommand({ indexArn, keys: [...keys] })));
}
