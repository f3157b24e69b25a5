import { nonFilterableKeys } from "../../../embedding/index/carried-keys";
import { localS3Vectors } from "../../../local/s3-vectors/s3-vectors";
import { vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const model = "amazon.titan-embed-text-v2:0";
useUpstreams({ index: { model, dimension: 256 } });
const handler = handlerOf("search");
const server = localS3Vectors({
  directory: temporaryDirectory(),
  region: "us-east-1",
  registered: {
    buckets: [{ name: "vectors", encryption: undefined }],
    indexes: [
      {
        bucket: "vectors",
        name: "embeddings",
        dimension: 256,
        metric: "cosine",
        nonFilterableKeys: [...nonFilterableKeys],
        encryption: undefined,
      },
    ],
  },
  indexMode: "CLASSIC",
});

beforeAll(async () => {
  process.env["AWS_ENDPOINT_URL_S3VECTORS"] = await server.listen({ port: 0, host: "127.0.0.1" });
  process.env["VECTOR_INDEX_ARN"] = "arn:aws:s3vectors:us-east-1:000000000000:bucket/vectors/index/embeddings";
});
afterAll(() => server.close());

test("says how an index of the classic mode is changed, which does not know $startsWith", async () => {
  const search = (filter: object) => post(handler, { embedding: vector(256), filter });
  const { status, body } = await search({ path: { $startsWith: "/docs/" } });
  expect([status, body["errors"]]).toEqual([
    422,
    [
      {
        field: "filter",
        message: expect.stringMatching(/\$startsWith needs the index mode ENHANCED, .* update-index-mode/),
      },
    ],
  ]);
  expect((await search({ path: "/docs/" })).status).toBe(200);
});
