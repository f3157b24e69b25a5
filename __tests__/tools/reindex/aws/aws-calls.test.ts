import { EmbeddingError } from "../../../../embedding/errors";
import { Interrupted } from "../../../../tools/command/interrupted";
import { AwsCalls } from "../../../../tools/reindex/aws/aws-calls";
import { AwsCallError } from "../../../../tools/reindex/aws/aws-error";

const resource = { description: "the bucket b", option: "--bucket", actions: "s3:GetObject" };
const { signal } = new AbortController();
const answer = (status: number, name = "Refused") =>
  Object.assign(new Error("said"), { name, $metadata: { httpStatusCode: status } });
const caused = (code: EmbeddingError["code"], cause?: unknown) => new EmbeddingError(code, "For callers", { cause });

test.each([
  ["503", answer(503), 2],
  ["429", answer(429), 2],
  ["a throttled call", answer(400, "ThrottlingException"), 2],
  ["a connection that was closed", Object.assign(new Error("closed"), { code: "ECONNRESET" }), 2],
  ["storage that was away", caused("storage_unavailable", answer(500)), 2],
  ["an answer that is none", caused("storage_unavailable", new Error("The answer is no listing")), 2],
  ["a vector that is none", caused("model_output_invalid", new Error("2 numbers")), 2],
  ["no answer in time", caused("index_timeout"), 2],
  ["denied access", caused("storage_unavailable", answer(403)), 1],
  ["a refused text", caused("text_too_long", answer(400, "ValidationException")), 1],
  ["no region", new Error("Region is missing"), 1],
  ["no credentials", Object.assign(new Error("none"), { name: "CredentialsProviderError" }), 1],
  ["a file that is not there", Object.assign(new Error("no file"), { code: "ENOENT" }), 1],
])("after %s, in %p, asks %d times", async (_, error, expected) => {
  let calls = 0;
  const run = new AwsCalls(resource, { concurrency: 1, retries: 1, signal }).run(async () => {
    calls += 1;
    throw error;
  });
  await expect(run).rejects.toThrow(AwsCallError);
  expect(calls).toBe(expected);
});

test("gives each attempt a context of its own, which lets it take its time", async () => {
  const contexts: unknown[] = [];
  await new AwsCalls(resource, { concurrency: 1, retries: 1, signal }).run(async (context) => {
    contexts.push(context);
    expect(context.remainingTimeMs()).toBe(Number.POSITIVE_INFINITY);
    expect(context.modelCalls.inputTokens).toBe(0);
    context.modelCalls.inputTokens += 5;
    if (contexts.length === 1) throw answer(503);
  });
  expect(contexts).toHaveLength(2);
});

test("asks half as much at a time once it is throttled", async () => {
  let underWay = 0;
  const most: number[] = [];
  const calls = new AwsCalls(resource, { concurrency: 8, retries: 3, signal });
  const call = async () => {
    underWay += 1;
    most.push(underWay);
    const number = most.length;
    await new Promise(setImmediate);
    underWay -= 1;
    if (number <= 8) throw answer(429);
  };
  await Promise.all(Array.from({ length: 24 }, () => calls.run(call)));
  expect(Math.max(...most.slice(0, 8))).toBe(8);
  expect(Math.max(...most.slice(8, 12))).toBe(4);
});

test("does not wait for another attempt where it is interrupted", async () => {
  const calls = new AwsCalls(resource, { concurrency: 1, retries: 9, signal: AbortSignal.abort() });
  await expect(calls.run(() => Promise.reject(answer(503)))).rejects.toThrow(Interrupted);
});

test.each([
  [
    answer(403),
    "Access to the bucket b is denied (403 Refused: said): check --bucket, and use credentials that may s3:GetObject",
  ],
  [answer(404), "There is no bucket b (404 Refused: said): check --bucket and the region"],
  [answer(500), "The bucket b cannot be used (500 Refused: said): run the same command again to go on"],
  [
    caused("storage_unavailable", new Error("no listing")),
    "The bucket b cannot be used (no listing): run the same command again to go on",
  ],
  [new Error("Region is missing"), "There is no AWS region to use: set AWS_REGION, or the region of your AWS profile"],
  [
    Object.assign(new Error("none"), { name: "CredentialsProviderError" }),
    "There are no valid AWS credentials (CredentialsProviderError: none): sign in, or set AWS_PROFILE",
  ],
])("says of %s what it is and the fix", (error, message) => {
  expect(new AwsCallError(error, resource).toCommandError().message).toBe(message);
});
