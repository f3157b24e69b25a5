import { mkdirSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import { type BuildAppOptions, buildApp } from "fauxqs";

type S3Store = NonNullable<BuildAppOptions["stores"]>["s3Store"];

/**
 * A stand-in for Amazon S3 that keeps the objects as files under `directory`, with these buckets beside those
 * that are there already. Throws where the directory cannot be written.
 */
export async function localS3(directory: string, buckets: readonly string[]): Promise<FastifyInstance> {
  mkdirSync(directory, { recursive: true });
  const { S3Store } = await internal<{ S3Store: new () => S3Store }>("s3/s3Store.js");
  const { FileS3Persistence } = await internal<{
    FileS3Persistence: new (
      directory: string,
    ) => NonNullable<S3Store["persistence"]> & {
      loadS3(store: S3Store): void;
    };
  }>("s3/fileS3Persistence.js");

  const store = new S3Store();
  const files = new FileS3Persistence(directory);
  files.loadS3(store);
  store.persistence = files;
  for (const bucket of buckets) store.createBucket(bucket);
  return buildApp({ logger: false, stores: { s3Store: store } as NonNullable<BuildAppOptions["stores"]> });
}

/**
 * A module that fauxqs does not export. Its public `startFauxqs` stores files but listens on every address, and
 * its public `buildApp` listens where it is told but takes the stores from outside.
 */
function internal<Module>(path: string): Promise<Module> {
  return import(new URL(path, import.meta.resolve("fauxqs")).href);
}
