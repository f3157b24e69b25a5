import { ListVectorsCommand, S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { useLocalVectors } from "../../helpers/local/local-vectors";
import { s3VectorsConformance } from "../../helpers/s3-vectors/s3-vectors-conformance";

const local = useLocalVectors("team-vectors");
const index = { vectorBucketName: "team-vectors", indexName: "passages" };
beforeAll(() => local.createIndex(index));

s3VectorsConformance("The local endpoint", async () => local.connect());

// The real service, with the caller's own credentials and region.
if (process.env["S3_VECTORS_CONFORMANCE"] === "aws") {
  s3VectorsConformance("Amazon S3 Vectors", async () => new S3VectorsClient());
}

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
  const answer = await fetch(`${local.url}${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  expect(answer.headers.get("x-amzn-errortype")).toBe(type);
  expect(answer.status).toBe(type === "UnknownOperationException" ? 404 : 400);
  expect(await answer.json()).toMatchObject({ message: expect.any(String) });
});

test("names all fields that are not as they must be", async () => {
  const list = local.client.send(new ListVectorsCommand({ vectorBucketName: "x", indexName: "y", maxResults: 1_001 }));
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
