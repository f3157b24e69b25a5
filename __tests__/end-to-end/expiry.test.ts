import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ListVectorsCommand, S3VectorsClient } from "@aws-sdk/client-s3vectors";
import type { DeploymentDocument } from "../../console/deployment/deployment-document";
import { ApiClient } from "../helpers/api/api-client";
import { StoredObjects } from "../helpers/handler/stored-objects";
import { accessRequests, policiesOf, type SignedRequest } from "../helpers/iam/function-access";
import { isAllowed } from "../helpers/iam/iam";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { configureDev, copyStackFiles } from "../helpers/stacks/stack-file";
import { temporaryDirectory } from "../helpers/temporary-directory";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const directory = temporaryDirectory();
const recordFile = join(directory, "signed-requests");
const sweep = "embeddings-service-dev-sweep-expired";
const bucket = "embeddings-service-vector-embeddings";
const indexArn = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings";
const env = {
  LOCAL_DATA_DIR: join(directory, "data"),
  RECORD_SIGNED_REQUESTS: recordFile,
  NODE_OPTIONS: `--require ${join(__dirname, "../helpers/local/record-signed-requests.cjs")}`,
};
const swept = /(schedule sweep-expired .*)\n/;

const store = (url: string, id: string, expiryMs?: number) =>
  new ApiClient(url).generate({
    text: `The text of ${id}`,
    store_in_s3: true,
    embedding_id: id,
    ...(expiryMs ? { expires_at: new Date(expiryMs).toISOString() } : {}),
  });

async function vectorsAt(endpoint: string): Promise<string[]> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new S3VectorsClient({ endpoint, region: "us-east-1", credentials });
  const { vectors = [] } = await client.send(new ListVectorsCommand({ indexArn }));
  client.destroy();
  return vectors.map(({ key = "" }) => key).sort();
}

test("npm start with expiry sweeps at the start what has expired, by what its role allows, and shows its schedule", async () => {
  const stacks = copyStackFiles(join(directory, "stacks"));
  configureDev(stacks, { expiry: true });
  const first = new LocalDeployment({ directory: stacks, env });
  const url = await first.url();
  expect(await first.printed(swept)).toMatch(/^schedule sweep-expired done \d+ ms · deleted 0 · complete true$/);
  const expiry = Date.now() + 1_500;
  const stored = [
    await store(url, "soon", expiry),
    await store(url, "later", expiry + 3_600_000),
    await store(url, "always"),
  ];
  expect(stored.map(({ status }) => status)).toEqual([200, 200, 200]);
  const deployment = (await (await fetch(`${url}/console/deployment.json`)).json()) as DeploymentDocument;
  expect(deployment.schedules).toEqual([
    { name: "embeddings-service-dev-sweep-schedule", function: sweep, expression: "rate(1 day)" },
  ]);
  expect(await first.stop()).toMatchObject({ code: 0, leftBehind: false });
  await setTimeout(Math.max(0, expiry - Date.now()));

  const second = new LocalDeployment({ directory: stacks, env });
  expect(await second.printed(swept)).toMatch(/^schedule sweep-expired done \d+ ms · deleted 1 · complete true$/);
  const objects = new StoredObjects(await second.s3Url(), bucket);
  expect((await objects.keys()).sort()).toEqual(["embeddings/always.json", "embeddings/later.json"]);
  expect(await vectorsAt(await second.vectorsUrl())).toEqual(["always", "later"]);
  expect(await second.stop()).toMatchObject({ code: 0, leftBehind: false });

  const sent = readFileSync(recordFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as SignedRequest & { readonly accessKeyId: string })
    .filter(({ accessKeyId }) => accessKeyId === sweep);
  const verbs = sent.map(({ method, url: at }) => `${method} ${at.split("?")[0]}`);
  expect(verbs).toEqual(
    expect.arrayContaining(["POST /ListVectors", "POST /DeleteVectors", `DELETE /${bucket}/embeddings/soon.json`]),
  );
  const policies = await policiesOf(sweep, { service: { expiry: true } });
  for (const access of sent.flatMap(accessRequests)) {
    expect([access, await isAllowed(policies, access)]).toEqual([access, true]);
  }
});
