import * as pulumi from "@pulumi/pulumi";
import type { FastifyInstance } from "fastify";
import { type BuildAppOptions, buildApp } from "fauxqs";

type S3Store = NonNullable<BuildAppOptions["stores"]>["s3Store"];

/** fauxqs' persistence in SQLite. */
interface Persistence extends NonNullable<S3Store["persistence"]> {
  readonly db: { exec(sql: string): void };
  loadS3(store: S3Store): void;
}

/**
 * A stand-in for Amazon S3 that keeps the objects in a SQLite database under `directory`, with these buckets
 * beside those that are there already. Throws a `RunError` where the database cannot be used.
 */
export async function localS3(directory: string, buckets: readonly string[]): Promise<FastifyInstance> {
  const { S3Store } = await internal<{ S3Store: new () => S3Store }>("s3/s3Store.js");
  const store = new S3Store();
  const database = await openDatabase(directory);
  database.loadS3(store);
  store.persistence = database;
  for (const bucket of buckets) store.createBucket(bucket);

  const app = buildApp({ logger: false, stores: { s3Store: store } as NonNullable<BuildAppOptions["stores"]> });
  app.addHook("onClose", async () => database.close());
  return app;
}

async function openDatabase(directory: string): Promise<Persistence> {
  const { PersistenceManager } = await internal<{ PersistenceManager: new (directory: string) => Persistence }>(
    "persistence.js",
  );
  try {
    const database = new PersistenceManager(directory);
    // A second process would not see what this one stores.
    database.db.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
    return database;
  } catch (error) {
    throw new pulumi.RunError(
      /locked/.test(String(error))
        ? `The data directory ${directory} is in use by another local deployment: stop that one, or set LOCAL_DATA_DIR`
        : `The data directory ${directory} cannot be used (${String(error)}): remove it, or set LOCAL_DATA_DIR to another`,
    );
  }
}

/**
 * A module that fauxqs does not export. Its public `startFauxqs` keeps the objects but listens on every address, and
 * its public `buildApp` listens where it is told but takes the store from outside.
 */
function internal<Module>(path: string): Promise<Module> {
  return import(new URL(path, import.meta.resolve("fauxqs")).href);
}
