import {
  CreateIndexCommand,
  CreateVectorBucketCommand,
  DeleteVectorBucketCommand,
  GetIndexCommand,
  GetVectorBucketCommand,
  GetVectorsCommand,
  ListVectorsCommand,
  type PutInputVector,
  PutVectorsCommand,
  QueryVectorsCommand,
  type QueryVectorsCommandInput,
  S3VectorsClient,
} from "@aws-sdk/client-s3vectors";
import { localS3Vectors } from "../../local/s3-vectors";
import { invalid, numberedKeys, refusal, s3VectorsConformance, vectors } from "../helpers/s3-vectors-conformance";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();
const index = { vectorBucketName: "team-vectors", indexName: "passages" };

const serve = () => localS3Vectors({ directory, region: "eu-west-1", registered: { buckets: [], indexes: [] } });
let server = serve();
let url: string;
let client: S3VectorsClient;

const connect = async () =>
  new S3VectorsClient({
    endpoint: url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
const put = (vectors: PutInputVector[]) => client.send(new PutVectorsCommand({ ...index, vectors }));

beforeAll(async () => {
  url = await server.listen({ port: 0, host: "127.0.0.1" });
  client = await connect();
  const { vectorBucketName } = index;
  await client.send(new CreateVectorBucketCommand({ vectorBucketName }));
  await client.send(
    new CreateIndexCommand({ ...index, dataType: "float32", dimension: 2, distanceMetric: "euclidean" }),
  );
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

s3VectorsConformance("The local endpoint", connect);

// The real service, with the caller's own credentials and region.
if (process.env["S3_VECTORS_CONFORMANCE"] === "aws") {
  s3VectorsConformance("Amazon S3 Vectors", async () => new S3VectorsClient());
}

describe("the local endpoint", () => {
  const keys = numberedKeys(205);

  const query = (options: Partial<QueryVectorsCommandInput> = {}) =>
    client.send(new QueryVectorsCommand({ ...index, topK: 205, queryVector: { float32: [0, 0] }, ...options }));

  beforeAll(() => put(keys.map((key, at) => ({ key, data: { float32: [at, 0] }, metadata: { at } }))));

  test("has buckets and indexes of its account and region, and does not find those of others by ARN", async () => {
    const { index: found } = await client.send(new GetIndexCommand(index));
    expect(found?.indexArn).toBe("arn:aws:s3vectors:eu-west-1:000000000000:bucket/team-vectors/index/passages");
    const notFound = refusal("NotFoundException", 404);
    const indexArn = found?.indexArn?.replace("eu-west-1", "us-east-1");
    await expect(client.send(new GetIndexCommand({ indexArn }))).rejects.toMatchObject(notFound);
    const vectorBucketArn = "arn:aws:s3vectors:eu-west-1:111111111111:bucket/team-vectors";
    for (const command of [
      new GetVectorBucketCommand({ vectorBucketArn }),
      new DeleteVectorBucketCommand({ vectorBucketArn }),
    ]) {
      await expect(client.send(command as GetVectorBucketCommand)).rejects.toMatchObject(notFound);
    }
  });

  test.each<[string, string, unknown, string]>([
    ["POST", "/PutVectorBucketPolicy", {}, "UnknownOperationException"],
    ["POST", "/toString", {}, "UnknownOperationException"],
    ["POST", "/", {}, "UnknownOperationException"],
    ["GET", "/tags/arn", undefined, "UnknownOperationException"],
    ["POST", "/GetIndex", "no JSON", "SerializationException"],
    ["POST", "/GetIndex", { indexArn: 1 }, "SerializationException"],
    ["POST", "/GetIndex", [], "SerializationException"],
    ["POST", "/QueryVectors", { ...index, topK: 1.5, queryVector: { float32: [1, 2] } }, "SerializationException"],
    ["POST", "/QueryVectors", { ...index, topK: 1, queryVector: { float32: [1, "2"] } }, "SerializationException"],
    ["POST", "/QueryVectors", { ...index, topK: 1, queryVector: { float32: [1, null] } }, "SerializationException"],
    ["POST", "/PutVectors", index, "ValidationException"],
    ["POST", "/PutVectors", { ...index, vectors: [{ key: "a" }] }, "ValidationException"],
  ])("answers %s %s with %j by an error: %s", async (method, path, body, type) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    expect(answer.headers.get("x-amzn-errortype")).toBe(type);
    expect(answer.status).toBe(type === "UnknownOperationException" ? 404 : 400);
    expect(await answer.json()).toMatchObject({ message: expect.any(String) });
  });

  test("names all fields that are not as they must be", async () => {
    const list = client.send(new ListVectorsCommand({ vectorBucketName: "x", indexName: "y", maxResults: 1_001 }));
    const length = "failed to satisfy constraint: Member must have length between 3 and 63, inclusive";
    const messages = [
      `Value with length 1 at '/vectorBucketName' ${length}`,
      `Value with length 1 at '/indexName' ${length}`,
      "Value at '/maxResults' failed to satisfy constraint: Member must be between 1 and 1000, inclusive",
    ];
    await expect(list).rejects.toMatchObject({
      message: `3 validation errors detected. ${messages.join("; ")}`,
      fieldList: messages.map((message) => ({ path: /'(.+)'/.exec(message)?.[1], message })),
    });
  });

  test("refuses a key twice in one put, which AWS does not document", async () => {
    await expect(put(vectors("a", "a"))).rejects.toMatchObject(invalid());
  });

  test("encrypts as it is told, and is told by both type and key or neither", async () => {
    const kmsKeyArn = "arn:aws:kms:eu-west-1:000000000000:key/1";
    const vectorBucketName = "encrypted";
    const create = (encryptionConfiguration: { sseType?: "AES256" | "aws:kms"; kmsKeyArn?: string }) =>
      client.send(new CreateVectorBucketCommand({ vectorBucketName, encryptionConfiguration }));
    for (const wrong of [{ sseType: "aws:kms" }, { kmsKeyArn }, { sseType: "AES256", kmsKeyArn }] as const) {
      await expect(create(wrong)).rejects.toMatchObject(invalid());
    }
    await create({ sseType: "aws:kms", kmsKeyArn });
    const inBucket = { vectorBucketName, indexName: "inherits" };
    await client.send(
      new CreateIndexCommand({ ...inBucket, dataType: "float32", dimension: 2, distanceMetric: "cosine" }),
    );
    const { index: found } = await client.send(new GetIndexCommand(inBucket));
    expect(found?.encryptionConfiguration).toEqual({ sseType: "aws:kms", kmsKeyArn });
  });

  test("ends a page of a list after a megabyte, at the latest", async () => {
    const inBucket = { ...index, indexName: "large" };
    const nonFilterableMetadataKeys = ["text"];
    const metadataConfiguration = { nonFilterableMetadataKeys };
    await client.send(
      new CreateIndexCommand({
        ...inBucket,
        dataType: "float32",
        dimension: 2,
        distanceMetric: "cosine",
        metadataConfiguration,
      }),
    );
    const metadata = { text: "x".repeat(40_000) };
    const large = vectors(...numberedKeys(40)).map((vector) => ({ ...vector, metadata }));
    await client.send(new PutVectorsCommand({ ...inBucket, vectors: large }));
    const first = await client.send(new ListVectorsCommand(inBucket));
    expect(first.vectors).toHaveLength(27);
    const second = await client.send(new ListVectorsCommand({ ...inBucket, nextToken: first.nextToken }));
    expect(second.vectors).toHaveLength(13);
    expect(second.nextToken).toBeUndefined();
  });

  test("has 100 vectors in a page of a query, as the index was at the first one", async () => {
    const first = await query({ returnMetadata: true });
    expect(first.vectors?.map(({ key }) => key)).toEqual(keys.slice(0, 100));
    await put([{ key: "key-150", data: { float32: [-1_000, 0] } }]);
    const second = await query({ returnMetadata: true, nextToken: first.nextToken });
    expect(second.vectors?.map(({ key }) => key)).toEqual(keys.slice(100, 200));
    expect(second.vectors?.[0]).toEqual({ key: "key-100", metadata: { at: 100 } });
    const third = await query({ nextToken: second.nextToken });
    expect(third.vectors).toEqual(keys.slice(200).map((key) => ({ key })));
    expect(third.nextToken).toBeUndefined();
  });

  test("refuses a token of another query, and what is none", async () => {
    const { nextToken } = await query();
    for (const wrong of [{ topK: 204, nextToken }, { filter: { at: 1 }, nextToken }, { nextToken: "none" }]) {
      await expect(query(wrong)).rejects.toMatchObject(invalid());
    }
    await expect(client.send(new ListVectorsCommand({ ...index, nextToken: "?" }))).rejects.toMatchObject(invalid());
  });

  test("has everything after a restart", async () => {
    await put([{ key: "kept", data: { float32: [0.1, 5_000] }, metadata: { genre: "drama" } }]);
    const get = new GetVectorsCommand({ ...index, keys: ["kept"], returnData: true, returnMetadata: true });
    const before = await client.send(get);
    const nearest = () => query({ topK: 1, queryVector: { float32: [0, 6_000] }, filter: { genre: "drama" } });
    await server.close();
    server = serve();
    url = await server.listen({ port: 0, host: "127.0.0.1" });
    client.destroy();
    client = await connect();
    expect((await client.send(get)).vectors).toEqual(before.vectors);
    expect((await nearest()).vectors).toEqual([{ key: "kept" }]);
  });
});
