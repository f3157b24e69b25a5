import { createRequire } from "node:module";
import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutVectorsCommand, QueryVectorsCommand, S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { clientSettings } from "../../functions/aws/aws-client";
import { eventOf, operationOf } from "../packages/packed-function";
import { sampleVector } from "./sample-vector";

/** What {@link benchWarm} reads: milliseconds by request, and memory in megabytes. */
export interface WarmSamples {
  readonly requests: Record<string, { readonly handler: number[]; readonly calls: number[] }>;
  /** After the first 1,000 requests, and after each further 1,000. */
  readonly residentMb: number[];
}

const warmUpRequests = 300;
const samples = 1_500;
const memoryRounds = 10;
/** How many vectors a search goes through. */
const indexedVectors = 1_000;
const requestsPerRound = 1_000;

/** What the examples name. */
const id = "doc1";
const text = "A text of some length, as what is embedded tends to be: a paragraph of an article. ".repeat(6);
const bucket = process.env["VECTOR_BUCKET_NAME"] ?? "";
const modelId = process.env["BEDROCK_MODEL_ID"] ?? "";
const indexArn = process.env["VECTOR_INDEX_ARN"] ?? "";
const key = `embeddings/${id}.json`;
const document = JSON.stringify({
  id,
  text,
  embedding: sampleVector,
  dimension: sampleVector.length,
  model: modelId,
  input_token_count: 100,
  created_at: new Date().toISOString(),
});

const s3 = new S3Client(clientSettings(4_000));
const s3Vectors = new S3VectorsClient(clientSettings(4_000));
const bedrock = new BedrockRuntimeClient(clientSettings(8_000));

const invoke = () =>
  bedrock.send(
    new InvokeModelCommand({
      modelId,
      contentType: "application/json",
      accept: "application/json",
      body: JSON.stringify({ inputText: text, dimensions: 1_024, normalize: true }),
    }),
  );
const put = () =>
  s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: document,
      ContentType: "application/json",
      Metadata: { "request-id": "bench" },
    }),
  );
const get = async () =>
  (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToByteArray();

const query = () =>
  s3Vectors.send(
    new QueryVectorsCommand({
      indexArn,
      queryVector: { float32: sampleVector },
      topK: 10,
      returnMetadata: false,
      returnDistance: true,
    }),
  );
const putVector = () =>
  s3Vectors.send(
    new PutVectorsCommand({ indexArn, vectors: [{ key: id, data: { float32: sampleVector }, metadata: { text } }] }),
  );

/** Fills the index with vectors, each of which points somewhere else. */
async function fillIndex(): Promise<void> {
  for (let start = 0; start < indexedVectors; start += 500) {
    const vectors = Array.from({ length: 500 }, (_, index) => ({
      key: `warm-${start + index}`,
      data: { float32: sampleVector.map((value, position) => value + Math.sin((start + index + 1) * (position + 1))) },
    }));
    await s3Vectors.send(new PutVectorsCommand({ indexArn, vectors }));
  }
}

/** Requests to the packed functions in this process, and nothing but the calls of the SDK that each must make, in turn. */
async function measure(files: Record<string, string>): Promise<WarmSamples> {
  const write = process.stdout.write.bind(process.stdout);
  // What the functions log.
  process.stdout.write = () => true;
  const request = (name: string, body?: object) => {
    const operation = operationOf(name);
    const { handler } = createRequire(__filename)(files[operation.route.name] ?? "");
    const event = eventOf(operation, body);
    const context = { awsRequestId: "bench", getRemainingTimeInMillis: () => 29_000 };
    return async () => {
      const { statusCode } = await handler(event, context);
      if (statusCode !== 200) throw new Error(`${operation.routeKey} was answered ${statusCode}`);
    };
  };
  const generateAndStore = request("generate", { text, store_in_s3: true, embedding_id: id });
  const pairs: Record<string, [() => Promise<unknown>, () => Promise<unknown>]> = {
    "generate and store": [generateAndStore, async () => [await invoke(), await put(), await putVector()]],
    generate: [request("generate", { text }), invoke],
    retrieve: [request("retrieve"), get],
    store: [
      request("store", { embedding_id: id, text, embedding: sampleVector }),
      async () => [await put(), await putVector()],
    ],
    // Of the vectors alone, as the call is; `npm run bench -- search` compares the other modes with it.
    search: [request("search", { text, mode: "vector" }), async () => [await invoke(), await query()]],
  };

  await fillIndex();
  const requests: Record<string, { handler: number[]; calls: number[] }> = {};
  for (const [name, [handle, call]] of Object.entries(pairs)) {
    const taken = { handler: [] as number[], calls: [] as number[] };
    for (let sample = -warmUpRequests; sample < samples; sample++) {
      const [handlerMs, callsMs] = [await time(handle), await time(call)];
      if (sample < 0) continue;
      taken.handler.push(handlerMs);
      taken.calls.push(callsMs);
    }
    requests[name] = taken;
  }

  const residentMb: number[] = [];
  for (let round = 0; round < memoryRounds; round++) {
    for (let index = 0; index < requestsPerRound; index++) await generateAndStore();
    globalThis.gc?.();
    residentMb.push(process.memoryUsage().rss / 1e6);
  }
  process.stdout.write = write;
  return { requests, residentMb };
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

measure(JSON.parse(process.argv[2] ?? "{}")).then((result) => {
  process.stdout.write(JSON.stringify(result), () => process.exit());
});
