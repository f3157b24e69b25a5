import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { type BuildAppOptions, buildApp } from "fauxqs";
import { dataDirectoryError } from "../data-directory-error.js";
import { KeptFile } from "../kept-file.js";
import { ShortageReport } from "../shortage.js";

type S3Store = NonNullable<BuildAppOptions["stores"]>["s3Store"];

/** fauxqs' error, which it answers as S3's XML. */
type S3ErrorConstructor = new (code: string, message: string, status: number) => { toXml(): string };

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
  const { S3Error } = await internal<{ S3Error: S3ErrorConstructor }>("common/errors.js");
  const store = new S3Store();
  listInOrder(store);
  const database = await openDatabase(directory);
  database.loadS3(store);
  store.persistence = database;
  for (const bucket of buckets) store.createBucket(bucket);

  const app = buildApp({ logger: false, stores: { s3Store: store } as NonNullable<BuildAppOptions["stores"]> });
  takeAnyBody(app);
  refuseUnmetConditions(app, store, S3Error);
  sayWhatIsShort(app, directory, S3Error);
  const kept = new KeptFile(join(directory, "fauxqs.db"));
  app.addHook("onRequest", async () => kept.check());
  app.addHook("onClose", async () => database.close());
  return app;
}

/**
 * Lists in the order of the keys' bytes, as S3 does. fauxqs orders by the language's rules but goes on after a key by
 * its characters' codes, and so leaves keys out from page to page.
 */
function listInOrder(store: S3Store): void {
  const list = store.listObjects.bind(store);
  store.listObjects = (bucket, options = {}) => {
    const { maxKeys = 1_000, startAfter = "", ...others } = options;
    if (options.delimiter || options.marker) return list(bucket, options);
    const { objects } = list(bucket, { ...others, maxKeys: Number.POSITIVE_INFINITY });
    const after = objects
      .filter(({ key }) => compareBytes(key, startAfter) > 0)
      .toSorted((a, b) => compareBytes(a.key, b.key));
    return { objects: after.slice(0, maxKeys), commonPrefixes: [], isTruncated: after.length > maxKeys };
  };
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * Takes an object of any content type as it is: fauxqs reads some as requests of the other services that it plays, among
 * them the type that `curl --data-binary` sends. And one without bytes, as those that stand for folders, which needs none.
 */
function takeAnyBody(app: FastifyInstance): void {
  for (const type of ["application/x-amz-json-1.0", "application/x-www-form-urlencoded"]) {
    app.removeContentTypeParser(type);
  }
  app.addHook("preHandler", (request, _reply, done) => {
    if (request.method === "PUT") request.body ??= Buffer.alloc(0);
    done();
  });
}

/**
 * Answers 412 to `If-None-Match: *` where there is an object, and to `If-Match` where it is another or, to be deleted, there is
 * none, and 404 where there is none to be written over: fauxqs leaves them out. It stores in the same turn in which this hook is
 * done, so that of many writers one is the first. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
function refuseUnmetConditions(app: FastifyInstance, store: S3Store, S3Error: S3ErrorConstructor): void {
  app.addHook("preHandler", (request, reply, done) => {
    const { bucket = "", "*": key = "" } = request.params as Record<string, string>;
    const { "if-none-match": noneMatch, "if-match": match } = request.headers;
    const isWrite = request.method === "PUT";
    const isConditional = match !== undefined || (isWrite && noneMatch === "*");
    if (!isConditional || !(isWrite || request.method === "DELETE")) return done();
    const etag = etagOf(store, bucket, key);
    if (match === undefined ? etag === undefined : etag === match) return done();
    const isMissing = isWrite && etag === undefined;
    const error = isMissing
      ? new S3Error("NoSuchKey", "The specified key does not exist.", 404)
      : new S3Error("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412);
    reply
      .code(isMissing ? 404 : 412)
      .type("application/xml")
      .send(error.toXml());
  });
}

/** Answers as S3 does where it fails itself, by which its clients know it, and says what this machine has run out of. */
function sayWhatIsShort(app: FastifyInstance, directory: string, S3Error: S3ErrorConstructor): void {
  const shortages = new ShortageReport();
  app.setErrorHandler((error, _request, reply) => {
    if (!shortages.says(error, directory)) return reply.send(error);
    const said = new S3Error("InternalError", "We encountered an internal error. Please try again.", 500);
    return reply.code(500).type("application/xml").send(said.toXml());
  });
  app.addHook("onResponse", async ({ method }, { statusCode }) => {
    if (method === "PUT" && statusCode === 200) shortages.over();
  });
}

/** The entity tag of an object; undefined where there is none. */
function etagOf(store: S3Store, bucket: string, key: string): string | undefined {
  try {
    return store.headObject(bucket, key).etag;
  } catch {
    return undefined;
  }
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
    throw dataDirectoryError(directory, error);
  }
}

/**
 * A module that fauxqs does not export. Its public `startFauxqs` keeps the objects but listens on every address, and
 * its public `buildApp` listens where it is told but takes the store from outside.
 */
function internal<Module>(path: string): Promise<Module> {
  return import(new URL(path, import.meta.resolve("fauxqs")).href);
}
