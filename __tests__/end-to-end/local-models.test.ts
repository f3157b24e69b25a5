import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { ApiClient } from "../helpers/api/api-client";
import { Page } from "../helpers/docs/page";
import { LocalDeployment } from "../helpers/local/local-deployment";
import { temporaryDirectory } from "../helpers/temporary-directory";

const directory = temporaryDirectory();

test("prints what is shown, finds what is meant unless it is told otherwise, and leaves what it stored to no other model", async () => {
  // The default of the command, which tests set to words.
  const env = { LOCAL_DATA_DIR: join(directory, "sentences"), LOCAL_MODEL: "" };
  const deployment = new LocalDeployment({ env });
  const client = new ApiClient(await deployment.url());
  const texts = {
    password: "To reset the secret you log in with, open the account page.",
    bread: "Knead flour, yeast and salt to a dough, and put the loaf in the oven.",
    parking: "Vehicles without a permit are towed.",
  };
  for (const [id, text] of Object.entries(texts)) {
    expect((await client.generate({ text, store_in_s3: true, embedding_id: id })).status).toBe(200);
  }
  for (const [text, id] of [
    ["How do I change my password?", "password"],
    ["Where can I leave my car?", "parking"],
  ]) {
    const found = await client.request("POST", "/embeddings/search", { body: { text } });
    expect(found.body).toMatchObject({ results: [{ id }, {}, {}] });
  }
  const shown = new Page("docs/local-deployment.md").generated("start-message").replace(/^```.*$/gm, "");
  const withoutPorts = (text: string) => text.trim().replace(/:\d{4,5}\b/g, ":PORT");
  const withoutTime = (text: string) => withoutPorts(text).replace(/ready in [\d.]+ s/, "ready in TIME");
  expect(withoutTime(await deployment.printed(/^([\s\S]*?\/docs)$/m))).toBe(withoutTime(shown));
  await deployment.stop();

  const { code, stderr } = await new LocalDeployment({ env, args: ["--model", "words"] }).ended();
  expect([code, stderr]).toEqual([
    1,
    `error: The data directory ${env.LOCAL_DATA_DIR} has vectors of the model sentences, which those of words do not ` +
      "compare with: start with --model sentences, or begin with another --data-dir\n",
  ]);
});

describe("with the model of another server", () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((_, response) => response.end('{"data":[{"embedding":[0.6,0.8]}]}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  afterAll(() => server.close());

  test("stores its numbers, and zeros behind them, as the service's own model's", async () => {
    const env = { LOCAL_DATA_DIR: join(directory, "server") };
    const deployment = new LocalDeployment({ env, args: ["--model", url, "--model-name", "tiny"] });
    const client = new ApiClient(await deployment.url());
    const { body } = await client.generate({ text: "a text", store_in_s3: true, embedding_id: "a" });
    expect(body).toMatchObject({ model: "amazon.titan-embed-text-v2:0", dimension: 1_024 });
    const { embedding = [] } = body;
    expect(embedding.slice(0, 2).map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8]);
    expect(embedding.slice(2).every((value) => value === 0)).toBe(true);
    expect(await deployment.printed(/(of its 2 numbers a vector has the first ones)/)).toBeTruthy();

    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect((await client.generate({ text: "another" })).status).toBeGreaterThanOrEqual(500);
    expect(await deployment.complained(/^warning: (The model tiny at .* gives no embeddings: .*)$/m)).toBeTruthy();
    await deployment.stop();
  });
});

test("says where no server answers for its model", async () => {
  const env = {
    LOCAL_DATA_DIR: join(directory, "none"),
    LOCAL_MODEL: "http://127.0.0.1:9/v1",
    LOCAL_MODEL_NAME: "tiny",
  };
  const { code, stderr } = await new LocalDeployment({ env }).ended();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error: The model tiny at http:\/\/127\.0\.0\.1:9\/v1 gives no embeddings: .*: start it there, or leave out --model\n$/,
  );
});
