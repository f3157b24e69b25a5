import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ThrottledError } from "../../../local/lambda/lambda-function";
import { registeredFunction } from "../../../local/lambda/registered-function";
import { registered } from "../../helpers/stacks/registered";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const bundle = join(directory, "bundle.js");
writeFileSync(bundle, "exports.handler = async () => ({ variables: process.env })");

const functionWith = (inputs: Record<string, unknown>) =>
  registeredFunction(
    registered("aws:lambda/function:Function", "echo-function", {
      name: "echo",
      handler: "__index.handler",
      memorySize: 64,
      timeout: 3,
      environment: { variables: { VECTOR_BUCKET_NAME: "vectors" } },
      code: { assets: Promise.resolve({ "__index.js": { path: Promise.resolve(bundle) } }) },
      ...inputs,
    }),
    { region: "us-east-1", endpoints: { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" }, directory },
  );

test("runs with the variables that it was registered with, and those of this machine", async () => {
  const lambda = await functionWith({});
  expect(await lambda.invoke({})).toEqual({
    variables: {
      VECTOR_BUCKET_NAME: "vectors",
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "echo",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_LAMBDA_FUNCTION_NAME: "echo",
    },
  });
  await lambda.close();
});

test.each([
  [{ reservedConcurrentExecutions: 2 }, 2],
  [{ reservedConcurrentExecutions: -1 }, 3],
  [{}, 3],
])("runs three invocations at once with %j: %d of them", async (inputs, running) => {
  const lambda = await functionWith(inputs);
  const settled = await Promise.allSettled([1, 2, 3].map(() => lambda.invoke({})));
  const throttled = settled.filter((result) => result.status === "rejected");
  expect(throttled.map(({ reason }) => reason)).toEqual(Array(3 - running).fill(expect.any(ThrottledError)));
  await lambda.close();
});
