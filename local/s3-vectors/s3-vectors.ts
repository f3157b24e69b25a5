import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { KeptFile } from "../kept-file";
import { ShortageReport } from "../shortage";
import { provideVectors } from "./provide-vectors";
import type { RegisteredVectors } from "./registered-vectors";
import { VectorCatalog } from "./vector-catalog";
import { vectorDataOperations } from "./vector-data-operations";
import { databaseFile, openVectorDatabase } from "./vector-database";
import type { IndexMode } from "./vector-filter";
import { parseVectorRequest, type VectorOperation, type VectorRequest } from "./vector-requests";
import { vectorResourceOperations } from "./vector-resource-operations";
import { VectorStore } from "./vector-store";
import { readVectorsBody } from "./vectors-body";
import { VectorsError } from "./vectors-error";

/** Arguments of {@link localS3Vectors}. */
export interface LocalS3VectorsArgs {
  /** Where the vectors are kept. */
  readonly directory: string;
  readonly region: string;
  /** What is created if it is not there yet. */
  readonly registered: RegisteredVectors;
  /**
   * The mode of all indexes.
   * @default ENHANCED
   */
  readonly indexMode?: IndexMode;
}

type Operations = { readonly [Operation in VectorOperation]: (request: VectorRequest<Operation>) => object };

/**
 * A stand-in for Amazon S3 Vectors that keeps the vectors in a SQLite database and searches them exactly. Throws a
 * `RunError` where the database cannot be used, or has other indexes than the registered ones.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Vectors.html
 */
export function localS3Vectors({
  directory,
  region,
  registered,
  indexMode = "ENHANCED",
}: LocalS3VectorsArgs): FastifyInstance {
  const database = openVectorDatabase(directory);
  const catalog = new VectorCatalog(database, region);
  try {
    provideVectors(catalog, registered, directory);
  } catch (error) {
    database.close();
    throw error;
  }
  const store = new VectorStore(database);
  const operations: Operations = {
    ...vectorResourceOperations(catalog, store),
    ...vectorDataOperations(catalog, store, indexMode),
  };

  const shortages = new ShortageReport();
  const app = fastify({ forceCloseConnections: true });
  const kept = new KeptFile(join(directory, databaseFile));
  app.addHook("onRequest", async () => kept.check());
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request: FastifyRequest, payload: IncomingMessage) => readVectorsBody(payload));
  app.post<{ Params: { operation: string } }>("/:operation", async ({ params: { operation }, body }) => {
    if (!Object.hasOwn(operations, operation)) throw unknownOperation(operation);
    const known = operation as VectorOperation;
    return operations[known](parseVectorRequest(known, body ?? {}) as never);
  });
  app.setNotFoundHandler(async ({ method, url }) => {
    throw unknownOperation(`${method} ${url}`);
  });
  app.setErrorHandler((error, _, reply) => {
    const isKnown = error instanceof VectorsError || shortages.says(error, directory);
    if (!isKnown) console.error(error);
    const { type, status, message, fieldList } =
      error instanceof VectorsError
        ? error
        : { type: "InternalServerException", status: 500, message: "Internal server error", fieldList: undefined };
    return reply.code(status).header("x-amzn-errortype", type).send({ message, fieldList });
  });
  app.addHook("onResponse", async ({ url }, { statusCode }) => {
    if (statusCode === 200 && url === "/PutVectors") shortages.over();
  });
  app.addHook("onClose", async () => database.close());
  return app;
}

function unknownOperation(operation: string): VectorsError {
  return new VectorsError("UnknownOperationException", `The local deployment has no operation ${operation}`);
}
